import { useState } from 'react'
import type { Etape } from '#domain/deploiement/suivi.ts'
import { EtatAction } from '../../components/etat-action.tsx'
import { useDossier, useSession } from '../../use-session.ts'

/** Steps drawn at once: beyond, the matrix is the place. */
const pas = 12

/** The state of an action for each of its scopes. */
export function Etapes({ etapes, catalogue }: { readonly etapes: readonly Etape[]; readonly catalogue: string }) {
  const session = useSession()
  const organismes = useDossier((d) => d.organismes)
  const [montrees, setMontrees] = useState(pas)
  return (
    <ul className="portees">
      {etapes.slice(0, montrees).map((e) => (
        <li key={e.portee}>
          <span>
            {e.nom}
            {(e.suivi?.etat ?? null) === null && e.etat !== 'a-faire' ? (
              <span className="secondaire"> (état {organismes.some((o) => o.id === e.portee) ? '' : 'de l’organisme ou '}de la grappe)</span>
            ) : null}
          </span>
          <EtatAction identite={{ catalogue, code: e.action.code, portee: e.portee }} suivi={e.suivi} repris={e.etat} libelle={`${e.action.titre}, ${e.nom}`} />
        </li>
      ))}
      {etapes.length > montrees ? (
        <li className="portees-suite">
          <button type="button" className="bouton-lien" onClick={() => setMontrees(montrees + 40)}>
            Afficher la suite ({etapes.length - montrees})
          </button>
          <button type="button" className="bouton-lien" onClick={() => session.aller({ page: 'deploiement', onglet: 'matrice' })}>
            Tout voir dans la matrice
          </button>
        </li>
      ) : null}
    </ul>
  )
}
