import type { Ligne } from '#domain/dossier.ts'

const ancienneDe = (ligne: Ligne | undefined): string | null => {
  const id = ligne?.kind === 'piece-jointe' ? ligne.cellules['remplace'] : null
  return typeof id === 'string' ? id : null
}

/**
 * The earlier versions of an attached file, latest first: the removed files that share its origin, whichever was put back since.
 * Each line names the file that it took the place of; a chain that loops, which only a damaged copy holds, ends.
 */
export function versionsDe(lignes: readonly Ligne[], id: string): readonly Ligne[] {
  const fichiers = lignes.filter((l) => l.kind === 'piece-jointe')
  const parId = new Map(fichiers.map((l) => [l.id, l]))
  const origine = (depart: string): string => {
    const vus = new Set<string>()
    let courant = depart
    while (!vus.has(courant)) {
      vus.add(courant)
      const ancienne = ancienneDe(parId.get(courant))
      if (ancienne === null || !parId.has(ancienne)) break
      courant = ancienne
    }
    return courant
  }
  const premiere = origine(id)
  return fichiers.filter((l) => !l.vivant && l.id !== id && origine(l.id) === premiere).sort((a, b) => b.cree - a.cree)
}
