import type { Sortie } from '#contract/contract.ts'
import { nomSujet, periodes } from './sujets.ts'

type Etat = Sortie<'modele.proposer'>

interface Props {
  /** Names of the two lists: the datum, its period. */
  readonly noms: readonly [donnee: string, periode: string]
  readonly donnee: string | null
  readonly libelle: string | null
  readonly autres: Etat['cases'][number]['autres']
  readonly donnees: Etat['donnees']
  /** What an empty choice means. */
  readonly vide: string
  readonly fixe: boolean
  readonly changer: (donnee: string | null) => void
}

/** The datum of a place, and its period when it takes one. */
export function ChoixDonnee({ noms, donnee, libelle, autres, donnees, vide, fixe, changer }: Props) {
  const [base = '', suffixe = ''] = (donnee ?? '').split('@')
  const connue = donnees.flatMap((d) => d.donnees).find((d) => d.donnee === base)
  const proposees = [...(donnee !== null && !connue ? [{ donnee: base, libelle: libelle ?? base }] : []), ...autres.filter((a) => a.donnee !== donnee)]
  const suffixes = connue?.periode ? periodes[connue.periode] : []
  return (
    <div className="modele-choix">
      <select className="saisie" aria-label={noms[0]} value={donnee === null ? '' : base} disabled={fixe} onChange={(e) => changer(e.target.value || null)}>
        <option value="">{vide}</option>
        {proposees.length > 0 ? (
          <optgroup label="Proposées">
            {proposees.map((a) => (
              <option key={a.donnee} value={a.donnee}>
                {a.libelle}
              </option>
            ))}
          </optgroup>
        ) : null}
        {donnees.map((d) => (
          <optgroup key={d.sujet} label={nomSujet[d.sujet]}>
            {d.donnees.map((x) => (
              <option key={x.donnee} value={x.donnee}>
                {x.libelle}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
      {suffixes.length > 0 ? (
        <select
          className="saisie"
          aria-label={noms[1]}
          value={suffixe}
          disabled={fixe}
          onChange={(e) => changer(e.target.value ? `${base}@${e.target.value}` : base)}
        >
          {suffixes.some(([s]) => s === suffixe) ? null : <option value={suffixe}>{libelle?.split(' – ').at(-1) ?? suffixe}</option>}
          {suffixes.map(([s, nom]) => (
            <option key={s} value={s}>
              {nom}
            </option>
          ))}
        </select>
      ) : null}
    </div>
  )
}
