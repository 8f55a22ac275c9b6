import type { Dossier } from '../dossier.ts'
import { formatDateCourte, formatDecimal, formatEntier, formatEuros, formatPourcent } from '../format.ts'
import { type Correspondance, type Decision, decision, sujetDe } from './correspondance.ts'
import { donneeDe, libelleDonnee } from './donnees.ts'
import { lireEntete } from './entetes.ts'
import { depassement } from './limites.ts'
import { type ChampFormulaire, cleCellule, type FeuilleModele, type ModeleLu } from './modele-lu.ts'
import { enMots } from './mots.ts'
import type { Proposition, Reconnaissance, TableReconnue } from './reconnaitre.ts'
import { placeChamp, series, sujetDesSeries } from './reconnaitre-champs.ts'
import type { UsageModele } from './usage.ts'
import { createValeurs, type LigneValeurs, type Valeur, type Valeurs } from './valeurs.ts'

/** A value to write in a cell; `enPoints`: the heading says « % » and the cell is not formatted as a rate. */
export interface AEcrire {
  readonly valeur: Valeur
  readonly enPoints: boolean
}

/** Rows of a table: `lignes[i]` goes in row `premiere + i`, one value by column or null to leave the cell as it is. */
export interface TablePrevue {
  readonly feuille: string
  readonly premiere: number
  readonly derniere: number
  readonly colonnes: readonly number[]
  readonly lignes: readonly (readonly (AEcrire | null)[])[]
}

export interface CasePrevue {
  readonly feuille: string
  readonly ligne: number
  readonly colonne: number
  readonly ecrire: AEcrire
}

export interface ChampPrevu {
  readonly nom: string
  readonly texte: string
}

/** What was, or was not, put in one place, and why. */
export interface LigneRapport {
  readonly place: string
  readonly entetes: readonly string[]
  /** French label of the datum, null when none was decided. */
  readonly donnee: string | null
  readonly etat: 'rempli' | 'partiel' | 'laisse'
  readonly remplies: number
  readonly total: number
  readonly motif: string | null
}

export interface Remplissage {
  readonly tables: readonly TablePrevue[]
  readonly cases: readonly CasePrevue[]
  readonly champs: readonly ChampPrevu[]
  readonly rapport: readonly LigneRapport[]
  /** French sentences on the whole: rows of the model without match, lines that a form cannot hold. */
  readonly remarques: readonly string[]
}

/** A value in French, as a person reads it or a form field holds it. */
export const enTexte = ({ type, v }: Valeur): string => {
  if (typeof v === 'string') return type === 'date' ? formatDateCourte(v) : v
  if (type === 'euros') return formatEuros(v)
  if (type === 'pourcent') return formatPourcent(v)
  if (type === 'decimal') return formatDecimal(v)
  return type === 'annee' ? String(v) : formatEntier(v)
}

/** The choice of the model's list that says the same thing, word for word or but for what one choice adds in brackets; or null. */
function choixDuModele(valeurs: readonly string[], { v, autres = [] }: Valeur): string | null {
  const voulues = [String(v), ...autres].map(enMots)
  const exact = valeurs.find((x) => voulues.includes(enMots(x)))
  if (exact !== undefined) return exact
  const proches = valeurs.filter((x) => voulues.includes(enMots(x.replace(/\([^()]*\)/gu, ' '))))
  return proches.length === 1 ? (proches[0] ?? null) : null
}

const motifs = {
  calculee: 'Calculé par le modèle : laissé tel quel.',
  verrouillee: 'Cellule verrouillée par le modèle : laissée telle quelle.',
  inconnue: 'Intitulé non reconnu : à remplir vous-même, ou à indiquer dans la correspondance.',
  incertaine: 'Proposition à confirmer avant remplissage.',
  ecartee: 'Laissé vide à votre demande.',
  absente: 'Donnée absente du dossier.',
  ecrite: 'Déjà écrit dans le modèle : laissé tel quel.'
} as const

/** Why a place is left alone before any value is looked at, or null. */
function refus(p: Proposition, d: Decision): string | null {
  if (p.calculee) return motifs.calculee
  if (p.verrouillee) return motifs.verrouillee
  if (d.donnee === null) return d.par === 'personne' ? motifs.ecartee : motifs.inconnue
  return d.remplir ? null : motifs.incertaine
}

