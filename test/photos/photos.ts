import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { type Application, expect, repondreAuxDialogues, test } from '../e2e/application.ts'
import {
  allerA,
  attendreEnregistre,
  coller,
  creerGrappe,
  ecrireExemple,
  ouvrirExemple,
  ouvrirFichier,
  redimensionner,
  sePresenter,
  visiterTout
} from '../e2e/gestes.ts'
import { boutonPrincipalCache, debordements, textesCoupes } from '../e2e/mise-en-page.ts'

/** Pictures of every screen in every size, to be looked at; what can be measured (nothing cut, nothing wider than the window) is. */

const tailles = [
  [1366, 768],
  [1920, 1080],
  [1280, 720],
  [1093, 614]
] as const

const themes = { clair: 'light', sombre: 'dark' } as const

const etats: Readonly<Record<string, (a: Application, dossier: string) => Promise<void>>> = {
  vide: (a, dossier) => creerGrappe(a, 'Grappe des Essais', join(dossier, 'vide.db')),
  exemple: ({ page }) => ouvrirExemple(page),
  incomplet: ({ page }) => ouvrirExemple(page, 'Exemple à compléter'),
  'essms-500': async (a, dossier) => {
    const profil = mkdtempSync(join(tmpdir(), 'grappe-photos-'))
    ecrireExemple(profil, join(dossier, 'grande.db'), 500)
    rmSync(profil, { recursive: true, force: true })
    await ouvrirFichier(a, join(dossier, 'grande.db'))
  }
}

/** Marks after a plain space, which may then start a line; what people typed, in grids and controls, is theirs. */
const espacesSimples = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const trouves: string[] = []
    const textes = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (textes.nextNode()) {
      const texte = textes.currentNode.textContent ?? ''
      if (/« | »| [;:!?](?=[\s»).,]|$)|(?:^|\d) [%€]/u.test(texte) && !textes.currentNode.parentElement?.closest('.ag-root, textarea, code, script, style'))
        trouves.push(`espace simple : ${texte.trim().slice(0, 80)}`)
    }
    return trouves
  })

/** True when each grid shows its horizontal bar exactly where its columns do not fit: it looks at them again up to half a second later. */
const barresPosees = (page: Page): Promise<boolean> =>
  page.locator('.ag-root-wrapper').evaluateAll((grilles) =>
    grilles.every((grille) => {
      const [vue, barre] = [grille.querySelector('.ag-grid-viewport'), grille.querySelector('.ag-body-horizontal-scroll')]
      return vue === null || barre === null || vue.scrollWidth > vue.clientWidth === barre.getBoundingClientRect().height > 0
    })
  )

const nomDeFichier = (nom: string) =>
  nom
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/gu, '')
    .replace(/[^a-zA-Z0-9]+/gu, '-')
    .toLowerCase()

type Prendre = (nom: string) => Promise<void>

/** How many folded parts of a screen are opened: lists repeat the same one. */
const replisMax = 4

/** What a screen keeps folded, opened one after the other and brought into sight; `prendre` in every size. */
async function deplier(page: Page, prendre: Prendre): Promise<void> {
  let isAide = false
  await visiterTout(page, async (nom) => {
    // Questions and words stand on every screen: once is enough.
    const replis = page.locator(`#travail details:not([open])${isAide ? ':not(.questions)' : ''}:visible`)
    isAide = true
    for (let i = 0; i < replisMax && (await replis.count()) > 0; i++) {
      await replis.first().evaluate((e: HTMLDetailsElement) => {
        e.open = true
        e.scrollIntoView({ block: 'center' })
      })
      await prendre(`70 ${nom} ${i + 1}`)
    }
  })
}

/** Settings that the example does not use: an added indicator with figures, an exemption. */
async function ajouterReglages({ app, page }: Application, prendre: Prendre): Promise<void> {
  await allerA(page, 'Usages', 'Réglages')
  for (const [bouton, ligne] of [
    ['Ajouter un indicateur', 'E-prescription\tOrdonnances électroniques\tOrdonnances de la période\t60'],
    ['Ajouter une exemption', 'Domicile\tMSS\tTous\tConvention, article 5']
  ] as const) {
    await page.getByRole('button', { name: bouton }).click()
    // The new row takes the focus once its grid is drawn: a paste before that goes nowhere.
    await page.locator('.ag-cell-focus:focus').waitFor()
    await coller(app, ligne)
    await page.getByRole('gridcell', { name: ligne.split('\t')[0] ?? '', exact: true }).waitFor()
    await attendreEnregistre(page)
    await prendre(`80 ${bouton}`)
  }
  await page.getByRole('tab', { name: 'Autres indicateurs' }).click()
  await page.locator('[role=gridcell][col-id*="."]').first().click()
  await coller(app, '33\t52\n12\t20\n7\t0')
  await attendreEnregistre(page)
  await prendre('80 autres indicateurs')
  await page.getByRole('tab', { name: 'Taux et cibles' }).click()
  await prendre('80 taux et cibles')
}

