import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { crc32, deflateSync } from 'node:zlib'
import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { pdfMinimal } from '#engine/exemple/pdf-minimal.ts'
import { expect, repondreAuxAdresses, repondreAuxDialogues, test } from './application.ts'
import { allerA, attendreEnregistre, ouvrirExemple, redimensionner, sePresenter } from './gestes.ts'

/** A picture wider than what a page keeps, with bands so that a turn shows. */
function png(largeur: number, hauteur: number): Buffer {
  const lignes = Buffer.alloc((1 + largeur) * hauteur)
  for (let y = 0; y < hauteur; y++) lignes.fill(y < hauteur / 4 ? 60 : 235, y * (1 + largeur) + 1, (y + 1) * (1 + largeur))
  for (let y = 0; y < hauteur; y++) lignes[y * (1 + largeur)] = 0
  const entete = Buffer.alloc(13)
  entete.writeUInt32BE(largeur, 0)
  entete.writeUInt32BE(hauteur, 4)
  entete.set([8, 0, 0, 0, 0], 8)
  const bloc = (type: string, contenu: Buffer) => {
    const corps = Buffer.concat([Buffer.from(type), contenu])
    const cadre = Buffer.alloc(8)
    cadre.writeUInt32BE(contenu.length, 0)
    cadre.writeUInt32BE(crc32(corps), 4)
    return Buffer.concat([cadre.subarray(0, 4), corps, cadre.subarray(4)])
  }
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    bloc('IHDR', entete),
    bloc('IDAT', deflateSync(lignes, { level: 1 })),
    bloc('IEND', Buffer.alloc(0))
  ])
}

/**
 * A GIF of four grey levels in bands, its pixels written as they are: the table of codes is cleared before it grows. `vues` above 1: it is
 * animated, the first band black in each image after the first.
 */
function gif(largeur: number, hauteur: number, vues = 1): Buffer {
  const entete = Buffer.alloc(7)
  entete.writeUInt16LE(largeur, 0)
  entete.writeUInt16LE(hauteur, 2)
  entete[4] = 0xf7
  const palette = Buffer.alloc(768, 0x40).fill(0x90, 3).fill(0xc0, 6).fill(0xf0, 9).fill(0, 12)
  const suite = Array.from({ length: vues }, (_, vue) => Buffer.concat([Buffer.from([0x21, 0xf9, 4, 4, 20, 0, 0, 0]), imageGif(largeur, hauteur, vue)]))
  return Buffer.concat([Buffer.from('GIF89a'), entete, palette, ...suite, Buffer.from([0x3b])])
}

/** One image of a GIF. */
function imageGif(largeur: number, hauteur: number, vue: number): Buffer {
  const codes: number[] = []
  for (let i = 0; i < largeur * hauteur; i++) {
    const bande = Math.floor((4 * i) / (largeur * hauteur))
    codes.push(...(i % 100 === 0 ? [256] : []), vue > 0 && bande === 0 ? 4 : bande)
  }
  const bits = [...codes, 257].map((code) => [...code.toString(2).padStart(9, '0')].toReversed().join('')).join('')
  const octets = Buffer.from((bits.match(/.{1,8}/gu) ?? []).map((b) => Number.parseInt([...b].toReversed().join(''), 2)))
  const blocs: Buffer[] = []
  for (let at = 0; at < octets.length; at += 255) blocs.push(Buffer.from([Math.min(255, octets.length - at)]), octets.subarray(at, at + 255))
  const cadre = Buffer.from([0x2c, 0, 0, 0, 0, 0, 0, 0, 0, 0, 8])
  cadre.writeUInt16LE(largeur, 5)
  cadre.writeUInt16LE(hauteur, 7)
  return Buffer.concat([cadre, ...blocs, Buffer.from([0])])
}

/** In the page: the grey of the first pixel of a picture. */
function premierGris(image: HTMLElement | SVGElement): number | undefined {
  const toile = document.createElement('canvas').getContext('2d')
  toile?.drawImage(image as HTMLImageElement, 0, 0)
  return toile?.getImageData(0, 0, 1, 1).data[0]
}

