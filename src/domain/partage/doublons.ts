import type { Dossier } from '../dossier.ts'

/** Two lines that may be the same thing; the first is the older one, proposed to be kept. */
export interface Doublon {
  readonly kind: 'etablissement' | 'organisme'
  readonly ids: readonly [string, string]
  readonly raison: 'finess' | 'nom'
}

/** Key of the `reponse` that says two lines are really two things. */
export const cleDoublon = (kind: string, a: string, b: string): string => `doublon:${kind}:${[a, b].sort().join(':')}`

/** Words that nearly every name bears: two names are near by the others. */
const motsVides = new Set(
  'le la les l de du des d et en a au aux un une ehpad ime esat sessad mas fam foyer residence maison service saad ssiad centre'.split(' ')
)

const mots = (nom: string): string[] =>
  nom
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^a-z0-9]+/u)
    .filter((m) => m !== '' && !motsVides.has(m))

/** At most one letter added, removed or changed. */
function isPresque(a: string, b: string): boolean {
  if (a === b) return true
  const [court, long] = a.length <= b.length ? [a, b] : [b, a]
  if (long.length - court.length > 1 || court.length < 4) return false
  let i = 0
  while (i < court.length && court[i] === long[i]) i += 1
  return court.length === long.length ? court.slice(i + 1) === long.slice(i + 1) : court.slice(i) === long.slice(i + 1)
}

/** Same meaningful words, in any order, give or take a letter each. */
function areNomsProches(a: string, b: string): boolean {
  const [un, deux] = [mots(a).sort(), mots(b).sort()]
  return un.length > 0 && un.length === deux.length && un.every((mot, i) => isPresque(mot, deux[i] ?? ''))
}

interface Candidat {
  readonly id: string
  readonly numero: string | null
  readonly nom: string | null
  readonly lieu: string | null
}

function paires(candidats: readonly Candidat[], kind: Doublon['kind'], ecartees: ReadonlySet<string>): Doublon[] {
  const parCle = new Map<string, Candidat[]>()
  const ranger = (cle: string, c: Candidat) => parCle.set(cle, [...(parCle.get(cle) ?? []), c])
  for (const c of candidats) {
    if (c.numero !== null) ranger(`finess:${c.numero}`, c)
    if (c.lieu !== null && c.nom !== null) ranger(`lieu:${mots(c.lieu).join(' ')}`, c)
  }
  const vues = new Set(ecartees)
  const trouvees: Doublon[] = []
  for (const [cle, groupe] of parCle) {
    const raison = cle.startsWith('finess:') ? 'finess' : 'nom'
    groupe.forEach((a, i) => {
      for (const b of groupe.slice(i + 1)) {
        // Two different numbers are two establishments, however alike their names.
        if (raison === 'nom' && ((a.numero !== null && b.numero !== null) || !areNomsProches(a.nom ?? '', b.nom ?? ''))) continue
        const cleDeux = cleDoublon(kind, a.id, b.id)
        if (vues.has(cleDeux)) continue
        vues.add(cleDeux)
        trouvees.push({ kind, ids: [a.id, b.id], raison })
      }
    })
  }
  return trouvees
}

/**
 * « Même établissement ? »: two living lines with the same FINESS, or with near names in one commune when one has no number.
 * Pairs that a person already told apart are left out.
 */
export function doublonsDe(dossier: Dossier): readonly Doublon[] {
  const ecartees = new Set(dossier.reponses.flatMap((r) => (r.cle?.startsWith('doublon:') && r.reponse === 'non' ? [r.cle] : [])))
  return [
    ...paires(
      dossier.organismes.map((o) => ({ id: o.id, numero: o.finessEj, nom: o.raisonSociale, lieu: o.commune })),
      'organisme',
      ecartees
    ),
    ...paires(
      dossier.etablissements.map((e) => ({ id: e.id, numero: e.finess, nom: e.nom, lieu: e.commune })),
      'etablissement',
      ecartees
    )
  ]
}
