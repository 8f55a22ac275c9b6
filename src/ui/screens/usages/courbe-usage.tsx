import { formatMois, formatPourcent, formatPourcentAligne } from '#domain/format.ts'
import { type Courbe, tracer } from '#domain/indicateurs/courbe.ts'
import { fenetreLabel } from '#domain/indicateurs/fenetre.ts'
import { indicateurDe } from '#domain/indicateurs/registre.ts'
import { typographier } from '#domain/typographie.ts'

/** Frame of the curve, in the units of the drawing; around it, room for the labels. */
const [largeur, hauteur] = [236, 84]
const marges = { gauche: 56, droite: 76, haut: 14, bas: 20 } as const
const court = { va: 'VA', cloture: 'clôture' } as const

const abreges = ['janv.', 'févr.', 'mars', 'avril', 'mai', 'juin', 'juil.', 'août', 'sept.', 'oct.', 'nov.', 'déc.']
const abrege = (mois: string) => `${abreges[Number(mois.slice(5, 7)) - 1] ?? ''} ${mois.slice(0, 4)}`

/** The value beside its point, away from the word of the target. */
function hauteurValeur(y: number, cible: number | null): number {
  if (cible === null || Math.abs(cible - y) >= 15) return y + 4
  return cible >= y ? cible - 9 : cible + 18
}

/** « Cible atteinte vers mars 2027 si la tendance se poursuit. » */
export const direProjection = ({ projete }: Courbe): string | null =>
  projete === null ? null : `Cible atteinte vers ${formatMois(projete)} si la tendance se poursuit.`

/** One indicator over time against its target, with its values as a table. */
export function CourbeUsage({ courbe }: { readonly courbe: Courbe }) {
  const trace = tracer(courbe, largeur, hauteur)
  if (trace === null) return <p className="secondaire">Aucune mesure à tracer : saisissez un suivi mensuel ou un relevé daté.</p>
  const titre = indicateurDe(courbe.code)?.titre ?? courbe.code
  // One value is written, that of the last thing drawn: the declared closure, else the last month.
  const declare = courbe.declares.find((d) => d.fenetre === 'cloture')
  const losange = trace.declares.find((d) => d.fenetre === 'cloture')
  const dernier = declare && losange ? { taux: declare.taux, ou: losange.ou } : trace.points.at(-1)
  const [debut, fin] = trace.mois
  return (
    <figure className="courbe">
      <svg
        viewBox={`0 0 ${largeur + marges.gauche + marges.droite} ${hauteur + marges.haut + marges.bas}`}
        role="img"
        aria-label={typographier(
          `${titre}, de ${formatMois(debut)} à ${formatMois(fin)}. ${direProjection(courbe) ?? ''} Les valeurs sont dans le tableau qui suit.`
        )}
      >
        <g transform={`translate(${marges.gauche} ${marges.haut})`}>
          {trace.graduations.map((g) => (
            <g key={g.taux}>
              <line className="courbe-filet" x1="0" x2={largeur} y1={g.y} y2={g.y} />
              <text className="courbe-axe" x="-8" y={g.y + 4} textAnchor="end">
                {formatPourcent(g.taux, 0)}
              </text>
            </g>
          ))}
          {trace.cible === null || courbe.cible === null ? null : (
            <>
              <line className="courbe-cible" x1="0" x2={largeur} y1={trace.cible} y2={trace.cible} />
              <text className="courbe-cible-mot" x={largeur + 12} y={trace.cible + 4}>
                cible {formatPourcent(courbe.cible, 0)}
              </text>
            </>
          )}
          {trace.lignes.map((ligne) => (
            <polyline key={String(ligne[0])} className="courbe-ligne" points={ligne.map((p) => p.join(',')).join(' ')} />
          ))}
          {trace.projection ? <polyline className="courbe-projection" points={trace.projection.map((p) => p.join(',')).join(' ')} /> : null}
          {trace.points.map((p) => (
            <circle key={p.mois} className="courbe-point" cx={p.ou[0]} cy={p.ou[1]} r="3.5" />
          ))}
          {trace.declares.map((d) => (
            <g key={d.fenetre}>
              <rect className="courbe-declare" x={d.ou[0] - 4} y={d.ou[1] - 4} width="8" height="8" transform={`rotate(45 ${d.ou[0]} ${d.ou[1]})`} />
              <text
                className="courbe-mot"
                x={d.ou[0]}
                y={d.ou[1] + (d.sous ? 18 : -8)}
                textAnchor={d.ou[0] < 30 ? 'start' : d.ou[0] > largeur - 30 ? 'end' : 'middle'}
              >
                {court[d.fenetre]}
              </text>
            </g>
          ))}
          {dernier ? (
            <text className="courbe-valeur" x={dernier.ou[0] + 12} y={hauteurValeur(dernier.ou[1], trace.cible)}>
              {formatPourcent(dernier.taux)}
            </text>
          ) : null}
          <text className="courbe-axe" x="0" y={hauteur + 16}>
            {abrege(debut)}
          </text>
          {fin === debut ? null : (
            <text className="courbe-axe" x={largeur} y={hauteur + 16} textAnchor="end">
              {abrege(fin)}
            </text>
          )}
        </g>
      </svg>
      <details>
        <summary>Valeurs</summary>
        <table className="table table-valeurs">
          <thead>
            <tr>
              <th scope="col">Période</th>
              <th scope="col" className="droite">
                Taux
              </th>
            </tr>
          </thead>
          <tbody>
            {courbe.points.map((p) => (
              <tr key={p.mois}>
                <th scope="row">{formatMois(p.mois)}</th>
                <td className="droite">{p.taux === null ? 'non calculable' : formatPourcentAligne(p.taux)}</td>
              </tr>
            ))}
            {courbe.declares.map((d) => (
              <tr key={d.fenetre}>
                <th scope="row">
                  {fenetreLabel[d.fenetre]}, jusqu’à {formatMois(d.mois)}
                </th>
                <td className="droite">{formatPourcentAligne(d.taux)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  )
}
