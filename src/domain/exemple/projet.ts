import { type Communication, communication, type Formation, formation } from '../conduite.ts'
import { entiteDe } from '../entite-de.ts'
import { type Instance, instance, type Raci, raci } from '../gouvernance.ts'
import { type Grappe, grappe } from '../grappe.ts'
import type { Organisme } from '../organisme.ts'
import { type Personne, personne } from '../personne.ts'
import { type Tache, tache, type Vague, vague } from '../planning.ts'
import { type Risque, risque } from '../risque.ts'
import { type Solution, solution } from '../solution.ts'

export function grappeExemple(outreMer: boolean, essms: number): Grappe {
  return entiteDe(grappe, 'grappe', {
    nom: outreMer ? 'Grappe exemple des Hauts et du Littoral' : 'Grappe exemple Garrigues et Littoral',
    typeProjet: 'mixte',
    instruction: '2023',
    financeur: outreMer ? 'ARS La Réunion' : 'ARS Occitanie',
    checklist: outreMer ? 'nationale' : 'occitanie',
    description: `Déployer un même dossier usager informatisé, interopérable avec les services socles, dans ${essms} établissements et services.`,
    contexte:
      'Les organismes de la grappe travaillent déjà ensemble sur les parcours entre enfance, âge adulte et avancée en âge. Deux d’entre eux disposent d’un dossier informatisé ancien ; les autres utilisent encore du papier ou des tableurs.',
    objectifsGrappe:
      'Partager une même solution, une même version et une même façon de travailler.\nMettre en commun l’équipe projet, les formations et les supports.',
    objectifsFeuilleDeRoute:
      'Pour les usagers : un accès à leurs documents dans Mon espace santé.\nPour les professionnels : des échanges sécurisés par MSSanté.\nPour les parcours : une identité qualifiée et un DMP alimenté.',
    objectifsUsages: 'Atteindre les cibles d’usage de l’instruction dans chaque établissement, et pas seulement en moyenne.',
    enjeuEquipement: 'Le diagnostic du parc est fait ; la couverture Wi-Fi de trois sites reste à reprendre.',
    enjeuHebergement: 'Solution hébergée par l’éditeur chez un hébergeur certifié HDS : aucun serveur local.',
    enjeuReprise: 'Reprise des données administratives et des projets personnalisés en cours, par établissement, avec double contrôle.',
    enjeuInterfaces: 'Interfaces avec la facturation et le planning des organismes ; services socles activés dès la mise en service.',
    enjeuCybersecurite: 'Diagnostic réalisé en 2023 ; plan d’action suivi par le comité opérationnel.',
    mutualisation: 'Une équipe projet unique, un paramétrage commun, un plan de formation et des référents partagés entre établissements voisins.',
    strategieDeploiement:
      'Trois vagues de proche en proche, la première ouverte par deux établissements pilotes. Une vague démarre dès que les premiers établissements de la précédente sont stabilisés.',
    repriseDonnees: 'Extraction par l’éditeur, contrôle par le référent de structure, recette signée avant la bascule.',
    conduiteChangement:
      'Un groupe d’utilisateurs par métier relit le paramétrage. Chaque site a un référent, formé avant ses collègues et présent les deux premières semaines.',
    dateNotification: '2023-10-16',
    dateConvention: '2023-12-04',
    referenceConvention: outreMer ? 'CONV-EX-974-2023-011' : 'CONV-EX-OCC-2023-027',
    dateDebut: '2024-01-08',
    dateFin: '2026-10-30',
    debutEligibilite: '2023-12-04',
    finEligibilite: '2026-10-30',
    montantDemande: 1_250_000 * essms,
    montantConvention: 1_250_000 * essms,
    avanceRecue: 625_000 * essms,
    dateAvance: '2024-02-12',
    plafondEquipement: 1_000_000,
    definitionDossierActif: 'Dossier d’une personne présente sur la période et ouvert en écriture au moins une fois par un professionnel.',
    methodeTaux: 'fenetre',
    niveauVa: 'og',
    niveauVsr: 'grappe',
    finVa: '2025-11-30',
    finCloture: '2026-09-30',
    lienCloture: 'https://exemple.invalid/demarche-cloture',
    courrielArs: 'ars@exemple.invalid',
    courrielGrades: 'grades@exemple.invalid',
    limiteCourrielMo: 10,
    contactProjet: 'personne-1'
  })
}

export const solutionExemple = (): Solution =>
  entiteDe(solution, 'solution', {
    editeur: 'Éditeur Exemple',
    nom: 'DUI Exemple',
    version: '7.2',
    statutSegur: 'reference',
    numeroSegur: 'EX-2023-0042',
    dateSegur: '2023-06-30',
    voieAchat: 'resah',
    referenceCommande: 'BC-EX-2024-0117',
    hebergement: 'saas',
    perimetre: 'Dossier administratif, projet personnalisé, transmissions, agenda, soins, documents, services socles.',
    interfaces: 'Facturation, planning, annuaire des professionnels.',
    appelInsi: 'oui',
    dateMiseEnConcurrence: '2023-11-20',
    ccagTic: 'non'
  })

