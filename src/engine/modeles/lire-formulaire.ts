import {
  PDFCheckBox,
  PDFDict,
  type PDFDocument,
  PDFDropdown,
  type PDFField,
  PDFHexString,
  PDFName,
  PDFOptionList,
  PDFRadioGroup,
  PDFString,
  PDFTextField
} from 'pdf-lib'
import { GrappeError } from '#contract/errors.ts'
import { formatDecimal } from '#domain/format.ts'
import type { ChampFormulaire, ModeleLu } from '#domain/modeles/modele-lu.ts'
import { openPdf } from '../render/pdf/inspect-pdf.ts'

const champsMax = 5000

/** `essms_1_nomUsuel` → « essms 1 nom Usuel ». */
const enMots = (nom: string): string =>
  (nom.split('.').at(-1) ?? nom)
    .replace(/\[\d+\]$/u, '')
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .replace(/[_\-.]+/gu, ' ')
    .trim()

function aideDe(champ: PDFField): string {
  const tu = champ.acroField.dict.lookup(PDFName.of('TU'))
  return tu instanceof PDFString || tu instanceof PDFHexString ? tu.decodeText().trim() : ''
}

const cm = (points: number): string => formatDecimal((points / 72) * 2.54, 1)

/** Page of each widget of the form, by its dictionary; a damaged page has none. */
function pagesDesWidgets(doc: PDFDocument): ReadonlyMap<PDFDict, number> {
  const pages = new Map<PDFDict, number>()
  for (const [i, page] of doc.getPages().entries()) {
    const annots = page.node.Annots()
    for (let k = 0; k < (annots?.size() ?? 0); k++) {
      const dict = annots?.lookup(k)
      if (dict instanceof PDFDict) pages.set(dict, i)
    }
  }
  return pages
}

/** « page 2, à 4,5 cm du haut et 12,0 cm de la gauche »: what finds a field whose name says nothing. */
function ouDe(champ: PDFField, doc: PDFDocument, pages: ReadonlyMap<PDFDict, number>): string | null {
  const widget = champ.acroField.getWidgets()[0]
  const i = widget && pages.get(widget.dict)
  if (widget === undefined || i === undefined) return null
  const { x, y, height } = widget.getRectangle()
  const boite = doc.getPage(i).getMediaBox()
  return `page ${i + 1}, à ${cm(Math.max(0, boite.y + boite.height - y - height))} cm du haut et ${cm(Math.max(0, x - boite.x))} cm de la gauche`
}

function lireChamp(champ: PDFField, ou: string | null): ChampFormulaire {
  const texte = champ instanceof PDFTextField
  const choix = champ instanceof PDFDropdown || champ instanceof PDFOptionList || champ instanceof PDFRadioGroup
  return {
    nom: champ.getName(),
    libelle: aideDe(champ) || enMots(champ.getName()),
    ou,
    sorte: texte ? 'texte' : choix ? 'choix' : champ instanceof PDFCheckBox ? 'case' : 'autre',
    options: choix ? champ.getOptions() : [],
    longueurMax: texte ? (champ.getMaxLength() ?? null) : null,
    lectureSeule: champ.isReadOnly()
  }
}

/** Opens a PDF that holds a form Grappe can fill; throws a sentence for any other. */
export async function ouvrirFormulaire(octets: Uint8Array): Promise<PDFDocument> {
  let doc: PDFDocument
  try {
    doc = await openPdf(octets)
  } catch (error) {
    if (error instanceof GrappeError) throw error
    throw new GrappeError('fichier-illisible', 'ce PDF ne s’ouvre pas ou il est protégé par un mot de passe')
  }
  const form = doc.getForm()
  const champs = form.getFields()
  if (champs.length === 0)
    throw new GrappeError(
      'format-refuse',
      form.hasXFA() ? 'ce formulaire ne s’ouvre que dans Adobe Reader (XFA) : remplissez-le à la main' : 'ce PDF n’a pas de champ à remplir'
    )
  if (champs.length > champsMax) throw new GrappeError('fichier-trop-grand', `plus de ${champsMax} champs`)
  return doc
}

export async function lireFormulaire(octets: Uint8Array): Promise<ModeleLu> {
  const doc = await ouvrirFormulaire(octets)
  const form = doc.getForm()
  const pages = pagesDesWidgets(doc)
  return {
    format: 'pdf',
    feuilles: [],
    champs: form.getFields().map((champ) => lireChamp(champ, ouDe(champ, doc, pages))),
    avertissements: form.hasXFA() ? ['Ce formulaire existe aussi en version Adobe (XFA) : elle sera retirée de la copie, les champs PDF restent.'] : []
  }
}
