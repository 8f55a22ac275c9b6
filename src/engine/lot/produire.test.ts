import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { GrappeError } from '#contract/errors.ts'
import type { Aide } from '#contract/rpc.ts'
import { xeur, xf } from '#documents/classeur.ts'
import { docBordereau } from '#documents/lot/bordereau.ts'
import { champsDuLot } from '#documents/lot/champs.ts'
import type { Production } from '#documents/production.ts'
import type { Manque } from '#domain/lot.ts'
import { createLecteurIsole } from '../preuves/lecteur-isole.ts'
import { loadFonts } from '../render/pdf/faces.ts'
import { relirePdf } from '../render/pdf/relire-pdf.ts'
import { classeurEssai } from '../render/xlsx/classeur-essai.ts'
import type { DemandeProduction } from './demande.ts'
import { genererLot } from './generer.ts'
import { lotExemple } from './lot-exemple.ts'
import { manifeste, sha256Hex } from './manifeste.ts'
import type { PlanLot } from './plan.ts'
import { nomDuLot, produireLot } from './produire.ts'
import { relireLot } from './relire.ts'

const fonts = loadFonts('resources/fonts')
const contexte = { date: '2026-11-21', version: '0.0.0' }
const { dossier, blobs } = lotExemple()
const lecteur = createLecteurIsole()
const libre: Aide = { progres: () => undefined, verifierAnnulation: () => undefined }
const lireBlob = (sha: string) => blobs.get(sha) ?? null
let racine = ''
let numero = 0
const dossierVide = async () => {
  const chemin = join(racine, String(++numero))
  await mkdir(chemin)
  return chemin
}
beforeAll(async () => {
  racine = await mkdtemp(join(tmpdir(), 'grappe-lot-'))
})
afterAll(() => rm(racine, { recursive: true, force: true }))

const champ = champsDuLot.cloture[4]
if (!champ) throw new Error('no field')
const note: Production = {
  sorte: 'pdf',
  base: 'Note',
  doc: {
    titre: 'Note',
    titreCourt: 'Note',
    grappe: 'Grappe',
    porteur: 'Porteur',
    instruction: null,
    date: '2026-11-21',
    blocs: [{ b: 'paragraphe', texte: 'Un texte.' }]
  }
}
const preuves = dossier.piecesJointes.filter((p) => p.role === 'preuve' && p.releve === 'cloture')
const [premiere, seconde] = preuves
if (!premiere || !seconde) throw new Error('no proof')
/** One file of each sort. */
const plan: PlanLot = {
  lot: 'cloture',
  plateforme: null,
  limites: null,
  refus: [],
  fichiers: [
    { champ, titre: 'Note', nom: '05-01_Note.pdf', source: { s: 'genere', production: note } },
    {
      champ,
      titre: 'Classeur',
      nom: '05-02_Classeur.xlsx',
      source: { s: 'genere', production: { sorte: 'xlsx', base: 'Classeur', classeur: classeurEssai() } }
    },
    { champ, titre: 'Preuve', nom: '05-03_Preuve.pdf', source: { s: 'joint', piece: premiere, signe: true } },
    { champ, titre: 'Preuves', nom: '05-04_Preuves.pdf', source: { s: 'fusion', pieces: preuves, titre: 'Preuves' } },
    { champ, titre: 'Originaux', nom: '05-05_Originaux.zip', source: { s: 'archive', pieces: preuves } }
  ]
}
const demande = (destination: string, extra: Partial<DemandeProduction> = {}): DemandeProduction => ({
  dossier,
  plan,
  etat: 'pret',
  manques: [],
  destination,
  contexte,
  lireBlob,
  rendu: { fonts },
  lecteur,
  aide: libre,
  ...extra
})
const erreurDe = async (promesse: Promise<unknown>): Promise<GrappeError> => {
  const error = await promesse.then(
    () => null,
    (e: unknown) => e
  )
  if (!(error instanceof GrappeError)) throw new Error(`expected a GrappeError, got ${String(error)}`)
  return error
}

