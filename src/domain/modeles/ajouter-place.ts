import { type Correspondance, decision, sujetDe, texteDe } from './correspondance.ts'
import { donneesDe, libelleDonnee } from './donnees.ts'
import { estVide, Grille } from './grille.ts'
import { type CelluleModele, lettres, lireAdresse, type ModeleLu } from './modele-lu.ts'
import { completer, feuillesOuvertes, placeDe, portee, seCroisent, verrouilleeEn, versLeBas, type Zone, zonesDe } from './places-ajoutees.ts'
import type { Reconnaissance } from './reconnaitre.ts'
import type { Sujet } from './usage.ts'

/** How far from what the sheet holds a place may be: further is a slip of the keyboard. */
const margeLignes = 200
const margeColonnes = 30

const estZero = (c: CelluleModele | undefined): boolean => c?.nature === 'nombre' && Number(c.texte) === 0

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
