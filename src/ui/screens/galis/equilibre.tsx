import { useMemo } from 'react'
import { formatEuros } from '#domain/format.ts'
import { planFinancement } from '#domain/plan-financement.ts'
import { useDossierEntier } from '../../use-session.ts'

/** Costs and resources year by year: balanced, or by how much not. */
export function EquilibrePlan() {
  const dossier = useDossierEntier()
  const plan = useMemo(() => planFinancement(dossier), [dossier])
  if (plan.annees.length === 0) return null
  return (
    <table className="table table-plan">
      <caption>Équilibre du plan de financement, TTC</caption>
      <thead>
        <tr>
          <th scope="col">Année</th>
          <th scope="col" className="droite">
            Coûts du projet
          </th>
          <th scope="col" className="droite">
            Coûts RH
          </th>
          <th scope="col" className="droite">
            Ressources
          </th>
          <th scope="col" className="droite">
            Écart
          </th>
        </tr>
      </thead>
      <tbody>
        {plan.annees.map((a) => (
          <tr key={a.annee}>
            <th scope="row">{a.annee}</th>
            <td className="droite">{formatEuros(a.couts)}</td>
            <td className="droite">{formatEuros(a.coutsRh)}</td>
            <td className="droite">{formatEuros(a.ressources)}</td>
            <td className="droite">{a.ecart === 0 ? '✓ équilibré' : `! ${formatEuros(a.ecart)}`}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