describe('produireLot', () => {
  it('writes every file, the bordereau, the manifest and the ZIP, and reads them again', async () => {
    const destination = await dossierVide()
    const etapes: string[] = []
    const r = await produireLot(demande(destination, { aide: { ...libre, progres: (fait, total, texte) => etapes.push(`${fait}/${total} ${texte}`) } }))
    expect(r.fichiers.map((f) => f.nom)).toEqual(['00_Bordereau.pdf', ...plan.fichiers.map((f) => f.nom)])
    expect((await readdir(destination)).sort()).toEqual([r.dossier, r.zip])
    expect(await readFile(join(r.chemin, '05-03_Preuve.pdf'))).toEqual(Buffer.from(lireBlob(premiere.sha256 ?? '') ?? []))
    expect(r.fichiers[4]?.pages).toBe(1 + preuves.length)
    expect(etapes[0]).toBe('0/5 Note')
    expect(etapes.at(-1)).toBe('5/5 Terminé')
    const m = manifeste.parse(JSON.parse(await readFile(join(r.chemin, 'manifeste.json'), 'utf8')))
    for (const f of m.fichiers) expect(sha256Hex(await readFile(join(r.chemin, f.nom)))).toBe(f.sha256)
    const attendu = { ok: true, fichiers: 6, pages: r.pages, cellules: 491, ecarts: [] }
    expect(await relireLot(r.chemin, lecteur)).toEqual(attendu)
    expect(await relireLot(r.cheminZip, lecteur)).toEqual(attendu)
    const texte = (await relirePdf(await readFile(join(r.chemin, '00_Bordereau.pdf')))).textes.join(' ')
    for (const f of m.fichiers.slice(1)) expect(texte).toContain(f.sha256.slice(0, 12))
  })

  it('gives the same bytes twice and keeps what had the name', async () => {
    const destination = await dossierVide()
    const un = await produireLot(demande(destination))
    const zip = await readFile(un.cheminZip)
    const deux = await produireLot(demande(destination))
    await produireLot(demande(destination))
    expect(await readFile(deux.cheminZip)).toEqual(zip)
    const nom = nomDuLot(dossier, 'cloture', 'pret', contexte.date)
    expect((await readdir(destination)).sort()).toEqual(
      [nom, `${nom}.zip`, `${nom} (précédent)`, `${nom} (précédent).zip`, `${nom} (précédent 2)`, `${nom} (précédent 2).zip`].sort()
    )
    expect((await relireLot(join(destination, `${nom} (précédent)`), lecteur)).ok).toBe(true)
  })

  it('leaves nothing behind when stopped at any moment', async () => {
    let moments = 0
    await produireLot(demande(await dossierVide(), { aide: { ...libre, verifierAnnulation: () => void moments++ } }))
    expect(moments).toBeGreaterThan(30)
    // How many there are depends a little on the machine: one more while the reader is slow. The last ones may not come.
    let arrets = 0
    for (let arret = 1; arret <= moments; arret += 7) {
      let n = 0
      const verifierAnnulation = () => {
        if (++n >= arret) throw new GrappeError('annule')
      }
      const essai = await dossierVide()
      const issue = await produireLot(demande(essai, { aide: { ...libre, verifierAnnulation } })).catch((erreur: unknown) => erreur)
      if (n < arret) continue
      expect(issue).toMatchObject({ code: 'annule' })
      expect(await readdir(essai)).toEqual([])
      arrets++
    }
    expect(arrets).toBeGreaterThan(5)
  })

  it('clears what a crash left and refuses a place it cannot write to', async () => {
    const destination = await dossierVide()
    const nom = nomDuLot(dossier, 'cloture', 'pret', contexte.date)
    await mkdir(join(destination, `.~${nom}.tmp`))
    await writeFile(join(destination, `.~${nom}.tmp`, 'reste.pdf'), 'x')
    await writeFile(join(destination, `.~${nom}.zip.tmp`), 'x')
    const r = await produireLot(demande(destination))
    expect((await readdir(destination)).sort()).toEqual([nom, `${nom}.zip`])
    expect(await readdir(r.chemin)).not.toContain('reste.pdf')
    expect(await erreurDe(produireLot(demande(join(destination, 'absent'))))).toMatchObject({
      code: 'destination-refusee',
      message: expect.stringContaining('n’existe pas')
    })
    expect((await erreurDe(produireLot(demande(r.cheminZip)))).message).toContain('ce n’est pas un dossier')
  })

  it.each<[string, Partial<DemandeProduction>, RegExp]>([
    ['an attached file that is gone', { lireBlob: () => null }, /absent du dossier/u],
    ['an attached file whose bytes changed', { lireBlob: (s) => Uint8Array.from([...(lireBlob(s) ?? []), 10]) }, /est abîmé/u]
  ])('refuses %s', async (_, extra, message) => {
    const destination = await dossierVide()
    const erreur = await erreurDe(produireLot(demande(destination, extra)))
    expect([erreur.code, message.test(erreur.message)]).toEqual(['relecture-echouee', true])
    expect(await readdir(destination)).toEqual([])
  })

  it('refuses a workbook whose stored result is not what its formula gives, and names the cell', async () => {
    const faux = { ...classeurEssai(), feuilles: [{ nom: 'A', colonnes: [], lignes: [[xeur(100), xeur(250), xf('SUM(A1:B1)', 351, 'euros')]] }] }
    const mauvais: PlanLot = {
      ...plan,
      fichiers: [{ champ, titre: 'Faux', nom: '05_Faux.xlsx', source: { s: 'genere', production: { sorte: 'xlsx', base: 'Faux', classeur: faux } } }]
    }
    const destination = await dossierVide()
    const erreur = await erreurDe(produireLot(demande(destination, { plan: mauvais })))
    expect([erreur.code, erreur.details]).toEqual([
      'relecture-echouee',
      ['05_Faux.xlsx : feuille « A », cellule C1 : la formule donne « 3.5 », le fichier contient « 3.51 ».']
    ])
    expect(await readdir(destination)).toEqual([])
  })

  it('refuses characters that no font has, each text once with its documents, all at once; a draft shows a square', async () => {
    const avec = (nom: string, texte: string) => ({
      champ,
      titre: nom,
      nom,
      source: { s: 'genere' as const, production: { ...note, doc: { ...note.doc, blocs: [{ b: 'paragraphe' as const, texte }] } } as Production }
    })
    const ailleurs = ['05-05_E.pdf', '05-04_D.pdf', '05-03_C.pdf'].map((nom) => avec(nom, 'Retard 😀 漢'))
    const mauvais: PlanLot = { ...plan, fichiers: [avec('05-01_A.pdf', 'Retard 😀 漢'), avec('05-02_B.pdf', 'Lettre العربية'), ...ailleurs] }
    const destination = await dossierVide()
    const erreur = await erreurDe(produireLot(demande(destination, { plan: mauvais })))
    expect([erreur.code, [...erreur.details].sort()]).toEqual([
      'caractere-impossible',
      [
        '« Lettre العربية » (à remplacer : ا ل ع ر ب ي ة), dans 05-02_B.pdf',
        '« Retard 😀 漢 » (à remplacer : 😀 漢), dans 05-01_A.pdf, 05-03_C.pdf et 2 autres'
      ]
    ])
    expect(await readdir(destination)).toEqual([])
    const brouillon = await produireLot(demande(destination, { plan: mauvais, etat: 'brouillon' }))
    expect((await relirePdf(await readFile(join(brouillon.chemin, '05-01_A.pdf')))).textes.join(' ')).toContain('Retard □')
  })

  it('puts a proof that cannot be copied page by page in a ZIP of originals', async () => {
    const abime = Buffer.from('%PDF-1.4\nrien\n%%EOF')
    const sha = sha256Hex(abime)
    const piece = { ...seconde, id: 'abime', nom: 'preuve-abimee.pdf', sha256: sha, taille: abime.length }
    const unPlan: PlanLot = {
      ...plan,
      fichiers: [{ champ, titre: 'Preuves', nom: '05_Preuves.pdf', source: { s: 'fusion', pieces: [premiere, piece], titre: 'Preuves' } }]
    }
    const r = await produireLot(demande(await dossierVide(), { plan: unPlan, lireBlob: (s) => (s === sha ? abime : lireBlob(s)) }))
    expect(r.fichiers.map((f) => [f.nom, f.pages])).toEqual([
      ['00_Bordereau.pdf', 1],
      ['05_Preuves.pdf', 2],
      ['05-99_Fichiers_d_origine.zip', null]
    ])
  })
})

