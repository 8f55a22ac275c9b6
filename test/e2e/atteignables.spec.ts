import type { Page } from '@playwright/test'
import { noms } from '#domain/noms.ts'
import { expect, test } from './application.ts'
import { allerA, cellule, ouvrirExemple, sePresenter, visiterTout } from './gestes.ts'

/** Fields that no form and no column shows under their own name, and how they come to be. */
const autrement: readonly (readonly [comment: string, champs: string])[] = [
  [
    'identity of the line, given by the place where it is entered',
    `releve.etablissement releve.type releve.mois pv.type piece.numero reponse.cle cible.indicateur
    action.catalogue action.code action.portee prevision.catalogue prevision.code piece-jointe.role piece-jointe.cible piece-jointe.piece piece-jointe.releve`
  ],
  ['seven columns, one cell', 'releve.chiffres'],
  ['boxes and radio buttons of the pièces', 'piece.mode piece.suite'],
  ['beside the file, where a pièce has one per OG', 'piece-jointe.organisme'],
  ['answer, reason, who and when of a check or of « à justifier »', 'reponse.motif reponse.auteur reponse.date'],
  ['table of the targets', 'cible.suivi cible.cible cible.source'],
  [
    'state, date, person and comment of an action; its duration and its level',
    `action.etat action.date action.personne action.commentaire
    prevision.duree prevision.niveau`
  ],
  [
    'rows are moved',
    `instance.ordre raci.ordre tache.ordre vague.ordre cout.ordre cout-rh.ordre ressource.ordre communication.ordre formation.ordre
    risque.ordre materiel.ordre contact.ordre indicateur-propre.ordre`
  ],
  [
    'read in the file or written when it is attached',
    `piece-jointe.nom piece-jointe.sha256 piece-jointe.taille piece-jointe.type piece-jointe.pages
    piece-jointe.texteLisible piece-jointe.analyse piece-jointe.dateAjout piece-jointe.remplace modele.nom modele.sha256 modele.taille modele.type
    modele.dateAjout depot.archiveLe`
  ],
  ['screen of the model, once there is one', 'modele.usage modele.correspondance'],
  [
    'grid of the settings, then grid of the added indicators, once there is one',
    `indicateur-propre.nom indicateur-propre.numerateur indicateur-propre.denominateur indicateur-propre.cible indicateur-propre.definition
    mesure-propre.etablissement mesure-propre.indicateur mesure-propre.type mesure-propre.mois mesure-propre.numerateur mesure-propre.denominateur`
  ],
  [
    'settings of the usages, once the instruction has exemptions or one is entered',
    `grappe.exemptionsInstruction
    exemption.secteur exemption.indicateur exemption.etablissements exemption.source`
  ],
  [
    'register of what was sent, filled by « Envoyer » and « Renvoyer »',
    `envoi.sorte envoi.organisme envoi.destinataire envoi.courriel
    envoi.demandeIdentite envoi.demandeReleveVa envoi.demandeReleveCloture envoi.demandeDepenses envoi.demandeChecklist envoi.etablissements envoi.echeance
    envoi.mot envoi.demandeur envoi.courrielDemandeur envoi.dateEnvoi envoi.fichier envoi.taille envoi.chiffre envoi.dateRelance envoi.renvoyeLe
    envoi.reponse envoi.revenuLe`
  ]
]

/** `kind.field` of every control and every column of the screen; a grid is scrolled from end to end, it only draws what is in sight. */
const champsMontres = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const image = () => new Promise((r) => requestAnimationFrame(() => requestAnimationFrame(r)))
    const vus = new Set<string>()
    for (const e of document.querySelectorAll<HTMLElement>('[data-champ]')) {
      const [kind, , champ] = (e.dataset['champ'] ?? '').split('|')
      vus.add(`${kind}.${champ}`)
    }
    for (const grille of document.querySelectorAll<HTMLElement>('.grille[data-kind]')) {
      const noter = () => {
        for (const c of grille.querySelectorAll('.ag-header-cell[col-id]')) vus.add(`${grille.dataset['kind']}.${c.getAttribute('col-id')}`)
      }
      const corps = grille.querySelector('.ag-grid-viewport')
      noter()
      while (corps && corps.scrollLeft + corps.clientWidth < corps.scrollWidth - 1) {
        const avant = corps.scrollLeft
        corps.scrollBy(corps.clientWidth / 2, 0)
        await image()
        noter()
        if (corps.scrollLeft === avant) break
      }
    }
    return [...vus]
  })

test('every field of the catalogue has its control or its column in the window', async ({ lancer }) => {
  const { page, plaintes } = await lancer()
  await sePresenter(page)
  await ouvrirExemple(page)
  const vus = new Set<string>()
  const noter = async () => {
    for (const champ of await champsMontres(page)) vus.add(champ)
  }
  await visiterTout(page, noter)
  await allerA(page, 'Ma grappe', 'Établissements')
  await cellule(page, 0, 'nom').click()
  await page.keyboard.press('Space')
  await page.getByRole('button', { name: 'Ouvrir la fiche' }).click()
  await noter()
  const catalogue = noms.flatMap((n) => Object.keys(n.champs).map((c) => `${n.kind}.${c}`))
  // Neither more nor less: a field that is in a form is not said to be elsewhere.
  const ailleurs = autrement.flatMap(([, champs]) => champs.split(/\s+/u))
  expect(catalogue.filter((c) => !vus.has(c)).sort()).toEqual(ailleurs.sort())
  expect(plaintes).toEqual([])
})
