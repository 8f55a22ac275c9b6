import { GrappeError } from '#contract/errors.ts'
import type { Cellule } from '#domain/champs/champ.ts'
import { champDe, type Dossier } from '#domain/dossier.ts'
import { organisme } from '#domain/organisme.ts'
import type { Journal } from '../db/journal.ts'
import type { ChoixColonnes, ErreurCellule } from './apercu.ts'
import { type ColonneLue, createVocabulaire } from './colonnes.ts'
import { direRemplacees, ecrireListe } from './ecrire-liste.ts'
import { lireValeur } from './lire-valeur.ts'
import { colonnesLaissees, lireEntetes, phraseManquante } from './liste-essms.ts'
import { asText, type Cellules, createRapprochement } from './rapprochement.ts'
import type { Table } from './table.ts'

/** Headings of lists of organismes → field, the surest word first. New synonym = one word here. */
const synonymes: Readonly<Record<string, string>> = {
  raisonSociale:
    'raison sociale|organisme gestionnaire|organisme|nom de l organisme|nom organisme|nom|denomination|association|gestionnaire|entite juridique|og|libelle|rs|rslongue',
  finessEj: 'finess ej|finess juridique|nofinessej|finess entite juridique|finess og|finess organisme|finess gestionnaire|ej|finess',
  porteur: 'porteur|porteur de la grappe|chef de file',
  siren: 'siren|siren og',
  siret: 'siret|siret og|siret du siege|siret siege',
  statutJuridique: 'statut juridique|forme juridique|statut',
  naf: 'naf|code naf|ape|code ape',
  adresse: 'adresse|adresse postale|adresse du siege|rue|voie',
  codePostal: 'code postal|cp',
  commune: 'commune|ville|localite',
  civiliteRepresentant: 'civilite|civilite du representant legal',
  nomRepresentant: 'nom du representant legal|nom representant|representant legal|nom du representant|representant|nom du directeur general',
  prenomRepresentant: 'prenom du representant legal|prenom representant|prenom du representant|prenom',
  fonctionRepresentant: 'fonction du representant legal|fonction representant|fonction du representant|fonction|qualite',
  courrielRepresentant: 'courriel|courriel du representant legal|email|e mail|mail|adresse electronique|adresse mail',
  telephoneRepresentant: 'telephone|tel|telephone du representant legal|portable',
  nombreEssmsGeres: 'nombre d essms|nb essms|nombre d essms geres|nombre d etablissements|nb etablissements|essms geres',
  entiteNationale: 'entite nationale|federation|tete de reseau|affiliation|reseau national',
  contratAns: 'contrat ans|contrat avec l ans|ans',
  iban: 'iban',
  bic: 'bic',
  titulaireCompte: 'titulaire du compte|titulaire'
}

export const vocabulaireOrganismes = createVocabulaire(
  synonymes,
  (champ) => {
    const field = champDe('organisme', champ)
    return field && { kind: 'organisme', name: champ, field }
  },
  Object.entries(organisme.champs).map(([name, { label }]) => [name, label, 0] as const)
)

/** One row: the organisme it completes (`id`) or adds; `cellules` is null when nothing of it can be kept. */
interface LigneOrganisme {
  readonly numero: number
  readonly valeurs: readonly string[]
  readonly erreurs: readonly ErreurCellule[]
  readonly existant: boolean
  readonly id: string | null
  readonly cellules: Cellules | null
}

interface ApercuOrganismes {
  readonly format: string
  readonly colonnes: readonly ColonneLue[]
  readonly lignes: readonly LigneOrganisme[]
  readonly avertissements: readonly string[]
  readonly manquantes: readonly string[]
}

/** What names an organisme: one of the three is enough. */
const identifiants = ['raisonSociale', 'finessEj', 'siren'] as const

/**
 * Preview of a list of organismes: headings recognised then corrected by `choix`, each row found again by FINESS, SIREN or name. Nothing is
 * written. `exiger`: a list that names no organisme is an error, else the column to choose is named.
 */
export function apercuOrganismes(table: Table, dossier: Dossier, choix: ChoixColonnes | null, exiger: boolean): ApercuOrganismes {
  const { colonnes, suite } = lireEntetes(table, vocabulaireOrganismes, choix, exiger, 'Raison sociale')
  const manquantes = colonnes.some((c) => identifiants.some((i) => i === c.champ)) ? [] : [organisme.champs.raisonSociale.label]
  if (manquantes.length > 0 && exiger) throw new GrappeError('colonnes-manquantes', '', manquantes.map(phraseManquante))
  if (suite.length === 0) throw new GrappeError('import-impossible', 'aucune ligne sous les en-têtes')
  const rapprochement = createRapprochement(dossier)
  const vus = new Map<string, number>()
  const lignes = suite.map((rangee): LigneOrganisme => {
    const cellules: Record<string, Cellule> = {}
    const erreurs: ErreurCellule[] = []
    for (const { index, champ } of colonnes) {
      const typed = rangee.cellules[index] ?? ''
      const found = champ === null ? undefined : vocabulaireOrganismes.importable(champ)
      if (!found || /^[-–—/?.\s]*$/u.test(typed)) continue
      const read = lireValeur(found.field, found.name, typed)
      if (read.ok) cellules[found.name] = read.cellule
      const message = read.ok ? read.doute : read.message
      if (message !== null) erreurs.push({ colonne: index, message })
    }
    const id = rapprochement.organisme(cellules)
    const nomme = identifiants.some((i) => asText(cellules[i]) !== null)
    const colonne = colonnes.find((c) => identifiants.some((i) => i === c.champ))?.index ?? 0
    if (!nomme) erreurs.push({ colonne, message: 'Ni nom, ni FINESS, ni SIREN : cette ligne ne sera pas importée.' })
    const cle = id ?? asText(cellules['finessEj']) ?? asText(cellules['siren']) ?? asText(cellules['raisonSociale'])?.toLocaleLowerCase('fr') ?? ''
    const premiere = vus.get(cle)
    const double = nomme && premiere !== undefined
    if (double) erreurs.push({ colonne, message: `Cet organisme figure déjà à la ligne ${premiere} : cette ligne ne sera pas importée.` })
    else if (nomme) vus.set(cle, rangee.numero)
    const gardees = nomme && !double ? cellules : null
    return { numero: rangee.numero, valeurs: colonnes.map((c) => rangee.cellules[c.index] ?? ''), erreurs, existant: id !== null, id, cellules: gardees }
  })
  return {
    format: table.format === 'xlsx' ? 'Liste Excel' : 'Liste CSV',
    colonnes,
    lignes: manquantes.length === 0 ? lignes : lignes.map((l) => ({ ...l, erreurs: [] })),
    avertissements: [...colonnesLaissees(colonnes), ...direRemplacees('organisme', dossier.organismes, lignes)],
    manquantes
  }
}

/** Writes an accepted preview: one transaction, one step of undo. */
export const accepterOrganismes = (journal: Journal, { lignes }: ApercuOrganismes) => ecrireListe(journal, 'organisme', lignes)
