import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Demande, NomAppel, Sortie } from '#contract/contract.ts'
import { codeDonnees } from '#documents/code-donnees.ts'
import { foldDossier } from '#domain/dossier.ts'
import { createEngine } from '../engine.ts'
import { pdfMinimal } from '../exemple/pdf-minimal.ts'

const place = mkdtempSync(join(tmpdir(), 'grappe-document-'))
let instant = Date.UTC(2026, 10, 2, 9)
const engine = createEngine({ profil: join(place, 'profil'), version: '1', ressources: 'resources', clock: () => (instant += 500) })
async function demander<N extends NomAppel>(nom: N, entree: Demande<N>): Promise<Sortie<N>> {
  const outcome = await engine.server.run(nom, entree, () => undefined)
  if (!outcome.ok) throw new Error(`${outcome.error.code}: ${outcome.error.message}`)
  return outcome.value as Sortie<N>
}
const lire = async () => {
  const { projet, lignes, conflits } = await demander('dossier.lire', {})
  return foldDossier(projet, lignes, conflits)
}
const ref = (chemin: string) => {
  engine.accorder(chemin, join(place, chemin))
  return chemin
}
const saisir = (kind: string, id: string, champ: string, valeur: string | null) => demander('champ.saisir', { editions: [{ kind, id, champ, valeur }] })

beforeAll(async () => {
  await demander('app.auteur', { nom: 'Camille Vallorge', fonction: 'Chef de projet', organisation: 'Association Les Cèdres' })
  await demander('dossier.exemple', { ref: null, incomplet: false, essms: 8 })
  mkdirSync(join(place, 'sortie'))
})
afterAll(async () => {
  await engine.fermer()
  rmSync(place, { recursive: true, force: true })
})

test('a document to sign is written alone with its code; its signed copy keeps its bytes, and what changed since is listed', async () => {
  const depart = await lire()
  const pv = depart.pvs.find((p) => p.type === 'va')!
  const code = codeDonnees(depart, `pv:${pv.id}`)
  const { fichiers } = await demander('document.du-lot', { lot: 'va', document: { pv: pv.id }, ref: ref('sortie') })
  expect(fichiers.map((f) => f.nom)).toEqual([expect.stringMatching(/^PV_VA.*\.pdf$/u)])

  // Signed on screen: the code is still text at the foot of the page.
  await demander('piece-jointe.ajouter', { ref: fichiers[0]!.ref, cellules: { role: 'pv', cible: pv.id } })
  // Signed by hand and scanned: nothing to read, the data of the day are those that were signed.
  const scan = pdfMinimal('PV signé', ['sans code'])
  writeFileSync(join(place, 'scan.pdf'), scan)
  await demander('piece-jointe.ajouter', { ref: ref('scan.pdf'), cellules: { role: 'pv', cible: pv.id } })
  const ecrit = readFileSync(join(place, 'sortie', fichiers[0]!.nom))
  const joints = (await lire()).piecesJointes.filter((p) => p.role === 'pv' && p.cible === pv.id).slice(-2)
  expect(joints.map((p) => [p.codeDonnees, p.taille])).toEqual([
    [code, ecrit.length],
    [code, scan.length]
  ])
  expect(await demander('signature.differences', { id: joints[0]!.id })).toEqual({ code, aujourdhui: code, modifie: false, instant: null, differences: [] })

  const [essms] = depart.etablissements.filter((e) => pv.etablissements?.includes(e.id))
  await saisir('etablissement', essms!.id, 'dateMiseEnService', '2025-12-24')
  await saisir('pv', pv.id, 'decision', 'reserves')
  await saisir('solution', depart.solution.id, 'version', '9.9')
  // Not printed on it: changes nothing.
  await saisir('etablissement', essms!.id, 'directeur', 'Sacha Fontenoy')
  const lu = await demander('signature.differences', { id: joints[1]!.id })
  expect(lu).toMatchObject({ code, modifie: true, instant: expect.any(Number) })
  expect(lu.aujourdhui).not.toBe(code)
  expect(lu.differences.map((d) => `${d.quoi} : ${d.signe} → ${d.maintenant}`).sort()).toEqual(
    [
      `${essms!.nom} : Mise en service : ${essms!.dateMiseEnService!.split('-').reverse().join('/')} → 24/12/2025`,
      `Décision : Prononcée → Prononcée avec réserves`,
      `Version : ${depart.solution.version} → 9.9`
    ].sort()
  )
  const manques = (await demander('dossier.manques', {})).manques.filter((m) => m.cle.startsWith('signature:'))
  expect(manques.map((m) => m.gravite)).toContain('a-justifier')

  // An establishment taken out, then everything put back: the signed data are those of today again.
  await demander('historique.annuler', {})
  await demander('historique.annuler', {})
  await demander('historique.annuler', {})
  await demander('historique.annuler', {})
  expect((await demander('signature.differences', { id: joints[1]!.id })).modifie).toBe(false)
})

test('a document to sign is not written with a square in the place of a character', async () => {
  const depart = await lire()
  const pv = depart.pvs.find((p) => p.type === 'va')!
  await saisir('pv', pv.id, 'reserves', 'Reprise à finir 🚀')
  await saisir('pv', pv.id, 'decision', 'reserves')
  mkdirSync(join(place, 'carre'))
  const outcome = await engine.server.run('document.du-lot', { lot: 'va', document: { pv: pv.id }, ref: ref('carre') }, () => undefined)
  expect(outcome).toMatchObject({ ok: false, error: { code: 'caractere-impossible', details: ['« Reprise à finir 🚀 » (à remplacer : 🚀)'] } })
  expect(readdirSync(join(place, 'carre'))).toEqual([])
  await demander('historique.annuler', {})
  await demander('historique.annuler', {})
})

test('a code that no state of the dossier ever had is said so', async () => {
  const depart = await lire()
  const pv = depart.pvs[0]!
  writeFileSync(join(place, 'autre.pdf'), pdfMinimal('PV', ['Code des données : 00000000']))
  const { ligne } = await demander('piece-jointe.ajouter', { ref: ref('autre.pdf'), cellules: { role: 'pv', cible: pv.id } })
  expect(await demander('signature.differences', { id: ligne.id })).toMatchObject({ code: '00000000', modifie: true, instant: null, differences: [] })
})
