/** A ring that fills clockwise; `part` between 0 and 1. Drawn with attributes: no inline style. */
export function Anneau({ part, centre }: { readonly part: number; readonly centre: string }) {
  const complet = part >= 1
  return (
    <svg className={`anneau${complet ? ' anneau-complet' : ''}`} viewBox="0 0 28 28" width="28" height="28" aria-hidden="true">
      <circle className="anneau-fond" cx="14" cy="14" r="12" fill="none" strokeWidth="2.5" />
      {part > 0 ? (
        <circle
          className="anneau-part"
          cx="14"
          cy="14"
          r="12"
          fill="none"
          strokeWidth="2.5"
          pathLength="100"
          strokeDasharray={`${Math.max(2, Math.min(100, part * 100))} 100`}
          transform="rotate(-90 14 14)"
        />
      ) : null}
      <text x="14" y="14" textAnchor="middle" dominantBaseline="central" className="anneau-texte">
        {complet ? '✓' : centre}
      </text>
    </svg>
  )
}
