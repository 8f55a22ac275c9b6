import { type Correspondance, decision, propositions, sujetDe, texteDe } from './correspondance.ts'
import { donneesDe, libelleDonnee } from './donnees.ts'
import { estVide, Grille } from './grille.ts'
import { adresse, type CelluleModele, type FeuilleModele, lettres, lireAdresse, type ModeleLu } from './modele-lu.ts'
import type { Proposition, Reconnaissance, TableReconnue } from './reconnaitre.ts'
import { derniereLigne, motTotal } from './reperer.ts'
import type { Sujet } from './usage.ts'

/**
 * Places that a person points at because the look of the model did not give them away: one cell for one value (`Feuil1!C7`), or
 * the first cell of a column that takes one line of the grappe a row (`Feuil1!C9↓`). They are kept in the mapping as `ajouts` and
 * put among the places recognised, so that they are shown, filled and read again like the others. Pure.
 */
interface Pointee {
  readonly place: string
  readonly feuille: FeuilleModele
  readonly ligne: number
  readonly colonne: number
  readonly sujet: Sujet
}

const versLeBas = '↓'
/** How far from what the sheet holds a place may be: further is a slip of the keyboard. */
const margeLignes = 200
const margeColonnes = 30
/** How far from its cell a text may be and still name it, in cells. */
const portee = 4

const placeDe = (feuille: string, ligne: number, colonne: number, sujet: Sujet): string =>
  `${adresse(feuille, ligne, colonne)}${sujet === 'grappe' ? '' : versLeBas}`

/** Sheets where a place may be pointed at. */
export const feuillesOuvertes = (lu: ModeleLu): readonly FeuilleModele[] => lu.feuilles.filter((f) => !f.cachee)

function pointeesDe(lu: ModeleLu, c: Correspondance): Pointee[] {
  const feuilles = new Map(feuillesOuvertes(lu).map((f) => [f.nom, f]))
  return Object.entries(c.ajouts).flatMap(([place, sujet]) => {
    const coupe = place.lastIndexOf('!')
    const feuille = feuilles.get(place.slice(0, coupe))
    const ou = lireAdresse(place.slice(coupe + 1).replace(versLeBas, ''))
    return feuille && ou && placeDe(feuille.nom, ou.ligne, ou.colonne, sujet) === place ? [{ place, feuille, ...ou, sujet }] : []
  })
}

/** Text beside a single cell that most likely names it: on its left, else on its right, else above. */
function texteVoisin(g: Grille, ligne: number, colonne: number): string[] {
  for (const [pasLigne, pasColonne] of [
    [0, -1],
    [0, 1],
    [-1, 0]
  ] as const)
    for (let pas = 1; pas <= portee; pas++) {
      const [l, c] = [ligne + pas * pasLigne, colonne + pas * pasColonne]
      const texte = l < 1 || c < 1 ? '' : g.libelle(l, c)
      if (texte !== '') return [texte]
    }
  return []
}

/** Texts above the first cell of a column, widest first: blanks may part them from it, not one from another. */
function textesAuDessus(g: Grille, ligne: number, colonne: number): string[] {
  const trouves: string[] = []
  for (let l = ligne - 1; l >= Math.max(1, ligne - 2 * portee); l--) {
    const texte = g.libelle(l, colonne)
    if (texte !== '' && trouves[0] !== texte) trouves.unshift(texte)
    if ((texte === '' && trouves.length > 0) || trouves.length === portee) break
  }
  return trouves
}

const estZero = (c: CelluleModele | undefined): boolean => c?.nature === 'nombre' && Number(c.texte) === 0

