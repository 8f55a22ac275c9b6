import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { foldDossier } from '#domain/dossier.ts'
import { nomsChiffres } from '#domain/releve.ts'
import { ouvrirFichier as ouvrirJournal } from '#engine/db/fichier.ts'
import { pdfMinimal } from '#engine/exemple/pdf-minimal.ts'
import { envoyerCopie } from '#engine/partage/envoyer.ts'
import { expect, neRienOuvrir, repondreAuxDialogues, test } from './application.ts'
import { examinerTout } from './axe.ts'
import { allerA, attendreEnregistre, cellule, ecrireExemple, montrerColonne, sePresenter } from './gestes.ts'

const directrice = { nom: 'Léa Retour', fonction: 'Directrice', organisation: 'Association qui répond' }

/** The copy of an OG of the example, with its figures and its proofs, and what was put in it. */
async function ecrireCollecte(dossier: string, essms: number) {
  const chemin = (nom: string) => join(dossier, nom)
  const profil = chemin('poste du porteur')
  mkdirSync(profil)
  ecrireExemple(profil, chemin('grappe.db'), essms)
  const porteur = { uuid: crypto.randomUUID(), nom: 'Claire Essai', fonction: 'Cheffe de projet', organisation: 'Porteur des Essais' }
  const sien = await ouvrirJournal(chemin('grappe.db'), { profil, auteur: () => porteur, version: '0', clock: Date.now, newId: () => crypto.randomUUID() })
  const d = foldDossier(sien.projet, sien.journal.lireLignes(), [])
  const de = (id: string) => d.etablissements.filter((e) => e.organisme === id && e.situation !== 'retire')
  const og = d.organismes.filter((o) => o.porteur !== 'oui' && de(o.id).length > 0).sort((a, b) => de(a.id).length - de(b.id).length)[0]
  if (!og) throw new Error('no OG')
  await envoyerCopie(
    sien.journal,
    { sorte: 'collecte', organisme: og.id, fichiers: 'tous' },
    { demandeReleveCloture: 'oui', demandeDepenses: 'oui', courrielDemandeur: 'porteur@exemple.invalid' },
    { zip: false, phrase: null },
    { destination: chemin('demande.db'), fichier: 'demande.db', profil, date: '2026-10-06' }
  )
  await sien.fermer()
  const [premier] = de(og.id)
  const chiffres = d.releves.find((r) => r.etablissement === premier?.id && r.type === 'cloture')?.chiffres
  if (!premier || !chiffres) throw new Error('no establishment')
  return { demande: chemin('demande.db'), og, premier, chiffres, postes: d.couts.flatMap((c) => c.poste ?? []) }
}

