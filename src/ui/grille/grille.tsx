import 'ag-grid-community/styles/ag-grid.css'
import 'ag-grid-community/styles/ag-theme-quartz-no-font.css'
import { AllCommunityModule, type CellFocusedEvent, type CellKeyDownEvent, type ColDef, type GridApi, ModuleRegistry } from 'ag-grid-community'
import { AgGridReact } from 'ag-grid-react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { champDe } from '#domain/dossier.ts'
import { formatEntier } from '#domain/format.ts'
import { typographier } from '#domain/typographie.ts'
import { useLectureSeule, useMagasin, useSession } from '../use-session.ts'
import { inscrireGrille } from './cibles.ts'
import { type Contexte, colDefDe, raisonDe } from './col-def.ts'
import { type Colonne, type Ecriture, placerCollage } from './colonne.ts'
import { GrilleImprimee } from './grille-imprimee.tsx'
import { isEnteteHaute } from './largeur.ts'
import { ecrireTableau, lireTableau } from './presse-papiers.ts'
import { textesGrille } from './textes-grille.ts'

ModuleRegistry.registerModules([AllCommunityModule])

interface Rangee {
  readonly id: string
}

export interface PropsGrille<R extends Rangee> {
  /** Name of the table for screen readers, e.g. « Établissements ». */
  readonly libelle: string
  /** Kind of the rows' entities: « Ce qui manque » finds its cell through it. */
  readonly kind: string
  readonly rangees: readonly R[]
  readonly colonnes: readonly Colonne<R>[]
  /** Writes a batch of cells: one paste, one call. */
  readonly ecrire: (ecritures: readonly Ecriture<R>[]) => void
  /** Adds rows from pasted cells past the end; absent: rows cannot be added. */
  readonly creer?: ((cellules: readonly Readonly<Record<string, string | number | null>>[]) => readonly string[]) | undefined
  readonly choisir?: ((ids: readonly string[]) => void) | undefined
  readonly recherche?: string
}

const iconeTexte = (texte: string) => () => {
  const span = document.createElement('span')
  span.textContent = texte
  return span
}
const icones = {
  sortAscending: iconeTexte('↑'),
  sortDescending: iconeTexte('↓'),
  sortUnSort: iconeTexte('↕'),
  filter: iconeTexte('≡'),
  filterActive: iconeTexte('≡'),
  menu: iconeTexte('≡'),
  menuAlt: iconeTexte('≡'),
  smallDown: iconeTexte('▾'),
  cancel: iconeTexte('✕')
}

