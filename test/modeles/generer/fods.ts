/** A flat OpenDocument spreadsheet written by hand, for LibreOffice to turn into a model: nothing of the product is used here. */

export interface Case {
  readonly t?: string
  readonly n?: number
  /** Civil date. */
  readonly d?: string
  /** OpenFormula, e.g. `of:=SUM([.B2:.B9])`. */
  readonly f?: string
  readonly s?: keyof typeof styles
  /** Columns and rows covered. */
  readonly l?: number
  readonly h?: number
  /** Name of a validation. */
  readonly v?: string
}

export interface FeuilleF {
  readonly nom: string
  readonly cachee?: boolean
  readonly protegee?: boolean
  /** Cells by row number (from 1), each by column letter. */
  readonly lignes: Readonly<Record<number, Readonly<Record<string, Case>>>>
  /** Conditional formats: range, OpenFormula condition. */
  readonly conditions?: readonly { readonly plage: string; readonly si: string }[]
  readonly impression?: string
  readonly largeur?: number
}

export interface ClasseurF {
  readonly feuilles: readonly FeuilleF[]
  readonly listes?: Readonly<Record<string, readonly string[]>>
  readonly noms?: Readonly<Record<string, string>>
}

const bord = 'fo:border="0.5pt solid #606060"'
const cellule = (nom: string, cell: string, texte: string, suite = '', format = '') =>
  `<style:style style:name="${nom}" style:family="table-cell" style:parent-style-name="Default"${format}><style:table-cell-properties ${cell}/>${suite}<style:text-properties ${texte}/></style:style>`
const libre = 'style:cell-protect="none" style:print-content="true"'
const de = (nom: string) => ` style:data-style-name="${nom}"`

const styles = {
  titre: cellule('titre', '', 'fo:font-weight="bold" fo:font-size="16pt"'),
  tete: cellule('tete', `fo:background-color="#1f4e79" ${bord} fo:wrap-option="wrap"`, 'fo:font-weight="bold" fo:color="#ffffff"'),
  lib: cellule('lib', '', 'fo:font-weight="bold"'),
  note: cellule('note', '', 'fo:font-style="italic"'),
  sai: cellule('sai', `fo:background-color="#fff8dc" ${bord} ${libre}`, ''),
  txt: cellule('txt', `fo:background-color="#fff8dc" ${bord} ${libre}`, '', '', de('nTexte')),
  ent: cellule('ent', `fo:background-color="#fff8dc" ${bord} ${libre}`, '', '', de('nEntier')),
  eur: cellule('eur', `fo:background-color="#fff8dc" ${bord} ${libre}`, '', '', de('nEuros')),
  dat: cellule('dat', `fo:background-color="#fff8dc" ${bord} ${libre}`, '', '', de('nDate')),
  cal: cellule('cal', `fo:background-color="#e8e8e8" ${bord}`, '', '', de('nEuros')),
  pct: cellule('pct', `fo:background-color="#e8e8e8" ${bord}`, '', '', de('nTaux')),
  tot: cellule('tot', `fo:background-color="#c0c0c0" ${bord}`, 'fo:font-weight="bold"'),
  alerte: cellule('alerte', 'fo:background-color="#f8c8c8"', '')
} as const

const formats = `
<number:text-style style:name="nTexte"><number:text-content/></number:text-style>
<number:number-style style:name="nEntier"><number:number number:decimal-places="0" number:min-integer-digits="1" number:grouping="true"/></number:number-style>
<number:currency-style style:name="nEuros"><number:number number:decimal-places="2" number:min-integer-digits="1" number:grouping="true"/><number:text> </number:text><number:currency-symbol number:language="fr" number:country="FR">€</number:currency-symbol></number:currency-style>
<number:percentage-style style:name="nTaux"><number:number number:decimal-places="1" number:min-integer-digits="1"/><number:text>%</number:text></number:percentage-style>
<number:date-style style:name="nDate"><number:day number:style="long"/><number:text>/</number:text><number:month number:style="long"/><number:text>/</number:text><number:year number:style="long"/></number:date-style>`

const x = (s: string) => s.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
const rang = (lettres: string) => [...lettres].reduce((n, l) => n * 26 + l.charCodeAt(0) - 64, 0)

function celluleXml(c: Case): string {
  const attrs = [
    c.s ? `table:style-name="${c.s}"` : '',
    c.l || c.h ? `table:number-columns-spanned="${c.l ?? 1}" table:number-rows-spanned="${c.h ?? 1}"` : '',
    c.v ? `table:content-validation-name="${c.v}"` : '',
    c.f ? `table:formula="${x(c.f)}"` : '',
    c.t !== undefined ? 'office:value-type="string"' : '',
    c.n !== undefined ? `office:value-type="float" office:value="${c.n}"` : '',
    c.d !== undefined ? `office:value-type="date" office:date-value="${c.d}"` : ''
  ].filter(Boolean)
  const texte =
    c.t
      ?.split('\n')
      .map((p) => `<text:p>${x(p)}</text:p>`)
      .join('') ?? ''
  return `<table:table-cell ${attrs.join(' ')}>${texte}</table:table-cell>`
}

