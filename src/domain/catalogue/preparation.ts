import type { Kind } from '../noms.ts'

/** What an action fills: a field of a noun, or (champ null) lines of that noun. Nothing is typed twice. */
export interface Alimente {
  readonly kind: Kind
  readonly champ: string | null
}

/** One action of phase « Préparer ». Its state is an `action` entity: list code, action code, portée `grappe`. */
export interface ActionPreparation {
  readonly code: string
  readonly groupe: string
  readonly titre: string
  readonly aide: string
  readonly alimente: readonly Alimente[]
}

export interface ListePreparation {
  readonly code: 'pas-a-pas' | 'kit-2023'
  readonly titre: string
  readonly source: string
  readonly groupes: readonly { readonly code: string; readonly titre: string }[]
  readonly actions: readonly ActionPreparation[]
}

/** `cible` is « kind » or « kind.champ », separated by spaces. */
const a = (groupe: string, code: string, titre: string, aide: string, cible = ''): ActionPreparation => ({
  code,
  groupe,
  titre,
  aide,
  alimente: cible
    .split(' ')
    .filter(Boolean)
    .map((address) => {
      const [kind, champ] = address.split('.')
      return { kind: kind as Kind, champ: champ ?? null }
    })
})

/** Thirteen actions, in the order of the regional step-by-step guide. */
export const pasAPas: ListePreparation = {
  code: 'pas-a-pas',
  titre: 'Pas à pas',
  source: 'D’après le guide « pas à pas » de candidature',
  groupes: [
    { code: '1', titre: 'Faire le point' },
    { code: '2', titre: 'S’informer et s’entourer' },
    { code: '3', titre: 'Cadrer le projet' },
    { code: '4', titre: 'Mobiliser' }
  ],
  actions: [
    a(
      '1',
      '1.1',
      'Recueillir les besoins',
      'Passez en revue les fonctions d’un DUI avec chaque structure ; la liste de l’ANAP sert de questionnaire.',
      'solution.perimetre solution.interfaces'
    ),
    a(
      '1',
      '1.2',
      'Mesurer la maturité',
      'Chaque organisme fait l’autodiagnostic de l’ANAP. Ses résultats se joignent à la pièce 10.',
      'grappe.enjeuEquipement piece-jointe'
    ),
    a('1', '1.3', 'Repérer les personnes ressources', 'Qui connaît le système d’information, le métier, les données personnelles ?', 'personne'),
    a(
      '2',
      '2.1',
      'Lire les textes',
      'L’instruction, l’appel à projets de votre région ou l’appel national, le calcul du montant, le guide du téléservice PAI numérique.',
      'grappe.instruction grappe.financeur grappe.montantDemande'
    ),
    a('2', '2.2', 'Rejoindre le collectif SI ou le club des DSI et RSI', 'D’autres grappes y partagent leurs documents et leurs difficultés.'),
    a('2', '2.3', 'Choisir des prestataires', 'Un DPO et une AMOA si vous n’en avez pas : prestataires référencés, habituels, ou consultation.', 'personne'),
    a('3', '3.1', 'Définir la gouvernance', 'Les instances, leur rôle, leur rythme, et ce que la grappe mutualise.', 'instance grappe.mutualisation'),
    a(
      '3',
      '3.2',
      'Définir les étapes et le planning',
      'Trois plannings : projet, conduite du changement, déploiement, avec les services socles.',
      'tache vague'
    ),
    a(
      '3',
      '3.3',
      'Écrire la note de cadrage',
      'Le contexte, le projet, ses objectifs et ses points d’attention : c’est la matière de la pièce 1.',
      'grappe.contexte grappe.description grappe.objectifsGrappe grappe.objectifsFeuilleDeRoute grappe.objectifsUsages'
    ),
    a('3', '3.4', 'Répartir les responsabilités', 'La matrice RACI : pour chaque activité, une seule personne en répond.', 'raci'),
    a(
      '3',
      '3.5',
      'Choisir les indicateurs',
      'Les cibles d’usage de votre instruction, et ce que votre DUI appelle un dossier actif.',
      'cible grappe.definitionDossierActif'
    ),
    a('4', '4.1', 'Désigner les référents métier', 'Au moins un par structure.', 'personne'),
    a('4', '4.2', 'Présenter le programme', 'Aux équipes, aux instances, aux personnes accompagnées et à leurs proches.', 'communication')
  ]
}

