import type { Dossier } from '../dossier.ts'
import type { NomChiffre, Releve } from '../releve.ts'
import { nomsChiffres } from '../releve.ts'
import type { Periode } from './fenetre.ts'

const rang = new Map<NomChiffre, number>(nomsChiffres.map((nom, i) => [nom, i]))

/** One number of a relevé, null when the relevé or the number is absent. */
export const chiffre = (releve: Releve | undefined, nom: NomChiffre): number | null => releve?.chiffres?.[rang.get(nom) ?? -1] ?? null

/** Relevés found by establishment and period in constant time; `doublons` holds the ids of surplus relevés for one same place. */
export interface IndexReleves {
  readonly de: (etablissement: string, periode: Periode) => Releve | undefined
  readonly doublons: readonly Releve[]
}

/** Declared windows and months stand side by side: « va » is no month. */
const momentDe = (periode: Periode) => (typeof periode === 'string' ? periode : periode.mois)

function indexer(releves: readonly Releve[]): IndexReleves {
  const parEtablissement = new Map<string, Map<string, Releve>>()
  const doublons: Releve[] = []
  for (const releve of releves) {
    if (releve.etablissement === null || releve.type === null) continue
    const siens = parEtablissement.get(releve.etablissement) ?? new Map<string, Releve>()
    parEtablissement.set(releve.etablissement, siens)
    const moment = releve.type === 'mois' ? (releve.mois ?? '') : releve.type
    if (siens.has(moment)) doublons.push(releve)
    else siens.set(moment, releve)
  }
  return { de: (etablissement, periode) => parEtablissement.get(etablissement)?.get(momentDe(periode)), doublons }
}

const connus = new WeakMap<readonly Releve[], IndexReleves>()

/**
 * One pass over every relevé, once for each list of relevés. When two relevés describe the same establishment and period, the first
 * in display order counts and the others are listed in `doublons`: never added, never silently replaced.
 */
export function indexReleves({ releves }: Dossier): IndexReleves {
  const index = connus.get(releves) ?? indexer(releves)
  connus.set(releves, index)
  return index
}