/** Free rows under the first: those that look like it, or, on a sheet without dressing, the blank ones with as much beside them. */
function derniereLibre(g: Grille, ligne: number, colonnes: readonly number[], prefixe: number): number {
  const derniere = derniereLigne(g, ligne, { debut: Math.min(...colonnes), fin: Math.max(...colonnes), colonnes }, prefixe)
  if (prefixe > 0 || derniere > ligne || colonnes.some((c) => (g.cellule(ligne, c)?.style ?? 0) !== 0)) return derniere
  const voisins = (l: number) => {
    const textes: string[] = []
    for (let c = 1; c <= g.feuille.derniereColonne; c++) if (!colonnes.includes(c) && g.propre(l, c) !== '') textes.push(g.propre(l, c))
    return textes
  }
  const premiers = voisins(ligne).length > 0
  let l = ligne
  while (l < g.feuille.derniereLigne) {
    const suivants = voisins(l + 1)
    if (suivants.length > 0 !== premiers || suivants.some((t) => motTotal.test(t)) || !colonnes.every((c) => estVide(g.ancre(l + 1, c)))) break
    l++
  }
  return l
}

const nue = (place: string, entetes: readonly string[], verrouillee: boolean): Proposition => ({
  place,
  entetes,
  donnee: null,
  confiance: 0,
  autres: [],
  calculee: false,
  verrouillee
})

const verrouilleeEn = (g: Grille, ligne: number, colonne: number): boolean => g.ancre(ligne, colonne)?.verrouillee ?? g.feuille.protegee

/**
 * Columns pointed at on one row, for one kind of lines: more columns of the table recognised there (`hote`), else a table of their own.
 * Those already written name the rows, and come first.
 */
function tableDe(g: Grille, pointees: readonly Pointee[], hote: TableReconnue | undefined): TableReconnue | null {
  const [tete] = pointees
  if (!tete || tete.sujet === 'grappe') return null
  const { ligne, sujet } = tete
  const ecrite = (p: Pointee) => g.libelle(ligne, p.colonne) !== ''
  const rangees = [...pointees].sort((a, b) => a.colonne - b.colonne)
  const nommantes = rangees.filter(ecrite)
  const ordre = [...nommantes, ...rangees.filter((p) => !ecrite(p))].map((p) => p.colonne)
  const derniere = hote?.table.derniere ?? derniereLibre(g, ligne, ordre, nommantes.length)
  const voulues = rangees.map((p) => {
    const proposition = nue(p.place, textesAuDessus(g, ligne, p.colonne), !ecrite(p) && verrouilleeEn(g, ligne, p.colonne))
    const { place, entetes, calculee, verrouillee } = proposition
    const format = g.ancre(ligne, p.colonne)?.format ?? 'general'
    return { nomme: ecrite(p), proposition, colonne: { place, entetes, calculee, verrouillee, format, colonne: p.colonne } }
  })
  const connues =
    hote?.table.colonnes.map((colonne, i) => ({ nomme: i < hote.table.prefixe, proposition: hote.colonnes[i] ?? nue('', [], true), colonne })) ?? []
  const toutes = [...connues, ...voulues].sort((a, b) => Number(b.nomme) - Number(a.nomme))
  const prefixe = toutes.filter((x) => x.nomme).length
  const lignesEcrites: string[][] = []
  if (prefixe > 0) for (let l = ligne; l <= derniere; l++) lignesEcrites.push(toutes.slice(0, prefixe).map((x) => g.libelle(l, x.colonne.colonne)))
  const titre = hote?.table.titre ?? [g.feuille.nom, `à partir de la ligne ${ligne}`]
  const entete = hote?.table.entete ?? { haut: ligne, bas: ligne - 1 }
  const colonnes = toutes.map((x) => x.colonne)
  return {
    place: hote?.place ?? toutes[0]?.proposition.place ?? tete.place,
    table: { feuille: g.feuille.nom, titre, colonnes, entete, premiere: ligne, derniere, prefixe, lignesEcrites },
    sujet: hote?.sujet ?? sujet,
    colonnes: toutes.map((x) => x.proposition)
  }
}

