import { describe, expect, it } from 'vitest'
import { optionsCompletude } from '#documents/code-donnees.ts'
import { documentsHorsLot } from '#documents/hors-lot.ts'
import { docBordereau } from '#documents/lot/bordereau.ts'
import { productionsDuLot } from '#documents/registre.ts'
import type { Champ } from '#domain/champs/champ.ts'
import { completude } from '#domain/completude.ts'
import { type Dossier, foldDossier } from '#domain/dossier.ts'
import type { lots } from '#domain/lot.ts'
import { type NomConnu, noms } from '#domain/noms.ts'
import { createReplique } from '#engine/db/fixtures/banc.ts'
import { ecrireExemple } from '#engine/exemple/ecrire-exemple.ts'

/**
 * Each field is printed where it should be: change its value and the document trees change. A field that a bundle requires changes
 * a document of a bundle that requires it; the fields printed nowhere are listed here, each with its reason.
 */
const nonImprimes: readonly (readonly [raison: string, champs: string])[] = [
  [
    'rang des lignes dans les documents, que le pli du dossier applique',
    'instance.ordre raci.ordre tache.ordre vague.ordre cout.ordre cout-rh.ordre ressource.ordre communication.ordre formation.ordre risque.ordre materiel.ordre contact.ordre indicateur-propre.ordre'
  ],
  ['carnet d’adresses de la grappe, montré à l’écran', 'contact.nom contact.objet contact.courriel contact.telephone contact.site contact.observation'],
  [
    'un fichier joint est dans le lot lui-même ; le bordereau en dit le nom, les pages, la taille et l’empreinte telles qu’elles sont écrites',
    'piece-jointe.role piece-jointe.piece piece-jointe.releve piece-jointe.nom piece-jointe.sha256 piece-jointe.taille piece-jointe.type piece-jointe.pages piece-jointe.texteLisible piece-jointe.codeDonnees piece-jointe.analyse piece-jointe.dateAjout piece-jointe.organisme piece-jointe.remplace piece.mode'
  ],
  ['un modèle officiel est rempli, jamais décrit', 'modele.nom modele.sha256 modele.taille modele.type modele.usage modele.correspondance modele.dateAjout'],
  [
    'suivi des envois entre le porteur et les organismes : courriels, page du destinataire et écran Partage',
    'envoi.sorte envoi.organisme envoi.destinataire envoi.courriel envoi.demandeIdentite envoi.demandeReleveVa envoi.demandeReleveCloture envoi.demandeDepenses envoi.demandeChecklist envoi.etablissements envoi.echeance envoi.mot envoi.demandeur envoi.courrielDemandeur envoi.dateEnvoi envoi.fichier envoi.taille envoi.chiffre envoi.dateRelance envoi.renvoyeLe envoi.reponse envoi.revenuLe'
  ],
  [
    'suivi du dépôt, qui n’a lieu qu’une fois les documents écrits : tableau de bord et agenda',
    'depot.date depot.echeance depot.resultat depot.archiveLe depot.observation piece.dateDepot'
  ],
  ['suivi de la subvention au tableau de bord', 'grappe.dateAvance grappe.soldeRecu grappe.dateSolde'],
  [
    'réglage de cet ordinateur ou page des données personnelles, montrée à l’écran',
    'grappe.limiteCourrielMo grappe.limiteGalisMo grappe.fondementDonnees grappe.conservationDonnees'
  ],
  [
    'entre dans un contrôle, dont la phrase est au bordereau quand il faut un motif',
    'depense.beneficiaireSons etablissement.eligibleSons etablissement.motifFiness solution.ccagTic solution.dateSegur organisme.contratAns organisme.entiteNationale'
  ],
  ['recours quand le relevé ne le dit pas', 'etablissement.personnesProjet'],
  ['mois du suivi, qui n’entre dans un taux que par la méthode des trois mois', 'mesure-propre.mois'],
  ['recours quand le SIRET n’est pas connu', 'organisme.siren'],
  [
    'coordonnées pour les rapprochements, les modèles officiels et les courriels',
    'etablissement.adresse etablissement.directeur etablissement.insee etablissement.siret'
  ]
]
/** Printed by the deployment list alone, and only while the VA is ahead: in the example it is signed. The last, under an instruction that exempts somebody. */
const autresDossiers = new Set(['grappe.niveauVa', 'grappe.niveauVsr', 'grappe.dateNotification', 'grappe.exemptionsInstruction'])

