import type { Etablissement } from '../etablissement.ts'

/** INSEE code of a region, the choices of `etablissement.region`. */
export type CodeRegion = NonNullable<Etablissement['region']>

export interface Region {
  readonly code: CodeRegion
  readonly nom: string
  /** Agence régionale de santé, as picked among the financeurs of GALIS. */
  readonly ars: string
  /** INSEE codes of its départements, upper case. */
  readonly departements: readonly string[]
  readonly outreMer: boolean
  /** Corse or overseas: the reduced minimum number of ESSMS applies. */
  readonly seuilReduit: boolean
}

const metropole = (code: CodeRegion, nom: string, departements: string): Region => ({
  code,
  nom,
  ars: `ARS ${nom}`,
  departements: departements.split(' '),
  outreMer: false,
  seuilReduit: code === '94'
})
const outreMer = (code: CodeRegion, nom: string, departements: string): Region => ({
  code,
  nom,
  ars: `ARS ${nom}`,
  departements: departements.split(' '),
  outreMer: true,
  seuilReduit: true
})

/** The 18 regions, in alphabetical order. 977 and 978 (Saint-Barthélemy, Saint-Martin) depend on the ARS of Guadeloupe. */
export const regions: readonly Region[] = [
  metropole('84', 'Auvergne-Rhône-Alpes', '01 03 07 15 26 38 42 43 63 69 73 74'),
  metropole('27', 'Bourgogne-Franche-Comté', '21 25 39 58 70 71 89 90'),
  metropole('53', 'Bretagne', '22 29 35 56'),
  metropole('24', 'Centre-Val de Loire', '18 28 36 37 41 45'),
  metropole('94', 'Corse', '2A 2B'),
  metropole('44', 'Grand Est', '08 10 51 52 54 55 57 67 68 88'),
  outreMer('01', 'Guadeloupe', '971 977 978'),
  outreMer('03', 'Guyane', '973'),
  metropole('32', 'Hauts-de-France', '02 59 60 62 80'),
  metropole('11', 'Île-de-France', '75 77 78 91 92 93 94 95'),
  outreMer('04', 'La Réunion', '974'),
  outreMer('02', 'Martinique', '972'),
  outreMer('06', 'Mayotte', '976'),
  metropole('28', 'Normandie', '14 27 50 61 76'),
  metropole('75', 'Nouvelle-Aquitaine', '16 17 19 23 24 33 40 47 64 79 86 87'),
  metropole('76', 'Occitanie', '09 11 12 30 31 32 34 46 48 65 66 81 82'),
  metropole('52', 'Pays de la Loire', '44 49 53 72 85'),
  metropole('93', 'Provence-Alpes-Côte d’Azur', '04 05 06 13 83 84')
]

/** Département codes of the FINESS extracts → INSEE. 9E and 9J (Saint-Pierre-et-Miquelon, Wallis-et-Futuna) belong to no region. */
export const departementsFiness: Readonly<Record<string, string>> = {
  '9A': '971',
  '9B': '972',
  '9C': '973',
  '9D': '974',
  '9E': '975',
  '9F': '976',
  '9J': '986'
}

/** What the national call is named among the financeurs of GALIS. */
export const financeurNational = 'National (CNSA - PAI Numérique)'

const byCode = new Map<string, Region>(regions.map((r) => [r.code, r]))
const byDepartement = new Map(regions.flatMap((r) => r.departements.map((d) => [d, r] as const)))

/** The region of an INSEE region code, or undefined. */
export const regionDe = (code: string | null): Region | undefined => (code === null ? undefined : byCode.get(code))

/** Name of a region, « Région non renseignée » when null. */
export const libelleRegion = (code: string | null): string => (code === null ? 'Région non renseignée' : (byCode.get(code)?.nom ?? code))

/** Region of a département, INSEE (`34`, `2A`, `974`) or FINESS (`9D`) code; undefined for territories without a region. */
export function regionOfDepartement(departement: string): Region | undefined {
  const code = departement.trim().toUpperCase()
  const padded = code.length === 1 ? `0${code}` : code
  return byDepartement.get(departementsFiness[padded] ?? padded)
}

/** Département of an INSEE commune code (`97105` → 971, `2A004` → 2A). */
export const departementOfInsee = (insee: string): string => (/^9[78]/u.test(insee) ? insee.slice(0, 3) : insee.slice(0, 2).toUpperCase())

/** Region of an INSEE commune code; exact. */
export const regionOfInsee = (insee: string): Region | undefined =>
  /^[0-9][0-9AB]\d{3}$/iu.test(insee) ? regionOfDepartement(departementOfInsee(insee)) : undefined

/**
 * Region of a postal code. A few communes are served by the post office of a neighbour département:
 * prefer `regionOfInsee` when both are known.
 */
export function regionOfCodePostal(codePostal: string): Region | undefined {
  if (!/^\d{5}$/u.test(codePostal)) return undefined
  if (codePostal.startsWith('20')) return byCode.get('94')
  return regionOfDepartement(/^9[78]/u.test(codePostal) ? codePostal.slice(0, 3) : codePostal.slice(0, 2))
}

/** Region of a place: from the INSEE code when known, else from the postal code. */
export const regionOfLieu = (lieu: { readonly insee: string | null; readonly codePostal: string | null }): Region | undefined =>
  (lieu.insee === null ? undefined : regionOfInsee(lieu.insee)) ?? (lieu.codePostal === null ? undefined : regionOfCodePostal(lieu.codePostal))
