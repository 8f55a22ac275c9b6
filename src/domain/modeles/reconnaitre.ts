import { grouper } from '../grouper.ts'
import type { Donnee } from './donnee.ts'
import { donneesDe } from './donnees.ts'
import { type EnteteLu, lireEntete } from './entetes.ts'
import type { FormatCellule, ModeleLu } from './modele-lu.ts'
import { lire } from './mots.ts'
import { reconnaitreChamps } from './reconnaitre-champs.ts'
import { entetesNus, type Reste, reperer, type TableModele } from './reperer.ts'
import type { Case } from './reperer-cases.ts'
import { type Sujet, sujets, type UsageModele } from './usage.ts'

/** From this confidence on, a proposal is filled without being confirmed. */
export const seuilConfiance = 0.75
/** Highest confidence of what has to be confirmed. */
const incertaine = 0.6

/** One place of the model and what Grappe would put there. `donnee` is null when nothing fits. */
export interface Proposition {
  readonly place: string
  /** Headings or label as written, widest first. */
  readonly entetes: readonly string[]
  readonly donnee: string | null
  /** 0 to 1. */
  readonly confiance: number
  readonly autres: readonly string[]
  readonly calculee: boolean
  readonly verrouillee: boolean
  /** Where a field of a form is, in words. */
  readonly ou?: string | null
}

/** A table with the kind of its rows, or a set of single cells. */
export interface TableReconnue {
  /** Place of its first column as recognised: names the table in the mapping. */
  readonly place: string
  readonly table: TableModele
  readonly sujet: Exclude<Sujet, 'grappe'>
  readonly colonnes: readonly Proposition[]
}

export interface Reconnaissance {
  readonly tables: readonly TableReconnue[]
  readonly cases: readonly { readonly ou: Case; readonly proposition: Proposition }[]
  readonly champs: readonly Proposition[]
  /** Headings that mean something here and that no table was made of. */
  readonly restes: readonly Reste[]
}

interface Note {
  readonly donnee: Donnee
  readonly note: number
  readonly poids: number
}

const formatsPour: Readonly<Record<FormatCellule, readonly Donnee['type'][]>> = {
  general: ['texte', 'entier', 'decimal', 'euros', 'pourcent', 'date', 'annee'],
  texte: ['texte', 'entier', 'decimal', 'euros', 'pourcent', 'date', 'annee'],
  nombre: ['texte', 'entier', 'decimal', 'euros', 'pourcent', 'annee'],
  pourcent: ['pourcent'],
  euros: ['euros'],
  date: ['date']
}

/** How well a datum answers a heading: every notion asked is there, few notions or words are left over. */
function noter(donnee: Donnee, lu: EnteteLu, format: FormatCellule): Note | null {
  const { propres, groupes, inconnus } = lu
  let meilleure: Note | null = null
  for (const mots of donnee.mots) {
    if (!mots.every((m) => propres.has(m) || groupes.has(m))) continue
    const enTrop = (n: string) => !mots.includes(n) && !donnee.avec.has(n)
    const propresEnTrop = [...propres].filter(enTrop).length
    const groupesEnTrop = [...groupes].filter(enTrop).length
    // A heading that names nothing by itself takes its meaning from its group, unless it says something else.
    const note =
      1 -
      0.35 * propresEnTrop -
      Math.min(0.2, 0.08 * groupesEnTrop) -
      (inconnus.length === 0 ? 0 : 0.27 + 0.1 * Math.min(3, inconnus.length - 1)) -
      (formatsPour[format].includes(donnee.type) ? 0 : 0.4) -
      (lu.unite === 'euros' && donnee.type !== 'euros' ? 0.3 : 0) -
      (lu.periode.annee !== undefined && donnee.periode !== 'annee' ? 0.5 : 0) -
      (lu.periode.mois !== undefined && donnee.periode !== 'fenetre' ? 0.5 : 0)
    const poids = mots.length + 0.1 * [...propres].filter((n) => donnee.avec.has(n) && !mots.includes(n)).length
    if (note > 0 && (!meilleure || note > meilleure.note || (note === meilleure.note && poids > meilleure.poids))) meilleure = { donnee, note, poids }
  }
  return meilleure
}