/** Cells that one place takes, both ends included. */
interface Zone {
  readonly feuille: string
  readonly ligne: number
  readonly derniere: number
  readonly colonne: number
  readonly proposition: Proposition
  /** Table it is a column of; null for a single cell. */
  readonly table: TableReconnue | null
}

const zonesDe = (r: Reconnaissance): Zone[] => [
  ...r.tables.flatMap((t) =>
    t.table.colonnes.flatMap(({ colonne }, i): Zone[] => {
      const proposition = t.colonnes[i]
      const { feuille, premiere, derniere } = t.table
      return proposition ? [{ feuille, ligne: premiere, derniere, colonne, proposition, table: t }] : []
    })
  ),
  ...r.cases.map(({ ou, proposition }) => ({ feuille: ou.feuille, ligne: ou.ligne, derniere: ou.ligne, colonne: ou.colonne, proposition, table: null }))
]

const seCroisent = (a: Zone, b: Zone): boolean => a.feuille === b.feuille && a.colonne === b.colonne && a.ligne <= b.derniere && b.ligne <= a.derniere

/** A table without some of its columns. */
function sansColonnes(t: TableReconnue, retirees: ReadonlySet<string>): TableReconnue[] {
  const garde = t.colonnes.map((p) => !retirees.has(p.place))
  if (garde.every(Boolean)) return [t]
  const { table } = t
  const colonnes = t.colonnes.filter((_, i) => garde[i])
  if (colonnes.length === 0) return []
  const lignesEcrites = table.lignesEcrites.map((textes) => textes.filter((_, i) => garde[i]))
  const prefixe = garde.slice(0, table.prefixe).filter(Boolean).length
  return [{ ...t, colonnes, table: { ...table, colonnes: table.colonnes.filter((_, i) => garde[i]), prefixe, lignesEcrites: prefixe ? lignesEcrites : [] } }]
}

/** Table recognised whose lines a column pointed at would go on: same sheet, same first row, same kind of lines. */
const hoteDe = (r: Reconnaissance, c: Correspondance, feuille: string, ligne: number, sujet: Sujet): TableReconnue | undefined =>
  r.tables.find((t) => t.table.feuille === feuille && t.table.premiere === ligne && sujetDe(c, t.place, t.sujet) === sujet)

/** What was recognised, with the places that a person added. Where both speak of the same cells, the person's stands. */
export function completer(lu: ModeleLu, r: Reconnaissance, c: Correspondance): Reconnaissance {
  const connues = new Set(propositions(r).map((p) => p.place))
  const pointees = pointeesDe(lu, c).filter((p) => !connues.has(p.place))
  if (pointees.length === 0) return r
  const grilles = new Map(pointees.map((p) => [p.feuille.nom, new Grille(p.feuille)]))
  const grille = (p: Pointee) => grilles.get(p.feuille.nom) ?? new Grille(p.feuille)
  const cases = pointees
    .filter((p) => p.sujet === 'grappe')
    .map((p) => {
      const g = grille(p)
      const proposition = nue(p.place, texteVoisin(g, p.ligne, p.colonne), verrouilleeEn(g, p.ligne, p.colonne))
      const { place, ligne, colonne } = p
      const format = g.ancre(ligne, colonne)?.format ?? 'general'
      const [libelle = ''] = proposition.entetes
      const { calculee, verrouillee } = proposition
      return { ou: { place, feuille: p.feuille.nom, ligne, colonne, libelle, avant: [], calculee, verrouillee, format, encadree: true }, proposition }
    })
  const groupes = new Map<string, Pointee[]>()
  for (const p of pointees)
    if (p.sujet !== 'grappe') {
      const cle = `${p.ligne}:${p.sujet}:${p.feuille.nom}`
      groupes.set(cle, [...(groupes.get(cle) ?? []), p])
    }
  const neuves: TableReconnue[] = []
  const agrandies = new Map<TableReconnue, TableReconnue>()
  for (const groupe of groupes.values()) {
    const [tete] = groupe
    const hote = tete && hoteDe(r, c, tete.feuille.nom, tete.ligne, tete.sujet)
    const t = tete && tableDe(grille(tete), groupe, hote)
    if (!t) continue
    if (hote) agrandies.set(hote, t)
    else neuves.push(t)
  }
  const ajoutees = new Set(pointees.map((p) => p.place))
  const tables = r.tables.map((t) => agrandies.get(t) ?? t)
  const zones = zonesDe({ ...r, tables: [...tables, ...neuves], cases: [...r.cases, ...cases] })
  const [prises, reconnues] = [zones.filter((z) => ajoutees.has(z.proposition.place)), zones.filter((z) => !ajoutees.has(z.proposition.place))]
  const retirees = new Set(reconnues.filter((z) => prises.some((p) => seCroisent(p, z))).map((z) => z.proposition.place))
  return {
    ...r,
    tables: [...tables.flatMap((t) => sansColonnes(t, retirees)), ...neuves],
    cases: [...r.cases.filter((x) => !retirees.has(x.proposition.place)), ...cases]
  }
}

