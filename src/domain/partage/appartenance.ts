import type { Ligne } from '../dossier.ts'

/**
 * Cells that say whose a line is, first filled first. Kinds that are not here belong to the whole grappe: the plan de
 * financement, the governance, a procès-verbal (it may list establishments of several OG).
 */
const liens: Readonly<Record<string, readonly string[]>> = {
  releve: ['etablissement'],
  'mesure-propre': ['etablissement'],
  depense: ['organisme', 'etablissement'],
  personne: ['etablissement', 'organisme'],
  materiel: ['etablissement'],
  action: ['portee'],
  'piece-jointe': ['organisme', 'cible'],
  envoi: ['organisme']
}

type LigneLue = Pick<Ligne, 'id' | 'kind' | 'cellules'>

/**
 * Says which OG or ESSMS a line belongs to (its id), or the project when it belongs to the whole grappe. Finer than `entity.part`:
 * an invoice follows its expense, an action its scope. `ligneDe` finds another line by its id.
 */
export function createAppartenance(projet: string, ligneDe: (id: string) => LigneLue | undefined): (ligne: LigneLue) => string {
  const suivre = (ligne: LigneLue, pas: number): string => {
    if (ligne.kind === 'organisme' || ligne.kind === 'etablissement') return ligne.id
    for (const champ of liens[ligne.kind] ?? []) {
      const vers = ligne.cellules[champ]
      const cible = typeof vers === 'string' ? ligneDe(vers) : undefined
      if (cible && pas > 0) return suivre(cible, pas - 1)
    }
    return projet
  }
  return (ligne) => suivre(ligne, 3)
}

/** Parts of a collecte: the OG and its living establishments, kept or withdrawn. */
export const partsDeCollecte = (lignes: readonly Ligne[], organisme: string): readonly string[] => [
  organisme,
  ...lignes.filter((l) => l.kind === 'etablissement' && l.vivant && l.cellules['organisme'] === organisme).map((l) => l.id)
]
