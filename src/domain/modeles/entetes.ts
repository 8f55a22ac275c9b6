import { enMots, lire } from './mots.ts'

/** What a heading is about in time. `annee`: an absolute year, or the rank of a year of the plan (1 = first). */
export interface PeriodeLue {
  readonly fenetre?: 'va' | 'cloture'
  /** `m1` to `m3` (month of the window), `2026-01`, or `mois-01` when the year is not said. */
  readonly mois?: string
  readonly annee?: string
}

/** A heading and the groups above it, as notions. */
export interface EnteteLu {
  /** Notions of the heading itself. */
  readonly propres: ReadonlySet<string>
  /** Notions that come only from the groups above. */
  readonly groupes: ReadonlySet<string>
  /** Words of the heading that mean nothing known. */
  readonly inconnus: readonly string[]
  readonly periode: PeriodeLue
  /** Written in euros or in per cent. */
  readonly unite: 'euros' | 'pourcent' | null
}

const noms = ['janvier', 'fevrier', 'mars', 'avril', 'mai', 'juin', 'juillet', 'aout', 'septembre', 'octobre', 'novembre', 'decembre']
const abreges = ['janv|jan', 'fevr|fev', 'mar', 'avr', 'mai', 'juin', 'juil|jul', 'aou', 'sept|sep', 'oct', 'nov', 'dec']
const deux = (n: number) => String(n).padStart(2, '0')
const annee4 = (a: string) => (a.length === 2 ? `20${a}` : a)
const nu = (s: string) => s.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim()

function moisDe(texte: string): string | undefined {
  const t = nu(texte)
  const rang = /^(?:mois|m) ?(?:n ?° ?)?0?([1-3])\b/u.exec(t) ?? /\bmois (?:n ?° ?)?([1-3])\b/u.exec(t) ?? /\b([1-3])(?:er|e|eme|nd) mois\b/u.exec(t)
  if (rang) return `m${rang[1]}`
  const chiffres = /^(0[1-9]|1[0-2])[/.-](20\d\d)$/u.exec(t)
  if (chiffres) return `${chiffres[2]}-${chiffres[1]}`
  const iso = /^(20\d\d)-(0[1-9]|1[0-2])$/u.exec(t)
  if (iso) return t
  for (const [i, nom] of noms.entries()) {
    const m = new RegExp(`(?:^|\\s)(?:${nom}|(?:^)(?:${abreges[i]}))\\.?(?:[ '’/-]*(20\\d\\d|\\d\\d))?(?:\\s|$)`, 'u').exec(t)
    if (m) return m[1] ? `${annee4(m[1])}-${deux(i + 1)}` : `mois-${deux(i + 1)}`
  }
  return undefined
}

function anneeDe(texte: string): string | undefined {
  const t = nu(texte)
  const absolue = /^(?:annee|exercice|an)?\s*(20[1-4]\d)$/u.exec(t)
  if (absolue) return absolue[1]
  const rang = /^(?:annee|an) ?([1-6])$/u.exec(t)
  if (rang) return `n${rang[1]}`
  const relative = /^(?:annee |exercice )?n(?: ?\+ ?([1-5]))?$/u.exec(t)
  return relative ? `n${1 + Number(relative[1] ?? 0)}` : undefined
}

const fenetreDe = (notions: ReadonlySet<string>): 'va' | 'cloture' | undefined =>
  notions.has('VA') === notions.has('CLOTURE') ? undefined : notions.has('VA') ? 'va' : 'cloture'

/** Text without its brackets, and what short brackets say (longer ones explain, they do not name). */
function separer(texte: string): { readonly corps: string; readonly dedans: string } {
  const dedans: string[] = []
  const corps = texte.replace(/\(([^()]*)\)/gu, (_, contenu: string) => {
    if (enMots(contenu).split(' ').length <= 5) dedans.push(contenu)
    return ' '
  })
  return { corps: corps.trim() === '' ? texte : corps, dedans: dedans.join(' ') }
}

/** Reads a heading with the groups above it (widest first, its own text last). */
export function lireEntete(entetes: readonly string[]): EnteteLu {
  const propre = entetes.at(-1) ?? ''
  const { corps, dedans } = separer(propre)
  const lu = lire(corps)
  const propres = new Set([...lu.notions, ...lire(dedans).notions])
  const groupes = new Set<string>()
  for (const groupe of entetes.slice(0, -1)) for (const n of lire(groupe).notions) if (!propres.has(n)) groupes.add(n)
  const mois = entetes.map(moisDe).findLast((m) => m !== undefined)
  const annee = mois === undefined ? entetes.map(anneeDe).findLast((a) => a !== undefined) : undefined
  const fenetre = fenetreDe(propres) ?? fenetreDe(groupes)
  for (const n of ['VA', 'CLOTURE']) for (const set of [propres, groupes]) set.delete(n)
  if (annee !== undefined) {
    propres.delete('ANNEE')
    propres.add('AN')
  }
  // « Période – du », « au »: the last word alone says which end.
  const bout = /\b(du|au)\s*:?\s*$/u.exec(nu(propre))?.[1]
  if (bout && propres.has('PERIODE')) propres.add(bout === 'du' ? 'DEBUT' : 'FIN')
  return {
    propres,
    groupes,
    inconnus:
      mois === undefined && annee === undefined
        ? lu.inconnus
        : lu.inconnus.filter((m) => !noms.concat(abreges.flatMap((a) => a.split('|'))).includes(m) && !/^m\d$|^n(?:\+\d)?$|^\d/u.test(m)),
    periode: { ...(fenetre ? { fenetre } : {}), ...(mois ? { mois } : {}), ...(annee ? { annee } : {}) },
    unite: /[€]|\beuros?\b/iu.test(propre) ? 'euros' : /%|pourcent/iu.test(propre) ? 'pourcent' : null
  }
}
