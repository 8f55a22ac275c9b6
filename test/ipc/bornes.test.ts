import { closeSync, ftruncateSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PDFDocument, PDFName, PDFString } from 'pdf-lib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Demande, NomAppel, Sortie } from '#contract/contract.ts'
import type { Outcome } from '#contract/errors.ts'
import { messages } from '#contract/errors.ts'
import { createEngine, type Engine } from '#engine/engine.ts'
import { lireXml } from '#engine/modeles/xml.ts'

/** Bounds of what is read, as the calls meet them; what unfolds (ZIP, age, JSON.gz, XLSX) is bounded beside each reader. */

let dossier: string
let engine: Engine
let suivant = 0
beforeAll(async () => {
  dossier = mkdtempSync(join(tmpdir(), 'grappe-bornes-'))
  engine = createEngine({ profil: join(dossier, 'profil'), version: '0.0.0', ressources: join(process.cwd(), 'resources') })
  await appeler('app.auteur', { nom: 'Essai', fonction: 'x', organisation: 'x' })
  await appeler('dossier.creer', { nom: 'Bornes', ref: null })
})
afterAll(async () => {
  await engine.fermer()
  rmSync(dossier, { recursive: true, force: true })
})

const appeler = <N extends NomAppel>(nom: N, entree: Demande<N>) => engine.server.run(nom, entree, () => undefined) as Promise<Outcome<Sortie<N>>>

/** A file that says it is so large, and takes no room on the disk. */
function fichier(nom: string, taille: number, debut = ''): string {
  const chemin = join(dossier, `${++suivant}-${nom}`)
  const fd = openSync(chemin, 'w')
  writeSync(fd, debut)
  ftruncateSync(fd, taille)
  closeSync(fd)
  const ref = `ref-${suivant}`
  engine.accorder(ref, chemin)
  return ref
}

const id = '00000000-0000-4000-8000-00000000dead'
const cas: [string, number, NomAppel, (ref: string) => object, string][] = [
  ['dossier.db', 2_000_000_000, 'dossier.verifier', (ref) => ({ ref }), ''],
  ['dossier.db', 2_000_000_000, 'partage.reconnaitre', (ref) => ({ ref }), ''],
  ['abime.db', 2_000_000_000, 'dossier.reparer', (ref) => ({ ref, vers: ref }), ''],
  ['preuve.pdf', 199_999_999, 'preuve.apercu', (ref) => ({ refs: [ref] }), ''],
  ['photo.png', 199_999_999, 'piece-jointe.ajouter', (ref) => ({ ref, cellules: { role: 'autre' } }), ''],
  ['modele.xlsx', 30_000_000, 'modele.lire', (ref) => ({ ref, usage: null }), ''],
  ['correspondance.json', 4_000_000, 'modele.importerCorrespondance', (ref) => ({ id, ref }), ''],
  ['liste.csv', 60_000_000, 'import.apercu', (ref) => ({ ref, colonnes: null }), ''],
  ['depenses.xlsx', 60_000_000, 'import.apercu', (ref) => ({ ref, nom: 'depense', colonnes: null }), ''],
  ['finess.csv', 200_000_000, 'import.apercu', (ref) => ({ ref, colonnes: null }), 'structureet;010000024;'],
  ['dossier.json', 500_000_000, 'import.dossier', (ref) => ({ ref }), '']
]

test.each(cas)('%s beyond %i bytes is refused unread by %s', async (nom, max, appel, entree, debut) => {
  // A repair never writes over the damaged file: its destination is another ref.
  const demande = entree(fichier(nom, max + 1, debut)) as { vers?: string }
  if (demande.vers) demande.vers = fichier('vers.db', 0)
  expect(await appeler(appel, demande as never)).toEqual({
    ok: false,
    error: expect.objectContaining({ code: 'fichier-trop-grand', message: expect.stringContaining(messages['fichier-trop-grand']) as string }) as object
  })
})

test('a returned workbook beyond 60,000,000 bytes is refused by itself, the others are read', async () => {
  const lu = await appeler('collecte.apercu', { refs: [fichier('retour.xlsx', 60_000_001), fichier('retour.csv', 4, 'a;b\n')] })
  expect(lu.ok && lu.value.fichiers[0]?.refus).toContain('dépasse la taille admise')
  expect(lu.ok && lu.value.fichiers.length).toBe(2)
})

test('a PNG of 3.6 GB once unpacked is never unpacked for its preview', async () => {
  const entete = '\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x75\x30\0\0\x75\x30\x08\x06\0\0\0'
  const chemin = join(dossier, 'bombe.png')
  const fd = openSync(chemin, 'w')
  writeSync(fd, Buffer.from(entete, 'latin1'))
  ftruncateSync(fd, 100_000)
  closeSync(fd)
  engine.accorder('bombe', chemin)
  const joint = await appeler('piece-jointe.ajouter', { ref: 'bombe', cellules: { role: 'autre' } })
  if (!joint.ok) throw new Error(joint.error.message)
  expect(await appeler('piece-jointe.page', { id: joint.value.ligne.id, page: 1 })).toMatchObject({
    ok: false,
    error: { code: 'fichier-abime', message: expect.stringContaining('trop de points') as string }
  })
  expect(await appeler('piece-jointe.image', { id: joint.value.ligne.id })).toMatchObject({ ok: false, error: { code: 'fichier-trop-grand' } })
})

test('a form of more than 5,000 fields is refused', async () => {
  const pdf = await PDFDocument.create()
  pdf.addPage()
  const champ = (n: number) => pdf.context.register(pdf.context.obj({ FT: 'Tx', T: PDFString.of(`c${n}`) }))
  pdf.catalog.set(PDFName.of('AcroForm'), pdf.context.obj({ Fields: Array.from({ length: 5001 }, (_, n) => champ(n)) }))
  const ref = fichier('formulaire.pdf', 0)
  const chemin = engine.cheminDe(ref)
  const fd = openSync(chemin, 'w')
  writeSync(fd, await pdf.save())
  closeSync(fd)
  expect(await appeler('modele.lire', { ref, usage: null })).toMatchObject({
    ok: false,
    error: { code: 'fichier-trop-grand', message: expect.stringContaining('5000 champs') as string }
  })
})

test('elements of a workbook inside one another beyond 200 are refused', () => {
  const imbrique = (n: number) => `${'<a>'.repeat(n)}${'</a>'.repeat(n)}`
  expect(() => lireXml(imbrique(150))).not.toThrow()
  expect(() => lireXml(imbrique(250))).toThrow('abîmée')
})
