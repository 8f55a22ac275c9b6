import { useEffect, useState } from 'react'
import type { ActionSuivie } from '#domain/catalogue/checklists.ts'
import { prevision } from '#domain/prevision.ts'
import { lireSaisie } from '../../presenter.ts'
import { useLectureSeule, useSession } from '../../use-session.ts'

/** Days foreseen for an action, typed where they are read. */
export function Duree({ action, catalogue, duree }: { readonly action: ActionSuivie; readonly catalogue: string; readonly duree: number | null }) {
  const session = useSession()
  const lectureSeule = useLectureSeule()
  const montree = duree === null ? '' : String(duree)
  const [texte, setTexte] = useState(montree)
  const [erreur, setErreur] = useState<string | null>(null)
  useEffect(() => {
    setTexte(montree)
    setErreur(null)
  }, [montree])
  const valider = () => {
    if (texte === montree) return setErreur(null)
    const lu = lireSaisie(prevision.champs.duree, texte)
    if (!lu.ok) return setErreur(lu.message)
    setErreur(null)
    session.poser('prevision', { catalogue, code: action.code }, { duree: lu.cellule })
  }
  return (
    <span className="duree">
      <span className="secondaire" aria-hidden="true">
        Durée
      </span>
      <input
        className="saisie"
        inputMode="numeric"
        aria-label={`Durée prévue de ${action.code}, en jours`}
        aria-invalid={erreur !== null}
        title={prevision.champs.duree.aide}
        placeholder="—"
        value={texte}
        readOnly={lectureSeule}
        onChange={(e) => setTexte(e.target.value)}
        onBlur={valider}
        onKeyDown={(e) => {
          if (e.key === 'Enter') valider()
        }}
      />
      <span className="secondaire">jours</span>
      {erreur ? (
        <span className="message-erreur" role="alert">
          ✕ {erreur}
        </span>
      ) : null}
    </span>
  )
}
