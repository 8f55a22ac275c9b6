import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { creerFichier, ouvrirFichier as ouvrirJournal } from '#engine/db/fichier.ts'
import { pdfMinimal } from '#engine/exemple/pdf-minimal.ts'
import { chiffrer } from '#engine/partage/chiffrement.ts'
import { envoyerCopie } from '#engine/partage/envoyer.ts'
import { type Application, enginePid, expect, repondreAuxDialogues } from './application.ts'
import { allerA, attendreDossier, attendreEnregistre, auteur, ecrireExemple, etatEnregistrement } from './gestes.ts'

/** Every dialog of the window, and how it is opened with the keyboard. A new dialog is one more line. */

export interface Situation extends Application {
  readonly dossier: string
  /** Folder of the system's temporary files, for the application. */
  readonly temporaire: string
}

export interface Cas {
  /** File of src/ui that draws it, and which one of that file it is. */
  readonly source: string
  readonly titre: RegExp
  /** Goes where it is opened; gives what opens it: it takes the focus, and has it back. */
  readonly depuis: (s: Situation) => Promise<Locator>
  /** Enter when absent. */
  readonly touche?: string
  /** What is in it once it is at rest. */
  readonly avec?: (dialogue: Locator) => Locator
  /** Control that has the focus first, when it says more than « not ✕ ». */
  readonly premier?: RegExp
  /** Left open: the next line is opened from inside it. */
  readonly suite?: true
  /** What opened it goes away with it. */
  readonly sansRetour?: true
  /** It waits for its answer: Escape does nothing, and this ends it. */
  readonly repondre?: (s: Situation, dialogue: Locator) => Promise<void>
  /** Leaves things as they were. */
  readonly apres?: (s: Situation) => Promise<void>
}

const bouton = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first()
const dans = (page: Page, name: string | RegExp) => page.getByRole('dialog').getByRole('button', { name })

/** A phase and its tab, then a button of it; the native dialogs will answer with these paths. */
const ecran =
  (phase: string, onglet: string | undefined, name: string | RegExp, chemins: (dossier: string) => readonly string[] = () => []) =>
  async ({ app, page, dossier }: Situation) => {
    await allerA(page, phase, onglet)
    await repondreAuxDialogues(app, chemins(dossier))
    return bouton(page, name)
  }
/** « Ouvrir… » of the home screen, on a file. */
const accueil =
  (nom: string) =>
  async ({ app, page, dossier, temporaire }: Situation) => {
    const fermer = page.getByRole('button', { name: 'Fermer le dossier' })
    if (await fermer.isVisible()) await fermer.click()
    await repondreAuxDialogues(app, [join(nom === 'courriel.db' ? temporaire : dossier, nom)])
    return bouton(page, 'Ouvrir…')
  }

