import type { Dossier, Ligne } from '#domain/dossier.ts'
import type { Journal } from '../db/journal.ts'
import type { Apercu } from './apercu.ts'
import { type Cellules, createRapprochement } from './rapprochement.ts'

/** Cells whose field is still empty in the dossier. */
const manquantes = (cellules: Cellules, entite: Readonly<Record<string, unknown>> | undefined): Cellules =>
  entite === undefined ? cellules : Object.fromEntries(Object.entries(cellules).filter(([name]) => (entite[name] ?? null) === null))

/**
 * Writes an accepted preview: one transaction, one step of undo; returns the lines touched. A row without a usable FINESS
 * adds nothing (`ignores`): it can only complete an organisme that is already there.
 */
export function accepterImport(journal: Journal, dossier: Dossier, { lignes, completer }: Apercu) {
  const rapprochement = createRapprochement(dossier)
  const parId = new Map<string, Readonly<Record<string, unknown>>>([...dossier.organismes, ...dossier.etablissements].map((e) => [e.id, e]))
  const touchees = new Map<string, Ligne>()
  let [ajoutes, modifies, ignores] = [0, 0, 0]

  /** The organisme of a row: found and completed, or added; null when the row says nothing of it. */
  function organismeDe(lu: Cellules, creer: boolean): string | null {
    if (Object.keys(lu).length === 0) return null
    const known = rapprochement.organisme(lu)
    if (known === null && (!creer || !('finessEj' in lu || 'raisonSociale' in lu || 'siren' in lu))) return null
    const before = known === null ? undefined : parId.get(known)
    const cellules = manquantes(lu, before)
    if (known !== null && Object.keys(cellules).length === 0) return known
    const ligne = journal.ajouter('organisme', known, null, cellules)
    rapprochement.connaitre(ligne.id, ligne.cellules)
    parId.set(ligne.id, { ...before, ...cellules })
    touchees.set(ligne.id, ligne)
    return ligne.id
  }

  journal.groupe(() => {
    for (const { etablissement, organisme, existant } of lignes) {
      const og = organismeDe(organisme, etablissement !== null)
      if (!etablissement) {
        if (existant) modifies += 1
        else ignores += 1
        continue
      }
      const { id, lues, proposees } = etablissement
      const known = id === null ? undefined : parId.get(id)
      const liens: Cellules = og === null ? {} : { organisme: og }
      const cellules = { ...manquantes({ ...proposees, ...(completer ? liens : {}) }, known), ...lues, ...(completer ? {} : liens) }
      const ligne = journal.ajouter('etablissement', id, null, cellules)
      touchees.set(ligne.id, ligne)
      if (id === null) ajoutes += 1
      else modifies += 1
    }
  })
  return { ajoutes, modifies, ignores, lignes: [...touchees.values()] }
}
