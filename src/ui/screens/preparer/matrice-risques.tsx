import { niveauDe, risque } from '#domain/risque.ts'
import { useDossier } from '../../use-session.ts'

const { probabilite, impact } = risque.champs
const impacts = impact.options ?? []
const probabilites = [...(probabilite.options ?? [])].reverse()
const tons = { faible: 'faible', moyenne: 'moyen', élevée: 'fort' } as const

/** Probability × impact: how many risks in each square. */
export function MatriceRisques() {
  const risques = useDossier((d) => d.risques)
  return (
    <table className="matrice">
      <caption>Matrice des risques : probabilité et impact</caption>
      <thead>
        <tr>
          <th scope="col">Probabilité</th>
          {impacts.map((i) => (
            <th key={i.value} scope="col">
              Impact {i.label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {probabilites.map((p) => (
          <tr key={p.value}>
            <th scope="row">{p.label}</th>
            {impacts.map((i) => {
              const niveau = niveauDe(Number(p.value) * Number(i.value))
              return (
                <td key={i.value} className={`matrice-${tons[niveau]}`}>
                  {risques.filter((r) => r.probabilite === p.value && r.impact === i.value).length || ''}
                  <span className="visuellement-cache"> criticité {niveau}</span>
                </td>
              )
            })}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