const contexte = { date: '2026-11-21', version: '0.1.0' } as const
const { journal } = createReplique('imprimes')
ecrireExemple(journal, { essms: 6, graine: 1, incomplet: false })
/** What the example has none of: a withdrawn establishment, mixed home help, reserves, targets of its own. */
function completer(): void {
  const { etablissements, pvs, organismes } = foldDossier(journal.projet, journal.lireLignes())
  const ecrire = (kind: string, id: string, cellules: Readonly<Record<string, string | number>>) =>
    journal.ecrire(Object.entries(cellules).map(([champ, valeur]) => ({ kind, id, champ, valeur })))
  journal.ajouter('etablissement', null, null, {
    nom: 'MAS Le Départ',
    finess: '340790019',
    organisme: organismes[0]!.id,
    situation: 'retire',
    dateRetrait: '2025-06-30',
    motifRetrait: 'Fermeture.'
  })
  ecrire('etablissement', etablissements[1]!.id, { saadMixte: 'oui', heuresEligibles: 1200, heuresConfort: 300 })
  for (const pv of [pvs[0]!, pvs.at(-1)!]) ecrire('pv', pv.id, { decision: 'reserves', reserves: 'Droits à revoir.', delaiReserves: '2027-01-31' })
  journal.ajouter('cible', null, null, { indicateur: 'DMP', suivi: 'oui', cible: 40, source: 'Convention, article 3' })
  const { id: indicateur } = journal.ajouter('indicateur-propre', null, null, {
    nom: 'E-prescription',
    numerateur: 'Ordonnances électroniques',
    denominateur: 'Ordonnances',
    cible: 60,
    definition: 'Relevée chez l’éditeur.'
  })
  journal.ajouter('indicateur-propre', null, null, { nom: 'Téléconsultation' })
  journal.ajouter('exemption', null, null, { secteur: 'PJM', indicateur: 'DMP', etablissements: 'tous', source: 'Convention, article 6' })
  for (const e of etablissements.slice(0, 2))
    for (const type of ['va', 'cloture'])
      journal.ajouter('mesure-propre', null, null, { etablissement: e.id, indicateur, type, numerateur: 31, denominateur: 57 })
}
completer()
const dossier = foldDossier(journal.projet, journal.lireLignes())

type Entite = Readonly<Record<string, unknown>> & { readonly id: string }
type Listes = Readonly<Record<string, Entite | readonly Entite[]>>
const entitesDe = (collection: string): readonly Entite[] => [(dossier as unknown as Listes)[collection]!].flat() as readonly Entite[]

/** Everything Grappe writes: the documents of each bundle with its bordereau, and those printed on request. */
type Liasse = (typeof lots)[number] | 'hors-lot'
const liasses: readonly Liasse[] = ['galis', 'cloture', 'va', 'etat-des-lieux', 'vsr', 'complement', 'hors-lot']
function imprimer(d: Dossier, liasse: Liasse): string {
  if (liasse === 'hors-lot') return JSON.stringify(Object.values(documentsHorsLot).map((faire) => faire(d, contexte)))
  const productions = productionsDuLot(d, liasse, contexte)
  if (liasse !== 'cloture') return JSON.stringify(productions)
  const manques = completude(d, optionsCompletude(d, contexte.date)).filter((m) => m.motif !== undefined && m.lots.includes(liasse))
  return JSON.stringify([productions, docBordereau(d, contexte, { lot: liasse, etat: 'pret', fichiers: [], manques, refus: [] })])
}
const avant = new Map(liasses.map((l) => [l, imprimer(dossier, l)]))

