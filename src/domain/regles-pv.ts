import { createDelegations, motsDuNom } from './delegation-pv.ts'
import type { Dossier } from './dossier.ts'
import { etablissementsConserves } from './dossier.ts'
import type { Etablissement } from './etablissement.ts'
import { addDays, daysBetween, formatDateCourte, formatPourcent } from './format.ts'
import type { FamilleManque } from './lot.ts'
import type { Organisme } from './organisme.ts'
import type { PieceJointe } from './piece-jointe.ts'
import { pv as nomPv, type Pv, pointsVerifies } from './pv.ts'

export type TypePv = 'va' | 'vsr'
export const typePvLabel: Readonly<Record<TypePv, string>> = { va: 'VA', vsr: 'VSR' }

/** What is wrong in the procès-verbaux. `cle` is stable; `pv` or `etablissement` says where to look. */
export interface ConstatPv {
  readonly cle: string
  readonly types: readonly TypePv[]
  readonly gravite: 'bloquant' | 'a-justifier' | 'information'
  readonly pv: string | null
  readonly etablissement: string | null
  readonly champ: string | null
  readonly texte: string
  readonly famille?: FamilleManque
}

/** CCAG-TIC 2021, articles 32.4 and 33.2: warnings only, when the order refers to it. */
export const ccagTic = { serviceRegulierJours: 30, indisponibiliteMaxPourcent: 2, decisionJours: 7, verificationAptitudeJours: 30 } as const

/** « PV de VA – Association Les Cèdres ». */
export function libellePv(pv: Pv, organismes: ReadonlyMap<string, Organisme>, etablissements: ReadonlyMap<string, Etablissement>): string {
  const type = pv.type === null ? 'Procès-verbal' : `PV de ${typePvLabel[pv.type]}`
  const place = lieuPv(pv, organismes, etablissements)
  return place ? `${type} – ${place}` : type
}

/** What a procès-verbal is for, in a word: the grappe, its organisation or its only establishment; empty when not known. */
export function lieuPv(pv: Pv, organismes: ReadonlyMap<string, Organisme>, etablissements: ReadonlyMap<string, Etablissement>): string | null {
  const [only] = pv.etablissements ?? []
  if (pv.niveau === 'grappe') return 'grappe'
  return (pv.niveau === 'essms' ? etablissements.get(only ?? '')?.nom : organismes.get(pv.organisme ?? '')?.raisonSociale) ?? null
}

/** True when the signatory's name holds the first and last names of the représentant légal, whatever accents, case and order. */
export function estRepresentantLegal(signataire: string | null, organisme: Organisme | undefined): boolean {
  const names = [organisme?.prenomRepresentant, organisme?.nomRepresentant]
  if (signataire === null || names.some((n) => n === null || n === undefined)) return false
  const signed = new Set(motsDuNom(signataire))
  return names.flatMap((n) => motsDuNom(n ?? '')).every((w) => signed.has(w))
}

/** Procès-verbaux of a type that cover each establishment, by its id. */
export function couverturePv(dossier: Dossier, type: TypePv): ReadonlyMap<string, readonly Pv[]> {
  const covered = new Map<string, Pv[]>()
  for (const pv of dossier.pvs)
    if (pv.type === type)
      for (const id of new Set(pv.etablissements ?? [])) {
        const known = covered.get(id)
        if (known) known.push(pv)
        else covered.set(id, [pv])
      }
  return covered
}

/** Every kept ESSMS is in exactly one procès-verbal of that type; a single finding when there is none at all. */
function constatsCouverture(dossier: Dossier, type: TypePv, covered: ReadonlyMap<string, readonly Pv[]>): ConstatPv[] {
  const label = typePvLabel[type]
  if (!dossier.pvs.some((pv) => pv.type === type))
    return [{ cle: `pv:${type}`, types: [type], gravite: 'bloquant', pv: null, etablissement: null, champ: null, texte: `Aucun PV de ${label}` }]
  return etablissementsConserves(dossier).flatMap((e): ConstatPv[] => {
    const n = covered.get(e.id)?.length ?? 0
    if (n === 1) return []
    const texte =
      n === 0
        ? `${e.nom ?? 'Établissement sans nom'} n’est couvert par aucun PV de ${label}`
        : `${e.nom ?? 'Établissement sans nom'} est couvert par ${n} PV de ${label}`
    const famille = { kind: 'etablissement', quoi: `${n === 0 ? 'Sans' : 'Dans plusieurs'} PV de ${label}`, qui: e.nom ?? 'Établissement sans nom' }
    return [
      { cle: `pv-couverture:${type}:${e.id}`, types: [type], gravite: 'bloquant', pv: null, etablissement: e.id, champ: 'etablissements', texte, famille }
    ]
  })
}

