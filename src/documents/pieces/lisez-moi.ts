import type { Dossier } from '#domain/dossier.ts'
import { formatDate } from '#domain/format.ts'
import { type Feuille, xt } from '../classeur.ts'
import { enteteClasseur, libelleInstruction } from '../page-de-garde.ts'
import type { Contexte } from '../production.ts'

/** Sheet « Lisez-moi »: what the workbook holds, in what unit, from where. */
export function lisezMoi(dossier: Dossier, contexte: Contexte, lignes: readonly (readonly [string, string])[]): Feuille {
  const { grappe, porteur } = enteteClasseur(dossier, contexte, '')
  const communes = [
    ['Grappe', grappe],
    ['Porteur', porteur],
    ['Instruction', libelleInstruction(dossier) ?? 'non renseignée'],
    ['Établi le', formatDate(contexte.date)],
    ['Document établi avec', `Grappe ${contexte.version}`]
  ] as const
  return {
    nom: 'Lisez-moi',
    colonnes: [{ largeur: 32 }, { largeur: 100 }],
    protegee: true,
    lignes: [[{ ...xt('Lisez-moi', 'titre'), etendue: 2 }], [], ...[...communes, ...lignes].map(([quoi, texte]) => [xt(quoi, 'entete'), xt(texte)])]
  }
}
