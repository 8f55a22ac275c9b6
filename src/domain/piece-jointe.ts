import { choix, date, entier, reference, texte } from './champs/champ.ts'
import { defineNom, type Entite } from './nom.ts'

/** What an attached file is for. `piece` and `pv` are signed or supplied files; `preuve` is a PDF extracted from the DUI. */
export const roles = [
  ['piece', 'Pièce du dossier GALIS'],
  ['pv', 'Procès-verbal signé'],
  ['delegation', 'Délégation de signature'],
  ['preuve', 'Preuve d’usage'],
  ['facture', 'Facture ou justificatif'],
  ['etat-depenses', 'État des dépenses certifié'],
  ['courrier', 'Courrier de l’ARS'],
  ['controle', 'Justificatif de recevabilité'],
  ['autre', 'Autre document']
] as const
export type RolePieceJointe = (typeof roles)[number][0]

/** An attached file: the bytes live in the journal's `blob` table, addressed by `sha256` (hex). */
export const pieceJointe = defineNom({
  kind: 'piece-jointe',
  collection: 'piecesJointes',
  label: 'fichier joint',
  champs: {
    role: choix('Nature', roles),
    /** Id of the entity it belongs to (pv, depense, etablissement, organisme, reponse). */
    cible: texte('Rattachement'),
    /** GALIS pièce number when role is `piece`. */
    piece: entier('Pièce n°'),
    /** Window proved when role is `preuve`. */
    releve: choix('Relevé prouvé', [
      ['va', 'État des lieux (VA)'],
      ['cloture', 'Clôture']
    ]),
    nom: texte('Nom du fichier'),
    sha256: texte('Empreinte SHA-256'),
    taille: entier('Taille', { unite: 'octets' }),
    type: texte('Type de contenu'),
    pages: entier('Pages'),
    texteLisible: choix('Texte lisible', [
      ['oui', 'Oui'],
      ['non', 'Non (numérisation)']
    ]),
    /** 8-character data code printed on the document that was signed; see documents/code-donnees. */
    codeDonnees: texte('Code des données signées'),
    /** What was read in a proof, as JSON without its text nor any personal number; see preuves/analyse.ts. */
    analyse: texte('Relecture du contenu'),
    dateAjout: date('Ajouté le'),
    /** Id of the file that it took the place of: removed, and kept as an earlier version. */
    remplace: texte('Remplace le fichier'),
    organisme: reference('Organisme', 'organisme')
  }
})
export type PieceJointe = Entite<typeof pieceJointe>
