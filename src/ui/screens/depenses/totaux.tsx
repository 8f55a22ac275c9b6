import { useMemo } from 'react'
import { formatEuros, formatPourcentAligne } from '#domain/format.ts'
import { totalDepenses, totauxParPoste } from '#domain/totaux-depense.ts'
import { VideVers } from '../../components/vide-vers.tsx'
import { useDossierEntier } from '../../use-session.ts'

/** « + 1 200,00 € », so that a gap reads without its heading. */
const signe = (texte: string, valeur: number) => (valeur > 0 ? `+\u202f${texte}` : texte)

/** What was spent against the plan, poste by poste, and against the subsidy. */
export function Totaux() {
  const dossier = useDossierEntier()
  const postes = useMemo(() => totauxParPoste(dossier), [dossier])
  const total = useMemo(() => totalDepenses(dossier), [dossier])
  const prevu = postes.reduce((t, p) => t + p.prevu, 0)
  if (postes.length === 0 && total.subvention === null)
    return (
      <VideVers
        vers="depenses"
        titre="Les dépenses face au plan"
        texte="Poste par poste, ce qui était prévu au plan de financement, ce qui est dépensé, et ce qui reste à justifier. Ajoutez d’abord une dépense."
      />
    )
  return (
    <div className="pile">
      <p>
        Dépenses éligibles : <strong>{formatEuros(total.eligible)}</strong>
        {total.subvention === null || total.soldeSubvention === null
          ? '. La subvention de la convention n’est pas encore saisie.'
          : total.soldeSubvention >= 0
            ? ` pour une subvention de ${formatEuros(total.subvention)} : elle est entièrement justifiée.`
            : ` pour une subvention de ${formatEuros(total.subvention)} : il reste ${formatEuros(-total.soldeSubvention)} à justifier.`}
      </p>
      {postes.length === 0 ? <p className="secondaire">Ni plan de financement ni dépense pour l’instant.</p> : null}
      <div className="table-defile" hidden={postes.length === 0}>
        <table className="table">
          <caption>Par poste, TTC</caption>
          <thead>
            <tr>
              <th scope="col">Poste</th>
              {['Prévu', 'Dépensé', 'Éligible', 'Écart', 'Écart en %'].map((titre) => (
                <th key={titre} scope="col" className="droite">
                  {titre}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {postes.map((p) => (
              <tr key={p.poste}>
                <th scope="row">{p.poste}</th>
                <td className="droite">{formatEuros(p.prevu)}</td>
                <td className="droite">{formatEuros(p.realise)}</td>
                <td className="droite">{formatEuros(p.eligible)}</td>
                <td className="droite">{signe(formatEuros(p.ecart), p.ecart)}</td>
                <td className="droite">{p.ecartPourcent === null ? 'non prévu' : signe(formatPourcentAligne(p.ecartPourcent), p.ecartPourcent)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">Total</th>
              <td className="droite">{formatEuros(prevu)}</td>
              <td className="droite">{formatEuros(total.ttc)}</td>
              <td className="droite">{formatEuros(total.eligible)}</td>
              <td className="droite">{signe(formatEuros(total.ttc - prevu), total.ttc - prevu)}</td>
              <td className="droite">{prevu === 0 ? '' : signe(formatPourcentAligne(((total.ttc - prevu) / prevu) * 100), total.ttc - prevu)}</td>
            </tr>
          </tfoot>
        </table>
      </div>
    </div>
  )
}
