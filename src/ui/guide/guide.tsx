import { useState } from 'react'
import { chapitres } from './chapitres.ts'
import { Jetons } from './texte.tsx'

/** The in-app guide: its chapters, and the one that is read. */
export function Guide() {
  const [code, setCode] = useState(chapitres[0]?.code)
  const rang = Math.max(
    0,
    chapitres.findIndex((c) => c.code === code)
  )
  const chapitre = chapitres[rang]
  const suivant = chapitres[rang + 1]
  if (!chapitre) return null
  return (
    <div className="guide">
      <ul className="guide-sommaire" aria-label="Chapitres">
        {chapitres.map((c) => (
          <li key={c.code}>
            <button type="button" className="bouton-lien" aria-current={c.code === chapitre.code ? 'true' : undefined} onClick={() => setCode(c.code)}>
              {c.titre}
            </button>
          </li>
        ))}
      </ul>
      <article className="guide-texte" aria-label={chapitre.titre}>
        <h2>{chapitre.titre}</h2>
        <Jetons jetons={chapitre.jetons} />
        {suivant ? (
          <p>
            <button type="button" className="bouton" onClick={() => setCode(suivant.code)}>
              Suite : {suivant.titre}
            </button>
          </p>
        ) : null}
      </article>
    </div>
  )
}
