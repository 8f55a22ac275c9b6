import type { Etablissement } from '../etablissement.ts'

/** Roles under which professionals are registered in RPPS+, as the kit names them. */
export const rolesRpps = [
  ['rppsCoordination', 'Coordination et orientation'],
  ['rppsAdministratif', 'Administratif ou appui'],
  ['rppsVieSociale', 'Vie sociale, professionnelle et éducative'],
  ['rppsSoin', 'Accompagnement au soin'],
  ['rppsEncadrement', 'Encadrement et organisation']
] as const

type Suivi = Pick<Etablissement, 'insAQualifier' | 'insQualifiees' | 'insDiscordantes' | 'insNonTrouvees' | (typeof rolesRpps)[number][0] | 'dateMiseEnService'>

/** Share of the identities to qualify that are qualified, in per cent; null when one of them is unknown or nothing is to qualify. */
export const tauxIns = ({ insAQualifier, insQualifiees }: Pick<Suivi, 'insAQualifier' | 'insQualifiees'>): number | null =>
  insAQualifier === null || insQualifiees === null || insAQualifier === 0 ? null : (100 * insQualifiees) / insAQualifier

/** Professionals registered, all roles; null when no role was entered. */
export function totalRpps(e: Pick<Suivi, (typeof rolesRpps)[number][0]>): number | null {
  const entres = rolesRpps.flatMap(([champ]) => e[champ] ?? [])
  return entres.length === 0 ? null : entres.reduce((a, b) => a + b, 0)
}

/** Qualified, in discrepancy and not found cannot exceed what is to qualify. */
export function remarqueIns({ insAQualifier, insQualifiees, insDiscordantes, insNonTrouvees }: Suivi): string | null {
  const traitees = (insQualifiees ?? 0) + (insDiscordantes ?? 0) + (insNonTrouvees ?? 0)
  return insAQualifier !== null && traitees > insAQualifier ? 'Plus d’identités traitées que d’identités à qualifier : vérifiez.' : null
}

/** Totals over establishments. The rate counts only those where both figures are known. */
export interface TotauxIdentites {
  readonly etablissements: number
  readonly enService: number
  readonly insAQualifier: number
  readonly insQualifiees: number
  readonly insDiscordantes: number
  readonly insNonTrouvees: number
  readonly taux: number | null
  /** Establishments whose rate is known. */
  readonly renseignes: number
  readonly roles: readonly number[]
  readonly rpps: number
}

/** `date`: today; a go-live in the future is not one yet. */
export function totauxIdentites(etablissements: readonly Suivi[], date: string): TotauxIdentites {
  const somme = (lire: (e: Suivi) => number | null) => etablissements.reduce((t, e) => t + (lire(e) ?? 0), 0)
  const connus = etablissements.filter((e) => e.insAQualifier !== null && e.insQualifiees !== null)
  const roles = rolesRpps.map(([champ]) => somme((e) => e[champ]))
  return {
    etablissements: etablissements.length,
    enService: etablissements.filter((e) => e.dateMiseEnService !== null && e.dateMiseEnService <= date).length,
    insAQualifier: somme((e) => e.insAQualifier),
    insQualifiees: somme((e) => e.insQualifiees),
    insDiscordantes: somme((e) => e.insDiscordantes),
    insNonTrouvees: somme((e) => e.insNonTrouvees),
    taux: tauxIns({
      insAQualifier: connus.reduce((t, e) => t + (e.insAQualifier ?? 0), 0),
      insQualifiees: connus.reduce((t, e) => t + (e.insQualifiees ?? 0), 0)
    }),
    renseignes: connus.length,
    roles,
    rpps: roles.reduce((a, b) => a + b, 0)
  }
}
