import { suivreDeploiement } from './deploiement/suivi.ts'
import { depot } from './depot.ts'
import type { Dossier } from './dossier.ts'
import { addDays, formatFenetre } from './format.ts'
import { fenetreDe, fenetreLabel, fenetres } from './indicateurs/fenetre.ts'
import type { Phase } from './lot.ts'

/** One day to remember. `cle` is stable: the same deadline exported again replaces the former one in the agenda. */
export interface Echeance {
  readonly cle: string
  /** Civil date. */
  readonly date: string
  /** What it is, for a reader who sees several grappes. */
  readonly titre: string
  /** The same, inside the grappe. */
  readonly objet: string
  readonly detail: string
  /** Where it is dealt with. */
  readonly phase: Phase
  /** True when someone must act: once past, it is late. */
  readonly attendue: boolean
}

const libelleLot = (code: string | null) => depot.champs.lot.options?.find((o) => o.value === code)?.label ?? 'Dépôt'

/** Deadlines known for a grappe: deposits, windows to measure, reserves, copies expected back, actions dated, ends of period; by date. */
export function echeancesDe(dossier: Dossier): readonly Echeance[] {
  const { grappe } = dossier
  const nom = grappe.nom ?? 'Grappe'
  const found: Echeance[] = []
  const ajouter = (phase: Phase, attendue: boolean, cle: string, date: string | null, objet: string, detail: string) => {
    if (date !== null) found.push({ cle, date, titre: `${objet} – ${nom}`, objet, detail, phase, attendue })
  }
  for (const d of dossier.depots)
    ajouter(
      d.lot === 'cloture' ? 'cloture' : 'depot',
      true,
      `depot:${d.id}`,
      d.date === null ? d.echeance : null,
      `${libelleLot(d.lot)} : dernier jour de dépôt`,
      d.reference ? `Référence ${d.reference}.` : 'Déposez un jour avant : les plateformes ralentissent le dernier soir.'
    )
  for (const fenetre of fenetres) {
    const bornes = fenetreDe(dossier, fenetre)
    if (bornes === null) continue
    const detail = `Fenêtre ${formatFenetre(bornes)}. Extrayez du DUI les indicateurs et leurs preuves à partir du lendemain.`
    ajouter('usages', false, `fenetre:${fenetre}`, addDays(bornes.fin, 1), `Indicateurs à extraire : ${fenetreLabel[fenetre]}`, detail)
  }
  const organismes = new Map(dossier.organismes.map((o) => [o.id, o.raisonSociale]))
  for (const pv of dossier.pvs)
    if (pv.decision === 'reserves')
      ajouter(
        'cloture',
        true,
        `reserves:${pv.id}`,
        pv.delaiReserves,
        `Réserves à lever : PV de ${pv.type === 'vsr' ? 'VSR' : 'VA'}`,
        [organismes.get(pv.organisme ?? ''), pv.reserves].filter(Boolean).join('. ')
      )
  for (const envoi of dossier.envois)
    if (envoi.revenuLe === null && envoi.renvoyeLe === null)
      ajouter(
        'partage',
        true,
        `envoi:${envoi.id}`,
        envoi.echeance,
        `Retour attendu : ${organismes.get(envoi.organisme ?? '') ?? envoi.destinataire ?? 'copie envoyée'}`,
        'Relancez si la copie n’est pas revenue.'
      )
  const { actions, etapes } = suivreDeploiement(dossier)
  for (const { action, portee, nom: ou, etat, suivi } of actions.flatMap((a) => etapes(a.code)))
    if (suivi && etat === 'a-faire')
      ajouter(
        'deploiement',
        true,
        `action:${suivi.id}`,
        suivi.date,
        `${action.code} ${action.titre}`,
        [portee === 'grappe' ? '' : ou, suivi.personne].filter(Boolean).join(', ')
      )
  ajouter(
    'depenses',
    false,
    'eligibilite',
    grappe.finEligibilite,
    'Fin de la période d’éligibilité des dépenses',
    'Les dépenses acquittées après cette date ne comptent plus.'
  )
  ajouter('grappe', false, 'fin', grappe.dateFin, 'Fin du projet', '')
  return found.sort((a, b) => (a.date === b.date ? (a.cle < b.cle ? -1 : 1) : a.date < b.date ? -1 : 1))
}
