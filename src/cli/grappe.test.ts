import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { executer } from './grappe.ts'

const racine = mkdtempSync(join(tmpdir(), 'grappe-cli-'))
const dans = (...noms: string[]) => join(racine, ...noms)
const empreinte = (chemin: string) => createHash('sha256').update(readFileSync(chemin)).digest('hex')

/** Runs a command with its own profile; gives back the code and what was printed. */
async function grappe(...argv: string[]) {
  let sortie = ''
  const collect = (texte: string | Uint8Array) => {
    sortie += String(texte)
    return true
  }
  const espions = [vi.spyOn(process.stdout, 'write').mockImplementation(collect), vi.spyOn(process.stderr, 'write').mockImplementation(collect)]
  try {
    const code = await executer([...argv, '--profil', dans('profil'), '--auteur', 'Essai'])
    return { code, sortie, json: () => JSON.parse(sortie) }
  } finally {
    for (const espion of espions) espion.mockRestore()
  }
}

beforeAll(async () => {
  expect((await grappe('exemple', dans('complet.db'))).code).toBe(0)
  expect((await grappe('exemple', dans('incomplet.db'), '--incomplet')).code).toBe(0)
})
afterAll(() => rmSync(racine, { recursive: true, force: true }))

describe('usage', () => {
  test('--aide prints every command, without a command the code is 2', async () => {
    const aide = await grappe('--aide')
    expect(aide.code).toBe(0)
    for (const nom of ['exemple', 'creer', 'importer', 'saisir', 'lire', 'controler', 'generer', 'relire', 'verifier', 'exporter', 'schema'])
      expect(aide.sortie).toContain(`${nom} `.trim())
    expect((await grappe()).code).toBe(2)
  })
  test('an unknown command or option is an error, said in French', async () => {
    const inconnue = await grappe('detruire')
    expect(inconnue).toMatchObject({ code: 2 })
    expect(inconnue.sortie).toContain('Commande inconnue')
    expect((await grappe('lire', dans('complet.db'), '--rouge')).code).toBe(2)
  })
  test('an existing dossier is not replaced unless asked', async () => {
    const avant = empreinte(dans('complet.db'))
    const refus = await grappe('creer', dans('complet.db'), '--nom', 'Autre', '--json')
    expect(refus.code).toBe(2)
    expect(refus.json().erreur.code).toBe('destination-refusee')
    expect(empreinte(dans('complet.db'))).toBe(avant)
  })
})

describe('bundles', () => {
  test.each(['galis', 'complement', 'va', 'etat-des-lieux', 'vsr', 'cloture'])('%s of the complete example is ready, written and re-read', async (lot) => {
    mkdirSync(dans('lots'), { recursive: true })
    const fait = await grappe('generer', dans('complet.db'), '--lot', lot, '--vers', dans('lots'), '--json')
    expect(fait.code, fait.sortie).toBe(0)
    const { chemin, etat, fichiers } = fait.json()
    expect(etat).toBe('pret')
    expect(readdirSync(chemin).sort()).toEqual(expect.arrayContaining(fichiers.map((f: { nom: string }) => f.nom)))
    const relu = await grappe('relire', chemin, '--json')
    expect(relu.code, relu.sortie).toBe(0)
    expect(relu.json()).toMatchObject({ ok: true, ecarts: [] })
    expect((await grappe('relire', `${chemin}.zip`)).code).toBe(0)
  })
  test('the incomplete example is refused with its list, code 1, and gives a draft that says so', async () => {
    mkdirSync(dans('vide'), { recursive: true })
    const refus = await grappe('generer', dans('incomplet.db'), '--lot', 'cloture', '--vers', dans('vide'), '--json')
    expect(refus.code).toBe(1)
    expect(refus.json().erreur.code).toBe('lot-pas-pret')
    expect(refus.json().erreur.details.join('\n')).toContain('dossier actif')
    expect(readdirSync(dans('vide'))).toEqual([])
    const brouillon = await grappe('generer', dans('incomplet.db'), '--lot', 'cloture', '--vers', dans('vide'), '--brouillon', '--json')
    expect(brouillon.code).toBe(1)
    expect(brouillon.json().etat).toBe('brouillon')
  })
  test('one changed byte is found again', async () => {
    const { chemin, fichiers } = (await grappe('generer', dans('complet.db'), '--lot', 'vsr', '--vers', dans('vide'), '--json')).json()
    const cible = join(chemin, fichiers.at(-1).nom)
    const octets = readFileSync(cible)
    octets[octets.length >> 1] = (octets[octets.length >> 1] ?? 0) ^ 1
    writeFileSync(cible, octets)
    const relu = await grappe('relire', chemin, '--json')
    expect(relu.code).toBe(1)
    expect(relu.json().ecarts.length).toBeGreaterThan(0)
  })
  test('a place that cannot hold a folder is refused clearly', async () => {
    writeFileSync(dans('fichier.txt'), 'x')
    const refus = await grappe('generer', dans('complet.db'), '--lot', 'va', '--vers', dans('fichier.txt'), '--json')
    expect(refus.code).toBe(2)
    expect(refus.json().erreur.code).toBe('destination-refusee')
    expect(readFileSync(dans('fichier.txt'), 'utf8')).toBe('x')
  })
})

