import { type Constructeur, construire, type Valeurs } from './dossier-de-test.ts'
import { withFinessKey, withIbanKeys, withSiretKey } from './identifiants.ts'
import { analyseVide, ecrireAnalyse } from './preuves/analyse.ts'
import { pointsVerifies } from './pv.ts'

/** The day of these dossiers. */
export const jour = '2026-11-21'

const finess = (i: number) => withFinessKey(`34${String(i).padStart(6, '0')}`)
const siret = withSiretKey('7328293200007')
// Order: messages, DMP, active, with projet, with agenda, persons accompanied, persons with a projet.
const chiffres = [80, 40, 48, 46, 45, 50, 50]

/** Points all conforme, as a procès-verbal needs them. */
const points = Object.fromEntries(pointsVerifies.map((p) => [p, 'conforme'])) as Valeurs<'pv'>

/** A proof of one page that mentions the window, a few establishments and every number up to 200. */
const preuveLue = {
  ...analyseVide('lu', 1),
  lues: 1,
  caracteres: 900,
  nombres: Array.from({ length: 201 }, (_, n) => n),
  mois: [['2026-09', 1]] as const
}

function membres(c: Constructeur, n: number, etablissement: Valeurs<'etablissement'>): void {
  c.ajouter('organisme', {
    id: 'og',
    porteur: 'oui',
    raisonSociale: 'Association Les Cèdres',
    finessEj: finess(900_000),
    siret,
    nomRepresentant: 'Vallorge',
    prenomRepresentant: 'Camille',
    fonctionRepresentant: 'Directrice générale'
  })
  for (let i = 0; i < n; i++)
    c.ajouter('etablissement', { id: `e${i}`, nom: `EHPAD ${i}`, finess: finess(i), organisme: 'og', secteur: 'PA', commune: 'Sète', ...etablissement })
}

/**
 * A grappe of 2022 taken up at its closure: nothing of phases 2 to 5, instruction « autre », targets typed from the convention.
 * Its closure is ready.
 */
export function dossierCloture(n = 2): Constructeur {
  const c = construire()
  c.ajouter('grappe', {
    nom: 'Grappe des Cèdres',
    instruction: 'autre',
    dateConvention: '2024-01-15',
    referenceConvention: 'ARS-2024-12',
    montantConvention: 30_000_000,
    niveauVa: 'grappe',
    niveauVsr: 'grappe',
    finCloture: '2026-09-30',
    lienCloture: 'https://demarche.exemple.fr/commencer/cloture',
    definitionDossierActif: 'Dossier modifié dans les trois mois',
    debutEligibilite: '2024-01-01',
    finEligibilite: '2026-12-31'
  })
  c.ajouter('solution', { editeur: 'Éditeur', nom: 'Logiciel', version: '4.2' })
  membres(c, n, { dateMiseEnService: '2025-03-01' })
  for (let i = 0; i < n; i++) {
    c.ajouter('releve', { id: `r${i}`, etablissement: `e${i}`, type: 'cloture', chiffres, dateExtraction: '2026-10-02', estimation: 'releve' })
    c.ajouter('piece-jointe', {
      id: `preuve${i}`,
      role: 'preuve',
      releve: 'cloture',
      cible: `e${i}`,
      nom: `preuve-${i}.pdf`,
      type: 'application/pdf',
      texteLisible: 'oui',
      analyse: ecrireAnalyse({ ...preuveLue, noms: ['e0', 'e1', `e${i}`].map((id) => [id, 1]) })
    })
  }
  for (const [indicateur, cible] of [
    ['MSS', 70],
    ['DMP', 70],
    ['ACT', 90],
    ['PP', 90],
    ['AGD', 90]
  ] as const)
    c.ajouter('cible', { id: `cible-${indicateur}`, indicateur, cible, source: 'Convention' })
  const tous = Array.from({ length: n }, (_, i) => `e${i}`)
  for (const [type, dateDebut, dateFin, dateDecision] of [
    ['va', '2025-04-01', '2025-04-20', '2025-04-25'],
    ['vsr', '2025-04-25', '2025-06-10', '2025-06-12']
  ] as const) {
    c.ajouter('pv', {
      ...points,
      id: type,
      type,
      niveau: 'grappe',
      organisme: 'og',
      etablissements: tous,
      dateDebut,
      dateFin,
      dateDecision,
      decision: 'prononcee',
      lieu: 'Sète',
      signataireClient: 'Camille Vallorge',
      qualiteClient: 'Directrice générale',
      signataireEditeur: 'Dominique Serrant',
      qualiteEditeur: 'Directeur de projet'
    })
    c.ajouter('piece-jointe', { id: `${type}-signe`, role: 'pv', cible: type, nom: `pv-${type}.pdf`, codeDonnees: 'AAAA0000' })
  }
  c.ajouter('depense', {
    id: 'd1',
    numero: 1,
    organisme: 'og',
    poste: 'Licences',
    nature: 'logiciel',
    imputation: 'fonctionnement',
    libelle: 'Abonnement',
    fournisseur: 'Éditeur',
    siretFournisseur: siret,
    facture: 'F-1',
    dateFacture: '2025-03-01',
    dateAcquittement: '2025-03-30',
    ht: 25_000_000,
    tauxTva: 20,
    tva: 5_000_000,
    ttc: 30_000_000,
    eligible: 30_000_000
  })
  c.ajouter('piece-jointe', { id: 'facture', role: 'facture', cible: 'd1', nom: 'F-1.pdf' })
  c.ajouter('piece-jointe', { id: 'etat', role: 'etat-depenses', nom: 'etat-depenses.pdf' })
  return c
}

