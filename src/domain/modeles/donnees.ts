import { indicateurs } from '../indicateurs/registre.ts'
import { libelleChiffre, type NomChiffre, nomsChiffres } from '../releve.ts'
import { type Donnee, donnee, type Ligne } from './donnee.ts'
import { donneesProjet } from './donnees-projet.ts'
import { type Sujet, sujets, sujetsProjet } from './usage.ts'

const identiteEssms: readonly Ligne[] = [
  ['essms.rang', 'N° d’ordre de l’établissement', 'entier', 'ORDRE|NUMERO ORDRE|NUMERO', 'NUMERO'],
  ['essms.nom', 'Nom de l’établissement', 'texte', 'NOM|ETAB|LIBELLE ETAB', 'ETAB NOM LIBELLE'],
  ['essms.finess', 'FINESS géographique (ET)', 'texte', 'FINESS', 'ETAB GEO NUMERO CODE'],
  ['essms.siret', 'SIRET de l’établissement', 'texte', 'SIRET', 'ETAB NUMERO CODE'],
  ['essms.categorie', 'Catégorie FINESS (code)', 'texte', 'CATEG CODE|CATEG NUMERO', 'FINESS ETAB NUMERO'],
  ['essms.categorieLibelle', 'Catégorie FINESS (libellé)', 'texte', 'CATEG', 'ETAB LIBELLE NATURE'],
  ['essms.secteur', 'Secteur', 'texte', 'SECTEUR', 'ETAB NATURE'],
  ['essms.adresse', 'Adresse de l’établissement', 'texte', 'ADRESSE', 'ETAB'],
  ['essms.codePostal', 'Code postal de l’établissement', 'texte', 'CP', 'ETAB'],
  ['essms.commune', 'Commune de l’établissement', 'texte', 'COMMUNE', 'ETAB NOM'],
  ['essms.insee', 'Code INSEE de la commune', 'texte', 'INSEE', 'COMMUNE CODE'],
  ['essms.departement', 'Département', 'texte', 'DEPT', 'NUMERO CODE ETAB'],
  ['essms.region', 'Région', 'texte', 'REGION', 'ETAB NOM'],
  ['essms.capacite', 'Capacité autorisée', 'entier', 'CAPACITE', 'ETAB'],
  ['essms.situationDui', 'Situation DUI', 'texte', 'SITUATION', 'SOLUTION PROJET NATURE'],
  ['essms.eligibleSons', 'Éligible au SONS', 'texte', 'SONS', 'ELIG ETAB'],
  ['essms.directeur', 'Directeur ou directrice', 'texte', 'DIRECTEUR', 'NOM ETAB'],
  ['essms.dateMiseEnService', 'Mise en service du DUI', 'date', 'MES', 'SOLUTION ETAB'],
  ['essms.vague', 'Vague de déploiement', 'texte', 'VAGUE', 'NUMERO NOM'],
  ['essms.debutVague', 'Début de la vague', 'date', 'DEBUT VAGUE', ''],
  ['essms.finVague', 'Fin de la vague', 'date', 'FIN VAGUE', ''],
  ['essms.pilote', 'Établissement pilote', 'texte', 'PILOTE', ''],
  ['essms.montantAide', 'Aide demandée pour l’établissement', 'euros', 'SUBV|SUBV DEMANDE', 'ETAB DEMANDE'],
  ['essms.solution', 'Solution DUI', 'texte', 'SOLUTION', 'NOM EDITEUR'],
  ['essms.editeur', 'Éditeur', 'texte', 'EDITEUR', 'NOM SOLUTION']
]

const ogDUneLigne: readonly Ligne[] = [
  ['og.nom', 'Nom de l’organisme', 'texte', 'OG|OG NOM|OG LIBELLE|EJ NOM|EJ', 'NOM LIBELLE EJ'],
  ['og.finessEj', 'FINESS juridique (EJ)', 'texte', 'FINESS EJ|FINESS OG', 'NUMERO CODE OG EJ'],
  ['og.siren', 'SIREN de l’organisme', 'texte', 'SIREN', 'OG NUMERO CODE EJ'],
  ['og.siret', 'SIRET de l’organisme', 'texte', 'SIRET OG|SIRET EJ', 'NUMERO CODE OG EJ'],
  ['og.statutJuridique', 'Statut juridique', 'texte', 'STATUT', 'OG EJ'],
  ['og.representant', 'Représentant légal', 'texte', 'REPR|REPR NOM|REPR NOM PRENOM', 'OG NOM']
]

