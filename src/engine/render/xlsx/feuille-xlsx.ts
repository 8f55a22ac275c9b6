import { type CelluleX, type Feuille, lettreColonne, type Validation } from '#documents/classeur.ts'
import type { Chaines, Listes } from './classeur-xlsx.ts'
import { largeursColonnes, largeurTexte } from './largeurs-xlsx.ts'
import { estADroite, type Styles } from './styles-xlsx.ts'
import { echappeCellule, echappeXml, serieDate, texteXlsx } from './texte-xlsx.ts'

/** A cell and its place: `colonne` is 0-based, cells covering several columns push the next ones. */
export interface Placee {
  readonly cellule: CelluleX
  readonly colonne: number
}
export function placer(ligne: readonly CelluleX[]): readonly Placee[] {
  let colonne = 0
  return ligne.map((cellule) => {
    const placee = { cellule, colonne }
    colonne += cellule.etendue ?? 1
    return placee
  })
}

/**
 * The value written in the file: cents become euros, per cent becomes a fraction, a date its serial day.
 * A value of the wrong kind stays text: it is shown, never lost.
 */
export function valeurEcrite(c: CelluleX): string | number | null {
  if (c.v === null || c.v === '') return null
  if (typeof c.v === 'string') {
    if (c.t === 'date' || c.t === 'mois') return serieDate(c.t === 'mois' ? `${c.v}-01` : c.v) ?? texteXlsx(c.v)
    return texteXlsx(c.v)
  }
  if (!Number.isFinite(c.v)) throw new Error('a cell holds a number that is not finite')
  if (c.t === 'euros' || c.t === 'pourcent') return Number((c.v / 100).toPrecision(15))
  return c.t === 'texte' ? String(c.v) : c.v
}

const hauteurLigne = 14

/** Lines a text takes in a column of `largeur` digits, broken at spaces as spreadsheets do. */
function lignesDe(texte: string, largeur: number, gras: boolean): number {
  if (texte.length * 1.5 <= largeur && !texte.includes('\n')) return 1
  let lignes = 0
  for (const paragraphe of texte.split('\n')) {
    let reste = largeur
    lignes++
    for (const mot of paragraphe.split(' ')) {
      const place = largeurTexte(mot, gras)
      if (place > reste && reste < largeur) {
        lignes++
        reste = largeur
      }
      lignes += Math.max(0, Math.ceil(place / largeur) - 1)
      reste -= place + 0.5
    }
  }
  return lignes
}

/** Height of a row whose texts wrap, in points; null for one line. Applications do not size merged cells, nor always the others. */
function hauteur(largeurs: readonly number[], placees: readonly Dessinee[]): number | null {
  let lignes = 1
  let entete = false
  for (const { cellule, colonne, renvoi } of placees) {
    if (cellule.s === 'titre') return 28
    if (cellule.s === 'sous-titre') return 21
    if (cellule.s === 'entete') entete = true
    if (!renvoi || typeof cellule.v !== 'string') continue
    let largeur = 0
    for (let i = colonne; i < colonne + (cellule.etendue ?? 1); i++) largeur += largeurs[i] ?? 10
    const gras = cellule.s === 'entete' || cellule.s === 'total'
    lignes = Math.max(lignes, lignesDe(cellule.v, Math.max(1, largeur - 2), gras))
  }
  return entete ? lignes * hauteurLigne + 6 : lignes > 1 ? lignes * hauteurLigne + 1.5 : null
}

/** Last row (1-based) of the table that starts at `ligneEntete`: before the first total or blank row. */
export function finTable(feuille: Feuille): number {
  const debut = feuille.ligneEntete ?? 0
  let fin = debut
  while (fin < feuille.lignes.length) {
    const ligne = feuille.lignes[fin] ?? []
    if (ligne.every((c) => c.v === null && c.f === undefined && c.s !== 'saisie') || ligne.some((c) => c.s === 'total')) break
    fin++
  }
  return fin
}

/** A1 range of the table with its heading, or null without `ligneEntete`. */
export function plageTable(feuille: Feuille): { readonly debut: number; readonly fin: number; readonly derniere: string } | null {
  const debut = feuille.ligneEntete
  if (debut === undefined) return null
  const entete = placer(feuille.lignes[debut - 1] ?? [])
  const der = entete.at(-1)
  return { debut, fin: finTable(feuille), derniere: lettreColonne((der?.colonne ?? 0) + (der?.cellule.etendue ?? 1) - 1) }
}

