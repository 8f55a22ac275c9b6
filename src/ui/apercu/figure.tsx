import type { Bloc, Forme } from '#documents/doc.ts'
import { typographier } from '#domain/typographie.ts'

/** A vector figure of a document, scaled to the sheet. */
export function Figure({ bloc }: { readonly bloc: Extract<Bloc, { b: 'figure' }> }) {
  return (
    <figure>
      <svg viewBox={`0 0 ${bloc.largeur} ${bloc.hauteur}`} className="feuille-figure" role="img" aria-label={typographier(bloc.alternative)}>
        {bloc.formes.map((f, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: shapes of one drawing
          <FormeVue key={i} forme={f} />
        ))}
      </svg>
      <figcaption>{typographier(bloc.titre)}</figcaption>
    </figure>
  )
}

const ancres = { debut: 'start', milieu: 'middle', fin: 'end' } as const
/** Length of an arrow head, in the units of the figure. */
const tete = 2

function FormeVue({ forme: f }: { readonly forme: Forme }) {
  switch (f.f) {
    case 'rect':
      return <rect x={f.x} y={f.y} width={f.l} height={f.h} rx={f.rayon} fill={f.fond ?? 'none'} stroke={f.trait} strokeWidth={0.3} />
    case 'cercle':
      return <circle cx={f.x} cy={f.y} r={f.r} fill={f.fond ?? 'none'} stroke={f.trait} strokeWidth={0.3} />
    case 'texte':
      return (
        <text x={f.x} y={f.y} fontSize={f.taille} fill={f.couleur ?? '#1F2933'} fontWeight={f.gras ? 600 : undefined} textAnchor={ancres[f.ancre ?? 'debut']}>
          {typographier(f.texte)}
        </text>
      )
    case 'ligne':
      return (
        <>
          <polyline
            points={f.points.map((p) => p.join(',')).join(' ')}
            fill="none"
            stroke={f.trait}
            strokeWidth={f.epaisseur ?? 0.3}
            strokeDasharray={f.pointille ? '1.2 1.2' : undefined}
          />
          {f.fleche ? <Pointe points={f.points} couleur={f.trait} /> : null}
        </>
      )
  }
}

function Pointe({ points, couleur }: { readonly points: readonly (readonly [number, number])[]; readonly couleur: string }) {
  const [x, y] = points.at(-1) ?? [0, 0]
  const [ax, ay] = points.at(-2) ?? [x, y]
  const angle = (Math.atan2(y - ay, x - ax) * 180) / Math.PI
  return <path d={`M0 0L${-tete} ${tete / 2}V${-tete / 2}Z`} fill={couleur} transform={`translate(${x} ${y}) rotate(${angle})`} />
}