const libelle = (cle: string | null): string | null => (cle === null ? null : libelleDonnee(cle))

class Compte {
  remplies = 0
  absentes = 0
  horsListe = new Set<string>()
  ecrites = 0
  /** Values written beyond what the model accepts, by what it accepts. */
  depassements = new Map<string, number>()

  rapport(p: Proposition, d: Decision, total: number): LigneRapport {
    const causes = [
      ...(this.absentes
        ? [this.absentes === total ? motifs.absente : `${formatEntier(this.absentes)} sur ${formatEntier(total)} : donnée absente du dossier.`]
        : []),
      ...(this.horsListe.size ? [`Hors des choix du modèle : ${[...this.horsListe].slice(0, 5).join(', ')}.`] : []),
      ...[...this.depassements].map(
        ([admis, n]) => `${n === 1 ? 'Une valeur sort' : `${formatEntier(n)} valeurs sortent`} des limites du modèle (${admis}) : à reprendre dans la copie.`
      ),
      ...(this.ecrites ? [motifs.ecrite] : [])
    ]
    return {
      place: p.place,
      entetes: p.entetes,
      donnee: libelle(d.donnee),
      etat: this.remplies === 0 ? 'laisse' : this.remplies < total || this.depassements.size > 0 ? 'partiel' : 'rempli',
      remplies: this.remplies,
      total,
      motif: causes.length ? causes.join(' ') : null
    }
  }
}

const laisse = (p: Proposition, d: Decision, motif: string): LigneRapport => ({
  place: p.place,
  entetes: p.entetes,
  donnee: libelle(d.donnee),
  etat: 'laisse',
  remplies: 0,
  total: 0,
  motif
})

/** Value as the model accepts it: one of its choices when it has a list. */
function admise(feuille: FeuilleModele | undefined, ligne: number, colonne: number, valeur: Valeur, compte: Compte): Valeur | null {
  const liste = feuille?.listes.find((l) => l.ligne <= ligne && l.derniereLigne >= ligne && l.colonne <= colonne && l.derniereColonne >= colonne)
  if (!liste || valeur.type !== 'texte') {
    const admis = depassement(feuille?.limites ?? [], ligne, colonne, valeur)
    if (admis !== null) compte.depassements.set(admis, (compte.depassements.get(admis) ?? 0) + 1)
    return valeur
  }
  const choix = choixDuModele(liste.valeurs, valeur)
  if (choix === null) compte.horsListe.add(String(valeur.v))
  return choix === null ? null : { type: 'texte', v: choix }
}

/** Rows of the model named beforehand, each with ours: by any of the columns that name it. */
function rapprocher(
  lignes: readonly LigneValeurs[],
  cles: readonly (string | null)[],
  ecrites: readonly (readonly string[])[]
): { readonly rangees: readonly (LigneValeurs | null)[]; readonly restent: readonly LigneValeurs[] } {
  const index = cles.map((cle) => {
    const parTexte = new Map<string, LigneValeurs | null>()
    for (const ligne of cle === null ? [] : lignes) {
      const v = ligne(cle ?? '')
      for (const texte of v ? [String(v.v), ...(v.autres ?? [])] : []) parTexte.set(enMots(texte), parTexte.has(enMots(texte)) ? null : ligne)
    }
    return parTexte
  })
  const prises = new Set<LigneValeurs>()
  const rangees = ecrites.map((textes) => {
    // Two columns that name two different lines: none is chosen.
    const trouvees = new Set(textes.flatMap((t, i) => (t === '' ? [] : (index[i]?.get(enMots(t)) ?? []))))
    const [seule] = trouvees
    if (trouvees.size !== 1 || !seule || prises.has(seule)) return null
    prises.add(seule)
    return seule
  })
  return { rangees, restent: lignes.filter((l) => !prises.has(l)) }
}

interface Contexte {
  readonly valeurs: Valeurs
  readonly correspondance: Correspondance
  readonly feuilles: ReadonlyMap<string, FeuilleModele>
  readonly rapport: LigneRapport[]
  readonly remarques: string[]
}