/** Points of attention of the good-practice list of the 2023 kit. */
export const kitBonnesPratiques: ListePreparation = {
  code: 'kit-2023',
  titre: 'Points d’attention',
  source: 'D’après le kit ESMS Numérique de 2023',
  groupes: [
    { code: 'O', titre: 'Objectifs' },
    { code: 'E', titre: 'Enjeux' },
    { code: 'G', titre: 'Gouvernance' },
    { code: 'C', titre: 'Conduite du changement' },
    { code: 'R', titre: 'Risques' }
  ],
  actions: [
    a('O', 'O1', 'Objectifs de la grappe', 'Une vision commune à tous les organismes.', 'grappe.objectifsGrappe'),
    a('O', 'O2', 'Objectifs de la feuille de route du numérique', 'Pour les usagers, les professionnels et les parcours.', 'grappe.objectifsFeuilleDeRoute'),
    a('O', 'O3', 'Objectifs d’usage du DUI', 'Ce que chacun fera dans le DUI, et à quelle échéance.', 'grappe.objectifsUsages'),
    a('E', 'E1', 'Équipements et réseaux', 'L’état du parc et de la connexion, et ce qu’il faut investir.', 'grappe.enjeuEquipement materiel'),
    a('E', 'E2', 'Hébergement', 'Interne, serveur externalisé ou SaaS.', 'solution.hebergement grappe.enjeuHebergement'),
    a('E', 'E3', 'Architecture', 'Ce que la solution change dans chaque structure.', 'grappe.enjeuHebergement'),
    a('E', 'E4', 'Reprise de données', 'Quelles données, depuis quels outils, contrôlées par qui.', 'grappe.enjeuReprise grappe.repriseDonnees'),
    a('E', 'E5', 'Périmètre fonctionnel', 'Les fonctions attendues, y compris les services socles.', 'solution.perimetre'),
    a('E', 'E6', 'Interfaces', 'Facturation, planning, annuaire.', 'solution.interfaces grappe.enjeuInterfaces'),
    a('E', 'E7', 'Autodiagnostic par structure', 'Celui de l’ANAP, pour chaque organisme.', 'piece-jointe'),
    a('E', 'E8', 'Cybersécurité', 'Un diagnostic et un plan d’action.', 'grappe.enjeuCybersecurite'),
    a('G', 'G1', 'Équipe projet', 'Un chef de projet DUI et le temps qu’il y consacre.', 'personne'),
    a('G', 'G2', 'Référents par structure', 'Dont le responsable de traitement du DUI.', 'personne'),
    a('G', 'G3', 'Assistance à maîtrise d’ouvrage', 'Si la grappe en choisit une.', 'personne'),
    a('G', 'G4', 'Instances', 'Comité de pilotage, comité opérationnel.', 'instance'),
    a('G', 'G5', 'Délégué à la protection des données', 'Associé dès le début.', 'personne'),
    a('G', 'G6', 'Responsable du système d’information', 'Et de sa sécurité.', 'personne'),
    a('C', 'C1', 'Groupe de travail', 'Avec de futurs utilisateurs de chaque métier.', 'grappe.conduiteChangement'),
    a('C', 'C2', 'Plan de communication', 'Qui apprend quoi, quand, et par quel moyen.', 'communication'),
    a('C', 'C3', 'Stratégie de formation', 'Qui est formé, par qui, combien de temps.', 'formation'),
    a('C', 'C4', 'Sensibilisation avant le déploiement', 'Données personnelles, identitovigilance, sécurité.', 'communication formation'),
    a('R', 'R1', 'Risques de la grappe', 'Probabilité et impact, de 1 à 4.', 'risque'),
    a('R', 'R2', 'Risques de chaque structure', 'Ce qui n’arrive que là.', 'risque.etablissement'),
    a('R', 'R3', 'Actions préventives et correctives', 'Pour chaque risque, avec un responsable.', 'risque.preventif risque.correctif')
  ]
}

export const listesPreparation: readonly ListePreparation[] = [pasAPas, kitBonnesPratiques]
