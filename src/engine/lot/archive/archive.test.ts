import { appendFileSync, chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Demande, NomAppel, Sortie } from '#contract/contract.ts'
import { createEngine } from '../../engine.ts'

const place = mkdtempSync(join(tmpdir(), 'grappe-archive-'))
const engine = createEngine({ profil: join(place, 'profil'), version: '1', ressources: 'resources' })
async function demander<N extends NomAppel>(nom: N, entree: Demande<N>): Promise<Sortie<N>> {
  const outcome = await engine.server.run(nom, entree, () => undefined)
  if (!outcome.ok) throw new Error([outcome.error.message, ...(outcome.error.details ?? [])].join(' '))
  return outcome.value as Sortie<N>
}
let refs = 0
const ref = (chemin: string) => {
  const nom = `ref-${++refs}`
  engine.accorder(nom, chemin)
  return nom
}
let lot = ''
beforeAll(async () => {
  await demander('app.auteur', { nom: 'Camille Vallorge', fonction: 'Chef de projet', organisation: 'Association Les Cèdres' })
  await demander('dossier.exemple', { ref: null, incomplet: false, essms: 2 })
  for (const nom of ['lots', 'archives']) mkdirSync(join(place, nom))
  lot = engine.cheminDe((await demander('lot.generer', { lot: 'cloture', ref: ref(join(place, 'lots')), brouillon: false })).ref)
}, 60_000)
afterAll(async () => {
  await engine.fermer()
  rmSync(place, { recursive: true, force: true })
})
const archiver = (source: string, depot: string | null = null) => demander('archive.creer', { lot: ref(source), depot, ref: ref(join(place, 'archives')) })

test('an archive holds the dossier and the very files deposited, read-only, and any change is found', async () => {
  const { ligne } = await demander('entite.ajouter', { kind: 'depot', id: null, cellules: { lot: 'cloture', date: '2026-11-20', reference: 'D-42' } })
  const faite = await archiver(lot, ligne.id)
  const chemin = engine.cheminDe(faite.ref)
  expect(readdirSync(chemin).sort()).toEqual(['Cloture_deposee.zip', expect.stringMatching(/\.db$/u), 'LISEZ-MOI.txt', 'archive.json'])
  expect(readFileSync(join(chemin, 'Cloture_deposee.zip'))).toEqual(readFileSync(`${lot}.zip`))
  expect(readFileSync(join(chemin, 'LISEZ-MOI.txt'), 'utf8')).toContain('référence D-42')
  for (const nom of readdirSync(chemin)) expect(statSync(join(chemin, nom)).mode & 0o222).toBe(0)
  expect(faite.lignes[0]?.cellules['archiveLe']).toMatch(/^\d{4}-/u)
  expect(await demander('archive.verifier', { ref: faite.ref })).toMatchObject({ ok: true, fichiers: 3, ecarts: [] })

  for (const [nom, attendu] of [
    [readdirSync(chemin).find((n) => n.endsWith('.db')) ?? '', /contenu a changé/u],
    ['Cloture_deposee.zip', /contenu a changé/u]
  ] as const) {
    const fichier = join(chemin, nom)
    const avant = readFileSync(fichier)
    chmodSync(fichier, 0o644)
    appendFileSync(fichier, 'x')
    expect((await demander('archive.verifier', { ref: faite.ref })).ecarts.join()).toMatch(attendu)
    writeFileSync(fichier, avant)
  }
  writeFileSync(join(chemin, 'autre.pdf'), '')
  rmSync(join(chemin, 'LISEZ-MOI.txt'), { force: true })
  expect((await demander('archive.verifier', { ref: faite.ref })).ecarts).toEqual([
    'autre.pdf : fichier ajouté à l’archive.',
    'LISEZ-MOI.txt : fichier absent.'
  ])
  // A second archive never takes the place of the first.
  await archiver(`${lot}.zip`)
  expect(readdirSync(join(place, 'archives')).filter((n) => n.startsWith('Archive_'))).toHaveLength(2)
}, 60_000)

test('what was not deposited as it is cannot be archived, and nothing is left', async () => {
  const avant = readdirSync(join(place, 'archives'))
  const brouillon = engine.cheminDe((await demander('lot.generer', { lot: 'cloture', ref: ref(join(place, 'lots')), brouillon: true })).ref)
  await expect(archiver(brouillon)).rejects.toThrow('brouillon')
  const va = engine.cheminDe((await demander('lot.generer', { lot: 'va', ref: ref(join(place, 'lots')), brouillon: false })).ref)
  await expect(archiver(va)).rejects.toThrow('clôture')
  const [pdf] = readdirSync(lot).filter((n) => n.endsWith('.pdf'))
  appendFileSync(join(lot, pdf ?? ''), 'x')
  await expect(archiver(lot)).rejects.toThrow(pdf ?? '')
  await expect(archiver(join(place, 'profil'))).rejects.toThrow('lot de Grappe')
  expect(readdirSync(join(place, 'archives'))).toEqual(avant)
}, 60_000)
