import { pasAPas } from './catalogue/preparation.ts'
import type { Analyse } from './completude/analyse.ts'
import { retient } from './completude.ts'
import { dateVaAuPlusTot } from './deploiement/date-va.ts'
import { motEtapes } from './deploiement/mots.ts'
import { type Deploiement, suivreDeploiement, toutAcheve } from './deploiement/suivi.ts'
import type { Dossier } from './dossier.ts'
import { daysBetween, formatDate, formatEntier } from './format.ts'
import { type Adresse, type Lot, lotLabel, lots, type Manque, type Phase, phases } from './lot.ts'
import { totalDepenses } from './totaux-depense.ts'

/** Done and total of one phase: things found right, actions done, and what is still missing for the bundles under way. */
export interface AvancementPhase {
  readonly phase: Phase
  readonly fait: number
  readonly total: number
  readonly bloquants: number
  readonly aJustifier: number
  /** Missing only for bundles that are not under way: nothing to do about it now, nothing complete either. */
  readonly ailleurs: number
  /** Of them, the steps of the list that the phase follows; null for a phase that follows none. */
  readonly etapes: { readonly fait: number; readonly total: number } | null
}

/** What is left in words, never by colour alone; `bien` is the number of things found right. */
export function motEtat({ bloquants, aJustifier }: { readonly bloquants: number; readonly aJustifier: number }, bien: number): string {
  if (bloquants > 0) return `${formatEntier(bloquants)} à compléter`
  if (aJustifier > 0) return `${formatEntier(aJustifier)} à justifier`
  return bien > 0 ? 'Complet' : 'Rien encore'
}

/** The numbers of the screen of the phase: the steps of its list once nothing is missing, else what is checked, whatever bundle it is for. */
function compte({ fait, total, ailleurs, bloquants, aJustifier, etapes }: AvancementPhase): { readonly fait: number; readonly total: number } {
  return bloquants + aJustifier === 0 && etapes && etapes.fait < etapes.total ? etapes : { fait, total: total + ailleurs }
}

/** The state of a phase in two or three words. */
export function motAvancement(a: AvancementPhase): string {
  if (a.bloquants > 0 || a.aJustifier > 0) return motEtat(a, a.fait)
  const { fait, total } = compte(a)
  if (a.fait < a.total) return `${formatEntier(fait)} sur ${formatEntier(total)}${a.phase === 'deploiement' ? ' étapes' : ''}`
  return a.ailleurs > 0 ? 'Rien d’exigé à ce jour' : motEtat(a, a.fait)
}

/** Share of a phase that is in order, 0 to 1; never quite full while anything is left. */
export function partAvancement(a: AvancementPhase): number {
  const { fait, total } = compte(a)
  if (total === 0) return 0
  return fait === total ? 1 : Math.min(0.97, fait / total)
}

/**
 * The candidature until the ARS has answered, a convention is signed, or a VA or a VSR is decided (the date of the convention may be what
 * is missing); then the mailings and the closure, each until it is ready.
 */
export function lotsEnCours(dossier: Dossier): readonly Lot[] {
  const retenue = dossier.depots.some((d) => (d.lot === 'galis' || d.lot === 'complement') && (d.resultat === 'retenue' || d.resultat === 'reserves'))
  const verifiee = dossier.pvs.some((pv) => pv.decision !== null)
  if (retenue || verifiee || dossier.grappe.dateConvention !== null) return ['va', 'etat-des-lieux', 'vsr', 'cloture']
  const demandee = dossier.depots.some((d) => d.resultat === 'incomplete') || dossier.pieces.some((p) => p.suite === 'a-corriger')
  return demandee ? ['complement'] : ['galis']
}

/** The bundles that are gone: deposited on a day that is noted, or mailed, which the deployment list says. */
export function lotsPartis(dossier: Dossier): readonly Lot[] {
  const { liste, bilan } = suivreDeploiement(dossier)
  const envois: Partial<Record<Lot, string | undefined>> = { ...liste.signatures, 'etat-des-lieux': liste.etatDesLieux }
  const isEnvoye = (code: string | undefined) => code !== undefined && bilan(code).faits > 0 && toutAcheve(bilan(code))
  return lots.filter((lot) => dossier.depots.some((d) => d.lot === lot && d.date !== null) || isEnvoye(envois[lot]))
}

