import type { Usages } from '#domain/indicateurs/calcul.ts'
import { type Ecart, ecartDe } from '#domain/indicateurs/carte.ts'
import { type Courbe, tracer } from '#domain/indicateurs/courbe.ts'
import { indicateurs } from '#domain/indicateurs/registre.ts'
import type { Bloc, Forme } from '../doc.ts'
import { couper, largeurTexte, teintes } from '../figure.ts'
import type { GroupeUsage, LigneUsage } from './usages-mots.ts'

/** Two curves side by side, each in a frame with room around for its words. */
const [largeur, hauteur] = [56, 20]
const marges = { gauche: 12, haut: 8, bas: 4 } as const
const pas = { x: 84, y: 38 } as const

const abreges = ['janv.', 'févr.', 'mars', 'avril', 'mai', 'juin', 'juil.', 'août', 'sept.', 'oct.', 'nov.', 'déc.']
const abrege = (mois: string) => `${abreges[Number(mois.slice(5, 7)) - 1] ?? ''} ${mois.slice(0, 4)}`
const court = { va: 'VA', cloture: 'Clôture' } as const

const mot = (x: number, y: number, texte: string, extra: Partial<Extract<Forme, { f: 'texte' }>> = {}): Forme => ({
  f: 'texte',
  x,
  y,
  texte,
  taille: 2.7,
  couleur: teintes.gris,
  ...extra
})

function formesCourbe(courbe: Courbe, x0: number, y0: number): readonly Forme[] {
  const trace = tracer(courbe, largeur, hauteur)
  if (trace === null) return []
  const [x, y] = [x0 + marges.gauche, y0 + marges.haut]
  const lier = (points: readonly (readonly [number, number])[]) => points.map(([a, b]): [number, number] => [x + a, y + b])
  const ligne = (points: readonly (readonly [number, number])[], extra: Partial<Extract<Forme, { f: 'ligne' }>> = {}): Forme => ({
    f: 'ligne',
    points: lier(points),
    trait: teintes.filet,
    epaisseur: 0.2,
    ...extra
  })
  const [debut, fin] = trace.mois
  const titre = indicateurs.find((i) => i.code === courbe.code)?.titre ?? courbe.code
  return [
    mot(x0, y0 + 3.2, `${courbe.code} – ${titre}`, { taille: 3, couleur: teintes.encre, gras: true }),
    ...trace.graduations.flatMap((g): readonly Forme[] => [
      ligne([
        [0, g.y],
        [largeur, g.y]
      ]),
      mot(x - 1.5, y + g.y + 1, `${g.taux} %`, { ancre: 'fin', taille: 2.4 })
    ]),
    ...(trace.cible === null || courbe.cible === null
      ? []
      : [
          ligne(
            [
              [0, trace.cible],
              [largeur, trace.cible]
            ],
            { trait: teintes.encre, epaisseur: 0.3, pointille: true }
          ),
          mot(x + largeur + 1.5, y + trace.cible + 1, 'cible', { couleur: teintes.encre })
        ]),
    ...trace.lignes.filter((l) => l.length > 1).map((l) => ligne(l, { trait: teintes.accent, epaisseur: 0.6 })),
    ...(trace.projection ? [ligne(trace.projection, { trait: teintes.accent, epaisseur: 0.35, pointille: true })] : []),
    ...trace.points.map(({ ou }): Forme => ({ f: 'cercle', x: x + ou[0], y: y + ou[1], r: 0.8, fond: teintes.accent })),
    ...trace.declares.flatMap(({ ou, fenetre, sous }): readonly Forme[] => [
      { f: 'rect', x: x + ou[0] - 0.9, y: y + ou[1] - 0.9, l: 1.8, h: 1.8, fond: '#FFFFFF', trait: teintes.encre },
      mot(x + ou[0], y + ou[1] + (sous ? 3.6 : -1.8), court[fenetre], { ancre: ou[0] < 8 ? 'debut' : ou[0] > largeur - 8 ? 'fin' : 'milieu', taille: 2.4 })
    ]),
    mot(x, y + hauteur + 3.6, abrege(debut)),
    ...(fin === debut ? [] : [mot(x + largeur, y + hauteur + 3.6, abrege(fin), { ancre: 'fin' as const })])
  ]
}

