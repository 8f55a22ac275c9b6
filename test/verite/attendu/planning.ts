import type { DossierLu } from '../dossier-lu.ts'
import { type ClasseurAttendu, type DocAttendu, type Element, type FeuilleAttendue, figure, paires, type Quoi, table, texte } from '../elements.ts'
import { date, jour, vide } from '../francais.ts'
import { garde, piece } from '../libelles.ts'
import { lisezMoi } from './lisez-moi.ts'

export const gantts = [
  ['projet', 'Planning du projet', 'Projet'],
  ['changement', 'Planning de la conduite du changement', 'Conduite du changement'],
  ['deploiement', 'Planning du déploiement', 'Déploiement']
] as const

type Tache = DossierLu['taches'][number]
const du = (d: DossierLu, code: string) => d.taches.filter((t) => t.gantt === code)

/** Months from the first to the last day of the tasks, `AAAA-MM`. */
function moisDe(taches: readonly Tache[]): readonly string[] {
  const jours = taches.flatMap((t) => [t.debut, ...(t.fin === null ? [] : [t.fin])]).sort()
  const [premier, dernier] = [jours[0]!, jours.at(-1)!]
  const mois: string[] = []
  for (let n = Number(premier.slice(0, 4)) * 12 + Number(premier.slice(5, 7)) - 1; ; n++) {
    const m = `${Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, '0')}`
    if (m > dernier.slice(0, 7)) return mois
    mois.push(m)
  }
}

const vagueDe = (d: DossierLu, t: Tache) => d.vagues.find((v) => v.id === t.vague)?.nom ?? null

function gantt(d: DossierLu, code: string, titre: string): readonly Element[] {
  const taches = du(d, code)
  const avecVague = taches.some((t) => t.vague !== null)
  const groupes = taches.some((t) => t.vague !== null && vagueDe(d, t) !== t.libelle)
  return [
    texte(titre),
    texte('Diagramme de Gantt'),
    { e: 'calendrier', mois: moisDe(taches) },
    ...taches.flatMap((t, i) => [
      ...(groupes && t.vague !== null && t.vague !== taches[i - 1]?.vague ? [texte(vagueDe(d, t) ?? '')] : []),
      figure(t.libelle),
      texte(t.jalon === 'oui' ? `${jour(t.debut)}${t.responsable ? ` · ${t.responsable}` : ''}` : (t.responsable ?? ''))
    ]),
    table(
      'Tâches et jalons datés',
      ['Tâche ou jalon', ...(avecVague ? ['Vague'] : []), 'Responsable', 'Début', 'Fin'],
      taches.map((t) => [
        t.libelle,
        ...(avecVague ? [vagueDe(d, t) ?? vide] : []),
        t.responsable ?? vide,
        jour(t.debut),
        t.jalon === 'oui' ? 'jalon' : jour(t.fin)
      ])
    )
  ]
}

export const planning = (d: DossierLu, quoi: Quoi): DocAttendu => ({
  titreCourt: 'Planning',
  elements: [
    ...garde(d, quoi, 'Planning', piece(5)),
    ...paires([
      ['Début du projet', date(d.grappe.dateDebut)],
      ['Fin du projet', date(d.grappe.dateFin)]
    ]),
    ...gantts.flatMap(([code, titre]) => gantt(d, code, titre))
  ],
  gantts: gantts.map(([code]) => ({
    mois: moisDe(du(d, code)),
    barres: du(d, code).map((t) => ({ debut: t.debut, fin: t.jalon === 'oui' ? null : t.fin }))
  }))
})

const entetes = ['Tâche ou jalon', 'Vague', 'Responsable', 'Jalon', 'Début', 'Fin', 'Durée (jours)']
const initiales = 'JFMAMJJASOND'
const jours = (a: string, b: string) => (Date.parse(b) - Date.parse(a)) / 86_400_000 + 1

function feuille(d: DossierLu, code: string, titre: string, nom: string): FeuilleAttendue {
  const taches = du(d, code)
  const mois = moisDe(taches)
  return {
    nom,
    lignes: [
      [titre],
      ['Vert : période de la tâche. Orange : jalon. Les mois se colorent d’après les dates.'],
      [...entetes.map(() => null), ...mois.map((m, i) => (i === 0 || m.endsWith('-01') ? m.slice(0, 4) : null))],
      [...entetes, ...mois.map((m) => initiales[Number(m.slice(5)) - 1]!)],
      ...taches.map((t, i) => {
        const l = 5 + i
        const jalon = t.jalon === 'oui'
        return [
          t.libelle,
          vagueDe(d, t),
          t.responsable,
          jalon ? 'Oui' : 'Non',
          { date: t.debut },
          jalon ? null : { date: t.fin! },
          jalon ? 0 : { f: `F${l}-E${l}+1`, v: jours(t.debut, t.fin!) }
        ]
      })
    ]
  }
}

export const classeurPlanning = (d: DossierLu, quoi: Quoi): ClasseurAttendu => ({
  feuilles: [
    ...gantts.map(([code, titre, nom]) => feuille(d, code, titre, nom)),
    lisezMoi(d, quoi, ['Ce que contient ce classeur', 'Lecture', 'Modification', 'Source'])
  ]
})
