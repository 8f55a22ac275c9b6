import { etapesFaites } from '#domain/avancement.ts'
import { toutAcheve } from '#domain/deploiement/suivi.ts'
import { formatEntier } from '#domain/format.ts'
import { typographier } from '#domain/typographie.ts'
import { useRole } from '../../use-session.ts'
import { DateVa } from './date-va.tsx'
import { LigneAction } from './ligne-action.tsx'
import { useDeploiement } from './use-deploiement.ts'

/** The whole list, theme by theme: state, duration, soft links with where they come from. */
export function Actions() {
  const { deploiement, va } = useDeploiement()
  const { liste, bilan, niveau } = deploiement
  // Followed once for the grappe, its state stayed in the porteur's file.
  const isCollecte = useRole() === 'collecte'
  const actions = isCollecte ? deploiement.actions.filter((a) => niveau(a.code) !== 'grappe') : deploiement.actions
  const achevees = actions.filter((a) => toutAcheve(bilan(a.code))).length
  const etapes = etapesFaites(deploiement)
  const retenant = new Set(va.retenues.map((r) => r.action.code))
  return (
    <div className="pile">
      {isCollecte ? null : <DateVa va={va} deploiement={deploiement} />}
      <p>
        <strong>
          {achevees} sur {actions.length}
        </strong>{' '}
        {isCollecte
          ? 'actions achevées chez vous. Les étapes du projet communes à la grappe sont suivies par le porteur.'
          : `actions achevées, soit ${formatEntier(etapes.fait)} étape${etapes.fait > 1 ? 's' : ''} sur ${formatEntier(etapes.total)}.`}{' '}
        <span className="secondaire">{typographier(liste.source)}.</span>
      </p>
      {liste.themes
        .filter((t) => actions.some((a) => a.theme === t.code))
        .map((theme) => (
          <section key={theme.code} className="carte">
            <h3 className="carte-titre">{typographier(theme.titre)}</h3>
            <ul className="actions">
              {actions
                .filter((a) => a.theme === theme.code)
                .map((a) => (
                  <LigneAction key={a.code} action={a} deploiement={deploiement} retient={retenant.has(a.code)} />
                ))}
            </ul>
          </section>
        ))}
    </div>
  )
}
