import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { executer } from './grappe.ts'

const racine = mkdtempSync(join(tmpdir(), 'grappe-cli-cloture-'))
const dans = (...noms: string[]) => join(racine, ...noms)

/** Runs a command; gives back the code and what was printed. */
async function grappe(...argv: string[]) {
  let sortie = ''
  const espion = vi.spyOn(process.stdout, 'write').mockImplementation((texte) => {
    sortie += String(texte)
    return true
  })
  try {
    return { code: await executer([...argv, '--profil', dans('profil'), '--auteur', 'Essai']), texte: () => sortie.replace(/[\u202f\u00a0]/gu, ' ') }
  } finally {
    espion.mockRestore()
  }
}
beforeAll(async () => {
  expect((await grappe('exemple', dans('a.db'), '--essms', '2')).code).toBe(0)
})
afterAll(() => rmSync(racine, { recursive: true, force: true }))

test('the closure that was deposited is archived and verified; a change is said', async () => {
  expect((await grappe('generer', dans('a.db'), '--lot', 'cloture', '--vers', dans('lots'))).code).toBe(0)
  const zip = readdirSync(dans('lots')).find((nom) => nom.endsWith('.zip')) ?? ''
  const faite = await grappe('archiver', dans('a.db'), dans('lots', zip), '--vers', dans('archives'))
  expect(faite).toMatchObject({ code: 0 })
  expect(faite.texte()).toContain('Cloture_deposee.zip')
  const [archive = ''] = readdirSync(dans('archives'))
  const relue = await grappe('relire', dans('archives', archive))
  expect(relue.code).toBe(0)
  expect(relue.texte()).toContain('Archive intacte')
  writeFileSync(dans('archives', archive, 'ajout.txt'), '')
  const touchee = await grappe('relire', dans('archives', archive))
  expect(touchee.code).toBe(1)
  expect(touchee.texte()).toContain('ajout.txt : fichier ajouté')
})

test('a list of expenses is previewed, then imported', async () => {
  const liste = dans('depenses.csv')
  writeFileSync(liste, 'Libellé;Fournisseur;N° facture;Date facture;HT;TVA;TTC\nSupport;Formavie;FV-1;31/02/2026;100;20;120\n')
  const apercu = await grappe('importer', dans('a.db'), liste, '--depenses', '--apercu')
  expect(apercu.code).toBe(1)
  expect(apercu.texte()).toContain('Ligne 2, Date facture : Une date est attendue')
  expect((await grappe('importer', dans('a.db'), liste, '--depenses')).texte()).toContain('1 ajoutés')
  expect((await grappe('importer', dans('a.db'), liste, '--depenses')).texte()).toContain('0 ajoutés, 1 complétés')
})
