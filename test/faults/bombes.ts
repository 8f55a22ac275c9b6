import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { deflateSync, gzipSync } from 'node:zlib'
import { strToU8, zipSync } from 'fflate'
import type { NomAppel } from '#contract/contract.ts'
import { messages } from '#contract/errors.ts'
import { createEcarts, type Mesure } from './bilan.ts'
import { lancerMoteur, type MoteurReel } from './moteur.ts'
import { dossierEssai, sha256 } from './postes.ts'

/** Longest answer, in ms: the reading of a PDF is ended after 20 s. */
const delaiMax = 25_000
/** What the engine's memory may grow by at its highest, in Mo: the reader of PDFs is ended beyond 800. */
const memoireMax = 900

interface Bombe {
  readonly nom: string
  readonly fichier: string
  readonly octets: () => Uint8Array
  /** How a person would meet it. */
  readonly appel: 'dossier.ouvrir' | 'import.apercu' | 'import.dossier' | 'piece-jointe.ajouter' | 'collecte.apercu'
  /** Accepted without being unfolded: only its size is looked at. */
  readonly admise?: boolean
}

const zeros = (taille: number): [Uint8Array, { level: 9 }] => [new Uint8Array(taille), { level: 9 }]
/** A ZIP whose every declared size is 1,000 bytes. */
function mensonge(zip: Uint8Array): Uint8Array {
  const b = Buffer.from(zip)
  for (let i = 0; i + 4 < b.length; i++) {
    if (b.readUInt32LE(i) === 0x04034b50) b.writeUInt32LE(1000, i + 22)
    else if (b.readUInt32LE(i) === 0x02014b50) b.writeUInt32LE(1000, i + 24)
  }
  return b
}
const classeur = (feuille: Uint8Array | [Uint8Array, { level: 9 }], chaines = '<sst/>') =>
  zipSync({
    '[Content_Types].xml': strToU8('<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'),
    '_rels/.rels': strToU8(
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    'xl/workbook.xml': strToU8(
      '<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>'
    ),
    'xl/_rels/workbook.xml.rels': strToU8(
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
    ),
    'xl/sharedStrings.xml': strToU8(chaines),
    'xl/worksheets/sheet1.xml': feuille
  })
/** Each entity ten times the one before: a milliard of « a ». */
const milliard = `<!DOCTYPE s [<!ENTITY a0 "aaaaaaaaaa">${Array.from({ length: 8 }, (_, i) => `<!ENTITY a${i + 1} "${`&a${i};`.repeat(10)}">`).join('')}]><sst><si><t>&a8;</t></si></sst>`
function pdf(flux: Uint8Array, filtre: string): Uint8Array {
  const objets = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] /Contents 4 0 R >>'
  ]
  const debut = objets.map((o, i) => `${i + 1} 0 obj\n${o}\nendobj\n`).join('')
  return Buffer.concat([
    Buffer.from(`%PDF-1.7\n${debut}4 0 obj\n<< /Length ${flux.length} /Filter ${filtre} >>\nstream\n`),
    flux,
    Buffer.from('\nendstream\nendobj\ntrailer\n<< /Root 1 0 R /Size 5 >>\n%%EOF\n')
  ])
}
/** A PNG that says 30,000 × 30,000: 3.6 Go once decoded. */
function image(): Uint8Array {
  const entete = Buffer.from('89504e470d0a1a0a0000000d49484452000075300000753008060000000000000000000000', 'hex')
  return Buffer.concat([entete.subarray(0, 33), Buffer.from('000003e84944415400', 'hex'), deflateSync(Buffer.alloc(1_000_000))])
}

