import { champDe } from '#domain/dossier.ts'
import { etablissement } from '#domain/etablissement.ts'
import { isFiness, restoreFinessZero } from '#domain/identifiants.ts'
import { normaliser } from '#domain/normaliser.ts'
import { organisme } from '#domain/organisme.ts'
import { type ChampQuelconque, lireValeur } from './lire-valeur.ts'
import type { Rangee } from './table.ts'

/** What one column of a list fills. */
export interface ChampImportable {
  readonly kind: string
  readonly name: string
  readonly field: ChampQuelconque
}

/** How the headings of one kind of list are read. */
export interface Vocabulaire {
  /** Field of a column; undefined when such a list cannot fill it. */
  readonly importable: (champ: string) => ChampImportable | undefined
  /**
   * Proposes a field for each heading; a field goes to the heading that names it best, and a heading with several
   * meanings to the one its values (first 50 rows) agree with.
   */
  readonly reconnaitre: (entetes: readonly string[], rangees?: readonly Rangee[]) => readonly ColonneLue[]
  /** Rank of the headings among the first 20 filled rows: where most fields are recognised; -1 when none is. */
  readonly rangEntete: (rangees: readonly Rangee[]) => number
  /** How many fields the best row of headings names: tells a list from another table. */
  readonly nombreReconnus: (rangees: readonly Rangee[]) => number
}

/**
 * Headings of lists met in the field → field of an establishment, or of its organisme (`organisme.*`), the surest word
 * first. Compared without case, accents, punctuation or leading article; labels of the fields are added to them.
 * New synonym = one word here.
 */
const synonymes: Readonly<Record<string, string>> = {
  finess: 'finess et|finess geographique|finess geo|nofinesset|finess etablissement|finess essms|finess esms|finess structure|finess site|finess',
  nom: 'nom|nom etablissement|nom de l etablissement|nom essms|nom esms|nom de la structure|nom structure|nom usuel|etablissement ou service|etablissement|essms|esms|structure|denomination|denomination de la structure|denomination de l etablissement|intitule|libelle|libelle etablissement|rs|rslongue|service',
  categorie:
    'categorie|cat|code categorie|code cat|categetab|categorie finess|code categorie finess|categorie d etablissement|type d etablissement|type de structure|type',
  secteur: 'secteur|champ|public|secteur d activite|type de public',
  siret: 'siret|siret etablissement|siret de l etablissement',
  adresse: 'adresse|adr|adresse postale|adresse de l etablissement|rue|voie',
  codePostal: 'code postal|cp',
  commune: 'commune|ville|localite',
  insee: 'code insee|insee|code commune|code commune insee',
  region: 'region',
  capacite: 'capacite|capacite autorisee|nombre de places|nb places|nb de places|places|capacite installee|capacite totale',
  personnesAccompagnees:
    'personnes accompagnees|nb personnes accompagnees|nombre de personnes accompagnees|file active|usagers|residents|nombre d usagers|nombre de residents',
  personnesProjet: 'personnes pouvant beneficier d un projet|personnes projet|personnes avec projet',
  situationDui: 'situation dui|acquisition ou conformite|acquisition conformite|dui|type de projet|projet|situation',
  eligibleSons: 'eligible sons|sons|eligibilite sons',
  directeur: 'directeur|directrice|direction|directeur ou directrice|nom du directeur',
  situation: 'dans la grappe|conserve retire|conserve ou retire|statut|etat|situation',
  dateRetrait: 'date de retrait|retire le',
  motifRetrait: 'motif de retrait|motif du retrait',
  dateMiseEnService: 'mise en service|date de mise en service|mise en service du dui|date mise en service',
  saadMixte: 'aide a domicile avec confort',
  heuresEligibles: 'heures eligibles|heures d aide|heures d aide par an',
  heuresConfort: 'heures de confort|heures confort',
  montantAide: 'montant aide|aide demandee|montant affecte|montant par etablissement',
  'organisme.raisonSociale':
    'organisme gestionnaire|organisme|raison sociale|raison sociale de l og|nom organisme gestionnaire|nom de l organisme gestionnaire|nom og|og|gestionnaire|entite juridique|nom entite juridique|association|asso|asso gestionnaire|association gestionnaire',
  'organisme.finessEj':
    'finess ej|finess juridique|nofinessej|finess entite juridique|finess og|finess de l og|finess organisme gestionnaire|finess gestionnaire|ej',
  'organisme.siren': 'siren|siren og|siren de l og|siren organisme gestionnaire',
  'organisme.siret': 'siret og|siret organisme gestionnaire|siret de l og|siret du siege',
  'organisme.statutJuridique': 'statut juridique|forme juridique',
  'organisme.naf': 'naf|code naf|ape|code ape'
}

/** A heading the program cannot do without. */
export const champsRequis = ['finess', 'nom'] as const

