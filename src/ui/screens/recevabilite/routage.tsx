import { formatEntier, formatEurosCourt, formatPourcentAligne } from '#domain/format.ts'
import type { Routage as Resultat } from '#domain/routage.ts'
import { typographier } from '#domain/typographie.ts'
import { useDossier, useLectureSeule, useSession } from '../../use-session.ts'

const appels = { regional: 'Appel régional', national: 'Appel national', 'a-confirmer': 'Appel à confirmer' } as const

/** Where the file goes: the call, the financeur to pick in GALIS, the key between regions. */
export function Routage({ routage }: { readonly routage: Resultat }) {
  const session = useSession()
  const lectureSeule = useLectureSeule()
  const financeur = useDossier((d) => d.grappe.financeur)
  const projet = useDossier((d) => d.projet)
  return (
    <section className="carte">
      <h3 className="carte-titre">{appels[routage.appel]}</h3>
      <p>
        {typographier(routage.explication)}
        {routage.minimum === null ? '' : ` Minimum demandé : ${routage.minimum}${routage.saisis.includes('minimumEssms') ? ' (saisi)' : ''}.`}
      </p>
      {routage.financeur ? (
        <p>
          Financeur à choisir dans GALIS : <strong>{routage.financeur}</strong>{' '}
          {financeur !== routage.financeur && !lectureSeule ? (
            <button
              type="button"
              className="bouton-lien"
              onClick={() => session.saisir([{ kind: 'grappe', id: projet, champ: 'financeur', valeur: routage.financeur }])}
            >
              Le retenir
            </button>
          ) : null}
          {financeur === routage.financeur ? <span className="etiquette etiquette-succes etiquette-suite">✓ Retenu</span> : null}
        </p>
      ) : null}
      {routage.aConfirmer.length > 0 ? (
        <ul className="puces">
          {routage.aConfirmer.map((t) => (
            <li key={t}>{typographier(t)}</li>
          ))}
        </ul>
      ) : null}
      {routage.regions.length > 1 ? (
        <table className="table">
          <caption>Clé de répartition entre régions</caption>
          <thead>
            <tr>
              <th scope="col">Région</th>
              <th scope="col" className="droite">
                Établissements
              </th>
              <th scope="col" className="droite">
                Part
              </th>
              <th scope="col" className="droite">
                Subvention
              </th>
            </tr>
          </thead>
          <tbody>
            {routage.regions.map((r) => (
              <tr key={r.nom}>
                <th scope="row">{r.nom}</th>
                <td className="droite">{formatEntier(r.essms)}</td>
                <td className="droite">{r.part === null ? '—' : formatPourcentAligne(r.part, 2)}</td>
                <td className="droite">{r.montant === null ? '—' : formatEurosCourt(r.montant)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </section>
  )
}
