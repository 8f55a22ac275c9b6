import { choix, date, entier, texte, texteLong } from './champs/champ.ts'
import { usagesModele } from './modeles/usage.ts'
import { defineNom, type Entite } from './nom.ts'

const libelles: Readonly<Record<(typeof usagesModele)[number], string>> = {
  'indicateurs-va': 'Indicateurs – état des lieux (VA)',
  'indicateurs-cloture': 'Indicateurs – clôture',
  depenses: 'État récapitulatif des dépenses',
  essms: 'Liste des ESSMS (pièce 1)',
  'piece-2': 'Gouvernance (pièce 2)',
  'piece-5': 'Planning (pièce 5)',
  'piece-6': 'Plan de financement (pièce 6)',
  'piece-7': 'Plan de déploiement (pièce 7)',
  'piece-8': 'Conduite du changement (pièce 8)',
  autre: 'Autre : rempli à part'
}

/**
 * An empty model that a person got from a teleservice, XLSX or PDF form. Grappe fills copies of it; the model stays as it is
 * in the journal's `blob` table, addressed by `sha256` (hex).
 */
export const modele = defineNom({
  kind: 'modele',
  collection: 'modeles',
  label: 'modèle',
  champs: {
    nom: texte('Nom du fichier'),
    sha256: texte('Empreinte SHA-256'),
    taille: entier('Taille', { unite: 'octets' }),
    type: texte('Type de contenu'),
    usage: choix(
      'À quoi il sert',
      usagesModele.map((u) => [u, libelles[u]] as const),
      { aide: 'La copie remplie se range avec les fichiers de cette rubrique.' }
    ),
    /** What goes where, as JSON: see `modeles/correspondance.ts`. */
    correspondance: texteLong('Correspondance'),
    dateAjout: date('Ajouté le')
  }
})
export type Modele = Entite<typeof modele>
