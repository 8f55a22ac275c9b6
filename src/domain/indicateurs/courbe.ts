import { type Dossier, etablissementsConserves } from '../dossier.ts'
import type { Etablissement } from '../etablissement.ts'
import { monthOf } from '../format.ts'
import { methodeDe, serieMensuelle, tauxDuGroupe } from './calcul.ts'
import { combinaison } from './estimation.ts'
import { type Fenetre, fenetreDe, fenetres } from './fenetre.ts'
import { indexReleves } from './index-releves.ts'
import { moisProjete } from './projection.ts'
import { type CodeIndicateur, indicateurs } from './registre.ts'
import type { TauxAgrege } from './taux.ts'

/** What a curve follows: the grappe, or one of its OG, sectors or establishments by its key in `Usages`. */
export type Portee = { readonly niveau: 'grappe' } | { readonly niveau: 'organismes' | 'secteurs' | 'etablissements'; readonly cle: string }

/** Rate of one month, null when it cannot be computed. */
export interface PointCourbe {
  readonly mois: string
  readonly taux: number | null
}

/** One indicator over time: monthly follow-up, the declared windows at their last month, the target and when it would be reached. */
export interface Courbe {
  readonly code: CodeIndicateur
  readonly cible: number | null
  readonly points: readonly PointCourbe[]
  readonly declares: readonly { readonly fenetre: Fenetre; readonly mois: string; readonly taux: number }[]
  /** Month when the trend reaches the target; null when it does not, or when it is reached already. */
  readonly projete: string | null
}

const isDedans = (portee: Portee, e: Etablissement): boolean =>
  portee.niveau === 'grappe' ||
  portee.cle === (portee.niveau === 'etablissements' ? e.id : portee.niveau === 'organismes' ? (e.organisme ?? '') : (e.secteur ?? ''))

/**
 * What a declared window ending on each month would give, for a numerator that adds up: three months of it over the mean of their persons.
 * A month is compared with a target of three months no other way. Null where one of the three is missing.
 */
function surTroisMois(serie: readonly { readonly mois: string; readonly taux: TauxAgrege }[]): readonly PointCourbe[] {
  return serie.map(({ mois }, i) => {
    const trois = serie.slice(Math.max(0, i - 2), i + 1)
    const suivis = trois.length === 3 && trois.every((m, k) => rang(m.mois) === rang(mois) - 2 + k && m.taux.taux !== null)
    const somme = (cle: 'numerateur' | 'denominateur') => trois.reduce((n, { taux }) => n + (taux[cle] ?? 0), 0)
    return { mois, taux: suivis ? (300 * somme('numerateur')) / somme('denominateur') : null }
  })
}

/** What the points of the curves are, beside a target of three months; null when rates are the mean of three months, as the points are. */
export const noteCourbes = (dossier: Dossier): string | null =>
  methodeDe(dossier, 'cloture').nom === 'fenetre'
    ? 'Chaque point est un mois seul ; les cibles portent sur les trois mois d’une mesure déclarée, marquée d’un losange.'
    : null

/** The curves of a dossier, for whatever one follows. */
export function createCourbes(dossier: Dossier): (portee: Portee) => readonly Courbe[] {
  const index = indexReleves(dossier)
  const conserves = etablissementsConserves(dossier)
  const surFenetre = methodeDe(dossier, 'cloture').nom === 'fenetre'
  return (portee) => {
    const membres = conserves.filter((e) => isDedans(portee, e))
    const serie = serieMensuelle(dossier, membres, index)
    const declarees = fenetres.flatMap((fenetre) => {
      const bornes = fenetreDe(dossier, fenetre)
      return bornes ? [{ fenetre, mois: monthOf(bornes.fin), taux: tauxDuGroupe(dossier, membres, fenetre, index) }] : []
    })
    return indicateurs.map(({ code, numerateur }): Courbe => {
      const points = serie.map(({ mois, taux }) => ({ mois, taux: taux[code].taux }))
      const cible = [...declarees, ...serie].map(({ taux }) => taux[code].cible).find((c) => c !== null) ?? null
      const cumule = surFenetre && combinaison[numerateur] === 'somme'
      const comparables = cumule ? surTroisMois(serie.map(({ mois, taux }) => ({ mois, taux: taux[code] }))) : points
      const atteint = cible === null ? null : moisProjete(comparables, cible)
      const dernier = points.findLast((p) => p.taux !== null)
      return {
        code,
        cible,
        points,
        declares: declarees.flatMap(
          ({
            fenetre,
            mois,
            taux: {
              [code]: { taux }
            }
          }) => (taux === null ? [] : [{ fenetre, mois, taux }])
        ),
        projete: atteint === null || atteint === dernier?.mois ? null : atteint
      }
    })
  }
}

