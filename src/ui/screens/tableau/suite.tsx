import type { ProchaineAction } from '#domain/avancement.ts'
import { typographier } from '#domain/typographie.ts'
import { allerA } from '../../aller.ts'
import { useDossier, useMagasin, useSession } from '../../use-session.ts'

const verbe = ({ cle, ou }: ProchaineAction): string =>
  cle.startsWith('lot:') ? 'Produire' : cle.startsWith('echeance:') ? 'Voir le dépôt' : ou ? 'Compléter' : 'Ouvrir'

/** The next things to do, each with its reason and the way to it. */
export function Suite() {
  const session = useSession()
  const { pret, prochaines } = useMagasin(session.manques)
  // Without any establishment, the main action of the dashboard is to import them.
  const peuplee = useDossier((d) => d.etablissements.length > 0)
  const partir = (a: ProchaineAction) => {
    if (a.ou) allerA(session, a.ou, a)
    else
      session.aller({
        page: a.phase,
        onglet: a.cle.startsWith('deploiement:') ? 'maintenant' : a.cle.startsWith('lot:') && a.phase === 'cloture' ? 'envois' : null
      })
  }
  return (
    <section className="carte">
      <h3 className="carte-titre">À faire maintenant</h3>
      {!pret ? <p className="secondaire">Vérification du dossier…</p> : null}
      <ol className="suite">
        {prochaines.map((a, rang) => (
          <li key={a.cle}>
            <div>
              <strong>{typographier(a.titre)}</strong>
              <p className="secondaire">{typographier(a.raison)}</p>
            </div>
            <button
              type="button"
              className={`bouton${peuplee && rang === 0 ? ' bouton-principal' : ''}`}
              aria-label={`${verbe(a)} : ${a.titre}`}
              onClick={() => partir(a)}
            >
              {verbe(a)}
            </button>
          </li>
        ))}
      </ol>
    </section>
  )
}
