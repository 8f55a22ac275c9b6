import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'

interface Props<T> {
  readonly libelle: string
  readonly elements: readonly T[]
  readonly cle: (element: T) => string
  /** Height of every row, in CSS pixels. */
  readonly hauteur: number
  readonly choisi: string | null
  readonly choisir: (cle: string) => void
  readonly rendre: (element: T) => ReactNode
}

/** Rows drawn beyond those in sight. */
const avance = 8

/** A list of any length, of which only what is in sight is drawn; walked with the arrows. */
export function ListeVirtuelle<T>({ libelle, elements, cle, hauteur, choisi, choisir, rendre }: Props<T>) {
  const cadre = useRef<HTMLDivElement>(null)
  const id = useId()
  const [vue, setVue] = useState({ debut: 0, fin: 40 })
  const mesurer = () => {
    const c = cadre.current
    if (c) setVue({ debut: Math.max(0, Math.floor(c.scrollTop / hauteur) - avance), fin: Math.ceil((c.scrollTop + c.clientHeight) / hauteur) + avance })
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: measured again when the list changes, and whenever the frame takes another height
  useEffect(() => {
    mesurer()
    const observateur = new ResizeObserver(mesurer)
    if (cadre.current) observateur.observe(cadre.current)
    return () => observateur.disconnect()
  }, [elements, hauteur])
  const rang = elements.findIndex((e) => cle(e) === choisi)
  const montrer = (borne: number) => {
    const c = cadre.current
    if (!c || borne < 0) return
    if (borne * hauteur < c.scrollTop) c.scrollTop = borne * hauteur
    else if ((borne + 1) * hauteur > c.scrollTop + c.clientHeight) c.scrollTop = (borne + 1) * hauteur - c.clientHeight
  }
  // Chosen from elsewhere, the row may be far from what is in sight.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when another row is chosen, never while one scrolls
  useEffect(() => montrer(rang), [choisi])
  const aller = (vers: number) => {
    const borne = Math.max(0, Math.min(elements.length - 1, vers))
    const element = elements[borne]
    if (!element) return
    montrer(borne)
    choisir(cle(element))
  }
  const clavier = (e: KeyboardEvent) => {
    const page = Math.max(1, Math.floor((cadre.current?.clientHeight ?? hauteur) / hauteur) - 1)
    const pas = { ArrowDown: rang + 1, ArrowUp: rang - 1, PageDown: rang + page, PageUp: rang - page, Home: 0, End: elements.length - 1 }[e.key]
    if (pas === undefined) return
    e.preventDefault()
    aller(pas)
  }
  return (
    <div
      ref={cadre}
      className="liste-virtuelle"
      role="listbox"
      tabIndex={0}
      aria-label={libelle}
      aria-activedescendant={rang === -1 ? undefined : `${id}-${rang}`}
      onScroll={mesurer}
      onKeyDown={clavier}
    >
      <div className="liste-virtuelle-fond" style={{ height: elements.length * hauteur }}>
        {elements.slice(vue.debut, vue.fin).map((element, i) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the list itself hears the keys
          <div
            key={cle(element)}
            id={`${id}-${vue.debut + i}`}
            role="option"
            tabIndex={-1}
            aria-selected={cle(element) === choisi}
            aria-posinset={vue.debut + i + 1}
            aria-setsize={elements.length}
            className="liste-virtuelle-ligne"
            style={{ top: (vue.debut + i) * hauteur, height: hauteur }}
            onClick={() => choisir(cle(element))}
          >
            {rendre(element)}
          </div>
        ))}
      </div>
    </div>
  )
}
