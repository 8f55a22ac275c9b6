import { largeurOrdinaire } from './largeur-lettre.ts'

/** Where a text stands on its page, in points from the top left corner: x, y of the top, width, height. Whole numbers. */
export type Place = readonly [x: number, y: number, largeur: number, hauteur: number]

/** A run of text as a PDF draws it: the start of its base line in points from the top left, its width, the size of its letters. */
export interface Morceau {
  readonly texte: string
  readonly x: number
  readonly y: number
  readonly largeur: number
  readonly corps: number
  /** Degrees, clockwise; absent for a horizontal text. */
  readonly angle?: number
}

export interface PageLue {
  /** From 1. */
  readonly numero: number
  readonly morceaux: readonly Morceau[]
}

/** The text of a PDF, page by page; `pages` may stop before the last one. */
export interface TexteLu {
  readonly nombrePages: number
  readonly pages: readonly PageLue[]
}

/** One line as a person reads it: a tabulation stands between two columns, one space between two words. */
export interface LigneLue {
  readonly page: number
  readonly texte: string
  readonly place: (debut: number, fin: number) => Place
}

/** In letter sizes: a gap beyond the first is another column, beyond the second another word. */
const ecartColonne = 0.75
const ecartMot = 0.16

interface Pose {
  readonly texte: string
  readonly debut: number
  readonly fin: number
  readonly corps: number
  readonly base: number
  readonly morceau: Morceau
}

const invisibles = /[\p{Cc}\u00ad\u200b-\u200f\u2060\ufeff]/gu

/** A run along its own direction, so that turned texts make lines too. */
function poser(morceau: Morceau): Pose {
  const texte = morceau.texte.replace(/\s/gu, ' ').replace(invisibles, '')
  const rad = ((morceau.angle ?? 0) * Math.PI) / 180
  const [cos, sin] = morceau.angle ? [Math.cos(rad), Math.sin(rad)] : [1, 0]
  const debut = morceau.x * cos + morceau.y * sin
  return { texte, debut, fin: debut + morceau.largeur, corps: Math.max(1, morceau.corps), base: morceau.y * cos - morceau.x * sin, morceau }
}

/** What separates two runs of one line. */
function separateur(avant: Pose, apres: Pose): '' | ' ' | '\t' {
  const ecart = (apres.debut - avant.fin) / Math.max(avant.corps, apres.corps)
  if (ecart > ecartColonne) return '\t'
  if (ecart > ecartMot) return ' '
  // A smaller raised figure beside a number is a note, not one more digit.
  const note = apres.corps < 0.8 * avant.corps && /\d$/u.test(avant.texte) && /^\d/u.test(apres.texte)
  return note ? ' ' : ''
}

const isMemeLigne = (a: Pose, b: Pose) => Math.abs(a.base - b.base) < 0.4 * Math.min(a.corps, b.corps)
/** Bold drawn as the same text twice, slightly shifted. */
const isDouble = (a: Pose, b: Pose) => a.texte === b.texte && Math.abs(a.debut - b.debut) < 0.35 * a.corps

/** Width of the first letters of a run: shared out as an ordinary face would, since a PDF only gives the whole. */
function largeurJusqua({ texte, morceau }: Pose, lettres: number): number {
  const total = largeurOrdinaire(texte)
  return total === 0 ? 0 : (morceau.largeur * largeurOrdinaire(texte.slice(0, lettres))) / total
}

function assembler(page: number, poses: readonly Pose[]): LigneLue {
  let texte = ''
  const debuts: { readonly a: number; readonly pose: Pose }[] = []
  let avant: Pose | null = null
  let blanc = false
  for (const pose of poses) {
    if (pose.texte.trim() === '') {
      blanc = true
      continue
    }
    if (avant && isDouble(avant, pose)) continue
    if (avant) {
      const entre = separateur(avant, pose) || (blanc ? ' ' : '')
      texte += entre !== '\t' && (texte.endsWith(' ') || pose.texte.startsWith(' ')) ? '' : entre
    }
    blanc = false
    debuts.push({ a: texte.length, pose })
    texte += pose.texte
    avant = pose
  }
  const trouver = (rang: number) => debuts.findLast(({ a }) => a <= rang) ?? debuts[0]
  const abscisse = (rang: number) => {
    const found = trouver(rang)
    if (!found) return { x: 0, pose: null, debut: 0 }
    const { pose, a } = found
    return { x: pose.morceau.x + largeurJusqua(pose, rang - a), pose, debut: a }
  }
  return {
    page,
    texte,
    place: (debut, fin) => {
      const from = abscisse(debut)
      const to = abscisse(Math.max(debut, fin - 1))
      const corps = from.pose?.corps ?? 10
      const y = (from.pose?.morceau.y ?? corps) - 0.8 * corps
      if (from.pose?.morceau.angle) return [from.x, y, from.pose.morceau.largeur, corps].map(Math.round) as unknown as Place
      const bout = to.pose ? to.pose.morceau.x + largeurJusqua(to.pose, fin - to.debut) : to.x
      return [Math.round(from.x), Math.round(y), Math.max(1, Math.round(bout - from.x)), Math.round(corps)]
    }
  }
}

/** Lines of a page from top to bottom, each from left to right, whatever the order in which the file draws them. */
export function lignesDe({ numero, morceaux }: PageLue): readonly LigneLue[] {
  const parAngle = new Map<number, Pose[]>()
  for (const morceau of morceaux) {
    const pose = poser(morceau)
    const angle = Math.round(morceau.angle ?? 0)
    const groupe = parAngle.get(angle)
    if (groupe) groupe.push(pose)
    else parAngle.set(angle, [pose])
  }
  return [...parAngle.values()].flatMap((poses) => {
    const triees = poses.toSorted((a, b) => a.base - b.base || a.debut - b.debut)
    const lignes: Pose[][] = []
    for (const pose of triees) {
      const courante = lignes.at(-1)
      const repere = courante?.[0]
      if (courante && repere && isMemeLigne(repere, pose)) courante.push(pose)
      else lignes.push([pose])
    }
    return lignes.map((ligne) =>
      assembler(
        numero,
        ligne.toSorted((a, b) => a.debut - b.debut)
      )
    )
  })
}
