import { choix, courriel, reference, texte } from './champs/champ.ts'
import { defineNom, type Entite } from './nom.ts'

/** A person with a role in the project; several roles = several lines. */
export const personne = defineNom({
  kind: 'personne',
  collection: 'personnes',
  label: 'personne',
  champs: {
    role: choix(
      'Rôle',
      [
        ['chef-de-projet', 'Chef de projet DUI'],
        ['dpo', 'Délégué à la protection des données (DPO)'],
        ['rsi', 'Responsable du système d’information'],
        ['rssi', 'Responsable de la sécurité (RSSI)'],
        ['responsable-traitement', 'Responsable de traitement du DUI'],
        ['amoa', 'Assistance à maîtrise d’ouvrage (AMOA)'],
        ['referent-structure', 'Référent de structure'],
        ['referent-iv', 'Référent identitovigilance'],
        ['referent-dmp', 'Référent DMP'],
        ['referent-mes', 'Référent Mon espace santé'],
        ['mandataire', 'Mandataire ANS'],
        ['administrateur-technique', 'Administrateur technique'],
        ['gestionnaire-rpps', 'Gestionnaire RPPS+'],
        ['copil', 'Membre du COPIL'],
        ['comop', 'Membre du COMOP']
      ],
      { exige: ['galis'] }
    ),
    civilite: choix(
      'Civilité',
      [
        ['M', 'M.'],
        ['Mme', 'Mme']
      ],
      { personnel: true }
    ),
    nom: texte('Nom', { personnel: true, exige: ['galis'] }),
    prenom: texte('Prénom', { personnel: true }),
    fonction: texte('Fonction'),
    organisme: reference('Organisme', 'organisme'),
    etablissement: reference('Établissement', 'etablissement'),
    courriel: courriel('E-mail'),
    telephone: texte('Téléphone', { personnel: true }),
    tempsProjet: texte('Temps consacré au projet')
  }
})
export type Personne = Entite<typeof personne>
