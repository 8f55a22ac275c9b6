import { conserves, type DossierLu, type EtablissementLu, organisme } from './dossier-lu.ts'
import { date, taux as ecrire, ordreAlphabetique } from './francais.ts'
import { indicateurs, secteur } from './libelles.ts'

/** Usage rates, computed again: exact fractions, groups as sums of their establishments. */
export type Fenetre = 'va' | 'cloture'
export type Code = (typeof indicateurs)[number]['code']
export const references: Readonly<Record<string, string>> = { '2023': 'Instruction n° DGCS/DNS/CNSA/2023/13' }

export interface Regle {
  readonly suivi: boolean
  readonly cible: number | null
  readonly source: string | null
}
/** Target typed for the grappe, else that of the instruction (known for 2023 only). */
export function cibleDe(d: DossierLu, code: Code): Regle {
  const lignes = d.cibles.filter((c) => c.indicateur === code)
  const propre = lignes.find((c) => c.cible !== null)
  const nationale = d.grappe.instruction === '2023' ? indicateurs.find((i) => i.code === code)!.cible : null
  const source = propre ? propre.source : nationale === null ? null : references[d.grappe.instruction]!
  return { suivi: !lignes.some((c) => c.suivi === 'non'), cible: propre?.cible ?? nationale, source }
}

const finDeMois = (annee: number, mois: number) => new Date(Date.UTC(annee, mois, 0)).getUTCDate()
/** First and last day of the window, and its three months; windows of the seeds end with a month. */
export function bornes(d: DossierLu, fenetre: Fenetre): { readonly debut: string; readonly fin: string; readonly mois: readonly string[] } {
  const fin = fenetre === 'va' ? d.grappe.finVa : d.grappe.finCloture
  const [a, m, j] = fin.split('-').map(Number) as [number, number, number]
  if (finDeMois(a, m) !== j) throw new Error('une fenêtre glissante n’est pas attendue ici')
  const mois = [2, 1, 0].map((k) => new Date(Date.UTC(a, m - 1 - k, 1)).toISOString().slice(0, 7))
  return { debut: `${mois[0]}-01`, fin, mois }
}

/** « du 1er juillet au 30 septembre 2026 ». */
export function periode(d: DossierLu, f: Fenetre): string {
  const { debut, fin } = bornes(d, f)
  return `du ${debut.slice(0, 4) === fin.slice(0, 4) ? date(debut).replace(/ \d{4}$/u, '') : date(debut)} au ${date(fin)}`
}

interface Mesure {
  readonly n: number
  readonly d: number
}
export const methode = (d: DossierLu): 'fenetre' | 'moyenne' => (d.grappe.methodeTaux === 'moyenne' ? 'moyenne' : 'fenetre')

export const releveDe = (d: DossierLu, essms: string, fenetre: Fenetre) => d.releves.find((r) => r.etablissement === essms && r.type === fenetre)

function mesures(d: DossierLu, essms: string, fenetre: Fenetre, code: Code): readonly Mesure[] | null {
  const i = indicateurs.find((x) => x.code === code)!
  const relevés =
    methode(d) === 'fenetre'
      ? [releveDe(d, essms, fenetre)]
      : bornes(d, fenetre).mois.map((m) => d.releves.find((r) => r.etablissement === essms && r.type === 'mois' && r.mois === m))
  const lues = relevés.map((r) => ({ n: r?.chiffres?.[i.n] ?? null, d: r?.chiffres?.[i.d] ?? null }))
  return lues.every((x): x is Mesure => x.n !== null && x.d !== null) ? lues : null
}

/** An exemption entered for the sector of the establishment: no seed has an instruction that exempts somebody. */
const isExempte = (d: DossierLu, e: EtablissementLu, code: Code): boolean =>
  d.exemptions.some((x) => x.secteur === e.secteur && x.indicateur === code && (x.etablissements !== 'non-eligible-sons' || e.eligibleSons === 'non'))
/** Those that owe the figures of an indicator. */
export const redevables = (d: DossierLu, liste: readonly EtablissementLu[], code: Code) => liste.filter((e) => !isExempte(d, e, code))
/** As printed: sector, who, indicator, source. */
export const exemptionsDites = (d: DossierLu): readonly string[] =>
  d.exemptions.map(
    (x) =>
      `${secteur[x.secteur]}${x.etablissements === 'non-eligible-sons' ? ', établissements non éligibles au SONS' : ''} : ${x.indicateur} (${x.source}), saisie par la grappe.`
  )

