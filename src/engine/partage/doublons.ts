import { GrappeError } from '#contract/errors.ts'
import type { Cellule } from '#domain/champs/champ.ts'
import { champDe, type Ligne } from '#domain/dossier.ts'
import { nomDe } from '#domain/noms.ts'
import { cleDoublon, type Doublon } from '#domain/partage/doublons.ts'
import type { Edition, Journal } from '../db/journal.ts'

/** Text cells that hold the id of another line. */
const liensTexte: Readonly<Record<string, string>> = { action: 'portee', 'piece-jointe': 'cible' }

/** A cell that points at `de`, pointing at `vers` instead; undefined when it does not. */
function rediriger(kind: string, champ: string, valeur: Cellule, de: string, vers: string): Cellule | undefined {
  if (typeof valeur !== 'string' || !valeur.includes(de)) return undefined
  if (valeur === de) return champDe(kind, champ)?.genre === 'reference' || liensTexte[kind] === champ ? vers : undefined
  const field = champDe(kind, champ)
  if (field?.genre !== 'references') return undefined
  const ids = field.decode(valeur) as readonly string[] | undefined
  return ids ? (field.encode([...new Set(ids.map((id) => (id === de ? vers : id)))]) as Cellule) : undefined
}

/**
 * « C’est le même »: keeps one line, completes it with what only the other had, moves every link to it, removes the other.
 * Ordinary edits in one step: they travel, and can be undone.
 */
export function reglerDoublon(journal: Journal, { kind, garder, retirer }: { kind: Doublon['kind']; garder: string; retirer: string }): Ligne[] {
  const lignes = journal.lireLignes().filter((l) => l.vivant)
  const gardee = lignes.find((l) => l.id === garder)
  const enTrop = lignes.find((l) => l.id === retirer)
  if (gardee?.kind !== kind || enTrop?.kind !== kind || garder === retirer) throw new GrappeError('entite-inconnue')
  const editions: Edition[] = []
  for (const champ of Object.keys(nomDe(kind)?.champs ?? {})) {
    const [ici, la] = [gardee.cellules[champ] ?? null, enTrop.cellules[champ] ?? null]
    if (ici === null && la !== null) editions.push({ kind, id: garder, champ, valeur: la })
  }
  for (const ligne of lignes)
    for (const [champ, valeur] of Object.entries(ligne.cellules)) {
      const suivie = ligne.id === retirer ? undefined : rediriger(ligne.kind, champ, valeur, retirer, garder)
      if (suivie !== undefined) editions.push({ kind: ligne.kind, id: ligne.id, champ, valeur: suivie })
    }
  return journal.groupe(() => {
    const touchees = editions.length > 0 ? journal.ecrire(editions) : []
    return [...touchees, journal.retirer(kind, retirer)]
  })
}

/** « Ce sont deux choses différentes »: the pair is no longer proposed, in any copy. */
export function ecarterDoublon(journal: Journal, { kind, ids, date }: { kind: Doublon['kind']; ids: readonly [string, string]; date: string }): Ligne {
  if (ids.some((id) => journal.ligne(id)?.kind !== kind)) throw new GrappeError('entite-inconnue')
  return journal.ajouter('reponse', null, null, { cle: cleDoublon(kind, ...ids), reponse: 'non', date })
}
