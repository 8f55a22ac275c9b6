import { lettres, numeroColonne } from '#domain/modeles/modele-lu.ts'
import { colonnesTotal, lignesTotal } from './adresses.ts'

/** One end of a reference. */
interface Bout {
  readonly colonne: number
  readonly colonneFixe: boolean
  readonly ligne: number
  readonly ligneFixe: boolean
}

/** A reference met in a formula: a cell, a range, or whole rows (`colonnes` false). */
export interface Reference {
  /** Sheet named before it, null when it is the formula's own. */
  readonly feuille: string | null
  readonly debut: Bout
  readonly fin: Bout | null
  readonly colonnes: boolean
}

/** Rows inserted under row `apres` of a sheet. `etendre`: ranges that end on that row take the new ones in. */
export interface Insertion {
  readonly feuille: string
  readonly apres: number
  readonly nombre: number
  readonly etendre: boolean
}

// Texts, sheet prefixes, brackets (structured or external), ranges, whole columns, whole rows, names, numbers, the rest.
const motif =
  /("(?:[^"]|"")*")|((?:'(?:[^']|'')*'|[\p{L}_][\p{L}\p{N}_.]*(?::[\p{L}_][\p{L}\p{N}_.]*)?)!)|(\[(?:[^[\]]|\[[^[\]]*\])*\])|(\$?[A-Za-z]{1,3}\$?\d{1,7}(?::\$?[A-Za-z]{1,3}\$?\d{1,7})?)(?![\p{L}\p{N}_.(!])|(\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3})(?![\p{L}\p{N}_.(!])|(\$?\d{1,7}:\$?\d{1,7})(?![\p{L}\p{N}_.(!])|([\p{L}_\\][\p{L}\p{N}_.\\]*)|(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|([\s\S])/gu

function bout(texte: string): Bout {
  const m = /^(\$?)([A-Za-z]{0,3})(\$?)(\d*)$/u.exec(texte)
  const lettresLues = m?.[2] ?? ''
  // `$12` alone is a row: its dollar is the row's.
  const ligneSeule = lettresLues === ''
  return {
    colonneFixe: !ligneSeule && m?.[1] === '$',
    colonne: ligneSeule ? 1 : numeroColonne(lettresLues),
    ligneFixe: ligneSeule ? m?.[1] === '$' : m?.[3] === '$',
    ligne: Number(m?.[4] ?? 0)
  }
}

const ecrireBout = (b: Bout, colonnes: boolean): string =>
  `${colonnes ? `${b.colonneFixe ? '$' : ''}${lettres(b.colonne)}` : ''}${b.ligneFixe ? '$' : ''}${b.ligne}`