/** A grid that is worked in like a spreadsheet, over the dossier: edits, paste and errors go through the field catalogue. */
export function GrilleLibre<R extends Rangee>({ libelle, kind, rangees, colonnes, ecrire, creer, choisir, recherche = '' }: PropsGrille<R>) {
  const session = useSession()
  const lectureSeule = useLectureSeule()
  const api = useRef<GridApi<R> | null>(null)
  const [etat, setEtat] = useState({ visibles: rangees.length, choisies: 0, message: '', raison: '' })
  // Unreadable texts are kept outside the dossier: their number says when to count again.
  useMagasin(session.illisibles.nombre)
  const vers = useRef({ ecrire, colonnes, rangees, creer })
  vers.current = { ecrire, colonnes, rangees, creer }

  const contexte = useMemo<Contexte<R>>(
    () => ({
      illisibles: session.illisibles,
      cleDe: (r, c) => c.cleChamp?.(r) ?? `${kind}|${r.id}|${c.cle}`,
      ecrire: (e) => vers.current.ecrire(e)
    }),
    [session, kind]
  )
  const colDefs = useMemo<ColDef<R>[]>(() => colonnes.map((c, i) => colDefDe(c, contexte, lectureSeule, i === 0)), [colonnes, contexte, lectureSeule])
  const enteteHaute = useMemo(() => colonnes.some((c) => isEnteteHaute(c.titre, c.largeur ?? 140)), [colonnes])
  /** Rows that the totals add up: the chosen ones, else those that the filters leave, else (null) all. */
  const [portee, setPortee] = useState<ReadonlySet<string> | null>(null)
  const avecTotal = useMemo(() => colonnes.some((c) => c.total), [colonnes])
  const totaux = useMemo(() => {
    const comptees = portee === null ? rangees : rangees.filter((r) => portee.has(r.id))
    return avecTotal && rangees.length > 0 ? [{ id: 'total', total: comptees } as unknown as R] : []
  }, [avecTotal, rangees, portee])

  const compter = useCallback(() => {
    const grille = api.current
    if (!grille) return
    const choisies = grille.getSelectedNodes()
    const visibles = grille.getDisplayedRowCount()
    setEtat((e) => ({ ...e, visibles, choisies: choisies.length }))
    if (choisies.length > 1) setPortee(new Set(choisies.flatMap((n) => n.data?.id ?? [])))
    else setPortee(visibles === vers.current.rangees.length ? null : new Set(rangeesMontrees(grille)?.map((r) => r.id)))
  }, [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: counts again when the rows change
  useEffect(compter, [compter, rangees])
  useEffect(() => {
    const adresse = (id: string, cle: string) => {
      const rangee = vers.current.rangees.find((r) => r.id === id)
      const colonne = vers.current.colonnes.find((c) => c.cle === cle)
      if (!rangee || !colonne) return null
      if (colonne.adresse) return colonne.adresse(rangee)
      return champDe(kind, cle) ? { kind, id, champ: cle } : null
    }
    return inscrireGrille(kind, { focaliser: (id, colonne) => focaliser(api.current, id, colonne), adresse })
  }, [kind])

  const coller = (e: ClipboardEvent) => {
    const grille = api.current
    if (lectureSeule || !cadre.current?.contains(document.activeElement)) return
    const texte = e.clipboardData?.getData('text/plain') ?? ''
    if (texte === '') return
    if (!grille) {
      e.preventDefault()
      collageEnAttente.current = texte
    } else if (collerTexte(grille, texte)) e.preventDefault()
  }
  /** False when there is no cell to paste into: the browser then does as usual. */
  const collerTexte = (grille: GridApi<R>, texte: string): boolean => {
    const cellule = grille.getFocusedCell()
    if (!cellule || cellule.rowPinned || grille.getEditingCells().length > 0) return false
    const message = appliquerCollage(grille, cellule.rowIndex, cellule.column.getColId(), texte)
    setEtat((s) => ({ ...s, message }))
    return true
  }
  /** Pasted while the cells were drawn and the grid not yet ready: kept until it is. */
  const collageEnAttente = useRef('')
  const cadre = useRef<HTMLDivElement>(null)
  const dernierCollage = useRef(coller)
  dernierCollage.current = coller
  // A cell is not editable text: the browser sends the paste to the body, not to the focused cell.
  useEffect(() => {
    const entendre = (e: ClipboardEvent) => dernierCollage.current(e)
    document.addEventListener('paste', entendre)
    return () => document.removeEventListener('paste', entendre)
  }, [])

  const appliquerCollage = (grille: GridApi<R>, rang: number, colonne: string, texte: string, fait = 'collée'): string => {
    const { colonnes: cols, creer: peutCreer } = vers.current
    const parCle = new Map(cols.map((c) => [c.cle, c]))
    const ordre = grille
      .getAllDisplayedColumns()
      .map((c) => c.getColId())
      .filter((c) => parCle.has(c))
    const choisies = grille.getSelectedNodes().flatMap((n) => (n.rowIndex === null ? [] : [n.rowIndex]))
    const { cellules, debordement } = placerCollage(lireTableau(texte), { rang, colonne }, ordre, choisies)
    const ecritures: Ecriture<R>[] = []
    const nouvelles = new Map<number, Record<string, string | number | null>>()
    const illisibles: { readonly rang: number; readonly col: Colonne<R>; readonly tape: string }[] = []
    let refusees = 0
    let ignorees = debordement
    for (const { rang: r, colonne: cle, tape } of cellules) {
      const col = parCle.get(cle)
      if (!col?.edition) {
        ignorees++
        continue
      }
      const lu = col.edition.lire(tape)
      const rangee = grille.getDisplayedRowAtIndex(r)?.data
      if (!rangee) {
        if (!peutCreer) ignorees++
        else if (!lu.ok) illisibles.push({ rang: r, col, tape })
        else nouvelles.set(r, { ...nouvelles.get(r), [cle]: lu.cellule })
      } else if (col.edition.permise && !col.edition.permise(rangee)) ignorees++
      else if (lu.ok) {
        session.illisibles.delete(contexte.cleDe(rangee, col))
        ecritures.push({ rangee, colonne: cle, cellule: lu.cellule })
      } else {
        refusees++
        session.illisibles.set(contexte.cleDe(rangee, col), tape)
      }
    }
    if (ecritures.length > 0) vers.current.ecrire(ecritures)
    const pleines = [...nouvelles].filter(([, n]) => Object.values(n).some((v) => v !== null))
    const ids = pleines.length > 0 ? (peutCreer?.(pleines.map(([, n]) => n)) ?? []) : []
    // What could not be read of a row just added stays shown in it, like in the others.
    const idDe = new Map(pleines.map(([rang], i) => [rang, ids[i]]))
    for (const { rang, col, tape } of illisibles) {
      const id = idDe.get(rang)
      if (id === undefined) ignorees++
      else {
        refusees++
        session.illisibles.set(contexte.cleDe({ id } as R, col), tape)
      }
    }
    grille.refreshCells({ force: true })
    const phrases = [`${formatEntier(ecritures.length)} cellule${ecritures.length > 1 ? 's' : ''} ${fait}${ecritures.length > 1 ? 's' : ''}`]
    if (pleines.length) phrases.push(`${pleines.length} ligne${pleines.length > 1 ? 's ajoutées' : ' ajoutée'}`)
    if (refusees) phrases.push(`${refusees} illisible${refusees > 1 ? 's' : ''}, à corriger dans la grille`)
    if (ignorees) phrases.push(`${ignorees} hors de la grille ou non modifiable${ignorees > 1 ? 's' : ''}, non ${fait}${ignorees > 1 ? 's' : ''}`)
    return `${phrases.join(' · ')}.`
  }

  /** The reason or the remark of the cell one comes to, in words: a colour and a tooltip are not read aloud. */
  const direCellule = ({ api: grille, rowIndex, rowPinned, column }: CellFocusedEvent<R>) => {
    const rangee = rowIndex === null || rowPinned ? undefined : grille.getDisplayedRowAtIndex(rowIndex)?.data
    const cle = typeof column === 'string' ? column : column?.getColId()
    const colonne = vers.current.colonnes.find((c) => c.cle === cle)
    const raison = rangee && colonne ? raisonDe(colonne, contexte, rangee) : null
    const remarque = rangee && colonne && raison === null ? colonne.remarque?.(rangee) : null
    const dite = raison ? `✕ ${colonne?.titre} : ${raison}` : remarque ? `! ${colonne?.titre} : ${remarque}` : ''
    setEtat((s) => (s.raison === dite ? s : { ...s, raison: dite }))
  }
  const clavier = (e: CellKeyDownEvent<R>) => {
    const touche = e.event as KeyboardEvent | null
    if (!touche || e.api.getEditingCells().length > 0) return
    // « ^ » before « ê », the first key of an input method: the letter comes later, and needs an open cell to come to.
    if (touche.key === 'Dead' || touche.key === 'Process') {
      if (e.rowIndex !== null) e.api.startEditingCell({ rowIndex: e.rowIndex, colKey: e.column })
      return
    }
    if (!(touche.ctrlKey || touche.metaKey)) return
    const lettre = touche.key.toLowerCase()
    if (lettre !== 'c' && lettre !== 'd') return
    touche.preventDefault()
    if (lettre === 'c') copier(e)
    else recopier(e)
  }
  /** Ctrl+D: the focused cell into every chosen row when its row is one of them, else the cell above into this one. */
  const recopier = ({ api: grille, rowIndex, node, column }: CellKeyDownEvent<R>) => {
    const colonne = vers.current.colonnes.find((c) => c.cle === column.getColId())
    if (rowIndex === null || node.rowPinned || lectureSeule || !colonne?.edition) return
    const plusieurs = node.isSelected() && grille.getSelectedNodes().length > 1
    const source = plusieurs ? node.data : grille.getDisplayedRowAtIndex(rowIndex - 1)?.data
    if (!source) return
    const texte = ecrireTableau([[colonne.edition.initial(source)]])
    // An empty cell is copied too: it empties the others.
    const message = appliquerCollage(grille, rowIndex, colonne.cle, texte === '' ? '\n' : texte, 'remplie')
    setEtat((s) => ({ ...s, message }))
  }
  const copier = (e: CellKeyDownEvent<R>) => {
    const choisies = e.api.getSelectedNodes().filter((n) => n.displayed)
    const cols = e.api.getAllDisplayedColumns().flatMap((c) => vers.current.colonnes.find((x) => x.cle === c.getColId()) ?? [])
    const colonne = vers.current.colonnes.find((x) => x.cle === e.column.getColId())
    const rangs = choisies.length > 0 ? choisies.sort((a, b) => (a.rowIndex ?? 0) - (b.rowIndex ?? 0)).flatMap((n) => (n.data ? [n.data] : [])) : []
    const tableau =
      rangs.length > 0 ? [cols.map((c) => c.titre), ...rangs.map((r) => cols.map((c) => c.texte(r)))] : e.data && colonne ? [[colonne.texte(e.data)]] : []
    if (tableau.length === 0) return
    void session.shell.copier(ecrireTableau(tableau))
    setEtat((s) => ({
      ...s,
      message: rangs.length > 0 ? `${rangs.length} ligne${rangs.length > 1 ? 's copiées' : ' copiée'} avec les titres.` : 'Cellule copiée.'
    }))
  }

  const fautes = compterFautes(session.illisibles.cles(), rangees, colonnes, contexte)
  return (
    <div className={enteteHaute ? 'grille grille-entete-haute' : 'grille'} ref={cadre} data-kind={kind}>
      <div className="grille-corps">
        <div className="ag-theme-quartz">
          <AgGridReact<R>
            theme="legacy"
            rowData={rangees as R[]}
            columnDefs={colDefs}
            getRowId={(p) => p.data.id}
            localeText={textesGrille as Record<string, string>}
            rowHeight={32}
            headerHeight={enteteHaute ? 60 : 44}
            icons={icones}
            defaultColDef={{ resizable: true, sortable: true, filter: 'agTextColumnFilter', minWidth: 80, wrapHeaderText: true }}
            rowSelection={{ mode: 'multiRow', checkboxes: true, headerCheckbox: true, enableClickSelection: false, selectAll: 'filtered' }}
            selectionColumnDef={{ width: 44, pinned: 'left', resizable: false, sortable: false, suppressHeaderMenuButton: true }}
            pinnedBottomRowData={totaux}
            quickFilterText={recherche}
            enterNavigatesVertically
            enterNavigatesVerticallyAfterEdit
            stopEditingWhenCellsLoseFocus
            enableBrowserTooltips
            suppressDragLeaveHidesColumns
            suppressMovableColumns={false}
            animateRows={false}
            alwaysShowHorizontalScroll={false}
            onGridReady={(e) => {
              api.current = e.api
              compter()
              const texte = collageEnAttente.current
              collageEnAttente.current = ''
              if (texte !== '') collerTexte(e.api, texte)
            }}
            onGridPreDestroyed={() => {
              api.current = null
            }}
            onFilterChanged={compter}
            onSelectionChanged={(e) => {
              compter()
              choisir?.(e.api.getSelectedNodes().flatMap((n) => (n.data ? [n.data.id] : [])))
            }}
            onCellFocused={direCellule}
            onCellKeyDown={(e) => 'column' in e && clavier(e as CellKeyDownEvent<R>)}
          />
        </div>
      </div>
      <GrilleImprimee libelle={libelle} colonnes={colonnes} rangees={() => rangeesMontrees(api.current) ?? rangees} />
      <p className="grille-etat" aria-live="polite">
        <span>
          {formatEntier(rangees.length)} ligne{rangees.length > 1 ? 's' : ''}
          {etat.visibles !== rangees.length ? ` · ${formatEntier(etat.visibles)} affichée${etat.visibles > 1 ? 's' : ''}` : ''}
          {etat.choisies > 0 ? ` · ${formatEntier(etat.choisies)} choisie${etat.choisies > 1 ? 's' : ''}` : ''}
          {etat.choisies > 1 && !lectureSeule ? ' : une valeur collée, ou recopiée par Ctrl D, les remplit toutes' : ''}
          {avecTotal && portee !== null ? ` · total des lignes ${etat.choisies > 1 ? 'choisies' : 'affichées'}` : ''}
        </span>
        {fautes > 0 ? (
          <span className="message-erreur">
            ✕ {fautes} cellule{fautes > 1 ? 's illisibles' : ' illisible'} : placez-vous dessus pour lire la raison
          </span>
        ) : null}
        {etat.raison ? <span className={etat.raison.startsWith('✕') ? 'message-erreur' : 'message-remarque'}>{typographier(etat.raison)}</span> : null}
        <span>{etat.message}</span>
        <span className="visuellement-cache">{libelle}</span>
      </p>
    </div>
  )
}

/** Cells of these rows that hold a text nobody could read. */
function compterFautes<R extends Rangee>(cles: readonly string[], rangees: readonly R[], colonnes: readonly Colonne<R>[], { cleDe }: Contexte<R>): number {
  if (cles.length === 0) return 0
  const connues = new Set(cles)
  return rangees.reduce((n, r) => n + colonnes.filter((c) => c.edition && connues.has(cleDe(r, c))).length, 0)
}

/** Rows in the order and under the filters on screen. */
function rangeesMontrees<R extends Rangee>(grille: GridApi<R> | null): readonly R[] | null {
  if (!grille) return null
  const rangees: R[] = []
  grille.forEachNodeAfterFilterAndSort((noeud) => {
    if (noeud.data) rangees.push(noeud.data)
  })
  return rangees
}

function focaliser<R extends Rangee>(grille: GridApi<R> | null, id: string, colonne: string | null): boolean {
  const noeud = grille?.getRowNode(id)
  if (!grille || !noeud) return false
  const cible =
    colonne && grille.getColumn(colonne)
      ? colonne
      : grille
          .getAllDisplayedColumns()
          .find((c) => c.getColDef().editable)
          ?.getColId()
  grille.ensureNodeVisible(noeud, 'middle')
  if (!cible || noeud.rowIndex === null) return false
  grille.ensureColumnVisible(cible)
  grille.setFocusedCell(noeud.rowIndex, cible)
  return true
}
