import { useMemo } from 'react'
import { echeancesDe } from '#domain/agenda.ts'
import { etAutres } from '#domain/completude/accord.ts'
import { daysBetween, formatDate } from '#domain/format.ts'
import { typographier } from '#domain/typographie.ts'
import { aujourdhui } from '../../manques.ts'
import { useDossierEntier, useSession } from '../../use-session.ts'

/** Lines shown: the nearest ones. */
const montrees = 7

/** Deadlines that are late, then those to come; what is past and asks for nothing is not shown. */
export function Echeances() {
  const session = useSession()
  const dossier = useDossierEntier()
  const jour = aujourdhui()
  const dates = useMemo(() => echeancesDe(dossier).filter((e) => e.attendue || e.date >= jour), [dossier, jour])
  if (dates.length === 0) return null
  return (
    <section className="carte">
      <h3 className="carte-titre">Échéances</h3>
      <ul>
        {dates.slice(0, montrees).map((e) => {
          const dans = daysBetween(jour, e.date)
          return (
            <li key={e.cle}>
              <button type="button" className="echeance" title={e.detail} onClick={() => session.aller({ page: e.phase })}>
                <span>{typographier(e.objet)}</span>
                <span className="nombre">{formatDate(e.date)}</span>
                <span className={dans < 0 ? 'echeance-retard' : 'secondaire'}>
                  {dans < 0 ? '! en retard' : dans === 0 ? 'aujourd’hui' : dans < 61 ? `dans ${dans} j` : ''}
                </span>
              </button>
            </li>
          )
        })}
      </ul>
      {dates.length > montrees ? <p className="secondaire">… {etAutres(dates.length - montrees)}, à retrouver dans l’agenda du déploiement.</p> : null}
    </section>
  )
}