const organismesSeuls: readonly Ligne[] = [
  ['og.rang', 'N° d’ordre de l’organisme', 'entier', 'ORDRE|NUMERO ORDRE|NUMERO', 'NUMERO'],
  ['og.nom', 'Nom de l’organisme', 'texte', 'OG|NOM|LIBELLE OG|EJ', 'NOM LIBELLE EJ OG'],
  ['og.finessEj', 'FINESS juridique (EJ)', 'texte', 'FINESS', 'NUMERO CODE OG EJ'],
  ['og.siren', 'SIREN', 'texte', 'SIREN', 'OG NUMERO CODE EJ'],
  ['og.siret', 'SIRET', 'texte', 'SIRET', 'OG NUMERO CODE EJ'],
  ['og.statutJuridique', 'Statut juridique', 'texte', 'STATUT', 'OG EJ'],
  ['og.adresse', 'Adresse', 'texte', 'ADRESSE', 'OG EJ'],
  ['og.codePostal', 'Code postal', 'texte', 'CP', 'OG EJ'],
  ['og.commune', 'Commune', 'texte', 'COMMUNE', 'OG EJ NOM'],
  ['og.representant', 'Représentant légal', 'texte', 'REPR', 'OG NOM PRENOM'],
  ['og.fonctionRepresentant', 'Fonction du représentant légal', 'texte', 'FONCTION', 'REPR'],
  ['og.courrielRepresentant', 'E-mail du représentant légal', 'texte', 'COURRIEL', 'REPR OG'],
  ['og.telephoneRepresentant', 'Téléphone du représentant légal', 'texte', 'TEL', 'REPR OG'],
  ['og.nombreEssmsGeres', 'Nombre d’ESSMS gérés en tout', 'entier', 'ETAB GESTION NB|ETAB GESTION', 'OG'],
  ['og.essmsGrappe', 'Nombre d’ESSMS dans la grappe', 'entier', 'NB ETAB|NB ETAB GRAPPE', 'GRAPPE PROJET'],
  ['og.entiteNationale', 'Entité nationale d’affiliation', 'texte', 'ENTITE NATIONALE'],
  ['og.porteur', 'Porteur de la grappe', 'texte', 'PORTEUR', 'GRAPPE']
]

const motsChiffre: Readonly<Record<NomChiffre, readonly [mots: string, avec: string]>> = {
  messagesEnvoyes: ['MSG|MSG MSS|MSS ENVOI|MSS NUMERATEUR|MSG NUMERATEUR', 'MSS ENVOI NUMERATEUR UTIL'],
  dmpAlimentes: ['DMP ALIM|DMP NUMERATEUR|DMP NB', 'NUMERATEUR ALIM UTIL MINDOC'],
  dossiersActifs: [
    'DACTIF|DACTIF NUMERATEUR|PP DENOMINATEUR|AGD DENOMINATEUR|DACTIF PP DENOMINATEUR|DACTIF AGD DENOMINATEUR',
    'NUMERATEUR SOLUTION DENOMINATEUR'
  ],
  actifsAvecProjet: ['DACTIF PP|PP NUMERATEUR|DACTIF PP NUMERATEUR', 'NUMERATEUR DACTIF'],
  actifsAvecAgenda: ['DACTIF AGD|AGD NUMERATEUR|DACTIF AGD NUMERATEUR', 'NUMERATEUR DACTIF'],
  personnesAccompagnees: ['PERS|PERS ACCOMP|FILEACTIVE|ACCOMP NB|DACTIF DENOMINATEUR', 'ACCOMP ETAB DENOMINATEUR'],
  personnesProjet: [
    'PERS BENEF PROJET|PERS BENEF PROJACC|PERS PROJACC|PERS BENEF PP|MSS DENOMINATEUR|DMP DENOMINATEUR',
    'DENOMINATEUR ACCOMP PROJET BENEF PP PERS MSS DMP'
  ]
}