/** Drops files of the disk on an element, as the file manager does. */
async function deposerSur(page: Page, cible: string, chemins: readonly string[]): Promise<void> {
  await page.evaluate(() => document.body.append(Object.assign(document.createElement('input'), { type: 'file', multiple: true, id: 'depot' })))
  await page.locator('#depot').setInputFiles([...chemins])
  await page.evaluate((selecteur) => {
    const champ = document.querySelector<HTMLInputElement>('#depot')
    const transfert = new DataTransfer()
    for (const fichier of champ?.files ?? []) transfert.items.add(fichier)
    document.querySelector(selecteur)?.dispatchEvent(new DragEvent('drop', { dataTransfer: transfert, bubbles: true, cancelable: true }))
    champ?.remove()
  }, cible)
}

test('attached files: seen, replaced, put back, turned, made into a page, several dropped; a signed pièce that changed; an address shown before it opens', async ({
  lancer,
  dossier,
  capture
}) => {
  const { app, page, plaintes } = await lancer()
  await sePresenter(page)
  await ouvrirExemple(page)
  await redimensionner(app, page, 1366, 768)
  await allerA(page, 'Dossier GALIS', 'Pièces')
  const rib = page.locator('[data-piece="9"]')
  const avant = await rib.locator('.fichier-nom').innerText()
  writeFileSync(join(dossier, 'releve.png'), png(2600, 1300))
  await repondreAuxDialogues(app, [join(dossier, 'releve.png')])
  await rib.getByRole('button', { name: `Remplacer ${avant}` }).click()
  await expect(rib.locator('.fichier-nom')).toHaveText('releve.png')
  await expect(rib.getByRole('button', { name: 'Aperçu releve.png' })).toBeFocused()

  await page.keyboard.press('Enter')
  const apercu = page.getByRole('dialog').filter({ has: page.locator('.apercu-fichier') })
  const toile = apercu.locator('.feuille-pdf canvas')
  await expect(toile).toBeVisible()
  await expect(apercu.getByRole('table')).toContainText(avant)
  await apercu.getByRole('button', { name: 'Pivoter de 90°' }).click()
  await expect(apercu.getByRole('status')).toContainText('L’image est tournée. L’original est gardé')
  await expect(apercu.getByRole('row').filter({ hasText: 'releve.png' })).toHaveCount(1)
  await expect(toile).toBeVisible()
  await capture(page, 'fichier-image')
  await apercu.getByRole('button', { name: 'En faire une page PDF' }).click()
  await expect(apercu.getByRole('heading', { level: 2 })).toHaveText('releve.pdf')
  await expect(apercu.getByRole('status')).toContainText('L’image est devenue une page PDF, et réduite')
  await expect(apercu.getByRole('row')).toHaveCount(4)
  await expect(toile).toBeVisible()
  await capture(page, 'fichier-versions')
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().include('dialog').withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze()
  expect(violations.map((v) => `${v.id} ${v.nodes[0]?.target.join(' ')}`)).toEqual([])
  await apercu.getByRole('button', { name: `Remettre ${avant}` }).click()
  await expect(apercu.getByRole('heading', { level: 2 })).toHaveText(avant)
  await expect(apercu.getByRole('row')).toHaveCount(4)
  await page.keyboard.press('Escape')
  await expect(rib.locator('.fichier-nom')).toHaveText([avant])

  writeFileSync(join(dossier, 'plan.gif'), gif(300, 200))
  writeFileSync(join(dossier, 'animé.gif'), gif(300, 200, 3))
  await repondreAuxDialogues(app, [join(dossier, 'plan.gif'), join(dossier, 'animé.gif')])
  await rib.getByRole('button', { name: `Remplacer ${avant}` }).click()
  await rib.getByRole('button', { name: 'Aperçu plan.gif' }).click()
  const vue = apercu.getByRole('img', { name: 'Contenu de plan.gif' })
  await expect.poll(() => vue.evaluate((e: HTMLImageElement) => [e.complete, e.naturalWidth, e.naturalHeight])).toEqual([true, 300, 200])
  await expect(apercu.getByText('Cette image est animée')).toHaveCount(0)
  await capture(page, 'fichier-gif')
  await apercu.getByRole('button', { name: 'En faire une page PDF' }).click()
  await expect(apercu.getByRole('heading', { level: 2 })).toHaveText('plan.pdf')
  await expect(toile).toBeVisible()
  await apercu.getByRole('button', { name: `Remettre ${avant}` }).click()
  await expect(apercu.getByRole('heading', { level: 2 })).toHaveText(avant)
  await page.keyboard.press('Escape')

  // Of an animated one only the first image is shown and kept, which is said; the file itself stays a version.
  await rib.getByRole('button', { name: `Remplacer ${avant}` }).click()
  await rib.getByRole('button', { name: 'Aperçu animé.gif' }).click()
  const animee = apercu.getByText('Cette image est animée. Seule la première vue est montrée ici')
  await expect(animee).toBeVisible()
  expect(await apercu.getByRole('img', { name: 'Contenu de animé.gif' }).evaluate(premierGris)).toBe(0x40)
  await capture(page, 'fichier-gif-anime')
  await apercu.getByRole('button', { name: 'Réduire' }).click()
  await expect(apercu.getByRole('status')).toContainText('L’image est réduite. Elle était animée : seule la première vue y figure. L’original est gardé')
  await expect(animee).toHaveCount(0)
  await expect(toile).toBeVisible()
  await capture(page, 'fichier-gif-reduit')
  await apercu.getByRole('button', { name: 'Remettre animé.gif' }).click()
  await expect(animee).toBeVisible()
  await apercu.getByRole('button', { name: `Remettre ${avant}` }).click()
  await expect(apercu.getByRole('heading', { level: 2 })).toHaveText(avant)
  await page.keyboard.press('Escape')

  const chemins = ['a.pdf', 'b.pdf', 'faux.pdf', 'note.txt'].map((nom) => join(dossier, nom))
  for (const [i, chemin] of chemins.entries()) writeFileSync(chemin, i < 2 ? pdfMinimal(`Fiche ${i}`, ['Texte']) : i === 2 ? png(4, 4) : 'bonjour')
  const nombre = await page.locator('[data-piece="10"] .fichier-nom').count()
  await deposerSur(page, '[data-piece="10"] .joindre', chemins)
  await expect(page.locator('[data-piece="10"] .fichier-nom')).toHaveCount(nombre + 2)
  const refus = page.locator('[data-piece="10"]').getByRole('alert')
  await expect(refus).toContainText('finit par .pdf, mais son contenu est une image PNG')
  await expect(refus).toContainText('« note.txt » n’est pas accepté ici')
  await refus.scrollIntoViewIfNeeded()
  await capture(page, 'fichiers-deposes')

  await expect(page.locator('[data-piece="3"]')).toContainText('est signé sur les données d’aujourd’hui')
  await allerA(page, 'Ma grappe', 'Grappe')
  await page.getByLabel('Nom de la grappe').fill('Grappe renommée')
  await attendreEnregistre(page)
  await allerA(page, 'Dossier GALIS', 'Pièces')
  const convention = page.locator('[data-piece="3"]')
  await expect(convention).toContainText('signé sur des données modifiées depuis')
  await expect(convention.getByRole('table')).toContainText('Grappe renommée')
  await convention.scrollIntoViewIfNeeded()
  await capture(page, 'piece-signee-modifiee')

  const adresses = await repondreAuxAdresses(app, [2, 0, 1])
  await allerA(page, 'Clôture', 'Dépôt et archive')
  const ouvrir = page.getByRole('button', { name: /^Ouvrir https/u })
  for (const fois of [1, 2, 3]) {
    await ouvrir.click()
    await expect.poll(async () => (await adresses()).montrees.length).toBe(fois)
  }
  await expect(page.getByText('est copié')).toBeVisible()
  const lien = 'https://exemple.invalid/demarche-cloture'
  expect(await adresses()).toEqual({ montrees: [lien, lien, lien], ouvertes: [lien] })
  expect(await app.evaluate(({ clipboard }) => clipboard.readText())).toBe(lien)
  await page.getByLabel('Lien de la démarche de clôture').fill('http://exemple.invalid/')
  await page.getByRole('button', { name: /^Ouvrir http:/u }).click()
  await expect(page.getByText('Cette adresse ne peut pas être ouverte')).toBeVisible()
  await capture(page, 'adresse-refusee')
  expect((await adresses()).montrees).toHaveLength(3)
  expect(plaintes).toEqual([])
})
