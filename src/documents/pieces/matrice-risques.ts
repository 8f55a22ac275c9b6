import { criticite, niveauDe, risque as nomRisque, type Risque } from '#domain/risque.ts'
import type { Bloc, Forme } from '../doc.ts'
import { couper, largeurTexte, teintes } from '../figure.ts'
import { libelle } from '../libelles.ts'

/** Colour of a level, said in words beside it. */
const couleurs = {
  élevée: { ton: 'rouge', fond: teintes.rouge },
  moyenne: { ton: 'orange', fond: teintes.orange },
  faible: { ton: 'vert', fond: teintes.vert }
} as const

/** Level of a criticality, in words as well as in colour. */
export const niveauImprime = (c: number) => ({ mot: niveauDe(c), ...couleurs[niveauDe(c)] })

interface RisqueNumerote {
  readonly numero: string
  readonly risque: Risque
  readonly criticite: number | null
}

/** R1, R2… by falling criticality, those not yet assessed last; equal ones keep the order of the register. */
export const numeroter = (risques: readonly Risque[]): readonly RisqueNumerote[] =>
  risques
    .map((risque) => ({ risque, criticite: criticite(risque) }))
    .sort((a, b) => (b.criticite ?? -1) - (a.criticite ?? -1))
    .map((r, i) => ({ ...r, numero: `R${i + 1}` }))

/** Matrix picture: probability upwards, impact to the right, each risk by its number, each cell with its score. */
export function matriceRisques(risques: readonly RisqueNumerote[]): Bloc {
  const gauche = 34
  const l = (largeurTexte - gauche) / 4
  const h = 15
  const formes: Forme[] = []
  for (let p = 4; p >= 1; p--) {
    const y = (4 - p) * h
    formes.push({
      f: 'texte',
      x: gauche - 3,
      y: y + h / 2 + 1,
      texte: libelle(nomRisque.champs.probabilite, String(p)) ?? '',
      taille: 3,
      ancre: 'fin',
      couleur: teintes.encre
    })
    for (let i = 1; i <= 4; i++) {
      const x = gauche + (i - 1) * l
      const { fond, mot } = niveauImprime(p * i)
      formes.push({ f: 'rect', x, y, l, h, fond, trait: '#FFFFFF' })
      formes.push({ f: 'texte', x: x + l - 1.2, y: y + 3.2, texte: `${p * i} ${mot}`, taille: 2.2, ancre: 'fin', couleur: teintes.gris })
      const ici = risques.filter((r) => r.risque.probabilite === String(p) && r.risque.impact === String(i)).map((r) => r.numero)
      couper(ici.join(' '), l - 3, 3.4, 2).forEach((texte, k) => {
        formes.push({ f: 'texte', x: x + l / 2, y: y + 8.6 + k * 4, texte, taille: 3.4, gras: true, ancre: 'milieu', couleur: teintes.encre })
      })
    }
  }
  for (let i = 1; i <= 4; i++)
    formes.push({
      f: 'texte',
      x: gauche + (i - 0.5) * l,
      y: 4 * h + 4.5,
      texte: libelle(nomRisque.champs.impact, String(i)) ?? '',
      taille: 3,
      ancre: 'milieu',
      couleur: teintes.encre
    })
  formes.push({ f: 'texte', x: 0, y: 2 * h + 1, texte: 'Probabilité', taille: 3.2, gras: true, couleur: teintes.encre })
  formes.push({ f: 'texte', x: gauche + 2 * l, y: 4 * h + 10, texte: 'Impact', taille: 3.2, gras: true, ancre: 'milieu', couleur: teintes.encre })
  return {
    b: 'figure',
    titre: 'Matrice des risques (probabilité × impact)',
    alternative: risques.map((r) => `${r.numero} : criticité ${r.criticite ?? 'à compléter'}`).join(' ; ') || 'Aucun risque saisi',
    largeur: largeurTexte,
    hauteur: 4 * h + 12,
    formes
  }
}
