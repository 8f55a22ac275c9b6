import { useEffect, useState } from 'react'
import { useSession } from '../use-session.ts'

/** How long « Copié » stays, in ms. */
const duree = 2000

/** « Copier », which says that it is done where the person looks. `libelle`: what is copied, for who does not see it beside. */
export function BoutonCopier({ libelle, texte }: { readonly libelle: string; readonly texte: string }) {
  const { shell } = useSession()
  const [copie, setCopie] = useState(false)
  useEffect(() => {
    if (!copie) return
    const minuteur = setTimeout(() => setCopie(false), duree)
    return () => clearTimeout(minuteur)
  }, [copie])
  return (
    <button
      type="button"
      className="bouton-lien"
      aria-label={copie ? `${libelle} : copié` : `Copier : ${libelle}`}
      onClick={() => void shell.copier(texte).then(() => setCopie(true))}
    >
      <span aria-live="polite">{copie ? '✓ Copié' : 'Copier'}</span>
    </button>
  )
}

/** A text and its « Copier » button. */
export function Copiable({
  libelle,
  texte,
  vide,
  grand
}: {
  readonly libelle: string
  readonly texte: string
  readonly vide?: string
  readonly grand?: boolean
}) {
  return (
    <div className="copiable">
      <span className="copiable-libelle">{libelle}</span>
      <span className={grand ? 'copiable-texte copiable-grand' : 'copiable-texte'}>{texte || <span className="secondaire">{vide}</span>}</span>
      {texte ? <BoutonCopier libelle={libelle} texte={texte} /> : null}
    </div>
  )
}
