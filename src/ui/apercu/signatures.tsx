import type { BlocSignature } from '#documents/doc.ts'
import { formatDate } from '#domain/format.ts'
import { typographier } from '#domain/typographie.ts'

/** Signature blocks, with the room kept for stamp and signature. */
export function Signatures({ blocs }: { readonly blocs: readonly BlocSignature[] }) {
  return (
    <div className="feuille-signatures">
      {blocs.map((b) => (
        <section key={`${b.titre}|${b.organisation}`}>
          <strong>{typographier(b.titre)}</strong>
          <span>{typographier(b.organisation)}</span>
          <span>{typographier([b.nom, b.fonction].filter(Boolean).join(', ') || 'Nom et fonction :')}</span>
          <span className="feuille-petit">{typographier(`${b.lieu ? `À ${b.lieu}, le` : 'À …, le'} ${b.date ? formatDate(b.date) : '…'}`)}</span>
        </section>
      ))}
    </div>
  )
}