/** A list being imported: matching of columns, errors. */
async function importer({ app, page }: Application, dossier: string, prendre: Prendre): Promise<void> {
  const liste = join(dossier, 'liste.csv')
  writeFileSync(
    liste,
    'N° FINESS;Nom;Catégorie;Commune;Capacité;Observations\n340000017;EHPAD des Essais;500;Montpellier;60;\n34000002;MAS du Parcours;255;Sète;quarante;x\n'
  )
  await allerA(page, 'Ma grappe', 'Établissements')
  await repondreAuxDialogues(app, [liste])
  await page.getByRole('button', { name: 'Importer une liste…' }).first().click()
  await page.getByRole('dialog').getByRole('row').nth(1).waitFor()
  await prendre('60 import')
  await page.getByRole('dialog').getByRole('button', { name: 'Fermer' }).click()
}

/** A bundle being made: what holds it back, progress, result. */
async function produire({ app, page }: Application, dossier: string, incomplet: boolean, prendre: Prendre): Promise<void> {
  await allerA(page, 'Dossier GALIS')
  await page.getByRole('button', { name: 'Générer le dossier…' }).click()
  const bouton = page.getByRole('dialog').getByRole('button', { name: incomplet ? 'Produire un brouillon…' : 'Choisir où l’écrire…' })
  await expect(bouton).toBeEnabled()
  await prendre('60 generer')
  const sortie = join(dossier, 'sortie')
  mkdirSync(sortie)
  await repondreAuxDialogues(app, [sortie])
  await bouton.click()
  const progression = page.getByRole('dialog', { name: /^Génération/u })
  await progression
    .getByText(/ sur /u)
    .waitFor({ timeout: 5000 })
    .then(
      () => prendre('61 progression'),
      () => undefined
    )
  const resultat = page.getByRole('dialog', { name: /^Le (?:dossier est prêt|brouillon est écrit)$/u })
  await resultat.waitFor({ timeout: 60_000 })
  await prendre('62 resultat')
  await resultat.getByRole('button', { name: 'Fermer', exact: true }).last().click()
}

const combinaisons = Object.entries(etats).flatMap(([etat, ouvrir]) => Object.entries(themes).map(([nom, theme]) => ({ etat, ouvrir, nom, theme })))

for (const { etat, ouvrir, nom: nomTheme, theme } of combinaisons) {
  test(`photos : ${etat}, ${nomTheme}`, async ({ lancer, dossier }) => {
    const application = await lancer()
    const { app, page, plaintes } = application
    const racine = join(process.env['GRAPPE_E2E_SORTIE'] ?? 'test-results', etat, nomTheme)
    const constats = new Map<string, string[]>()
    /** One picture and its measures, once what is being read is shown; the window keeps its size. */
    const prendre = async (nom: string, [largeur, hauteur]: readonly [number, number] = [1366, 768]) => {
      await expect(page.getByText(/^Lecture(?: de la page)?…$/u)).toHaveCount(0, { timeout: 30_000 })
      const cadre = join(racine, String(largeur))
      mkdirSync(cadre, { recursive: true })
      await expect(page.getByText('Lecture de la page…')).toHaveCount(0)
      await expect.poll(() => barresPosees(page)).toBe(true)
      await page.screenshot({ path: join(cadre, `${nomDeFichier(nom)}.png`), animations: 'disabled' })
      const trouves = [
        ...(await debordements(page)),
        ...(await textesCoupes(page)),
        ...(await espacesSimples(page)),
        ...(hauteur < 700 ? await boutonPrincipalCache(page) : [])
      ]
      for (const constat of trouves) constats.set(constat, [...(constats.get(constat) ?? []), `${nom}, ${largeur} × ${hauteur}`])
    }
    const prendrePartout = async (nom: string) => {
      for (const taille of tailles) {
        await redimensionner(app, page, taille[0], taille[1])
        await prendre(nom, taille)
      }
    }
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
    await page.getByRole('dialog').waitFor()
    await prendrePartout('00 qui')
    await sePresenter(page)
    await prendrePartout('00 accueil')
    await ouvrir(application, dossier)
    let rang = 0
    await visiterTout(page, (nom) => prendrePartout(`${String(++rang).padStart(2, '0')} ${nom}`))
    await redimensionner(app, page, 1366, 768)
    if (etat === 'vide') await importer(application, dossier, prendre)
    else await produire(application, dossier, etat === 'incomplet', prendre)
    if (etat === 'exemple') {
      await deplier(page, prendrePartout)
      await ajouterReglages(application, prendrePartout)
    }
    expect([...constats].map(([constat, ou]) => `${constat} — ${ou[0]}${ou.length > 1 ? `, et ${ou.length - 1} ailleurs` : ''}`)).toEqual([])
    expect(plaintes).toEqual([])
  })
}
