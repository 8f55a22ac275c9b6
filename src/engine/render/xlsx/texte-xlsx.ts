/** What a spreadsheet can hold in one cell, in UTF-16 units. */
const longueurMax = 32_767

// biome-ignore lint/suspicious/noControlCharactersInRegex: exactly the characters XML 1.0 forbids
const interdits = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/gu

/**
 * A text as a cell can hold it: well-formed, without the characters XML forbids, line ends as `\n`,
 * at most 32,767 units. Reading the workbook gives exactly this back.
 */
export function texteXlsx(v: string): string {
  const propre = v.toWellFormed().replace(/\r\n?/gu, '\n').replace(interdits, '')
  if (propre.length <= longueurMax) return propre
  return propre
    .slice(0, longueurMax - 1)
    .replace(/[\ud800-\udbff]$/u, '')
    .concat('…')
}

/** XML text and attribute escape. */
export const echappeXml = (v: string): string => v.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** Escape of a cell's text: `_x003D_` must be read back as those seven characters, never as `=`. */
export const echappeCellule = (v: string): string => echappeXml(v.replace(/_(?=x[0-9A-Fa-f]{4}_)/gu, '_x005F_'))

/** Reverse of `echappeXml` and of `_xHHHH_`. */
export function litCellule(xml: string): string {
  return litXml(xml).replace(/_x([0-9A-Fa-f]{4})_/gu, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}

const entites: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
export function litXml(xml: string): string {
  if (!xml.includes('&')) return xml
  return xml.replace(/&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|(\w+));/gu, (whole, hex?: string, dec?: string, nom?: string) => {
    if (nom !== undefined) return entites[nom] ?? whole
    const code = hex === undefined ? Number(dec) : Number.parseInt(hex, 16)
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}

/** ISO civil date → Excel serial day; null before 1 March 1900 (Excel's calendar is wrong before) or when not a date. */
export function serieDate(iso: string): number | null {
  const m = /^(\d{4})-(\d{2})-(\d{2})$/u.exec(iso)
  if (!m) return null
  const ms = Date.UTC(Number(m[1]), Number(m[2]) - 1, Number(m[3]))
  const serie = ms / 86_400_000 + 25_569
  return serie >= 61 && new Date(ms).toISOString().startsWith(iso) ? serie : null
}

/** Excel serial day → ISO civil date. */
export const dateSerie = (serie: number): string => new Date((Math.floor(serie) - 25_569) * 86_400_000).toISOString().slice(0, 10)
