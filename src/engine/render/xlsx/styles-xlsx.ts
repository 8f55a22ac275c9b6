import type { CelluleX, FormatConditionnel, StyleCellule, TypeCellule } from '#documents/classeur.ts'
import { echappeXml } from './texte-xlsx.ts'

/** How a cell is drawn beyond its style and type. */
export interface Trait {
  readonly style: StyleCellule
  readonly type: TypeCellule
  readonly formule: boolean
  /** A light rule under the cell: rows of tables. */
  readonly filet: boolean
  readonly renvoi: boolean
  /** `retrait`: to the left with a little room before the text, in tables. */
  readonly cote: 'gauche' | 'droite' | 'retrait'
}

const accent = 'FF1F4E8C'
const encre = 'FF1F2933'
// Arial: on every Windows and macOS, and LibreOffice has a face of the same widths; Source Sans 3 is not installed there.
const police = (taille: number, couleur: string, extra = '') =>
  `<font>${extra}<sz val="${taille}"/><color rgb="${couleur}"/><name val="Arial"/><family val="2"/></font>`
const polices = [
  police(10, encre),
  police(10, encre, '<b/>'),
  police(18, accent, '<b/>'),
  police(13, accent, '<b/>'),
  police(10, 'FFFFFFFF', '<b/>'),
  police(9, 'FF52606D', '<i/>')
]
const uni = (couleur: string) => `<fill><patternFill patternType="solid"><fgColor rgb="${couleur}"/><bgColor indexed="64"/></patternFill></fill>`
const fonds = [
  '<fill><patternFill patternType="none"/></fill>',
  '<fill><patternFill patternType="gray125"/></fill>',
  uni(accent),
  uni('FFFFF8DC'),
  uni('FFF3F6FA')
]
const cote = (nom: string, style: string, couleur: string) => `<${nom} style="${style}"><color rgb="${couleur}"/></${nom}>`
const gris = 'FFCBD2D9'
const bordures = [
  '<border><left/><right/><top/><bottom/><diagonal/></border>',
  `<border><left/><right/><top/>${cote('bottom', 'thin', 'FFE4E7EB')}<diagonal/></border>`,
  `<border>${cote('left', 'thin', gris)}${cote('right', 'thin', gris)}${cote('top', 'thin', gris)}${cote('bottom', 'thin', gris)}<diagonal/></border>`,
  `<border><left/><right/>${cote('top', 'medium', accent)}${cote('bottom', 'thin', gris)}<diagonal/></border>`
]
/** style → font, fill, border when no rule is asked for. */
const aspects: Readonly<Record<StyleCellule, readonly [number, number, number]>> = {
  normal: [0, 0, 0],
  entete: [4, 2, 2],
  titre: [2, 0, 0],
  'sous-titre': [3, 0, 0],
  total: [1, 0, 3],
  saisie: [0, 3, 2],
  calcul: [0, 4, 0],
  note: [5, 0, 0]
}

/** Custom formats take ids from 164; U+00A0 keeps the unit on the line. */
const formatsPropres = ['#,##0.00"\u00a0€"', '0.0"\u00a0"%', 'dd/mm/yyyy', '[$-40C]mmmm\\ yyyy']
/** Number format id of each type; text is `@` so that a typed FINESS keeps its leading zero. */
const formatDe: Readonly<Record<TypeCellule, number>> = { texte: 49, entier: 3, decimal: 4, euros: 164, pourcent: 165, date: 166, mois: 167, annee: 1 }

export const estADroite = (c: Pick<CelluleX, 't'>): boolean => c.t !== 'texte'

const rangs = <K extends string>(cles: Readonly<Record<K, unknown>>) => Object.fromEntries(Object.keys(cles).map((cle, i) => [cle, i])) as Record<K, number>
const rangStyle = rangs(aspects)
const rangType = rangs(formatDe)
const cotes = { gauche: '', droite: ' horizontal="right" indent="1"', retrait: ' horizontal="left" indent="1"' }

const rangCote = rangs(cotes)

/** Collects the distinct looks of a workbook and numbers them in order of first use. */
export function createStyles() {
  const index = new Map<number, number>()
  const xfs = ['<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>']
  const dxfs: string[] = []
  const dxfIndex = new Map<string, number>()
  return {
    /** Index to write in the `s` attribute of a cell. */
    de(t: Trait): number {
      const cle = ((((rangStyle[t.style] * 16 + rangType[t.type]) * 2 + Number(t.formule)) * 2 + Number(t.filet)) * 2 + Number(t.renvoi)) * 3 + rangCote[t.cote]
      const connu = index.get(cle)
      if (connu !== undefined) return connu
      const [fonte, fond, bord] = aspects[t.style]
      const format = t.type === 'texte' && (t.formule || t.style !== 'saisie') ? 0 : formatDe[t.type]
      const alignement = `<alignment vertical="center"${cotes[t.cote]}${t.renvoi ? ' wrapText="1"' : ''}/>`
      const libre = t.style === 'saisie' ? '<protection locked="0"/>' : ''
      xfs.push(
        `<xf numFmtId="${format}" fontId="${fonte}" fillId="${fond}" borderId="${bord === 0 && t.filet ? 1 : bord}" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"${libre ? ' applyProtection="1"' : ''}>${alignement}${libre}</xf>`
      )
      index.set(cle, xfs.length - 1)
      return xfs.length - 1
    },
    /** Index of a conditional format's look. */
    ton(ton: FormatConditionnel['ton']): number {
      const connu = dxfIndex.get(ton)
      if (connu !== undefined) return connu
      const [texte, fond] = { vert: ['FF1E6B3A', 'FFDDF3E4'], orange: ['FF8A4B00', 'FFFFEBCC'], rouge: ['FF9B1C1C', 'FFFBDADA'] }[ton]
      dxfs.push(
        `<dxf><font><color rgb="${texte}"/></font><fill><patternFill patternType="solid"><fgColor rgb="${fond}"/><bgColor rgb="${fond}"/></patternFill></fill></dxf>`
      )
      dxfIndex.set(ton, dxfs.length - 1)
      return dxfs.length - 1
    },
    xml(): string {
      const liste = (nom: string, items: readonly string[]) => `<${nom} count="${items.length}">${items.join('')}</${nom}>`
      const formats = formatsPropres.map((f, i) => `<numFmt numFmtId="${164 + i}" formatCode="${echappeXml(f)}"/>`)
      return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${liste('numFmts', formats)}${liste('fonts', polices)}${liste('fills', fonds)}${liste('borders', bordures)}<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>${liste('cellXfs', xfs)}<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>${liste('dxfs', dxfs)}</styleSheet>`
    }
  }
}
export type Styles = ReturnType<typeof createStyles>
