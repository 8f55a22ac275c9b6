import { codesInstruction } from './catalogue/codes-instruction.ts'
import { remarqueFichiersCloture, remarqueTailleCloture } from './catalogue/plateformes.ts'
import { choix, date, entier, montant, ouiNon, reference, texte, texteLong } from './champs/champ.ts'
import { defineNom, type Entite } from './nom.ts'

/** The grappe itself: exactly one per file. Dates and amounts are those of the notification and the convention. */
export const grappe = defineNom({
  kind: 'grappe',
  collection: 'grappe',
  label: 'grappe',
  unique: true,
  champs: {
    nom: texte('Nom de la grappe', { exige: ['galis', 'complement', 'va', 'etat-des-lieux', 'vsr', 'cloture'] }),
    typeProjet: choix(
      'Type de projet',
      [
        ['acquisition', 'Acquisition'],
        ['conformite', 'Mise en conformité'],
        ['mixte', 'Mixte']
      ],
      { exige: ['galis'], aide: 'Mixte : une mise en conformité avec une minorité d’acquisitions, même solution et même version.' }
    ),
    instruction: choix('Instruction de rattachement', codesInstruction, {
      exige: ['galis', 'cloture'],
      aide: 'Celle de l’appel à projets auquel la grappe répond ou a répondu.'
    }),
    financeur: texte('Financeur à choisir dans GALIS', {
      exige: ['galis'],
      manque: 'Financeur à choisir',
      aide: 'L’ARS de la région ou « National (CNSA - PAI Numérique) ». Voir la proposition en Recevabilité.'
    }),
    checklist: choix(
      'Checklist de déploiement',
      [
        ['occitanie', 'Occitanie'],
        ['nationale', 'Nationale']
      ],
      { aide: 'La liste d’actions suivie en phase Déploiement.' }
    ),
    description: texteLong('Description du projet', { exige: ['galis'] }),
    contexte: texteLong('Contexte de la grappe', { exige: ['galis'] }),
    objectifsGrappe: texteLong('Objectifs de la grappe', { exige: ['galis'], aide: 'La vision commune des organismes.' }),
    objectifsFeuilleDeRoute: texteLong('Objectifs liés à la feuille de route du numérique', {
      exige: ['galis'],
      aide: 'Pour les usagers, les professionnels et les parcours.'
    }),
    objectifsUsages: texteLong('Objectifs d’usage du DUI', { exige: ['galis'] }),
    enjeuEquipement: texteLong('Point d’attention : équipements et réseaux'),
    enjeuHebergement: texteLong('Point d’attention : hébergement et architecture'),
    enjeuReprise: texteLong('Point d’attention : reprise de données'),
    enjeuInterfaces: texteLong('Point d’attention : périmètre fonctionnel et interfaces'),
    enjeuCybersecurite: texteLong('Point d’attention : cybersécurité'),
    mutualisation: texteLong('Mutualisation au sein de la grappe', {
      exige: ['galis'],
      aide: 'Ce qui est fait une fois pour toutes : équipe, formation, paramétrage, achats.'
    }),
    strategieDeploiement: texteLong('Stratégie de déploiement', {
      exige: ['galis'],
      aide: 'Ordre des vagues, pilotes, conditions de passage de l’une à l’autre.'
    }),
    repriseDonnees: texteLong('Organisation de la reprise de données', { exige: ['galis'] }),
    conduiteChangement: texteLong('Approche de la conduite du changement', { exige: ['galis'] }),
    dateMiseEnOrdreDeMarche: date('Mise en ordre de marche sous contrat éditeur', { aide: 'Date la plus ancienne, s’il y en a eu une avant le projet.' }),
    dateNotification: date('Date de notification'),
    dateConvention: date('Date de la convention avec l’ARS', { exige: ['va', 'vsr', 'cloture'] }),
    referenceConvention: texte('Référence de la convention', { exige: ['va', 'vsr', 'cloture'] }),
    dateDebut: date('Début du projet', { exige: ['galis'], manque: 'Date de début du projet manquante' }),
    dateFin: date('Fin du projet', { exige: ['galis'], manque: 'Date de fin du projet manquante' }),
    debutEligibilite: date('Début de la période d’éligibilité des dépenses'),
    finEligibilite: date('Fin de la période d’éligibilité des dépenses'),
    montantDemande: montant('Subvention demandée', { exige: ['galis'], manque: 'Montant de la subvention demandée manquant' }),
    montantConvention: montant('Montant de la convention', { exige: ['cloture'] }),
    avanceRecue: montant('Avance reçue'),
    dateAvance: date('Date de l’avance'),
    soldeRecu: montant('Solde reçu'),
    dateSolde: date('Date du solde'),
    plafondEquipement: montant('Plafond d’équipement par ESSMS', { aide: 'Celui de votre appel à projets ou de votre convention.' }),
    minimumEssms: entier('Nombre minimum d’établissements', {
      aide: '15 si rien n’est saisi, 8 si tous sont en Corse ou en outre-mer. Pour 2026 et les autres appels, Grappe ne le connaît pas et vous pose la question.'
    }),
    minimumOg: entier('Nombre minimum d’organismes', {
      aide: '3 si rien n’est saisi pour le premier appel de 2021, 2 si tous les établissements sont en Corse ou en outre-mer ; aucun du second appel de 2021 à 2025. Un organisme qui réunit à lui seul le minimum d’établissements en dispense. Saisissez 0 s’il n’y en a pas.'
    }),
    seuilNational: entier('Seuil de l’appel national', {
      unite: 'ESSMS',
      aide: '50 si rien n’est saisi, du second appel de 2021 à 2025 ; depuis 2023, il faut aussi plusieurs régions. Saisissez 0 s’il n’y a pas d’appel national.'
    }),
    contratInterditAvant: date('Aucun contrat éditeur avant le', {
      aide: '16/01/2023 si rien n’est saisi, pour l’instruction 2023. Pour les autres, Grappe ne connaît pas la date et vous pose la question.'
    }),
    regleSegur: choix(
      'Référencement Ségur exigé',
      [
        ['libre', 'Aucun'],
        ['inscription', 'Éditeur inscrit au guichet'],
        ['reference-ou-en-cours', 'Solution référencée ou en cours']
      ],
      {
        aide: 'Si rien n’est choisi, celui que l’instruction demande à vos secteurs : Grappe le connaît de 2023 à 2025. « Inscrit au guichet » : à la signature de la convention avec l’ARS.'
      }
    ),
    definitionDossierActif: texteLong('Définition de « dossier actif » dans votre DUI', {
      exige: ['etat-des-lieux', 'cloture'],
      aide: 'Telle que l’éditeur la calcule. Elle est imprimée avec les indicateurs.'
    }),
    methodeTaux: choix('Calcul des taux déclarés', [
      ['fenetre', 'Sur la fenêtre de trois mois'],
      ['moyenne', 'Moyenne des trois taux mensuels']
    ]),
    exemptionsInstruction: ouiNon('Appliquer les exemptions de l’instruction', { aide: 'Oui si rien n’est choisi.' }),
    niveauVa: choix(
      'Niveau de signature de la VA',
      [
        ['grappe', 'Grappe'],
        ['og', 'Organisme'],
        ['essms', 'Établissement']
      ],
      { exige: ['va', 'cloture'] }
    ),
    niveauVsr: choix(
      'Niveau de signature de la VSR',
      [
        ['grappe', 'Grappe'],
        ['og', 'Organisme'],
        ['essms', 'Établissement']
      ],
      { exige: ['vsr', 'cloture'] }
    ),
    finVa: date('Fin de la fenêtre de l’état des lieux', {
      exige: ['etat-des-lieux'],
      manque: 'Date de fin de la fenêtre de l’état des lieux manquante',
      aide: 'Dernier jour des trois mois mesurés au moment de la VA.'
    }),
    finCloture: date('Fin de la fenêtre de clôture', {
      exige: ['cloture'],
      manque: 'Date de fin de la fenêtre de clôture manquante',
      aide: 'Dernier jour des trois derniers mois mesurés.'
    }),
    lienCloture: texte('Lien de la démarche de clôture', {
      exige: ['cloture'],
      aide: 'Donné par l’ARS : il ne se trouve pas depuis l’accueil de la plateforme.'
    }),
    courrielArs: texte('Adresses e-mail de l’ARS', { exige: ['va', 'etat-des-lieux', 'vsr'] }),
    courrielGrades: texte('Adresses e-mail du GRADeS'),
    fondementDonnees: texte('Fondement du traitement des données personnelles', { aide: 'À fixer avec votre DPO, par exemple l’intérêt légitime.' }),
    conservationDonnees: texte('Durée de conservation des données personnelles', { aide: 'À fixer avec votre DPO : rien n’est effacé tout seul.' }),
    limiteCourrielMo: entier('Limite d’un e-mail', { unite: 'Mo' }),
    limiteGalisMo: entier('Taille d’un fichier déposé dans GALIS', { unite: 'Mo', aide: 'Alerte à 10 Mo si rien n’est saisi : la limite n’est pas publiée.' }),
    limiteClotureMo: entier('Taille d’un fichier de clôture', {
      unite: 'Mo',
      aide: '200 Mo si rien n’est saisi. Grappe assemble ses fichiers un peu au-dessous, et n’en garde aucun de plus de 200 Mo.',
      controle: remarqueTailleCloture
    }),
    fichiersClotureMax: entier('Fichiers par rubrique de la clôture', {
      aide: '10 si rien n’est saisi, le plus que la plateforme accepte.',
      controle: remarqueFichiersCloture
    }),
    contactProjet: reference('Contact du projet', 'personne', { exige: ['galis'] })
  }
})
export type Grappe = Entite<typeof grappe>