function celluleXml(ref: string, style: number, c: CelluleX, chaines: Chaines): string {
  const v = valeurEcrite(c)
  if (c.f !== undefined) {
    const f = `<f>${echappeXml(c.f)}</f>`
    return typeof v === 'number'
      ? `<c r="${ref}" s="${style}">${f}<v>${v}</v></c>`
      : `<c r="${ref}" s="${style}" t="str">${f}<v>${v === null ? '' : echappeCellule(v)}</v></c>`
  }
  if (v === null) return `<c r="${ref}" s="${style}"/>`
  return typeof v === 'number' ? `<c r="${ref}" s="${style}"><v>${v}</v></c>` : `<c r="${ref}" s="${style}" t="s"><v>${chaines.de(v)}</v></c>`
}

interface Dessinee extends Placee {
  readonly renvoi: boolean
}

const sansRenvoi: ReadonlySet<string> = new Set(['titre', 'sous-titre'])

/** Whether the text of a cell may take several lines: not a free line of text, which runs over its neighbours. */
function renvoie(c: CelluleX, largeur: number, seule: boolean): boolean {
  if (typeof c.v !== 'string' || sansRenvoi.has(c.s ?? '')) return false
  if ((c.etendue ?? 1) > 1) return true
  return c.t === 'texte' && c.s !== 'note' && c.s !== 'total' && !(seule && largeur < 40)
}

/** One row. Headings are aligned like the column under them. */
function ligneXml(feuille: Feuille, largeurs: readonly number[], i: number, styles: Styles, chaines: Chaines, fusions: string[]): string {
  const ligne = feuille.lignes[i] ?? []
  const table = ligne.length > 1
  const premiere = ligne.findIndex((c) => c.v !== null || c.f !== undefined || (c.s ?? 'normal') !== 'normal')
  const placees = placer(ligne).map((p): Dessinee => ({ ...p, renvoi: renvoie(p.cellule, largeurs[p.colonne] ?? 10, !table) }))
  const dessous = ligne.some((c) => c.s === 'entete') ? placer(feuille.lignes[i + 1] ?? []) : []
  let xml = ''
  for (const [rang, { cellule: c, colonne, renvoi }] of placees.entries()) {
    const filet = table && rang >= premiere && premiere >= 0
    const style = c.s ?? 'normal'
    const sousEntete = style === 'entete' && dessous.some((p) => p.colonne === colonne && estADroite(p.cellule))
    const cote = sousEntete || c.t !== 'texte' ? (filet ? 'droite' : 'gauche') : filet ? 'retrait' : 'gauche'
    const s = styles.de({ style, type: c.t, formule: c.f !== undefined, filet, renvoi, cote })
    xml += celluleXml(`${lettreColonne(colonne)}${i + 1}`, s, c, chaines)
    const etendue = c.etendue ?? 1
    for (let k = 1; k < etendue; k++) xml += `<c r="${lettreColonne(colonne + k)}${i + 1}" s="${s}"/>`
    if (etendue > 1) fusions.push(`${lettreColonne(colonne)}${i + 1}:${lettreColonne(colonne + etendue - 1)}${i + 1}`)
  }
  const h = hauteur(largeurs, placees)
  return `<row r="${i + 1}"${h === null ? '' : ` ht="${h}" customHeight="1"`}>${xml}</row>`
}

function vueXml(feuille: Feuille, premiere: boolean): string {
  const { lignes = 0, colonnes = 0 } = feuille.figer ?? {}
  const coin = `${lettreColonne(colonnes)}${lignes + 1}`
  const zone = lignes && colonnes ? 'bottomRight' : lignes ? 'bottomLeft' : 'topRight'
  const volet =
    lignes || colonnes
      ? `<pane${colonnes ? ` xSplit="${colonnes}"` : ''}${lignes ? ` ySplit="${lignes}"` : ''} topLeftCell="${coin}" activePane="${zone}" state="frozen"/><selection pane="${zone}" activeCell="${coin}" sqref="${coin}"/>`
      : ''
  return `<sheetViews><sheetView showGridLines="0"${premiere ? ' tabSelected="1"' : ''} workbookViewId="0">${volet}</sheetView></sheetViews>`
}

function regleXml(v: Validation, listes: Listes): string {
  const erreur = `allowBlank="1" showErrorMessage="1" errorTitle="Valeur refusée" error="${echappeXml(texteXlsx(v.message).slice(0, 255))}" sqref="${echappeXml(v.plage)}"`
  const r = v.regle
  if (r.r === 'liste') return `<dataValidation type="list" ${erreur}><formula1>${echappeXml(listes.de(r.valeurs))}</formula1></dataValidation>`
  if (r.r === 'date') return `<dataValidation type="date" operator="greaterThanOrEqual" ${erreur}><formula1>36526</formula1></dataValidation>`
  const type = r.r === 'entier' ? 'whole' : 'decimal'
  return r.max === undefined
    ? `<dataValidation type="${type}" operator="greaterThanOrEqual" ${erreur}><formula1>${r.min}</formula1></dataValidation>`
    : `<dataValidation type="${type}" operator="between" ${erreur}><formula1>${r.min}</formula1><formula2>${r.max}</formula2></dataValidation>`
}