describe('genererLot', () => {
  const base = { dossier, lireBlob, rendu: { fonts }, lecteur, contexte, aide: libre }

  it('refuses what is not ready with the exact list, writes nothing; a draft says it is one', { timeout: 60_000 }, async () => {
    const destination = await dossierVide()
    const sans = { ...dossier, piecesJointes: dossier.piecesJointes.filter((p) => p.piece !== 9) }
    const erreur = await erreurDe(genererLot({ ...base, dossier: sans, lot: 'galis', brouillon: false, destination }))
    expect(erreur.code).toBe('lot-pas-pret')
    expect(erreur.details.filter((d) => d.includes('RIB'))).toHaveLength(1)
    expect(await readdir(destination)).toEqual([])
    const r = await genererLot({ ...base, dossier: sans, lot: 'galis', brouillon: true, destination })
    expect([r.etat, r.dossier.endsWith('_BROUILLON')]).toEqual(['brouillon', true])
    const texte = (await relirePdf(await readFile(join(r.chemin, '00_Bordereau.pdf')))).textes.join('\n')
    expect(texte).toContain('Brouillon')
    expect(texte).not.toContain('prêt')
    expect((await relireLot(r.cheminZip, lecteur)).ok).toBe(true)
  })

  it.each(['va', 'etat-des-lieux', 'vsr', 'cloture', 'complement'] as const)('writes %s and reads it again', { timeout: 60_000 }, async (lot) => {
    const r = await genererLot({ ...base, lot, brouillon: true, destination: await dossierVide() })
    expect(await relireLot(r.chemin, lecteur)).toMatchObject({ ok: true, ecarts: [], pages: r.pages, cellules: r.cellules })
  })
})

describe('docBordereau', () => {
  const manque = (gravite: Manque['gravite'], texte: string, motif?: string): Manque => ({
    cle: texte,
    gravite,
    phase: 'cloture',
    lots: ['cloture'],
    texte,
    ou: null,
    ...(motif ? { motif } : {})
  })
  const manques = [
    manque('a-justifier', 'Cible DMP non atteinte', 'Ouverture en octobre'),
    manque('bloquant', 'PV absent'),
    manque('information', 'Pour information')
  ]
  const texteDe = (etat: 'pret' | 'brouillon') =>
    JSON.stringify(docBordereau(dossier, contexte, { lot: 'cloture', etat, fichiers: [], manques, refus: ['Trop de fichiers'] }))

  it('prints the written reasons, what is missing, and never calls a draft ready', () => {
    const brouillon = texteDe('brouillon')
    for (const attendu of ['Cible DMP non atteinte', 'Ouverture en octobre', 'PV absent', 'Trop de fichiers', 'ne pas déposer', '10 fichiers par rubrique'])
      expect(brouillon).toContain(attendu)
    expect(brouillon).not.toContain('Pour information')
    expect(brouillon).not.toContain('prêt')
    expect(texteDe('pret')).toContain('Lot prêt à déposer')
  })
})
