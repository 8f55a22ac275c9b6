import type { Sortie } from '#contract/contract.ts'
import { formatTaille } from '#domain/format.ts'
import { typographier } from '#domain/typographie.ts'
import { useSession } from '../../use-session.ts'

/** What was filled in the copy, and what was not with its reason. */
export function Rapport({ copie }: { readonly copie: Sortie<'modele.remplir'> }) {
  const session = useSession()
  const remplies = copie.rapport.filter((l) => l.etat === 'rempli').length
  const autres = copie.rapport.filter((l) => l.etat !== 'rempli')
  return (
    <section className="modele-rapport" role="status" aria-label="Rapport de remplissage">
      <h4>
        ✓ Copie remplie : {copie.nom} ({formatTaille(copie.taille)})
      </h4>
      <p>
        {remplies} place{remplies > 1 ? 's remplies' : ' remplie'} sur {copie.rapport.length}. Relisez la copie avant de la déposer.
      </p>
      <div className="rangee-boutons">
        <button type="button" className="bouton" onClick={() => void session.shell.ouvrir(copie.ref)}>
          Ouvrir la copie
        </button>
        <button type="button" className="bouton" onClick={() => void session.shell.montrer(copie.ref)}>
          Montrer dans le dossier
        </button>
      </div>
      {copie.remarques.map((r) => (
        <p key={r} className="message-remarque">
          ! {typographier(r)}
        </p>
      ))}
      {autres.length > 0 ? (
        <details open={autres.length <= 8}>
          <summary>{autres.length === 1 ? 'Une place n’est pas entièrement remplie' : `${autres.length} places ne sont pas entièrement remplies`}</summary>
          <ul>
            {autres.map((l) => (
              <li key={l.place}>
                <strong>{l.place}</strong> {l.entetes.join(' › ')} : {typographier(l.motif ?? `${l.remplies} sur ${l.total}`)}
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </section>
  )
}
