import type { Dossier } from '#domain/dossier.ts'
import { formatEntier } from '#domain/format.ts'
import { cel, type Doc, ent, type Rangee, txt } from '../doc.ts'
import { entete } from '../page-de-garde.ts'
import type { Contexte } from '../production.ts'

/** One attached file of the consolidated document; `page`: where it starts, the summary counted. */
export interface EntreeSommaire {
  /** Establishments, organisation, or the whole grappe. */
  readonly pour: readonly { readonly nom: string; readonly finess: string | null }[]
  readonly fichier: string
  readonly pages: number
  readonly page: number
}

const pages = (n: number) => `${formatEntier(n)} page${n > 1 ? 's' : ''}`

/** First pages of attached files put together: what is in it, and on which page. */
export function docSommaire(dossier: Dossier, contexte: Contexte, titre: string, entrees: readonly EntreeSommaire[]): Doc {
  const lignes = entrees.flatMap((e) => e.pour.map(({ nom, finess }, rang) => ({ ...e, nom, finess, isSuivant: rang > 0 })))
  const porteurs = new Set(lignes.map((l) => l.nom)).size
  const communs = entrees.filter((e) => e.pour.length > 1).length
  return {
    ...entete(dossier, contexte, { titre, titreCourt: 'Sommaire', sousTitre: `${pages(entrees.reduce((n, e) => n + e.pages, 0))} à la suite de ce sommaire` }),
    blocs: [
      {
        b: 'paragraphe',
        texte: `Ce document réunit ${formatEntier(entrees.length)} fichier${entrees.length > 1 ? 's' : ''} joint${entrees.length > 1 ? 's' : ''} au dossier, dans l’ordre ci-dessous, sans y rien changer. Un signet du PDF mène à chacun${porteurs < lignes.length ? ', établissement par établissement' : ''}.${communs === 0 ? '' : communs === 1 ? ' L’un d’eux vaut pour plusieurs établissements : il n’y est qu’une fois.' : ` ${formatEntier(communs)} d’entre eux valent pour plusieurs établissements : ils n’y sont qu’une fois.`}`
      },
      {
        b: 'table',
        colonnes: [
          { titre: 'Établissement ou organisme', largeur: 38 },
          { titre: 'FINESS', largeur: 13 },
          { titre: 'Fichier', largeur: 29 },
          { titre: 'Pages', aligne: 'droite', largeur: 9 },
          { titre: 'Commence page', aligne: 'droite', largeur: 11 }
        ],
        rangees: lignes.map((l, i): Rangee => {
          const suite = lignes[i - 1]?.nom === l.nom
          return {
            cellules: [
              cel(txt(suite ? '' : l.nom)),
              cel(txt(suite ? '' : l.finess)),
              cel(txt(l.isSuivant ? 'même fichier' : l.fichier)),
              cel(l.isSuivant ? txt('') : ent(l.pages)),
              cel(ent(l.page))
            ]
          }
        })
      }
    ]
  }
}
