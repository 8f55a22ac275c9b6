import { typographier } from '#domain/typographie.ts'
import { useMagasin, useSession } from '../use-session.ts'

/** Short confirmations. Never the only copy of a message: errors also stay in the save state or where they happened. */
export function ListeAvis() {
  const session = useSession()
  const avis = useMagasin(session.avis)
  return (
    <div className="avis-liste" role="status" aria-live="polite">
      {avis.map((a) => (
        <div key={a.id} className={`avis avis-${a.ton}`}>
          <span aria-hidden="true">{a.ton === 'succes' ? '✓' : a.ton === 'erreur' ? '✕' : 'i'}</span>
          <p>{typographier(a.texte)}</p>
          {a.action ? (
            <button
              type="button"
              className="bouton-lien"
              onClick={() => {
                a.action?.faire()
                session.avis.changer((l) => l.filter((x) => x.id !== a.id))
              }}
            >
              {a.action.label}
            </button>
          ) : null}
          <button
            type="button"
            className="bouton-icone"
            aria-label="Fermer ce message"
            onClick={() => session.avis.changer((l) => l.filter((x) => x.id !== a.id))}
          >
            ✕
          </button>
        </div>
      ))}
    </div>
  )
}
