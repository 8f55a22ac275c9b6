import type { Sortie } from '#contract/contract.ts'
import { GrappeError } from '#contract/errors.ts'
import { compareLignes, type Ligne } from '#domain/dossier.ts'
import { noms } from '#domain/noms.ts'

/** A field designated from the command line, with the raw line it lives in. */
export interface Cible {
  readonly kind: string
  readonly ligne: Ligne
  readonly champ: string | null
}

/**
 * Finds what a path designates: `grappe.nom`, `organismes[1].siret` (rank from 1),
 * `etablissements[349001008].nom` (a FINESS number) or `pvs[<id>].lieu`.
 */
export function trouverChemin(session: Sortie<'dossier.lire'>, chemin: string): Cible {
  const found = /^([a-zA-Z]+)(?:\[([^\]]+)\])?(?:\.([a-zA-Z]+))?$/u.exec(chemin)
  const nom = noms.find((n) => n.collection === found?.[1])
  if (!found || !nom) throw new GrappeError('champ-inconnu', chemin)
  const lignes = session.lignes.filter((l) => l.kind === nom.kind && l.vivant).sort(compareLignes)
  const key = found[2]
  const ligne =
    nom.unique && key === undefined
      ? lignes[0]
      : lignes.find((l, i) => l.id === key || String(i + 1) === key || [l.cellules['finess'], l.cellules['finessEj']].includes(key ?? ''))
  if (!ligne) throw new GrappeError('entite-inconnue', chemin)
  const champ = found[3] ?? null
  if (champ !== null && !(champ in nom.champs)) throw new GrappeError('champ-inconnu', chemin)
  return { kind: nom.kind, ligne, champ }
}
