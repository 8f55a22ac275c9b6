import { GrappeError } from '#contract/errors.ts'
import type { Cellule } from '#domain/champs/champ.ts'
import { numerosSuivants } from '#domain/depense.ts'
import { champDe, type Dossier } from '#domain/dossier.ts'
import { formatEntier } from '#domain/format.ts'
import { montantManquant } from '#domain/montants.ts'
import { normaliser } from '#domain/normaliser.ts'
import { ecartSomme } from '#domain/regles-depense.ts'
import { postesDuPlan } from '#domain/totaux-depense.ts'
import type { Journal } from '../db/journal.ts'
import type { ChoixColonnes, ErreurCellule } from './apercu.ts'
import type { ColonneLue } from './colonnes.ts'
import { vocabulaireDepenses } from './colonnes-depense.ts'
import { direRemplacees, ecrireListe } from './ecrire-liste.ts'
import { lireValeur } from './lire-valeur.ts'
import { colonnesLaissees, lireEntetes, phraseManquante } from './liste-essms.ts'
import type { Cellules } from './rapprochement.ts'
import type { Rangee, Table } from './table.ts'

/** One line of an expense list as the import proposes it; `cellules` is null when the row is not taken. */
interface LigneDepense {
  readonly numero: number
  readonly valeurs: readonly string[]
  readonly erreurs: readonly ErreurCellule[]
  readonly existant: boolean
  /** The line of the dossier that it completes; null for a new one. */
  readonly id: string | null
  readonly cellules: Cellules | null
}

export interface ApercuDepenses {
  readonly format: string
  readonly colonnes: readonly ColonneLue[]
  readonly lignes: readonly LigneDepense[]
  readonly avertissements: readonly string[]
  readonly manquantes: readonly string[]
}

const requis = ['libelle', 'ttc'] as const
const vide = /^[-–—/?.\s]*$/u
const isTotal = /^(?:sous[ -]?)?tota(?:l|ux)\b/iu
/** A row of sums: its first word says so, and it has neither invoice nor day, as a supplier whose name starts with « Total » has. */
function isRangeeTotal({ cellules }: Rangee, colonnes: readonly ColonneLue[]): boolean {
  const premiere = cellules.findIndex((c) => !vide.test(c))
  if (!isTotal.test(cellules[premiere] ?? '')) return false
  const temoins = ['facture', 'dateFacture', 'dateAcquittement']
  return colonnes.every(({ index, champ }) => index === premiere || !temoins.includes(champ ?? '') || vide.test(cellules[index] ?? ''))
}
const pluriel = (n: number, un: string, plusieurs: string) => `${formatEntier(n)} ${n > 1 ? plusieurs : un}`

/** Names and numbers of what a line refers to → ids; two that share a name are found by their number only. */
function createAnnuaire(dossier: Dossier) {
  const index = (entrees: readonly (readonly [string | null, string])[]) => {
    const map = new Map<string, string | null>()
    for (const [mot, id] of entrees)
      if (mot !== null && mot !== '') map.set(normaliser(mot), map.has(normaliser(mot)) && map.get(normaliser(mot)) !== id ? null : id)
    return map
  }
  const organismes = index(dossier.organismes.flatMap((o) => [[o.raisonSociale, o.id] as const, [o.finessEj, o.id] as const, [o.siren, o.id] as const]))
  const etablissements = index(dossier.etablissements.flatMap((e) => [[e.nom, e.id] as const, [e.finess, e.id] as const]))
  return (kind: string, typed: string): string | null | undefined => (kind === 'organisme' ? organismes : etablissements).get(normaliser(typed))
}
const mutualisee = /^(?:depenses? )?mutualisee?s?\b|^grappe$|^commune?$/u

/** The numbers a spreadsheet shows to the cent hold more digits: rounded as they are shown. */
const auCentime = (typed: string) => (/^-?\d+\.\d{3,}$/u.test(typed) ? Number(typed).toFixed(2) : typed)

interface Lecture {
  readonly colonnes: readonly ColonneLue[]
  readonly designer: ReturnType<typeof createAnnuaire>
  /** Postes of the plan by their words, empty without plan. */
  readonly postes: ReadonlyMap<string, string>
  readonly isXlsx: boolean
}