/** The people of the project, spread over the organisations there are. */
export function personnesExemple(organismes: readonly Organisme[]): readonly Personne[] {
  const lignes = [
    ['chef-de-projet', 'Mme', 'Aubrac-Menez', 'Camille', 'Cheffe de projet DUI', 0, '0,8 ETP'],
    ['dpo', 'M', 'Quintrel', 'Sacha', 'Délégué à la protection des données', 0, '1 jour par mois'],
    ['rsi', 'M', 'Larzacq', 'Maxime', 'Responsable du système d’information', 0, '2 jours par mois'],
    ['responsable-traitement', 'Mme', 'Vallorge', 'Dominique', 'Directrice générale', 1, null],
    ['referent-iv', 'Mme', 'Brézenac', 'Alix', 'Référente identitovigilance', 2, '1 jour par mois'],
    ['referent-dmp', 'M', 'Cormontel', 'Eden', 'Cadre de santé', 3, '1 jour par mois'],
    ['referent-mes', 'M', 'Cormontel', 'Eden', 'Cadre de santé', 3, null],
    ['copil', 'Mme', 'Éstival', 'Noor', 'Directrice', 4, null],
    ['comop', 'M', 'Durbanelle', 'Lou', 'Chef de service', 1, null]
  ] as const
  return lignes.map(([role, civilite, nom, prenom, fonction, og, tempsProjet], i) =>
    entiteDe(personne, `personne-${i + 1}`, {
      role,
      civilite,
      nom,
      prenom,
      fonction,
      organisme: organismes[og % organismes.length]!.id,
      tempsProjet,
      courriel: `personne${i + 1}@exemple.invalid`,
      telephone: `04 99 00 00 ${10 + i}`
    })
  )
}

export const instancesExemple = (): readonly Instance[] =>
  [
    [
      'Comité de pilotage (COPIL)',
      'Décide, arbitre, suit le budget et les risques.',
      'Une direction par organisme, le porteur, la cheffe de projet, l’ARS et le GRADeS invités.',
      'Tous les deux mois'
    ],
    [
      'Comité opérationnel (COMOP)',
      'Prépare et suit les actions, traite les difficultés des sites.',
      'Cheffe de projet, un référent par structure, responsable SI, éditeur.',
      'Tous les quinze jours'
    ],
    ['Groupe des utilisateurs', 'Relit le paramétrage et les supports de formation.', 'Un professionnel par métier et par secteur.', 'Une fois par mois']
  ].map(([nom, role, composition, frequence], i) =>
    entiteDe(instance, `instance-${i + 1}`, { nom: nom!, role: role!, composition: composition!, frequence: frequence!, ordre: i + 1 })
  )

export const racisExemple = (): readonly Raci[] =>
  [
    ['Contractualiser avec l’ARS', 'C', 'A', 'R', 'I', null, 'C', null, null],
    ['Paramétrer le DUI', 'I', 'I', 'A', 'C', 'C', null, 'R', null],
    ['Reprendre les données', 'I', null, 'A', 'R', 'C', 'C', 'R', null],
    ['Former les professionnels', 'C', 'I', 'A', 'R', null, null, 'R', null],
    ['Activer les services socles', 'C', 'I', 'A', 'C', 'R', 'C', 'R', null],
    ['Signer la VA et la VSR', 'R', 'A', 'C', 'C', null, null, 'R', null],
    ['Mesurer les usages', 'I', 'A', 'R', 'R', null, null, 'C', null]
  ].map(([activite, direction, porteur, chefProjet, referents, si, dpo, editeur, amoa], i) =>
    entiteDe(raci, `raci-${i + 1}`, {
      activite: activite!,
      direction: direction!,
      porteur: porteur!,
      chefProjet: chefProjet!,
      referents: referents!,
      si: si!,
      dpo: dpo!,
      editeur: editeur!,
      amoa: amoa!,
      ordre: i + 1
    })
  )

export const nombreVagues = 3

export const vaguesExemple = (): readonly Vague[] =>
  [
    ['Vague 1 – pilotes et voisins', '2024-11-04', '2025-01-31', 'Paramétrage recetté, certificats commandés.'],
    ['Vague 2', '2025-01-06', '2025-03-28', 'Paramétrage des pilotes validé par le COPIL.'],
    ['Vague 3', '2025-03-03', '2025-05-30', 'Vague 2 stabilisée.']
  ].map(([nom, debut, fin, prerequis], i) => entiteDe(vague, `vague-${i + 1}`, { nom: nom!, debut: debut!, fin: fin!, prerequis: prerequis!, ordre: i + 1 }))

