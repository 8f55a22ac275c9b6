import { questionsDe } from '#domain/catalogue/questions.ts'
import type { Phase } from '#domain/lot.ts'
import { typographier } from '#domain/typographie.ts'
import { useDossier } from '../use-session.ts'

/** Questions of a phase, answered where they arise. */
export function Questions({ phase }: { readonly phase: Phase }) {
  const regions = useDossier(regionsDe)
  const liste = questionsDe(phase, regions.split(' '))
  if (liste.length === 0) return null
  return (
    <details className="questions">
      <summary>Questions fréquentes ({liste.length})</summary>
      {liste.map((q) => (
        <div key={q.code} className="question">
          <h3>{typographier(q.question)}</h3>
          <p>{typographier(q.reponse)}</p>
        </div>
      ))}
    </details>
  )
}

const regionsDe = (d: { readonly etablissements: readonly { readonly region: string | null }[] }): string =>
  [...new Set(d.etablissements.flatMap((e) => (e.region === null ? [] : [e.region])))].sort().join(' ')