function feuilleXml(f: FeuilleF): string {
  const numeros = Object.keys(f.lignes).map(Number)
  const derniere = Math.max(...numeros)
  const couvert = new Set<string>()
  for (const n of numeros)
    for (const [lettres, c] of Object.entries(f.lignes[n] ?? {}))
      for (let i = 0; i < (c.h ?? 1); i++) for (let j = 0; j < (c.l ?? 1); j++) if (i + j > 0) couvert.add(`${n + i}:${rang(lettres) + j}`)
  const rows: string[] = []
  for (let n = 1; n <= derniere; n++) {
    const ligne = f.lignes[n] ?? {}
    const parRang = new Map(Object.entries(ligne).map(([l, c]) => [rang(l), c]))
    const max = Math.max(0, ...parRang.keys(), ...[...couvert].filter((k) => k.startsWith(`${n}:`)).map((k) => Number(k.split(':')[1])))
    let cells = ''
    for (let k = 1; k <= max; k++) {
      const c = parRang.get(k)
      cells += c ? celluleXml(c) : couvert.has(`${n}:${k}`) ? '<table:covered-table-cell/>' : '<table:table-cell/>'
    }
    rows.push(`<table:table-row>${cells || '<table:table-cell/>'}</table:table-row>`)
  }
  const conditions = (f.conditions ?? [])
    .map(
      (c) =>
        `<calcext:conditional-format calcext:target-range-address="${x(c.plage)}"><calcext:condition calcext:apply-style-name="alerte" calcext:value="${x(c.si)}" calcext:base-cell-address="${x(c.plage.split(':')[0] ?? '')}"/></calcext:conditional-format>`
    )
    .join('')
  return `<table:table table:name="${x(f.nom)}" table:style-name="${f.cachee ? 'taCachee' : 'ta'}"${f.protegee ? ' table:protected="true"' : ''}${f.impression ? ` table:print-ranges="${x(f.impression)}"` : ''}><table:table-column table:style-name="co" table:number-columns-repeated="${f.largeur ?? 20}"/>${rows.join('')}${conditions ? `<calcext:conditional-formats>${conditions}</calcext:conditional-formats>` : ''}</table:table>`
}

/** The whole document as text. */
export function fods({ feuilles, listes = {}, noms = {} }: ClasseurF): string {
  const validations = Object.entries(listes)
    .map(
      ([nom, valeurs]) =>
        `<table:content-validation table:name="${nom}" table:condition="of:cell-content-is-in-list(${x(valeurs.map((v) => `"${v}"`).join(';'))})" table:allow-empty-cell="true" table:display-list="unsorted"/>`
    )
    .join('')
  const expressions = Object.entries(noms)
    .map(
      ([nom, plage]) =>
        `<table:named-range table:name="${nom}" table:base-cell-address="${x(plage.split(':')[0] ?? '')}" table:cell-range-address="${x(plage)}"/>`
    )
    .join('')
  return `<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2" xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0" office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.spreadsheet">
<office:styles><style:style style:name="Default" style:family="table-cell"/>${styles.alerte}</office:styles>
<office:automatic-styles>${formats}${Object.entries(styles)
    .filter(([nom]) => nom !== 'alerte')
    .map(([, s]) => s)
    .join('')}
<style:style style:name="ta" style:family="table"><style:table-properties table:display="true"/></style:style>
<style:style style:name="taCachee" style:family="table"><style:table-properties table:display="false"/></style:style>
<style:style style:name="co" style:family="table-column"><style:table-column-properties style:column-width="3.2cm"/></style:style></office:automatic-styles>
<office:body><office:spreadsheet>${validations ? `<table:content-validations>${validations}</table:content-validations>` : ''}${feuilles.map(feuilleXml).join('')}${expressions ? `<table:named-expressions>${expressions}</table:named-expressions>` : ''}</office:spreadsheet></office:body></office:document>`
}

export const lettre = (n: number): string => (n < 26 ? String.fromCharCode(65 + n) : lettre(Math.floor(n / 26) - 1) + lettre(n % 26))
/** Cells put one after the other from a column. */
export const suite = (depuis: string, cases: readonly (Case | null)[]): Record<string, Case> => {
  const base = [...depuis].reduce((n, l) => n * 26 + l.charCodeAt(0) - 64, 0) - 1
  return Object.fromEntries(cases.flatMap((c, i) => (c ? [[lettre(base + i), c]] : [])))
}
export const repeter = (de: number, a: number, ligne: (n: number) => Record<string, Case>) =>
  Object.fromEntries(Array.from({ length: a - de + 1 }, (_, i) => [de + i, ligne(de + i)]))
export const tete = (t: string, l = 1, h = 1): Case => ({ t, s: 'tete', ...(l > 1 ? { l } : {}), ...(h > 1 ? { h } : {}) })
