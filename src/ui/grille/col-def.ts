import type { CellClassParams, ColDef, ValueGetterParams, ValueSetterParams } from 'ag-grid-community'
import { parseDecimal } from '#domain/format.ts'
import type { Illisibles } from '../illisibles.ts'
import type { Colonne, Ecriture } from './colonne.ts'
import { EditeurChoix, EditeurTexte } from './editeurs.tsx'
import { filtreDate } from './filtre-date.ts'
import { largeurDe } from './largeur.ts'

export interface Contexte<R> {
  readonly illisibles: Illisibles
  readonly cleDe: (rangee: R, colonne: Colonne<R & { readonly id: string }>) => string
  readonly ecrire: (ecritures: readonly Ecriture<R>[]) => void
}

/** Why the text of a cell cannot be read, or null. */
export function raisonDe<R extends { readonly id: string }>(colonne: Colonne<R>, { illisibles, cleDe }: Contexte<R>, rangee: R): string | null {
  const tape = illisibles.get(cleDe(rangee, colonne))
  const lu = tape === undefined ? null : colonne.edition?.lire(tape)
  return lu && !lu.ok ? lu.message : null
}

/** Our column → the grid component's. The grid only sees texts; sorting uses the value behind. */
export function colDefDe<R extends { readonly id: string }>(colonne: Colonne<R>, contexte: Contexte<R>, lectureSeule: boolean, premiere: boolean): ColDef<R> {
  const edition = colonne.edition
  const illisible = (r: R | undefined): string | undefined => (r ? contexte.illisibles.get(contexte.cleDe(r, colonne)) : undefined)
  const texte = ({ data, node }: ValueGetterParams<R>): string => {
    if (!data) return ''
    if (node?.rowPinned) return colonne.total?.((data as unknown as { total: readonly R[] }).total) ?? (premiere ? 'Total' : '')
    return illisible(data) ?? colonne.texte(data)
  }
  return {
    colId: colonne.cle,
    headerName: colonne.titre,
    headerTooltip: colonne.aide ?? colonne.titre,
    ...largeurDe(colonne),
    ...(colonne.fige ? { pinned: 'left' as const } : {}),
    ...(colonne.droite ? { type: 'rightAligned' } : {}),
    ...(colonne.nombre ? filtreNombre(colonne.nombre, colonne.texte) : {}),
    ...(colonne.date ? filtreDate(colonne.date, colonne.texte) : {}),
    editable: (p) => Boolean(edition) && !lectureSeule && !p.node.rowPinned && p.data !== undefined && (edition?.permise ? edition.permise(p.data) : true),
    valueGetter: texte,
    comparator: (_a, _b, noeudA, noeudB) => comparer(trier(colonne, noeudA.data), trier(colonne, noeudB.data)),
    tooltipValueGetter: (p) => (p.node?.rowPinned || !p.data ? null : (raisonDe(colonne, contexte, p.data) ?? colonne.remarque?.(p.data) ?? null)),
    cellClassRules: {
      'cellule-erreur': (p: CellClassParams<R>) => !p.node.rowPinned && illisible(p.data) !== undefined,
      'cellule-remarque': (p: CellClassParams<R>) => !p.node.rowPinned && p.data !== undefined && Boolean(colonne.remarque?.(p.data)),
      'cellule-calculee': (p: CellClassParams<R>) => !edition && !colonne.fige && !p.node.rowPinned
    },
    ...(edition
      ? {
          cellEditor: edition.options ? EditeurChoix : EditeurTexte,
          // The editor starts from the text to edit, not from the displayed one.
          cellEditorParams: ({ data }: { data: R }) => ({
            initial: illisible(data) ?? edition.initial(data),
            ...(edition.options ? { options: edition.options } : { droite: colonne.droite, propositions: edition.propositions })
          }),
          valueSetter: (p: ValueSetterParams<R>): boolean => {
            const tape = String(p.newValue ?? '')
            const cle = contexte.cleDe(p.data, colonne)
            const lu = edition.lire(tape)
            if (!lu.ok) {
              contexte.illisibles.set(cle, tape)
              return true
            }
            contexte.illisibles.delete(cle)
            contexte.ecrire([{ rangee: p.data, colonne: colonne.cle, cellule: lu.cellule }])
            return true
          }
        }
      : {})
  }
}

/** « Au moins 1 234,50 »: numbers typed in French, compared with what the cell holds; the search over the grid still reads the text. */
const filtreNombre = <R extends { readonly id: string }>(nombre: (rangee: R) => number | null, texte: (rangee: R) => string): ColDef<R> => ({
  filter: 'agNumberColumnFilter',
  filterValueGetter: ({ data }) => (data ? nombre(data) : null),
  getQuickFilterText: ({ data }) => (data ? texte(data) : ''),
  filterParams: {
    maxNumConditions: 1,
    defaultOption: 'greaterThanOrEqual',
    allowedCharPattern: '\\d\\-,.\\s€%',
    numberParser: (tape: string | null) => (tape === null ? null : parseDecimal(tape.replace(/[€%]/gu, '')))
  }
})

const trier = <R extends { readonly id: string }>(colonne: Colonne<R>, rangee: R | undefined): number | string | null =>
  rangee === undefined ? null : colonne.tri ? colonne.tri(rangee) : colonne.texte(rangee) || null

const ordreFrancais = new Intl.Collator('fr', { numeric: true, sensitivity: 'base' })

/** Blank cells last, numbers as numbers, texts in French order. */
function comparer(a: number | string | null, b: number | string | null): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1
  return typeof a === 'number' && typeof b === 'number' ? a - b : ordreFrancais.compare(String(a), String(b))
}
