import type { ReactNode } from 'react'
import type { phases } from '#domain/lot.ts'
import { useRole } from '../use-session.ts'
import { Mots } from './mots.tsx'
import { Questions } from './questions.tsx'

interface Props {
  readonly titre: string
  /** One sentence: what this phase is for. */
  readonly but: string
  readonly actions?: ReactNode
  /** Questions of this phase, answered in place. */
  readonly phase?: (typeof phases)[number]['code']
  readonly children: ReactNode
}

/** A phase page: title, what it is for, then the work. */
export function Page({ titre, but, actions, phase, children }: Props) {
  // Bundles are the porteur's: the copy of an OG has nothing to produce.
  const isCollecte = useRole() === 'collecte'
  return (
    <div className="page">
      <header className="page-tete">
        <div>
          <h2 className="page-titre">{titre}</h2>
          <p className="introduction">{but}</p>
        </div>
        {actions && !isCollecte ? <div className="page-actions">{actions}</div> : null}
      </header>
      <div className="page-corps">{children}</div>
      {phase ? (
        <>
          <Questions phase={phase} />
          <Mots />
        </>
      ) : null}
    </div>
  )
}
