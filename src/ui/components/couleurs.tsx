import { useEffect, useState } from 'react'
import { type Theme, themes } from '#contract/shell.ts'
import { useSession } from '../use-session.ts'

const libelles: Readonly<Record<Theme, string>> = { systeme: 'Comme le système', clair: 'Claires', sombre: 'Sombres' }

/** Colours of the window on this computer, changed at once; the menu « Affichage » offers the same. */
export function Couleurs() {
  const { shell } = useSession()
  const [theme, setTheme] = useState<Theme | null>(null)
  useEffect(() => void shell.theme().then(setTheme), [shell])
  return (
    <div className="champ">
      <label className="champ-label" htmlFor="couleurs">
        Couleurs de la fenêtre
      </label>
      <select id="couleurs" className="saisie" value={theme ?? 'systeme'} onChange={(e) => void shell.theme(e.target.value as Theme).then(setTheme)}>
        {themes.map((t) => (
          <option key={t} value={t}>
            {libelles[t]}
          </option>
        ))}
      </select>
    </div>
  )
}
