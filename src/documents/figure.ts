import type { Forme } from './doc.ts'

/** Drawing pieces shared by the figures: everything in millimetres at full text width (165 mm), y downwards. */
export const largeurTexte = 165

/** Greys and the accent of the documents; a figure never says anything by colour alone. */
export const teintes = {
  encre: '#1F2933',
  gris: '#5B6770',
  filet: '#B8C1CC',
  fond: '#F3F5F8',
  accent: '#1F4E8C',
  accentClair: '#DCE7F5',
  vert: '#DDF0E3',
  orange: '#FBE7C6',
  rouge: '#F6D2D0'
} as const

/** Average advance of one character of Source Sans 3, in em: enough to break lines in a box. */
const avance = 0.52

/** Breaks a text on its spaces so that each line fits `largeur`; at most `max` lines, the last one cut with « … ». */
export function couper(texte: string, largeur: number, taille: number, max: number): readonly string[] {
  const place = Math.max(4, Math.floor(largeur / (taille * avance)))
  const lignes: string[] = []
  let ligne = ''
  for (const mot of texte.split(/\s+/u)) {
    const essai = ligne === '' ? mot : `${ligne} ${mot}`
    if (essai.length <= place || ligne === '') ligne = essai
    else {
      lignes.push(ligne)
      ligne = mot
    }
  }
  if (ligne !== '') lignes.push(ligne)
  const court = (l: string) => (l.length > place ? `${l.slice(0, place - 1)}…` : l)
  if (lignes.length <= max) return lignes.map(court)
  const derniere = lignes.slice(max - 1).join(' ')
  return [...lignes.slice(0, max - 1).map(court), `${derniere.slice(0, place - 1).trimEnd()}…`]
}

export interface Boite {
  readonly x: number
  readonly y: number
  readonly l: number
  readonly h: number
  readonly titre: string
  readonly lignes?: readonly string[]
  readonly fond?: string
  readonly trait?: string
}

const pas = 3.9
type Contenu = Pick<Boite, 'l' | 'titre' | 'lignes'>

const textesDe = ({ l, titre, lignes = [] }: Contenu) => [
  ...couper(titre, l - 3, 3.1, 3).map((t) => ({ t, gras: true, taille: 3.1 })),
  ...lignes.flatMap((s) => couper(s, l - 3, 2.7, 2)).map((t) => ({ t, gras: false, taille: 2.7 }))
]

/** Height that holds the lines of a box, with some air. */
export const hauteurDe = (contenu: Contenu): number => pas * textesDe(contenu).length + 3

/** A box with a bold heading and small lines, centred. */
export function boite({ x, y, l, h, titre, lignes = [], fond = teintes.fond, trait = teintes.filet }: Boite): readonly Forme[] {
  const textes = textesDe({ l, titre, lignes })
  const haut = y + (h - pas * textes.length) / 2 + 2.9
  return [
    { f: 'rect', x, y, l, h, fond, trait, rayon: 1.2 },
    ...textes.map(
      ({ t, gras, taille }, i): Forme => ({
        f: 'texte',
        x: x + l / 2,
        y: haut + pas * i,
        texte: t,
        taille,
        gras,
        couleur: gras ? teintes.encre : teintes.gris,
        ancre: 'milieu'
      })
    )
  ]
}

export const trait = (points: readonly (readonly [number, number])[], extra: { readonly pointille?: boolean; readonly fleche?: boolean } = {}): Forme => ({
  f: 'ligne',
  points,
  trait: teintes.gris,
  epaisseur: 0.3,
  ...extra
})

interface BarreFigure {
  readonly libelle: string
  readonly valeur: number
  /** Text at the end of the bar. */
  readonly etiquette: string
}

/** Horizontal bars with direct labels. */
export function barres(lignes: readonly BarreFigure[]): { readonly hauteur: number; readonly formes: readonly Forme[] } {
  const pas = 8
  const gauche = 58
  const place = largeurTexte - gauche - 42
  const max = Math.max(1, ...lignes.map((l) => l.valeur))
  const formes = lignes.flatMap((ligne, i): Forme[] => {
    const y = 2 + i * pas
    const l = (place * ligne.valeur) / max
    return [
      { f: 'texte', x: gauche - 3, y: y + 4, texte: couper(ligne.libelle, gauche - 4, 3.2, 1)[0] ?? '', taille: 3.2, ancre: 'fin', couleur: teintes.encre },
      { f: 'rect', x: gauche, y, l: Math.max(0.4, l), h: 5.4, fond: teintes.accent },
      { f: 'texte', x: gauche + l + 2, y: y + 4, texte: ligne.etiquette, taille: 3.2, couleur: teintes.encre }
    ]
  })
  const hauteur = lignes.length * pas + 2
  return {
    hauteur,
    formes: [
      ...formes,
      {
        f: 'ligne',
        points: [
          [gauche, 0],
          [gauche, hauteur]
        ],
        trait: teintes.filet,
        epaisseur: 0.3
      }
    ]
  }
}
