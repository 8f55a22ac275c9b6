import { useMemo } from 'react'
import { argent } from '#domain/avancement.ts'
import { formatDate, formatEuros, formatEurosCourt } from '#domain/format.ts'
import { useDossierEntier } from '../../use-session.ts'

/** Money asked, received and still expected; what was spent of it. */
export function Subvention() {
  const dossier = useDossierEntier()
  const a = useMemo(() => argent(dossier), [dossier])
  const { avanceRecue, dateAvance, soldeRecu, dateSolde, dateConvention } = dossier.grappe
  const le = (d: string | null) => (d ? `le ${formatDate(d)}` : '')
  const ligne = (libelle: string, cents: number | null, precision = '') => (
    <tr>
      <th scope="row">{libelle}</th>
      <td className="droite">{cents === null ? '—' : formatEuros(cents)}</td>
      <td className="secondaire">{precision}</td>
    </tr>
  )
  return (
    <section className="carte">
      <h3 className="carte-titre">Subvention</h3>
      <table className="table table-argent">
        <tbody>
          {ligne(a.conventionnee ? 'Convention' : 'Demandée', a.subvention, a.conventionnee ? le(dateConvention) : '')}
          {avanceRecue === null ? ligne('Avance', a.avanceAttendue, 'attendue, la moitié') : ligne('Avance', avanceRecue, `reçue ${le(dateAvance)}`)}
          {soldeRecu === null ? ligne('Solde', a.soldeAttendu, 'attendu à la clôture') : ligne('Solde', soldeRecu, `reçu ${le(dateSolde)}`)}
          {ligne('Dépenses saisies', a.depenses, a.depenses === a.eligible ? '' : `dont ${formatEurosCourt(a.eligible)} éligibles`)}
        </tbody>
        {a.resteARecevoir === null ? null : <tfoot>{ligne('Reste à recevoir', a.resteARecevoir)}</tfoot>}
      </table>
    </section>
  )
}
