import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import fc from 'fast-check'
import { unzipSync, zipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { GrappeError } from '#contract/errors.ts'
import { pdfSansFin } from '../preuves/fixtures/pdf-brut.ts'
import { createLecteurIsole } from '../preuves/lecteur-isole.ts'
import { loadFonts } from '../render/pdf/faces.ts'
import { genererLot } from './generer.ts'
import { lotExemple } from './lot-exemple.ts'
import { type Manifeste, sha256Hex } from './manifeste.ts'
import { relireLot } from './relire.ts'

const lecteur = createLecteurIsole()
let racine = ''
let modele = ''
let zip: Uint8Array = new Uint8Array()
let numero = 0
beforeAll(async () => {
  racine = await mkdtemp(join(tmpdir(), 'grappe-relire-'))
  const { dossier, blobs } = lotExemple()
  const aide = { progres: () => undefined, verifierAnnulation: () => undefined }
  const contexte = { date: '2026-11-21', version: '0.0.0' }
  const rendu = { fonts: loadFonts('resources/fonts') }
  const r = await genererLot({
    dossier,
    lot: 'cloture',
    brouillon: true,
    destination: racine,
    contexte,
    lireBlob: (s) => blobs.get(s) ?? null,
    rendu,
    lecteur,
    aide
  })
  modele = r.chemin
  zip = await readFile(r.cheminZip)
}, 60_000)
afterAll(() => rm(racine, { recursive: true, force: true }))

const copie = async () => {
  const chemin = join(racine, `copie-${++numero}`)
  await cp(modele, chemin, { recursive: true })
  return chemin
}
const ecartsDe = async (chemin: string) => (await relireLot(chemin, lecteur)).ecarts.join('\n')
/** Replaces a file and makes the manifest agree: only reading the content can tell. */
async function remplacer(chemin: string, nom: string, octets: Uint8Array): Promise<void> {
  await writeFile(join(chemin, nom), octets)
  const m = JSON.parse(await readFile(join(chemin, 'manifeste.json'), 'utf8')) as Manifeste
  for (const f of m.fichiers) if (f.nom === nom) Object.assign(f, { taille: octets.length, sha256: sha256Hex(octets) })
  await writeFile(join(chemin, 'manifeste.json'), JSON.stringify(m))
}
const classeur = '03-01_Indicateurs_usage.xlsx'
const pdf = '03-02_Indicateurs_synthese.pdf'

describe('relireLot, folder', () => {
  it('finds nothing wrong in an untouched copy', async () => {
    expect(await relireLot(await copie(), lecteur)).toMatchObject({ ok: true, ecarts: [] })
  })

  it('sees one flipped byte, anywhere, in any file', async () => {
    const chemin = await copie()
    const noms = (await readdir(chemin)).filter((n) => n !== 'manifeste.json')
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...noms), fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 1, max: 255 }), async (nom, part, masque) => {
        const octets = await readFile(join(chemin, nom))
        const i = Math.min(octets.length - 1, Math.floor(part * octets.length))
        const change = Buffer.from(octets)
        change[i] = (change[i] ?? 0) ^ masque
        await writeFile(join(chemin, nom), change)
        const { ok, ecarts } = await relireLot(chemin, lecteur)
        await writeFile(join(chemin, nom), octets)
        expect([ok, ecarts]).toEqual([false, [`${nom} : le fichier a changé depuis sa production (empreinte différente).`]])
      }),
      { numRuns: 8, seed: 4 }
    )
  }, 60_000)

  it('sees a missing file, an added one, a link and a folder', async () => {
    const chemin = await copie()
    await rm(join(chemin, pdf))
    await writeFile(join(chemin, 'ajout.pdf'), 'x')
    await mkdir(join(chemin, 'sous-dossier'))
    await symlink('/etc/hostname', join(chemin, 'lien.pdf'))
    await writeFile(join(chemin, 'Thumbs.db'), 'x')
    const { ok, ecarts } = await relireLot(chemin, lecteur)
    expect([ok, [...ecarts].sort()]).toEqual([
      false,
      [
        `${pdf} : fichier absent.`,
        'ajout.pdf : fichier ajouté au lot.',
        'lien.pdf : un dossier ou un raccourci, que Grappe n’a pas écrit.',
        'sous-dossier : un dossier ou un raccourci, que Grappe n’a pas écrit.'
      ]
    ])
  })

  it('sees a wrong value behind a right hash: the formula no longer gives it', async () => {
    const chemin = await copie()
    const parties = unzipSync(await readFile(join(chemin, classeur)))
    const feuille = Object.keys(parties).find((n) => /sheet\d+\.xml$/u.test(n) && new TextDecoder().decode(parties[n]).includes('<f>SUM')) ?? ''
    const xml = new TextDecoder().decode(parties[feuille])
    const change = xml.replace(/(<f>SUM[^<]*<\/f><v>)([\d.]+)/u, (_, debut: string, v: string) => `${debut}${Number(v) + 1}`)
    expect(change).not.toBe(xml)
    await remplacer(chemin, classeur, zipSync({ ...parties, [feuille]: new TextEncoder().encode(change) }))
    expect(await ecartsDe(chemin)).toMatch(/Indicateurs_usage\.xlsx : feuille « .* », cellule .* : la formule donne/u)
  })

  it('sees a PDF cut short and a file of another kind behind a right hash', async () => {
    const coupe = await copie()
    await remplacer(coupe, pdf, (await readFile(join(coupe, pdf))).subarray(0, 4000))
    expect(await ecartsDe(coupe)).toContain(`${pdf} : `)
    const autre = await copie()
    await remplacer(autre, pdf, Buffer.from('GIF89a…'))
    expect(await ecartsDe(autre)).toContain('pas du type annoncé')
  })

  it('opens a PDF said to be ours in a thread that can be ended: one that never ends costs its delay, the engine’s own loop turns', async () => {
    const chemin = await copie()
    await remplacer(chemin, pdf, pdfSansFin())
    const presse = createLecteurIsole({ delaiMs: 800, memoireMax: 800_000_000 })
    let tours = 0
    const horloge = setInterval(() => tours++, 50)
    const { ecarts } = await relireLot(chemin, presse)
    clearInterval(horloge)
    await presse.arreter()
    expect(ecarts.filter((e) => e.startsWith(pdf))).toEqual([expect.stringMatching(/lecture ne se termine pas/u)])
    expect(tours).toBeGreaterThan(20)
  }, 60_000)

  it('applies the platform’s rules to names, sizes and numbers', async () => {
    const chemin = await copie()
    const m = JSON.parse(await readFile(join(chemin, 'manifeste.json'), 'utf8')) as Manifeste
    const [va] = m.champs
    const f = m.fichiers.find((x) => x.nom === pdf)
    if (!va || !f) throw new Error('bundle without VA')
    va.fichiers = Array.from({ length: 11 }, (_, i) => `${i}.pdf`)
    f.taille = 200 * 1024 * 1024
    f.nom = 'été.exe'
    await writeFile(join(chemin, 'manifeste.json'), JSON.stringify(m))
    const ecarts = await ecartsDe(chemin)
    for (const attendu of [
      '11 fichiers, 10 au plus',
      'été.exe : nom refusé',
      'n’accepte pas les fichiers .exe',
      'la limite est',
      'été.exe : fichier absent',
      `${pdf} : fichier ajouté`
    ])
      expect(ecarts).toContain(attendu)
    // The limits under which the bundle was made, when it says them.
    m.limites = { octets: 250_000_000, refusOctets: 250_000_001, fichiers: 12 }
    await writeFile(join(chemin, 'manifeste.json'), JSON.stringify(m))
    const leves = await ecartsDe(chemin)
    for (const absent of ['au plus', 'la limite est']) expect(leves).not.toContain(absent)
    m.limites = undefined
    await writeFile(join(chemin, 'manifeste.json'), JSON.stringify(m))
    expect(await ecartsDe(chemin)).toBe(ecarts)
  })

  it('reads no file beyond 220,000,000 bytes, whatever the manifest says of it', async () => {
    const chemin = await copie()
    await truncate(join(chemin, pdf), 220_000_001)
    const m = JSON.parse(await readFile(join(chemin, 'manifeste.json'), 'utf8')) as Manifeste
    for (const f of m.fichiers) if (f.nom === pdf) f.taille = 220_000_001
    await writeFile(join(chemin, 'manifeste.json'), JSON.stringify(m))
    expect(await ecartsDe(chemin)).toContain(`${pdf} : Ce fichier dépasse la taille admise`)
  })

  it('says what is wrong with something that is not a bundle', async () => {
    const vide = join(racine, 'vide')
    await mkdir(vide)
    await expect(relireLot(vide, lecteur)).rejects.toThrow('manifeste.json est absent')
    await expect(relireLot(join(racine, 'nulle-part'), lecteur)).rejects.toThrow('introuvable')
    await writeFile(join(vide, 'manifeste.json'), '{"format":"autre"}')
    await expect(relireLot(vide, lecteur)).rejects.toThrow('n’a pas la forme attendue')
  })
})

