import type { Ligne } from '#domain/dossier.ts'
import type { Journal } from './journal.ts'

/**
 * Puts every line back as `voulues` shows it, by ordinary edits in one group: nothing is erased, copies already sent
 * stay mergeable, and the restoration itself can be undone. Returns the number of lines changed.
 */
export function restaurerLignes(journal: Journal, voulues: readonly Ligne[]): number {
  return journal.groupe(() => {
    const actuelles = new Map(journal.lireLignes().map((l) => [l.id, l]))
    let changees = 0
    for (const voulue of voulues) {
      const actuelle = actuelles.get(voulue.id)
      actuelles.delete(voulue.id)
      if (!actuelle || (!voulue.vivant && !actuelle.vivant)) continue
      const noms = new Set([...Object.keys(voulue.cellules), ...Object.keys(actuelle.cellules)])
      const ecarts = [...noms].filter((champ) => (voulue.cellules[champ] ?? null) !== (actuelle.cellules[champ] ?? null))
      if (!actuelle.vivant) journal.retablir(voulue.kind, voulue.id)
      const editions = ecarts.map((champ) => ({ kind: voulue.kind, id: voulue.id, champ, valeur: voulue.cellules[champ] ?? null }))
      if (editions.length > 0) journal.ecrire(editions)
      if (!voulue.vivant) journal.retirer(voulue.kind, voulue.id)
      if (editions.length > 0 || voulue.vivant !== actuelle.vivant) changees += 1
    }
    for (const enTrop of actuelles.values()) {
      if (!enTrop.vivant) continue
      journal.retirer(enTrop.kind, enTrop.id)
      changees += 1
    }
    return changees
  })
}
