import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { afterAll, describe, expect, it } from 'vitest'
import { type Lot, lots } from '#domain/lot.ts'
import { genererLot } from '#engine/lot/generer.ts'
import { createLecteurIsole } from '#engine/preuves/lecteur-isole.ts'
import { bordereau, etatDe, type FichierDuLot } from './attendu/bordereau.ts'
import { dits } from './attendu/message.ts'
import { type DossierLu, valeursDe } from './dossier-lu.ts'
import { contexte, type Fabrique, fabriquer, rendu } from './fabriquer.ts'
import { graines } from './graines.ts'
import { lireCourriel } from './lire-courriel.ts'
import { lignesPdf } from './lire-pdf.ts'
import { mots } from './mots.ts'
import { verifierFichier } from './verifier.ts'
import { verifierPdf } from './verifier-pdf.ts'

/** The bundles themselves, as they lie on the disk: every file against the exported JSON, the list that goes with them, the archive. */
const destination = mkdtempSync(join(tmpdir(), 'lots-'))
afterAll(() => rmSync(destination, { recursive: true, force: true }))
const lecteur = createLecteurIsole()
const sha256 = (octets: Uint8Array) => createHash('sha256').update(octets).digest('hex')

interface Manifeste {
  readonly etat: string
  readonly fichiers: readonly {
    readonly nom: string
    readonly titreChamp: string
    readonly titre: string
    readonly depose: boolean
    readonly sha256: string
    readonly taille: number
  }[]
}
interface LotEcrit {
  readonly manifeste: Manifeste
  /** In upload order, bordereau left out. */
  readonly fichiers: readonly FichierDuLot[]
  readonly bordereau: Uint8Array
  readonly zip: Readonly<Record<string, Uint8Array>>
}

const pagesDe = (octets: Uint8Array) => Number(/^Pages:\s+(\d+)$/mu.exec(execFileSync('pdfinfo', ['-'], { input: octets }).toString())?.[1])

async function ecrireLot({ dossier, journal }: Fabrique, lot: Lot, brouillon: boolean): Promise<LotEcrit> {
  const { chemin, cheminZip } = await genererLot({
    dossier,
    lot,
    brouillon,
    destination: mkdtempSync(join(destination, 'lot-')),
    contexte,
    rendu,
    lecteur,
    lireBlob: (empreinte) => journal.lireBlob(empreinte)?.bytes ?? null,
    aide: { progres: () => undefined, verifierAnnulation: () => undefined }
  })
  const lire = (nom: string) => readFileSync(join(chemin, nom))
  const manifeste = JSON.parse(lire('manifeste.json').toString('utf8')) as Manifeste
  const fichiers = readdirSync(chemin)
    .filter((nom) => nom !== 'manifeste.json' && nom !== '00_Bordereau.pdf')
    .sort()
    .map((nom): FichierDuLot => {
      const octets = lire(nom)
      const dit = manifeste.fichiers.find((f) => f.nom === nom)!
      return { nom, octets, pages: nom.endsWith('.pdf') ? pagesDe(octets) : null, champ: dit.titreChamp, titre: dit.titre, depose: dit.depose }
    })
  return { manifeste, fichiers, bordereau: lire('00_Bordereau.pdf'), zip: unzipSync(readFileSync(cheminZip)) }
}

/** `05-01_Etat_recapitulatif_depenses.xlsx` → its document. */
const documentDe = (nom: string) => {
  const [, base = '', sorte = ''] = /^\d+(?:-\d+)?_(.*)\.(pdf|xlsx)$/u.exec(nom) ?? []
  return { base, sorte: sorte as 'pdf' | 'xlsx' }
}

/** Attached files that a bundle carries, by what they are for. */
const joints: Readonly<Record<Lot, (p: DossierLu['piecesJointes'][number], d: DossierLu) => boolean>> = {
  galis: (p) => p.role === 'piece',
  complement: () => false,
  va: (p, d) => p.role === 'pv' && d.pvs.find((x) => x.id === p.cible)?.type === 'va',
  'etat-des-lieux': () => false,
  vsr: (p, d) => p.role === 'pv' && d.pvs.find((x) => x.id === p.cible)?.type === 'vsr',
  cloture: (p) => p.role === 'pv' || p.role === 'etat-depenses'
}

function verifierJoints(lu: DossierLu, lot: Lot, fichiers: readonly FichierDuLot[]): void {
  const attendus = lu.piecesJointes.filter((p) => joints[lot](p, lu)).map((p) => p.sha256)
  const trouves = fichiers.map((f) => sha256(f.octets)).filter((s) => s in lu.fichiers)
  expect([...trouves].sort()).toEqual([...attendus].sort())
}

