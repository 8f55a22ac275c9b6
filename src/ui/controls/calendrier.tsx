import { useRef } from 'react'

/** Opens the system's calendar; the date comes back in ISO form, or as an empty text. */
export function Calendrier({ valeur, choisir }: { readonly valeur: string | null; readonly choisir: (iso: string) => void }) {
  const ref = useRef<HTMLInputElement>(null)
  return (
    <span className="calendrier">
      <button
        type="button"
        className="bouton-icone"
        aria-label="Choisir dans un calendrier"
        title="Choisir dans un calendrier"
        onClick={() => ref.current?.showPicker()}
      >
        <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
          <path d="M3 3.5h10v9.5H3zM3 6.5h10M5.5 2v3M10.5 2v3" fill="none" stroke="currentColor" strokeWidth="1.3" />
        </svg>
      </button>
      <input
        ref={ref}
        type="date"
        className="calendrier-cache"
        tabIndex={-1}
        aria-hidden="true"
        value={valeur ?? ''}
        onChange={(e) => choisir(e.target.value)}
      />
    </span>
  )
}
