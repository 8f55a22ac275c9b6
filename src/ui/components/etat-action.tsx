import { useEffect, useState } from 'react'
import { type Action, action } from '#domain/action.ts'
import { formatDateCourte } from '#domain/format.ts'
import { aujourdhui } from '../manques.ts'
import { lireSaisie } from '../presenter.ts'
import { useLectureSeule, useSession } from '../use-session.ts'

interface Props {
  readonly identite: { readonly catalogue: string; readonly code: string; readonly portee: string }
  readonly suivi: Action | undefined
  /** State that counts while none was entered for this very scope. */
  readonly repris?: Action['etat']
  readonly libelle: string
}

const etats = action.champs.etat.options ?? []

/** State, date and owner of one action for one scope; « Fait » proposes today. */
export function EtatAction({ identite, suivi, repris, libelle }: Props) {
  const session = useSession()
  const lectureSeule = useLectureSeule(identite.portee === 'grappe' ? 'grappe' : 'action')
  const [commente, setCommente] = useState(false)
  const etat = suivi?.etat ?? repris ?? 'a-faire'
  const poser = (valeurs: Readonly<Record<string, string | null>>, attendre = false) => session.poser('action', identite, valeurs, attendre)
  return (
    <div className={`etat-action etat-${etat}`}>
      <select
        className="saisie"
        aria-label={`État : ${libelle}`}
        value={etat}
        disabled={lectureSeule}
        onChange={(e) => poser({ etat: e.target.value, ...(e.target.value === 'fait' && !suivi?.date ? { date: aujourdhui() } : {}) })}
      >
        {etats.map((o) => (
          <option key={o.value} value={o.value}>
            {o.label}
          </option>
        ))}
      </select>
      <Libre valeur={suivi?.date ? formatDateCourte(suivi.date) : ''} libelle={`Date : ${libelle}`} indication="jj/mm/aaaa" champ="date" poser={poser} />
      <Libre valeur={suivi?.personne ?? ''} libelle={`Responsable : ${libelle}`} indication="Responsable" champ="personne" poser={poser} />
      {suivi?.commentaire || commente ? (
        <Libre valeur={suivi?.commentaire ?? ''} libelle={`Commentaire : ${libelle}`} indication="Commentaire" champ="commentaire" poser={poser} />
      ) : lectureSeule ? null : (
        <button type="button" className="bouton-lien commenter" aria-label={`Commenter : ${libelle}`} onClick={() => setCommente(true)}>
          Commenter
        </button>
      )}
    </div>
  )
}

interface PropsLibre {
  readonly valeur: string
  readonly libelle: string
  readonly indication: string
  readonly champ: 'date' | 'personne' | 'commentaire'
  readonly poser: (valeurs: Readonly<Record<string, string | null>>) => void
}

function Libre({ valeur, libelle, indication, champ, poser }: PropsLibre) {
  const lectureSeule = useLectureSeule()
  const [texte, setTexte] = useState(valeur)
  const [erreur, setErreur] = useState<string | null>(null)
  useEffect(() => {
    setTexte(valeur)
    setErreur(null)
  }, [valeur])
  const valider = () => {
    if (texte === valeur) return setErreur(null)
    const lu = lireSaisie(action.champs[champ], texte)
    if (!lu.ok) return setErreur(lu.message)
    setErreur(null)
    poser({ [champ]: lu.cellule === null ? null : String(lu.cellule) })
  }
  return (
    <span className={`libre libre-${champ}`}>
      <input
        className="saisie"
        aria-label={libelle}
        aria-invalid={erreur !== null}
        placeholder={indication}
        value={texte}
        readOnly={lectureSeule}
        onChange={(e) => setTexte(e.target.value)}
        onBlur={valider}
        onKeyDown={(e) => {
          if (e.key === 'Enter') valider()
        }}
      />
      {erreur ? (
        <span className="message-erreur" role="alert">
          ✕ {erreur}
        </span>
      ) : null}
    </span>
  )
}