/** Notions that name each indicator. */
const notionsIndicateur = { MSS: ['MSS', 'MSG'], DMP: ['DMP'], ACT: ['DACTIF'], PP: ['PP', 'DACTIF PP'], AGD: ['AGD', 'DACTIF AGD'] } as const
const combine = (code: keyof typeof notionsIndicateur, notion: string) => notionsIndicateur[code].map((n) => `${notion} ${n}`).join('|')

const chiffresDe = (prefixe: string): readonly Donnee[] =>
  nomsChiffres.map((nom) => donnee([`${prefixe}.${nom}`, libelleChiffre[nom], 'entier', ...motsChiffre[nom]], 'fenetre'))

const usages: readonly Donnee[] = [
  ...chiffresDe('releve'),
  ...indicateurs.map((i) => donnee([`taux.${i.code}`, i.titre, 'pourcent', combine(i.code, 'TAUX'), 'UTIL ENVOI ALIM MSG'], 'fenetre')),
  ...indicateurs.map((i) => donnee([`cible.${i.code}`, `Cible : ${i.titre}`, 'pourcent', combine(i.code, 'CIBLE'), 'TAUX UTIL'])),
  donnee(['releve.dateExtraction', 'Date d’extraction du DUI', 'date', 'EXTRACTION|EXTRACTION SOLUTION']),
  donnee(['releve.observation', 'Observation du relevé', 'texte', 'OBS'])
]

const personnesEssms: readonly Ligne[] = [
  ['essms.personnesAccompagnees', 'Personnes accompagnées', 'entier', 'PERS|PERS ACCOMP|FILEACTIVE|ACCOMP NB', 'ACCOMP ETAB'],
  [
    'essms.personnesProjet',
    'Personnes pouvant bénéficier d’un projet',
    'entier',
    'PERS BENEF PROJET|PERS BENEF PROJACC|PERS PROJACC|PERS BENEF PP',
    'ACCOMP PROJET BENEF'
  ]
]

const depenses: readonly Ligne[] = [
  ['depense.numero', 'N° de la dépense', 'entier', 'ORDRE|NUMERO ORDRE|NUMERO|NUMERO DEPENSE', 'NUMERO'],
  ['essms.nom', 'Établissement concerné', 'texte', 'ETAB|ETAB NOM|ETAB LIBELLE', 'NOM LIBELLE'],
  ['essms.finess', 'FINESS géographique (ET)', 'texte', 'FINESS', 'ETAB GEO NUMERO CODE'],
  ['depense.poste', 'Poste du plan de financement', 'texte', 'POSTE', 'DEPENSE LIBELLE'],
  ['depense.nature', 'Nature de la dépense', 'texte', 'NATURE', 'DEPENSE'],
  ['depense.imputation', 'Investissement ou fonctionnement', 'texte', 'IMPUT', 'DEPENSE NATURE'],
  ['depense.libelle', 'Libellé', 'texte', 'LIBELLE|DESCRIPTION', 'DEPENSE FACTURE LIBELLE DESCRIPTION'],
  ['depense.fournisseur', 'Fournisseur', 'texte', 'FOURN', 'NOM LIBELLE'],
  ['depense.siretFournisseur', 'SIRET du fournisseur', 'texte', 'SIRET FOURN', 'NUMERO'],
  ['depense.facture', 'N° de facture', 'texte', 'FACTURE NUMERO|FACTURE REFERENCE', 'NUMERO'],
  ['depense.dateFacture', 'Date de facture', 'date', 'DATE FACTURE'],
  ['depense.dateAcquittement', 'Date d’acquittement', 'date', 'PAIE|PAIE DATE', 'FACTURE DEPENSE'],
  ['depense.ht', 'Montant HT', 'euros', 'HT', 'DEPENSE FACTURE'],
  ['depense.tauxTva', 'Taux de TVA', 'pourcent', 'TAUX TVA'],
  ['depense.tva', 'TVA', 'euros', 'TVA', 'DEPENSE FACTURE'],
  ['depense.ttc', 'Montant TTC', 'euros', 'TTC', 'DEPENSE FACTURE'],
  ['depense.eligible', 'Montant éligible', 'euros', 'ELIG', 'DEPENSE TTC'],
  ['depense.cle', 'Clé de répartition', 'texte', 'CLE'],
  ['depense.observation', 'Observation', 'texte', 'OBS']
]

