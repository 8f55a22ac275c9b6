interface Props {
  readonly libelle: string
  readonly valeur: string
  readonly changer: (valeur: string) => void
}

/** Narrows a list or a grid to what holds the typed words. */
export function Chercher({ libelle, valeur, changer }: Props) {
  return <input className="saisie" type="search" aria-label={libelle} placeholder="Chercher" value={valeur} onChange={(e) => changer(e.target.value)} />
}