/** A candidature of 2023 whose GALIS file is ready: fifteen EHPAD of Occitanie, mise en conformité. */
export function dossierGalis(n = 15): Constructeur {
  const c = construire()
  const texte = 'Texte saisi par le porteur.'
  c.ajouter('grappe', {
    nom: 'Grappe des Cèdres',
    typeProjet: 'conformite',
    instruction: '2023',
    financeur: 'ARS Occitanie',
    description: texte,
    contexte: texte,
    objectifsGrappe: texte,
    objectifsFeuilleDeRoute: texte,
    objectifsUsages: texte,
    mutualisation: texte,
    strategieDeploiement: texte,
    repriseDonnees: texte,
    conduiteChangement: texte,
    dateDebut: '2027-01-01',
    dateFin: '2028-12-31',
    montantDemande: 10_000_000,
    contactProjet: 'chef'
  })
  c.ajouter('solution', {
    editeur: 'Éditeur',
    nom: 'Logiciel',
    version: '4.2',
    statutSegur: 'reference',
    numeroSegur: 'DUI-1',
    hebergement: 'saas',
    perimetre: texte
  })
  membres(c, n, {
    categorie: '500',
    codePostal: '34200',
    region: '76',
    personnesAccompagnees: 50,
    situationDui: 'conformite',
    vague: 'v1'
  })
  c.modifier('organisme', 'og', {
    statutJuridique: 'Association',
    naf: '87.10A',
    adresse: '1 quai de la Consigne',
    codePostal: '34200',
    commune: 'Sète',
    courrielRepresentant: 'direction@exemple.fr',
    telephoneRepresentant: '04 00 00 00 00',
    nombreEssmsGeres: n,
    iban: withIbanKeys('20041', '01005', '0500013M026'),
    bic: 'PSSTFRPPMON',
    titulaireCompte: 'ASSOCIATION LES CEDRES'
  })
  c.ajouter('personne', { id: 'chef', role: 'chef-de-projet', nom: 'Aubrac', prenom: 'Noé' })
  c.ajouter('instance', { nom: 'COPIL', role: texte, composition: texte, frequence: 'Trimestrielle' })
  c.ajouter('raci', { id: 'raci', activite: 'Paramétrer', chefProjet: 'R/A', referents: 'C' })
  for (const gantt of ['projet', 'changement', 'deploiement'] as const) c.ajouter('tache', { gantt, libelle: 'Étape', debut: '2027-01-01', fin: '2027-06-30' })
  c.ajouter('cout', { poste: 'Licences', nature: 'logiciel', imputation: 'fonctionnement', annee: 2027, ht: 5_000_000, tauxTva: 20, ttc: 6_000_000 })
  c.ajouter('cout-rh', { fonction: 'Chef de projet', annee: 2027, etp: 0.5, mois: 10, coutMensuel: 800_000 })
  c.ajouter('ressource', { id: 'avance', source: 'avance', annee: 2027, montant: 5_000_000 })
  c.ajouter('ressource', { source: 'solde', annee: 2027, montant: 5_000_000 })
  c.ajouter('vague', { id: 'v1', nom: 'Vague 1', debut: '2027-02-01', fin: '2027-06-30' })
  c.ajouter('risque', { libelle: 'Retard', probabilite: '2', impact: '3', preventif: texte })
  c.ajouter('communication', { action: 'Réunion', public: 'Équipes', date: '2027-01-15' })
  c.ajouter('formation', { intitule: 'Prise en main', public: 'Équipes', participants: 40, date: '2027-03-01' })
  for (const code of ['6', '7', '8']) c.ajouter('reponse', { cle: `controle:${code}`, reponse: 'oui', auteur: 'Noé Aubrac', date: '2026-11-01' })
  c.ajouter('piece-jointe', { id: 'rib', role: 'piece', piece: 9, nom: 'rib.pdf' })
  c.ajouter('piece-jointe', { id: 'convention', role: 'piece', piece: 3, nom: 'convention.pdf', codeDonnees: 'AAAA0000' })
  c.ajouter('piece-jointe', { id: 'lettre', role: 'piece', piece: 4, nom: 'lettre.pdf', codeDonnees: 'AAAA0000' })
  return c
}
