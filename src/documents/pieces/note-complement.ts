import { pieceDe } from '#domain/catalogue/pieces.ts'
import { type Dossier, porteurDe } from '#domain/dossier.ts'
import { type Doc, jour, rangee, requis, txt } from '../doc.ts'
import { accorde, representantDe } from '../libelles.ts'
import { entete } from '../page-de-garde.ts'
import type { Contexte, Production } from '../production.ts'
import { manquant, phrase } from '../texte-saisi.ts'

/** Pièces the ARS asks again, by number. */
export const piecesACorriger = (dossier: Dossier) =>
  dossier.pieces.filter((p) => p.suite === 'a-corriger' && p.numero !== null).sort((a, b) => (a.numero ?? 0) - (b.numero ?? 0))

function docNoteComplement(dossier: Dossier, contexte: Contexte): Doc {
  const demandees = piecesACorriger(dossier)
  const porteur = porteurDe(dossier)
  const depot = dossier.depots.findLast((d) => d.lot === 'galis')
  return {
    ...entete(dossier, contexte, {
      titre: 'Réponse à la demande de compléments',
      titreCourt: 'Réponse aux compléments',
      sousTitre: 'Programme ESMS Numérique – dossier de candidature'
    }),
    blocs: [
      {
        b: 'paires',
        lignes: [
          ['Destinataire', requis(txt(dossier.grappe.financeur))],
          ['Référence du dépôt', txt(depot?.reference)],
          ['Date de la demande', jour(depot?.dateReponse)]
        ]
      },
      { b: 'paragraphe', texte: 'Madame, Monsieur,' },
      {
        b: 'paragraphe',
        texte: phrase`Vous avez demandé des compléments au dossier de la grappe « ${dossier.grappe.nom} ». Les pièces corrigées sont jointes ; le tableau ci-dessous répond à chaque remarque.`
      },
      demandees.length === 0
        ? { b: 'paragraphe', texte: [{ texte: 'Pièces à corriger : ' }, manquant] }
        : {
            b: 'table',
            titre: accorde(demandees.length, 'pièce corrigée', 'pièces corrigées'),
            colonnes: [
              { titre: 'N°', largeur: 0.06, aligne: 'centre' },
              { titre: 'Pièce', largeur: 0.24 },
              { titre: 'Remarque', largeur: 0.35 },
              { titre: 'Réponse', largeur: 0.35 }
            ],
            rangees: demandees.map((p) =>
              rangee([txt(String(p.numero)), txt(pieceDe(p.numero ?? 0)?.titre), requis(txt(p.demandeArs)), requis(txt(p.reponse))])
            )
          },
      {
        b: 'paragraphe',
        texte:
          'Nous restons à votre disposition pour toute précision et vous prions d’agréer, Madame, Monsieur, l’expression de notre considération distinguée.'
      },
      {
        b: 'paragraphe',
        texte: phrase`${porteur && representantDe(porteur)}, ${porteur?.fonctionRepresentant}, pour le porteur ${porteur?.raisonSociale}`
      }
    ]
  }
}

export const noteComplement = (dossier: Dossier, contexte: Contexte): Production => ({
  sorte: 'pdf',
  base: 'Reponse_aux_complements',
  doc: docNoteComplement(dossier, contexte)
})
