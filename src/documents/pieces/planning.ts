import type { Dossier } from '#domain/dossier.ts'
import { gantts } from '#domain/planning.ts'
import { type Barre, type Bloc, type Doc, jour, rangee, requis, txt } from '../doc.ts'
import { entete } from '../page-de-garde.ts'
import { type Contexte, definePiece } from '../production.ts'
import { classeurPlanning } from './classeur-planning.ts'
import { etendueDe, titresGantt } from './etendue-gantt.ts'

function blocsGantt(dossier: Dossier, code: string, titre: string): readonly Bloc[] {
  const taches = dossier.taches.filter((t) => t.gantt === code)
  const vagues = new Map(dossier.vagues.map((v) => [v.id, v.nom]))
  const blocs: Bloc[] = [{ b: 'titre', niveau: 1, texte: titre }]
  const etendue = etendueDe(taches)
  // A group that would only repeat the name of its single bar says nothing.
  const grouper = taches.some((t) => t.vague !== null && vagues.get(t.vague) !== t.libelle)
  const barres = taches.flatMap((t): Barre[] => {
    if (t.debut === null || (t.fin === null && t.jalon !== 'oui')) return []
    const groupe = t.vague === null ? null : (vagues.get(t.vague) ?? null)
    return [
      {
        libelle: t.libelle ?? 'à compléter',
        debut: t.debut,
        ...(t.jalon === 'oui' || t.fin === null ? {} : { fin: t.fin }),
        ...(groupe === null || !grouper ? {} : { groupe }),
        ...(t.responsable === null ? {} : { responsable: t.responsable })
      }
    ]
  })
  if (etendue && barres.length > 0) blocs.push({ b: 'gantt', titre: 'Diagramme de Gantt', ...etendue, barres })
  const absent = requis(txt(null))
  const avecVague = taches.some((t) => t.vague !== null)
  blocs.push({
    b: 'table',
    titre: 'Tâches et jalons datés',
    colonnes: [
      { titre: 'Tâche ou jalon', largeur: avecVague ? 0.38 : 0.5 },
      ...(avecVague ? [{ titre: 'Vague', largeur: 0.18 }] : []),
      { titre: 'Responsable', largeur: 0.2 },
      { titre: 'Début', largeur: 0.12, aligne: 'centre' },
      { titre: 'Fin', largeur: 0.12, aligne: 'centre' }
    ],
    rangees:
      taches.length === 0
        ? [rangee([absent, txt(null), absent, absent])]
        : taches.map((t) =>
            rangee([
              requis(txt(t.libelle)),
              ...(avecVague ? [txt(t.vague === null ? null : vagues.get(t.vague))] : []),
              txt(t.responsable),
              requis(jour(t.debut)),
              t.jalon === 'oui' ? txt('jalon') : requis(jour(t.fin))
            ])
          )
  })
  return blocs
}

/** Tasks that belong to none of the three: named rather than lost. */
function sansPlanning(dossier: Dossier): readonly Bloc[] {
  const orphelines = dossier.taches.filter((t) => t.gantt === null)
  if (orphelines.length === 0) return []
  return [
    {
      b: 'encadre',
      ton: 'rouge',
      titre: 'Planning à compléter',
      texte: `Tâches rattachées à aucun planning : ${orphelines.map((t) => t.libelle ?? 'tâche à compléter').join(' ; ')}.`
    }
  ]
}

function docPlanning(dossier: Dossier, contexte: Contexte): Doc {
  return {
    ...entete(dossier, contexte, {
      titre: 'Planning',
      titreCourt: 'Planning',
      sousTitre: 'Programme ESMS Numérique – pièce 5 du dossier de candidature',
      orientation: 'paysage'
    }),
    blocs: [
      {
        b: 'paires',
        lignes: [
          ['Début du projet', requis(jour(dossier.grappe.dateDebut))],
          ['Fin du projet', requis(jour(dossier.grappe.dateFin))]
        ]
      },
      ...sansPlanning(dossier),
      ...gantts.flatMap(([code], i) => [...(i > 0 ? [{ b: 'saut' } as const] : []), ...blocsGantt(dossier, code, titresGantt[code])])
    ]
  }
}

/** Pièce 5: three Gantts drawn, and the same tables in a workbook. */
export const planning = definePiece({
  numero: 5,
  produire: (dossier, contexte) => [
    { sorte: 'pdf', base: 'Planning', doc: docPlanning(dossier, contexte) },
    { sorte: 'xlsx', base: 'Planning', classeur: classeurPlanning(dossier, contexte) }
  ]
})