/** The VA of an establishment comes before its VSR. One finding per couple of procès-verbaux. */
function constatsOrdre(dossier: Dossier, vas: ReadonlyMap<string, readonly Pv[]>, vsrs: ReadonlyMap<string, readonly Pv[]>): ConstatPv[] {
  const found = new Map<string, ConstatPv>()
  for (const e of etablissementsConserves(dossier))
    for (const va of vas.get(e.id) ?? [])
      for (const vsr of vsrs.get(e.id) ?? []) {
        if (va.dateDecision === null) continue
        const late = vsr.dateDecision !== null && vsr.dateDecision < va.dateDecision
        const early = !late && vsr.dateDebut !== null && vsr.dateDebut < va.dateDecision
        const cle = `${late ? 'pv-ordre' : 'pv-debut'}:${va.id}:${vsr.id}`
        if ((!late && !early) || found.has(cle)) continue
        const texte = late
          ? `La VSR (${formatDateCourte(vsr.dateDecision ?? '')}) est antérieure à la VA (${formatDateCourte(va.dateDecision)}) pour ${e.nom ?? 'un établissement'}`
          : `La VSR commence le ${formatDateCourte(vsr.dateDebut ?? '')}, avant la décision de VA (${formatDateCourte(va.dateDecision)}) pour ${e.nom ?? 'un établissement'}`
        found.set(cle, {
          cle,
          types: ['vsr'],
          gravite: late ? 'bloquant' : 'a-justifier',
          pv: vsr.id,
          etablissement: e.id,
          champ: late ? 'dateDecision' : 'dateDebut',
          texte
        })
      }
  return [...found.values()]
}

interface Contexte {
  readonly dossier: Dossier
  readonly date: string
  readonly organismes: ReadonlyMap<string, Organisme>
  readonly etablissements: ReadonlyMap<string, Etablissement>
  readonly signes: ReadonlySet<string>
  readonly delegationsDe: (pv: Pv) => readonly PieceJointe[]
}

/** Findings about one procès-verbal alone. */
function constatsPv(pv: Pv, type: TypePv, { dossier, date, organismes, etablissements, signes, delegationsDe }: Contexte): ConstatPv[] {
  const found: ConstatPv[] = []
  const name = libellePv(pv, organismes, etablissements)
  const add = (code: string, gravite: ConstatPv['gravite'], champ: string | null, texte: string) =>
    found.push({ cle: `${code}:${pv.id}`, types: [type], gravite, pv: pv.id, etablissement: null, champ, texte: `${name} : ${texte}` })

  if (!signes.has(pv.id)) add('pv-signe', 'bloquant', null, 'le fichier signé n’est pas joint')
  if (pv.decision === 'refusee' || pv.decision === 'ajournee')
    add('pv-decision', 'bloquant', 'decision', `la décision est « ${pv.decision === 'refusee' ? 'refusée' : 'ajournée'} »`)
  if (pv.decision === 'reserves' && pv.delaiReserves !== null && pv.delaiReserves < date)
    add('pv-reserves', 'a-justifier', 'delaiReserves', `les réserves devaient être levées le ${formatDateCourte(pv.delaiReserves)}`)
  const failed = pointsVerifies.filter((p) => pv[p] === 'non-conforme' || (pv[p] === 'reserve' && pv.decision === 'prononcee'))
  if (failed.length > 0 && (pv.decision === 'prononcee' || pv.decision === 'reserves'))
    add('pv-points', 'a-justifier', failed[0] ?? null, `décision favorable malgré ${failed.map((p) => `« ${nomPv.champs[p].label} »`).join(', ')}`)
  if (pv.dateDecision !== null && pv.dateDecision > date) add('pv-date', 'a-justifier', 'dateDecision', 'la décision porte une date à venir')
  if (pv.dateDebut !== null && pv.dateFin !== null && pv.dateFin < pv.dateDebut)
    add('pv-dates', 'bloquant', 'dateFin', 'les vérifications finissent avant de commencer')

  const organisme = organismes.get(pv.organisme ?? '')
  const delegated = delegationsDe(pv).length > 0
  if (pv.delegation === 'delegation' && !delegated) add('pv-delegation', 'bloquant', 'delegation', 'la délégation de signature n’est pas jointe')
  else if (organisme !== undefined && pv.signataireClient !== null && !delegated && !estRepresentantLegal(pv.signataireClient, organisme))
    add(
      'pv-signataire',
      'a-justifier',
      'signataireClient',
      `${pv.signataireClient} n’est pas le représentant légal de l’organisme signataire et aucune délégation n’est jointe`
    )

  for (const id of pv.etablissements ?? []) {
    const place = etablissements.get(id)
    if (place === undefined) continue
    if (place.situation === 'retire')
      found.push({
        cle: `pv-retire:${pv.id}:${id}`,
        types: [type],
        gravite: 'information',
        pv: pv.id,
        etablissement: id,
        champ: 'etablissements',
        texte: `${name} : couvre un établissement retiré (${place.nom ?? 'sans nom'})`
      })
    else if (place.dateMiseEnService !== null && pv.dateDecision !== null && place.dateMiseEnService > pv.dateDecision)
      found.push({
        cle: `pv-service:${pv.id}:${id}`,
        types: [type],
        gravite: 'a-justifier',
        pv: pv.id,
        etablissement: id,
        champ: 'dateDecision',
        texte: `${name} : ${place.nom ?? 'un établissement'} est mis en service le ${formatDateCourte(place.dateMiseEnService)}, après la décision`
      })
  }
  const wanted = type === 'va' ? dossier.grappe.niveauVa : dossier.grappe.niveauVsr
  if (wanted !== null && pv.niveau !== null && wanted !== pv.niveau)
    add('pv-niveau', 'information', 'niveau', 'son niveau n’est pas celui choisi pour la grappe')
  return found
}

