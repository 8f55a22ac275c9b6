import { describe, expect, it } from 'vitest'
import { fabriquer, octetsDe, produire } from './fabriquer.ts'
import { graines } from './graines.ts'
import { mutantsPdf } from './mutants-pdf.ts'
import { mutantsXlsx } from './mutants-xlsx.ts'
import { muter } from './muter.ts'
import { verifier } from './verifier.ts'

const mutants = [...mutantsPdf, ...mutantsXlsx]
const fabriques = graines.map(fabriquer)
const produites = fabriques.map((f) => produire(f.dossier))

describe(`the checker of the truth kills ${mutants.length} of ${mutants.length} mutants`, () => {
  it.each(mutants.map((m) => [m.faute, m] as const))('%s', async (_, mutant) => {
    const sorte = mutant.pdf ? 'pdf' : 'xlsx'
    const origine = produites[mutant.graine]!.find((p) => p.lot === mutant.lot && p.production.base === mutant.base && p.production.sorte === sorte)!
    const production = muter(origine.production, mutant)
    expect(production).not.toEqual(origine.production)
    expect(await verifier(fabriques[mutant.graine]!, { ...origine, production }, await octetsDe(production))).not.toEqual([])
  })
})
