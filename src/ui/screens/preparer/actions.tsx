import type { Action } from '#domain/action.ts'
import { type ActionPreparation, listesPreparation } from '#domain/catalogue/preparation.ts'
import { typographier } from '#domain/typographie.ts'
import { allerA } from '../../aller.ts'
import { EtatAction } from '../../components/etat-action.tsx'
import { nomLibre } from '../../presenter.ts'
import { useDossier, useSession } from '../../use-session.ts'

/** The thirteen actions of the step-by-step guide, then the good-practice list: state, owner, date. */
export function ActionsPreparation() {
  const actions = useDossier((d) => d.actions)
  return (
    <div className="pile">
      {listesPreparation.map((liste) => {
        const faites = actions.filter((a) => a.catalogue === liste.code && a.etat === 'fait').length
        return (
          <section key={liste.code} className="carte">
            <h3 className="carte-titre">{liste.titre}</h3>
            <p className="secondaire">
              {typographier(liste.source)}. {typographier(`Actions faites : ${faites} sur ${liste.actions.length}.`)}
            </p>
            {liste.groupes.map((g) => (
              <div key={g.code}>
                <h4 className="groupe-titre">{typographier(g.titre)}</h4>
                <ul className="actions">
                  {liste.actions
                    .filter((a) => a.groupe === g.code)
                    .map((a) => (
                      <Ligne key={a.code} liste={liste.code} action={a} suivi={actions.find((x) => x.catalogue === liste.code && x.code === a.code)} />
                    ))}
                </ul>
              </div>
            ))}
          </section>
        )
      })}
    </div>
  )
}

/** « fichier joint » → « Fichiers joints ». */
const plurielDe = (nom: string) => typographier(`${nom.charAt(0).toUpperCase()}${nom.slice(1)}`.replace(/ |$/gu, 's$&'))

function Ligne({ liste, action, suivi }: { readonly liste: string; readonly action: ActionPreparation; readonly suivi: Action | undefined }) {
  const session = useSession()
  return (
    <li className="action" data-entite={suivi?.id}>
      <div className="action-texte">
        <strong>
          {liste === 'pas-a-pas' ? `${action.code} ` : ''}
          {typographier(action.titre)}
        </strong>
        <p className="secondaire">{typographier(action.aide)}</p>
        {action.alimente.length > 0 ? (
          <p className="secondaire">
            À remplir :{' '}
            {action.alimente.map((c, i) => {
              const nom = nomLibre(c.kind)
              return (
                <span key={`${c.kind}.${c.champ}`}>
                  {i > 0 ? ', ' : ''}
                  <button type="button" className="bouton-lien" onClick={() => allerA(session, { kind: c.kind, id: null, champ: c.champ })}>
                    {c.champ ? typographier(nom.champs[c.champ]?.label ?? c.champ) : plurielDe(nom.label)}
                  </button>
                </span>
              )
            })}
          </p>
        ) : null}
      </div>
      <EtatAction identite={{ catalogue: liste, code: action.code, portee: 'grappe' }} suivi={suivi} libelle={action.titre} />
    </li>
  )
}
