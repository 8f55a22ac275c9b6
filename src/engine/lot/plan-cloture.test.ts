import { expect, test } from 'vitest'
import { productionsDuLot } from '#documents/registre.ts'
import type { Dossier } from '#domain/dossier.ts'
import type { PieceJointe } from '#domain/piece-jointe.ts'
import { lotExemple } from './lot-exemple.ts'
import { planLot } from './plan.ts'
import { createRattachements } from './prevu.ts'

const contexte = { date: '2026-11-21', version: '0.0.0' }
const { dossier } = lotExemple()
const preuvesDe = (d: Dossier) => planLot(d, 'cloture', productionsDuLot(d, 'cloture', contexte)).fichiers.filter((f) => f.champ.code === 'preuves')

/** The example whose only proof is one file, attached for these establishments. */
function tableau(essms: readonly { readonly id: string }[]): Dossier {
  const sans = dossier.piecesJointes.filter((p) => p.role !== 'preuve')
  const modele = dossier.piecesJointes.find((p) => p.role === 'preuve')
  if (!modele) throw new Error('example without proofs')
  const lignes = essms.map(
    (e, i): PieceJointe => ({ ...modele, id: `tableau-${i}`, releve: 'cloture', cible: e.id, nom: 'tableau.pdf', sha256: 'a'.repeat(64) })
  )
  return { ...dossier, piecesJointes: [...sans, ...lignes] }
}

test('a file attached for several establishments is there once, with its OG or with the grappe, and has a summary even when it is alone', () => {
  const [og, autre] = dossier.organismes
  const siens = dossier.etablissements.filter((e) => e.organisme === og?.id).slice(0, 3)
  const [seul, ...suite] = preuvesDe(tableau(siens))
  expect([seul?.titre, suite]).toEqual([`Preuves conformes – ${og?.raisonSociale}`, []])
  expect(seul?.source.s === 'fusion' && seul.source.pieces.map((p) => p.cible)).toEqual([siens[0]?.id])
  const ailleurs = dossier.etablissements.find((e) => e.organisme === autre?.id)
  if (!ailleurs) throw new Error('example with one organisation')
  const plusieurs = tableau([ailleurs, ...siens])
  expect(preuvesDe(plusieurs).map((f) => f.titre)).toEqual(['Preuves conformes – Grappe'])
  const attendus = dossier.etablissements.filter((e) => siens.includes(e) || e === ailleurs)
  const pour = createRattachements(plusieurs)
  // The one of an organisation serves those that have none of their own.
  const commune = tableau([{ id: og?.id ?? '' }])
  expect(preuvesDe(commune).map((f) => f.source.s)).toEqual(['fusion'])
  expect(createRattachements(commune)(commune.piecesJointes.at(-1) as PieceJointe).map((r) => r.nom)).toEqual(
    dossier.etablissements.filter((e) => e.organisme === og?.id).map((e) => e.nom)
  )
  for (const preuve of plusieurs.piecesJointes.filter((p) => p.role === 'preuve'))
    expect(pour(preuve).map((r) => r.finess)).toEqual(attendus.map((e) => e.finess))
})

test.each(['procès-verbal', 'organisme'])('a delegation joined to a %s is in each field once for all the procès-verbaux that the person signs', (ou) => {
  const [og] = dossier.organismes
  const modele = dossier.piecesJointes.find((p) => p.role === 'pv')
  if (!modele || !og) throw new Error('example without procès-verbaux')
  const pvs = dossier.pvs.map((pv) => ({ ...pv, organisme: og.id, signataireClient: 'Paul Autre', delegation: 'delegation' as const }))
  const vsr = pvs.find((pv) => pv.type === 'vsr')
  const place = ou === 'organisme' ? { cible: null, organisme: og.id } : { cible: vsr?.id ?? '' }
  const delegation: PieceJointe = { ...modele, ...place, id: 'delegation', role: 'delegation', nom: 'delegation.pdf', sha256: 'd'.repeat(64) }
  const delegue = { ...dossier, pvs, piecesJointes: [...dossier.piecesJointes, delegation] }
  expect(pvs.filter((pv) => pv.type === 'va').length).toBeGreaterThan(1)
  const { fichiers } = planLot(delegue, 'cloture', productionsDuLot(delegue, 'cloture', contexte))
  expect(fichiers.flatMap((f) => (f.source.s === 'joint' && f.source.piece.role === 'delegation' ? [[f.champ.code, f.titre]] : []))).toEqual([
    ['va', `Délégation de signature – ${og.raisonSociale}`],
    ['vsr', `Délégation de signature – ${og.raisonSociale}`]
  ])
})

test('a signed procès-verbal is named by what it is for: the grappe when it is signed once for all', () => {
  const { fichiers } = planLot(dossier, 'cloture', productionsDuLot(dossier, 'cloture', contexte))
  const signes = fichiers.filter((f) => f.source.s === 'joint' && f.source.piece.role === 'pv').map((f) => f.titre)
  expect(signes.filter((t) => t.startsWith('Procès-verbal de VSR'))).toEqual(['Procès-verbal de VSR – exemplaire signé – grappe'])
  expect(signes.filter((t) => t.startsWith('Procès-verbal de VA'))).toEqual(
    dossier.organismes.map((o) => `Procès-verbal de VA – exemplaire signé – ${o.raisonSociale}`)
  )
})
