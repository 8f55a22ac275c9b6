import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { chiffrer } from '#engine/partage/chiffrement.ts'
import { commandeDeGrappe, enginePid, expect, paquet, test } from './application.ts'
import { allerA, attendrePublie, ecrireExemple, ouvrirFichier, sePresenter } from './gestes.ts'

/** What only a packaged application does (`npm run test:e2e -- --paquet`): the build runs none of these. */
if (paquet !== null) {
  const archive = join(paquet, '..', 'resources', 'app.asar')

  test('the package runs from its archive, without developer tools, deaf to the variables of the tests', async ({ lancer, profil }) => {
    const { app, page, plaintes } = await lancer()
    await page.getByRole('dialog', { name: 'Qui êtes-vous ?' }).waitFor()
    const vus = await app.evaluate(async ({ app: main, BrowserWindow, Menu }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents
      let outils = 0
      contents?.on('devtools-opened', () => {
        outils += 1
      })
      contents?.openDevTools({ mode: 'detach' })
      await new Promise((done) => setTimeout(done, 1000))
      const roles = (menu: Electron.Menu | null | undefined): string[] => (menu?.items ?? []).flatMap((item) => [item.role ?? '', ...roles(item.submenu)])
      return {
        isPackaged: main.isPackaged,
        archive: main.getAppPath(),
        donnees: main.getPath('userData'),
        outils: outils > 0 || contents?.isDevToolsOpened(),
        menu: roles(Menu.getApplicationMenu()).filter((role) => /dev|reload/iu.test(role)),
        variable: process.env['GRAPPE_PROFIL']
      }
    })
    expect(vus).toEqual({
      isPackaged: true,
      archive,
      donnees: profil,
      outils: false,
      menu: [],
      variable: join(profil, 'ignore')
    })
    expect(plaintes).toEqual([])
  })

  test('a reading held up in the package: its engine is ended after twenty seconds, the window says why, the dossier is back', async ({
    lancer,
    dossier,
    profil
  }) => {
    // Twenty seconds of it are the wait itself.
    test.setTimeout(180_000)
    const [sien, protege] = [join(dossier, 'grappe.db'), join(dossier, 'protege.db.age')]
    ecrireExemple(join(dossier, 'autre poste'), sien, 3)
    await chiffrer(sien, protege, 'un deux trois quatre cinq six')
    // The build would be held up by the file itself and ended after two seconds.
    const essai = { fige: 'protege.db.age', gonfle: '', silence: 2000, memoire: 500_000_000 }
    const application = await lancer({ GRAPPE_ESSAI_LECTURE: JSON.stringify(essai) })
    const { app, page, plaintes } = application
    await sePresenter(page)
    await ouvrirFichier(application, sien)
    await allerA(page, 'Ma grappe')
    const nom = page.getByLabel('Nom de la grappe')
    await nom.fill('Saisi avant la lecture')
    await nom.blur()
    await attendrePublie(page)

    const { commande, env } = commandeDeGrappe(profil)
    const [executable, ...args] = commande
    // The system starts the executable again, on the file.
    const doubleCliquer = () =>
      expect(spawnSync(executable, [...args, protege], { env: { ...process.env, ...env }, timeout: 20_000, stdio: 'ignore' }).status).toBe(0)
    doubleCliquer()
    const question = page.getByRole('dialog', { name: 'Ce fichier est protégé' })
    const essayer = async () => {
      await question.getByLabel('Phrase').fill('une autre phrase que la bonne')
      await question.getByRole('button', { name: 'Ouvrir' }).click()
    }
    const moteur = enginePid({ app })
    // The key is drawn from the phrase in 256 MB, given back at once: as long as the engine holds them, it reads.
    const repos = memoire(moteur)
    await expect(async () => {
      await essayer()
      while (memoire(moteur) < repos + 100_000_000) {
        await new Promise((done) => setTimeout(done, 2))
        if (await question.getByRole('alert').isVisible()) break
      }
      process.kill(moteur, 'SIGSTOP')
      if (memoire(moteur) >= repos + 100_000_000) return
      process.kill(moteur, 'SIGCONT')
      throw new Error('the reading ended first')
    }).toPass()
    const debut = Date.now()
    await expect(page.getByText('n’a pas pu être lu dans le temps permis')).toBeVisible({ timeout: 60_000 })
    expect(Date.now() - debut).toBeGreaterThan(15_000)
    await expect.poll(() => enginePid({ app })).not.toBe(moteur)

    doubleCliquer()
    await essayer()
    await expect(question.getByRole('alert')).toContainText('La phrase est incorrecte')
    await page.keyboard.press('Escape')
    await expect(nom).toHaveValue('Saisi avant la lecture')
    await nom.fill('Saisi après')
    await nom.blur()
    await attendrePublie(page)
    expect(plaintes.map((p) => /engine stopped \((.*?)\)/u.exec(p)?.[1])).toEqual(['lecture-trop-longue'])
  })
}

/** Memory that a process holds, in bytes. */
const memoire = (pid: number) => 1024 * Number(/^VmRSS:\s*(\d+) kB$/mu.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])