/** With the whole example open. */
export const surExemple: readonly Cas[] = [
  { source: 'a-propos', titre: /^À propos/u, depuis: async ({ page }) => bouton(page, 'Rechercher'), touche: 'menu' },
  { source: 'recherche', titre: /^Rechercher$/u, depuis: async ({ page }) => bouton(page, 'Rechercher'), premier: /^Rechercher dans/u },
  { source: 'auteur', titre: /^Vous$/u, depuis: async ({ page }) => page.locator('.barre-auteur'), premier: /^Nom et prénom/u },
  {
    source: 'import-liste',
    titre: /^Importer une liste/u,
    depuis: ecran('Ma grappe', 'Établissements', 'Importer une liste…', (d) => [join(d, 'liste.csv')]),
    avec: (d) => d.getByRole('textbox').first()
  },
  {
    source: 'pieces',
    titre: /^Pièce 1 /u,
    depuis: ecran('Dossier GALIS', 'Pièces', 'Aperçu de la pièce 1'),
    avec: (d) => d.locator('p:visible').first()
  },
  {
    source: 'apercu-fichier',
    titre: /\.pdf$/u,
    depuis: async ({ page }) => {
      await allerA(page, 'Dossier GALIS', 'Pièces')
      return page
        .locator('[data-piece="9"]')
        .getByRole('button', { name: /^Aperçu / })
        .last()
    },
    avec: (d) => d.locator('.feuille-pdf canvas')
  },
  {
    source: 'generer',
    titre: /^Générer : /u,
    depuis: ecran('Clôture', undefined, 'Générer la clôture…', (d) => [d]),
    avec: (d) => d.getByRole('button', { name: 'Choisir où l’écrire…' }),
    premier: /^Choisir où/u,
    suite: true
  },
  {
    source: 'generer 2',
    titre: /^Le dossier est prêt$/u,
    depuis: async ({ page }) => dans(page, 'Choisir où l’écrire…'),
    premier: /^Ouvrir le dossier/u
  },
  {
    source: 'preparer-envoi',
    titre: /^Préparer l’e-mail/u,
    depuis: ecran('Clôture', 'Envois', /^Préparer l’e-mail/u),
    avec: (d) => d.getByText('Objet', { exact: true })
  },
  {
    source: 'preparer-classeurs',
    titre: /^Préparer les classeurs/u,
    depuis: ecran('Usages', 'Relevés', 'Préparer les classeurs de collecte…', (d) => [d]),
    suite: true
  },
  {
    source: 'preparer-classeurs 2',
    titre: /classeurs? (?:sont|est) prêts?$/u,
    depuis: async ({ page }) => dans(page, 'Choisir le dossier…'),
    premier: /^Ouvrir/u
  },
  { source: 'reprendre-classeurs', titre: /^Reprendre les classeurs/u, depuis: ecran('Usages', 'Relevés', 'Reprendre les classeurs revenus…') },
  {
    source: 'joindre-preuves',
    titre: /^Joindre des preuves/u,
    depuis: ecran('Usages', 'Preuves', 'Joindre des preuves…', (d) => [join(d, 'preuve.pdf')]),
    avec: (d) => d.getByRole('combobox')
  },
  {
    source: 'progression',
    titre: /^Lecture de la liste$/u,
    depuis: async (s) => {
      const importer = await ecran('Ma grappe', 'Établissements', 'Importer une liste…', (d) => [join(d, 'liste.csv')])(s)
      process.kill(enginePid(s), 'SIGSTOP')
      return importer
    },
    premier: /^Annuler$/u,
    repondre: async (s, dialogue) => {
      await s.page.keyboard.press('Enter')
      await expect(dialogue.getByRole('button', { name: 'Annulation…' })).toBeVisible()
      process.kill(enginePid(s), 'SIGCONT')
      await expect(dialogue).toBeHidden()
      await s.page.keyboard.press('Escape')
    }
  },
  {
    source: 'donnees-personnelles',
    titre: /^Effacer définitivement/u,
    depuis: async ({ page }) => {
      await allerA(page, 'Ressources', 'Données personnelles')
      await page.getByLabel('Nom de la personne').fill(auteur.nom)
      await page.getByRole('button', { name: 'Chercher', exact: true }).click()
      return bouton(page, 'Effacer définitivement…')
    },
    premier: /^Garder/u
  },
  { source: 'cette-application 2', titre: /^Journal/u, depuis: ecran('Ressources', 'Cette application', 'Lire le journal') },
  {
    source: 'historique-champ',
    titre: /Nom de la grappe$/u,
    depuis: async ({ page }) => {
      await allerA(page, 'Ma grappe', 'Grappe')
      const nom = page.getByLabel('Nom de la grappe')
      await nom.fill('Grappe des dialogues')
      return nom
    },
    touche: 'Alt+h',
    avec: (d) => d.getByRole('button', { name: /^Remettre/u }).first(),
    premier: /^Remettre/u
  },
  {
    source: 'etat-enregistrement',
    titre: /^Ce qui n’est pas enregistré/u,
    depuis: async ({ page }) => {
      await allerA(page, 'Ma grappe', 'Grappe')
      await attendreEnregistre(page)
      await refuserLaProchaine(page)
      await page.getByLabel('Nom de la grappe').fill('Refusé')
      return etatEnregistrement(page).getByRole('button')
    },
    premier: /^Réessayer/u
  },
  // Held back by what was just changed: the documents were signed on another name.
  {
    source: 'generer',
    titre: /^Générer : /u,
    depuis: ecran('Clôture', undefined, 'Générer la clôture…'),
    avec: (d) => d.getByRole('heading', { name: /^À (?:compléter|justifier)/u }).first(),
    premier: /^Produire un brouillon/u
  }
]

