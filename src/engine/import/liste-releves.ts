import type { CodePeriode } from '#documents/collecte/format-releves.ts'
import { type Dossier, etablissementsConserves } from '#domain/dossier.ts'
import { restoreFinessZero } from '#domain/identifiants.ts'
import { normaliser, normaliserSingulier } from '#domain/normaliser.ts'
import { libelleChiffre, type NomChiffre, nomsChiffres, releve } from '#domain/releve.ts'
import type { ChoixColonnes } from './apercu.ts'
import { type ChampReleve, type ColonneReleve, champsReleve, type FichierReleves, type ReleveLu } from './releves-lus.ts'
import type { Rangee } from './table.ts'

/**
 * Headings met → field, the surest word first; compared without case, accents, plural, or « nombre de ».
 * New synonym = one word here.
 */
const synonymes: Readonly<Record<ChampReleve | 'finess' | 'nom' | 'type' | 'mois', string>> = {
  finess: 'finess et|finess geographique|finess etablissement|finess essms|nofinesset|finess|n finess|numero finess',
  nom: 'etablissement|nom etablissement|nom de l etablissement|essms|esms|structure|nom|etablissement ou service|service',
  type: 'periode|type|releve|fenetre|type de releve',
  mois: 'mois|mois de suivi|mois concerne',
  messagesEnvoyes:
    'messages mssante envoyes|messages mssante|messages envoyes|mssante|mss|messages|messages securises|messages securises envoyes|mails mssante|numerateur mss|mss numerateur',
  dmpAlimentes:
    'dmp alimentes|dmp|alimentations dmp|alimentation dmp|dossiers medicaux partages alimentes|numerateur dmp|dmp numerateur|dossiers dmp alimentes',
  dossiersActifs: 'dossiers actifs|actifs|dui actifs|dossiers usagers actifs|dossiers actifs dui|numerateur act|act numerateur|act',
  actifsAvecProjet:
    'dossiers actifs avec projet personnalise|actifs avec projet|avec projet|projets personnalises|dossiers avec projet personnalise|dossiers avec pp|pp|avec pp|numerateur pp|pp numerateur|dossiers actifs avec pp',
  actifsAvecAgenda:
    'dossiers actifs avec evenement d agenda|actifs avec agenda|avec agenda|dossiers avec evenement agenda|dossiers avec agenda|agenda|agd|avec evenement d agenda|numerateur agd|agd numerateur|dossiers actifs avec agenda|dossiers actifs avec au moins un evenement d agenda',
  personnesAccompagnees: 'personnes accompagnees|file active|usagers|residents|personnes|beneficiaires|usagers accompagnes|personnes prises en charge',
  personnesProjet:
    'personnes pouvant beneficier d un projet|personnes avec projet possible|projet possible|personnes eligibles projet|personnes projet|personnes pouvant beneficier d un projet d accueil et d accompagnement|eligibles projet',
  dateExtraction: 'date d extraction du dui|date d extraction|extrait le|extraction|date extraction|date du releve',
  observation: 'observation|observations|commentaire|commentaires|remarque|remarques'
}

const mot = (s: string) => normaliserSingulier(normaliser(s).replace(/^(?:nb|nbre|nombre|total)(?: total)?(?: (?:de|d|des))? /u, ''))
const parMot = new Map<string, { readonly champ: string; readonly rang: number }>()
for (const [champ, mots] of Object.entries(synonymes))
  for (const [rang, m] of mots.split('|').entries()) if (!parMot.has(mot(m))) parMot.set(mot(m), { champ, rang })
for (const nom of nomsChiffres) parMot.set(mot(libelleChiffre[nom]), { champ: nom, rang: 0 })

const sensDe = (entete: string) => parMot.get(mot(entete)) ?? parMot.get(mot(entete.replace(/[([].*?[)\]]/gu, ' ')))
const reconnus = ({ cellules }: Rangee) => new Set(cellules.flatMap((c) => sensDe(c)?.champ ?? [])).size
/** How many fields the best row of headings names: tells a list of relevés from another table. */
export const nombreChampsReleve = (rangees: readonly Rangee[]): number => Math.max(0, ...rangees.slice(0, 20).map(reconnus))

/** A field goes to the heading that names it best. */
function reconnaitre(entetes: readonly string[]): readonly ColonneReleve[] {
  const pris = new Map<number, string>()
  const sens = entetes.flatMap((entete, index) => {
    const s = sensDe(entete)
    return s ? [{ ...s, index }] : []
  })
  for (const { champ, index } of sens.sort((a, b) => a.rang - b.rang || a.index - b.index)) if (![...pris.values()].includes(champ)) pris.set(index, champ)
  return entetes.map((entete, index) => ({ index, entete, champ: pris.get(index) ?? null }))
}

/** The user's corrections: a field is given once, an unknown one is left out. */
function corriger(colonnes: readonly ColonneReleve[], choix: ChoixColonnes | null): readonly ColonneReleve[] {
  if (choix === null) return colonnes
  const voulu = new Map(choix.map((c) => [c.index, c.champ]))
  const pris = new Set<string>()
  return colonnes.map((c) => {
    const champ = voulu.has(c.index) ? (voulu.get(c.index) ?? null) : c.champ
    if (champ === null || !(champ in synonymes) || pris.has(champ)) return { ...c, champ: null }
    pris.add(champ)
    return { ...c, champ }
  })
}

