import { impression } from '../impression.ts'
import { useMagasin } from '../use-session.ts'
import type { Colonne } from './colonne.ts'

/** Columns beside the first one on a sheet of paper: wider grids go on below, like a spreadsheet over several pages. */
const colonnesParFeuille = 7

interface Props<R extends { readonly id: string }> {
  readonly libelle: string
  readonly rangees: () => readonly R[]
  readonly colonnes: readonly Colonne<R>[]
}

/** Every row of a grid as ordinary tables, while the window is being printed: the grid itself only draws what is in sight. */
export function GrilleImprimee<R extends { readonly id: string }>(props: Props<R>) {
  return useMagasin(impression) ? <Tables {...props} /> : null
}

function Tables<R extends { readonly id: string }>({ libelle, rangees, colonnes }: Props<R>) {
  const [premiere, ...autres] = colonnes
  if (!premiere) return null
  const lignes = rangees()
  const nombre = Math.max(1, Math.ceil(autres.length / colonnesParFeuille))
  const feuilles = Array.from({ length: nombre }, (_, i) => [premiere, ...autres.slice(i * colonnesParFeuille, (i + 1) * colonnesParFeuille)])
  return (
    <div className="grille-imprimee">
      {feuilles.map((cols) => (
        <table className="table" key={cols[1]?.cle ?? premiere.cle}>
          <caption>{libelle}</caption>
          <thead>
            <tr>
              {cols.map((c) => (
                <th key={c.cle} scope="col" className={c.droite ? 'droite' : undefined}>
                  {c.titre}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lignes.map((r) => (
              <tr key={r.id}>
                {cols.map((c) => (
                  <td key={c.cle} className={c.droite ? 'droite' : undefined}>
                    {c.texte(r)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
          {cols.some((c) => c.total) ? (
            <tfoot>
              <tr>
                {cols.map((c, i) => (
                  <td key={c.cle} className={c.droite ? 'droite' : undefined}>
                    {c.total?.(lignes) ?? (i === 0 ? 'Total' : '')}
                  </td>
                ))}
              </tr>
            </tfoot>
          ) : null}
        </table>
      ))}
    </div>
  )
}