/** CCAG-TIC delays, as information only: the contract may say otherwise. */
function constatsCcag(dossier: Dossier, vas: ReadonlyMap<string, readonly Pv[]>, name: (pv: Pv) => string): ConstatPv[] {
  if (dossier.solution.ccagTic !== 'oui') return []
  const found: ConstatPv[] = []
  for (const pv of dossier.pvs) {
    const add = (code: string, type: TypePv, champ: string, texte: string) =>
      found.push({
        cle: `ccag-${code}:${pv.id}`,
        types: [type],
        gravite: 'information',
        pv: pv.id,
        etablissement: null,
        champ,
        texte: `${name(pv)} : ${texte}`
      })
    if (pv.type === 'va' && pv.dateDebut !== null && pv.dateDecision !== null && daysBetween(pv.dateDebut, pv.dateDecision) > ccagTic.verificationAptitudeJours)
      add(
        'va',
        'va',
        'dateDecision',
        `plus de ${ccagTic.verificationAptitudeJours} jours entre le début des vérifications et la décision (CCAG-TIC, art. 33.2.1)`
      )
    if (pv.type !== 'vsr') continue
    const decided = (pv.etablissements ?? []).flatMap((id) => (vas.get(id) ?? []).flatMap((va) => (va.dateDecision === null ? [] : [va.dateDecision])))
    const lastVa = decided.sort().at(-1)
    if (lastVa !== undefined && pv.dateFin !== null && pv.dateFin < addDays(lastVa, ccagTic.serviceRegulierJours))
      add('duree', 'vsr', 'dateFin', `moins de ${ccagTic.serviceRegulierJours} jours de service régulier depuis la décision de VA (CCAG-TIC, art. 32.4)`)
    if (pv.indisponibilite !== null && pv.indisponibilite > ccagTic.indisponibiliteMaxPourcent)
      add(
        'indisponibilite',
        'vsr',
        'indisponibilite',
        `indisponibilité de ${formatPourcent(pv.indisponibilite)}, au-delà de ${formatPourcent(ccagTic.indisponibiliteMaxPourcent)} (CCAG-TIC, art. 32.4)`
      )
    if (pv.dateFin !== null && pv.dateDecision !== null && daysBetween(pv.dateFin, pv.dateDecision) > ccagTic.decisionJours)
      add(
        'tacite',
        'vsr',
        'dateDecision',
        `décision plus de ${ccagTic.decisionJours} jours après la fin des vérifications : l’admission est réputée tacite (CCAG-TIC, art. 33.2.2)`
      )
  }
  return found
}

const sansType = (pv: Pv): ConstatPv => ({
  cle: `pv-type:${pv.id}`,
  types: ['va', 'vsr'],
  gravite: 'bloquant',
  pv: pv.id,
  etablissement: null,
  champ: 'type',
  texte: 'Dites si ce procès-verbal est une VA ou une VSR'
})

/** Everything doubtful about the VA and VSR of the grappe. `date`: today (AAAA-MM-JJ). Source: programme, « Clôture ». */
export function constatsPvs(dossier: Dossier, options: { readonly date: string }): readonly ConstatPv[] {
  const organismes = new Map(dossier.organismes.map((o) => [o.id, o]))
  const etablissements = new Map(dossier.etablissements.map((e) => [e.id, e]))
  const contexte: Contexte = {
    dossier,
    date: options.date,
    organismes,
    etablissements,
    signes: new Set(dossier.piecesJointes.flatMap((p) => (p.role === 'pv' ? [p.cible ?? '', p.organisme ?? ''] : []))),
    delegationsDe: createDelegations(dossier)
  }
  const vas = couverturePv(dossier, 'va')
  const vsrs = couverturePv(dossier, 'vsr')
  return [
    ...constatsCouverture(dossier, 'va', vas),
    ...constatsCouverture(dossier, 'vsr', vsrs),
    ...dossier.pvs.flatMap((pv) => (pv.type === null ? [sansType(pv)] : constatsPv(pv, pv.type, contexte))),
    ...constatsOrdre(dossier, vas, vsrs),
    ...constatsCcag(dossier, vas, (pv) => libellePv(pv, organismes, etablissements))
  ]
}