/** « VA », « Clôture », « 09/2026 », « septembre 2026 » → code of the period; null when nothing is said, undefined when it cannot be read. */
function periodeLue(type: string, mois: string): CodePeriode | null | undefined {
  for (const texte of [mois, type]) {
    if (texte === '') continue
    const mois = releve.champs.mois.parse(texte)
    if (mois.ok) return mois.value
    const jour = releve.champs.dateExtraction.parse(/^\d{1,2}[/.-]\d{1,2}[/.-]\d{4}$/u.test(texte) ? texte : `1 ${texte}`)
    if (jour.ok) return jour.value.slice(0, 7)
    const m = normaliser(texte)
    if (/\bcloture\b/u.test(m)) return 'cloture'
    if (/\bva\b|etat des lieux/u.test(m)) return 'va'
    if (!/^(?:mois|suivi|suivi mensuel|mensuel)$/u.test(m)) return undefined
  }
  return null
}

export interface OptionsListe {
  /** Period of the rows that say none. */
  readonly periode: CodePeriode | null
  readonly colonnes: ChoixColonnes | null
}

/** Finds the establishment of a row: by its FINESS, else by a name that only one bears. */
function createAnnuaire(dossier: Dossier) {
  const conserves = etablissementsConserves(dossier)
  const parFiness = new Map(conserves.flatMap((e) => (e.finess === null ? [] : [[e.finess, e.id] as const])))
  const parNom = new Map<string, string | null>()
  for (const e of conserves) if (e.nom !== null) parNom.set(normaliser(e.nom), parNom.has(normaliser(e.nom)) ? null : e.id)
  return (finess: string, nom: string): { readonly id: string } | { readonly refus: string } => {
    const numero = finess === '' ? '' : restoreFinessZero(finess)
    if (numero !== '') {
      const id = parFiness.get(numero)
      return id ? { id } : { refus: `le FINESS ${numero} n’est pas dans la grappe` }
    }
    const id = parNom.get(normaliser(nom))
    if (nom === '') return { refus: 'cette ligne ne nomme aucun établissement' }
    return id
      ? { id }
      : { refus: id === null ? `plusieurs établissements s’appellent « ${nom} » : indiquez leur FINESS` : `« ${nom} » n’est pas dans la grappe` }
  }
}

/** A free list of relevés: one row by establishment, or by establishment and period. */
export function lireListeReleves(nom: string, rangees: readonly Rangee[], dossier: Dossier, { periode, colonnes: choix }: OptionsListe): FichierReleves {
  const fichier = { nom, sorte: 'liste', periode } as const
  const debut = rangees.slice(0, 20)
  const most = nombreChampsReleve(rangees)
  const at = debut.findIndex((r) => reconnus(r) === most)
  const entete = rangees[at]
  if (!entete || most === 0)
    return { ...fichier, refus: 'aucun en-tête reconnu : sont attendus le FINESS ou le nom, et au moins un nombre', releves: [], colonnes: [] }
  const suite = rangees.slice(at + 1)
  const largeur = Math.max(entete.cellules.length, ...suite.slice(0, 50).map((r) => r.cellules.length))
  const colonnes = corriger(reconnaitre(Array.from({ length: largeur }, (_, i) => entete.cellules[i] ?? '')), choix)
  const indexDe = new Map(colonnes.flatMap((c) => (c.champ === null ? [] : [[c.champ, c.index] as const])))
  const refus =
    !indexDe.has('finess') && !indexDe.has('nom')
      ? 'aucune colonne ne donne le FINESS ou le nom de l’établissement'
      : nomsChiffres.some((n: NomChiffre) => indexDe.has(n))
        ? null
        : 'aucune colonne ne donne un nombre du relevé'
  if (refus !== null) return { ...fichier, refus, releves: [], colonnes }
  const annuaire = createAnnuaire(dossier)
  const releves = suite.map(({ numero, cellules }): ReleveLu => {
    const de = (champ: string) => (cellules[indexDe.get(champ) ?? -1] ?? '').trim()
    const [finess, nomLu] = [de('finess'), de('nom')]
    const trouve = annuaire(finess, nomLu)
    const dite = periodeLue(de('type'), de('mois'))
    const laPeriode = dite ?? periode
    const valeurs = new Map(champsReleve.flatMap((champ) => (/^[-–—/.\s]*$/u.test(de(champ)) ? [] : [[champ, de(champ)] as const])))
    const raison =
      'refus' in trouve
        ? trouve.refus
        : dite === undefined
          ? `la période « ${de('type') || de('mois')} » n’est pas reconnue`
          : laPeriode === null
            ? 'aucune période : choisissez-la'
            : null
    return {
      numero,
      etablissement: 'id' in trouve ? trouve.id : null,
      nom: nomLu || finess || 'ligne sans nom',
      periode: laPeriode,
      valeurs,
      initiaux: null,
      refus: raison
    }
  })
  return { ...fichier, refus: null, releves, colonnes }
}
