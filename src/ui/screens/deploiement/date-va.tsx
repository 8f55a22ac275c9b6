import type { DateVa as Calcul } from '#domain/deploiement/date-va.ts'
import { motActeurs, motEtapes, motsVa } from '#domain/deploiement/mots.ts'
import type { Deploiement } from '#domain/deploiement/suivi.ts'
import { formatDateCourte } from '#domain/format.ts'
import { typographier } from '#domain/typographie.ts'
import { Duree } from './duree.tsx'

/** The earliest VA, and the actions that hold it back: their durations are typed here too. */
export function DateVa({ va, deploiement }: { readonly va: Calcul; readonly deploiement: Deploiement }) {
  const { titre, precisions } = motsVa(va)
  return (
    <section className={`carte va-au-plus-tot${va.signee ? ' va-signee' : ''}`} aria-label="VA au plus tôt">
      <h3 className="carte-titre">
        {va.signee ? '✓ ' : ''}
        {typographier(titre)}
      </h3>
      {precisions.map((p) => (
        <p key={p} className="secondaire">
          {typographier(p)}
        </p>
      ))}
      {va.retenues.length === 0 ? null : (
        <details>
          <summary>{va.retenues.length === 1 ? 'L’action qui la retient' : `Les ${va.retenues.length} actions qui la retiennent`}</summary>
          <div className="table-defile">
            <table className="table table-va">
              <thead>
                <tr>
                  <th scope="col">Action</th>
                  <th scope="col">Qui</th>
                  <th scope="col">Pour</th>
                  <th scope="col">Durée prévue</th>
                  <th scope="col">Au plus tôt du</th>
                  <th scope="col">au</th>
                </tr>
              </thead>
              <tbody>
                {va.retenues.map((r) => (
                  <tr key={r.action.code}>
                    <th scope="row">
                      {r.action.code} {typographier(r.action.titre)}
                    </th>
                    <td>{motActeurs(r.action)}</td>
                    <td>{motEtapes(r.etapes, 2)}</td>
                    <td>
                      <Duree action={r.action} catalogue={deploiement.liste.code} duree={r.duree} />
                    </td>
                    <td className="nombre">{formatDateCourte(r.debut)}</td>
                    <td className="nombre">{formatDateCourte(r.fin)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </details>
      )}
    </section>
  )
}