function formatsXml(feuille: Feuille, styles: Styles): string {
  return (feuille.formats ?? [])
    .map((f, i) => {
      const coin = f.plage.split(/[: ]/u)[0] ?? 'A1'
      // A blank cell is « below » any target for a plain comparison: only numbers are compared.
      const formule = f.si.c === 'formule' ? f.si.formule : `AND(ISNUMBER(${coin}),${coin}${f.si.c === 'sous' ? '<' : '>='}${f.si.seuil})`
      return `<conditionalFormatting sqref="${echappeXml(f.plage)}"><cfRule type="expression" dxfId="${styles.ton(f.ton)}" priority="${i + 1}"><formula>${echappeXml(formule)}</formula></cfRule></conditionalFormatting>`
    })
    .join('')
}

/** `&` starts a code in headers and footers; each part holds 255 characters at most. */
const enTete = (v: string) => texteXlsx(v).replaceAll('\n', ' ').slice(0, 90).replaceAll('&', '&&')

export interface Feuillet {
  readonly feuille: Feuille
  readonly titre: string
  readonly grappe: string
  readonly premiere: boolean
}

/** The sheet's XML in pieces; yields after every block of rows so that the caller may stop or report. */
export function* feuilleXml({ feuille, titre, grappe, premiere }: Feuillet, styles: Styles, chaines: Chaines, listes: Listes): Generator<string> {
  const largeurMax = Math.max(1, ...feuille.lignes.slice(0, 200).map((l) => l.reduce((n, c) => n + (c.etendue ?? 1), 0)))
  yield `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><dimension ref="A1:${lettreColonne(largeurMax - 1)}${Math.max(1, feuille.lignes.length)}"/>${vueXml(feuille, premiere)}<sheetFormatPr defaultRowHeight="${hauteurLigne}"/>`
  const largeurs = largeursColonnes(feuille)
  if (largeurs.length) yield `<cols>${largeurs.map((l, i) => `<col min="${i + 1}" max="${i + 1}" width="${l}" customWidth="1"/>`).join('')}</cols>`
  yield '<sheetData>'
  const fusions: string[] = []
  for (let debut = 0; debut < feuille.lignes.length; debut += 500) {
    let bloc = ''
    const fin = Math.min(debut + 500, feuille.lignes.length)
    for (let i = debut; i < fin; i++) bloc += ligneXml(feuille, largeurs, i, styles, chaines, fusions)
    yield bloc
  }
  yield '</sheetData>'
  if (feuille.protegee) yield '<sheetProtection sheet="1" objects="1" scenarios="1" formatColumns="0" formatRows="0" sort="0" autoFilter="0"/>'
  const table = plageTable(feuille)
  if (table) yield `<autoFilter ref="A${table.debut}:${table.derniere}${table.fin}"/>`
  if (fusions.length) yield `<mergeCells count="${fusions.length}">${fusions.map((f) => `<mergeCell ref="${f}"/>`).join('')}</mergeCells>`
  yield formatsXml(feuille, styles)
  const regles = feuille.validations ?? []
  if (regles.length) yield `<dataValidations count="${regles.length}">${regles.map((v) => regleXml(v, listes)).join('')}</dataValidations>`
  // Beyond this an A4 page would be printed under half size: A3 (8) rather than A4 (9).
  const large = feuille.paysage === true && largeurs.reduce((a, b) => a + b, 0) > 220
  yield `<printOptions horizontalCentered="1"/><pageMargins left="0.6" right="0.6" top="0.8" bottom="0.7" header="0.35" footer="0.35"/><pageSetup paperSize="${large ? 8 : 9}" orientation="${feuille.paysage ? 'landscape' : 'portrait'}" fitToWidth="1" fitToHeight="0"/><headerFooter><oddHeader>${echappeXml(`&L&9&"Arial,Regular"${enTete(titre)}&R&9&"Arial,Regular"${enTete(grappe)}`)}</oddHeader><oddFooter>${echappeXml(`&L&9&"Arial,Regular"${enTete(feuille.nom)}&R&9&"Arial,Regular"page &P / &N`)}</oddFooter></headerFooter></worksheet>`
}
