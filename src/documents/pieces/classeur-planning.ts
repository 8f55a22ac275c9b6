import type { Dossier } from '#domain/dossier.ts'
import { addMonths, daysBetween, monthOf } from '#domain/format.ts'
import { gantts, type Tache } from '#domain/planning.ts'
import { type CelluleX, type Classeur, type Feuille, type FormatConditionnel, lettreColonne, xdate, xe, xf, xt } from '../classeur.ts'
import { enteteClasseur } from '../page-de-garde.ts'
import type { Contexte } from '../production.ts'
import { etendueDe, titresGantt } from './etendue-gantt.ts'
import { lisezMoi } from './lisez-moi.ts'

const entetes = ['Tâche ou jalon', 'Vague', 'Responsable', 'Jalon', 'Début', 'Fin', 'Durée (jours)']
const premiereLigne = 5
/** Longest calendar drawn, in months. */
const moisMax = 60

/** Serial day of spreadsheets: 1 is 1 January 1900, with their 29 February 1900. */
const serie = (iso: string): number => daysBetween('1899-12-30', iso)
const initiales = ['J', 'F', 'M', 'A', 'M', 'J', 'J', 'A', 'S', 'O', 'N', 'D']

function moisDe(taches: readonly Tache[]): readonly string[] {
  const etendue = etendueDe(taches)
  if (!etendue) return []
  const mois: string[] = []
  for (let m = `${monthOf(etendue.debut)}-01`; m <= etendue.fin && mois.length < moisMax; m = addMonths(m, 1)) mois.push(m)
  return mois
}

/** One sheet: dated table at left, one narrow column a month at right, coloured by the dates themselves. */
function feuilleGantt(dossier: Dossier, code: string, titre: string): Feuille {
  const taches = dossier.taches.filter((t) => t.gantt === code)
  const vagues = new Map(dossier.vagues.map((v) => [v.id, v.nom]))
  const mois = moisDe(taches)
  const fin = premiereLigne + Math.max(1, taches.length) - 1
  const ligne = (t: Tache | null, i: number): readonly CelluleX[] => {
    const l = premiereLigne + i
    const jalon = t?.jalon === 'oui'
    const duree = t && !jalon && t.debut !== null && t.fin !== null ? daysBetween(t.debut, t.fin) + 1 : null
    const ouACompleter = (v: string | null | undefined) => (v === null || v === undefined ? xt('à compléter', 'saisie') : xt(v, 'saisie'))
    return [
      ouACompleter(t?.libelle),
      xt(t?.vague ? (vagues.get(t.vague) ?? null) : null, 'saisie'),
      xt(t?.responsable, 'saisie'),
      xt(jalon ? 'Oui' : 'Non', 'saisie'),
      t?.debut ? xdate(t.debut, 'saisie') : xt('à compléter', 'saisie'),
      jalon ? xdate(null, 'saisie') : t?.fin ? xdate(t.fin, 'saisie') : xt('à compléter', 'saisie'),
      duree === null ? xe(jalon ? 0 : null) : xf(`F${l}-E${l}+1`, duree, 'entier'),
      ...mois.map(() => xt(null))
    ]
  }
  const formats = mois.flatMap((m, k): readonly FormatConditionnel[] => {
    const col = lettreColonne(entetes.length + k)
    const plage = `${col}${premiereLigne}:${col}${fin}`
    const debut = serie(m)
    const suivant = serie(addMonths(m, 1))
    const l = premiereLigne
    return [
      { plage, si: { c: 'formule', formule: `AND($D${l}="Oui",$E${l}>=${debut},$E${l}<${suivant})` }, ton: 'orange' },
      { plage, si: { c: 'formule', formule: `AND($D${l}<>"Oui",ISNUMBER($E${l}),ISNUMBER($F${l}),$E${l}<${suivant},$F${l}>=${debut})` }, ton: 'vert' }
    ]
  })
  const annees = mois.map((m, k) => xt(k === 0 || m.slice(5, 7) === '01' ? m.slice(0, 4) : null, 'note'))
  return {
    nom: titre.slice(0, 31),
    colonnes: [36, 18, 20, 7, 12, 12, 9, ...mois.map(() => 3.4)].map((largeur) => ({ largeur })),
    figer: { lignes: 4, colonnes: 1 },
    ligneEntete: 4,
    paysage: true,
    lignes: [
      [{ ...xt(titre, 'titre'), etendue: 4 }],
      [{ ...xt('Vert : période de la tâche. Orange : jalon. Les mois se colorent d’après les dates.', 'note'), etendue: 6 }],
      [...entetes.map(() => xt(null)), ...annees],
      [...entetes.map((t) => xt(t, 'entete')), ...mois.map((m) => xt(initiales[Number(m.slice(5, 7)) - 1] ?? '', 'entete'))],
      ...(taches.length === 0 ? [ligne(null, 0)] : taches.map(ligne))
    ],
    validations: [
      { plage: `D${premiereLigne}:D${fin}`, regle: { r: 'liste', valeurs: ['Oui', 'Non'] }, message: 'Oui pour un jalon, non pour une tâche.' },
      { plage: `E${premiereLigne}:F${fin}`, regle: { r: 'date' }, message: 'Une date est attendue, par exemple 05/03/2026.' }
    ],
    formats
  }
}

export function classeurPlanning(dossier: Dossier, contexte: Contexte): Classeur {
  return {
    ...enteteClasseur(dossier, contexte, 'Planning'),
    feuilles: [
      ...gantts.map(([code, nom]) => ({ ...feuilleGantt(dossier, code, titresGantt[code]), nom })),
      lisezMoi(dossier, contexte, [
        ['Ce que contient ce classeur', 'Les trois plannings de la grappe : projet, conduite du changement, déploiement.'],
        ['Lecture', 'Une ligne par tâche ou jalon ; les colonnes de droite figurent les mois.'],
        ['Modification', 'Changez une date : la durée et la barre suivent. Reportez la même date dans Grappe pour que les autres documents la reprennent.'],
        ['Source', 'Données saisies dans Grappe par la grappe.']
      ])
    ]
  }
}
