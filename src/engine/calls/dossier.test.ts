import { beforeAll, expect, test } from 'vitest'
import { foldDossier } from '#domain/dossier.ts'
import { moteurEssai } from './fixtures/moteur-essai.ts'

const { demander } = moteurEssai('reprise')

beforeAll(async () => {
  await demander('app.auteur', { nom: 'Camille Vallorge', fonction: 'Chef de projet', organisation: 'Association Les Cèdres' })
})

test('another call starts from this dossier, which stays as it was', async () => {
  const ancien = await demander('dossier.exemple', { ref: null, incomplet: false, essms: 8 })
  const avant = foldDossier(ancien.projet, ancien.lignes)
  const neuf = await demander('dossier.reprendre', { nom: 'Grappe 2027', ref: null })
  expect(neuf.projet).not.toBe(ancien.projet)
  const d = foldDossier(neuf.projet, neuf.lignes)
  expect(d.grappe).toMatchObject({ nom: 'Grappe 2027', contexte: avant.grappe.contexte, dateConvention: null, montantConvention: null })
  expect(d.etablissements.map((e) => [e.finess, e.vague])).toEqual(avant.etablissements.map((e) => [e.finess, null]))
  // References lead to the new lines, not to those of the old dossier.
  const organisme = (id: string | null) => d.organismes.find((o) => o.id === id)?.finessEj
  expect(d.etablissements.map((e) => organisme(e.organisme))).toEqual(
    avant.etablissements.map((e) => avant.organismes.find((o) => o.id === e.organisme)?.finessEj)
  )
  expect(d.personnes.find((p) => p.id === d.grappe.contactProjet)?.nom).toBe(avant.personnes.find((p) => p.id === avant.grappe.contactProjet)?.nom)
  expect([d.releves, d.depenses, d.pvs, d.piecesJointes, d.depots, d.couts].map((l) => l.length)).toEqual([0, 0, 0, 0, 0, 0])
  await demander('dossier.rouvrir', { projet: ancien.projet })
  const { lignes } = await demander('dossier.lire', {})
  expect(foldDossier(ancien.projet, lignes)).toEqual(avant)
})