const bombes: readonly Bombe[] = [
  { nom: 'ZIP d’un .db de 1 Go de zéros', fichier: 'a.zip', octets: () => zipSync({ 'a.db': zeros(1_000_000_000) }), appel: 'dossier.ouvrir' },
  { nom: 'ZIP qui ment sur ses tailles', fichier: 'b.zip', octets: () => mensonge(zipSync({ 'a.db': zeros(300_000_000) })), appel: 'dossier.ouvrir' },
  {
    nom: 'ZIP dans des ZIP',
    fichier: 'c.zip',
    octets: () => [1, 2, 3, 4].reduce((dedans) => zipSync({ 'a.db': dedans }), zipSync({ 'a.db': zeros(200_000_000) })),
    appel: 'dossier.ouvrir'
  },
  {
    nom: 'ZIP de 60 000 entrées',
    fichier: 'd.zip',
    octets: () => zipSync(Object.fromEntries(Array.from({ length: 60_000 }, (_, i) => [`${i}.db`, new Uint8Array(0)]))),
    appel: 'dossier.ouvrir'
  },
  {
    nom: 'age qui demande 2^30 de travail',
    fichier: 'e.age',
    octets: () => strToU8(`age-encryption.org/v1\n-> scrypt AAAAAAAAAAAAAAAAAAAAAA 30\n${'A'.repeat(43)}\n--- ${'A'.repeat(43)}\n`),
    appel: 'dossier.ouvrir'
  },
  { nom: 'XLSX d’une feuille de 400 Mo', fichier: 'f.xlsx', octets: () => classeur(zeros(400_000_000)), appel: 'import.apercu' },
  {
    nom: 'XLSX aux entités en cascade',
    fichier: 'g.xlsx',
    octets: () => classeur(strToU8('<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData></worksheet>'), milliard),
    appel: 'collecte.apercu'
  },
  { nom: 'JSON.gz de 800 Mo d’espaces', fichier: 'h.json.gz', octets: () => gzipSync(Buffer.alloc(800_000_000, ' '), { level: 1 }), appel: 'import.apercu' },
  { nom: 'JSON de dix millions de crochets', fichier: 'i.json', octets: () => Buffer.alloc(10_000_000, '['), appel: 'import.dossier' },
  { nom: 'CSV d’une seule ligne de 50 Mo', fichier: 'j.csv', octets: () => Buffer.alloc(50_000_000, 'a;'), appel: 'import.apercu' },
  { nom: 'CSV de guillemets jamais fermés', fichier: 'k.csv', octets: () => Buffer.from(`nom;finess\n"${'a"";'.repeat(5_000_000)}`), appel: 'import.apercu' },
  {
    nom: 'PDF d’une page qui gonfle',
    fichier: 'l.pdf',
    octets: () => pdf(deflateSync(Buffer.alloc(600_000_000, 'BT (a) Tj ET ')), '/FlateDecode'),
    appel: 'piece-jointe.ajouter'
  },
  {
    nom: 'PDF d’une page qui gonfle deux fois',
    fichier: 'm.pdf',
    octets: () => pdf(deflateSync(deflateSync(Buffer.alloc(600_000_000, 'BT (a) Tj ET '))), '[/FlateDecode /FlateDecode]'),
    appel: 'piece-jointe.ajouter'
  },
  { nom: 'PNG de 30 000 × 30 000', fichier: 'n.png', octets: image, appel: 'piece-jointe.ajouter', admise: true }
]

const demandes = {
  'dossier.ouvrir': (ref: string) => ({ ref, phrase: 'six mots pour ouvrir ce fichier' }),
  'import.apercu': (ref: string) => ({ ref, colonnes: null }),
  'import.dossier': (ref: string) => ({ ref }),
  'collecte.apercu': (ref: string) => ({ refs: [ref] }),
  'piece-jointe.ajouter': (ref: string) => ({ ref, cellules: { role: 'autre' } })
} as const satisfies Partial<Record<NomAppel, (ref: string) => object>>

/** Highest memory of a process since its peak was reset, in Mo. Linux only; 0 elsewhere. */
function picDe(moteur: MoteurReel): number {
  try {
    return Number(/VmHWM:\s+(\d+)/u.exec(readFileSync(`/proc/${moteur.pid}/status`, 'utf8'))?.[1] ?? 0) / 1000
  } catch {
    return 0
  }
}

/** Files small to send and huge once unfolded, met as a person would: each answered by a sentence of the list, in time, in bounded memory. */
export async function essayerBombes(): Promise<Mesure> {
  const racine = dossierEssai('bombes')
  const { ecarts, exiger } = createEcarts()
  let plusLong = 0
  let plusHaut = 0
  for (const { nom, fichier, octets, appel, admise } of bombes) {
    const chemin = join(racine, fichier)
    writeFileSync(chemin, octets())
    const avant = sha256(chemin)
    const moteur = await lancerMoteur(join(racine, 'profil'))
    if (appel !== 'dossier.ouvrir') await moteur.exiger('dossier.creer', { nom: 'Grappe', ref: null })
    const repos = picDe(moteur)
    const debut = performance.now()
    const reponse = await moteur.call(appel, demandes[appel](moteur.ref(chemin)) as never)
    const duree = performance.now() - debut
    const hausse = picDe(moteur) - repos
    plusLong = Math.max(plusLong, duree)
    plusHaut = Math.max(plusHaut, hausse)
    exiger(!moteur.isMort(), `${nom}: the engine died`)
    if (reponse.ok) exiger(admise === true || appel.endsWith('apercu'), `${nom}: accepted`)
    else exiger(reponse.error.code in messages && reponse.error.code !== 'interne' && reponse.error.code !== 'moteur-arrete', `${nom}: ${reponse.error.code}`)
    exiger(duree < delaiMax, `${nom}: ${duree.toFixed(0)} ms`)
    exiger(hausse < memoireMax, `${nom}: ${hausse.toFixed(0)} Mo`)
    exiger(sha256(chemin) === avant, `${nom}: the file was changed`)
    await moteur.tuer()
    rmSync(chemin)
  }
  rmSync(racine, { recursive: true, force: true })
  return {
    barre: 'bombes',
    demande: `${bombes.length} bornées (10 demandées) : une phrase de la liste, ${delaiMax / 1000} s et ${memoireMax} Mo au plus`,
    vu: `réponse la plus longue ${(plusLong / 1000).toFixed(1)} s, mémoire au plus + ${plusHaut.toFixed(0)} Mo, ${ecarts.length} écart`,
    ecarts
  }
}