/** What a person asks: this datum in this cell, or down this column from this cell. */
export interface Ajout {
  readonly feuille: string
  /** `C7`. */
  readonly cellule: string
  /** `grappe`: one value; else what each row stands for. */
  readonly sujet: Sujet
  readonly donnee: string
}

type Reponse = { readonly correspondance: Correspondance; readonly place: string; readonly refus: null } | { readonly refus: string }

/** Why nothing can be written in a cell, or null. */
function refusDeCellule(g: Grille, ligne: number, colonne: number, sujet: Sujet): string | null {
  const ou = `${lettres(colonne)}${ligne}`
  const cellule = g.ancre(ligne, colonne)
  const fusion = g.fusion(ligne, colonne)
  if (cellule?.formule !== undefined) return `${ou} contient une formule : le modèle la calcule, Grappe n’y écrit rien.`
  const nomme = sujet !== 'grappe' && g.libelle(ligne, colonne) !== ''
  // One text with nothing written under it is a heading; several are the names of the rows.
  const dessous = (fusion?.derniereLigne ?? ligne) + 1
  if (nomme && g.libelle(dessous, colonne) === '') {
    let encadree = dessous
    while (encadree < dessous + 2 * portee && !g.ancre(encadree, colonne)?.encadree) encadree++
    const conseil = g.ancre(encadree, colonne)?.encadree ? encadree : dessous
    return `${ou} porte l’intitulé « ${g.libelle(ligne, colonne).slice(0, 60)} » : indiquez plus bas la première cellule à remplir, par exemple ${lettres(colonne)}${conseil}.`
  }
  if (!nomme && !estVide(cellule) && !estZero(cellule))
    return `${ou} contient déjà « ${(cellule?.texte ?? '').slice(0, 60)} » : Grappe n’écrit jamais par-dessus ce que le modèle contient.`
  if (!nomme && verrouilleeEn(g, ligne, colonne)) return `${ou} est verrouillée par le modèle : elle doit rester telle quelle.`
  if (sujet !== 'grappe' && fusion && fusion.derniereLigne > fusion.ligne)
    return `${ou} est fusionnée sur ${fusion.derniereLigne - fusion.ligne + 1} lignes : une liste demande une cellule par ligne.`
  return null
}

