import { expect, test } from 'vitest'
import { completude } from '../completude.ts'
import { dossierCloture, jour } from '../dossiers-de-test.ts'

test.each([
  ['of the instruction', '2024', null, 1_000_001, '10 000,00 €'],
  ['entered for the grappe', '2024', 2_000_000, 2_000_001, '20 000,00 €'],
  ['unknown', '2023', null, 9_000_000, null]
] as const)('equipment above the ceiling %s', (_quoi, instruction, plafondEquipement, eligible, plafond) => {
  const c = dossierCloture(1)
  const { id } = c.dossier().etablissements[0]!
  c.modifier('grappe', c.dossier().grappe.id, { instruction, plafondEquipement })
  c.ajouter('depense', { nature: 'materiel', etablissement: id, eligible })
  const dits = completude(c.dossier(), { date: jour }).filter((m) => m.cle === `plafond:${id}`)
  expect(dits.map((m) => m.texte.replaceAll('\u202f', ' ').replaceAll('\u00a0', ' '))).toEqual(
    plafond === null ? [] : [expect.stringContaining(`pour ${plafond}`)]
  )
})
