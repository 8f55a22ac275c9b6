import { useEffect, useState } from 'react'
import { typographier } from '#domain/typographie.ts'
import { voirImage } from '../image/transformer.ts'
import { useSession } from '../use-session.ts'

type Etat =
  | { readonly e: 'attente' }
  | { readonly e: 'refus'; readonly message: string }
  | { readonly e: 'vue'; readonly source: string; readonly isAnimee: boolean }

/** A picture that no PDF page can hold, drawn by the page: the first image of a GIF. */
export function ApercuImage({ id, nom }: { readonly id: string; readonly nom: string }) {
  const session = useSession()
  const [etat, setEtat] = useState<Etat>({ e: 'attente' })
  useEffect(() => {
    let isParti = false
    setEtat({ e: 'attente' })
    void voirImage(session, id).then((vue) => {
      if (!isParti) setEtat(vue.ok ? { e: 'vue', source: vue.source, isAnimee: vue.isAnimee } : { e: 'refus', message: vue.message })
    })
    return () => {
      isParti = true
    }
  }, [session, id])
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region is scrolled with the keyboard
    <section className="apercu-pdf-cadre" tabIndex={0} aria-label={`Aperçu de ${nom}`}>
      {etat.e === 'vue' && etat.isAnimee ? (
        <p className="apercu-pdf-message">
          Cette image est animée. Seule la première vue est montrée ici, et c’est elle qui sera gardée si vous tournez l’image, la réduisez ou en faites une
          page PDF.
        </p>
      ) : null}
      {etat.e === 'attente' ? <p className="secondaire apercu-pdf-message">Lecture de l’image…</p> : null}
      {etat.e === 'refus' ? (
        <p className="message-erreur apercu-pdf-message" role="alert">
          ✕ {typographier(etat.message)}
        </p>
      ) : null}
      {etat.e === 'vue' ? <img className="apercu-image" src={etat.source} alt={`Contenu de ${nom}`} /> : null}
    </section>
  )
}
