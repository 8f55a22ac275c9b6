import { describe, expect, test } from 'vitest'
import { lireModele } from '#engine/modeles/lire-modele.ts'
import { cles, mesurer, modele, propositionsDe } from './mesure.ts'

const mesures = await Promise.all(Object.entries(cles).map(async ([nom, cle]) => ({ nom, ...(await mesurer(nom, modele(nom), cle)) })))

test('at least 95 % of the places whose words are known are recognised without help, and nothing is proposed elsewhere', () => {
  const attendues = mesures.reduce((n, m) => n + m.attendues, 0)
  const justes = mesures.reduce((n, m) => n + m.justes, 0)
  expect(mesures.flatMap((m) => m.fausses)).toEqual([])
  expect(justes / attendues, mesures.flatMap((m) => m.manquees).join('\n')).toBeGreaterThanOrEqual(0.95)
})

describe('each model', () => {
  test.each(mesures)('$nom', ({ attendues, justes, manquees }) => {
    expect(justes, manquees.join('\n')).toBeGreaterThanOrEqual(attendues * 0.9)
  })

  test.each(Object.entries(cles))('%s: what the model computes is left to it', async (nom, cle) => {
    const propositions = propositionsDe(await lireModele(modele(nom)), cle.usage)
    for (const place of cle.calcules) {
      const p = propositions.find((q) => q.place === place)
      expect(p, place).toBeDefined()
      expect(p?.calculee, place).toBe(true)
      expect(p?.donnee, place).toBeNull()
    }
  })
})