function lireRangee(rangee: Rangee, { colonnes, designer, postes, isXlsx }: Lecture): { cellules: Record<string, Cellule>; erreurs: ErreurCellule[] } {
  const cellules: Record<string, Cellule> = {}
  const erreurs: ErreurCellule[] = []
  for (const { index, champ } of colonnes) {
    const typed = rangee.cellules[index] ?? ''
    const found = champ === null ? undefined : vocabulaireDepenses.importable(champ)
    if (!found || vide.test(typed)) continue
    const refuser = (message: string) => void erreurs.push({ colonne: index, message })
    const cible = found.field.genre === 'reference' ? found.field.vers : found.kind === 'depense' ? undefined : found.kind
    if (cible !== undefined) {
      if (cible === 'etablissement' && mutualisee.test(normaliser(typed))) continue
      const id = designer(cible, typed)
      if (id) cellules[cible] ??= id
      else
        refuser(
          id === null
            ? `Plusieurs ${cible === 'organisme' ? 'organismes' : 'établissements'} s’appellent « ${typed} » : indiquez le FINESS.`
            : `« ${typed} » n’est pas un ${cible === 'organisme' ? 'organisme' : 'établissement'} de la grappe.`
        )
      continue
    }
    const lu = found.field.genre === 'montant' && isXlsx ? auCentime(typed) : typed
    const read = lireValeur(found.field, found.name, found.name === 'poste' ? (postes.get(normaliser(lu)) ?? lu) : lu)
    if (read.ok)
      cellules[found.name] =
        found.name === 'tauxTva' && typeof read.cellule === 'number' && read.cellule > 0 && read.cellule < 1
          ? Math.round(read.cellule * 1e4) / 100
          : read.cellule
    const message = read.ok ? read.doute : read.message
    if (message !== null) refuser(message)
    else if (found.name === 'poste' && postes.size > 0 && !postes.has(normaliser(typed))) refuser(`« ${typed} » n’est pas un poste du plan de financement.`)
  }
  return { cellules, erreurs }
}

const nombre = (c: Cellule | undefined): number | null => (typeof c === 'number' ? c : null)

/** The third amount when two are read: an addition, not a rate. Returns how many were found. */
function completerMontants(cellules: Record<string, Cellule>): number {
  const trouve = montantManquant({ ht: nombre(cellules['ht']), tva: nombre(cellules['tva']), ttc: nombre(cellules['ttc']) })
  if (trouve === null) return 0
  cellules[trouve.champ] = trouve.cents
  return 1
}

/** What makes two lines the same: supplier, invoice and place; for payroll its words, its day and its place. Null: never the same as another. */
function identite(c: Readonly<Record<string, unknown>>): string | null {
  const place = [c['organisme'], c['etablissement'], c['poste'] === undefined || c['poste'] === null ? '' : normaliser(String(c['poste']))].map((x) => x ?? '')
  const parts = c['nature'] === 'rh' ? [c['libelle'], c['dateAcquittement']] : [c['siretFournisseur'] ?? c['fournisseur'], c['facture']]
  return parts.some((p) => p === null || p === undefined) ? null : [...parts.map((p) => normaliser(String(p))), ...place].join('\u001f')
}

/**
 * Preview of a list of expenses: headings recognised then corrected by `choix`, cells read with the reason of each refusal, lines already in
 * the dossier found again. Nothing is written. `exiger`: missing columns are an error, else they are named while the user matches them.
 */
