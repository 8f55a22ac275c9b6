import { useState, useSyncExternalStore } from 'react'
import { typographier } from '#domain/typographie.ts'
import { allerALIllisible } from '../aller.ts'
import { enregistrerAilleurs } from '../clavier.ts'
import { type EtatMontre, etatMontre } from '../etat-montre.ts'
import { champDeRefus } from '../refus.ts'
import { useMagasin, useSession } from '../use-session.ts'
import { Dialogue } from './dialogue.tsx'

const signes: Readonly<Record<EtatMontre['ton'], string>> = { sur: '✓', encours: '…', attention: '!', erreur: '✕' }

/** The save state, always true; what is not saved says why and what to do. */
export function EtatEnregistrement() {
  const session = useSession()
  const { file, moteur } = useMagasin(session.enregistrement)
  const connecte = useMagasin(session.connecte)
  const illisibles = useMagasin(session.illisibles.nombre)
  const [illisible] = illisibles > 0 ? session.illisibles.cles() : []
  const fichier = useSyncExternalStore(session.store.abonner, () => session.store.lire()?.fichier ?? null)
  const [detail, setDetail] = useState(false)
  const etat = etatMontre({ file, moteur, connecte, illisibles, fichier })
  return (
    <div className={`enregistrement enregistrement-${etat.ton}`} role="status" aria-live="polite">
      <span className="enregistrement-signe" aria-hidden="true">
        {signes[etat.ton]}
      </span>
      {etat.action === 'illisible' && illisible !== undefined ? (
        <button type="button" className="bouton-lien" title={etat.detail ?? undefined} onClick={() => allerALIllisible(session, illisible)}>
          {typographier(etat.texte)}
        </button>
      ) : etat.ton === 'erreur' ? (
        <button type="button" className="bouton-lien" onClick={() => setDetail(true)}>
          {typographier(etat.texte)}
        </button>
      ) : (
        <span title={etat.detail ?? undefined}>{typographier(etat.texte)}</span>
      )}
      {etat.action === 'ailleurs' ? (
        <button type="button" className="bouton-lien" onClick={() => void enregistrerAilleurs(session)}>
          {fichier === null ? 'Enregistrer dans un fichier' : 'Enregistrer ailleurs'}
        </button>
      ) : null}
      {detail ? (
        <Dialogue
          titre="Ce qui n’est pas enregistré"
          fermer={() => setDetail(false)}
          pied={
            <button
              type="button"
              className="bouton bouton-principal"
              onClick={() => {
                session.file.reprendre()
                setDetail(false)
              }}
            >
              Réessayer maintenant
            </button>
          }
        >
          {file.cause ? <p>{typographier(file.cause.message)}</p> : null}
          {file.enAttente > 0 ? (
            <p>
              {file.enAttente} modification{file.enAttente > 1 ? 's attendent' : ' attend'} et ser{file.enAttente > 1 ? 'ont renvoyées' : 'a renvoyée'}{' '}
              automatiquement.
            </p>
          ) : null}
          {file.refus.length > 0 ? (
            <ul className="refus">
              {file.refus.map((r) => (
                <li key={JSON.stringify(r.changement)}>
                  <strong>{champDeRefus(session.dossier(), r.changement)}</strong>
                  <p>{typographier(r.erreur.message)}</p>
                  <button type="button" className="bouton-lien" onClick={() => session.file.abandonner(r)}>
                    Abandonner cette modification
                  </button>
                </li>
              ))}
            </ul>
          ) : null}
        </Dialogue>
      ) : null}
    </div>
  )
}
