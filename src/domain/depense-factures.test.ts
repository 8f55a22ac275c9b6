import { describe, expect, it } from 'vitest'
import { depenseDuFichier, facturesJointes } from './depense-factures.ts'
import { construire } from './dossier-de-test.ts'

function banc() {
  const c = construire()
  for (const [id, fournisseur, facture, nature] of [
    ['a', 'Logisoin', 'F-2025-031', 'logiciel'],
    ['b', 'Logisoin', 'F-2025-0311', 'logiciel'],
    ['c', 'Réseaux du Midi', '2025/118', 'materiel'],
    ['d', 'Formavie', '2025/118', 'formation'],
    ['e', 'Logisoin', 'F-2025-031', 'prestation'],
    ['f', 'Petit', '12', 'prestation'],
    ['g', null, null, 'rh']
  ] as const)
    c.ajouter('depense', { id, fournisseur, facture, nature })
  return c
}

describe('an invoice finds its line by its name', () => {
  it.each([
    ['F-2025-031.pdf', 'a'],
    ['logisoin_f2025031 (1).PDF', 'a'],
    ['2025-06-12 Logisoin F 2025 0311 acquittée.pdf', 'b'],
    ['118-2025.pdf', null],
    ['2025_118.pdf', null],
    ['Réseaux du midi 2025-118.pdf', 'c'],
    ['FORMAVIE_2025.118.pdf', 'd'],
    ['12.pdf', null],
    ['XF2025031.pdf', null],
    ['scan0001.pdf', null]
  ])('%s', (nom, attendu) => {
    expect(depenseDuFichier(nom, banc().dossier().depenses)?.id ?? null).toBe(attendu)
  })

  it('and one file justifies every line of a split invoice', () => {
    const c = banc()
    c.ajouter('piece-jointe', { id: 'p1', role: 'facture', cible: 'e' })
    c.ajouter('piece-jointe', { id: 'p2', role: 'facture', cible: 'projet' })
    const { parLigne, libres, sans } = facturesJointes(c.dossier())
    expect([...parLigne].filter(([, f]) => f.length > 0).map(([id]) => id)).toEqual(['a', 'e'])
    expect(libres.map((f) => f.id)).toEqual(['p2'])
    expect(sans.map((d) => d.id)).toEqual(['b', 'c', 'd', 'f'])
  })
})
