import type { Cellule } from '#domain/champs/champ.ts'
import type { Dossier, Ligne } from '#domain/dossier.ts'
import { nomDe } from '#domain/noms.ts'
import { createAppartenance } from '#domain/partage/appartenance.ts'

/** Kinds that the recipient of a collecte may add: each line says its OG or its ESSMS. */
const ajoutables: ReadonlySet<string> = new Set(['releve', 'mesure-propre', 'depense', 'personne', 'materiel', 'action', 'piece-jointe'])

/** What the recipient of a collecte copy may change, as the engine will judge it: their OG, its establishments, and what is theirs. */
export function createPerimetre(projet: string, ligneDe: (id: string) => Ligne | undefined) {
  const partDe = createAppartenance(projet, ligneDe)
  let pour: Pick<Dossier, 'envois' | 'etablissements'> | null = null
  let organisme: string | null = null
  let parts: ReadonlySet<string> = new Set()
  const lire = (dossier: Dossier) => {
    if (pour?.envois === dossier.envois && pour.etablissements === dossier.etablissements) return
    pour = dossier
    const organismes = new Set(dossier.envois.flatMap((e) => (e.sorte === 'collecte' && e.organisme !== null ? [e.organisme] : [])))
    organisme = [...organismes].at(-1) ?? null
    parts = new Set([...organismes, ...dossier.etablissements.flatMap((e) => (e.organisme !== null && organismes.has(e.organisme) ? [e.id] : []))])
  }
  return {
    /** True when the line may be changed; without id, when lines of this kind may be added. */
    permet(dossier: Dossier, kind: string, id: string | undefined): boolean {
      lire(dossier)
      if (kind === 'envoi') return false
      if (id === undefined || id === '') return ajoutables.has(kind)
      return parts.has(partDe(ligneDe(id) ?? { id, kind, cellules: {} }))
    },
    /** Cells of a new line, its OG added when nothing says whose it is: the engine refuses a line of the whole grappe. */
    completer(dossier: Dossier, kind: string, cellules: Readonly<Record<string, Cellule>>): Readonly<Record<string, Cellule>> {
      lire(dossier)
      if (organisme === null || !ajoutables.has(kind) || parts.has(partDe({ id: '', kind, cellules }))) return cellules
      return Object.hasOwn(nomDe(kind)?.champs ?? {}, 'organisme') ? { ...cellules, organisme } : cellules
    }
  }
}
