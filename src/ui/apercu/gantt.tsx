import type { Bloc } from '#documents/doc.ts'
import { addDays, daysBetween, formatDateCourte } from '#domain/format.ts'
import { typographier } from '#domain/typographie.ts'

type GanttBloc = Extract<Bloc, { b: 'gantt' }>

/** A planning as bars beside their dates; the printed one carries the months above. */
export function Gantt({ bloc }: { readonly bloc: GanttBloc }) {
  const jours = Math.max(1, daysBetween(bloc.debut, bloc.fin) + 1)
  const part = (iso: string) => Math.min(100, Math.max(0, (100 * daysBetween(bloc.debut, iso)) / jours))
  return (
    <figure className="feuille-table">
      <figcaption>{typographier(bloc.titre)}</figcaption>
      <table>
        <thead>
          <tr>
            <th scope="col">Tâche ou jalon</th>
            <th scope="col">Dates</th>
            <th scope="col">
              {formatDateCourte(bloc.debut)} – {formatDateCourte(bloc.fin)}
            </th>
          </tr>
        </thead>
        <tbody>
          {bloc.barres.map((b, i) => {
            const x = part(b.debut)
            const l = b.fin === undefined ? 0 : Math.max(0.8, part(addDays(b.fin, 1)) - x)
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: bars follow the order of the planning
              <tr key={i}>
                <td>{typographier(b.groupe && b.groupe !== bloc.barres[i - 1]?.groupe ? `${b.groupe} — ${b.libelle}` : b.libelle)}</td>
                <td className="feuille-petit">
                  {b.fin === undefined ? formatDateCourte(b.debut) : `${formatDateCourte(b.debut)} – ${formatDateCourte(b.fin)}`}
                </td>
                <td className="feuille-barre">
                  <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
                    {b.fin === undefined ? (
                      <rect x={Math.min(99, x)} y="0" width="1" height="8" className="jalon" />
                    ) : (
                      <rect x={x} y="1.5" width={l} height="5" className="tache" />
                    )}
                  </svg>
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </figure>
  )
}
