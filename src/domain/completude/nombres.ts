import { type Lot, lots } from '../lot.ts'
import { gantts } from '../planning.ts'
import type { ContexteCompletude, Verification } from './collecteur.ts'
import { rattachementDe } from './rattachement.ts'

interface Minimum {
  /** Key `nombre:<code>`. */
  readonly code: string
  readonly kind: string
  readonly lots: readonly Lot[]
  readonly texte: string
  readonly compte: (contexte: ContexteCompletude) => number
}

const galis: readonly Lot[] = ['galis']

/** At least one of each of these, or the document that lists them would be empty. */
const minimums: readonly Minimum[] = [
  { code: 'organisme', kind: 'organisme', lots, texte: 'Aucun organisme dans la grappe', compte: ({ dossier }) => dossier.organismes.length },
  { code: 'etablissement', kind: 'etablissement', lots, texte: 'Aucun établissement dans la grappe', compte: ({ conserves }) => conserves.length },
  {
    code: 'chef-de-projet',
    kind: 'personne',
    lots: galis,
    texte: 'Aucun chef de projet DUI',
    compte: ({ dossier }) => dossier.personnes.filter((p) => p.role === 'chef-de-projet').length
  },
  { code: 'instance', kind: 'instance', lots: galis, texte: 'Aucune instance de gouvernance', compte: ({ dossier }) => dossier.instances.length },
  { code: 'raci', kind: 'raci', lots: galis, texte: 'Aucune activité dans la matrice RACI', compte: ({ dossier }) => dossier.racis.length },
  ...gantts.map(
    ([gantt, label]): Minimum => ({
      code: `tache-${gantt}`,
      kind: 'tache',
      lots: galis,
      texte: `Aucune tâche dans le planning « ${label} »`,
      compte: ({ dossier }) => dossier.taches.filter((t) => t.gantt === gantt).length
    })
  ),
  { code: 'cout', kind: 'cout', lots: galis, texte: 'Aucun coût du projet', compte: ({ dossier }) => dossier.couts.length },
  {
    code: 'ressource',
    kind: 'ressource',
    lots: galis,
    texte: 'Aucune ressource dans le plan de financement',
    compte: ({ dossier }) => dossier.ressources.length
  },
  { code: 'vague', kind: 'vague', lots: galis, texte: 'Aucune vague de déploiement', compte: ({ dossier }) => dossier.vagues.length },
  { code: 'risque', kind: 'risque', lots: galis, texte: 'Aucun risque identifié', compte: ({ dossier }) => dossier.risques.length },
  {
    code: 'communication',
    kind: 'communication',
    lots: galis,
    texte: 'Aucune action de communication',
    compte: ({ dossier }) => dossier.communications.length
  },
  { code: 'formation', kind: 'formation', lots: galis, texte: 'Aucune formation prévue', compte: ({ dossier }) => dossier.formations.length },
  { code: 'depense', kind: 'depense', lots: ['cloture'], texte: 'Aucune dépense dans l’état récapitulatif', compte: ({ dossier }) => dossier.depenses.length }
]

/** Minimum counts, and exactly one porteur. */
export const verifierNombres: Verification = (contexte) => {
  const { dossier, manque, enRegle } = contexte
  for (const { code, kind, lots: held, texte, compte } of minimums) {
    const lieu = rattachementDe(kind, null)
    if (compte(contexte) > 0) enRegle(lieu.phase)
    else manque({ cle: `nombre:${code}`, gravite: 'bloquant', ...lieu, lots: held, texte, ou: { kind, id: null, champ: null } })
  }
  const porteurs = dossier.organismes.filter((o) => o.porteur === 'oui')
  if (porteurs.length === 1) enRegle('grappe')
  else
    manque({
      cle: 'nombre:porteur',
      gravite: 'bloquant',
      phase: 'grappe',
      lots,
      texte:
        porteurs.length === 0
          ? 'Aucun organisme n’est désigné porteur de la grappe'
          : `${porteurs.length} organismes sont désignés porteurs : un seul est attendu`,
      ou: { kind: 'organisme', id: porteurs[1]?.id ?? dossier.organismes[0]?.id ?? null, champ: 'porteur' }
    })
}