const ordre = (a: Note, b: Note) => b.note - a.note || b.poids - a.poids

/** Period asked, as the key says it: `@va`, `@m2`, `@va.m1`, `@2026-01`, `@n1`. */
function avecPeriode({ cle, periode }: Donnee, lu: EnteteLu, contexte: 'va' | 'cloture' | undefined): string {
  if (periode === 'annee') return lu.periode.annee === undefined ? cle : `${cle}@${lu.periode.annee}`
  if (periode !== 'fenetre') return cle
  const parts = [lu.periode.fenetre ?? contexte, lu.periode.mois].filter((p) => p !== undefined)
  return parts.length ? `${cle}@${parts.join('.')}` : cle
}

export interface Demande {
  readonly place: string
  readonly entetes: readonly string[]
  readonly lu: EnteteLu
  readonly format: FormatCellule
  readonly calculee: boolean
  readonly verrouillee: boolean
}

/** Best datum of a subject for one place; two that fit as well as each other are not chosen between. */
export function proposer(demande: Demande, sujet: Sujet, contexte?: 'va' | 'cloture'): Proposition & { readonly note: number } {
  const { place, entetes, lu, format, calculee, verrouillee } = demande
  const notes = donneesDe[sujet].flatMap((d) => noter(d, lu, format) ?? []).sort(ordre)
  const [premiere, seconde] = notes
  const ambigu = premiere && seconde && seconde.note > premiere.note - 0.02 && seconde.poids >= premiere.poids && seconde.donnee.cle !== premiere.donnee.cle
  const note = premiere === undefined ? 0 : ambigu ? Math.min(premiere.note, 0.6) : premiere.note
  const cle = premiere && note >= 0.4 ? avecPeriode(premiere.donnee, lu, contexte) : null
  return {
    place,
    entetes,
    donnee: calculee ? null : cle,
    confiance: cle === null ? 0 : Math.round(note * 100) / 100,
    autres: notes.slice(1, 4).map((n) => avecPeriode(n.donnee, lu, contexte)),
    calculee,
    verrouillee,
    note
  }
}

/** « ESSMS 1, ESSMS 2… »: columns for the same datum whose headings differ by a number are lines that go across. A person says. */
function sansDoublon(colonnes: readonly Proposition[]): Proposition[] {
  const cle = (p: Proposition) => JSON.stringify([p.donnee, p.entetes.map((t) => t.replace(/\d+/gu, '#'))])
  return colonnes.map((p) =>
    p.donnee !== null && colonnes.some((q) => q !== p && cle(q) === cle(p)) ? { ...p, confiance: Math.min(p.confiance, incertaine) } : p
  )
}

const nue = ({ note: _, ...p }: Proposition & { readonly note: number }): Proposition => p

/** Window the titles speak of, when it is not the one of the model's use. */
function fenetreDuTitre(titre: readonly string[], usage: UsageModele): 'va' | 'cloture' | undefined {
  const lues = titre.map((t) => lireEntete([t]).periode.fenetre)
  const va = lues.includes('va')
  if (va === lues.includes('cloture')) return undefined
  const dite = va ? 'va' : 'cloture'
  return dite === (usage === 'indicateurs-va' ? 'va' : 'cloture') ? undefined : dite
}

const parUsage: Readonly<Record<UsageModele, readonly Sujet[]>> = {
  'indicateurs-va': ['usages'],
  'indicateurs-cloture': ['usages'],
  depenses: ['depenses'],
  essms: ['essms'],
  'piece-2': ['organismes', 'instances'],
  'piece-5': ['taches'],
  'piece-6': ['couts', 'rh', 'ressources'],
  'piece-7': ['essms', 'vagues'],
  'piece-8': ['communications', 'formations', 'risques'],
  autre: []
}