function prevoirTable({ place, table, sujet, colonnes }: TableReconnue, contexte: Contexte): TablePrevue | null {
  const { valeurs, correspondance: c, feuilles, rapport, remarques } = contexte
  const feuille = feuilles.get(table.feuille)
  const decisions = colonnes.map((p) => decision(c, p))
  const choisies = decisions.map((d, i) => {
    const p = colonnes[i]
    return p !== undefined && refus(p, d) === null ? d.donnee : null
  })
  for (const [i, p] of colonnes.entries()) {
    const d = decisions[i]
    const motif = d && refus(p, d)
    if (d && motif) rapport.push(laisse(p, d, motif))
  }
  if (choisies.every((x) => x === null)) return null
  const parAnnee = choisies.some((cle) => donneeDe(cle ?? '')?.periode === 'annee' && cle?.includes('@'))
  const toutes = valeurs.lignes(sujetDe(c, place, sujet), parAnnee)
  const noms = table.prefixe > 0
  const { rangees, restent } = noms
    ? rapprocher(
        toutes,
        colonnes.slice(0, table.prefixe).map((p) => decision(c, p).donnee),
        table.lignesEcrites
      )
    : { rangees: toutes, restent: [] }
  const sansNotre = rangees.flatMap((l, i) =>
    l === null && (table.lignesEcrites[i]?.some((t) => t !== '') ?? false) ? [table.lignesEcrites[i]?.join(' ') ?? ''] : []
  )
  if (sansNotre.length)
    remarques.push(
      `${table.feuille} : ligne du modèle sans correspondance dans la grappe (${sansNotre.slice(0, 5).join(' ; ')}${sansNotre.length > 5 ? '…' : ''}).`
    )
  if (restent.length)
    remarques.push(
      `${table.feuille} : ${formatEntier(restent.length)} ligne${restent.length > 1 ? 's' : ''} de la grappe sans place dans ce tableau déjà nommé.`
    )
  const comptes = choisies.map(() => new Compte())
  const total = rangees.filter((l) => l !== null).length
  const lignes = rangees.map((ligne, r) =>
    choisies.map((cle, i): AEcrire | null => {
      const compte = comptes[i]
      const colonne = table.colonnes[i]
      if (cle === null || ligne === null || !compte || !colonne) return null
      if (noms && i < table.prefixe) {
        compte.ecrites++
        return null
      }
      const lue = ligne(cle)
      if (lue === null) compte.absentes++
      const valeur = lue && admise(feuille, table.premiere + Math.min(r, table.derniere - table.premiere), colonne.colonne, lue, compte)
      if (valeur) compte.remplies++
      return valeur ? { valeur, enPoints: lireEntete(colonne.entetes).unite === 'pourcent' } : null
    })
  )
  for (const [i, p] of colonnes.entries()) {
    const d = decisions[i]
    const compte = comptes[i]
    if (d && compte && choisies[i] !== null) rapport.push(compte.rapport(p, d, total))
  }
  return { feuille: table.feuille, premiere: table.premiere, derniere: table.derniere, colonnes: table.colonnes.map((x) => x.colonne), lignes }
}

/** A title, a note or a total beside a locked cell is not something left to fill. */
const meriteUneLigne = (p: Proposition, d: Decision, encadree: boolean): boolean =>
  d.par === 'personne' || (!p.calculee && !p.verrouillee ? encadree || (d.donnee !== null && p.entetes.join(' ').length <= 60) : d.donnee !== null)

function prevoirCases(reconnues: Reconnaissance['cases'], contexte: Contexte): CasePrevue[] {
  const { valeurs, correspondance: c, feuilles, rapport } = contexte
  return reconnues.flatMap(({ ou, proposition: p }): CasePrevue[] => {
    const d = decision(c, p)
    const motif = refus(p, d)
    if (motif !== null || d.donnee === null) {
      if (meriteUneLigne(p, d, ou.encadree)) rapport.push(laisse(p, d, motif ?? motifs.inconnue))
      return []
    }
    const compte = new Compte()
    const lue = valeurs.grappe(d.donnee)
    if (lue === null) compte.absentes++
    const feuille = feuilles.get(ou.feuille)
    const valeur = lue && admise(feuille, ou.ligne, ou.colonne, lue, compte)
    if (valeur) compte.remplies++
    rapport.push(compte.rapport(p, d, 1))
    return valeur
      ? [{ feuille: ou.feuille, ligne: ou.ligne, colonne: ou.colonne, ecrire: { valeur, enPoints: lireEntete(p.entetes).unite === 'pourcent' } }]
      : []
  })
}