/** Files that ask something before they are open, then what is done with copies. */
export const surFichiers: readonly Cas[] = [
  { source: 'questions-ouverture', titre: /^Ce fichier est protégé/u, depuis: accueil('protege.db.age'), premier: /^Phrase/u },
  { source: 'reparer', titre: /^Ce fichier est abîmé/u, depuis: accueil('abime.db'), suite: true },
  {
    source: 'reparer 2',
    titre: /retrouvé$/u,
    depuis: async ({ app, page, dossier }) => {
      await repondreAuxDialogues(app, [join(dossier, 'reparee.db')])
      return dans(page, 'Réparer dans un nouveau fichier…')
    },
    premier: /^Ouvrir le fichier/u
  },
  { source: 'questions-ouverture 3', titre: /^Où voulez-vous garder/u, depuis: accueil('courriel.db'), premier: /^Choisir le dossier/u, sansRetour: true },
  {
    source: 'questions-ouverture 2',
    titre: /^C’est une copie/u,
    depuis: async (s) => {
      await (await accueil('grappe.db')(s)).click()
      await attendreDossier(s.page)
      return accueil('copie.db')(s)
    },
    premier: /^Réunir/u
  },
  {
    source: 'suivi',
    titre: /^(?:E-mail pour|Relancer) /u,
    depuis: async (s) => {
      await (await accueil('grappe.db')(s)).click()
      await attendreDossier(s.page)
      return ecran('Partage', 'Suivi des envois', /^(?:E-mail pour|Relancer) /u)(s)
    }
  },
  {
    source: 'recevoir',
    titre: /éléments seront retirés$/u,
    depuis: async (s) => {
      await (await ecran('Partage', 'Recevoir', 'Choisir des fichiers…', (d) => [join(d, 'retour.db')])(s)).click()
      return bouton(s.page, 'Tout réunir')
    },
    premier: /^Revoir/u,
    apres: async ({ page }) => {
      await bouton(page, 'Tout réunir').click()
      await page.getByRole('dialog').getByRole('button', { name: 'Réunir quand même' }).click()
      await expect(page.getByRole('button', { name: 'Annuler cette réunion' })).toBeVisible()
    }
  },
  { source: 'versions', titre: /^Revenir à la version/u, depuis: ecran('Partage', 'Versions', /^Revenir à la version/u), premier: /^Revenir/u },
  {
    source: 'cette-application',
    titre: /^Supprimer : /u,
    depuis: ecran('Ressources', 'Cette application', 'Supprimer : Dossiers récents'),
    premier: /^Garder/u
  }
]

/** Files of `surExemple`. */
export function ecrireListes(dossier: string): void {
  writeFileSync(
    join(dossier, 'liste.csv'),
    'N° FINESS;Nom;Catégorie;Commune;Capacité\n340000017;EHPAD des Essais;500;Montpellier;60\n34000002;MAS du Parcours;255;Sète;quarante\n'
  )
  writeFileSync(join(dossier, 'preuve.pdf'), pdfMinimal('Indicateurs', ['FINESS 340000017', 'Trois mois jusqu’au 30 septembre 2026']))
}

/** Files of `surFichiers`: a dossier, its copy, one that comes back with twelve lines less, one protected, one damaged, one opened from an e-mail. */
export async function ecrireFichiers(dossier: string, temporaire: string): Promise<void> {
  const chemin = (nom: string) => join(dossier, nom)
  const profil = chemin('autre poste')
  mkdirSync(profil)
  ecrireExemple(profil, chemin('grappe.db'), 18)
  const options = { profil, auteur: () => ({ ...auteur, uuid: crypto.randomUUID() }), version: '0', clock: Date.now, newId: () => crypto.randomUUID() }
  const sien = await ouvrirJournal(chemin('grappe.db'), options)
  const lignes = sien.journal.lireLignes()
  const organisme = lignes.find((l) => l.kind === 'organisme')?.id ?? ''
  await envoyerCopie(
    sien.journal,
    { sorte: 'collecte', organisme, fichiers: 'aucun' },
    { demandeReleveVa: 'oui', echeance: '2026-09-15', courriel: 'og@exemple.invalid' },
    { zip: false, phrase: null },
    { destination: chemin('collecte.db'), fichier: 'collecte.db', profil, date: '2026-09-01' }
  )
  await sien.publier(chemin('grappe.db'))
  for (const l of lignes.filter(({ kind }) => kind === 'depense').slice(0, 12)) sien.journal.retirer('depense', l.id)
  await sien.publier(chemin('retour.db'))
  await sien.fermer()
  copyFileSync(chemin('grappe.db'), chemin('copie.db'))
  const octets = readFileSync(chemin('grappe.db'))
  writeFileSync(chemin('abime.db'), octets.fill(0x5a, octets.length - 4096))
  await chiffrer(chemin('grappe.db'), chemin('protege.db.age'), 'un deux trois quatre cinq six', 10)
  mkdirSync(temporaire, { recursive: true })
  await (await creerFichier(join(temporaire, 'courriel.db'), 'Grappe reçue', options)).fermer()
}

/** The engine refuses the next edit for good, as it would a value that only it can judge. */
const refuserLaProchaine = (page: Page) =>
  page.evaluate(() => {
    const envoyer = MessagePort.prototype.postMessage
    MessagePort.prototype.postMessage = function (this: MessagePort, message: unknown) {
      const texte = JSON.stringify(message)
      if (!texte.includes('"champ.saisir"')) return envoyer.call(this, message)
      MessagePort.prototype.postMessage = envoyer
      return envoyer.call(this, JSON.parse(texte.replaceAll('"champ":"nom"', '"champ":"inconnu"')))
    }
  })