/** Why a place cannot be where it is asked, next to the others, or null. `soi`: the place as it would be once added. */
function refusDeVoisine(g: Grille, zones: readonly Zone[], soi: Zone, c: Correspondance, sujet: Sujet): string | null {
  const ou = `${lettres(soi.colonne)}${soi.ligne}`
  for (const z of zones) {
    if (!seCroisent(z, soi)) continue
    const { donnee } = decision(c, z.proposition)
    const la = `${lettres(z.colonne)}${z.ligne}`
    const sujetPris = la === ou || z.ligne < soi.ligne ? `${ou} est déjà prise` : `La colonne qui part de ${ou} passerait par ${la}, déjà prise`
    if (c.ajouts[z.proposition.place] !== undefined) return `${sujetPris} par une place que vous avez ajoutée : retirez-la d’abord.`
    if (donnee !== null) return `${sujetPris} : « ${libelleDonnee(donnee)} » y va. Changez ou videz d’abord cette ligne de la liste.`
  }
  if (sujet === 'grappe') return null
  for (const { table: t } of zones) {
    if (!t || t.table.feuille !== soi.feuille || t.table.premiere === soi.ligne || !t.colonnes.some((p) => decision(c, p).donnee !== null)) continue
    const colonnes = t.table.colonnes.map((x) => x.colonne)
    const dedans = soi.colonne >= Math.min(...colonnes) - 1 && soi.colonne <= Math.max(...colonnes) + 1
    if (dedans && soi.ligne >= t.table.entete.haut && soi.ligne <= t.table.derniere)
      return `Le tableau qui est là se remplit à partir de la ligne ${t.table.premiere} : indiquez ${lettres(soi.colonne)}${t.table.premiere}, ou videz d’abord ses autres colonnes.`
  }
  if (g.libelle(soi.ligne, soi.colonne) !== '') return null
  for (let l = soi.ligne + 1; l <= soi.derniere; l++) {
    const texte = g.libelle(l, soi.colonne)
    if (texte !== '') return `La colonne qui part de ${ou} passerait par ${lettres(soi.colonne)}${l}, qui contient déjà « ${texte.slice(0, 60)} ».`
    const refus = refusDeCellule(g, l, soi.colonne, sujet)
    if (refus !== null) return refus
  }
  return null
}

/** Adds a place to the mapping, or says in French why not. `r`: what was recognised, without the places already added. */
export function ajouterPlace(lu: ModeleLu, r: Reconnaissance, c: Correspondance, { feuille: nom, cellule, sujet, donnee }: Ajout): Reponse {
  const feuille = feuillesOuvertes(lu).find((f) => f.nom === nom)
  if (!feuille) return { refus: `Le modèle n’a pas de feuille « ${nom} » où écrire.` }
  const [base, periode = 'm1'] = donnee.split('@')
  if (!donneesDe[sujet].some((d) => d.cle === base) || !/^[a-z0-9.-]{1,20}$/u.test(periode)) return { refus: 'Choisissez ce que Grappe écrit à cette place.' }
  const lue = lireAdresse(cellule.replace(/\s/gu, ''))
  if (!lue || lue.ligne === 0) return { refus: 'Indiquez la cellule par sa colonne et sa ligne, par exemple C7.' }
  const fin = `${lettres(Math.max(1, feuille.derniereColonne))}${Math.max(1, feuille.derniereLigne)}`
  if (lue.ligne > feuille.derniereLigne + margeLignes || lue.colonne > feuille.derniereColonne + margeColonnes)
    return { refus: `${lettres(lue.colonne)}${lue.ligne} est loin de ce que contient cette feuille, qui s’arrête en ${fin}.` }
  const g = new Grille(feuille)
  const { ligne, colonne } = g.fusion(lue.ligne, lue.colonne) ?? lue
  const refus = refusDeCellule(g, ligne, colonne, sujet)
  if (refus !== null) return { refus }
  const place = placeDe(nom, ligne, colonne, sujet)
  const avant = zonesDe(completer(lu, r, c))
  const decider = (ou: string, entetes: readonly string[], ajouts: Correspondance['ajouts']): Reponse => ({
    correspondance: { ...c, ajouts, places: { ...c.places, [ou]: { texte: texteDe(entetes), donnee, par: 'personne', confiance: 1 } } },
    place: ou,
    refus: null
  })
  const ici = avant.filter((z) => z.feuille === nom && z.colonne === colonne && z.ligne === ligne)
  // Already listed and left empty: what goes there is all that was missing.
  const vide = ici.find((z) => {
    const pareille = z.table === null ? sujet === 'grappe' : sujetDe(c, z.table.place, z.table.sujet) === sujet
    return pareille && decision(c, z.proposition).donnee === null && !z.proposition.verrouillee && !z.proposition.calculee
  })
  if (vide) return decider(vide.proposition.place, vide.proposition.entetes, c.ajouts)
  const ajouts = { ...c.ajouts, [place]: sujet }
  const apres = zonesDe(completer(lu, r, { ...c, ajouts }))
  const soi = apres.find((z) => z.proposition.place === place)
  if (!soi) return { refus: `${lettres(colonne)}${ligne} ne peut pas être remplie dans ce modèle.` }
  const voisine = refusDeVoisine(g, avant, soi, c, sujet)
  return voisine === null ? decider(place, soi.proposition.entetes, ajouts) : { refus: voisine }
}

