import { GrappeError } from '#contract/errors.ts'
import { categorieDe } from '#domain/catalogue/categories.ts'
import { regionOfLieu } from '#domain/catalogue/regions.ts'
import type { Cellule } from '#domain/champs/champ.ts'
import { champDe, type Dossier } from '#domain/dossier.ts'
import type { Apercu, ChoixColonnes, LigneImport } from './apercu.ts'
import { type ColonneLue, champsRequis, type Vocabulaire, vocabulaireEssms } from './colonnes.ts'
import { direRemplacees } from './ecrire-liste.ts'
import { lireValeur } from './lire-valeur.ts'
import { asText, type Cellules, createRapprochement, type Rapprochement } from './rapprochement.ts'
import type { Rangee, Table } from './table.ts'

/** The proposed columns with the user's corrections; throws `champ-inconnu` or `saisie-invalide` for one that makes no sense. */
export function colonnesChoisies(
  proposees: readonly ColonneLue[],
  choix: ChoixColonnes | null,
  importable: Vocabulaire['importable'] = vocabulaireEssms.importable
): readonly ColonneLue[] {
  const corrections = new Map((choix ?? []).map((c) => [c.index, c.champ]))
  const pris = new Set<string>()
  for (const champ of corrections.values()) {
    if (champ === null) continue
    const found = importable(champ)
    if (!found) throw new GrappeError('champ-inconnu', champ)
    if (pris.has(champ)) throw new GrappeError('saisie-invalide', `« ${found.field.label} » est attribué à deux colonnes`)
    pris.add(champ)
  }
  return proposees.map((c) => {
    const corrige = corrections.get(c.index)
    if (corrige !== undefined) return { ...c, champ: corrige }
    return c.champ !== null && pris.has(c.champ) ? { ...c, champ: null } : c
  })
}

/** The warning about headings that nothing takes; none when all are taken. */
export function colonnesLaissees(colonnes: readonly ColonneLue[]): readonly string[] {
  const laissees = colonnes.filter((c) => c.champ === null && c.entete !== '')
  const s = laissees.length > 1 ? 's' : ''
  return laissees.length > 0 ? [`Colonne${s} non reprise${s} : ${laissees.map((c) => `« ${c.entete} »`).join(', ')}.`] : []
}

/** Cells of the organisme and of the establishment read from one row; a cell that cannot be read is left out and reported. */
function lireRangee(rangee: Rangee, colonnes: readonly ColonneLue[]) {
  const etablissement: Record<string, Cellule> = {}
  const organisme: Record<string, Cellule> = {}
  const erreurs: { colonne: number; message: string }[] = []
  for (const { index, champ } of colonnes) {
    const typed = rangee.cellules[index] ?? ''
    const found = champ === null ? undefined : vocabulaireEssms.importable(champ)
    if (!found || /^[-–—/?.\s]*$/u.test(typed)) continue
    const read = lireValeur(found.field, found.name, typed)
    if (read.ok) (found.kind === 'organisme' ? organisme : etablissement)[found.name] = read.cellule
    const message = read.ok ? read.doute : read.message
    if (message !== null) erreurs.push({ colonne: index, message })
  }
  return { etablissement, organisme, erreurs }
}

/** Sector, region and situation that follow from what was read. */
function deduire(lues: Cellules): Cellules {
  const categorie = asText(lues['categorie'])
  const found = categorie === null ? undefined : categorieDe(categorie)
  const region = regionOfLieu({ insee: asText(lues['insee']), codePostal: asText(lues['codePostal']) })?.code
  return { ...(found && found.secteur !== 'AUTRE' ? { secteur: found.secteur } : {}), ...(region ? { region } : {}), situation: 'conserve' }
}

/** Why the FINESS of a row cannot be the one of an establishment, or null. */
function refusFiness(finess: string | null, isRefuse: boolean, ej: string | null, vus: ReadonlyMap<string, number>, r: Rapprochement): string | null {
  if (finess === null) return isRefuse ? '' : 'FINESS absent : cette ligne ne sera pas importée.'
  const owner = finess === ej ? 'l’organisme de cette ligne' : r.porteurEj(finess)
  if (owner !== null)
    return `${finess} est le FINESS juridique (EJ) de ${owner} : indiquez le FINESS géographique (ET) de l’établissement. Cette ligne ne sera pas importée.`
  const first = vus.get(finess)
  return first === undefined ? null : `Le FINESS ${finess} figure déjà à la ligne ${first} : cette ligne ne sera pas importée.`
}

