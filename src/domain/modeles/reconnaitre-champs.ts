import { lireEntete } from './entetes.ts'
import type { ChampFormulaire } from './modele-lu.ts'
import { type Proposition, proposer, seuilConfiance } from './reconnaitre.ts'
import type { Sujet } from './usage.ts'

/** A field that comes back line after line: `essms_1_nom`, `essms_2_nom`. */
export interface Serie {
  /** Name with `#` in place of the number. */
  readonly motif: string
  readonly rangs: readonly number[]
  readonly champs: readonly ChampFormulaire[]
}

const chiffres = /\d+/gu

const serieDe = (s: Serie) => demandeDe(s.champs[0] as ChampFormulaire, placeChamp(s.motif), true)

/** Fields of one motif numbered 0, 1, 2… or 1, 2, 3…, whose help texts do not tell them apart otherwise. */
function numerotes(champs: readonly ChampFormulaire[]): { readonly series: readonly Serie[]; readonly seuls: readonly ChampFormulaire[] } {
  const parMotif = new Map<string, ChampFormulaire[]>()
  for (const champ of champs) {
    const motif = champ.nom.replace(chiffres, '#')
    if (motif.split('#').length === 2) parMotif.set(motif, [...(parMotif.get(motif) ?? []), champ])
  }
  const trouvees: Serie[] = []
  for (const [motif, membres] of parMotif) {
    const rangs = membres.map((m) => Number(/\d+/u.exec(m.nom)?.[0]))
    const libelles = new Set(membres.map((m) => m.libelle.replace(chiffres, '#')))
    const suite = [...rangs].sort((a, b) => a - b)
    const debut = suite[0] ?? 0
    if (membres.length < 2 || libelles.size > 1 || debut > 1 || !suite.every((n, i) => n === debut + i)) continue
    const tries = membres.toSorted((a, b) => (rangs[membres.indexOf(a)] ?? 0) - (rangs[membres.indexOf(b)] ?? 0))
    trouvees.push({ motif, rangs: suite, champs: tries })
  }
  const pris = new Set(trouvees.flatMap((s) => s.champs))
  return { series: trouvees, seuls: champs.filter((c) => !pris.has(c)) }
}

/**
 * Lines of a form, and its other fields. « Texte1, Texte2… » are the names that a tool gives to fields one by one: what is numbered is taken as
 * lines when it is understood, or counts like something that is.
 */
export function series(champs: readonly ChampFormulaire[]): ReturnType<typeof numerotes> {
  const lues = numerotes(champs)
  const sujet = sujetDesSeries(champs)
  const comprises = new Set(lues.series.filter((s) => proposer(serieDe(s), sujet).confiance >= seuilConfiance).map((s) => s.rangs.join()))
  const gardees = lues.series.filter((s) => comprises.has(s.rangs.join()))
  const pris = new Set(gardees.flatMap((s) => s.champs))
  return { series: gardees, seuls: champs.filter((c) => !pris.has(c)) }
}

export const placeChamp = (nom: string): string => `champ:${nom}`

/** A numbered field names its line before the number and its column after: « essms 1 dossiers actifs ». */
function demandeDe(champ: ChampFormulaire, place: string, enSerie = false) {
  const parties = champ.libelle
    .split(chiffres)
    .map((p) => p.trim())
    .filter(Boolean)
  const entetes = enSerie && parties.length > 0 ? parties : [champ.libelle]
  return { place, entetes, lu: lireEntete(entetes), format: 'general' as const, calculee: false, verrouillee: champ.lectureSeule }
}

const sujetsSerie = ['essms', 'usages', 'organismes', 'depenses', 'couts', 'rh', 'ressources'] as const satisfies readonly Sujet[]

/** Kind of the lines of a form: the one that names the most of its numbered fields. */
export function sujetDesSeries(champs: readonly ChampFormulaire[]): Exclude<Sujet, 'grappe'> {
  const motifs = numerotes(champs).series.map(serieDe)
  const totaux = sujetsSerie.map((sujet) => ({ sujet, total: motifs.reduce((s, d) => s + proposer(d, sujet).note, 0) }))
  return totaux.reduce((a, b) => (b.total > a.total ? b : a)).sujet
}

/** What goes in each field of a PDF form; numbered fields are lines of one table. */
export function reconnaitreChamps(champs: readonly ChampFormulaire[]): Proposition[] {
  const lus = series(champs)
  const sujet = sujetDesSeries(champs)
  const propositions = [
    ...lus.seuls.map((c) => ({ ...proposer(demandeDe(c, placeChamp(c.nom)), 'grappe'), ou: c.ou })),
    ...lus.series.map((s) => ({ ...proposer(serieDe(s), sujet), ou: s.champs[0]?.ou ?? null }))
  ]
  const prenom = propositions.some((p) => p.donnee === 'porteur.prenomRepresentant' && p.confiance >= seuilConfiance)
  return propositions.map(({ note: _, ...p }) => (p.donnee === 'porteur.nomRepresentant' && !prenom ? { ...p, donnee: 'porteur.representant' } : p))
}