export interface Taux {
  readonly etat: 'exempte' | 'non-suivi' | 'sans-releve' | 'non-calculable' | 'sans-cible' | 'atteint' | 'sous'
  readonly numerateur: number | null
  readonly denominateur: number | null
  /** Exact fraction, null when there is no rate. */
  readonly fraction: readonly [bigint, bigint] | null
  readonly manque: number | null
  readonly comptes: number
  readonly sansReleve: readonly string[]
}

const juger = (lues: readonly Mesure[] | null, regle: Regle): Omit<Taux, 'comptes' | 'sansReleve'> => {
  const total = (c: 'n' | 'd') => (lues === null ? null : lues.reduce((s, m) => s + m[c], 0))
  const base = { numerateur: total('n'), denominateur: total('d'), fraction: null, manque: null }
  const etat = (e: Taux['etat']) => (regle.suivi ? e : 'non-suivi')
  if (lues === null) return { ...base, etat: etat('sans-releve') }
  if (lues.some((m) => m.d === 0)) return { ...base, etat: etat('non-calculable') }
  let [n, d] = [0n, 1n]
  for (const m of lues) [n, d] = [n * BigInt(m.d) + BigInt(m.n) * d, d * BigInt(m.d)]
  d *= BigInt(lues.length)
  const fraction = [n, d] as const
  if (!regle.suivi || regle.cible === null) return { ...base, fraction, etat: etat('sans-cible') }
  // Targets have at most one decimal.
  const cible = BigInt(Math.round(regle.cible * 10))
  const dernier = BigInt(lues.at(-1)!.d)
  // (cible/100 − n/d) × k × last denominator, rounded up.
  const haut = (cible * d - 1000n * n) * BigInt(lues.length) * dernier
  const bas = 1000n * d
  const manque = haut <= 0n ? 0 : Number((haut + bas - 1n) / bas)
  return { ...base, fraction, manque, etat: manque === 0 ? 'atteint' : 'sous' }
}

export function tauxDe(d: DossierLu, liste: readonly EtablissementLu[], fenetre: Fenetre, code: Code): Taux {
  const lues = redevables(d, liste, code).map((e) => ({ e, m: mesures(d, e.id, fenetre, code) }))
  const regle = cibleDe(d, code)
  if (lues.length === 0 && liste.length > 0 && regle.suivi)
    return { etat: 'exempte', numerateur: null, denominateur: null, fraction: null, manque: null, comptes: 0, sansReleve: [] }
  const avec = lues.flatMap((x) => (x.m === null ? [] : [x.m]))
  const sommes = avec.length === 0 ? null : avec[0]!.map((_, k) => ({ n: avec.reduce((s, m) => s + m[k]!.n, 0), d: avec.reduce((s, m) => s + m[k]!.d, 0) }))
  return { ...juger(sommes, regle), comptes: avec.length, sansReleve: lues.filter((x) => x.m === null).map((x) => x.e.nom) }
}

/** Months followed, oldest first. */
export const moisSuivis = (d: DossierLu): readonly string[] => [...new Set(d.releves.flatMap((r) => (r.type === 'mois' ? [r.mois!] : [])))].sort()

/** Rate of one month of the follow-up. */
export function tauxMensuel(d: DossierLu, liste: readonly EtablissementLu[], mois: string, code: Code): Taux {
  const i = indicateurs.find((x) => x.code === code)!
  const lues = redevables(d, liste, code).flatMap((e): Mesure[] => {
    const chiffres = d.releves.find((r) => r.etablissement === e.id && r.type === 'mois' && r.mois === mois)?.chiffres
    const [n, total] = [chiffres?.[i.n] ?? null, chiffres?.[i.d] ?? null]
    return n === null || total === null ? [] : [{ n, d: total }]
  })
  const somme = { n: lues.reduce((s, m) => s + m.n, 0), d: lues.reduce((s, m) => s + m.d, 0) }
  return { ...juger(lues.length === 0 ? null : [somme], cibleDe(d, code)), comptes: lues.length, sansReleve: [] }
}

