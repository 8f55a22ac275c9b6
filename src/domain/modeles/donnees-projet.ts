import type { Ligne } from './donnee.ts'
import type { SujetProjet } from './usage.ts'

/** Rows of the trames of pièces 2, 5, 7 and 8, and of the list of equipment. Keys: kind of the noun, then its field. */
export const donneesProjet: Readonly<Record<SujetProjet, readonly Ligne[]>> = {
  taches: [
    ['tache.libelle', 'Tâche ou jalon', 'texte', 'TACHE|LIBELLE TACHE|LIBELLE|ACTION', 'LIBELLE TACHE ACTION PROJET'],
    ['tache.gantt', 'Planning', 'texte', 'CHANTIER', 'NATURE'],
    ['tache.debut', 'Début', 'date', 'DEBUT', 'TACHE'],
    ['tache.fin', 'Fin', 'date', 'FIN', 'TACHE'],
    ['tache.responsable', 'Responsable', 'texte', 'RESPONSABLE', 'TACHE ACTION'],
    ['tache.vague', 'Vague', 'texte', 'VAGUE', '']
  ],
  instances: [
    ['instance.nom', 'Instance', 'texte', 'INSTANCE|NOM INSTANCE', 'NOM LIBELLE'],
    ['instance.role', 'Rôle', 'texte', 'ROLE', 'INSTANCE'],
    ['instance.composition', 'Composition', 'texte', 'COMPOSITION', 'INSTANCE'],
    ['instance.frequence', 'Fréquence', 'texte', 'FREQUENCE', 'INSTANCE']
  ],
  communications: [
    ['communication.action', 'Action', 'texte', 'ACTION|ACTION COMMUNICATION|COMMUNICATION', 'LIBELLE COMMUNICATION'],
    ['communication.public', 'Public', 'texte', 'SECTEUR|SECTEUR CIBLE|DESTINATAIRE', 'CIBLE'],
    ['communication.support', 'Support', 'texte', 'SUPPORT', 'COMMUNICATION'],
    ['communication.date', 'Date', 'date', 'DATE', 'ACTION COMMUNICATION'],
    ['communication.responsable', 'Responsable', 'texte', 'RESPONSABLE', 'ACTION']
  ],
  formations: [
    ['formation.intitule', 'Formation', 'texte', 'FORMATION|LIBELLE FORMATION|NOM FORMATION', 'LIBELLE NOM'],
    ['formation.public', 'Public', 'texte', 'SECTEUR|SECTEUR CIBLE', 'CIBLE FORMATION'],
    ['formation.participants', 'Participants', 'entier', 'PARTICIPANT|NB PARTICIPANT', 'FORMATION'],
    ['formation.duree', 'Durée', 'texte', 'DUREE', 'FORMATION'],
    ['formation.date', 'À partir du', 'date', 'DATE|DATE DEBUT', 'FORMATION'],
    ['formation.organisation', 'Organisation', 'texte', 'ORGANISATION', 'FORMATION']
  ],
  risques: [
    ['risque.libelle', 'Risque', 'texte', 'RISQUE|LIBELLE RISQUE|DESCRIPTION RISQUE', 'LIBELLE DESCRIPTION'],
    ['essms.nom', 'Structure concernée', 'texte', 'ETAB', 'NOM'],
    ['risque.probabilite', 'Probabilité', 'entier', 'PROBABILITE', 'RISQUE'],
    ['risque.impact', 'Impact', 'entier', 'IMPACT', 'RISQUE'],
    ['risque.criticite', 'Criticité', 'entier', 'CRITICITE', 'RISQUE'],
    ['risque.preventif', 'Action préventive', 'texte', 'PREVENTIF', 'ACTION'],
    ['risque.correctif', 'Action corrective', 'texte', 'CORRECTIF', 'ACTION'],
    ['risque.responsable', 'Responsable', 'texte', 'RESPONSABLE', 'ACTION RISQUE']
  ],
  vagues: [
    ['vague.nom', 'Vague', 'texte', 'VAGUE', 'NOM NUMERO LIBELLE'],
    ['vague.debut', 'Début', 'date', 'DEBUT', 'VAGUE'],
    ['vague.fin', 'Fin', 'date', 'FIN', 'VAGUE'],
    ['vague.prerequis', 'Prérequis et dépendances', 'texte', 'PREREQUIS', 'VAGUE'],
    ['vague.essms', 'Nombre d’ESSMS de la vague', 'entier', 'NB ETAB', 'VAGUE']
  ],
  materiels: [
    ['essms.nom', 'Établissement', 'texte', 'ETAB|NOM ETAB', 'NOM'],
    ['essms.finess', 'FINESS géographique (ET)', 'texte', 'FINESS', 'ETAB GEO NUMERO CODE'],
    ['materiel.designation', 'Désignation', 'texte', 'LIBELLE|LIBELLE MATERIEL|MATERIEL|NATURE MATERIEL', 'MATERIEL LIBELLE'],
    ['materiel.quantite', 'Quantité', 'entier', 'NB|NB MATERIEL', 'MATERIEL'],
    ['materiel.prixUnitaireHt', 'Prix unitaire HT', 'euros', 'UNITAIRE HT|UNITAIRE', 'HT'],
    ['materiel.tauxTva', 'Taux de TVA', 'pourcent', 'TAUX TVA', ''],
    ['materiel.ht', 'Total HT', 'euros', 'HT', ''],
    ['materiel.ttc', 'Total TTC', 'euros', 'TTC', '']
  ]
}
