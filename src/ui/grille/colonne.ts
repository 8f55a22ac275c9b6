import type { Cellule } from '#domain/champs/champ.ts'
import type { Dossier } from '#domain/dossier.ts'
import { formatDecimal, formatEntier, formatEuros } from '#domain/format.ts'
import type { Adresse } from '#domain/lot.ts'
import {
  alignementDroit,
  type EntiteLibre,
  entitesDe,
  type Lecture,
  libelleEntite,
  lireSaisie,
  nomLibre,
  remarqueDe,
  texteDe,
  texteEdition
} from '../presenter.ts'

export interface OptionColonne {
  readonly value: string
  readonly label: string
}

/** One column of a grid, whatever its rows are. Texts are what a person reads; `lire` gives a cell of the journal. */
export interface Colonne<R extends { readonly id: string }> {
  readonly cle: string
  readonly titre: string
  readonly aide?: string | undefined
  readonly largeur?: number | undefined
  readonly fige?: boolean | undefined
  readonly droite?: boolean | undefined
  readonly texte: (rangee: R) => string
  readonly tri?: (rangee: R) => number | string | null
  /** Present: the cell can be edited. */
  readonly edition?: {
    readonly initial: (rangee: R) => string
    readonly lire: (tape: string) => Lecture
    readonly options?: (() => readonly OptionColonne[]) | undefined
    /** Texts proposed while one types. */
    readonly propositions?: (() => readonly string[]) | undefined
    /** False for a row where this column makes no sense. */
    readonly permise?: (rangee: R) => boolean
  }
  /** Number that the filter of the column compares, as it is read (euros, not cents); absent: the filter looks at the text. */
  readonly nombre?: (rangee: R) => number | null
  /** Civil date that the filter of the column compares. */
  readonly date?: (rangee: R) => string | null
  readonly remarque?: (rangee: R) => string | null
  readonly total?: (rangees: readonly R[]) => string
  /** Key of the cell for unreadable texts, when a row is not one entity: it must not change when the entity comes to be. */
  readonly cleChamp?: (rangee: R) => string
  /** The field it shows, when it is not the field of that name of the row's entity; null when there is none. */
  readonly adresse?: (rangee: R) => Adresse | null
}

export interface ColonneDeNom {
  readonly champ: string
  readonly largeur?: number
  readonly fige?: boolean
  readonly total?: boolean
  readonly titre?: string
  readonly lectureSeule?: boolean
  /** Texts worth choosing among; another one can be typed. */
  readonly propositions?: (dossier: Dossier) => readonly string[]
  /** What is doubtful in the cell beside the rule of its field. */
  readonly doute?: (e: EntiteLibre, dossier: Dossier) => string | null
}

/** A column per field name of a noun: same parsing, formatting and remarks as its form. */
export function colonnesDeNom(kind: string, choix: readonly (ColonneDeNom | Colonne<EntiteLibre>)[], dossier: () => Dossier): readonly Colonne<EntiteLibre>[] {
  const nom = nomLibre(kind)
  return choix.map((c) => {
    if ('cle' in c) return c
    const champ = nom.champs[c.champ]
    if (!champ) throw new Error(`champ inconnu : ${kind}.${c.champ}`)
    const vers = champ.vers
    const options =
      champ.genre === 'reference' && vers
        ? () => entitesDe(dossier(), vers).map((e) => ({ value: e.id, label: libelleEntite(vers, e) }))
        : champ.options
          ? () => (champ.options ?? []).map((o) => ({ value: o.label, label: o.label }))
          : undefined
    const titre = (c.titre ?? champ.label) + (champ.unite && !champ.label.includes(champ.unite) && champ.unite !== '€' ? ` (${champ.unite})` : '')
    return {
      cle: c.champ,
      titre,
      aide: champ.aide,
      largeur: c.largeur,
      fige: c.fige,
      droite: alignementDroit(champ),
      texte: (e) => texteDe(champ, e[c.champ], dossier()),
      tri: (e) => {
        const v = e[c.champ]
        if (v === null || v === undefined) return null
        return typeof v === 'number' || champ.genre === 'date' ? (v as number | string) : texteDe(champ, v, dossier())
      },
      ...(c.lectureSeule
        ? {}
        : {
            edition: {
              initial: (e: EntiteLibre) => (vers ? String(e[c.champ] ?? '') : options ? texteDe(champ, e[c.champ]) : texteEdition(champ, e[c.champ])),
              lire: (tape: string) => lireSaisie(champ, tape, dossier()),
              options,
              propositions: c.propositions ? () => c.propositions?.(dossier()) ?? [] : undefined
            }
          }),
      ...(champ.genre === 'montant' || champ.genre === 'entier' || champ.genre === 'decimal'
        ? { nombre: (e: EntiteLibre) => (typeof e[c.champ] === 'number' ? (e[c.champ] as number) / (champ.genre === 'montant' ? 100 : 1) : null) }
        : {}),
      ...(champ.genre === 'date' ? { date: (e: EntiteLibre) => (typeof e[c.champ] === 'string' ? (e[c.champ] as string) : null) } : {}),
      remarque: (e) => [remarqueDe(champ, e[c.champ]), c.doute?.(e, dossier())].filter(Boolean).join('\n') || null,
      ...(c.total
        ? {
            total: (rangees: readonly EntiteLibre[]) =>
              totalDe(
                champ.genre,
                rangees.map((r) => r[c.champ])
              )
          }
        : {})
    } satisfies Colonne<EntiteLibre>
  })
}

function totalDe(genre: string, valeurs: readonly unknown[]): string {
  const somme = valeurs.reduce<number>((t, v) => t + (typeof v === 'number' ? v : 0), 0)
  return genre === 'montant' ? formatEuros(somme) : genre === 'entier' ? formatEntier(somme) : formatDecimal(somme)
}

export interface CelluleCollee {
  readonly rang: number
  readonly colonne: string
  readonly tape: string
}

/**
 * Where each pasted cell goes: from the focused cell, right then down. `rang` counts from the first shown row and may
 * pass the last one (new rows). A single copied cell fills every selected row.
 */
export function placerCollage(
  tableau: readonly (readonly string[])[],
  depart: { readonly rang: number; readonly colonne: string },
  colonnes: readonly string[],
  selection: readonly number[] = []
): { readonly cellules: readonly CelluleCollee[]; readonly debordement: number } {
  const premiere = colonnes.indexOf(depart.colonne)
  if (premiere === -1) return { cellules: [], debordement: 0 }
  const seule = tableau.length === 1 && tableau[0]?.length === 1 ? tableau[0][0] : undefined
  if (seule !== undefined && selection.length > 1 && selection.includes(depart.rang))
    return { cellules: selection.map((rang) => ({ rang, colonne: depart.colonne, tape: seule })), debordement: 0 }
  let debordement = 0
  const cellules = tableau.flatMap((rangee, i) =>
    rangee.flatMap((tape, j) => {
      const colonne = colonnes[premiere + j]
      if (colonne === undefined) {
        if (tape.trim() !== '') debordement++
        return []
      }
      return [{ rang: depart.rang + i, colonne, tape }]
    })
  )
  return { cellules, debordement }
}

/** A typed text as the journal wants it, or null when it only shows a reason. */
export type Ecriture<R> = { readonly rangee: R; readonly colonne: string; readonly cellule: Cellule }