/** The five indicators over time, each against its target; nothing when fewer than two dates are known. */
export function figureCourbes(courbes: readonly Courbe[]): Bloc[] {
  const tracees = courbes.filter((c) => {
    const trace = tracer(c, largeur, hauteur)
    return trace !== null && trace.mois[0] !== trace.mois[1]
  })
  if (tracees.length === 0) return []
  return [
    {
      b: 'figure',
      titre: 'Taux de la grappe dans le temps',
      alternative: 'Évolution mensuelle de chaque taux devant sa cible ; les valeurs sont dans le tableau du suivi mensuel.',
      largeur: largeurTexte,
      hauteur: Math.ceil(tracees.length / 2) * pas.y,
      formes: tracees.flatMap((c, i) => formesCourbe(c, (i % 2) * pas.x, Math.floor(i / 2) * pas.y))
    }
  ]
}

/** Side of the square of an establishment, and step between two. */
const carre = 2.5
const pasCarre = 2.9
const nomOg = 42
const colonne = (largeurTexte - nomOg) / indicateurs.length
const parRang = Math.floor((colonne - 3) / pasCarre)
/** Height of one figure at most: a page keeps room for its title and what goes with it. */
const hauteurMax = 205

const fonds: Readonly<Record<Ecart, string>> = { atteint: '#BCD8EF', proche: '#F3DC8A', sous: '#EDB071', loin: '#C9603F', aucun: '#FFFFFF' }
const rangs: Readonly<Record<Ecart, number>> = { loin: 0, sous: 1, proche: 2, atteint: 3, aucun: 4 }

/** One square: colour, and a stroke across what is below its target, so that a grey print still tells it. */
function formesCarre(ecart: Ecart, x: number, y: number): readonly Forme[] {
  const bord: Forme = { f: 'rect', x, y, l: carre, h: carre, fond: fonds[ecart], trait: ecart === 'aucun' ? teintes.filet : teintes.gris }
  const barre: Forme = {
    f: 'ligne',
    points: [
      [x, y + carre],
      [x + carre, y]
    ],
    trait: teintes.encre,
    epaisseur: 0.25
  }
  const contre: Forme = {
    ...barre,
    points: [
      [x, y],
      [x + carre, y + carre]
    ]
  } as Forme
  return ecart === 'loin' ? [bord, barre, contre] : ecart === 'sous' ? [bord, barre] : [bord]
}

/** Every establishment as a square, under its organisation, indicator by indicator, the furthest from the target first. */
export function figuresCarte(usages: Usages, organismes: readonly GroupeUsage[], lignes: readonly LigneUsage[]): Bloc[] {
  const bandes = organismes.map((og) => {
    const membres = lignes.filter((l) => l.rangOg === og.rang)
    const noms = couper(og.nom, nomOg - 3, 2.8, 2)
    return { noms, membres, h: Math.max(Math.ceil(membres.length / parRang) * pasCarre, noms.length * 3.4) + 2.4 }
  })
  const pages: (typeof bandes)[] = []
  let reste = 0
  for (const bande of bandes) {
    if (pages.length === 0 || bande.h > reste) {
      pages.push([])
      reste = hauteurMax - 6
    }
    pages.at(-1)?.push(bande)
    reste -= bande.h
  }
  return pages.map((page, p): Bloc => {
    let y = 6
    const formes: Forme[] = indicateurs.map((i, k) => mot(nomOg + k * colonne, 3.4, i.code, { taille: 3, gras: true, couleur: teintes.encre }))
    for (const { noms, membres, h } of page) {
      formes.push(...noms.map((texte, i) => mot(0, y + 2.6 + 3.4 * i, texte, { taille: 2.8, couleur: teintes.encre })), {
        f: 'ligne',
        points: [
          [0, y - 1.2],
          [largeurTexte, y - 1.2]
        ],
        trait: teintes.filet,
        epaisseur: 0.15
      })
      for (const [k, { code }] of indicateurs.entries()) {
        const ecarts = membres
          .map((l) => usages.etablissements.get(l.etablissement.id)?.[code])
          .map((t) => (t ? ecartDe(t) : ('aucun' as const)))
          .sort((a, b) => rangs[a] - rangs[b])
        for (const [n, ecart] of ecarts.entries())
          formes.push(...formesCarre(ecart, nomOg + k * colonne + (n % parRang) * pasCarre, y + Math.floor(n / parRang) * pasCarre))
      }
      y += h
    }
    return {
      b: 'figure',
      titre: p === 0 ? 'Carte des établissements' : 'Carte des établissements (suite)',
      alternative: 'Un carré par établissement et par indicateur, selon sa distance à la cible ; les taux sont dans le tableau par établissement.',
      largeur: largeurTexte,
      hauteur: y,
      formes
    }
  })
}

/** Said once under the squares. */
export const legendeCarte =
  'Un carré par établissement. Bleu : cible atteinte. Jaune : à moins d’un dixième de la cible. Orange barré : sous la cible. Rouge croisé : moins de la moitié de la cible. Blanc : sans taux ou sans cible. Les plus éloignés de la cible viennent d’abord.'
