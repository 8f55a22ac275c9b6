import type { Dossier } from './dossier.ts'
import { etablissementsConserves } from './dossier.ts'
import { compareTexte } from './format.ts'
import { repartir } from './repartition.ts'

/** A share of the eligible expenses, in cents. */
interface Part {
  /** Own lines. */
  readonly directes: number
  /** Part of the shared lines. */
  readonly mutualisees: number
}

/** One establishment's share; `nom` is null while it has none. */
export interface PartEtablissement extends Part {
  readonly id: string
  readonly nom: string | null
  readonly finess: string | null
  readonly organisme: string | null
}

/** One OG's share: the sum of its establishments'. `id` null: establishments without OG. */
export interface PartOrganisme extends Part {
  readonly id: string | null
  readonly nom: string | null
  readonly finessEj: string | null
  readonly etablissements: number
}

export interface Repartition {
  /** Kept establishments, by OG then by name. */
  readonly etablissements: readonly PartEtablissement[]
  /** In the same order. */
  readonly organismes: readonly PartOrganisme[]
  /** What stays shared: lines without a key. */
  readonly sansCle: number
  /** The own lines of establishments that are no longer kept. */
  readonly retires: number
}

/**
 * Eligible amounts by kept establishment: its own lines, plus its part of the shared ones: the lines of one key are
 * added, then split once (largest remainder). Parts, `sansCle` and `retires` add up to the total eligible, to the cent.
 */
export function repartitionEligible(dossier: Dossier): Repartition {
  const conserves = etablissementsConserves(dossier)
  const connus = new Set(conserves.map((e) => e.id))
  const organismes = new Map(dossier.organismes.map((o) => [o.id, o]))
  const directes = new Map<string, number>()
  const partagees = { aucune: 0, egale: 0, personnes: 0 }
  for (const d of dossier.depenses) {
    if (d.etablissement === null) partagees[d.cle ?? 'aucune'] += d.eligible ?? 0
    else directes.set(d.etablissement, (directes.get(d.etablissement) ?? 0) + (d.eligible ?? 0))
  }
  const egales = repartir(
    partagees.egale,
    conserves.map(() => 1)
  )
  const personnes = repartir(
    partagees.personnes,
    conserves.map((e) => e.personnesAccompagnees ?? 0)
  )
  const nomOg = (id: string | null) => organismes.get(id ?? '')?.raisonSociale ?? null
  const etablissements = conserves
    .map(
      (e, i): PartEtablissement => ({
        id: e.id,
        nom: e.nom,
        finess: e.finess,
        organisme: organismes.has(e.organisme ?? '') ? e.organisme : null,
        directes: directes.get(e.id) ?? 0,
        mutualisees: (egales[i] ?? 0) + (personnes[i] ?? 0)
      })
    )
    .sort((a, b) => compareTexte(nomOg(a.organisme) ?? '', nomOg(b.organisme) ?? '') || compareTexte(a.nom ?? '', b.nom ?? ''))
  const parOg = new Map<string | null, { directes: number; mutualisees: number; etablissements: number }>()
  for (const e of etablissements) {
    const og = parOg.get(e.organisme) ?? { directes: 0, mutualisees: 0, etablissements: 0 }
    og.directes += e.directes
    og.mutualisees += e.mutualisees
    og.etablissements += 1
    parOg.set(e.organisme, og)
  }
  return {
    etablissements,
    organismes: [...parOg].map(([id, parts]) => ({ id, nom: nomOg(id), finessEj: organismes.get(id ?? '')?.finessEj ?? null, ...parts })),
    sansCle: partagees.aucune,
    retires: [...directes].reduce((cents, [id, montant]) => (connus.has(id) ? cents : cents + montant), 0)
  }
}