const dit = (titre: readonly string[]): ReadonlySet<string> => new Set(titre.slice(0, 2).flatMap((t) => [...lire(t).notions]))
const notionsSujet: Readonly<Record<Exclude<Sujet, 'grappe'>, readonly string[]>> = {
  organismes: ['OG'],
  essms: ['ETAB'],
  usages: [],
  depenses: ['DEPENSE', 'FACTURE'],
  couts: [],
  rh: [],
  ressources: ['SOURCE'],
  taches: ['TACHE'],
  instances: ['INSTANCE'],
  communications: ['COMMUNICATION'],
  formations: ['FORMATION'],
  risques: ['RISQUE'],
  vagues: ['VAGUE'],
  materiels: ['MATERIEL']
}

function demandes(table: TableModele): Demande[] {
  const indicateur = sansIndicateur(table)
  return table.colonnes.map((c) => {
    const lu = lireEntete(c.entetes)
    return { place: c.place, entetes: c.entetes, format: c.format, calculee: c.calculee, verrouillee: c.verrouillee, lu: indicateur(lu) }
  })
}

const parTitre = ['MSS', 'DMP', 'DACTIF', 'PP', 'AGD'] as const

/** « Numérateur » alone: the sheet or the title above says of which indicator. */
function sansIndicateur(table: TableModele): (lu: EnteteLu) => EnteteLu {
  const notions = dit(table.titre)
  const dites = parTitre.filter((n) => notions.has(n))
  const mois = (lu: EnteteLu) => lu.periode.mois !== undefined && lu.propres.size === 0 && lu.groupes.size === 0
  return (lu) => {
    const manque =
      ['NUMERATEUR', 'DENOMINATEUR', 'TAUX', 'CIBLE'].some((n) => lu.propres.has(n)) &&
      !parTitre.some((n) => lu.propres.has(n) || lu.groupes.has(n)) &&
      !lu.propres.has('TVA')
    if (!(manque || mois(lu)) || dites.length === 0) return lu
    return { ...lu, groupes: new Set([...lu.groupes, ...(mois(lu) ? notions : dites)]) }
  }
}

/**
 * Rows named by the model itself: each cell is what its row and its column say together. A row that adds nothing to what its column says
 * (a number, a FINESS, the name of an establishment) is one line among others, not a line of totals of the grappe.
 */
function croiser(table: TableModele, usage: UsageModele): { readonly ou: Case; readonly proposition: Proposition }[] {
  const contexte = fenetreDuTitre(table.titre, usage)
  const trouvees: { ou: Case; proposition: Proposition }[] = []
  for (const [i, textes] of table.lignesEcrites.entries()) {
    const ligne = lireEntete(textes)
    for (const c of table.colonnes.slice(table.prefixe)) {
      const lu = lireEntete(c.entetes)
      const place = c.place.replace(/\d+$/u, String(table.premiere + i))
      const entetes = [...textes, ...c.entetes]
      const groupes = new Set([...ligne.propres, ...ligne.groupes, ...lu.groupes].filter((n) => !lu.propres.has(n)))
      const croise: EnteteLu = { ...lu, groupes, inconnus: [...ligne.inconnus, ...lu.inconnus], periode: { ...ligne.periode, ...lu.periode } }
      const demande = { place, entetes, format: c.format, calculee: c.calculee, verrouillee: c.verrouillee }
      const dit = nue(proposer({ ...demande, lu: croise }, 'grappe', contexte))
      const muette = textes.length > 0 && !ligne.propres.has('GRAPPE') && dit.donnee === proposer({ ...demande, lu }, 'grappe', contexte).donnee
      const p = muette ? { ...dit, donnee: null, confiance: 0 } : dit
      const ou: Case = {
        place,
        feuille: table.feuille,
        ligne: table.premiere + i,
        colonne: c.colonne,
        libelle: entetes.join(' – '),
        avant: [],
        calculee: c.calculee,
        verrouillee: c.verrouillee,
        format: c.format,
        encadree: true
      }
      trouvees.push({ ou, proposition: p })
    }
  }
  return trouvees
}

