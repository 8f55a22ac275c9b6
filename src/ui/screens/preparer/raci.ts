import { rolesRaci } from '#domain/gouvernance.ts'
import type { Colonne } from '../../grille/colonne.ts'
import type { EntiteLibre } from '../../presenter.ts'

/** Number of « A » of a line: exactly one is expected. */
const approbateurs = (ligne: EntiteLibre): number => rolesRaci.filter(([role]) => /A/iu.test(String(ligne[role] ?? ''))).length

export const calculRaci: Colonne<EntiteLibre> = {
  cle: 'verification',
  titre: 'Vérification',
  largeur: 180,
  texte: (ligne) => {
    const n = approbateurs(ligne)
    return n === 1 ? '✓ un seul A' : n === 0 ? '! aucun A' : `! ${n} A`
  },
  remarque: (ligne) => {
    const n = approbateurs(ligne)
    return n === 1 ? null : n === 0 ? 'Désignez qui approuve : un A par ligne.' : 'Un seul A par ligne : une seule personne approuve.'
  }
}
