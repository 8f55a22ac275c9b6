import { formatPourcent } from '#domain/format.ts'
import { etatTauxLabel, type Taux } from '#domain/indicateurs/taux.ts'

/** Beside the bar, room for « 1 812,4 % »: messages are many times the persons. */
const [largeur, marge] = [270, 84]
const maximum = 120

/** A bar with its value and the target as a labelled line; all by attributes. */
export function BarreTaux({ taux }: { readonly taux: Taux }) {
  const x = (v: number) => (Math.min(v, maximum) / maximum) * largeur
  return (
    <svg
      className="barre-taux"
      viewBox={`0 0 ${largeur + marge} 44`}
      role="img"
      aria-label={`${taux.taux === null ? etatTauxLabel[taux.etat] : formatPourcent(taux.taux)}${taux.cible === null ? '' : `, cible ${formatPourcent(taux.cible)}`}`}
    >
      <rect className="barre-fond" x="0" y="18" width={largeur} height="16" rx="3" />
      {taux.taux === null ? null : (
        <rect className={taux.etat === 'atteint' ? 'barre-atteint' : 'barre-sous'} x="0" y="18" width={Math.max(2, x(taux.taux))} height="16" rx="3" />
      )}
      {taux.taux === null ? null : (
        <text className="barre-valeur" x={x(taux.taux) + 8} y="31">
          {formatPourcent(taux.taux)}
        </text>
      )}
      {taux.cible === null ? null : (
        <>
          <line className="barre-cible" x1={x(taux.cible)} x2={x(taux.cible)} y1="14" y2="38" />
          <text className="barre-legende" x={x(taux.cible)} y="11" textAnchor="middle">
            cible {formatPourcent(taux.cible, 0)}
          </text>
        </>
      )}
    </svg>
  )
}