/** Labels on one row with their cell just under: as many single cells. */
function sousLibelles(table: TableModele, usage: UsageModele): { readonly ou: Case; readonly proposition: Proposition }[] {
  return croiser({ ...table, prefixe: 0, lignesEcrites: [[]] }, usage)
}

/** Notions that only a list of organismes is made of. */
const propresAuxOrganismes = ['OG', 'EJ', 'SIREN', 'STATUT', 'REPR', 'PORTEUR'] as const

const sures = (propositions: readonly Proposition[]) => propositions.filter((p) => p.donnee !== null && p.confiance >= seuilConfiance).length

function choisirSujet(
  table: TableModele,
  usage: UsageModele
): { readonly sujet: Exclude<Sujet, 'grappe'>; readonly colonnes: readonly Proposition[]; readonly total: number } {
  const demandees = demandes(table)
  const titre = dit(table.titre)
  const contexte = fenetreDuTitre(table.titre, usage)
  const ditOrganisme = demandees.some(({ lu }) => propresAuxOrganismes.some((n) => lu.propres.has(n) || lu.groupes.has(n)))
  let meilleur: ReturnType<typeof choisirSujet> | null = null
  for (const sujet of sujets) {
    if (sujet === 'grappe') continue
    const notees = demandees.map((d) => proposer(d, sujet, contexte))
    const total =
      notees.reduce((s, p) => s + (p.note >= seuilConfiance ? p.note : p.note / 4), 0) +
      // Columns that only speak of the organisme make a list of organismes, whatever the model is for.
      (parUsage[usage].includes(sujet) && notees.some((p) => p.donnee !== null && !p.donnee.startsWith('og.')) ? 0.9 : 0) +
      (notionsSujet[sujet].some((n) => titre.has(n)) ? 0.5 : 0) -
      // « FINESS », « Nom » and figures alone are those of establishments.
      (sujet === 'organismes' && !ditOrganisme ? 0.1 : 0)
    if (!meilleur || total > meilleur.total) meilleur = { sujet, colonnes: notees.map(nue), total }
  }
  return meilleur ?? { sujet: 'essms', colonnes: [], total: 0 }
}

const sujetsDeLibelle = ['PORTEUR', 'REPR', 'CONTACT', 'OG', 'EDITEUR', 'ETAB', 'FOURN']

function proposerCase(ou: Case, titre: 'va' | 'cloture' | undefined): Proposition {
  const lu = lireEntete([ou.libelle])
  const orphelin = !sujetsDeLibelle.some((n) => lu.propres.has(n))
  const herite = orphelin ? ou.avant.map((t) => sujetsDeLibelle.filter((n) => lire(t).notions.has(n))).find((n) => n.length > 0) : undefined
  const groupes = new Set([...lu.groupes, ...(herite ?? [])])
  const demande = { place: ou.place, entetes: [ou.libelle], format: ou.format, calculee: ou.calculee, verrouillee: ou.verrouillee }
  const seul = proposer({ ...demande, lu }, 'grappe', titre)
  const p = seul.note >= seuilConfiance || herite === undefined ? seul : proposer({ ...demande, lu: { ...lu, groupes } }, 'grappe', titre)
  const confiance = ou.encadree ? p.confiance : Math.min(p.confiance, incertaine)
  return nue({ ...p, confiance })
}

/** « Nom du représentant légal » with no place for the first name: the whole name goes there. */
function nomEntier<T extends { readonly proposition: Proposition }>(cases: readonly T[]): T[] {
  const prenom = cases.some((c) => c.proposition.donnee === 'porteur.prenomRepresentant')
  return cases.map((c) =>
    c.proposition.donnee === 'porteur.nomRepresentant' && !prenom ? { ...c, proposition: { ...c.proposition, donnee: 'porteur.representant' } } : c
  )
}

/** Headings that mean something here, enough of them to be those of a list. */
const parle = ({ textes }: Reste): boolean =>
  textes.map((t) => lireEntete([t])).filter((lu) => lu.propres.size > 0 || lu.periode.mois !== undefined || lu.periode.annee !== undefined).length >= entetesNus

