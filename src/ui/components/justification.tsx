import { useState } from 'react'
import type { Manque } from '#domain/lot.ts'
import { aujourdhui } from '../manques.ts'
import { useLectureSeule, useMagasin, useSession } from '../use-session.ts'

/** The written reason that settles an « à justifier »: saved as it is typed, printed in the bordereau with its author and date. */
export function Justification({ manque }: { readonly manque: Manque }) {
  const session = useSession()
  const lectureSeule = useLectureSeule('reponse')
  const auteur = useMagasin(session.auteur)
  const [ouvert, setOuvert] = useState(false)
  const [motif, setMotif] = useState(manque.motif ?? '')
  const taper = (texte: string) => {
    setMotif(texte)
    session.poser('reponse', { cle: manque.cle }, { motif: texte.trim() || null, auteur: auteur?.nom ?? null, date: aujourdhui() }, true)
  }
  if (!ouvert)
    return (
      <p className="justification">
        {manque.motif ? <span className="justification-motif">✓ Motif : {manque.motif} </span> : null}
        {lectureSeule ? null : (
          <button type="button" className="bouton-lien" onClick={() => setOuvert(true)}>
            {manque.motif ? 'Modifier le motif' : 'Écrire un motif'}
          </button>
        )}
      </p>
    )
  return (
    <div className="justification-saisie">
      <label className="champ-label">
        Motif
        <textarea className="saisie" rows={3} value={motif} maxLength={2000} onChange={(e) => taper(e.target.value)} onBlur={() => void session.file.vider()} />
      </label>
      <button type="button" className="bouton" onClick={() => setOuvert(false)}>
        Terminé
      </button>
    </div>
  )
}