const couts: readonly Ligne[] = [
  ['cout.poste', 'Poste', 'texte', 'POSTE|LIBELLE|DEPENSE|POSTE NATURE', 'DEPENSE LIBELLE'],
  ['cout.nature', 'Nature', 'texte', 'NATURE', 'DEPENSE'],
  ['cout.imputation', 'Investissement ou fonctionnement', 'texte', 'IMPUT', 'DEPENSE NATURE'],
  ['cout.annee', 'Année', 'annee', 'ANNEE'],
  ['cout.tauxTva', 'Taux de TVA', 'pourcent', 'TAUX TVA'],
  ['cout.tva', 'TVA', 'euros', 'TVA']
]
const coutsParAn: readonly Ligne[] = [
  ['cout.ht', 'Montant HT', 'euros', 'HT|HT AN', 'AN DEPENSE'],
  ['cout.ttc', 'Montant TTC', 'euros', 'TTC|AN|TTC AN', 'AN DEPENSE TTC']
]
const rh: readonly Ligne[] = [
  ['rh.fonction', 'Fonction', 'texte', 'FONCTION|POSTE', 'POSTE LIBELLE FONCTION'],
  ['rh.annee', 'Année', 'annee', 'ANNEE'],
  ['rh.etp', 'ETP consacrés au projet', 'decimal', 'ETP', 'NB PROJET'],
  ['rh.mois', 'Durée en mois', 'decimal', 'DUREE', 'NB'],
  ['rh.coutMensuel', 'Coût mensuel chargé pour 1 ETP', 'euros', 'MONTANT MENSUEL|MENSUEL', 'CHARGE DEPENSE ETP']
]
const ressources: readonly Ligne[] = [
  ['ressource.source', 'Source', 'texte', 'SOURCE', 'NATURE LIBELLE'],
  ['ressource.libelle', 'Précision', 'texte', 'OBS|LIBELLE|DESCRIPTION'],
  ['ressource.annee', 'Année', 'annee', 'ANNEE']
]

