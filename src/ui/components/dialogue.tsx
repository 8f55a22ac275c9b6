import { type KeyboardEvent, type ReactNode, useEffect, useId, useLayoutEffect, useRef, useState } from 'react'

interface Props {
  readonly titre: string
  readonly fermer: () => void
  /** False: the dialog waits for its answer (a first launch, work in progress). */
  readonly refermable?: boolean
  readonly large?: boolean
  /** True while something typed here would be lost: Escape and ✕ then ask. */
  readonly saisi?: boolean
  readonly pied?: ReactNode
  readonly children: ReactNode
}

/**
 * The first useful control: the one that says so, a field, the main button, else whatever comes first under the heading; the title while
 * there is none. Never « Fermer », where the browser would go.
 */
function premierUtile(dialogue: HTMLElement): HTMLElement | null {
  const chercher = (selecteur: string) => dialogue.querySelector<HTMLElement>(selecteur)
  return (
    chercher('[data-premier]:not(:disabled)') ??
    chercher('.dialogue-corps :is(input, select, textarea):not(:disabled, :read-only:not(select, [type="checkbox"], [type="radio"]))') ??
    chercher('.bouton-principal:not(:disabled)') ??
    chercher(':is(.dialogue-corps, .dialogue-pied) :is(button, a[href], input, select, textarea, summary):not(:disabled)') ??
    chercher('h2')
  )
}

/** Back to what had the focus; to the work region when that is gone, or goes away with the dialog. */
function rendreFocus(avant: Element | null): void {
  if (avant instanceof HTMLElement && avant !== document.body) avant.focus()
  requestAnimationFrame(() => {
    if (document.activeElement === document.body) document.querySelector<HTMLElement>('#travail')?.focus()
  })
}

/** A modal dialog: the browser keeps the focus inside. Only for decisions. */
export function Dialogue({ titre, fermer, refermable = true, large, saisi = false, pied, children }: Props) {
  const ref = useRef<HTMLDialogElement>(null)
  /** What last had the focus in the dialog. */
  const dernier = useRef<HTMLElement | null>(null)
  const [question, setQuestion] = useState(false)
  const id = useId()
  // Layout: when it closes, the focus goes back while the dialog is still in the page.
  useLayoutEffect(() => {
    const dialogue = ref.current
    if (!dialogue) return
    const avant = document.activeElement
    dialogue.showModal()
    premierUtile(dialogue)?.focus()
    return () => {
      dialogue.close()
      rendreFocus(avant)
    }
  }, [])
  // What comes after (a list that was read, an answer) has the focus when nothing useful had it, or when what had it is gone.
  useEffect(() => {
    const dialogue = ref.current
    const actif = document.activeElement
    if (!dialogue || [...document.querySelectorAll('dialog[open]')].at(-1) !== dialogue) return
    const perdu =
      (actif === document.body || actif === dialogue) && (dernier.current === null || !dialogue.contains(dernier.current) || isInerte(dernier.current))
    if (perdu || actif?.tagName === 'H2') premierUtile(dialogue)?.focus()
  })
  // A long text without a control: the keyboard scrolls it.
  const corps = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const cadre = corps.current
    if (!cadre) return
    const vue = new ResizeObserver(() => {
      const isADefiler =
        cadre.scrollHeight > cadre.clientHeight && cadre.querySelector(':is(button, a, input, select, textarea, summary):not(:disabled)') === null
      if (isADefiler) cadre.tabIndex = 0
      else cadre.removeAttribute('tabindex')
    })
    vue.observe(cadre)
    return () => vue.disconnect()
  }, [])
  const quitter = () => {
    if (!refermable) return
    if (!saisi) fermer()
    else if (question) continuer()
    else setQuestion(true)
  }
  const avantQuestion = useRef<HTMLElement | null>(null)
  const continuer = () => {
    setQuestion(false)
    avantQuestion.current?.focus()
  }
  const surTouche = (e: KeyboardEvent) => {
    if (e.key !== 'Escape' || e.isDefaultPrevented() || e.nativeEvent.isComposing) return
    // The browser closes by itself what refuses twice.
    e.preventDefault()
    e.stopPropagation()
    quitter()
  }
  return (
    <dialog
      ref={ref}
      className={`dialogue${large ? ' dialogue-large' : ''}`}
      aria-labelledby={id}
      onKeyDown={surTouche}
      onFocus={(e) => {
        dernier.current = e.target
        if (!e.target.closest('.dialogue-question, .dialogue-tete')) avantQuestion.current = e.target
      }}
      onCancel={(e) => {
        e.preventDefault()
        quitter()
      }}
    >
      <header className="dialogue-tete">
        <h2 id={id} tabIndex={-1}>
          {titre}
        </h2>
        {refermable ? (
          <button type="button" className="bouton-icone" aria-label="Fermer" onClick={quitter}>
            ✕
          </button>
        ) : null}
      </header>
      <div className="dialogue-corps" ref={corps}>
        {children}
      </div>
      {question && saisi ? (
        <footer className="dialogue-pied dialogue-question">
          <p role="alert">Ce que vous avez saisi ici n’est pas enregistré.</p>
          <button type="button" className="bouton" onClick={fermer}>
            Fermer sans enregistrer
          </button>
          <button ref={viser} type="button" className="bouton bouton-principal" onClick={continuer}>
            Continuer la saisie
          </button>
        </footer>
      ) : pied ? (
        <footer className="dialogue-pied">{pied}</footer>
      ) : null}
    </dialog>
  )
}

const viser = (bouton: HTMLElement | null) => bouton?.focus()
const isInerte = (e: HTMLElement) => e.matches(':disabled')