type Position = readonly [x: number, y: number]

/** A curve laid out in a frame, y downwards. */
export interface TraceCourbe {
  /** Runs of months that follow each other. */
  readonly lignes: readonly (readonly Position[])[]
  readonly points: readonly { readonly ou: Position; readonly mois: string; readonly taux: number }[]
  /** `sous`: its word is written under it, where it hides no other point. */
  readonly declares: readonly { readonly ou: Position; readonly fenetre: Fenetre; readonly taux: number; readonly sous: boolean }[]
  /** From the last rate to the target, dotted. */
  readonly projection: readonly [Position, Position] | null
  /** Height of the target, null when it is unknown. */
  readonly cible: number | null
  /** Heights of the rounded rates to mark, from the lowest. */
  readonly graduations: readonly { readonly y: number; readonly taux: number }[]
  /** First and last months of the frame. */
  readonly mois: readonly [string, string]
}

/** Part of the frame that the word of a declared point takes: on each side, and from here to there above or under the point. */
const motDeclare = { large: 0.2, de: 0.05, a: 0.25 } as const

const rang = (mois: string) => Number(mois.slice(0, 4)) * 12 + Number(mois.slice(5, 7))

/** Between two lines of the scale: 50 %, then what leaves at most five of them, messages being many times the persons. */
function pasDesGraduations(plusHaut: number): number {
  if (plusHaut <= 200) return 50
  const puissance = 10 ** Math.floor(Math.log10(plusHaut / 4))
  return puissance * ([1, 2, 5].find((n) => plusHaut / (n * puissance) <= 4) ?? 10)
}

/** Lays a curve out in `largeur` × `hauteur`; null when there is nothing to draw. The scale starts at 0 and holds the target and 100 %. */
export function tracer({ points, declares, cible, projete }: Courbe, largeur: number, hauteur: number): TraceCourbe | null {
  const connus = points.flatMap(({ mois, taux }) => (taux === null ? [] : [{ mois, taux }]))
  const tous = [...connus, ...declares]
  const mois = [...tous.map((p) => p.mois), ...(projete === null ? [] : [projete])].sort()
  const [premier] = mois
  const dernier = mois.at(-1)
  if (premier === undefined || dernier === undefined || tous.length === 0) return null
  const plusHaut = Math.max(100, cible ?? 0, ...tous.map((p) => p.taux))
  const pas = pasDesGraduations(plusHaut)
  const sommet = Math.ceil(plusHaut / pas) * pas
  const etendue = Math.max(1, rang(dernier) - rang(premier))
  const x = (m: string) => (largeur * (rang(m) - rang(premier))) / etendue
  const y = (taux: number) => hauteur * (1 - taux / sommet)
  const lignes: Position[][] = []
  for (const [i, p] of connus.entries()) {
    const avant = connus[i - 1]
    const courante = lignes.at(-1)
    if (avant && courante && rang(p.mois) - rang(avant.mois) === 1) courante.push([x(p.mois), y(p.taux)])
    else lignes.push([[x(p.mois), y(p.taux)]])
  }
  const fin = connus.at(-1)
  const reperes = connus.map((p): Position => [x(p.mois), y(p.taux)])
  /** True when a point of the curve stands where the word would be, on the side of `sens`: -1 above, 1 under. */
  const isPris = ([px, py]: Position, sens: 1 | -1): boolean =>
    reperes.some(([rx, ry]) => {
      const ecart = (sens * (ry - py)) / hauteur
      return Math.abs(rx - px) <= largeur * motDeclare.large && ecart >= motDeclare.de && ecart <= motDeclare.a
    })
  return {
    lignes,
    points: connus.map((p) => ({ ou: [x(p.mois), y(p.taux)], ...p })),
    declares: declares.map(({ fenetre, mois: m, taux }) => {
      const ou: Position = [x(m), y(taux)]
      return { ou, fenetre, taux, sous: ou[1] < hauteur * motDeclare.de || (isPris(ou, -1) && !isPris(ou, 1)) }
    }),
    projection:
      projete !== null && cible !== null && fin
        ? [
            [x(fin.mois), y(fin.taux)],
            [x(projete), y(cible)]
          ]
        : null,
    cible: cible === null ? null : y(cible),
    graduations: Array.from({ length: sommet / pas + 1 }, (_, i) => ({ y: y(pas * i), taux: pas * i })),
    mois: [premier, dernier]
  }
}