export function apercuDepenses(table: Table, dossier: Dossier, choix: ChoixColonnes | null, exiger: boolean): ApercuDepenses {
  const { colonnes, suite: dessous } = lireEntetes(table, vocabulaireDepenses, choix, exiger, 'Libellé, Montant TTC')
  const suite = dessous.filter((r) => !isRangeeTotal(r, colonnes))
  const missing = requis
    .filter((champ) => !colonnes.some((c) => c.champ === champ))
    .filter((champ) => champ !== 'ttc' || !['ht', 'tva'].every((m) => colonnes.some((c) => c.champ === m)))
    .map((champ) => champDe('depense', champ)?.label ?? champ)
  if (missing.length > 0 && exiger) throw new GrappeError('colonnes-manquantes', '', missing.map(phraseManquante))
  if (suite.length === 0) throw new GrappeError('import-impossible', 'aucune ligne sous les en-têtes')
  const lecture: Lecture = {
    colonnes,
    designer: createAnnuaire(dossier),
    postes: new Map(postesDuPlan(dossier).map((p) => [normaliser(p), p])),
    isXlsx: table.format === 'xlsx'
  }
  const libres = new Map<string, string[]>()
  for (const d of dossier.depenses) {
    const cle = identite(d as unknown as Readonly<Record<string, unknown>>)
    if (cle !== null) libres.set(cle, [...(libres.get(cle) ?? []), d.id])
  }
  const vues = new Map<string, number>()
  const organismeDe = new Map(dossier.etablissements.map((e) => [e.id, e.organisme]))
  const [unique] = dossier.organismes.length === 1 ? dossier.organismes.map((o) => o.id) : []
  const isNommeOrganisme = colonnes.some((c) => c.champ?.startsWith('organisme'))
  let calcules = 0
  const lignes = suite.map((rangee): LigneDepense => {
    const { cellules, erreurs } = lireRangee(rangee, lecture)
    calcules += completerMontants(cellules)
    // The only organisme there is, unless the list says something else, be it unknown.
    const sien = organismeDe.get(String(cellules['etablissement'] ?? '')) ?? (isNommeOrganisme ? undefined : unique)
    if (cellules['organisme'] === undefined && sien) cellules['organisme'] = sien
    const colonneDe = (champ: string) => colonnes.find((c) => c.champ === champ)?.index ?? 0
    const somme = ecartSomme({
      nature: (cellules['nature'] ?? null) as 'rh' | null,
      ht: nombre(cellules['ht']),
      tva: nombre(cellules['tva']),
      ttc: nombre(cellules['ttc'])
    })
    if (somme !== null) erreurs.push({ colonne: colonneDe('ttc'), message: `${somme.charAt(0).toLocaleUpperCase('fr')}${somme.slice(1)}.` })
    const rien = cellules['libelle'] === undefined && nombre(cellules['ttc']) === null && nombre(cellules['ht']) === null
    if (rien) erreurs.push({ colonne: colonneDe('libelle'), message: 'Ni libellé ni montant : cette ligne ne sera pas importée.' })
    const cle = rien ? null : identite(cellules)
    const id = cle === null ? null : (libres.get(cle)?.shift() ?? null)
    const jumelle = cle === null ? undefined : vues.get(`${cle}\u001f${cellules['ttc']}`)
    if (jumelle !== undefined) erreurs.push({ colonne: colonneDe('facture'), message: `Même facture et même montant qu’à la ligne ${jumelle}.` })
    else if (cle !== null) vues.set(`${cle}\u001f${cellules['ttc']}`, rangee.numero)
    return {
      numero: rangee.numero,
      valeurs: colonnes.map((c) => rangee.cellules[c.index] ?? ''),
      erreurs,
      existant: id !== null,
      id,
      cellules: rien ? null : cellules
    }
  })
  return {
    format: table.format === 'xlsx' ? 'Liste Excel' : 'Liste CSV',
    colonnes,
    lignes: missing.length === 0 ? lignes : lignes.map((l) => ({ ...l, erreurs: [] })),
    manquantes: missing,
    avertissements: [
      ...colonnesLaissees(colonnes),
      ...(calcules > 0 ? [`${pluriel(calcules, 'montant manquant est calculé', 'montants manquants sont calculés')} : HT + TVA = TTC.`] : []),
      ...direRemplacees('depense', dossier.depenses, lignes)
    ]
  }
}

/** Writes an accepted preview: one transaction, one step of undo. Lines without a number get the next ones. */
export function accepterDepenses(journal: Journal, dossier: Dossier, { lignes }: ApercuDepenses) {
  const suivant = numerosSuivants(
    dossier.depenses,
    lignes.map((l) => l.cellules?.['numero'])
  )
  return ecrireListe(journal, 'depense', lignes, (lues): Cellules => (lues['numero'] === undefined ? { numero: suivant() } : {}))
}