describe('reading and writing fields', () => {
  test('a field is written by its path and read again', async () => {
    await grappe('creer', dans('champs.db'), '--nom', 'Essai')
    expect((await grappe('saisir', dans('champs.db'), 'grappe.dateConvention', '5/3/26')).code).toBe(0)
    expect((await grappe('lire', dans('champs.db'), 'grappe.dateConvention')).sortie.trim()).toBe('2026-03-05')
    expect((await grappe('saisir', dans('champs.db'), 'grappe.montantConvention', '12 500,50 €')).code).toBe(0)
    expect((await grappe('lire', dans('champs.db'), 'grappe.montantConvention', '--json')).json()).toBe(1_250_050)
  })
  test('a value that cannot be read changes nothing and says why', async () => {
    const refus = await grappe('saisir', dans('champs.db'), 'grappe.dateConvention', '31/02/2026', '--json')
    expect(refus.code).toBe(2)
    expect(refus.json().erreur.message).toContain('Une date est attendue')
    expect((await grappe('lire', dans('champs.db'), 'grappe.dateConvention')).sortie.trim()).toBe('2026-03-05')
    expect((await grappe('saisir', dans('champs.db'), 'grappe.inconnu', 'x', '--json')).json().erreur.code).toBe('champ-inconnu')
    expect((await grappe('saisir', dans('champs.db'), 'organismes[4].siret', 'x', '--json')).json().erreur.code).toBe('entite-inconnue')
  })
  test('a wrong FINESS key is kept and said', async () => {
    const fait = await grappe('saisir', dans('incomplet.db'), 'etablissements[1].finess', '010000025', '--json')
    expect(fait.code).toBe(0)
    expect(fait.json().doute).toContain('clé de contrôle')
    expect((await grappe('controler', dans('incomplet.db'), '--lot', 'galis')).sortie).toContain('010000025')
  })
  test('the whole dossier goes out as JSON and comes back the same', async () => {
    expect((await grappe('exporter', dans('complet.db'), '--vers', dans('complet.json'))).code).toBe(0)
    await grappe('creer', dans('copie.db'), '--nom', 'Copie')
    expect((await grappe('importer', dans('copie.db'), dans('complet.json'))).code).toBe(0)
    const [a, b] = [(await grappe('lire', dans('complet.db'), '--json')).json(), (await grappe('lire', dans('copie.db'), '--json')).json()]
    // A relevé's id comes from its project and its key: the values are what must come back.
    const sansId = (lignes: { id?: string }[]) => lignes.map(({ id: _, ...valeurs }) => valeurs)
    expect(sansId(b.releves)).toEqual(sansId(a.releves))
    for (const cle of ['organismes', 'etablissements', 'depenses', 'pvs', 'taches']) expect(b[cle], cle).toEqual(a[cle])
    expect((await grappe('controler', dans('copie.db'), '--lot', 'cloture')).code).toBe(0)
  })
  test('schema is a JSON Schema', async () => {
    expect((await grappe('schema', '--json')).json()).toMatchObject({ type: 'object' })
  })
})

describe('bad files: a cause, nothing lost, the original untouched', () => {
  const base = (nom: string, faire: (db: Database.Database) => void) => {
    const db = new Database(dans(nom))
    faire(db)
    db.close()
    return dans(nom)
  }
  test.each([
    ['texte.db', () => writeFileSync(dans('texte.db'), 'ceci n’est pas une base'), 'pas-une-base'],
    ['vide.db', () => writeFileSync(dans('vide.db'), ''), 'fichier-vide'],
    ['autre.db', () => base('autre.db', (db) => db.exec('CREATE TABLE clients(nom TEXT)')), 'pas-un-dossier-grappe'],
    ['tronque.db', () => writeFileSync(dans('tronque.db'), readFileSync(dans('complet.db')).subarray(0, 50_000)), 'fichier-abime']
  ] as const)('%s', async (nom, faire, code) => {
    faire()
    const avant = empreinte(dans(nom))
    const refus = await grappe('lire', dans(nom), '--json')
    expect(refus.code).toBe(2)
    expect(refus.json().erreur.code).toBe(code)
    expect(refus.json().erreur.message).toMatch(/n’a pas été modifié|n’a pas été modifiée/u)
    expect(empreinte(dans(nom))).toBe(avant)
  })
  test('a newer file is refused and left as it is', async () => {
    writeFileSync(dans('futur.db'), readFileSync(dans('complet.db')))
    base('futur.db', (db) => db.pragma('user_version = 99'))
    const avant = empreinte(dans('futur.db'))
    const refus = await grappe('verifier', dans('futur.db'), '--json')
    expect(refus.json().erreur.code).toBe('version-plus-recente')
    expect(empreinte(dans('futur.db'))).toBe(avant)
  })
  test('an absent file', async () => {
    expect((await grappe('lire', dans('absent.db'), '--json')).json().erreur.code).toBe('fichier-introuvable')
    expect(existsSync(dans('absent.db'))).toBe(false)
  })
  test('a list without its columns is refused with their names', async () => {
    writeFileSync(dans('liste.csv'), 'Ville;Code postal\nAlès;30100\n')
    const refus = await grappe('importer', dans('champs.db'), dans('liste.csv'), '--json')
    expect(refus.code).toBe(2)
    expect(refus.json().erreur.code).toBe('colonnes-manquantes')
    expect(refus.json().erreur.details.join(' ')).toContain('FINESS')
  })
  test('verifier says what a sound file holds', async () => {
    const fait = await grappe('verifier', dans('complet.db'), '--json')
    expect(fait.code).toBe(0)
    expect(fait.json().entites).toBeGreaterThan(200)
  })
})