export const tachesExemple = (): readonly Tache[] =>
  (
    [
      ['projet', 'Notification de l’ARS', '2023-10-16', null, null],
      ['projet', 'Convention signée avec l’ARS', '2023-12-04', null, null],
      ['projet', 'Cadrage et choix de la solution', '2024-01-08', '2024-05-31', null],
      ['projet', 'Commande', '2024-06-14', null, null],
      ['projet', 'Paramétrage et recette', '2024-06-17', '2024-10-31', null],
      ['projet', 'VA', '2025-11-28', null, null],
      ['projet', 'VSR', '2026-06-19', null, null],
      ['projet', 'Mesure des usages', '2025-09-01', '2026-09-30', null],
      ['projet', 'Clôture', '2026-10-30', null, null],
      ['changement', 'Présentation aux équipes', '2024-02-05', '2024-04-26', null],
      ['changement', 'Groupe des utilisateurs', '2024-06-17', '2025-06-27', null],
      ['changement', 'Formation des référents', '2024-09-02', '2024-10-25', null],
      ['changement', 'Formation des professionnels', '2024-11-04', '2025-05-30', null],
      ['changement', 'Sensibilisation des usagers et des familles', '2025-03-03', '2026-03-27', null],
      ['deploiement', 'Vague 1 – pilotes et voisins', '2024-11-04', '2025-01-31', 'vague-1'],
      ['deploiement', 'Vague 2', '2025-01-06', '2025-03-28', 'vague-2'],
      ['deploiement', 'Vague 3', '2025-03-03', '2025-05-30', 'vague-3'],
      ['deploiement', 'Services socles : INS, DMP, MSSanté', '2025-04-01', '2025-11-28', null],
      ['deploiement', 'Tous les établissements en service', '2025-06-02', null, null]
    ] as const
  ).map(([gantt, libelle, debut, fin, wave], i) =>
    entiteDe(tache, `tache-${i + 1}`, {
      gantt,
      libelle,
      debut,
      fin,
      jalon: fin === null ? 'oui' : 'non',
      responsable: gantt === 'changement' ? 'Référents' : 'Cheffe de projet',
      vague: wave,
      ordre: i + 1
    })
  )

export const communicationsExemple = (): readonly Communication[] =>
  (
    [
      ['Lettre d’information n° 1', 'Tous les professionnels', 'E-mail et affichage', '2024-02-12', 'Cheffe de projet'],
      ['Réunion d’équipe « votre futur dossier »', 'Équipes de chaque site', 'Réunion', '2024-03-18', 'Référents'],
      ['Note aux usagers et aux familles', 'Usagers, familles, CVS', 'Courrier', '2025-03-10', 'Directions'],
      ['Bilan des pilotes', 'Directions', 'COPIL', '2025-02-06', 'Porteur']
    ] as const
  ).map(([titre, cibles, support, date, responsable], i) =>
    entiteDe(communication, `communication-${i + 1}`, { action: titre, public: cibles, support, date, responsable, ordre: i + 1 })
  )

export const formationsExemple = (essms: number): readonly Formation[] =>
  (
    [
      ['Référents de structure', 'Référents', essms * 2, '2 jours', '2024-09-02', 'En présentiel, par l’éditeur.'],
      ['Prise en main du DUI', 'Professionnels', essms * 22, '1 jour', '2024-11-04', 'Sur site, par les référents, avec un jeu de cas commun.'],
      ['Identitovigilance', 'Personnels d’admission', essms * 3, '½ journée', '2025-01-13', 'À distance, par la référente de la grappe.'],
      ['MSSanté, DMP et Mon espace santé', 'Professionnels à rôle', essms * 9, '½ journée', '2025-04-07', 'Par le GRADeS, puis par les référents.']
    ] as const
  ).map(([intitule, cibles, participants, duree, date, organisation], i) =>
    entiteDe(formation, `formation-${i + 1}`, { intitule, public: cibles, participants, duree, date, organisation, ordre: i + 1 })
  )

export const risquesExemple = (essms: number): readonly Risque[] =>
  (
    [
      ['Manque de disponibilité des référents', '3', '3', 'Temps dégagé et inscrit aux plannings.', 'Renfort de l’équipe projet.', null],
      ['Qualité des données reprises', '2', '4', 'Nettoyage préalable et recette signée.', 'Reprise complémentaire par l’éditeur.', null],
      ['Retard des certificats et des cartes', '3', '2', 'Commande dès la signature du contrat ANS.', 'Décalage de la vague suivante.', null],
      ['Couverture Wi-Fi insuffisante', '2', '2', 'Mesure sur site avant la vague.', 'Bornes provisoires.', essms < 3 ? 'essms-0001' : 'essms-0003'],
      ['Départ de la cheffe de projet', '1', '4', 'Documentation partagée, binôme désigné.', 'Relais par le responsable SI du porteur.', null]
    ] as const
  ).map(([libelle, probabilite, impact, preventif, correctif, etablissement], i) =>
    entiteDe(risque, `risque-${i + 1}`, {
      libelle,
      probabilite,
      impact,
      preventif,
      correctif,
      etablissement,
      responsable: 'Cheffe de projet',
      ordre: i + 1
    })
  )