/** Text for a form field, or null with its reason counted. */
function texteChamp(champ: ChampFormulaire, valeur: Valeur | null, compte: Compte): string | null {
  if (valeur === null) {
    compte.absentes++
    return null
  }
  if (champ.sorte === 'choix') {
    const choix = choixDuModele(champ.options, valeur)
    if (choix === null) compte.horsListe.add(String(valeur.v))
    else compte.remplies++
    return choix
  }
  const texte = enTexte(valeur)
  if (champ.sorte !== 'texte' || (champ.longueurMax !== null && texte.length > champ.longueurMax)) {
    compte.horsListe.add(champ.sorte === 'texte' ? `« ${texte} », trop long pour ce champ` : texte)
    return null
  }
  compte.remplies++
  return texte
}

function prevoirChamps(champs: readonly ChampFormulaire[], propositions: readonly Proposition[], contexte: Contexte): ChampPrevu[] {
  const { valeurs, correspondance: c, rapport, remarques } = contexte
  const parPlace = new Map(propositions.map((p) => [p.place, p]))
  const prevus: ChampPrevu[] = []
  const lus = series(champs)
  const remplir = (place: string, membres: readonly { readonly champ: ChampFormulaire; readonly valeur: (cle: string) => Valeur | null }[]) => {
    const p = parPlace.get(place)
    if (!p) return
    const d = decision(c, p)
    const motif = refus(p, d)
    if (motif !== null || d.donnee === null) return void rapport.push(laisse(p, d, motif ?? motifs.inconnue))
    const compte = new Compte()
    for (const { champ, valeur } of membres) {
      const texte = texteChamp(champ, valeur(d.donnee), compte)
      if (texte !== null) prevus.push({ nom: champ.nom, texte })
    }
    rapport.push(compte.rapport(p, d, membres.length))
  }
  for (const champ of lus.seuls) remplir(placeChamp(champ.nom), [{ champ, valeur: valeurs.grappe }])
  const lignes = lus.series.length ? valeurs.lignes(sujetDesSeries(champs), false) : []
  for (const s of lus.series)
    remplir(
      placeChamp(s.motif),
      s.champs.slice(0, lignes.length).map((champ, i) => ({ champ, valeur: lignes[i] ?? (() => null) }))
    )
  const places = Math.max(0, ...lus.series.map((s) => s.champs.length))
  if (places > 0 && lignes.length > places)
    remarques.push(
      `Le formulaire a ${formatEntier(places)} lignes et la grappe ${formatEntier(lignes.length)} : ${lignes.length - places === 1 ? 'la dernière n’y tient' : `les ${formatEntier(lignes.length - places)} dernières n’y tiennent`} pas.`
    )
  return prevus
}

/** Everything to write in the copy of a model, and the report of what stays empty with its reason. Pure. */
export function prevoir(modele: ModeleLu, reconnaissance: Reconnaissance, correspondance: Correspondance, dossier: Dossier, usage: UsageModele): Remplissage {
  const contexte: Contexte = {
    valeurs: createValeurs(dossier, usage),
    correspondance,
    feuilles: new Map(modele.feuilles.map((f) => [f.nom, f])),
    rapport: [],
    remarques: []
  }
  const tables = reconnaissance.tables.flatMap((t) => prevoirTable(t, contexte) ?? [])
  const cases = prevoirCases(reconnaissance.cases, contexte).filter(
    (p) => contexte.feuilles.get(p.feuille)?.cellules.get(cleCellule(p.ligne, p.colonne))?.formule === undefined
  )
  const champs = prevoirChamps(modele.champs, reconnaissance.champs, contexte)
  return { tables, cases, champs, rapport: contexte.rapport, remarques: contexte.remarques }
}
