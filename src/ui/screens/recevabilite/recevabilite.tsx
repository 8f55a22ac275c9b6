import { useMemo } from 'react'
import { etAutres } from '#domain/completude/accord.ts'
import { etatControleLabel } from '#domain/recevabilite/controle.ts'
import { controlerRecevabilite, type ResultatControle } from '#domain/recevabilite/registre.ts'
import { routage } from '#domain/routage.ts'
import { typographier } from '#domain/typographie.ts'
import { allerA } from '../../aller.ts'
import { AvecApercu } from '../../apercu/apercu.tsx'
import { Joindre } from '../../components/joindre.tsx'
import { Page } from '../../components/page.tsx'
import { FieldForm } from '../../controls/champ.tsx'
import { champsGrappe } from '../../ecran.ts'
import { nomLibre } from '../../presenter.ts'
import { useDossier, useDossierEntier, useSession } from '../../use-session.ts'
import { Reponse } from './reponse.tsx'
import { Routage } from './routage.tsx'

/** The checks: result, rule, who is at fault, and the answer when only a person can tell. */
export function Recevabilite() {
  const dossier = useDossierEntier()
  const resultats = useMemo(() => controlerRecevabilite(dossier), [dossier])
  const depot = useMemo(() => routage(dossier), [dossier])
  const nombre = (etat: ResultatControle['etat']) => resultats.filter((r) => r.etat === etat).length
  // What waits for fields entered elsewhere is counted there: the rest is the number beside the phase and in « Ce qui manque ».
  const attendent = resultats.filter((r) => r.etat === 'a-renseigner' && r.question === null).length
  const restent = resultats.length - nombre('conforme') - attendent
  const suites = [
    ...(restent > 0 ? [`${restent} à traiter`] : []),
    ...(attendent > 0 ? [`${attendent} ${attendent > 1 ? 'attendent' : 'attend'} d’autres saisies`] : [])
  ]
  return (
    <Page
      titre="Recevabilité"
      but="Les vérifications de l’instruction et les règles régionales. Grappe calcule ce qui peut l’être et vous demande le reste."
      phase="recevabilite"
    >
      <AvecApercu numero={17}>
        <div className="pile">
          <Routage routage={depot} />
          <details className="groupe">
            <summary>
              <span className="groupe-titre">Paramètres de l’instruction</span>
            </summary>
            <FieldForm
              kind="grappe"
              champs={champsGrappe.parametres}
              aide="À saisir seulement si votre appel à projets dit autre chose, ou si Grappe ne le connaît pas. Ce qui est saisi remplace la règle de l’instruction, et la fiche de recevabilité le dit."
            />
          </details>
          <p aria-live="polite">
            <strong>
              {nombre('conforme')} sur {resultats.length}
            </strong>{' '}
            {suites.length === 0 ? 'conformes : la grappe est recevable au vu de vos données.' : `conformes ; ${suites.join(' ; ')}.`}
          </p>
          <ol className="controles">
            {resultats.map((r, i) => (
              <Controle key={r.code} resultat={r} numero={i < 10 ? i + 1 : null} />
            ))}
          </ol>
        </div>
      </AvecApercu>
    </Page>
  )
}

const tons = { conforme: 'succes', 'non-conforme': 'erreur', 'a-justifier': 'attention', 'a-renseigner': 'attention' } as const
const signes = { conforme: '✓', 'non-conforme': '✕', 'a-justifier': '!', 'a-renseigner': '?' } as const
const fautifsMontres = 8

function Controle({ resultat: r, numero }: { readonly resultat: ResultatControle; readonly numero: number | null }) {
  const session = useSession()
  const preuves = useDossier((d) => d.piecesJointes)
  const joints = preuves.filter((p) => r.preuves.includes(p.id))
  const champ = r.champ ? nomLibre(r.champ.kind).champs[r.champ.champ] : undefined
  return (
    <li className="carte controle">
      <div className="controle-tete">
        <h3>
          {numero ? `${numero}. ` : ''}
          {typographier(r.titre)}
        </h3>
        <span className={`etiquette etiquette-${tons[r.etat]}`}>
          <span aria-hidden="true">{signes[r.etat]}</span> {r.justifie ? 'Justifié' : etatControleLabel[r.etat]}
        </span>
      </div>
      <p>{typographier(r.explication)}</p>
      {r.fautifs.length > 0 ? (
        <ul className="fautifs">
          {r.fautifs.slice(0, fautifsMontres).map((f) => (
            <li key={f.id}>
              <button
                type="button"
                className="bouton-lien"
                onClick={() => allerA(session, { kind: f.kind, id: f.id, champ: r.champ?.kind === f.kind ? r.champ.champ : null })}
              >
                {f.libelle}
              </button>
            </li>
          ))}
          {r.fautifs.length > fautifsMontres ? <li className="secondaire">{etAutres(r.fautifs.length - fautifsMontres)}</li> : null}
        </ul>
      ) : null}
      {champ && r.champ && r.etat !== 'conforme' && r.fautifs.length === 0 ? (
        <button type="button" className="bouton-lien" onClick={() => r.champ && allerA(session, { kind: r.champ.kind, id: null, champ: r.champ.champ })}>
          Compléter : {champ.label}
        </button>
      ) : null}
      {(r.question !== null && r.etat !== 'conforme') || r.etat === 'a-justifier' || r.reponse ? (
        <>
          <Reponse resultat={r} />
          {r.reponse ? <Joindre fichiers={joints} cellules={{ role: 'controle', cible: r.reponse.id }} libelle="Joindre un justificatif" /> : null}
        </>
      ) : null}
      <details className="regle">
        <summary>La règle</summary>
        <p>{typographier(r.regle)}</p>
        <p className="secondaire">Source : {typographier(r.source)}</p>
      </details>
    </li>
  )
}