describe('relireLot, ZIP', () => {
  const ecrire = async (octets: Uint8Array) => {
    const chemin = join(racine, `archive-${++numero}.zip`)
    await writeFile(chemin, octets)
    return chemin
  }
  const parties = () => unzipSync(zip)

  it('reads the archive as the folder', async () => {
    expect(await relireLot(await ecrire(zip), lecteur)).toEqual(await relireLot(modele, lecteur))
  })

  it('sees a changed, missing or added entry', async () => {
    const p = parties()
    const { [pdf]: un = new Uint8Array(), ...reste } = p
    const change = Uint8Array.from(un)
    change[100] = (change[100] ?? 0) ^ 1
    expect(await ecartsDe(await ecrire(zipSync({ ...p, [pdf]: change })))).toContain('empreinte différente')
    expect(await ecartsDe(await ecrire(zipSync(reste)))).toContain(`${pdf} : fichier absent`)
    expect(await ecartsDe(await ecrire(zipSync({ ...p, 'ajout.pdf': new Uint8Array(3) })))).toContain('ajout.pdf : fichier ajouté')
  })

  it('never follows a name out of its place, and writes nothing', async () => {
    const avant = (await readdir(racine)).length
    for (const nom of ['../hors.pdf', '/etc/hors.pdf', 'C:/hors.pdf', 'a/../../hors.pdf', 'sous/hors.pdf', 'nul.pdf', 'a.pdf:flux', 'hors\u202egnp.pdf']) {
      const chemin = await ecrire(zipSync({ ...parties(), [nom]: new Uint8Array(3) }))
      const issue = await relireLot(chemin, lecteur).then(
        (r) => r.ecarts.join('\n'),
        (e: unknown) => (e instanceof GrappeError ? e.message : `unexpected ${String(e)}`)
      )
      expect(issue, nom).toMatch(/entrée refusée dans l’archive|nom interdit/u)
      await rm(chemin)
    }
    expect((await readdir(racine)).length).toBe(avant)
    const lien = zipSync({ ...parties(), 'lien.pdf': [new TextEncoder().encode('/etc/hostname'), { os: 3, attrs: 0o120777 << 16 }] })
    expect(await ecartsDe(await ecrire(lien))).toContain('lien.pdf : entrée refusée')
  })

  it('refuses bombs, crowds and broken archives', async () => {
    const bombe = zipSync({ ...parties(), 'a.pdf': [new Uint8Array(60_000_000), { level: 9 }] })
    await expect(relireLot(await ecrire(bombe), lecteur)).rejects.toThrow('taux de compression anormal')
    const foule = zipSync(Object.fromEntries(Array.from({ length: 2100 }, (_, i) => [`f${i}.pdf`, new Uint8Array(0)])))
    await expect(relireLot(await ecrire(foule), lecteur)).rejects.toThrow('démesuré')
    const coupee = await ecrire(zip)
    await truncate(coupee, Math.floor(zip.length / 2))
    await expect(relireLot(coupee, lecteur)).rejects.toThrow('pas une archive ZIP entière')
    expect(basename(coupee)).toMatch(/zip$/u)
  })
})