/** Rate of an indicator that the grappe added: same rules, figures of its own. */
export function tauxPropre(d: DossierLu, liste: readonly EtablissementLu[], fenetre: Fenetre, indicateur: DossierLu['indicateursPropres'][number]): Taux {
  const de = (essms: string, type: string, mois: string | null) =>
    d.mesuresPropres.find((m) => m.indicateur === indicateur.id && m.etablissement === essms && m.type === type && m.mois === mois)
  const lues = liste.map((e) => {
    const trouvees = methode(d) === 'fenetre' ? [de(e.id, fenetre, null)] : bornes(d, fenetre).mois.map((m) => de(e.id, 'mois', m))
    const couples = trouvees.map((m) => ({ n: m?.numerateur ?? null, d: m?.denominateur ?? null }))
    return { e, m: couples.every((x): x is Mesure => x.n !== null && x.d !== null) ? couples : null }
  })
  const avec = lues.flatMap((x) => (x.m === null ? [] : [x.m]))
  const sommes = avec.length === 0 ? null : avec[0]!.map((_, k) => ({ n: avec.reduce((s, m) => s + m[k]!.n, 0), d: avec.reduce((s, m) => s + m[k]!.d, 0) }))
  const regle = { suivi: true, cible: indicateur.cible, source: null }
  return { ...juger(sommes, regle), comptes: avec.length, sansReleve: lues.filter((x) => x.m === null).map((x) => x.e.nom) }
}

const rang = (mois: string) => 12 * Number(mois.slice(0, 4)) + Number(mois.slice(5, 7)) - 1
const moisDeRang = (n: number) => `${Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, '0')}`

/** First month, after the last rate, when the straight line nearest to the rates is at the target; within two years. */
export function moisDAtteinte(points: readonly { readonly mois: string; readonly taux: number }[], cible: number): string | null {
  const dernier = points.at(-1)
  if (!dernier || points.length < 3 || dernier.taux >= cible) return null
  const n = points.length
  const [sx, sy] = [points.reduce((s, p) => s + rang(p.mois), 0), points.reduce((s, p) => s + p.taux, 0)]
  const sxy = points.reduce((s, p) => s + rang(p.mois) * p.taux, 0)
  const sxx = points.reduce((s, p) => s + rang(p.mois) ** 2, 0)
  const pente = (n * sxy - sx * sy) / (n * sxx - sx * sx)
  if (!(pente > 1e-9)) return null
  const droite = (x: number) => (sy + pente * (n * x - sx)) / n
  for (let x = rang(dernier.mois) + 1; x <= rang(dernier.mois) + 24; x++) if (droite(x) >= cible - 1e-9) return moisDeRang(x)
  return null
}

const etats: Readonly<Record<Taux['etat'], string>> = {
  exempte: 'Exempté',
  'non-suivi': 'Non suivi',
  'sans-releve': 'Sans relevé',
  'non-calculable': 'Non calculable',
  'sans-cible': 'Sans cible',
  atteint: 'Atteint',
  sous: 'Sous la cible'
}
export const etatDit = (t: Taux): string => etats[t.etat]
/** « 92,7 », or why there is no rate. */
export function tauxEcrit(t: Taux): string {
  if (t.etat === 'non-suivi' || t.fraction === null) return etats[t.etat]
  const [n, d] = t.fraction
  return ecrireFraction(n, d)
}
const ecrireFraction = (n: bigint, d: bigint): string => {
  // Reduced to safe integers by keeping twelve figures of the quotient.
  const q = (n * 10n ** 12n) / d
  return ecrire(Number(q), 10 ** 12)
}
/** Per cent as a number. */
export const enPourcent = ([n, d]: readonly [bigint, bigint]): number => Number((n * 10n ** 17n) / d) / 1e15

/** Establishments by organisation then name, and the groups in order of first appearance. */
export function ordonnes(d: DossierLu) {
  const raison = (e: EtablissementLu) => organisme(d, e.organisme)!.raisonSociale
  const essms = [...conserves(d)].sort((a, b) => ordreAlphabetique(raison(a), raison(b)) || ordreAlphabetique(a.nom, b.nom) || (a.id < b.id ? -1 : 1))
  const groupes = (cle: (e: EtablissementLu) => string, nom: (e: EtablissementLu) => string) =>
    [...new Set(essms.map(cle))].map((c) => {
      const membres = essms.filter((e) => cle(e) === c)
      return { cle: c, nom: nom(membres[0]!), membres }
    })
  return {
    essms,
    organismes: groupes((e) => e.organisme, raison),
    secteurs: groupes(
      (e) => e.secteur,
      (e) => secteur[e.secteur]!
    )
  }
}
