import type { Dossier } from '#domain/dossier.ts'
import { codeDonnees } from '../code-donnees.ts'
import type { Bloc, Doc } from '../doc.ts'
import { entete } from '../page-de-garde.ts'
import { type Contexte, definePiece } from '../production.ts'
import { articlesDebut } from './convention-articles.ts'
import { articlesFin } from './convention-articles-fin.ts'
import { annexes, partiesPresentes, signataires } from './convention-tables.ts'
import { type DonneesConvention, donneesConvention } from './donnees-convention.ts'

/** The contract from its data alone: what changes here changes its code. */
const corpsConvention = (d: DonneesConvention): readonly Bloc[] => [
  {
    b: 'encadre',
    ton: 'accent',
    titre: 'Avant signature',
    texte:
      'Ce projet de convention est une base de travail. Faites-le relire par les directions, par les instances de chaque organisme et, au besoin, par un conseil juridique, avant signature. Les passages en italique sont des choix à confirmer. Votre ARS peut proposer son propre modèle.'
  },
  ...partiesPresentes(d),
  ...articlesDebut(d),
  ...articlesFin(d),
  ...signataires(d),
  { b: 'saut' },
  ...annexes(d)
]

export function docConvention(dossier: Dossier, contexte: Contexte): Doc {
  return {
    ...entete(dossier, contexte, {
      titre: 'Convention de partenariat entre les structures de la grappe',
      titreCourt: 'Convention de grappe',
      sousTitre: 'Programme ESMS Numérique – pièce 3 du dossier de candidature',
      sommaire: true,
      mention: 'projet — à adapter et à faire valider',
      codeDonnees: codeDonnees(dossier, 'piece:3')
    }),
    blocs: corpsConvention(donneesConvention(dossier))
  }
}

/** Pièce 3: draft contract between the organisations; the signed scan replaces it. */
export const convention = definePiece({
  numero: 3,
  produire: (dossier, contexte) => [{ sorte: 'pdf', base: 'Convention', doc: docConvention(dossier, contexte) }]
})
