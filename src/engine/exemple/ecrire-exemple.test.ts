import { describe, expect, it } from 'vitest'
import { codeDonnees } from '#documents/code-donnees.ts'
import type { CleSignee } from '#domain/completude/collecteur.ts'
import { completude, etatLot, retient } from '#domain/completude.ts'
import { foldDossier } from '#domain/dossier.ts'
import { lots } from '#domain/lot.ts'
import { createReplique } from '../db/fixtures/banc.ts'
import { relirePdf } from '../render/pdf/relire-pdf.ts'
import { ecrireExemple } from './ecrire-exemple.ts'

const date = '2026-10-20'
const grappes = [
  { essms: 18, graine: 1 },
  { essms: 18, graine: 7, outreMer: true },
  { essms: 60, graine: 3 },
  { essms: 3, graine: 1 }
]

function ecrire(options: { readonly essms: number; readonly graine: number; readonly outreMer?: boolean }, incomplet: boolean) {
  const { journal } = createReplique('a')
  ecrireExemple(journal, { ...options, incomplet })
  const dossier = foldDossier(journal.projet, journal.lireLignes())
  return { journal, dossier, manques: completude(dossier, { date, codeDonnees: (cle: CleSignee) => codeDonnees(dossier, cle) }) }
}

describe.each(grappes)('exemple %j', (options) => {
  it('is ready for the six bundles, and answers every reason with something written', () => {
    const { dossier, manques } = ecrire(options, false)
    expect(manques.filter(retient)).toEqual([])
    for (const lot of lots) expect([lot, etatLot(dossier, lot, { date }, manques).pret]).toEqual([lot, true])
    expect(manques.filter((m) => m.gravite === 'a-justifier').map((m) => m.cle)).toEqual(options.essms < 8 ? ['controle:2'] : [])
  })
})

describe.each(grappes.slice(0, 3))('exemple incomplet %j', (options) => {
  it('has twelve gaps, each named once', () => {
    const { manques } = ecrire(options, true)
    const roots = manques.filter(retient)
    expect(roots.map((m) => m.gravite)).toEqual(Array.from({ length: 12 }, () => 'bloquant'))
    expect(roots.map((m) => m.cle.replace(/:[0-9a-f-]{36}$/u, '')).sort()).toEqual([
      'champ:depense.dateAcquittement',
      'champ:etablissement.dateMiseEnService',
      'champ:etablissement.finess',
      'champ:grappe.dateConvention',
      'champ:grappe.definitionDossierActif',
      'champ:instance.frequence',
      'champ:organisme.fonctionRepresentant',
      'champ:organisme.iban',
      'champ:solution.hebergement',
      'piece-signee:4',
      'piece:9',
      'pv-signe'
    ])
  })
})

it('attaches files that can be read back, each to what it proves', async () => {
  const { journal, dossier } = ecrire({ essms: 18, graine: 1 }, false)
  expect(dossier.piecesJointes).toHaveLength(18 * 2 + 6 + 5 + 6 + 1)
  const preuve = dossier.piecesJointes.find((p) => p.role === 'preuve' && p.releve === 'cloture')
  const etablissement = dossier.etablissements.find((e) => e.id === preuve?.cible)
  const blob = journal.lireBlob(preuve?.sha256 ?? '')
  expect(blob?.bytes.length).toBe(preuve?.taille)
  const { pages, textes } = await relirePdf(new Uint8Array(blob?.bytes ?? []))
  expect(pages).toBe(1)
  expect(textes.join(' ')).toContain(etablissement?.finess ?? 'sans FINESS')
  expect(textes.join(' ')).toContain(etablissement?.nom?.slice(0, 8) ?? 'sans nom')
  const signee = dossier.piecesJointes.find((p) => p.piece === 3)
  expect(signee?.codeDonnees).toBe(codeDonnees(dossier, 'piece:3'))
})

it('is one step of undo and stays quick', () => {
  const { journal } = createReplique('a')
  const start = performance.now()
  ecrireExemple(journal, { essms: 300, graine: 2, incomplet: false })
  expect(performance.now() - start).toBeLessThan(10_000)
  expect(journal.annuler().fait).toBe(true)
  expect(journal.annuler().fait).toBe(false)
})
