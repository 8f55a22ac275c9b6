import * as fontkit from 'fontkit'
import { PDFDropdown, type PDFFont, PDFName, PDFOptionList, PDFRadioGroup, PDFTextField } from 'pdf-lib'
import type { Remplissage } from '#domain/modeles/prevoir.ts'
import { textesImpossibles } from '../render/caracteres-absents.ts'
import { ouvrirFormulaire } from './lire-formulaire.ts'

/**
 * What a form's field shows for a text: characters the font lacks become a visible mark, never a blank, and are remembered in
 * `absents`; what never shows (joiners, soft hyphens, variation selectors) is left out.
 */
const imprimable = (texte: string, connus: ReadonlySet<number>, absents: Set<string>): string =>
  [...texte.normalize('NFC').replace(/[\p{Cf}\p{Variation_Selector}]/gu, '')]
    .map((c) => {
      if (connus.has(c.codePointAt(0) ?? 0) || c === '\n') return c
      if (/\s/u.test(c)) return ' '
      absents.add(c)
      return '?'
    })
    .join('')

/** Size at which a text fits its box: the model's own when it has one, else what height and width allow. */
function taillePour(champ: PDFTextField, texte: string, police: PDFFont): number | null {
  const dite = Number(/(\d+(?:\.\d+)?) Tf/u.exec(champ.acroField.getDefaultAppearance() ?? '')?.[1] ?? 0)
  const boites = champ.acroField.getWidgets().map((w) => w.getRectangle())
  const largeur = Math.min(...boites.map((b) => b.width)) - 6
  const hauteur = Math.min(...boites.map((b) => b.height))
  if (champ.isMultiline() || !Number.isFinite(largeur) || largeur <= 0) return null
  const voulue = Math.min(dite > 0 ? dite : 10.5, hauteur * 0.62)
  const besoin = police.widthOfTextAtSize(texte, voulue)
  return Math.max(4, Math.min(voulue, (voulue * largeur) / Math.max(besoin, 1)))
}

/**
 * A copy of the form with the values in its fields, drawn with an embedded font so that they show in every reader.
 * Fields that are not filled keep their own look. `impossibles`: texts with characters the font lacks.
 */
export async function remplirFormulaire(
  octets: Uint8Array,
  prevu: Remplissage,
  ttf: Uint8Array
): Promise<{ readonly octets: Uint8Array; readonly impossibles: readonly string[] }> {
  const doc = await ouvrirFormulaire(octets)
  const form = doc.getForm()
  if (form.hasXFA()) form.deleteXFA()
  doc.registerFontkit(fontkit as never)
  const police = await doc.embedFont(ttf, { subset: false, customName: 'TexteGrappe' })
  const connus = new Set(police.getCharacterSet())
  const absents = new Set<string>()
  for (const { nom, texte } of prevu.champs) {
    const champ = form.getField(nom)
    if (champ instanceof PDFTextField) {
      const propre = imprimable(texte, connus, absents)
      const taille = taillePour(champ, propre, police)
      if (taille !== null) champ.setFontSize(taille)
      champ.setText(propre)
      champ.updateAppearances(police)
    } else if (champ instanceof PDFDropdown || champ instanceof PDFOptionList) {
      champ.select(texte)
      champ.updateAppearances(police)
    } else if (champ instanceof PDFRadioGroup) champ.select(texte)
  }
  // A reader told to draw every field again would use fonts it may not have.
  form.acroForm.dict.delete(PDFName.of('NeedAppearances'))
  const ecrits = prevu.champs.map((c) => c.texte)
  return { octets: await doc.save({ updateFieldAppearances: false, useObjectStreams: false }), impossibles: textesImpossibles(ecrits, [...absents]) }
}