/** Steps of the deployment list done, over steps to do: an action counts once per grappe, OG or kept ESSMS it is followed for. */
export function etapesFaites({ actions, bilan }: Deploiement): { readonly fait: number; readonly total: number } {
  const bilans = actions.filter((a) => a.sansObjet === null).map((a) => bilan(a.code))
  return { fait: bilans.reduce((n, b) => n + b.faits + b.sansObjet, 0), total: bilans.reduce((n, b) => n + b.total, 0) }
}

const preparationFaite = ({ actions }: Dossier): number =>
  pasAPas.actions.filter((p) => actions.some((a) => a.catalogue === pasAPas.code && a.code === p.code && (a.etat === 'fait' || a.etat === 'sans-objet'))).length

/** Progress of each of the eleven phases, counting only what holds back the bundles under way. */
export function avancements(dossier: Dossier, { manques, enRegle, enAttente }: Analyse): readonly AvancementPhase[] {
  const current = new Set(lotsEnCours(dossier))
  const held = new Map<Phase, { bloquants: number; aJustifier: number; ailleurs: number }>()
  for (const manque of manques) {
    if (!retient(manque)) continue
    const counts = held.get(manque.phase) ?? { bloquants: 0, aJustifier: 0, ailleurs: 0 }
    counts[!manque.lots.some((lot) => current.has(lot)) ? 'ailleurs' : manque.gravite === 'bloquant' ? 'bloquants' : 'aJustifier'] += 1
    held.set(manque.phase, counts)
  }
  const checklist = etapesFaites(suivreDeploiement(dossier))
  return phases.map(({ code }) => {
    const { bloquants, aJustifier, ailleurs } = held.get(code) ?? { bloquants: 0, aJustifier: 0, ailleurs: 0 }
    const etapes = code === 'deploiement' ? checklist : code === 'preparer' ? { fait: preparationFaite(dossier), total: pasAPas.actions.length } : null
    const actions = etapes ?? { fait: 0, total: 0 }
    const right = enRegle.get(code) ?? 0
    const waiting = enAttente.get(code) ?? 0
    return { phase: code, fait: right + actions.fait, total: right + waiting + bloquants + aJustifier + actions.total, bloquants, aJustifier, ailleurs, etapes }
  })
}

/** Something to do next, with its reason and where to go. */
export interface ProchaineAction {
  readonly cle: string
  readonly titre: string
  readonly raison: string
  readonly phase: Phase
  readonly ou: Adresse | null
  /** The pièce it is about. */
  readonly piece?: number
  /** How many things of the same kind it stands for. */
  readonly nombre: number
}

/** Deadlines nearer than this are announced. */
const rappelJours = 30

function echeances(dossier: Dossier, date: string): ProchaineAction[] {
  return dossier.depots
    .flatMap((d) =>
      d.echeance !== null && d.date === null && d.lot !== null ? [{ id: d.id, lot: d.lot, echeance: d.echeance, left: daysBetween(date, d.echeance) }] : []
    )
    .filter((d) => d.left <= rappelJours)
    .sort((a, b) => a.left - b.left)
    .map(({ id, lot, echeance, left }) => ({
      cle: `echeance:${id}`,
      titre: `Déposer : ${lotLabel[lot]}`,
      raison: left < 0 ? `L’échéance du ${formatDate(echeance)} est passée.` : `Échéance le ${formatDate(echeance)}, dans ${left} jour${left < 2 ? '' : 's'}.`,
      phase: lot === 'cloture' ? 'cloture' : 'depot',
      ou: { kind: 'depot', id, champ: 'date' },
      nombre: 1
    }))
}

/**
 * The first deployment action that can be done now among those that hold the VA back. Only for a grappe that follows its list,
 * while no VA is signed: one that enters at the closure is not asked to fill a list.
 */
