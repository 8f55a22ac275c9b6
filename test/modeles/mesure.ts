import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ModeleLu } from '#domain/modeles/modele-lu.ts'
import { type Proposition, reconnaitre, seuilConfiance } from '#domain/modeles/reconnaitre.ts'
import type { UsageModele } from '#domain/modeles/usage.ts'
import { lireModele } from '#engine/modeles/lire-modele.ts'

export interface Cle {
  readonly usage: UsageModele
  readonly places: Readonly<Record<string, string>>
  readonly calcules: readonly string[]
  readonly laisser: readonly string[]
}

export const cles = JSON.parse(readFileSync(join(import.meta.dirname, 'cles.json'), 'utf8')) as Readonly<Record<string, Cle>>
/** Font drawn in the fields of PDF forms. */
export const ttfEssai = readFileSync(join(import.meta.dirname, '..', '..', 'resources', 'fonts', 'SourceSans3-Regular.ttf'))
export const modele = (nom: string): Uint8Array => readFileSync(join(import.meta.dirname, 'fixtures', nom))

export function propositionsDe(lu: ModeleLu, usage: UsageModele): Proposition[] {
  const r = reconnaitre(lu, usage)
  return [...r.tables.flatMap((t) => t.colonnes), ...r.cases.map((c) => c.proposition), ...r.champs]
}

export interface Mesure {
  readonly attendues: number
  readonly justes: number
  /** Known places left without a sure proposal, and what was proposed. */
  readonly manquees: readonly string[]
  /** Sure proposals that the key does not hold. */
  readonly fausses: readonly string[]
}

/** Sure proposals of the matcher against the answer key. */
export async function mesurer(nom: string, octets: Uint8Array, cle: Cle): Promise<Mesure> {
  const propositions = propositionsDe(await lireModele(octets), cle.usage)
  const sures = new Map(
    propositions.filter((p) => p.donnee !== null && p.confiance >= seuilConfiance && !p.calculee && !p.verrouillee).map((p) => [p.place, p])
  )
  const manquees: string[] = []
  for (const [place, donnee] of Object.entries(cle.places)) {
    if (sures.get(place)?.donnee === donnee) continue
    const p = propositions.find((q) => q.place === place)
    manquees.push(`${nom} ${place} attendu ${donnee}, proposé ${p ? `${p.donnee} (${p.confiance}) ${JSON.stringify(p.entetes)}` : 'rien'}`)
  }
  const fausses = [...sures.values()]
    .filter((p) => cle.places[p.place] !== p.donnee)
    .map((p) => `${nom} ${p.place} ${JSON.stringify(p.entetes)} → ${p.donnee} (${p.confiance})`)
  const attendues = Object.keys(cle.places).length
  return { attendues, justes: attendues - manquees.length, manquees, fausses }
}
