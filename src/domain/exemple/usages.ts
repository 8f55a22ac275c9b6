import { entiteDe } from '../entite-de.ts'
import type { Etablissement } from '../etablissement.ts'
import type { Organisme } from '../organisme.ts'
import { type Pv, pointsVerifies, pv } from '../pv.ts'
import { type Releve, releve } from '../releve.ts'
import type { Hasard } from './hasard.ts'

const moisSuivis = ['2026-04', '2026-05', '2026-06', '2026-07', '2026-08', '2026-09']

/** Figures above the 2023 targets (70 % and 90 %) in every establishment; `niveau` grows with time. */
function chiffres(hasard: Hasard, e: Etablissement, niveau: number): readonly number[] {
  const projet = e.personnesProjet!
  const personnes = e.personnesAccompagnees!
  const actifs = Math.min(personnes, Math.ceil(personnes * niveau) + hasard.entre(0, 1))
  return [
    Math.ceil(projet * (0.72 + hasard.next() * 0.9)),
    Math.min(projet, Math.ceil(projet * (0.72 + hasard.next() * 0.2))),
    actifs,
    Math.ceil(actifs * 0.92),
    Math.ceil(actifs * 0.95),
    personnes,
    projet
  ]
}

export function relevesExemple(hasard: Hasard, etablissements: readonly Etablissement[]): readonly Releve[] {
  return etablissements.flatMap((e) => [
    entiteDe(releve, `releve-va-${e.id}`, {
      etablissement: e.id,
      type: 'va',
      chiffres: chiffres(hasard, e, 0.91),
      dateExtraction: '2025-12-04',
      estimation: 'releve'
    }),
    entiteDe(releve, `releve-cloture-${e.id}`, {
      etablissement: e.id,
      type: 'cloture',
      chiffres: chiffres(hasard, e, 0.94),
      dateExtraction: '2026-10-05',
      estimation: 'releve'
    }),
    ...moisSuivis.map((mois) =>
      entiteDe(releve, `releve-${mois}-${e.id}`, {
        etablissement: e.id,
        type: 'mois',
        mois,
        chiffres: chiffres(hasard, e, 0.92),
        dateExtraction: `${mois}-28`,
        estimation: 'releve'
      })
    )
  ])
}

const nomComplet = (o: Organisme) => `${o.prenomRepresentant} ${o.nomRepresentant}`
const conformes = Object.fromEntries(pointsVerifies.map((p) => [p, 'conforme'])) as Record<(typeof pointsVerifies)[number], 'conforme'>

/** VA signed by each OG, VSR signed once by the porteur for the grappe. */
export function pvsExemple(organismes: readonly Organisme[], etablissements: readonly Etablissement[]): readonly Pv[] {
  const editeur = { signataireEditeur: 'Swann Castelvieil', qualiteEditeur: 'Directrice des projets' }
  const va = organismes.map((o, i) =>
    entiteDe(pv, `pv-va-${i + 1}`, {
      type: 'va',
      niveau: 'og',
      organisme: o.id,
      etablissements: etablissements.filter((e) => e.organisme === o.id).map((e) => e.id),
      dateDebut: '2025-10-01',
      dateFin: '2025-11-21',
      ...conformes,
      decision: 'prononcee',
      dateDecision: '2025-11-28',
      lieu: o.commune,
      signataireClient: nomComplet(o),
      qualiteClient: o.fonctionRepresentant,
      delegation: 'representant',
      ...editeur
    })
  )
  const porteur = organismes[0]!
  const vsr = entiteDe(pv, 'pv-vsr-1', {
    type: 'vsr',
    niveau: 'grappe',
    organisme: porteur.id,
    etablissements: etablissements.map((e) => e.id),
    dateDebut: '2026-01-05',
    dateFin: '2026-06-05',
    ...conformes,
    indisponibilite: 0.4,
    decision: 'prononcee',
    dateDecision: '2026-06-19',
    lieu: porteur.commune,
    signataireClient: nomComplet(porteur),
    qualiteClient: porteur.fonctionRepresentant,
    delegation: 'representant',
    ...editeur
  })
  return [...va, vsr]
}
