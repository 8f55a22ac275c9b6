import { useEffect, useRef, useState } from 'react'
import { formatEntier } from '#domain/format.ts'
import { typographier } from '#domain/typographie.ts'
import { createRendu, type PageRendue } from '../pdf/rendu.ts'
import { useSession } from '../use-session.ts'

/** A place of a page to show: points from the top left corner, as the page is shown. */
export interface PlaceMontree {
  readonly page: number
  readonly place: readonly [x: number, y: number, largeur: number, hauteur: number]
  /** `attention`: what should not be there. */
  readonly ton: 'trouve' | 'attention'
  readonly libelle: string
}

interface Props {
  /** Id of the attached file: a PDF, or a picture. */
  readonly id: string
  /** Page shown first; the person may turn the others. */
  readonly page?: number
  readonly places?: readonly PlaceMontree[]
  /** Name of the file, for screen readers. */
  readonly nom: string
}

const zooms = [100, 150, 200] as const
const marge = 2

type Etat =
  | { readonly e: 'attente' }
  | { readonly e: 'refus'; readonly message: string }
  | { readonly e: 'vue'; readonly vue: PageRendue; readonly pages: number }

/**
 * Pages of an attached file, one at a time, with places highlighted. The engine hands over one page that it has tried; a worker draws it
 * and is ended when it lasts: neither can hold the window.
 */
export function ApercuPdf({ id, page: demandee = 1, places = [], nom }: Props) {
  const session = useSession()
  const [page, setPage] = useState(demandee)
  const [zoom, setZoom] = useState<(typeof zooms)[number]>(100)
  const [etat, setEtat] = useState<Etat>({ e: 'attente' })
  const rendu = useRef<ReturnType<typeof createRendu> | null>(null)
  const cadre = useRef<HTMLElement>(null)
  useEffect(() => setPage(demandee), [demandee])
  useEffect(() => () => rendu.current?.arreter(), [])
  useEffect(() => {
    let quitte = false
    setEtat({ e: 'attente' })
    void session.appeler('piece-jointe.page', { id, page }).then(async (lu) => {
      if (quitte) return
      if (!lu.ok) return setEtat({ e: 'refus', message: lu.error.message })
      rendu.current ??= createRendu()
      const largeur = (cadre.current?.clientWidth || 600) * (zoom / 100) * Math.min(2, window.devicePixelRatio || 1)
      const vue = await rendu.current.dessiner(lu.value.pdf, Math.round(largeur))
      if (quitte) return
      if (vue) setEtat({ e: 'vue', vue, pages: lu.value.pages })
      else setEtat({ e: 'refus', message: 'Cette page ne peut pas être montrée. Le fichier joint n’est pas touché.' })
    })
    return () => {
      quitte = true
    }
  }, [session, id, page, zoom])
  const pages = etat.e === 'vue' ? etat.pages : null
  const ici = places.filter((p) => p.page === page)
  return (
    <div className="apercu-pdf">
      <div className="apercu-pdf-outils">
        <button type="button" className="bouton-icone" aria-label="Page précédente" disabled={page <= 1} onClick={() => setPage(page - 1)}>
          ‹
        </button>
        <span aria-live="polite">
          Page {formatEntier(page)}
          {pages === null ? '' : ` sur ${formatEntier(pages)}`}
        </span>
        <button type="button" className="bouton-icone" aria-label="Page suivante" disabled={pages === null || page >= pages} onClick={() => setPage(page + 1)}>
          ›
        </button>
        <select
          className="saisie fin"
          aria-label="Grandeur de la page"
          value={zoom}
          onChange={(e) => setZoom(zooms.find((z) => z === Number(e.target.value)) ?? 100)}
        >
          {zooms.map((z) => (
            <option key={z} value={z}>
              {z} %
            </option>
          ))}
        </select>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region is scrolled with the keyboard */}
      <section ref={cadre} className="apercu-pdf-cadre" tabIndex={0} aria-label={`Page ${page} de ${nom}`}>
        {etat.e === 'attente' ? <p className="secondaire apercu-pdf-message">Lecture de la page…</p> : null}
        {etat.e === 'refus' ? (
          <p className="message-erreur apercu-pdf-message" role="alert">
            ✕ {typographier(etat.message)}
          </p>
        ) : null}
        {etat.e === 'vue' ? <Feuille vue={etat.vue} zoom={zoom} places={ici} nom={nom} /> : null}
      </section>
    </div>
  )
}

/** Brings a place to the middle of the frame, without moving the rest of the window. */
function montrer(place: SVGRectElement | null): void {
  const cadre = place?.closest('.apercu-pdf-cadre')
  if (!place || !cadre) return
  const [p, c] = [place.getBoundingClientRect(), cadre.getBoundingClientRect()]
  cadre.scrollBy(p.right > c.right || p.left < c.left ? p.left - c.left - c.width / 2 : 0, p.top - c.top - c.height / 2)
}

function Feuille({
  vue,
  zoom,
  places,
  nom
}: {
  readonly vue: PageRendue
  readonly zoom: number
  readonly places: readonly PlaceMontree[]
  readonly nom: string
}) {
  const toile = useRef<HTMLCanvasElement>(null)
  const premiere = useRef<SVGRectElement>(null)
  useEffect(() => {
    const canvas = toile.current
    if (!canvas || vue.image.width === 0) return
    canvas.width = vue.image.width
    canvas.height = vue.image.height
    canvas.getContext('2d')?.drawImage(vue.image, 0, 0)
    montrer(premiere.current)
  }, [vue])
  return (
    <div className={`feuille-pdf feuille-pdf-${zoom}`}>
      <canvas ref={toile} role="img" aria-label={`Image de la page de ${nom}`} />
      {places.length > 0 ? (
        <svg className="feuille-pdf-places" viewBox={`0 0 ${vue.largeur} ${vue.hauteur}`} role="img" aria-label={places.map((p) => p.libelle).join(' ; ')}>
          {places.map((p, i) => {
            const [x, y, l, h] = p.place
            return (
              <rect
                // biome-ignore lint/suspicious/noArrayIndexKey: places of one page, drawn anew together
                key={i}
                ref={i === 0 ? premiere : undefined}
                className={`place-${p.ton}`}
                x={x - marge}
                y={y - marge}
                width={l + 2 * marge}
                height={h + 2 * marge}
                rx={2}
              >
                <title>{p.libelle}</title>
              </rect>
            )
          })}
        </svg>
      ) : null}
    </div>
  )
}
