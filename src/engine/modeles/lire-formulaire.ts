import {
  PDFCheckBox,
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

function lireChamp(champ: PDFField): ChampFormulaire {
  const texte = champ instanceof PDFTextField
  const choix = champ instanceof PDFDropdown || champ instanceof PDFOptionList || champ instanceof PDFRadioGroup
  return {
    nom: champ.getName(),
    libelle: aideDe(champ) || enMots(champ.getName()),
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
  const form = (await ouvrirFormulaire(octets)).getForm()
  return {
    format: 'pdf',
    feuilles: [],
    champs: form.getFields().map(lireChamp),
    avertissements: form.hasXFA() ? ['Ce formulaire existe aussi en version Adobe (XFA) : elle sera retirée de la copie, les champs PDF restent.'] : []
  }
}
