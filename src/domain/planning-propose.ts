import type { Dossier } from './dossier.ts'
import { addDays, daysBetween } from './format.ts'
import type { Tache } from './planning.ts'

type Gantt = NonNullable<Tache['gantt']>

/** A task or a milestone to add; a milestone has no `fin`. */
export interface TacheProposee {
  readonly gantt: Gantt
  readonly libelle: string
  readonly debut: string
  readonly fin: string | null
  readonly vague: string | null
}

/** A task of any such project: where it starts and ends between the first day (0) and the last (1); a milestone has no end. */
type Usuelle = readonly [gantt: Gantt, libelle: string, debut: number, fin: number | null]

const choix: readonly Usuelle[] = [
  ['projet', 'Consultation des éditeurs et choix de la solution', 0.06, 0.2],
  ['projet', 'Commande de la solution', 0.2, null]
]
const conformite: readonly Usuelle[] = [['projet', 'Commande de la version référencée Ségur', 0.12, null]]
const usuelles: readonly Usuelle[] = [
  ['projet', 'Cadrage et mise en place de la gouvernance', 0, 0.1],
  ['projet', 'Paramétrage et recette', 0.22, 0.42],
  ['projet', 'VA prononcée', 0.7, null],
  ['projet', 'VSR prononcée', 0.85, null],
  ['projet', 'Mesure des usages', 0.7, 0.95],
  ['projet', 'Dépôt de la clôture', 0.98, null],
  ['changement', 'Présentation du projet aux équipes', 0.04, 0.18],
  ['changement', 'Groupe de futurs utilisateurs', 0.15, 0.6],
  ['changement', 'Formation des référents', 0.3, 0.4],
  ['changement', 'Formation des professionnels', 0.4, 0.64],
  ['changement', 'Sensibilisation des usagers et des familles', 0.55, 0.9],
  ['changement', 'Bilan des formations', 0.66, null],
  ['deploiement', 'Services socles : INS, DMP, MSSanté, Pro Santé Connect', 0.45, 0.7],
  ['deploiement', 'Tous les établissements en service', 0.68, null]
]
const sansVague: readonly Usuelle[] = [
  ['deploiement', 'Établissements pilotes', 0.4, 0.48],
  ['deploiement', 'Déploiement dans les autres établissements', 0.48, 0.68]
]

/** The working day on or after this one: 1970-01-01 was a Thursday. */
const ouvre = (iso: string): string => {
  const rang = (((daysBetween('1970-01-01', iso) + 3) % 7) + 7) % 7
  return rang > 4 ? addDays(iso, 7 - rang) : iso
}

const ordreDe: Readonly<Record<Gantt, number>> = { projet: 0, changement: 1, deploiement: 2 }

/**
 * A first draft of the three plannings, to correct: the tasks and milestones that every project has, spread between its two dates, and the
 * waves at theirs. What the planning already holds under the same name is left out. Null while the dates of the project are not known.
 * No duration is official: the spread is ours.
 */
export function tachesProposees({ grappe, vagues, taches }: Dossier): readonly TacheProposee[] | null {
  const { dateDebut, dateFin, dateNotification, dateConvention, typeProjet } = grappe
  if (dateDebut === null || dateFin === null || dateFin <= dateDebut) return null
  const duree = daysBetween(dateDebut, dateFin)
  const jour = (part: number): string => {
    const voulu = ouvre(addDays(dateDebut, Math.round(part * duree)))
    return voulu > dateFin ? dateFin : voulu
  }
  const datees = vagues.flatMap((v) => (v.nom !== null && v.debut !== null && v.fin !== null ? [{ ...v, nom: v.nom, debut: v.debut, fin: v.fin }] : []))
  const connus: readonly (readonly [string, string | null])[] = [
    ['Notification de l’ARS', dateNotification],
    ['Convention signée avec l’ARS', dateConvention]
  ]
  const proposees: readonly TacheProposee[] = [
    ...connus.flatMap(([libelle, debut]) => (debut === null ? [] : [{ gantt: 'projet' as const, libelle, debut, fin: null, vague: null }])),
    ...[...(typeProjet === 'conformite' ? conformite : choix), ...usuelles, ...(datees.length === 0 ? sansVague : [])].map(([gantt, libelle, debut, fin]) => ({
      gantt,
      libelle,
      debut: jour(debut),
      fin: fin === null ? null : jour(fin),
      vague: null
    })),
    ...datees.map((v) => ({ gantt: 'deploiement' as const, libelle: v.nom, debut: v.debut, fin: v.fin, vague: v.id }))
  ]
  const deja = new Set(taches.map((t) => `${t.gantt}|${t.libelle}`))
  return proposees
    .filter((t) => !deja.has(`${t.gantt}|${t.libelle}`))
    .sort((a, b) => ordreDe[a.gantt] - ordreDe[b.gantt] || (a.debut < b.debut ? -1 : a.debut > b.debut ? 1 : 0))
}
