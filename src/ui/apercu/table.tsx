import type { Bloc, Rangee } from '#documents/doc.ts'
import { isNumber, printedValue } from '#documents/printed-value.ts'
import { formatEntier } from '#domain/format.ts'
import { typographier } from '#domain/typographie.ts'
import { habit } from './habit.ts'

type TableBloc = Extract<Bloc, { b: 'table' }>

/** Rows drawn in the preview; the document holds them all. */
const montrees = 40

/** A printed table: a long one shows its first rows and its totals. */
export function TableVue({ bloc }: { readonly bloc: TableBloc }) {
  const totaux = bloc.rangees.slice(montrees).filter((r) => r.role === 'total')
  const cachees = Math.max(0, bloc.rangees.length - montrees - totaux.length)
  return (
    <figure className="feuille-table">
      {bloc.titre ? <figcaption>{typographier(bloc.titre)}</figcaption> : null}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled by the keyboard */}
      <section className="feuille-defile" tabIndex={0} aria-label={typographier(bloc.titre ?? 'Tableau')}>
        <table>
          <thead>
            <tr>
              {bloc.colonnes.map((c) => (
                <th key={c.titre} scope="col" className={c.aligne ? `aligne-${c.aligne}` : undefined}>
                  {typographier(c.titre)}
                  {c.unite ? <span className="feuille-petit"> ({c.unite})</span> : null}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {bloc.rangees.slice(0, montrees).map((r, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: printed rows have no identity
              <Ligne key={i} rangee={r} bloc={bloc} />
            ))}
            {cachees > 0 ? (
              <tr>
                <td colSpan={bloc.colonnes.length} className="feuille-petit">
                  … et {formatEntier(cachees)} autre{cachees > 1 ? 's lignes' : ' ligne'} dans le document
                </td>
              </tr>
            ) : null}
            {totaux.map((r, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: printed rows have no identity
              <Ligne key={i} rangee={r} bloc={bloc} />
            ))}
          </tbody>
        </table>
      </section>
      {bloc.note ? <p className="feuille-petit">{typographier(bloc.note)}</p> : null}
    </figure>
  )
}

function Ligne({ rangee, bloc }: { readonly rangee: Rangee; readonly bloc: TableBloc }) {
  return (
    <tr className={rangee.role ? `rangee-${rangee.role}` : undefined}>
      {rangee.cellules.map((c, i) => {
        const colonne = bloc.colonnes[i]
        const classes = [
          isNumber(c.valeur) ? 'feuille-nombre' : '',
          colonne?.aligne ? `aligne-${colonne.aligne}` : '',
          c.gras ? 'gras' : '',
          c.ton ? `ton-${c.ton}` : ''
        ]
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: the cells of a row follow its columns
          <td key={i} colSpan={c.etendue} className={classes.join(' ').trim() || undefined}>
            {c.valeur.t === 'vide' && rangee.role ? '' : printedValue(c.valeur, habit, true, colonne?.unite)}
          </td>
        )
      })}
    </tr>
  )
}
