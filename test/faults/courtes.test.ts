import { beforeAll, describe, expect, it } from 'vitest'
import { coupuresDeCourant } from './coupures.ts'
import { deuxPostes } from './deux-postes.ts'
import { disquePlein } from './disque-plein.ts'
import { publierGrossesPieces } from './grosses-pieces.ts'
import { killsSurPublications, killsSurSaisies } from './kills.ts'
import { killsSurReunions } from './kills-reunion.ts'
import { construireMoteur } from './moteur.ts'
import { mutantsPerdus } from './mutants-fusion.ts'

/** The bars of `npm run test:faults`, short: each proves that its long form still works and would still fail. */
describe('faults, short forms, through the real engine process', { timeout: 180_000 }, () => {
  beforeAll(construireMoteur, 120_000)

  it.each([
    ['kill -9 while editing', () => killsSurSaisies(2)],
    ['kill -9 while publishing', () => killsSurPublications(2)],
    ['kill -9 while uniting a copy', () => killsSurReunions(1)],
    ['two computers on one file, renames refused', () => deuxPostes(4)],
    ['a real full disk', disquePlein],
    ['large attachments published while typing', () => publierGrossesPieces([25e6], 1000)]
  ])('%s', async (_nom, mesurer) => {
    const { ecarts } = await mesurer()
    expect(ecarts).toEqual([])
  })

  // The recorder is a library that only Linux preloads.
  it.runIf(process.platform === 'linux')('power cuts, and the two planted faults', async () => {
    const mesures = await coupuresDeCourant(2)
    expect(mesures).toHaveLength(7)
    expect(mesures.flatMap((m) => m.ecarts)).toEqual([])
  })

  it('the seeded bugs of the union still match the source', () => expect(mutantsPerdus()).toEqual([]))
})