/** Rewrites each reference of a formula; texts, names, functions, structured and external references stay as written. */
export function transformer(formule: string, faire: (r: Reference) => Reference | null): string {
  let sortie = ''
  let prefixe: string | null = null
  let externe = false
  for (const m of formule.matchAll(motif)) {
    const [tout, , feuille, crochet, plage, , rangees] = m
    if (feuille !== undefined) {
      prefixe = feuille.slice(0, -1)
      // `[1]Feuil!A1`, `'[autre.xlsx]Feuil'!A1` and `Feuil1:Feuil3!A1` are not ours to move.
      externe ||= prefixe.includes('[') || /^[^']*:/u.test(prefixe)
      sortie += tout
      continue
    }
    const texte = plage ?? rangees
    if (texte !== undefined && !externe) {
      const [debut = '', fin] = texte.split(':')
      const nom = prefixe === null ? null : prefixe.startsWith("'") ? prefixe.slice(1, -1).replaceAll("''", "'") : prefixe
      const lue: Reference = { feuille: nom, debut: bout(debut), fin: fin === undefined ? null : bout(fin), colonnes: plage !== undefined }
      const faite = lue.debut.ligne < 1 || lue.debut.ligne > lignesTotal || lue.debut.colonne > colonnesTotal ? lue : faire(lue)
      sortie +=
        faite === null
          ? '#REF!'
          : faite === lue
            ? tout
            : ecrireBout(faite.debut, faite.colonnes) + (faite.fin ? `:${ecrireBout(faite.fin, faite.colonnes)}` : '')
    } else sortie += tout
    prefixe = null
    externe = crochet !== undefined
  }
  return sortie
}

export const ligneApres = (ligne: number, { apres, nombre }: Insertion): number => (ligne > apres ? ligne + nombre : ligne)

/** Last row of a range after an insertion. */
export const finApres = (debut: number, fin: number, i: Insertion): number =>
  fin > i.apres || (i.etendre && fin === i.apres && debut <= i.apres) ? fin + i.nombre : fin

const memeFeuille = (a: string, b: string) => a.toLowerCase() === b.toLowerCase()

/**
 * A formula after rows were inserted. `feuille` and `ligne`: where the formula stood before; a range that ends on its own row
 * by a relative address (a running total) is not stretched.
 */
export function decalerFormule(formule: string, feuille: string, ligne: number | null, i: Insertion): string {
  return transformer(formule, (r) => {
    if (!memeFeuille(r.feuille ?? feuille, i.feuille)) return r
    if (r.fin === null) {
      const l = ligneApres(r.debut.ligne, i)
      return l === r.debut.ligne ? r : { ...r, debut: { ...r.debut, ligne: l } }
    }
    const haut = Math.min(r.debut.ligne, r.fin.ligne)
    const bas = Math.max(r.debut.ligne, r.fin.ligne)
    const propre = r.feuille === null && ligne === i.apres && !r.fin.ligneFixe
    const nouveauHaut = ligneApres(haut, i)
    const nouveauBas = propre && bas === i.apres ? bas : finApres(haut, bas, i)
    if (nouveauHaut === haut && nouveauBas === bas) return r
    return r.debut.ligne <= r.fin.ligne
      ? { ...r, debut: { ...r.debut, ligne: nouveauHaut }, fin: { ...r.fin, ligne: nouveauBas } }
      : { ...r, debut: { ...r.debut, ligne: nouveauBas }, fin: { ...r.fin, ligne: nouveauHaut } }
  })
}

/** The same formula copied some rows and columns further: relative ends move, fixed ones stay. */
export function copierFormule(formule: string, lignes: number, colonnes: number): string {
  const deplacer = (b: Bout): Bout => ({ ...b, ligne: b.ligneFixe ? b.ligne : b.ligne + lignes, colonne: b.colonneFixe ? b.colonne : b.colonne + colonnes })
  const dedans = (b: Bout) => b.ligne >= 1 && b.ligne <= lignesTotal && b.colonne >= 1 && b.colonne <= colonnesTotal
  return transformer(formule, (r) => {
    const debut = deplacer(r.debut)
    const fin = r.fin && deplacer(r.fin)
    return dedans(debut) && (fin === null || dedans(fin)) ? { ...r, debut, fin } : null
  })
}

/** Sheets named in a formula. */
export function feuillesNommees(formule: string): ReadonlySet<string> {
  const noms = new Set<string>()
  transformer(formule, (r) => {
    if (r.feuille !== null) noms.add(r.feuille.toLowerCase())
    return r
  })
  return noms
}

/** A1 reference list (`sqref`) after an insertion. */
export function decalerPlages(sqref: string, i: Insertion): string {
  return sqref
    .split(/\s+/u)
    .filter(Boolean)
    .map((ref) =>
      transformer(ref, (r) => {
        const haut = r.debut.ligne
        const bas = r.fin?.ligne ?? haut
        const fin = finApres(haut, bas, i)
        const debut = ligneApres(haut, i)
        if (debut === haut && fin === bas) return r
        return { ...r, debut: { ...r.debut, ligne: debut }, fin: r.fin === null && fin === debut ? null : { ...(r.fin ?? r.debut), ligne: fin } }
      })
    )
    .join(' ')
}

/** A single-cell or fixed range address that never stretches: merges, links, notes. */
export const decalerAdresse = (ref: string, i: Insertion): string => decalerPlages(ref, { ...i, etendre: false })
