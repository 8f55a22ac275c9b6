import { type ReactNode, useEffect, useId, useRef } from 'react'

interface Props {
  readonly titre: string
  readonly fermer: () => void
  /** False: the dialog waits for its answer (a first launch, work in progress). */
  readonly refermable?: boolean
  readonly large?: boolean
  readonly pied?: ReactNode
  readonly children: ReactNode
}

/** A modal dialog: the browser keeps the focus inside and gives it back. Only for decisions. */
export function Dialogue({ titre, fermer, refermable = true, large, pied, children }: Props) {
  const ref = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    const dialogue = ref.current
    if (!dialogue || dialogue.open) return
    dialogue.showModal()
    // The browser goes to the first control, which is « Fermer ».
    dialogue.querySelector<HTMLElement>('[data-premier]')?.focus()
    return () => dialogue.close()
  }, [])
  return (
    <dialog
      ref={ref}
      className={`dialogue${large ? ' dialogue-large' : ''}`}
      aria-labelledby={id}
      onCancel={(e) => {
        e.preventDefault()
        if (refermable) fermer()
      }}
    >
      <header className="dialogue-tete">
        <h2 id={id}>{titre}</h2>
        {refermable ? (
          <button type="button" className="bouton-icone" aria-label="Fermer" onClick={fermer}>
            ✕
          </button>
        ) : null}
      </header>
      <div className="dialogue-corps">{children}</div>
      {pied ? <footer className="dialogue-pied">{pied}</footer> : null}
    </dialog>
  )
}
