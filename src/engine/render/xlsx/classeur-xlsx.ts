import type { Feuille } from '#documents/classeur.ts'
import { lettreColonne } from '#documents/classeur.ts'
import { plageTable } from './feuille-xlsx.ts'
import { echappeCellule, echappeXml, texteXlsx } from './texte-xlsx.ts'

const prologue = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const ns = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const paquet = 'http://schemas.openxmlformats.org/package/2006'

/** Texts of the workbook, each written once, numbered in order of first use. */
export function createChaines() {
  const index = new Map<string, number>()
  let total = 0
  return {
    de(v: string): number {
      total++
      const connu = index.get(v)
      if (connu !== undefined) return connu
      index.set(v, index.size)
      return index.size - 1
    },
    xml: () =>
      `${prologue}<sst xmlns="${ns}" count="${total}" uniqueCount="${index.size}">${[...index.keys()].map((v) => `<si><t${/^\s|\s$|\n/u.test(v) ? ' xml:space="preserve"' : ''}>${echappeCellule(v)}</t></si>`).join('')}</sst>`
  }
}
export type Chaines = ReturnType<typeof createChaines>

/** Name of the hidden sheet that holds the choices too long, or with commas, for a validation of their own. */
export const feuilleListes = 'Listes de choix'

/** Choices of the validations: inline when Excel allows it, else one column of the hidden sheet each. */
export function createListes() {
  const colonnes: (readonly string[])[] = []
  return {
    de(valeurs: readonly string[]): string {
      const enLigne = valeurs.join(',')
      if (enLigne.length <= 250 && !valeurs.some((v) => /[",]/u.test(v) || v.trim() !== v)) return `"${enLigne}"`
      let i = colonnes.findIndex((c) => c.length === valeurs.length && c.every((v, k) => v === valeurs[k]))
      if (i < 0) i = colonnes.push(valeurs) - 1
      const lettre = lettreColonne(i)
      return `'${feuilleListes}'!$${lettre}$1:$${lettre}$${valeurs.length}`
    },
    /** The hidden sheet, or null when no list needed it. */
    feuille(): Feuille | null {
      if (!colonnes.length) return null
      const hauteur = Math.max(...colonnes.map((c) => c.length))
      const lignes = Array.from({ length: hauteur }, (_, i) => colonnes.map((c) => ({ v: c[i] ?? null, t: 'texte' as const })))
      return { nom: feuilleListes, colonnes: colonnes.map(() => ({ largeur: 30 })), lignes }
    }
  }
}
export type Listes = ReturnType<typeof createListes>

/** Refuses a sheet name that Excel would refuse. */
export function verifierNoms(feuilles: readonly Feuille[]): void {
  const vus = new Set<string>()
  for (const { nom } of feuilles) {
    const cle = nom.toLowerCase()
    if (!nom || nom.length > 31 || /[[\]:*?/\\]/u.test(nom) || nom.startsWith("'") || nom.endsWith("'") || vus.has(cle) || nom === feuilleListes)
      throw new Error(`sheet name refused: ${nom}`)
    vus.add(cle)
  }
  if (!vus.size) throw new Error('a workbook needs a sheet')
}

const nomCite = (nom: string) => `'${nom.replaceAll("'", "''")}'`

function nomsDefinis(feuilles: readonly Feuille[]): string {
  const noms: string[] = []
  feuilles.forEach((feuille, i) => {
    const table = plageTable(feuille)
    if (!table) return
    const cite = nomCite(feuille.nom)
    noms.push(
      `<definedName name="_xlnm._FilterDatabase" localSheetId="${i}" hidden="1">${echappeXml(`${cite}!$A$${table.debut}:$${table.derniere}$${table.fin}`)}</definedName>`,
      `<definedName name="_xlnm.Print_Titles" localSheetId="${i}">${echappeXml(`${cite}!$${table.debut}:$${table.debut}`)}</definedName>`
    )
  })
  return noms.length ? `<definedNames>${noms.join('')}</definedNames>` : ''
}

/** The parts that do not depend on cells, by path in the package. `visibles` counts the sheets of the tree. */
export function partiesFixes(
  feuilles: readonly Feuille[],
  visibles: number,
  meta: { readonly titre: string; readonly porteur: string; readonly date: string }
): Record<string, string> {
  const type = (chemin: string, suite: string) =>
    `<Override PartName="${chemin}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${suite}+xml"/>`
  const lien = (id: number, sorte: string, cible: string) => `<Relationship Id="rId${id}" Type="${office}/${sorte}" Target="${cible}"/>`
  const n = feuilles.length
  const texte = (v: string) => echappeXml(texteXlsx(v))
  return {
    '[Content_Types].xml': `${prologue}<Types xmlns="${paquet}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${type('/xl/workbook.xml', 'sheet.main')}${feuilles.map((_, i) => type(`/xl/worksheets/sheet${i + 1}.xml`, 'worksheet')).join('')}${type('/xl/styles.xml', 'styles')}${type('/xl/sharedStrings.xml', 'sharedStrings')}<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/><Override PartName="/docProps/app.xml" ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/></Types>`,
    '_rels/.rels': `${prologue}<Relationships xmlns="${paquet}/relationships">${lien(1, 'officeDocument', 'xl/workbook.xml')}<Relationship Id="rId2" Type="${paquet}/relationships/metadata/core-properties" Target="docProps/core.xml"/>${lien(3, 'extended-properties', 'docProps/app.xml')}</Relationships>`,
    'docProps/core.xml': `${prologue}<cp:coreProperties xmlns:cp="${paquet}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${texte(meta.titre)}</dc:title><dc:creator>${texte(meta.porteur)}</dc:creator><dc:language>fr-FR</dc:language><cp:lastModifiedBy>${texte(meta.porteur)}</cp:lastModifiedBy><dcterms:created xsi:type="dcterms:W3CDTF">${meta.date}T00:00:00Z</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">${meta.date}T00:00:00Z</dcterms:modified></cp:coreProperties>`,
    'docProps/app.xml': `${prologue}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>Grappe</Application><Company>${texte(meta.porteur)}</Company></Properties>`,
    'xl/workbook.xml': `${prologue}<workbook xmlns="${ns}" xmlns:r="${office}"><workbookPr defaultThemeVersion="124226"/><bookViews><workbookView xWindow="0" yWindow="0" windowWidth="24000" windowHeight="12000" activeTab="0"/></bookViews><sheets>${feuilles.map((f, i) => `<sheet name="${echappeXml(f.nom)}" sheetId="${i + 1}"${i >= visibles ? ' state="hidden"' : ''} r:id="rId${i + 1}"/>`).join('')}</sheets>${nomsDefinis(feuilles)}<calcPr calcId="191029"/></workbook>`,
    'xl/_rels/workbook.xml.rels': `${prologue}<Relationships xmlns="${paquet}/relationships">${feuilles.map((_, i) => lien(i + 1, 'worksheet', `worksheets/sheet${i + 1}.xml`)).join('')}${lien(n + 1, 'styles', 'styles.xml')}${lien(n + 2, 'sharedStrings', 'sharedStrings.xml')}</Relationships>`
  }
}
