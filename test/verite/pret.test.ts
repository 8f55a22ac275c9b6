import { describe, expect, it } from 'vitest'
import { optionsCompletude } from '#documents/code-donnees.ts'
import { productionsDuLot } from '#documents/registre.ts'
import type { Champ } from '#domain/champs/champ.ts'
import { completude } from '#domain/completude.ts'
import type { Dossier } from '#domain/dossier.ts'
import { type Lot, lots } from '#domain/lot.ts'
import { noms } from '#domain/noms.ts'
import { planLot } from '#engine/lot/plan.ts'
import { contexte, fabriquer } from './fabriquer.ts'
import { graines } from './graines.ts'

const { dossier } = fabriquer(graines[0]!)

/** The dossier without these fields, everywhere. */
function sans(collection: string, champs: readonly string[]): Dossier {
  const held = (dossier as unknown as Readonly<Record<string, object | readonly object[]>>)[collection]!
  const vider = (e: object) => ({ ...e, ...Object.fromEntries(champs.map((c) => [c, null])) })
  return { ...dossier, [collection]: Array.isArray(held) ? held.map(vider) : vider(held) } as Dossier
}

/**
 * A pièce that the ARS asks again is made anew from data that only the first deposit requires: the complements
 * are checked on what pièce 7 alone prints.
 */
const horsComplement = lots.filter((lot) => lot !== 'complement')

const estBloque = (d: Dossier, lot: Lot) => completude(d, optionsCompletude(d, contexte.date)).some((m) => m.gravite === 'bloquant' && m.lots.includes(lot))

/** Where a bundle would print « à compléter », each place with what is around it. */
const manquants = (d: Dossier, lot: Lot): readonly string[] =>
  planLot(d, lot, productionsDuLot(d, lot, contexte)).fichiers.flatMap(({ source, nom }) => {
    if (source.s !== 'genere') return []
    const dit = JSON.stringify(source.production).replaceAll('Plan à compléter', '')
    const ici = dit.indexOf('à compléter')
    return ici === -1 ? [] : [`${nom} : ${dit.slice(Math.max(0, ici - 60), ici + 20)}`]
  })

describe.each(horsComplement)('a bundle %s that nothing blocks never prints « à compléter »', (lot) => {
  it.each(noms.map((n) => [n.kind, n] as const))('whatever field of %s is empty', (_, nom) => {
    const libres = Object.entries(nom.champs as unknown as Readonly<Record<string, Champ>>).flatMap(([c, { exige }]) => (exige?.includes(lot) ? [] : [c]))
    const ensemble = sans(nom.collection, libres)
    // All the optional fields at once; one by one when together they block.
    const essais = estBloque(ensemble, lot) ? libres.map((c) => sans(nom.collection, [c])).filter((d) => !estBloque(d, lot)) : [ensemble]
    for (const d of essais) expect(manquants(d, lot)).toEqual([])
  })
})
