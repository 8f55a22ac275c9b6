import type { Conflit, Ligne } from '#domain/dossier.ts'
import type { Journal } from './journal.ts'
import { champVie } from './lecture.ts'

/**
 * Puts every line back as `voulues` shows it, by ordinary edits in one group: nothing is erased, copies already sent
 * stay mergeable, and the restoration itself can be undone. A conflict that the version did not have (`conflitsVoulus`) is settled
 * by its value. Returns the number of lines changed.
 */
export function restaurerLignes(journal: Journal, voulues: readonly Ligne[], conflitsVoulus: readonly Conflit[] = []): number {
  return journal.groupe(() => {
    const cleDe = (c: Conflit) => `${c.id}|${c.champ}`
    const ouverts = new Set(conflitsVoulus.map(cleDe))
    const aRegler = new Map<string, Set<string>>()
    for (const c of journal.lireConflits())
      if (!ouverts.has(cleDe(c)) && c.id !== null && c.champ !== null) aRegler.set(c.id, (aRegler.get(c.id) ?? new Set()).add(c.champ))
    const actuelles = new Map(journal.lireLignes().map((l) => [l.id, l]))
    let changees = 0
    for (const voulue of voulues) {
      const actuelle = actuelles.get(voulue.id)
      actuelles.delete(voulue.id)
      if (!actuelle || (!voulue.vivant && !actuelle.vivant)) continue
      const noms = new Set([...Object.keys(voulue.cellules), ...Object.keys(actuelle.cellules)])
      const contestes = aRegler.get(voulue.id)
      const ecarts = [...noms].filter((champ) => contestes?.has(champ) || (voulue.cellules[champ] ?? null) !== (actuelle.cellules[champ] ?? null))
      if (!actuelle.vivant || contestes?.has(champVie)) journal.retablir(voulue.kind, voulue.id)
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
