import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Application, test } from '../e2e/application.ts'
import { creerGrappe, ecrireExemple, ouvrirExemple, ouvrirFichier, redimensionner, sePresenter, visiterTout } from '../e2e/gestes.ts'

/** Pictures of every screen, to be looked at: they prove nothing by themselves. */

const tailles = [
  [1366, 768],
  [1920, 1080]
] as const

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

const nomDeFichier = (nom: string) =>
  nom
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/gu, '')
    .replace(/[^a-zA-Z0-9]+/gu, '-')
    .toLowerCase()

for (const [etat, ouvrir] of Object.entries(etats)) {
  test(`photos : ${etat}`, async ({ lancer, dossier }) => {
    const application = await lancer()
    const { app, page } = application
    const racine = join(process.env['GRAPPE_E2E_SORTIE'] ?? 'test-results', etat)
    await redimensionner(app, page, 1366, 768)
    const prendre = async (taille: string, nom: string) => {
      mkdirSync(join(racine, taille), { recursive: true })
      await page.screenshot({ path: join(racine, taille, `${nomDeFichier(nom)}.png`), animations: 'disabled' })
    }
    await page.getByRole('dialog').waitFor()
    await prendre('1366', '00 qui')
    await sePresenter(page)
    await prendre('1366', '00 accueil')
    await ouvrir(application, dossier)
    for (const [largeur, hauteur] of tailles) {
      await redimensionner(app, page, largeur, hauteur)
      let rang = 0
      await visiterTout(page, async (nom) => {
        await page.waitForTimeout(120)
        await prendre(String(largeur), `${String(++rang).padStart(2, '0')} ${nom}`)
      })
    }
  })
}
