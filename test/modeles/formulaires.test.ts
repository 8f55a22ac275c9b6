import { PDFDocument, StandardFonts } from 'pdf-lib'
import { expect, test } from 'vitest'
import { corriger, propositions } from '#domain/modeles/correspondance.ts'
import { ouvrirModele } from '#engine/modeles/modele-ouvert.ts'
import { dossierEssai, grappeEssai } from './dossier-essai.ts'
import { ttfEssai } from './mesure.ts'

/** Forms whose fields have the names that a tool gave them. */

async function formulaire(noms: readonly string[]): Promise<Uint8Array> {
  const doc = await PDFDocument.create()
  const pages = [doc.addPage([595, 842]), doc.addPage([595, 842])]
  const police = await doc.embedFont(StandardFonts.Helvetica)
  for (const [i, nom] of noms.entries())
    doc
      .getForm()
      .createTextField(nom)
      .addToPage(pages[i % 2]!, { x: 72, y: 742 - 30 * i, width: 200, height: 16, font: police })
  return doc.save({ useObjectStreams: false })
}

test('every field can be chosen, told by where it is when its name says nothing', async () => {
  const m = await ouvrirModele(await formulaire(['Texte1', 'Texte2', 'Texte3', 'undefined_2', '?']), 'autre')
  const toutes = propositions(m.reconnaissance)
  expect(toutes.map((p) => [p.place, p.ou])).toEqual([
    ['champ:Texte1', 'page 1, à 2,9 cm du haut et 2,5 cm de la gauche'],
    ['champ:Texte2', 'page 2, à 4 cm du haut et 2,5 cm de la gauche'],
    ['champ:Texte3', 'page 1, à 5,1 cm du haut et 2,5 cm de la gauche'],
    ['champ:undefined_2', 'page 2, à 6,1 cm du haut et 2,5 cm de la gauche'],
    ['champ:?', 'page 1, à 7,2 cm du haut et 2,5 cm de la gauche']
  ])
  const corrections = [
    { place: 'champ:Texte2', donnee: 'grappe.nom' },
    { place: 'champ:?', donnee: 'grappe.referenceConvention' }
  ]
  const { octets } = await m.remplir(corriger(m.proposee, m.reconnaissance, corrections), dossierEssai(), ttfEssai)
  const form = (await PDFDocument.load(octets)).getForm()
  expect(['Texte1', 'Texte2', 'Texte3', '?'].map((nom) => form.getTextField(nom).getText())).toEqual([
    undefined,
    grappeEssai.nom,
    undefined,
    grappeEssai.referenceConvention
  ])
})

test('numbered fields that are understood stay lines, with those that count like them', async () => {
  const m = await ouvrirModele(await formulaire(['essms_1_nom', 'essms_1_zzz', 'essms_2_nom', 'essms_2_zzz', 'Texte1', 'Texte2', 'Texte3']), 'essms')
  expect(propositions(m.reconnaissance).map((p) => p.place)).toEqual(['champ:Texte1', 'champ:Texte2', 'champ:Texte3', 'champ:essms_#_nom', 'champ:essms_#_zzz'])
})
