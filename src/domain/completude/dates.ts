import { formatDate } from '../format.ts'
import type { Adresse, Lot, Phase } from '../lot.ts'
import { tache, vague } from '../planning.ts'
import type { Verification } from './collecteur.ts'

interface Periode {
  readonly cle: string
  readonly debut: string | null
  readonly fin: string | null
  readonly phase: Phase
  readonly lots: readonly Lot[]
  readonly texte: string
  readonly ou: Adresse
}

/** What ends before it begins: the project, the period of its expenses, its windows, each task and each wave. */
export const verifierDates: Verification = ({ dossier, designation, manque }) => {
  const { grappe, projet } = dossier
  const duProjet = (champ: string): Adresse => ({ kind: 'grappe', id: projet, champ })
  const periodes: readonly Periode[] = [
    {
      cle: 'projet',
      debut: grappe.dateDebut,
      fin: grappe.dateFin,
      phase: 'grappe',
      lots: ['galis'],
      texte: 'Le projet finit avant de commencer',
      ou: duProjet('dateFin')
    },
    {
      cle: 'eligibilite',
      debut: grappe.debutEligibilite,
      fin: grappe.finEligibilite,
      phase: 'grappe',
      lots: ['cloture'],
      texte: 'La période d’éligibilité des dépenses finit avant de commencer',
      ou: duProjet('finEligibilite')
    },
    {
      cle: 'fenetres',
      debut: grappe.finVa,
      fin: grappe.finCloture,
      phase: 'usages',
      lots: ['cloture'],
      texte: 'La fenêtre de clôture finit avant celle de l’état des lieux',
      ou: duProjet('finCloture')
    },
    ...[
      ...dossier.taches.map((t, i) => [tache, t.jalon === 'oui' ? { ...t, fin: null } : t, i] as const),
      ...dossier.vagues.map((v, i) => [vague, v, i] as const)
    ].map(
      ([nom, e, rang]): Periode => ({
        cle: e.id,
        debut: e.debut,
        fin: e.fin,
        phase: 'galis',
        lots: ['galis'],
        texte: `Finit avant de commencer : ${designation.de(nom, e, rang)}`,
        ou: { kind: nom.kind, id: e.id, champ: 'fin' }
      })
    )
  ]
  for (const { cle, debut, fin, phase, lots, texte, ou } of periodes)
    if (debut !== null && fin !== null && fin < debut)
      manque({ cle: `dates:${cle}`, gravite: 'bloquant', phase, lots, texte: `${texte} (${formatDate(debut)}, puis ${formatDate(fin)})`, ou })
}