const grappe: readonly Ligne[] = [
  ['grappe.nom', 'Nom de la grappe', 'texte', 'GRAPPE|NOM GRAPPE|LIBELLE GRAPPE|NOM PROJET|LIBELLE PROJET', 'NOM LIBELLE PROJET'],
  ['grappe.description', 'Description du projet', 'texte', 'DESCRIPTION PROJET|DESCRIPTION GRAPPE', 'PROJET GRAPPE'],
  ['grappe.referenceConvention', 'Référence de la convention', 'texte', 'CONV NUMERO|CONV REFERENCE', 'NUMERO ARS'],
  ['grappe.dateConvention', 'Date de la convention', 'date', 'DATE CONV|SIGN CONV', 'SIGN ARS'],
  ['grappe.dateNotification', 'Date de notification', 'date', 'DATE NOTIF', 'SUBV'],
  ['grappe.montantConvention', 'Montant de la convention', 'euros', 'SUBV|CONV MONTANT|SUBV CONV', 'CONV NOTIF'],
  ['grappe.montantDemande', 'Subvention demandée', 'euros', 'SUBV DEMANDE|MONTANT DEMANDE'],
  ['grappe.avanceRecue', 'Avance reçue', 'euros', 'AVANCE', 'RECU SUBV'],
  ['grappe.dateAvance', 'Date de l’avance', 'date', 'DATE AVANCE', 'RECU'],
  ['grappe.soldeRecu', 'Solde reçu', 'euros', 'SOLDE RECU', 'SUBV'],
  ['grappe.dateDebut', 'Début du projet', 'date', 'DEBUT PROJET|DEBUT GRAPPE', 'PROJET'],
  ['grappe.dateFin', 'Fin du projet', 'date', 'FIN PROJET|FIN GRAPPE', 'PROJET'],
  ['grappe.debutEligibilite', 'Début d’éligibilité des dépenses', 'date', 'DEBUT ELIG', 'PERIODE DEPENSE'],
  ['grappe.finEligibilite', 'Fin d’éligibilité des dépenses', 'date', 'FIN ELIG', 'PERIODE DEPENSE'],
  ['fenetre.debut', 'Début de la fenêtre mesurée', 'date', 'DEBUT PERIODE'],
  ['fenetre.fin', 'Fin de la fenêtre mesurée', 'date', 'FIN PERIODE'],
  ['compte.essms', 'Nombre d’ESSMS', 'entier', 'NB ETAB', 'GRAPPE PROJET'],
  ['compte.organismes', 'Nombre d’organismes', 'entier', 'NB OG', 'GRAPPE PROJET'],
  ['somme.personnesAccompagnees', 'Personnes accompagnées (grappe)', 'entier', 'NB PERS|TOTAL PERS', 'ACCOMP GRAPPE ETAB'],
  ['somme.depenses.ht', 'Total des dépenses HT', 'euros', 'DEPENSE HT', ''],
  ['somme.depenses.ttc', 'Total des dépenses TTC', 'euros', 'DEPENSE TTC', ''],
  ['somme.depenses.eligible', 'Total des dépenses éligibles', 'euros', 'ELIG', 'DEPENSE'],
  ['solution.editeur', 'Éditeur', 'texte', 'EDITEUR', 'SOLUTION NOM'],
  ['solution.nom', 'Solution', 'texte', 'SOLUTION', 'NOM'],
  ['solution.version', 'Version de la solution', 'texte', 'VERSION', 'SOLUTION NUMERO'],
  ['porteur.nom', 'Porteur', 'texte', 'PORTEUR', 'NOM OG EJ GRAPPE PROJET'],
  ['porteur.finessEj', 'FINESS juridique du porteur', 'texte', 'FINESS PORTEUR', 'EJ NUMERO CODE OG'],
  ['porteur.siret', 'SIRET du porteur', 'texte', 'SIRET PORTEUR', 'NUMERO OG'],
  ['porteur.siren', 'SIREN du porteur', 'texte', 'SIREN PORTEUR', 'NUMERO OG'],
  ['porteur.statutJuridique', 'Statut juridique du porteur', 'texte', 'STATUT PORTEUR', 'OG'],
  ['porteur.adresse', 'Adresse du porteur', 'texte', 'ADRESSE PORTEUR', 'OG'],
  ['porteur.codePostal', 'Code postal du porteur', 'texte', 'CP PORTEUR', 'OG'],
  ['porteur.commune', 'Commune du porteur', 'texte', 'COMMUNE PORTEUR', 'OG'],
  ['porteur.representant', 'Représentant légal du porteur', 'texte', 'REPR|REPR NOM PRENOM', 'PORTEUR OG'],
  ['porteur.nomRepresentant', 'Nom du représentant légal', 'texte', 'REPR NOM', 'PORTEUR OG'],
  ['porteur.prenomRepresentant', 'Prénom du représentant légal', 'texte', 'REPR PRENOM', 'PORTEUR OG'],
  ['porteur.fonctionRepresentant', 'Fonction du représentant légal', 'texte', 'REPR FONCTION', 'PORTEUR OG'],
  ['porteur.courrielRepresentant', 'E-mail du représentant légal', 'texte', 'REPR COURRIEL|PORTEUR COURRIEL', 'PORTEUR OG REPR'],
  ['porteur.telephoneRepresentant', 'Téléphone du représentant légal', 'texte', 'REPR TEL|PORTEUR TEL', 'PORTEUR OG REPR'],
  ['contact.nom', 'Contact du projet', 'texte', 'CONTACT', 'NOM PRENOM PROJET'],
  ['contact.courriel', 'E-mail du contact', 'texte', 'CONTACT COURRIEL', 'PROJET'],
  ['contact.telephone', 'Téléphone du contact', 'texte', 'CONTACT TEL', 'PROJET']
]

