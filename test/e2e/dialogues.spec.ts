import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { expect, test } from './application.ts'
import { examiner, examinerTout } from './axe.ts'
import { type Cas, ecrireFichiers, ecrireListes, type Situation, surExemple, surFichiers } from './dialogues.ts'
import { ouvrirExemple, redimensionner, sePresenter } from './gestes.ts'
import { debordements, textesCoupes } from './mise-en-page.ts'

/** Every dialog: opened with the keyboard, useful at once, read by everyone, whole in a small window, left without losing one's place. */

test('no dialog of the window escapes this list', () => {
  const racine = join(process.cwd(), 'src', 'ui')
  const ecrits = readdirSync(racine, { recursive: true, encoding: 'utf8' })
    .filter((chemin) => chemin.endsWith('.tsx'))
    .flatMap((chemin) => {
      const fichier = chemin.split(/[\\/]/u).at(-1)?.replace('.tsx', '') ?? ''
      const texte = readFileSync(join(racine, chemin), 'utf8')
      // One place draws the element itself; nothing else makes a dialog of its own.
      expect(fichier === 'dialogue' ? 1 : 0, chemin).toBe([...texte.matchAll(/<dialog\b|role="(?:alert)?dialog"|showModal\(|popover/gu)].length > 0 ? 1 : 0)
      return [...texte.matchAll(/<Dialogue\b/gu)].map((_, i) => (i === 0 ? fichier : `${fichier} ${i + 1}`))
    })
  expect([...new Set([...surExemple, ...surFichiers].map((c) => c.source))].sort()).toEqual(ecrits.sort())
})

const theme = (page: Page, colorScheme: 'light' | 'dark') => page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })

/** What is wrong with the dialog on top, in words. Both themes; the window is small. */
async function fautes(page: Page, dialogue: Locator, { premier, repondre }: Pick<Cas, 'premier' | 'repondre'>): Promise<string[]> {
  const ici = await dialogue.evaluate((d) => {
    const actif = document.activeElement as HTMLElement
    const nom = [actif.getAttribute('aria-label'), ...[...((actif as HTMLInputElement).labels ?? [])].map((l) => l.textContent), actif.textContent].find(
      Boolean
    )
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(actif)
    const principal = d.querySelector('.bouton-principal')
    const { top, bottom, left, right } = (principal ?? d).getBoundingClientRect()
    return {
      dedans: d.contains(actif),
      nom: (nom ?? '').trim(),
      marque: (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2) || boxShadow !== 'none',
      visible: top >= 0 && left >= 0 && bottom <= innerHeight && right <= innerWidth
    }
  })
  const trouvees: string[] = []
  if (!ici.dedans || ici.nom === 'Fermer') trouvees.push(`le focus arrive sur « ${ici.nom} »`)
  if (premier && !premier.test(ici.nom)) trouvees.push(`le focus arrive sur « ${ici.nom} » et non ${premier}`)
  if (!ici.marque) trouvees.push(`le focus ne se voit pas sur « ${ici.nom} »`)
  if (!ici.visible) trouvees.push('le bouton principal est hors de vue')
  trouvees.push(...(await examiner(page, ['dialog[open]'])), ...(await debordements(page)), ...(await textesCoupes(page, 'dialog[open]')))
  await theme(page, 'dark')
  trouvees.push(...(await examiner(page, ['dialog[open]'], 'color-contrast')).map((v) => `sombre, ${v}`))
  await theme(page, 'light')
  // Around the ends of the dialog, both ways.
  const bout = (rang: 0 | -1) =>
    dialogue.evaluate((d, i) => {
      const controles = [...d.querySelectorAll<HTMLElement>('button, a[href], input, select, textarea, summary')].filter(
        (e) => !e.matches(':disabled, [tabindex="-1"]') && e.checkVisibility()
      )
      controles.at(i)?.focus()
    }, rang)
  const sortie = () => dialogue.evaluate((d) => !d.contains(document.activeElement) && document.activeElement !== document.body)
  await bout(-1)
  await page.keyboard.press('Tab')
  if (await sortie()) trouvees.push('Tab sort du dialogue')
  await bout(0)
  await page.keyboard.press('Shift+Tab')
  if (await sortie()) trouvees.push('Maj+Tab sort du dialogue')
  if (repondre) {
    await page.keyboard.press('Escape')
    if (!(await dialogue.isVisible())) trouvees.push('Échap ferme ce qui attend une réponse')
    await bout(0)
  }
  return trouvees
}

async function parcourir(s: Situation, cas: readonly Cas[]): Promise<string[]> {
  const { app, page } = s
  const trouvees: string[] = []
  let retour: Locator | null = null
  for (const c of cas) {
    await test.step(c.source, async () => {
      const depuis: Locator = await c.depuis(s)
      await depuis.focus()
      retour ??= depuis
      if (c.touche === 'menu') await app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('a-propos')?.click())
      else await page.keyboard.press(c.touche ?? 'Enter')
      const dialogue = page.getByRole('dialog', { name: c.titre })
      await dialogue.waitFor()
      if (c.avec) await c.avec(dialogue).waitFor()
      trouvees.push(...(await fautes(page, dialogue, c)).map((f) => `${c.source} : ${f}`))
      if (c.suite) return
      if (c.repondre) await c.repondre(s, dialogue)
      else await page.keyboard.press('Escape')
      await expect(dialogue).toBeHidden()
      await expect(c.sansRetour ? page.locator('#travail') : retour).toBeFocused()
      retour = null
      await c.apres?.(s)
    })
  }
  return trouvees
}

test('each dialog of a dossier', async ({ lancer, dossier, profil }) => {
  // Twenty dialogs, each in both themes.
  test.setTimeout(240_000)
  const application = await lancer()
  const { app, page, plaintes } = application
  const situation = { ...application, dossier, temporaire: join(profil, 't') }
  await redimensionner(app, page, 1093, 614)
  await theme(page, 'light')
  const qui = page.getByRole('dialog', { name: /^Qui êtes-vous/u })
  await qui.waitFor()
  const premieres = [...(await examinerTout(page)), ...(await fautes(page, qui, { premier: /^Nom et prénom/u, repondre: async () => undefined }))]
  await sePresenter(page)
  await ouvrirExemple(page)
  ecrireListes(dossier)
  expect([...premieres, ...(await parcourir(situation, surExemple))]).toEqual([])
  expect(plaintes).toEqual([])
})

test('each dialog of a file that asks something', async ({ lancer, dossier, profil }) => {
  test.setTimeout(240_000)
  const application = await lancer()
  const { app, page, plaintes } = application
  const situation = { ...application, dossier, temporaire: join(profil, 't') }
  await ecrireFichiers(dossier, situation.temporaire)
  await redimensionner(app, page, 1093, 614)
  await theme(page, 'light')
  await sePresenter(page)
  await examinerTout(page)
  expect(await parcourir(situation, surFichiers)).toEqual([])
  expect(plaintes).toEqual([])
})
