import { useDossier } from '../../use-session.ts'

const niveaux = ['1', '2', '3', '4'] as const

/** Probability × impact: how many risks in each square. */
export function MatriceRisques() {
  const risques = useDossier((d) => d.risques)
  const nombre = (p: string, i: string) => risques.filter((r) => r.probabilite === p && r.impact === i).length
  const ton = (criticite: number) => (criticite >= 9 ? 'fort' : criticite >= 4 ? 'moyen' : 'faible')
  return (
    <table className="matrice">
      <caption>Matrice des risques : probabilité et impact</caption>
      <thead>
        <tr>
          <th scope="col">Probabilité</th>
          {niveaux.map((i) => (
            <th key={i} scope="col">
              Impact {i}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {[...niveaux].reverse().map((p) => (
          <tr key={p}>
            <th scope="row">{p}</th>
            {niveaux.map((i) => (
              <td key={i} className={`matrice-${ton(Number(p) * Number(i))}`}>
                {nombre(p, i) || ''}
                <span className="visuellement-cache"> criticité {ton(Number(p) * Number(i))}e</span>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
