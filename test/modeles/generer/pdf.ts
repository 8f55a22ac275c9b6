import { PDFDocument, PDFHexString, PDFName, StandardFonts } from 'pdf-lib'
import { parLibreOffice } from './soffice.ts'

/** A form made with pdf-lib: tooltips, numbered lines, a box to tick, a list, a signature place left as text. */
async function formulaire(): Promise<Uint8Array> {
  const doc = await PDFDocument.create()
  doc.setCreationDate(new Date(Date.UTC(2026, 0, 5)))
  doc.setModificationDate(new Date(Date.UTC(2026, 0, 5)))
  const page = doc.addPage([595, 842])
  const police = await doc.embedFont(StandardFonts.Helvetica)
  page.drawText('Bilan de clôture', { x: 50, y: 790, size: 16, font: police })
  const form = doc.getForm()
  let y = 750
  const champ = (nom: string, legende: string) => {
    page.drawText(legende, { x: 50, y, size: 9, font: police })
    const f = form.createTextField(nom)
    f.addToPage(page, { x: 260, y: y - 4, width: 280, height: 16, font: police })
    f.acroField.dict.set(PDFName.of('TU'), PDFHexString.fromText(legende))
    y -= 24
    return f
  }
  champ('nom_grappe', 'Nom de la grappe')
  champ('porteur', 'Organisme porteur')
  champ('ref_convention', 'Référence de la convention')
  champ('date_convention', 'Date de la convention')
  champ('montant_subvention', 'Montant de la subvention')
  champ('nb_essms', 'Nombre d’ESSMS')
  champ('total_depenses_ttc', 'Total des dépenses TTC')
  champ('visa_instructeur', 'Visa de l’instructeur')
  y -= 10
  for (let n = 1; n <= 4; n++) {
    const cases = [
      [`essms_${n}_finess`, 50, 90],
      [`essms_${n}_nom`, 150, 200],
      [`essms_${n}_dossiers_actifs`, 360, 80]
    ] as const
    for (const [nom, x, width] of cases) form.createTextField(nom).addToPage(page, { x, y: y - n * 20, width, height: 16, font: police })
  }
  return doc.save({ useObjectStreams: false, updateFieldAppearances: true })
}

const controle = (i: number, nom: string, legende: string) =>
  `<form:text form:name="${nom}" form:control-implementation="ooo:com.sun.star.form.component.TextField" xml:id="c${i}" form:id="c${i}" form:title="${legende}"><form:properties><form:property form:property-name="HelpText" office:value-type="string" office:string-value="${legende}"/></form:properties></form:text>`

/** A form drawn in LibreOffice and exported: numbered names that say nothing, only the help texts do. */
function fiche(): Uint8Array {
  const champs = [
    ['Champ1', 'Nom de la grappe'],
    ['Champ2', 'Numéro FINESS juridique du porteur'],
    ['Champ3', 'SIRET du porteur'],
    ['Champ4', 'Éditeur de la solution DUI'],
    ['Champ5', 'Date de notification'],
    ['Champ6', 'Pointure du signataire']
  ] as const
  const source = `<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" xmlns:form="urn:oasis:names:tc:opendocument:xmlns:form:1.0" xmlns:ooo="http://openoffice.org/2004/office" office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.spreadsheet">
<office:body><office:spreadsheet><table:table table:name="Fiche"><office:forms form:automatic-focus="false" form:apply-design-mode="false"><form:form form:name="F" form:control-implementation="ooo:com.sun.star.form.component.Form">${champs.map(([nom, legende], i) => controle(i, nom, legende)).join('')}</form:form></office:forms><table:shapes>${champs.map((_, i) => `<draw:control draw:z-index="${i}" draw:control="c${i}" svg:x="8cm" svg:y="${1 + i * 1.2}cm" svg:width="8cm" svg:height="0.8cm"/>`).join('')}</table:shapes><table:table-column table:number-columns-repeated="5"/>${champs.map(([, legende]) => `<table:table-row><table:table-cell office:value-type="string"><text:p>${legende}</text:p></table:table-cell></table:table-row><table:table-row><table:table-cell/></table:table-row>`).join('')}</table:table></office:spreadsheet></office:body></office:document>`
  return parLibreOffice(source, 'pdf')
}

/** PDF forms, by file name. */
export const modelesPdf = async (): Promise<Readonly<Record<string, Uint8Array>>> => ({ 'bilan-pdflib.pdf': await formulaire(), 'fiche-lo.pdf': fiche() })
