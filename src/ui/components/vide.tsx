import type { ReactNode } from 'react'
import { typographier } from '#domain/typographie.ts'

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
  return (
    <div className="panneau-erreur" role="alert">
      <p>
        <strong aria-hidden="true">✕ </strong>
        {message}
      </p>
      {details.length > 0 ? (
        <ul>
          {details.slice(0, 200).map((d) => (
            <li key={d}>{d}</li>
          ))}
        </ul>
      ) : null}
      {children}
    </div>
  )
}
