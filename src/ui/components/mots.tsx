import { useEffect, useRef, useState } from 'react'
import { type Terme, termesDans } from '#domain/catalogue/glossaire.ts'
import { useSession } from '../use-session.ts'
import { Definitions } from './definitions.tsx'

/** What the words of this screen mean: those it shows, as it shows them. */
export function Mots() {
  const session = useSession()
  const cadre = useRef<HTMLDetailsElement>(null)
  const [ouvert, setOuvert] = useState(false)
  const [termes, setTermes] = useState<readonly Terme[]>([])
  useEffect(() => {
    const page = cadre.current?.closest('.page')?.querySelector('.page-corps')
    if (!ouvert || !page) return
    let attente = 0
    const relire = () =>
      setTermes(termesDans([...page.querySelectorAll('*')].flatMap((e) => [...e.childNodes].flatMap((n) => (n instanceof Text ? [n.data] : []))).join(' ')))
    const bientot = () => {
      clearTimeout(attente)
      attente = window.setTimeout(relire, 200)
    }
    relire()
    // Another tab, another establishment: other words.
    const guetteur = new MutationObserver(bientot)
    guetteur.observe(page, { childList: true, subtree: true })
    return () => {
      clearTimeout(attente)
      guetteur.disconnect()
    }
  }, [ouvert])
  return (
    <details ref={cadre} className="questions" onToggle={(e) => setOuvert(e.currentTarget.open)}>
      <summary>Les mots de cet écran</summary>
      {ouvert ? <Definitions termes={termes} /> : null}
      <button type="button" className="bouton-lien" onClick={() => session.aller({ page: 'ressources', onglet: 'glossaire' })}>
        Tout le glossaire
      </button>
    </details>
  )
}