/** Reads the rows under the headings. `completer`: a value read never replaces one already entered. */
export function lireLignes(rangees: readonly Rangee[], colonnes: readonly ColonneLue[], dossier: Dossier, completer: boolean): readonly LigneImport[] {
  const rapprochement = createRapprochement(dossier)
  const vus = new Map<string, number>()
  const colonneFiness = colonnes.find((c) => c.champ === 'finess')?.index ?? 0
  return rangees.map((rangee): LigneImport => {
    const { etablissement, organisme, erreurs } = lireRangee(rangee, colonnes)
    const finess = asText(etablissement['finess'])
    const refus = refusFiness(
      finess,
      erreurs.some((e) => e.colonne === colonneFiness),
      asText(organisme['finessEj']),
      vus,
      rapprochement
    )
    if (refus) erreurs.push({ colonne: colonneFiness, message: refus })
    const id = refus === null ? rapprochement.etablissement(etablissement) : null
    if (refus === null && finess !== null) vus.set(finess, rangee.numero)
    const { finess: _finess, ...reste } = etablissement
    const deduites = deduire(etablissement)
    return {
      numero: rangee.numero,
      valeurs: colonnes.map((c) => rangee.cellules[c.index] ?? ''),
      erreurs,
      existant: id !== null,
      etablissement: refus === null ? { id, lues: completer ? { finess } : etablissement, proposees: completer ? { ...deduites, ...reste } : deduites } : null,
      organisme
    }
  })
}

/** A column that a list cannot do without, said when it is refused. */
export const phraseManquante = (label: string): string => `Colonne manquante : ${label}.`

/** Rank of the row of headings; without a recognised one, the widest row when the user is to match the columns. */
function rangTitres(rangees: readonly Rangee[], exiger: boolean, vocabulaire: Vocabulaire, attendus: string): number {
  const at = vocabulaire.rangEntete(rangees)
  if (at >= 0) return at
  if (exiger) throw new GrappeError('colonnes-manquantes', '', [`Aucun en-tête reconnu. Sont attendus au moins : ${attendus}.`])
  const largeurs = rangees.slice(0, 20).map((r) => r.cellules.filter((c) => c !== '').length)
  return largeurs.indexOf(Math.max(...largeurs))
}

/** The headings of a list, recognised then corrected by `choix`, and the rows under them. `attendus`: what is asked for when none is known. */
export function lireEntetes({ rangees }: Table, vocabulaire: Vocabulaire, choix: ChoixColonnes | null, exiger: boolean, attendus: string) {
  const at = rangTitres(rangees, exiger, vocabulaire, attendus)
  const suite = rangees.slice(at + 1)
  const titres = rangees[at]?.cellules ?? []
  const width = Math.max(titres.length, ...suite.slice(0, 50).map((r) => r.cellules.length))
  const entetes = Array.from({ length: width }, (_, i) => titres[i] ?? '')
  return { colonnes: colonnesChoisies(vocabulaire.reconnaitre(entetes, suite), choix, vocabulaire.importable), suite }
}

/**
 * Preview of a list that the user or a partner keeps: its headings are recognised, then corrected by `choix` (a column
 * it does not name keeps its proposal). `exiger`: missing columns are an error, else they are named while the user matches them.
 */
export function apercuListe(table: Table, dossier: Dossier, choix: ChoixColonnes | null, exiger: boolean): Apercu {
  const { colonnes, suite } = lireEntetes(table, vocabulaireEssms, choix, exiger, 'FINESS géographique (ET), Nom')
  const missing = champsRequis.filter((champ) => !colonnes.some((c) => c.champ === champ)).map((champ) => champDe('etablissement', champ)?.label ?? champ)
  if (missing.length > 0 && exiger) throw new GrappeError('colonnes-manquantes', '', missing.map(phraseManquante))
  if (suite.length === 0) throw new GrappeError('import-impossible', 'aucune ligne sous les en-têtes')
  const lignes = lireLignes(suite, colonnes, dossier, false)
  const lues = lignes.map(({ etablissement: e }) => ({ id: e?.id ?? null, cellules: e?.lues ?? null }))
  return {
    format: table.format === 'xlsx' ? 'Liste Excel' : 'Liste CSV',
    colonnes,
    // Without its columns no row can be judged.
    lignes: missing.length === 0 ? lignes : lignes.map((l) => ({ ...l, erreurs: [] })),
    avertissements: [...colonnesLaissees(colonnes), ...direRemplacees('etablissement', dossier.etablissements, lues)],
    manquantes: missing,
    completer: false
  }
}
