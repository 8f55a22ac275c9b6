import { formatEntier } from '#domain/format.ts'
import { useMagasin, useSession } from '../use-session.ts'
import { Dialogue } from './dialogue.tsx'

/** Shown by `appelerLong` after 300 ms: what is done, what remains, and « Annuler ». */
export function DialogueProgression() {
  const session = useSession()
  const progres = useMagasin(session.progres)
  if (!progres) return null
  const { titre, fait, total, texte, annulation } = progres
  return (
    <Dialogue
      titre={titre}
      fermer={() => session.annulerAppel(progres.appel)}
      refermable={false}
      pied={
        <button type="button" className="bouton" disabled={annulation} onClick={() => session.annulerAppel(progres.appel)}>
          {annulation ? 'Annulation…' : 'Annuler'}
        </button>
      }
    >
      <progress className="barre" {...(total > 0 ? { value: fait, max: total } : {})} aria-label={titre} />
      <p aria-live="polite">
        {texte || 'Préparation…'}
        {total > 0 ? (
          <span className="secondaire">
            {' '}
            — {formatEntier(fait)} sur {formatEntier(total)}
          </span>
        ) : null}
      </p>
    </Dialogue>
  )
}
