import { useMemo } from 'react'
import { type ControleCloture, controlesCloture } from '#domain/completude/controles-cloture.ts'
import { typographier } from '#domain/typographie.ts'
import { LigneManque } from '../../components/panneau-manques.tsx'
import { useDossierEntier, useMagasin, useSession } from '../../use-session.ts'

const etats: Readonly<Record<ControleCloture['etat'], readonly [signe: string, mot: string, ton: string]>> = {
  'sans-objet': ['○', 'Rien à comparer encore', 'neutre'],
  conforme: ['✓', 'Conforme', 'succes'],
  justifie: ['✓', 'Justifié', 'succes'],
  'a-justifier': ['!', 'À justifier', 'attention'],
  'a-corriger': ['✕', 'À corriger', 'erreur']
}
const montres = 50

/** The cross-checks between the five evidences: each with its state and, unfolded, what it found, to correct or justify in place. */
export function Controles() {
  const session = useSession()
  const { liste, pret } = useMagasin(session.manques)
  const dossier = useDossierEntier()
  const controles = useMemo(() => controlesCloture(dossier, liste), [dossier, liste])
  return (
    <section className="carte" aria-label="Contrôles croisés">
      <h3 className="carte-titre">Contrôles croisés</h3>
      {pret ? (
        <ul className="controles-cloture">
          {controles.map((c) => (
            <Controle key={c.code} controle={c} />
          ))}
        </ul>
      ) : (
        <p className="secondaire">Vérification…</p>
      )}
    </section>
  )
}

function Controle({ controle: { titre, etat, manques } }: { readonly controle: ControleCloture }) {
  const [signe, mot, ton] = etats[etat]
  const entete = (
    <>
      <span className={`etiquette etiquette-${ton}`}>
        <span aria-hidden="true">{signe}</span> {mot}
      </span>{' '}
      {typographier(titre)} {manques.length > 0 ? <span className="secondaire">({manques.length})</span> : null}
    </>
  )
  if (manques.length === 0) return <li className="controle-simple">{entete}</li>
  return (
    <li>
      <details>
        <summary>{entete}</summary>
        <ul className="justifications">
          {manques.slice(0, montres).map((m) => (
            <LigneManque key={m.cle} manque={m} />
          ))}
        </ul>
        {manques.length > montres ? (
          <p className="secondaire">
            Les {montres} premiers points sur {manques.length} sont affichés.
          </p>
        ) : null}
      </details>
    </li>
  )
}
