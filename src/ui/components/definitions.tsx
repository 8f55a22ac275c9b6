import type { Terme } from '#domain/catalogue/glossaire.ts'
import { typographier } from '#domain/typographie.ts'

/** Words of the glossary with what they mean. */
export function Definitions({ termes }: { readonly termes: readonly Terme[] }) {
  return (
    <dl className="glossaire">
      {termes.map((t) => (
        <div key={t.code}>
          <dt>
            {typographier(t.terme)}
            {t.developpe ? <span className="secondaire"> — {typographier(t.developpe)}</span> : null}
          </dt>
          <dd>{typographier(t.definition)}</dd>
        </div>
      ))}
    </dl>
  )
}
