import { lireCategorie } from './catalogue/lire-categorie.ts'
import { choix, date, decimal, entier, finess, montant, ouiNon, ouiNonInconnu, reference, siret, texte } from './champs/champ.ts'
import { defineNom, type Entite } from './nom.ts'

const conserve = (e: Readonly<Record<string, unknown>>) => e['situation'] !== 'retire'
const domicile = (e: Readonly<Record<string, unknown>>) => conserve(e) && e['saadMixte'] === 'oui'
const categorie = texte('Catégorie FINESS (code)', {
  exige: ['galis'],
  si: conserve,
  aide: 'Trois chiffres, par exemple 500 ; ou son sigle : EHPAD, IME, MECS.'
})

/** ESSMS = FINESS géographique (ET). `situation: retire` keeps it in the file but out of every count. */
export const etablissement = defineNom({
  kind: 'etablissement',
  collection: 'etablissements',
  label: 'établissement',
  part: 'soi',
  champs: {
    nom: texte('Nom', { exige: ['galis', 'va', 'etat-des-lieux', 'vsr', 'cloture'] }),
    finess: finess('FINESS géographique (ET)', { exige: ['galis', 'va', 'etat-des-lieux', 'vsr', 'cloture'], si: conserve }),
    organisme: reference('Organisme gestionnaire', 'organisme', { exige: ['galis', 'va', 'etat-des-lieux', 'vsr', 'cloture'], si: conserve }),
    categorie: {
      ...categorie,
      parse: (tape) => {
        const lu = categorie.parse(tape)
        return lu.ok ? lireCategorie(tape) : lu
      }
    },
    secteur: choix(
      'Secteur',
      [
        ['PA', 'Personnes âgées'],
        ['PHE', 'Handicap – enfants'],
        ['PHA', 'Handicap – adultes'],
        ['PH', 'Handicap'],
        ['DOM', 'Domicile'],
        ['PDE', 'Protection de l’enfance'],
        ['AHI', 'Accueil, hébergement, insertion'],
        ['PDS', 'Difficultés spécifiques'],
        ['PJM', 'Protection juridique des majeurs'],
        ['AUTRE', 'Autre']
      ],
      { exige: ['galis', 'cloture'], si: conserve }
    ),
    siret: siret('SIRET'),
    adresse: texte('Adresse'),
    codePostal: texte('Code postal', { exige: ['galis'], si: conserve }),
    commune: texte('Commune', { exige: ['galis', 'cloture'], si: conserve }),
    insee: texte('Code INSEE de la commune'),
    region: choix(
      'Région',
      [
        ['84', 'Auvergne-Rhône-Alpes'],
        ['27', 'Bourgogne-Franche-Comté'],
        ['53', 'Bretagne'],
        ['24', 'Centre-Val de Loire'],
        ['94', 'Corse'],
        ['44', 'Grand Est'],
        ['01', 'Guadeloupe'],
        ['03', 'Guyane'],
        ['32', 'Hauts-de-France'],
        ['11', 'Île-de-France'],
        ['04', 'La Réunion'],
        ['02', 'Martinique'],
        ['06', 'Mayotte'],
        ['28', 'Normandie'],
        ['75', 'Nouvelle-Aquitaine'],
        ['76', 'Occitanie'],
        ['52', 'Pays de la Loire'],
        ['93', 'Provence-Alpes-Côte d’Azur']
      ],
      { exige: ['galis'], si: conserve }
    ),
    capacite: entier('Capacité autorisée', { unite: 'places' }),
    personnesAccompagnees: entier('Personnes accompagnées', {
      exige: ['galis'],
      si: conserve,
      aide: 'Une moyenne annuelle est admise.',
      manque: 'Nombre de personnes accompagnées manquant'
    }),
    personnesProjet: entier('Personnes pouvant bénéficier d’un projet d’accueil et d’accompagnement'),
    situationDui: choix(
      'Situation DUI',
      [
        ['acquisition', 'Acquisition'],
        ['conformite', 'Mise en conformité']
      ],
      { exige: ['galis'], si: conserve }
    ),
    eligibleSons: ouiNonInconnu('Éligible au SONS', { aide: 'Depuis 2025, un établissement AHI non éligible au SONS est dispensé des cibles MSSanté et DMP.' }),
    directeur: texte('Directeur ou directrice', { personnel: true }),
    situation: choix('Dans la grappe', [
      ['conserve', 'Conservé'],
      ['retire', 'Retiré']
    ]),
    dateRetrait: date('Date du retrait', { exige: ['cloture'], si: (e) => !conserve(e) }),
    motifRetrait: texte('Motif du retrait', { exige: ['cloture'], si: (e) => !conserve(e) }),
    motifFiness: texte('Motif de confirmation du FINESS', { aide: 'Seulement si le numéro est juste malgré sa clé de contrôle.' }),
    dateMiseEnService: date('Mise en service du DUI', { exige: ['va', 'vsr', 'cloture'], si: conserve, manque: 'Date de mise en service du DUI manquante' }),
    vague: reference('Vague de déploiement', 'vague', { exige: ['galis'], si: conserve }),
    pilote: ouiNon('Établissement pilote'),
    saadMixte: ouiNon('Aide à domicile avec services de confort'),
    heuresEligibles: decimal('Heures d’aide éligibles par an', { unite: 'h', exige: ['galis'], si: domicile }),
    heuresConfort: decimal('Heures de confort par an', { unite: 'h', exige: ['galis'], si: domicile }),
    montantAide: montant('Aide demandée pour cet établissement', { aide: 'GALIS demande le montant affecté à chaque établissement.' }),
    insAQualifier: entier('Identités à qualifier'),
    insQualifiees: entier('Identités qualifiées'),
    insDiscordantes: entier('Identités en discordance'),
    insNonTrouvees: entier('Identités non trouvées'),
    rppsCoordination: entier('RPPS+ : coordination et orientation'),
    rppsAdministratif: entier('RPPS+ : administratif ou appui'),
    rppsVieSociale: entier('RPPS+ : accompagnement à la vie sociale, professionnelle et éducative'),
    rppsSoin: entier('RPPS+ : accompagnement au soin'),
    rppsEncadrement: entier('RPPS+ : encadrement et organisation')
  }
})
export type Etablissement = Entite<typeof etablissement>
