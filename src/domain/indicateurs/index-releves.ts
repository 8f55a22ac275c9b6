import type { Dossier } from '../dossier.ts'
import type { NomChiffre, Releve } from '../releve.ts'
import { nomsChiffres } from '../releve.ts'
import type { Periode } from './fenetre.ts'

const rang = new Map<NomChiffre, number>(nomsChiffres.map((nom, i) => [nom, i]))

/** One number of a relevé, null when the relevé or the number is absent. */
export const chiffre = (releve: Releve | undefined, nom: NomChiffre): number | null => releve?.chiffres?.[rang.get(nom) ?? -1] ?? null

const key = (etablissement: string, type: string, mois: string) => `${type}|${mois}|${etablissement}`

/** Relevés found by establishment and period in constant time; `doublons` holds the ids of surplus relevés for one same place. */
export interface IndexReleves {
  readonly de: (etablissement: string, periode: Periode) => Releve | undefined
  readonly doublons: readonly Releve[]
}

/**
 * One pass over every relevé. When two relevés describe the same establishment and period, the first in display order counts
 * and the others are listed in `doublons`: never added, never silently replaced.
 */
export function indexReleves(dossier: Dossier): IndexReleves {
  const byPlace = new Map<string, Releve>()
  const doublons: Releve[] = []
  for (const releve of dossier.releves) {
    if (releve.etablissement === null || releve.type === null) continue
    const place = key(releve.etablissement, releve.type, releve.type === 'mois' ? (releve.mois ?? '') : '')
    if (byPlace.has(place)) doublons.push(releve)
    else byPlace.set(place, releve)
  }
  return {
    de: (etablissement, periode) => byPlace.get(typeof periode === 'string' ? key(etablissement, periode, '') : key(etablissement, 'mois', periode.mois)),
    doublons
  }
}
