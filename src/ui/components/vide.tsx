import type { ReactNode } from 'react'
import { formatEntier } from '#domain/format.ts'
import { typographier } from '#domain/typographie.ts'

/** Lines of detail of a failure that are shown at once. */
const detailsMax = 10

/** What will be here, why, and the likeliest ways to start. */
export function Vide({ titre, texte, children }: { readonly titre: string; readonly texte: string; readonly children?: ReactNode }) {
  return (
    <div className="vide">
      <h2>{typographier(titre)}</h2>
      <p>{typographier(texte)}</p>
      {children ? <div className="vide-actions">{children}</div> : null}
    </div>
  )
}

/** A failure where it happened: what happened, what is safe, what to do, then the details. */
export function PanneauErreur({
  message,
  details = [],
  children
}: {
  readonly message: string
  readonly details?: readonly string[] | undefined
  readonly children?: ReactNode
}) {
  const suite = details.slice(detailsMax)
  return (
    <div className="panneau-erreur">
      <div role="alert">
        <p>
          <strong aria-hidden="true">✕ </strong>
          {message}
        </p>
        {details.length > 0 ? <Details lignes={details.slice(0, detailsMax)} /> : null}
      </div>
      {suite.length > 0 ? (
        // Not announced with the rest: it is read on request.
        <details>
          <summary>Afficher la suite ({formatEntier(suite.length)})</summary>
          <Details lignes={suite} />
        </details>
      ) : null}
      {children}
    </div>
  )
}

const Details = ({ lignes }: { readonly lignes: readonly string[] }) => (
  <ul>
    {lignes.map((ligne) => (
      <li key={ligne}>{ligne}</li>
    ))}
  </ul>
)
