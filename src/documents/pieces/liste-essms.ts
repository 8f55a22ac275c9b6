import { categorieDe } from '#domain/catalogue/categories.ts'
import { libelleSecteur, secteurs } from '#domain/catalogue/secteurs.ts'
import { type Etablissement, etablissement } from '#domain/etablissement.ts'
import { grouper } from '#domain/grouper.ts'
import { type Bloc, type Colonne, cel, ent, type Rangee, rangee, requis, txt, type Valeur } from '../doc.ts'
import { accorde, libelle, somme } from '../libelles.ts'

/** « EHPAD » out of « Établissement d’hébergement… (EHPAD) », else the whole label: what a narrow column can hold. */
function categorieCourte(code: string): string {
  const connue = categorieDe(code)
  return `${code} – ${/\(([^()]{2,12})\)$/u.exec(connue.libelle)?.[1] ?? connue.libelle}`
}

/** Code and full label of a category; null when none is entered. */
export const categorieComplete = (code: string | null): string | null => (code === null ? null : `${code} – ${categorieDe(code).libelle}`)

const rangSecteur = new Map<string, number>(secteurs.map((s, i) => [s.code, i]))

/** Sectors in the order of the catalogue, those without a sector last. */
export const parSecteur = (liste: readonly Etablissement[]): readonly (readonly [string, readonly Etablissement[]])[] =>
  [...grouper(liste, (e) => e.secteur)]
    .sort(([a], [b]) => (rangSecteur.get(a ?? '') ?? 99) - (rangSecteur.get(b ?? '') ?? 99))
    .map(([code, membres]) => [code === null ? 'Secteur à compléter' : libelleSecteur(code), membres] as const)

const colonnes: readonly Colonne[] = [
  { titre: 'FINESS ET', largeur: 0.11 },
  { titre: 'Établissement ou service', largeur: 0.25 },
  { titre: 'Catégorie', largeur: 0.135 },
  { titre: 'Commune', largeur: 0.185 },
  { titre: 'Région', largeur: 0.1 },
  { titre: 'Places', largeur: 0.06, aligne: 'droite' },
  { titre: 'Pers. acc.', largeur: 0.06, aligne: 'droite' },
  { titre: 'DUI', largeur: 0.1 }
]

const situations: Readonly<Record<string, string>> = { acquisition: 'Acquisition', conformite: 'Conformité' }

/** « 34000 Montpellier »; what is missing of it in red. */
const lieu = (e: Etablissement): Valeur =>
  e.codePostal !== null && e.commune !== null
    ? txt(`${e.codePostal} ${e.commune}`)
    : { t: 'texte', v: `${e.codePostal ?? 'code postal à compléter'}, ${e.commune ?? 'commune à compléter'}`, ton: 'rouge' }

const ligne = (e: Etablissement): Rangee =>
  rangee([
    requis(txt(e.finess)),
    requis(txt(e.nom)),
    requis(txt(e.categorie === null ? null : categorieCourte(e.categorie))),
    lieu(e),
    requis(txt(libelle(etablissement.champs.region, e.region))),
    ent(e.capacite),
    requis(ent(e.personnesAccompagnees)),
    requis(txt(e.situationDui === null ? null : situations[e.situationDui]))
  ])

const total = (titre: string, liste: readonly Etablissement[]): Rangee => {
  const nombre = (v: number | null): Valeur => ent(v)
  return {
    role: 'total',
    cellules: [
      cel(txt(titre), { etendue: 5 }),
      cel(nombre(somme(liste.map((e) => e.capacite)))),
      cel(nombre(somme(liste.map((e) => e.personnesAccompagnees)))),
      cel(txt(''))
    ]
  }
}

/** The exact list of the establishments of one OG, by sector, with its totals. */
export function tableEssms(titre: string, liste: readonly Etablissement[]): Bloc {
  const groupes = parSecteur(liste)
  return {
    b: 'table',
    titre,
    serie: true,
    colonnes,
    rangees: [
      ...groupes.flatMap(([secteur, membres]): readonly Rangee[] => [
        { role: 'section', cellules: [cel(txt(`${secteur} – ${accorde(membres.length, 'établissement')}`), { etendue: colonnes.length })] },
        ...membres.map(ligne)
      ]),
      total(`Total : ${accorde(liste.length, 'établissement')}`, liste)
    ]
  }
}