/** Field of a column: `finess`, `organisme.siren`…; undefined when a list cannot fill it. */
function champImportable(champ: string): ChampImportable | undefined {
  const kind = champ.startsWith('organisme.') ? 'organisme' : 'etablissement'
  const name = kind === 'organisme' ? champ.slice('organisme.'.length) : champ
  const field = champDe(kind, name)
  return field && field.genre !== 'reference' && field.genre !== 'references' ? { kind, name, field } : undefined
}

interface Sens {
  readonly champ: string
  /** 0 for the surest word. */
  readonly rang: number
}

export interface ColonneLue {
  readonly index: number
  readonly entete: string
  readonly champ: string | null
}

/** True when a column holds FINESS numbers with right keys, each once or almost: establishments, whatever its heading. */
function isColonneFiness(index: number, rangees: readonly Rangee[]): boolean {
  const values = rangees.map((r) => restoreFinessZero(r.cellules[index] ?? '')).filter((v) => v !== '')
  const right = new Set(values.filter(isFiness))
  return values.length >= 3 && right.size >= 0.8 * values.length
}

/**
 * The vocabulary of one kind of list. `synonymes`: words of each field, the surest first, separated by a bar; `labels`: words that a field
 * has in the window; `parValeurs`: the field of a column that its values alone tell, without a known heading.
 */
export function createVocabulaire(
  synonymes: Readonly<Record<string, string>>,
  importable: Vocabulaire['importable'],
  labels: Iterable<readonly [champ: string, label: string, rang: number]>,
  parValeurs?: { readonly champ: string; readonly est: (index: number, rangees: readonly Rangee[]) => boolean }
): Vocabulaire {
  const parMot = new Map<string, Sens[]>()
  const ajouterMot = (mot: string, sens: Sens) => {
    const known = parMot.get(mot) ?? []
    if (!known.some((s) => s.champ === sens.champ)) parMot.set(mot, [...known, sens])
  }
  for (const [champ, mots] of Object.entries(synonymes)) for (const [rang, mot] of mots.split('|').entries()) ajouterMot(normaliser(mot), { champ, rang })
  for (const [champ, label, rang] of labels) if (champ in synonymes) ajouterMot(normaliser(label), { champ, rang })

  /** Meanings of a heading: as it is written, then without what stands in parentheses (units, remarks), then without its year. */
  const sensDe = (entete: string): readonly Sens[] => {
    const nu = entete.replace(/[([].*?[)\]]/gu, ' ')
    return parMot.get(normaliser(entete)) ?? parMot.get(normaliser(nu)) ?? parMot.get(normaliser(nu.replace(/\b20\d\d\b/gu, ' '))) ?? []
  }

  /** True when the column's first values contradict the field: only for fields with a closed list of values. */
  function isContredit(champ: string, index: number, rangees: readonly Rangee[]): boolean {
    const found = importable(champ)
    if (!found || (found.field.genre !== 'choix' && found.name !== 'categorie')) return false
    const values = rangees.map((r) => r.cellules[index] ?? '').filter((v) => v !== '')
    return values.filter((v) => !lireValeur(found.field, found.name, v).ok).length * 2 > values.length
  }

  const reconnus = (rangee: Rangee) => new Set(rangee.cellules.flatMap((entete) => sensDe(entete).map((s) => s.champ))).size
  return {
    importable,
    reconnaitre: (entetes, rangees = []) => {
      const sample = rangees.slice(0, 50)
      const choices = entetes
        .flatMap((entete, index) => sensDe(entete).map(({ champ, rang }) => ({ index, champ, rang, contredit: isContredit(champ, index, sample) ? 1 : 0 })))
        .sort((a, b) => a.contredit - b.contredit || a.rang - b.rang || a.index - b.index)
      const parIndex = new Map<number, string>()
      const pris = new Set<string>()
      for (const { index, champ } of choices) {
        if (parIndex.has(index) || pris.has(champ)) continue
        parIndex.set(index, champ)
        pris.add(champ)
      }
      const seule = parValeurs === undefined || pris.has(parValeurs.champ) ? -1 : entetes.findIndex((_, i) => !parIndex.has(i) && parValeurs.est(i, sample))
      if (parValeurs !== undefined && seule >= 0) parIndex.set(seule, parValeurs.champ)
      return entetes.map((entete, index) => ({ index, entete, champ: parIndex.get(index) ?? null }))
    },
    rangEntete: (rangees) => {
      const counts = rangees.slice(0, 20).map(reconnus)
      const most = Math.max(0, ...counts)
      return most === 0 ? -1 : counts.indexOf(most)
    },
    nombreReconnus: (rangees) => Math.max(0, ...rangees.slice(0, 20).map(reconnus))
  }
}

/** Lists of establishments and of their organismes. A column of FINESS numbers needs no known heading. */
export const vocabulaireEssms = createVocabulaire(
  synonymes,
  champImportable,
  [
    ...Object.entries(etablissement.champs).map(([name, { label }]) => [name, label, 0] as const),
    ...Object.entries(organisme.champs).map(([name, { label }]) => [`organisme.${name}`, label, 5] as const)
  ],
  { champ: 'finess', est: isColonneFiness }
)