/** Another value that the field accepts. */
function autre(champ: Champ, valeur: unknown, entite: Entite): unknown {
  switch (champ.genre) {
    case 'choix':
      return champ.options!.find((o) => o.value !== valeur)!.value
    case 'entier':
    case 'decimal':
    case 'montant':
      return ((valeur as number | null) ?? 0) + 3
    case 'date':
      return valeur === '2027-05-17' ? '2027-05-18' : '2027-05-17'
    case 'mois':
      return valeur === '2027-05' ? '2027-06' : '2027-05'
    case 'nombres':
      return ((valeur as readonly (number | null)[] | null) ?? champ.noms!.map(() => 1)).map((n) => (n ?? 0) + 1)
    case 'reference':
      return entitesDe(noms.find((n) => n.kind === champ.vers)!.collection).find((e) => e.id !== valeur && e.id !== entite.id)?.id ?? null
    case 'references':
      return ((valeur as readonly string[] | null) ?? []).slice(1)
    default:
      return `Repère ${String(valeur ?? '')}`
  }
}
/** The dossier with other values in some fields of one entity. */
function avec(d: Dossier, nom: NomConnu, id: string, valeurs: Readonly<Record<string, unknown>>): Dossier {
  const changer = (e: Entite) => (e.id === id ? { ...e, ...valeurs } : e)
  const held = (d as unknown as Listes)[nom.collection]!
  return { ...d, [nom.collection]: Array.isArray(held) ? held.map(changer) : changer(held as Entite) } as Dossier
}
/** First, last and middle entity that has the field, and the first of each list. */
function representants(nom: NomConnu, name: string, champ: Champ): readonly Entite[] {
  const tenus = entitesDe(nom.collection).filter((e) => champ.si?.(e) !== false)
  const remplis = tenus.filter((e) => e[name] !== null)
  const pool = remplis.length > 0 ? remplis : tenus
  // Of each list of actions: only the deployment's is printed with its dates.
  const parListe = new Map(pool.toReversed().map((e) => [e['catalogue'], e])).values()
  return [...new Set([pool[0], pool.at(-1), pool[pool.length >> 1], ...parListe])].filter((e) => e !== undefined)
}

const champsDe = (nom: NomConnu) => Object.entries(nom.champs as unknown as Readonly<Record<string, Champ>>)
const raisons = new Map(nonImprimes.flatMap(([raison, champs]) => champs.split(/\s+/u).map((c) => [c, raison] as const)))
/** Where a field of the same noun was found last: looked at first. */
const habitudes = new Map<string, Liasse>()

function liasseDe(nom: NomConnu, name: string, champ: Champ): Liasse | null {
  const permises = champ.exige ?? liasses
  const habitude = habitudes.get(nom.kind)
  const ordre = [...permises].sort((a, b) => Number(b === habitude) - Number(a === habitude))
  for (const e of representants(nom, name, champ)) {
    const change = avec(dossier, nom, e.id, { [name]: autre(champ, e[name], e) })
    for (const liasse of ordre)
      if (imprimer(change, liasse) !== avant.get(liasse)) {
        habitudes.set(nom.kind, liasse)
        return liasse
      }
  }
  return null
}

describe('printed where it should be', () => {
  it.each(noms.map((n) => [n.kind, n] as const))('%s', (kind, nom) => {
    const nulle = champsDe(nom).flatMap(([name, champ]) =>
      raisons.has(`${kind}.${name}`) || autresDossiers.has(`${kind}.${name}`) || liasseDe(nom, name, champ) !== null ? [] : [`${kind}.${name}`]
    )
    expect(nulle).toEqual([])
  })

  it('what is said to be printed nowhere is not', () => {
    const connus = new Set(noms.flatMap((n) => champsDe(n).map(([c]) => `${n.kind}.${c}`)))
    expect([...raisons.keys()].filter((c) => !connus.has(c))).toEqual([])
    let change = dossier
    for (const nom of noms)
      for (const [name, champ] of champsDe(nom))
        if (raisons.has(`${nom.kind}.${name}`))
          for (const e of representants(nom, name, champ)) change = avec(change, nom, e.id, { [name]: autre(champ, e[name], e) })
    for (const liasse of liasses) expect([liasse, imprimer(change, liasse) === avant.get(liasse)]).toEqual([liasse, true])
  })
})
