import { Fragment, useMemo, useState } from 'react'
import { formatEuros } from '#domain/format.ts'
import { repartitionEligible } from '#domain/repartition-depenses.ts'
import { VideVers } from '../../components/vide-vers.tsx'
import { useDossierEntier } from '../../use-session.ts'

/** Who bears what: own lines and part of the shared ones, by OG, then by establishment when one asks. */
export function Repartition() {
  const dossier = useDossierEntier()
  const { organismes, etablissements, sansCle, retires } = useMemo(() => repartitionEligible(dossier), [dossier])
  const [detail, setDetail] = useState(false)
  const total = organismes.reduce((n, o) => n + o.directes + o.mutualisees, 0) + sansCle + retires
  const montants = (p: { readonly directes: number; readonly mutualisees: number }) => (
    <>
      <td className="droite">{formatEuros(p.directes)}</td>
      <td className="droite">{formatEuros(p.mutualisees)}</td>
      <td className="droite">{formatEuros(p.directes + p.mutualisees)}</td>
    </>
  )
  const aPart = (titre: string, montant: number) =>
    montant === 0 ? null : (
      <tr>
        <th scope="row">{titre}</th>
        <td />
        <td />
        <td className="droite">{formatEuros(montant)}</td>
      </tr>
    )
  if (organismes.length === 0 && dossier.depenses.length === 0)
    return (
      <VideVers
        vers="etablissements"
        titre="La répartition des dépenses"
        texte="Ce que chaque organisme et chaque établissement supporte : ses dépenses propres et sa part des dépenses mutualisées. Ajoutez d’abord vos établissements."
      />
    )
  return (
    <div className="pile">
      <p>
        Une dépense d’un établissement lui revient entière. Une dépense mutualisée (établissement vide) est partagée entre tous les établissements conservés,
        selon sa clé ; le total est juste au centime.
      </p>
      <label className="coche">
        <input type="checkbox" checked={detail} onChange={(e) => setDetail(e.target.checked)} />
        <span>Montrer chaque établissement</span>
      </label>
      <div className="table-defile">
        <table className="table">
          <caption>Montants éligibles par organisme</caption>
          <thead>
            <tr>
              <th scope="col">Organisme</th>
              {['Dépenses propres', 'Part mutualisée', 'Total éligible'].map((titre) => (
                <th key={titre} scope="col" className="droite">
                  {titre}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {organismes.map((o) => (
              <Fragment key={o.id ?? ''}>
                <tr className={detail ? 'table-groupe' : undefined}>
                  <th scope="row">
                    {o.nom ?? 'Sans organisme'}{' '}
                    <span className="secondaire">
                      · {o.etablissements} établissement{o.etablissements > 1 ? 's' : ''}
                    </span>
                  </th>
                  {montants(o)}
                </tr>
                {detail
                  ? etablissements
                      .filter((e) => e.organisme === o.id)
                      .map((e) => (
                        <tr key={e.id}>
                          <th scope="row" className="table-retrait">
                            {e.nom ?? 'Sans nom'}
                          </th>
                          {montants(e)}
                        </tr>
                      ))
                  : null}
              </Fragment>
            ))}
            {aPart('Mutualisées sans clé de répartition', sansCle)}
            {aPart('Établissements retirés', retires)}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">Total</th>
              <td className="droite">{formatEuros(organismes.reduce((n, o) => n + o.directes, 0))}</td>
              <td className="droite">{formatEuros(organismes.reduce((n, o) => n + o.mutualisees, 0))}</td>
              <td className="droite">{formatEuros(total)}</td>
            </tr>
          </tfoot>
        </table>
      </div>
    </div>
  )
}