/** Consolidated proofs say what the proofs of the dossier say, organisation by organisation, page by page. */
function verifierPreuves(lu: DossierLu, fichiers: readonly FichierDuLot[]): void {
  const preuveDe = (essms: string) => lu.piecesJointes.find((p) => p.role === 'preuve' && p.releve === 'cloture' && p.cible === essms)
  const parOg = lu.organismes
    .map((o) => lu.etablissements.filter((e) => e.organisme === o.id).flatMap((e) => preuveDe(e.id) ?? []))
    .filter((preuves) => preuves.length > 0)
  const assembles = fichiers.filter((f) => etatDe(lu, f) === 'Assemblé')
  expect(assembles.length).toBe(parOg.length)
  for (const [i, preuves] of parOg.entries()) {
    const { octets, nom } = assembles[i]!
    const parPreuve = preuves.map((p) => lignesPdf(Buffer.from(lu.fichiers[p.sha256]!, 'base64')))
    const pages = lignesPdf(octets)
    const couverture = pages.length - parPreuve.flat().length
    expect(pages.slice(couverture), nom).toEqual(parPreuve.flat())
    // The summary names each establishment, its file and the page where it starts.
    const sommaire = mots(pages.slice(0, couverture).flat().join(' ')).join(' ')
    let page = couverture + 1
    for (const [rang, p] of preuves.entries()) {
      const e = lu.etablissements.find((x) => x.id === p.cible)!
      const n = parPreuve[rang]!.length
      for (const dit of [e.nom, e.finess, p.nom]) expect(sommaire, nom).toContain(mots(dit).join(' '))
      expect(sommaire, nom).toMatch(new RegExp(`(?:^| )${n} ${page}(?: |$)`, 'u'))
      page += n
    }
  }
}

async function verifierGeneres(fabrique: Fabrique, lot: Lot, fichiers: readonly FichierDuLot[], brouillon: boolean): Promise<number> {
  const generes = fichiers.filter((f) => etatDe(fabrique.lu, f) === 'Généré' && !f.nom.endsWith('.eml'))
  for (const f of generes) expect(await verifierFichier(fabrique, { lot, ...documentDe(f.nom), nom: f.nom, brouillon }, f.octets), f.nom).toEqual([])
  return generes.length
}

/** Each draft is for the ARS and the GRADeS, says what the PDF of the message says, and carries every file to send, byte for byte. */
function verifierCourriels(lu: DossierLu, lot: Lot, fichiers: readonly FichierDuLot[]): void {
  const courriels = fichiers.filter((f) => f.nom.endsWith('.eml')).map((f) => lireCourriel(f.octets))
  const { objet, phrases } = dits(lu, lot)
  for (const { entetes, texte } of courriels) {
    expect(entetes).toMatchObject({ 'x-unsent': '1', to: lu.grappe.courrielArs, cc: lu.grappe.courrielGrades })
    expect(mots(entetes['subject']!).join(' ')).toContain(mots(objet).join(' '))
    const dit = mots(texte).join(' ')
    for (const phrase of phrases) expect(dit).toContain(mots(phrase).join(' '))
  }
  if (courriels.length === 0) return
  const portees = courriels.flatMap((c) => c.pieces.map((p) => [p.nom, sha256(p.octets)] as const))
  expect([...portees].sort()).toEqual(
    fichiers
      .filter((f) => f.depose)
      .map((f) => [f.nom, sha256(f.octets)])
      .sort()
  )
}

function verifierArchive({ manifeste, fichiers, bordereau: octets, zip }: LotEcrit): void {
  const surDisque = new Map([...fichiers.map((f) => [f.nom, f.octets] as const), ['00_Bordereau.pdf', octets] as const])
  expect(Object.keys(zip).sort()).toEqual([...surDisque.keys(), 'manifeste.json'].sort())
  for (const [nom, o] of surDisque) expect([nom, sha256(zip[nom]!)]).toEqual([nom, sha256(o)])
  expect(manifeste.fichiers.map((f) => [f.nom, f.sha256, f.taille]).sort()).toEqual([...surDisque].map(([nom, o]) => [nom, sha256(o), o.length]).sort())
}

const complet = fabriquer(graines[0]!)

describe.each(lots)('ready bundle %s of the complete example', (lot) => {
  it('holds what the exported JSON says, and its bordereau says what it holds', async () => {
    const { lu } = complet
    const ecrit = await ecrireLot(complet, lot, false)
    expect(ecrit.manifeste.etat).toBe('pret')
    verifierArchive(ecrit)
    verifierJoints(lu, lot, ecrit.fichiers)
    if (lot === 'cloture') verifierPreuves(lu, ecrit.fichiers)
    verifierCourriels(lu, lot, ecrit.fichiers)
    expect(await verifierGeneres(complet, lot, ecrit.fichiers, false)).toBeGreaterThan(0)
    const attendu = bordereau(lu, { lot, base: 'Bordereau', modifie: false, ...contexte }, ecrit.fichiers)
    const demande = { octets: ecrit.bordereau, attendu, grappe: lu.grappe.nom, nomFichier: '00_Bordereau.pdf', version: contexte.version, modifie: false }
    expect(verifierPdf({ ...demande, valeurs: valeursDe(lu, mots) })).toEqual([])
  })
})

describe.each([
  ['galis', graines[1]!],
  ['cloture', graines[2]!]
] as const)('draft %s of an edited dossier', (lot, graine) => {
  it('tells the same truth, marked on every page, never called ready', async () => {
    const fabrique = fabriquer(graine)
    const ecrit = await ecrireLot(fabrique, lot, true)
    expect(ecrit.manifeste.etat).toBe('brouillon')
    verifierArchive(ecrit)
    verifierJoints(fabrique.lu, lot, ecrit.fichiers)
    if (lot === 'cloture') verifierPreuves(fabrique.lu, ecrit.fichiers)
    expect(await verifierGeneres(fabrique, lot, ecrit.fichiers, true)).toBeGreaterThan(2)
    const dit = lignesPdf(ecrit.bordereau).flat().join(' ')
    expect(dit).toContain('ne pas déposer')
    expect(dit).not.toMatch(/prêt à déposer/iu)
  })
})