function deploiementEnCours(dossier: Dossier, date: string): ProchaineAction[] {
  if (!lotsEnCours(dossier).includes('va') || dossier.pvs.some((pv) => pv.type === 'va' && pv.decision === 'prononcee')) return []
  const deploiement = suivreDeploiement(dossier)
  if (!dossier.actions.some((a) => a.catalogue === deploiement.liste.code)) return []
  const va = dateVaAuPlusTot(deploiement, dossier, date)
  const retiennent = new Set(va.retenues.flatMap((r) => r.etapes))
  const premieres = deploiement.possibles().filter((e) => retiennent.has(e))
  const premiere = premieres[0]
  if (!premiere || va.date === null) return []
  const etapes = premieres.filter((e) => e.action === premiere.action)
  const pour = premiere.portee === 'grappe' ? '' : ` (${motEtapes(etapes, 2)})`
  return [
    {
      cle: `deploiement:${premiere.action.code}`,
      titre: `${premiere.action.code} ${premiere.action.titre}${pour}`,
      raison: `Retient la VA, possible au plus tôt le ${formatDate(va.date)}.`,
      phase: 'deploiement',
      ou: null,
      nombre: etapes.length
    }
  ]
}

/** « champ:etablissement.finess », « preuve:cloture »: things of one kind are one action. */
const familleDe = ({ cle }: Manque): string => cle.split(':').slice(0, 2).join(':')

/**
 * The next things to do (three by default): near deadlines, the deployment action that holds the VA back, then what holds back the bundles under
 * way, the first of them first, gathered by kind, worst first; when nothing does, producing the last.
 */
export function prochainesActions(
  dossier: Dossier,
  { manques }: Pick<Analyse, 'manques'>,
  options: { readonly date: string; readonly combien?: number }
): readonly ProchaineAction[] {
  const current = lotsEnCours(dossier)
  // In the order of the bundles under way: what holds back the first comes first, then what holds back the next.
  const families = new Map<string, { premier: Manque; nombre: number; lot: Lot }>()
  for (const lot of current)
    for (const manque of manques) {
      if (!retient(manque) || current.find((l) => manque.lots.includes(l)) !== lot) continue
      const famille = families.get(familleDe(manque))
      if (famille) famille.nombre += 1
      else families.set(familleDe(manque), { premier: manque, nombre: 1, lot })
    }
  const missing = [...families].map(([cle, { premier, nombre, lot }]): ProchaineAction => {
    const others = nombre === 1 ? '' : ` (et ${nombre - 1} autre${nombre === 2 ? '' : 's'})`
    const raison = premier.gravite === 'bloquant' ? `Retient « ${lotLabel[lot]} ».` : `À justifier avant « ${lotLabel[lot]} ».`
    return {
      cle,
      titre: `${premier.texte}${others}`,
      raison,
      phase: premier.phase,
      ou: premier.ou,
      nombre,
      ...(premier.piece === undefined ? {} : { piece: premier.piece })
    }
  })
  const lot = current.at(-1) ?? 'galis'
  const ready: ProchaineAction = {
    cle: `lot:${lot}`,
    titre: `Produire : ${lotLabel[lot]}`,
    raison: 'Rien ne le retient.',
    phase: lot === 'galis' ? 'galis' : lot === 'complement' ? 'depot' : 'cloture',
    ou: null,
    nombre: 1
  }
  return [...echeances(dossier, options.date), ...deploiementEnCours(dossier, options.date), ...(missing.length === 0 ? [ready] : missing)].slice(
    0,
    options.combien ?? 3
  )
}

/** Money of the grappe, in cents; null while unknown. Source: programme, « avance et solde 50/50 ». */
export interface Argent {
  /** Amount of the convention, else the amount asked. */
  readonly subvention: number | null
  readonly conventionnee: boolean
  readonly avanceAttendue: number | null
  readonly avanceRecue: number
  /** What remains once the advance received, or expected, is taken off. */
  readonly soldeAttendu: number | null
  readonly soldeRecu: number
  readonly resteARecevoir: number | null
  readonly depenses: number
  readonly eligible: number
}

export function argent(dossier: Dossier): Argent {
  const { montantConvention, montantDemande, avanceRecue, soldeRecu } = dossier.grappe
  const subvention = montantConvention ?? montantDemande
  const avanceAttendue = subvention === null ? null : Math.round(subvention / 2)
  const { ttc, eligible } = totalDepenses(dossier)
  return {
    subvention,
    conventionnee: montantConvention !== null,
    avanceAttendue,
    avanceRecue: avanceRecue ?? 0,
    soldeAttendu: subvention === null ? null : subvention - (avanceRecue ?? avanceAttendue ?? 0),
    soldeRecu: soldeRecu ?? 0,
    resteARecevoir: subvention === null ? null : subvention - (avanceRecue ?? 0) - (soldeRecu ?? 0),
    depenses: ttc,
    eligible
  }
}