const sommesGrappe: readonly Ligne[] = [
  ['grappe.messagesEnvoyes', 'Messages MSSanté envoyés (grappe)', 'entier', 'MSG|MSG MSS|MSS ENVOI', 'MSS ENVOI'],
  ['grappe.dmpAlimentes', 'DMP alimentés (grappe)', 'entier', 'DMP ALIM', 'MINDOC'],
  ['grappe.dossiersActifs', 'Dossiers actifs (grappe)', 'entier', 'DACTIF', 'SOLUTION'],
  ['grappe.actifsAvecProjet', 'Dossiers actifs avec projet personnalisé (grappe)', 'entier', 'DACTIF PP'],
  ['grappe.actifsAvecAgenda', 'Dossiers actifs avec événement d’agenda (grappe)', 'entier', 'DACTIF AGD']
]

const usagesGrappe: readonly Donnee[] = indicateurs.flatMap((i) => [
  donnee([`grappe.numerateur.${i.code}`, `${i.code} : numérateur de la grappe`, 'entier', combine(i.code, 'NUMERATEUR'), 'UTIL'], 'fenetre'),
  donnee([`grappe.denominateur.${i.code}`, `${i.code} : dénominateur de la grappe`, 'entier', combine(i.code, 'DENOMINATEUR'), 'UTIL'], 'fenetre'),
  donnee([`grappe.taux.${i.code}`, `${i.titre} de la grappe`, 'pourcent', combine(i.code, 'TAUX'), 'UTIL GRAPPE'], 'fenetre'),
  donnee([`grappe.cible.${i.code}`, `${i.code} : cible`, 'pourcent', combine(i.code, 'CIBLE'), 'UTIL TAUX'])
])

const simples = (lignes: readonly Ligne[], periode: Donnee['periode'] = null): Donnee[] => lignes.map((l) => donnee(l, periode))

const duProjet = Object.fromEntries(sujetsProjet.map((s) => [s, simples(donneesProjet[s])])) as unknown as Record<
  (typeof sujetsProjet)[number],
  readonly Donnee[]
>

/** Everything that can be written for each kind of row. A new datum = one line. */
export const donneesDe: Readonly<Record<Sujet, readonly Donnee[]>> = {
  ...duProjet,
  grappe: [...simples(grappe), ...simples(sommesGrappe, 'fenetre'), ...usagesGrappe],
  organismes: [...simples(organismesSeuls), ...usages],
  essms: [...simples(identiteEssms), ...simples(ogDUneLigne), ...simples(personnesEssms)],
  usages: [...simples(identiteEssms), ...simples(ogDUneLigne), ...usages],
  depenses: [...simples(depenses), ...simples(ogDUneLigne)],
  couts: [...simples(couts), ...simples(coutsParAn, 'annee'), ...simples(ogDUneLigne.slice(0, 2))],
  rh: [
    ...simples(rh),
    donnee(['rh.total', 'Coût total', 'euros', 'MONTANT TOTAL|TOTAL|AN', 'CHARGE DEPENSE AN'], 'annee'),
    ...simples(ogDUneLigne.slice(0, 2))
  ],
  ressources: [...simples(ressources), donnee(['ressource.montant', 'Montant', 'euros', 'MONTANT|AN|TTC', 'AN TTC SUBV'], 'annee')]
}

const parCle = new Map<string, Donnee>()
for (const sujet of sujets) for (const d of donneesDe[sujet]) if (!parCle.has(d.cle)) parCle.set(d.cle, d)

/** The datum of a key, with or without its period (`releve.dmpAlimentes@m2`). */
export const donneeDe = (cle: string): Donnee | undefined => parCle.get(cle.split('@')[0] ?? '')

const periodes: Readonly<Record<string, string>> = { va: 'état des lieux (VA)', cloture: 'clôture' }
const dire = (partie: string): string =>
  periodes[partie] ??
  partie
    .replace(/^m(\d)$/u, 'mois $1 de la fenêtre')
    .replace(/^n(\d)$/u, 'année $1')
    .replace(/^mois-(\d\d)$/u, 'mois $1')
    .replace(/^(\d{4})-(\d\d)$/u, '$2/$1')

/** French words of a key: « DMP alimentés – clôture, mois 2 de la fenêtre ». Null for an unknown key. */
export function libelleDonnee(cle: string): string | null {
  const connue = donneeDe(cle)
  const suite = cle.split('@')[1]
  if (!connue) return null
  return suite === undefined ? connue.libelle : `${connue.libelle} – ${suite.split('.').map(dire).join(', ')}`
}