/**
 * The same label twice on a sheet, for the same datum: lines of a list that was not seen (two rows an establishment…), each of which
 * would get the figure of the whole grappe. A person says.
 */
function douter<T extends { readonly ou: Case; readonly proposition: Proposition }>(cases: readonly T[]): T[] {
  const cle = ({ ou, proposition: p }: T) => JSON.stringify([ou.feuille, p.donnee, p.entetes])
  const vues = grouper(
    cases.filter((c) => c.proposition.donnee !== null),
    cle
  )
  return cases.map((c) =>
    (vues.get(cle(c))?.length ?? 0) > 1 ? { ...c, proposition: { ...c.proposition, confiance: Math.min(c.proposition.confiance, incertaine) } } : c
  )
}

/** Proposes what goes in each place of a model, with a confidence. Pure: looks at the model alone. */
export function reconnaitre(modele: ModeleLu, usage: UsageModele): Reconnaissance {
  const { tables, cases, restes } = reperer(modele)
  const reconnues: TableReconnue[] = []
  const seules: { readonly ou: Case; readonly proposition: Proposition }[] = []
  for (const table of tables) {
    const { sujet, colonnes } = choisirSujet(table, usage)
    const croisees = table.prefixe > 0 ? croiser(table, usage) : table.premiere === table.derniere ? sousLibelles(table, usage) : []
    const enLignes = sures(colonnes)
    const enCases = sures(croisees.map((c) => c.proposition))
    if (enCases > enLignes || (table.prefixe > 0 && enCases >= 2 && enCases >= enLignes)) seules.push(...croisees)
    else reconnues.push({ place: table.colonnes[0]?.place ?? '', table, sujet, colonnes: sansDoublon(colonnes) })
  }
  for (const ou of cases) {
    const feuille = modele.feuilles.find((f) => f.nom === ou.feuille)
    seules.push({ ou, proposition: proposerCase(ou, fenetreDuTitre([feuille?.nom ?? ''], usage)) })
  }
  return { tables: reconnues, cases: nomEntier(douter(seules)), champs: reconnaitreChamps(modele.champs), restes: restes.filter(parle) }
}

const usageDuSujet: Readonly<Record<Exclude<Sujet, 'grappe'>, UsageModele>> = {
  usages: 'indicateurs-cloture',
  depenses: 'depenses',
  couts: 'piece-6',
  rh: 'piece-6',
  ressources: 'piece-6',
  essms: 'essms',
  organismes: 'essms',
  taches: 'piece-5',
  instances: 'piece-2',
  communications: 'piece-8',
  formations: 'piece-8',
  risques: 'piece-8',
  vagues: 'piece-7',
  materiels: 'autre'
}

/** What a model is probably for, from the rows of its tables; « autre » when it says nothing. */
export function usageProbable(modele: ModeleLu): UsageModele {
  const { tables, cases } = reconnaitre(modele, 'autre')
  const voix = new Map<UsageModele, number>()
  const voter = (usage: UsageModele, n: number) => voix.set(usage, (voix.get(usage) ?? 0) + n)
  const fenetres: string[] = []
  for (const t of tables) {
    voter(usageDuSujet[t.sujet], sures(t.colonnes))
    for (const texte of [...t.table.titre, ...t.colonnes.flatMap((c) => c.entetes)]) fenetres.push(lireEntete([texte]).periode.fenetre ?? '')
  }
  voter('indicateurs-cloture', cases.filter((c) => /^grappe\.(?:numerateur|denominateur|taux)/u.test(c.proposition.donnee ?? '')).length)
  const [premier] = [...voix].sort((a, b) => b[1] - a[1])
  if (!premier || premier[1] < 2) return 'autre'
  const va = fenetres.includes('va') && !fenetres.includes('cloture')
  return premier[0] === 'indicateurs-cloture' && va ? 'indicateurs-va' : premier[0]
}
