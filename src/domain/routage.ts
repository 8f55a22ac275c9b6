import { isAppelNational, minimumEssms } from './catalogue/instructions.ts'
import { type CodeRegion, financeurNational, libelleRegion, type Region, regionDe, regionOfLieu } from './catalogue/regions.ts'
import { type Dossier, etablissementsConserves, porteurDe } from './dossier.ts'
import { type CleParametre, parametresDe } from './parametres.ts'
import { parts, repartir } from './repartition.ts'

/** One line of the distribution key between regions. `montant` in cents: its share of the subsidy asked, null while none is entered. */
export interface CleRegion {
  readonly region: CodeRegion | null
  readonly nom: string
  readonly essms: number
  readonly part: number | null
  readonly montant: number | null
}

/** Where the file goes, and why. */
export interface Routage {
  /** Distinct kept FINESS ET; an establishment without number counts for one. */
  readonly essms: number
  readonly regions: readonly CleRegion[]
  readonly appel: 'regional' | 'national' | 'a-confirmer'
  /** What to pick in GALIS; null when nothing can be proposed. */
  readonly financeur: string | null
  /** Minimum number of ESSMS of the call; null when the instruction does not say. */
  readonly minimum: number | null
  /** What was entered in place of the catalogue's values. */
  readonly saisis: readonly CleParametre[]
  readonly explication: string
  /** Points to confirm with the ARS before the deposit. */
  readonly aConfirmer: readonly string[]
}

/** Number of distinct establishments: by FINESS ET, so that one entered twice counts once. */
export function nombreEssms(dossier: Dossier): number {
  const kept = etablissementsConserves(dossier)
  return new Set(kept.map((e) => e.finess ?? e.id)).size
}

/** Distribution key: establishments per region, largest first, and the subsidy split to the cent. Source: regional FAQ. */
export function cleRegions(dossier: Dossier): readonly CleRegion[] {
  const counted = new Map<CodeRegion | null, Set<string>>()
  for (const e of etablissementsConserves(dossier)) {
    const known = counted.get(e.region) ?? new Set()
    counted.set(e.region, known.add(e.finess ?? e.id))
  }
  const rows = [...counted]
    .map(([region, ids]) => ({ region, nom: libelleRegion(region), essms: ids.size }))
    .sort((a, b) => b.essms - a.essms || (a.nom < b.nom ? -1 : 1))
  const weights = rows.map((r) => r.essms)
  const shares = parts(weights)
  const asked = dossier.grappe.montantDemande
  const amounts = asked === null ? null : repartir(asked, weights)
  return rows.map((r, i) => ({ ...r, part: shares[i] ?? null, montant: amounts?.[i] ?? null }))
}

/** True when every kept establishment is in Corse or overseas: only then does the reduced minimum apply. */
export const toutesEnSeuilReduit = (dossier: Dossier): boolean => {
  const kept = etablissementsConserves(dossier)
  return kept.length > 0 && kept.every((e) => regionDe(e.region)?.seuilReduit === true)
}

/** Region of the porteur: from its postal code, else the region with most of the establishments. */
function regionPorteur(dossier: Dossier, rows: readonly CleRegion[]): Region | undefined {
  const porteur = porteurDe(dossier)
  const own = porteur && regionOfLieu({ insee: null, codePostal: porteur.codePostal })
  return own ?? regionDe(rows.find((r) => r.region !== null)?.region ?? null)
}

/** Which call the file belongs to and which financeur to pick in GALIS. A proposal: the user has the last word. Source: programme, « Routage ». */
export function routage(dossier: Dossier): Routage {
  const instruction = parametresDe(dossier.grappe)
  const regions = cleRegions(dossier)
  const essms = nombreEssms(dossier)
  const known = regions.filter((r) => r.region !== null)
  const national = isAppelNational(instruction, essms, known.length)
  const reduced = toutesEnSeuilReduit(dossier)
  const minimum = minimumEssms(instruction, reduced)
  const { saisis } = instruction
  const seuil = saisis.includes('seuilNational') ? instruction.seuilNational : null
  const aConfirmer: string[] = []

  const blank = essms - known.reduce((sum, r) => sum + r.essms, 0)
  if (blank > 0)
    aConfirmer.push(blank === 1 ? 'La région d’un établissement n’est pas renseignée.' : `La région de ${blank} établissements n’est pas renseignée.`)
  if (!reduced && known.some((r) => regionDe(r.region)?.seuilReduit))
    aConfirmer.push('Une partie des établissements est en Corse ou en outre-mer : le minimum réduit est à confirmer avec l’ARS.')
  if (national === null)
    aConfirmer.push(
      dossier.grappe.instruction === null
        ? 'Choisissez l’instruction dans « Ma grappe » : elle dit à quel appel le dossier s’adresse.'
        : 'L’instruction choisie ne dit pas à quel appel le dossier s’adresse : vérifiez-le dans votre appel à projets.'
    )
  if (national === true)
    return {
      essms,
      regions,
      appel: 'national',
      financeur: financeurNational,
      minimum,
      saisis,
      explication: explain(essms, known.length, 'appel national', seuil),
      aConfirmer
    }

  const only = known.length === 1 ? regionDe(known[0]?.region ?? null) : undefined
  // First call of 2021: the file went to the ARS with most of the establishments. Since then: to the ARS of the porteur.
  const region = only ?? (instruction.code === '2021-t1' ? regionDe(known[0]?.region ?? null) : regionPorteur(dossier, regions))
  if (known.length > 1 && region) aConfirmer.push(`Plusieurs régions : le dépôt auprès de l’${region.ars} est à confirmer avec elle.`)
  return {
    essms,
    regions,
    appel: national === null ? 'a-confirmer' : 'regional',
    financeur: region?.ars ?? null,
    minimum,
    saisis,
    explication: explain(essms, known.length, national === null ? 'appel à confirmer' : 'appel régional', seuil),
    aConfirmer
  }
}

const explain = (essms: number, regions: number, appel: string, seuil: number | null): string =>
  essms === 0
    ? 'Ajoutez d’abord les établissements : leur nombre et leurs régions décident de l’appel.'
    : `${essms} établissement${essms < 2 ? '' : 's'}${regions === 0 ? '' : ` dans ${regions} région${regions < 2 ? '' : 's'}`} : ${appel}${seuil === null ? '' : seuil === 0 ? ' (saisi : pas d’appel national)' : ` (seuil saisi : ${seuil})`}.`
