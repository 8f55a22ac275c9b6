import type { Dossier } from '#domain/dossier.ts'
import { formatEntier } from '#domain/format.ts'
import { cel, type Doc, ent, type Rangee, txt } from '../doc.ts'
import { entete } from '../page-de-garde.ts'
import type { Contexte } from '../production.ts'

/** One attached file of the consolidated document; `page`: where it starts, the summary counted. */
export interface EntreeSommaire {
  /** Establishment, organisation, or the whole grappe. */
  readonly pour: string
  readonly finess: string | null
  readonly fichier: string
  readonly pages: number
  readonly page: number
}

const pages = (n: number) => `${formatEntier(n)} page${n > 1 ? 's' : ''}`

/** First pages of attached files put together: what is in it, and on which page. */
export function docSommaire(dossier: Dossier, contexte: Contexte, titre: string, entrees: readonly EntreeSommaire[]): Doc {
  const porteurs = new Set(entrees.map((e) => e.pour)).size
  return {
    ...entete(dossier, contexte, { titre, titreCourt: 'Sommaire', sousTitre: `${pages(entrees.reduce((n, e) => n + e.pages, 0))} à la suite de ce sommaire` }),
    blocs: [
      {
        b: 'paragraphe',
        texte: `Ce document réunit ${formatEntier(entrees.length)} fichier${entrees.length > 1 ? 's' : ''} joint${entrees.length > 1 ? 's' : ''} au dossier, dans l’ordre ci-dessous, sans y rien changer. Un signet du PDF mène à chacun${porteurs < entrees.length ? ', établissement par établissement' : ''}.`
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
        rangees: entrees.map((e, i): Rangee => {
          const suite = entrees[i - 1]?.pour === e.pour
          return { cellules: [cel(txt(suite ? '' : e.pour)), cel(txt(suite ? '' : e.finess)), cel(txt(e.fichier)), cel(ent(e.pages)), cel(ent(e.page))] }
        })
      }
    ]
  }
}
