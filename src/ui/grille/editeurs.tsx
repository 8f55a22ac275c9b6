import type { CustomCellEditorProps } from 'ag-grid-react'
import { useEffect, useId, useRef } from 'react'
import type { OptionColonne } from './colonne.ts'

/** Free text: our own parsers read it, so that « 43,5 » never becomes 435. */
export function EditeurTexte({
  initial,
  onValueChange,
  eventKey,
  colDef,
  droite,
  propositions
}: CustomCellEditorProps & { readonly initial: string; readonly droite?: boolean; readonly propositions?: (() => readonly string[]) | undefined }) {
  const liste = useId()
  const ref = useRef<HTMLInputElement>(null)
  const depart = eventKey?.length === 1 ? eventKey : eventKey === 'Backspace' || eventKey === 'Delete' ? '' : initial
  const premier = useRef(true)
  useEffect(() => {
    if (!premier.current) return
    premier.current = false
    const saisie = ref.current
    if (!saisie) return
    saisie.focus()
    if (depart === initial) saisie.select()
    else onValueChange(depart)
  }, [depart, initial, onValueChange])
  return (
    <>
      <input
        ref={ref}
        className={`grille-editeur${droite ? ' droite' : ''}`}
        aria-label={colDef.headerName}
        defaultValue={depart}
        autoComplete="off"
        list={propositions ? liste : undefined}
        onChange={(e) => onValueChange(e.target.value)}
      />
      {propositions ? (
        <datalist id={liste}>
          {propositions().map((texte) => (
            <option key={texte} value={texte} />
          ))}
        </datalist>
      ) : null}
    </>
  )
}

/** A closed list. Typing the first letters chooses; Enter keeps. */
export function EditeurChoix({
  initial,
  onValueChange,
  eventKey,
  stopEditing,
  colDef,
  options
}: CustomCellEditorProps & { readonly initial: string; readonly options: () => readonly OptionColonne[] }) {
  const ref = useRef<HTMLSelectElement>(null)
  useEffect(() => {
    ref.current?.focus()
    if (eventKey === 'Backspace' || eventKey === 'Delete') onValueChange('')
    // Opens at once on a click or F2; a typed letter chooses first.
    else
      try {
        ref.current?.showPicker?.()
      } catch {
        // Not opened by a gesture: the list stays closed, arrows work.
      }
  }, [eventKey, onValueChange])
  return (
    <select
      ref={ref}
      className="grille-editeur"
      aria-label={colDef.headerName}
      defaultValue={eventKey === 'Backspace' || eventKey === 'Delete' ? '' : initial}
      onChange={(e) => {
        onValueChange(e.target.value)
        // After this event, the value is known to the grid.
        setTimeout(() => stopEditing())
      }}
    >
      <option value="">—</option>
      {options().map((o) => (
        <option key={o.value} value={o.value}>
          {o.label}
        </option>
      ))}
    </select>
  )
}
