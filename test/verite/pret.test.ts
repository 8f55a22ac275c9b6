import { describe, expect, it } from 'vitest'
import { optionsCompletude } from '#documents/code-donnees.ts'
import { productionsDuLot } from '#documents/registre.ts'
import { completude } from '#domain/completude.ts'
import type { Dossier } from '#domain/dossier.ts'
import { type Lot, lots } from '#domain/lot.ts'
import { noms } from '#domain/noms.ts'
import { planLot } from '#engine/lot/plan.ts'
import { contexte, fabriquer } from './fabriquer.ts'
import { graines } from './graines.ts'

const { dossier } = fabriquer(graines[0]!)

/** The dossier without one field, everywhere. */
function sans(collection: string, champ: string): Dossier {
  const held = (dossier as unknown as Readonly<Record<string, object | readonly object[]>>)[collection]!
  const vider = (e: object) => ({ ...e, [champ]: null })
  return { ...dossier, [collection]: Array.isArray(held) ? held.map(vider) : vider(held) } as Dossier
}

/**
 * A pièce that the ARS asks again is made anew from data that only the first deposit requires: the complements
 * are checked on what pièce 7 alone prints.
 */
const horsComplement = lots.filter((lot): lot is Exclude<Lot, 'complement'> => lot !== 'complement')

describe('a bundle that nothing blocks never prints « à compléter »', () => {
  it.each(noms.map((n) => [n.kind, n] as const))('whatever field of %s is empty', (_, nom) => {
    for (const champ of Object.keys(nom.champs)) {
      const d = sans(nom.collection, champ)
      const bloquants = completude(d, optionsCompletude(d, contexte.date)).filter((m) => m.gravite === 'bloquant')
      for (const lot of horsComplement) {
        if (bloquants.some((m) => m.lots.includes(lot))) continue
        for (const { source, nom: fichier } of planLot(d, lot, productionsDuLot(d, lot, contexte)).fichiers) {
          if (source.s !== 'genere') continue
          const dit = JSON.stringify(source.production).replaceAll('"Plan à compléter', '').replaceAll('\\"Plan à compléter', '')
          const ici = dit.indexOf('à compléter')
          expect(ici === -1 ? '' : dit.slice(Math.max(0, ici - 60), ici + 20), `${nom.kind}.${champ} : ${fichier}`).toBe('')
        }
      }
    }
  })
})
