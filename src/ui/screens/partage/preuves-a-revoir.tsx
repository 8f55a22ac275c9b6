import { etAutres } from '#domain/completude/accord.ts'
import { formatEntier } from '#domain/format.ts'
import type { PreuvesVues } from '#domain/preuves/verdict.ts'
import { typographier } from '#domain/typographie.ts'

/** Establishments named before « … ». */
const nommes = 3
const nomDe = ({ etablissement: e }: PreuvesVues) => e.nom ?? e.finess ?? 'Établissement sans nom'

interface Props {
  /** Those that have something against them. */
  readonly vues: readonly PreuvesVues[]
  readonly revoir: (une: PreuvesVues) => void
}

/** Said before the copy goes back, and never in its way: the proofs that the porteur would ask for again. */
export function PreuvesARevoir({ vues, revoir }: Props) {
  const [premiere] = vues
  if (!premiere) return null
  const dites = vues.slice(0, nommes).map((v) => `${nomDe(v)} (${v.aRevoir})`)
  const autres = vues.length > nommes ? ` ${etAutres(vues.length - nommes)}` : ''
  return (
    <p className="message-remarque preuves-a-revoir">
      ! {typographier(`${vues.length > 1 ? `${formatEntier(vues.length)} preuves à revoir` : 'Une preuve à revoir'} : ${dites.join(' ; ')}${autres}.`)}{' '}
      <button type="button" className="bouton-lien" onClick={() => revoir(premiere)}>
        {vues.length > 1 ? 'Revoir la première' : 'La revoir'}
      </button>
    </p>
  )
}