test('an OG is told what its proof lacks and replaces it, meets nothing that is the porteur’s, sends back a signed e-mail', async ({
  lancer,
  dossier,
  capture
}) => {
  const { demande, premier, chiffres, postes } = await ecrireCollecte(dossier, 18)
  const { app, page, plaintes } = await lancer()
  await sePresenter(page, directrice)
  await repondreAuxDialogues(app, [demande])
  await page.getByRole('button', { name: 'Ouvrir…' }).click()
  await expect(page.getByRole('heading', { name: 'Ce qui vous est demandé', level: 2 })).toBeVisible()
  const nom = premier.nom ?? ''
  const releve = page.getByRole('region', { name: 'Relevé de clôture et ses preuves' })
  const bloc = releve.locator('details.groupe', { hasText: nom })
  const rappel = page.locator('.preuves-a-revoir')
  const rang = nomsChiffres.indexOf('dmpAlimentes')

  await test.step('a figure that the proof does not show is said beside it, and before sending back', async () => {
    // What was complete on arrival is folded together.
    await releve.getByText(/déjà complets$/u).click()
    await bloc.locator('summary').click()
    await expect(bloc).toContainText('7 chiffres sur 7 trouvés.')
    await expect(rappel).toHaveCount(0)
    await bloc.getByLabel('DMP alimentés').fill(String((chiffres[rang] ?? 0) - 1))
    await bloc.getByLabel('DMP alimentés').blur()
    await expect(bloc).toContainText('6 chiffres sur 7 trouvés. Introuvable')
    await expect(bloc.locator('summary')).toContainText('Preuve à revoir')
    await expect(rappel).toContainText(`${nom} (6 chiffres sur 7 trouvés)`)
    expect(await examinerTout(page)).toEqual([])
    await capture(page, 'collecte-preuve-a-revoir')
    await page.getByRole('button', { name: 'Renvoyer au porteur…' }).click()
    await expect(rappel).toContainText('Une preuve à revoir')
    await expect(page.getByRole('button', { name: 'Préparer le renvoi…' })).toBeEnabled()
    expect(await examinerTout(page)).toEqual([])
    await capture(page, 'collecte-renvoyer')
    await rappel.getByRole('button', { name: 'La revoir' }).click()
    await expect(bloc.getByRole('button', { name: /^Remplacer/u })).toBeFocused()
  })

  await test.step('the proof is replaced there, and nothing is against it any more', async () => {
    const preuve = join(dossier, 'export.pdf')
    const lignes = chiffres.map((n, i) => `Valeur : ${i === rang ? (n ?? 0) - 1 : n}`)
    writeFileSync(
      preuve,
      pdfMinimal('Indicateurs', [`FINESS ${premier.finess}`, 'Trois mois jusqu’au 30 septembre 2026', 'Extrait le 6 octobre 2026', ...lignes])
    )
    await repondreAuxDialogues(app, [preuve])
    await page.keyboard.press('Enter')
    await expect(bloc).toContainText('7 chiffres sur 7 trouvés.')
    await expect(rappel).toHaveCount(0)
    await attendreEnregistre(page)
  })

  await test.step('what is the porteur’s is not there, and an expense chooses a poste of the plan', async () => {
    await allerA(page, 'Usages', 'Relevés')
    await expect(page.getByRole('grid')).toBeVisible()
    await expect(page.getByRole('button', { name: /classeurs/u })).toHaveCount(0)
    await page.getByRole('tab', { name: 'Taux et cibles' }).click()
    await expect(page.getByRole('heading', { name: 'Votre organisme' })).toBeVisible()
    // The steps of the whole grappe stayed with the porteur: they are not shown to be done, nor the date they hold back.
    await allerA(page, 'Déploiement')
    await expect(page.getByText('communes à la grappe sont suivies par le porteur')).toBeVisible()
    await expect(page.getByRole('tab')).toHaveText(['Actions', 'Matrice', 'Suivi par établissement'])
    await expect(page.getByRole('region', { name: 'VA au plus tôt' })).toHaveCount(0)
    await allerA(page, 'Dépenses')
    await expect(page.getByRole('tab')).toHaveText([/^Lignes/u, /^Paie/u, 'Vérifications', 'Factures'])
    await montrerColonne(page, 'poste')
    await cellule(page, 0, 'poste').dblclick()
    const choisis = page.locator('.ag-cell-inline-editing datalist option')
    await expect(choisis).not.toHaveCount(0)
    expect(await choisis.evaluateAll((tous) => tous.map((o) => o.getAttribute('value')))).toEqual([...new Set([...postes, 'Ressources humaines'])])
    await page.keyboard.press('Escape')
    await capture(page, 'collecte-depenses')
    await allerA(page, 'Ma grappe')
    await expect(page.getByLabel('Nom de la grappe')).toHaveAttribute('readonly', '')
    await expect(page.getByLabel('Montant de la convention')).toHaveCount(0)
    await capture(page, 'collecte-ma-grappe')
  })

  await test.step('the e-mail that goes back is signed', async () => {
    await allerA(page, 'Partage')
    await repondreAuxDialogues(app, [join(dossier, 'retour.db')])
    await page.getByRole('button', { name: 'Préparer le renvoi…' }).click()
    await expect(page.getByRole('heading', { name: /prête à renvoyer/u })).toBeVisible()
    const eml = join(dossier, 'retour.eml')
    await repondreAuxDialogues(app, [eml])
    await neRienOuvrir(app)
    await page.getByRole('button', { name: 'Créer un brouillon d’e-mail…' }).click()
    await expect(page.getByText('Brouillon écrit.')).toBeVisible()
    expect(await page.locator('.envoi-fait').innerText()).toContain(Object.values(directrice).join('\n'))
    expect(readFileSync(eml, 'latin1')).toContain('Directrice')
    await capture(page, 'collecte-courriel')
  })
  expect(plaintes).toEqual([])
})