/** The mapping without a place that a person added. */
export function retirerPlace(c: Correspondance, place: string): Correspondance {
  const sans = <T>(o: Readonly<Record<string, T>>) => Object.fromEntries(Object.entries(o).filter(([ou]) => ou !== place))
  return c.ajouts[place] === undefined ? c : { ...c, ajouts: sans(c.ajouts), places: sans(c.places) }
}

/** What a person should know of the columns pointed at: rows that the model names and that nothing says how to match. */
export function remarquesAjouts(lu: ModeleLu, complete: Reconnaissance, c: Correspondance): string[] {
  return complete.tables.flatMap(({ table, place }) => {
    const feuille = lu.feuilles.find((f) => f.nom === table.feuille)
    if (c.ajouts[place] === undefined || table.prefixe > 0 || !feuille) return []
    const g = new Grille(feuille)
    const premiere = Math.min(...table.colonnes.map((x) => x.colonne))
    for (let col = premiere - 1; col >= 1; col--) {
      const texte = g.propre(table.premiere, col)
      if (texte === '' || g.propre(table.premiere + 1, col) === '') continue
      const ou = `${lettres(col)}${table.premiere}`
      return [
        `${table.feuille} : les lignes sont déjà nommées (${ou} : « ${texte.slice(0, 40)} »). Ajoutez aussi la colonne ${ou} pour que chaque valeur aille devant le bon nom ; sinon Grappe suit l’ordre de la grappe.`
      ]
    }
    return []
  })
}

/** Brings the places that a person added in another copy of the model: same sheet, same cell, same text beside it. What cannot be placed is given back. */
export function reporterAjouts(
  lu: ModeleLu,
  r: Reconnaissance,
  importee: Correspondance,
  actuelle: Correspondance
): { readonly correspondance: Correspondance; readonly perdues: readonly string[] } {
  let c = actuelle
  const perdues: string[] = []
  for (const { place, sujet, decidee } of Object.entries(importee.ajouts).map(([place, sujet]) => ({ place, sujet, decidee: importee.places[place] }))) {
    if (decidee?.donnee === undefined || decidee.donnee === null) continue
    const coupe = place.lastIndexOf('!')
    const sans = retirerPlace(c, place)
    const ajoutee = ajouterPlace(lu, r, sans, {
      feuille: place.slice(0, coupe),
      cellule: place.slice(coupe + 1).replace(versLeBas, ''),
      sujet,
      donnee: decidee.donnee
    })
    const texte = ajoutee.refus === null ? ajoutee.correspondance.places[ajoutee.place]?.texte : undefined
    if (ajoutee.refus === null && texte === decidee.texte) c = ajoutee.correspondance
    else perdues.push(`${place} (${ajoutee.refus ?? `à côté, le modèle dit « ${texte ?? ''} » et non « ${decidee.texte} »`})`)
  }
  return { correspondance: c, perdues }
}
