import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import yazl from 'yazl'
import { type CelluleX, type Classeur, lettreColonne } from '#documents/classeur.ts'
import type { Bloc, Doc, Valeur } from '#documents/doc.ts'
import { formatDateCourte, formatDecimal, formatEntier, formatEuros, formatMois, formatPourcent } from '#domain/format.ts'

/**
 * The reference job: the same documents made by LibreOffice from flat OpenDocument files, then zipped.
 * Same tables, same cells, and as many pages as ours: a page break is put after each share of the blocks.
 */
export interface Tache {
  readonly base: string
  readonly doc?: Doc
  readonly classeur?: Classeur
  /** Pages of our own PDF, to be matched. */
  readonly pages: number
}

const xml = (s: string) => s.replace(/&/gu, '&amp;').replace(/</gu, '&lt;').replace(/>/gu, '&gt;').replace(/"/gu, '&quot;')

function texteValeur(v: Valeur): string {
  switch (v.t) {
    case 'texte':
      return v.v
    case 'entier':
      return formatEntier(v.v)
    case 'decimal':
      return formatDecimal(v.v, v.decimales ?? 2)
    case 'euros':
      return formatEuros(v.v)
    case 'pourcent':
      return formatPourcent(v.v, v.decimales ?? 1)
    case 'date':
      return formatDateCourte(v.v)
    case 'mois':
      return formatMois(v.v)
    default:
      return ''
  }
}

type Unite = { readonly rangees: readonly (readonly string[])[]; readonly entetes: readonly string[] } | { readonly texte: string }

/** A document as a flat list of rows and paragraphs, to be shared between pages. */
function unites(bloc: Bloc): readonly Unite[] {
  switch (bloc.b) {
    case 'titre':
      return [{ texte: bloc.texte }]
    case 'paragraphe':
    case 'encadre':
      return [{ texte: typeof bloc.texte === 'string' ? bloc.texte : bloc.texte.map((f) => f.texte).join('') }]
    case 'liste':
      return bloc.elements.map((e) => ({ texte: typeof e === 'string' ? e : e.map((f) => f.texte).join('') }))
    case 'paires':
      return [{ entetes: ['', ''], rangees: bloc.lignes.map(([a, v]) => [a, texteValeur(v)]) }]
    case 'table':
      return [{ entetes: bloc.colonnes.map((c) => c.titre), rangees: bloc.rangees.map((r) => r.cellules.map((c) => texteValeur(c.valeur))) }]
    case 'signatures':
      return bloc.blocs.map((s) => ({ texte: `${s.titre} ${s.organisation} ${s.nom ?? ''} ${s.fonction ?? ''}` }))
    default:
      return []
  }
}

const entete = `<?xml version="1.0" encoding="UTF-8"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:msoxl="http://schemas.microsoft.com/office/excel/formula" office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.spreadsheet">`
const stylesImpression = `<office:styles><style:style style:name="Default" style:family="table-cell"><style:text-properties fo:font-size="9pt"/></style:style></office:styles><office:automatic-styles><style:style style:name="co" style:family="table-column"><style:table-column-properties style:column-width="2.6cm"/></style:style><style:style style:name="ro" style:family="table-row"><style:table-row-properties style:row-height="0.45cm"/></style:style><style:style style:name="saut" style:family="table-row"><style:table-row-properties style:row-height="0.45cm" fo:break-before="page"/></style:style><style:style style:name="gras" style:family="table-cell" style:parent-style-name="Default"><style:text-properties fo:font-weight="bold"/></style:style><style:style style:name="ta" style:family="table" style:master-page-name="Default"/><style:page-layout style:name="pl"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" fo:margin="1.5cm" style:scale-to="45%"/></style:page-layout></office:automatic-styles><office:master-styles><style:master-page style:name="Default" style:page-layout-name="pl"/></office:master-styles>`

/** The document as one printed sheet, cut so that it makes `pages` pages: the same number of rows on each. */
function fodsImprime(doc: Doc, pages: number): string {
  const all: { readonly cells: readonly string[]; readonly gras: boolean }[] = [{ cells: [doc.titre], gras: true }]
  for (const u of doc.blocs.flatMap(unites)) {
    if ('texte' in u) all.push({ cells: [u.texte], gras: false })
    else all.push({ cells: u.entetes, gras: true }, ...u.rangees.map((cells) => ({ cells, gras: false })))
  }
  while (all.length < pages) all.push({ cells: ['–'], gras: false })
  const debuts = new Set(Array.from({ length: pages - 1 }, (_, i) => Math.floor(((i + 1) * all.length) / pages)))
  const largeur = Math.max(...all.map((l) => l.cells.length))
  const rows = all.map(
    ({ cells, gras }, i) =>
      `<table:table-row table:style-name="${debuts.has(i) ? 'saut' : 'ro'}">${cells.map((c) => `<table:table-cell${gras ? ' table:style-name="gras"' : ''} office:value-type="string"><text:p>${xml(c)}</text:p></table:table-cell>`).join('')}${cells.length < largeur ? `<table:table-cell table:number-columns-repeated="${largeur - cells.length}"/>` : ''}</table:table-row>`
  )
  return `${entete}${stylesImpression}<office:body><office:spreadsheet><table:table table:name="Document" table:style-name="ta" table:print-ranges="Document.A1:Document.${lettreColonne(largeur - 1)}${all.length}"><table:table-column table:style-name="co" table:number-columns-repeated="${largeur}"/>${rows.join('')}</table:table></office:spreadsheet></office:body></office:document>`
}

function celluleOds(c: CelluleX): string {
  const formula = c.f ? ` table:formula="msoxl:=${xml(c.f)}"` : ''
  if (c.v === null) return '<table:table-cell/>'
  if (typeof c.v === 'string') return `<table:table-cell${formula} office:value-type="string"><text:p>${xml(c.v)}</text:p></table:table-cell>`
  const value = c.t === 'euros' || c.t === 'pourcent' ? c.v / 100 : c.v
  return `<table:table-cell${formula} office:value-type="float" office:value="${value}"><text:p>${value}</text:p></table:table-cell>`
}

const fods = (classeur: Classeur): string =>
  `${entete}<office:body><office:spreadsheet>${classeur.feuilles
    .map(
      (f) =>
        `<table:table table:name="${xml(f.nom)}">${f.lignes.map((l) => `<table:table-row>${l.map(celluleOds).join('') || '<table:table-cell/>'}</table:table-row>`).join('')}</table:table>`
    )
    .join('')}</office:spreadsheet></office:body></office:document>`

const soffice = (profil: string, sortie: string, format: string, fichiers: readonly string[]) =>
  execFileSync('soffice', [`-env:UserInstallation=file://${profil}`, '--headless', '--norestore', '--convert-to', format, '--outdir', sortie, ...fichiers], {
    stdio: 'pipe',
    maxBuffer: 50_000_000
  })

/** Prepares a LibreOffice profile outside of the timed part: its first start creates hundreds of files. */
export function preparerProfil(): string {
  const profil = mkdtempSync(join(tmpdir(), 'grappe-lo-'))
  const warm = join(profil, 'essai.fods')
  writeFileSync(
    warm,
    fods({ titre: '', grappe: '', porteur: '', date: '2026-01-01', feuilles: [{ nom: 'A', colonnes: [], lignes: [[{ v: 1, t: 'entier' }]] }] })
  )
  soffice(join(profil, 'u'), profil, 'xlsx', [warm])
  return profil
}

export interface ResultatJob {
  readonly ms: number
  readonly pdf: readonly { readonly base: string; readonly pages: number }[]
  readonly xlsx: number
}

/** Runs the job once. Times writing the sources, both conversions and the ZIP. */
export async function jobLibreOffice(profil: string, taches: readonly Tache[]): Promise<ResultatJob> {
  const dir = mkdtempSync(join(tmpdir(), 'grappe-job-'))
  const sortie = join(dir, 'sortie')
  mkdirSync(sortie)
  const debut = performance.now()
  const sources = { pdf: [] as string[], xlsx: [] as string[] }
  for (const [i, t] of taches.entries()) {
    const nom = `${String(i).padStart(3, '0')}_${t.base}`
    if (t.doc) {
      sources.pdf.push(join(dir, `${nom}_pdf.fods`))
      writeFileSync(join(dir, `${nom}_pdf.fods`), fodsImprime(t.doc, t.pages))
    }
    if (t.classeur) {
      sources.xlsx.push(join(dir, `${nom}.fods`))
      writeFileSync(join(dir, `${nom}.fods`), fods(t.classeur))
    }
  }
  if (sources.pdf.length) soffice(join(profil, 'u'), sortie, 'pdf', sources.pdf)
  if (sources.xlsx.length) soffice(join(profil, 'u'), sortie, 'xlsx', sources.xlsx)
  const faits = readdirSync(sortie).sort()
  const zip = new yazl.ZipFile()
  for (const nom of faits) zip.addBuffer(readFileSync(join(sortie, nom)), nom, { compress: false })
  zip.end()
  const chunks: Buffer[] = []
  for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer)
  writeFileSync(join(dir, 'lot.zip'), Buffer.concat(chunks))
  const ms = performance.now() - debut
  const pdf = faits
    .filter((n) => n.endsWith('.pdf'))
    .map((nom) => ({ base: nom, pages: Number(/Pages:\s+(\d+)/u.exec(execFileSync('pdfinfo', [join(sortie, nom)], { encoding: 'utf8' }))?.[1] ?? 0) }))
  const xlsx = faits.filter((n) => n.endsWith('.xlsx')).length
  rmSync(dir, { recursive: true, force: true })
  return { ms, pdf, xlsx }
}
