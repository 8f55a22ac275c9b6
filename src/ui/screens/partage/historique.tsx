import { useCallback, useEffect, useMemo, useState } from 'react'
import type { Sortie } from '#contract/contract.ts'
import type { Cellule } from '#domain/champs/champ.ts'
import { champDe } from '#domain/dossier.ts'
import { formatEntier } from '#domain/format.ts'
import { typographier } from '#domain/typographie.ts'
import { Changement } from '../../components/valeur.tsx'
import { PanneauErreur } from '../../components/vide.tsx'
import { formatInstant } from '../../instant.ts'
import { createSujets } from '../../sujet.ts'
import { useDossierEntier, useLectureSeule, useSession } from '../../use-session.ts'

type Page = Sortie<'historique.dossier'>
type Edition = Page['editions'][number]
type Sessions = Sortie<'historique.sessions'>['sessions']

const taille = 50

/** « Historique »: every change with its author and date, by work session, OG or establishment; an earlier value can be put back. */
export function Historique() {
  const session = useSession()
  const dossier = useDossierEntier()
  const [sessions, setSessions] = useState<Sessions>([])
  const [choisie, setChoisie] = useState('')
  const [part, setPart] = useState('')
  const [page, setPage] = useState(0)
  const [lue, setLue] = useState<Page | null>(null)
  const [erreur, setErreur] = useState<string | null>(null)
  const relire = useCallback(async () => {
    await session.file.vider()
    const [ouvertures, editions] = await Promise.all([
      session.appeler('historique.sessions', {}),
      session.appeler('historique.dossier', { page, taille, ...(choisie ? { session: choisie } : {}), ...(part ? { part } : {}) })
    ])
    if (ouvertures.ok) setSessions(ouvertures.value.sessions)
    if (editions.ok) setLue(editions.value)
    else setErreur(editions.error.message)
  }, [session, page, choisie, part])
  useEffect(() => {
    void relire()
  }, [relire])

  const restaurer = async ({ kind, id, champ }: Edition, valeur: Cellule) => {
    const fait = await session.appeler('historique.restaurer', { kind, id, champ, valeur })
    if (!fait.ok) return setErreur(fait.error.message)
    setErreur(null)
    session.recevoir([fait.value.ligne], fait.value.conflits)
    session.avertir({
      ton: 'succes',
      texte: 'La valeur d’avant est remise.',
      action: { label: 'Annuler', faire: () => void session.annuler().then(relire), derniere: true }
    })
    await relire()
  }
  const pages = lue ? Math.max(1, Math.ceil(lue.total / taille)) : 1
  return (
    <div className="pile">
      <div className="filtres">
        <label>
          <span className="champ-label">Qui, quand</span>
          <select
            className="saisie"
            value={choisie}
            onChange={(e) => {
              setChoisie(e.target.value)
              setPage(0)
            }}
          >
            <option value="">Tout le monde, depuis le début</option>
            {sessions.map((s) => (
              <option key={s.session} value={s.session}>
                {typographier(
                  `${s.auteur}${s.organisation ? ` (${s.organisation})` : ''}, ${formatInstant(s.debut)} : ${formatEntier(s.saisies)} saisie${s.saisies > 1 ? 's' : ''}`
                )}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span className="champ-label">Quoi</span>
          <select
            className="saisie"
            value={part}
            onChange={(e) => {
              setPart(e.target.value)
              setPage(0)
            }}
          >
            <option value="">Tout le dossier</option>
            <optgroup label="Organismes et leurs établissements">
              {dossier.organismes.map((o) => (
                <option key={o.id} value={o.id}>
                  {o.raisonSociale ?? o.finessEj ?? 'Organisme sans nom'}
                </option>
              ))}
            </optgroup>
            <optgroup label="Établissements">
              {dossier.etablissements.map((e) => (
                <option key={e.id} value={e.id}>
                  {e.nom ?? e.finess ?? 'Établissement sans nom'}
                </option>
              ))}
            </optgroup>
          </select>
        </label>
      </div>
      {erreur ? <PanneauErreur message={typographier(erreur)} /> : null}
      {lue === null ? <p className="secondaire">Lecture…</p> : null}
      {lue?.total === 0 ? <p>Aucune modification pour ce choix.</p> : null}
      {lue && lue.total > 0 ? <Editions editions={lue.editions} restaurer={(e, v) => void restaurer(e, v)} /> : null}
      {lue && lue.total > taille ? (
        <nav className="rangee-boutons" aria-label="Pages de l’historique">
          <button type="button" className="bouton" disabled={page === 0} onClick={() => setPage(page - 1)}>
            Plus récent
          </button>
          <span className="secondaire">
            Page {formatEntier(page + 1)} sur {formatEntier(pages)} · {formatEntier(lue.total)} modifications
          </span>
          <button type="button" className="bouton" disabled={page + 1 >= pages} onClick={() => setPage(page + 1)}>
            Plus ancien
          </button>
        </nav>
      ) : null}
    </div>
  )
}

function Editions({ editions, restaurer }: { readonly editions: readonly Edition[]; readonly restaurer: (edition: Edition, valeur: Cellule) => void }) {
  const dossier = useDossierEntier()
  const lectureSeule = useLectureSeule()
  const { store } = useSession()
  const sujet = useMemo(() => createSujets(dossier), [dossier])
  return (
    <div className="table-defile">
      <table className="table table-historique">
        <thead>
          <tr>
            <th scope="col">Quand</th>
            <th scope="col">Qui</th>
            <th scope="col">Élément</th>
            <th scope="col">Champ</th>
            <th scope="col">Avant → après</th>
            <th scope="col">
              <span className="visuellement-cache">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {editions.map((e) => {
            const label = e.champ === '_alive' ? (e.valeur === 0 ? 'Retrait' : 'Ajout') : (champDe(e.kind, e.champ)?.label ?? e.champ)
            // What was sent was sent: the register is written by the program.
            const isRestaurable = !lectureSeule && e.kind !== 'envoi' && store.isEcrivable(e.kind, e.id) && (e.champ !== '_alive' || e.valeur === 0)
            return (
              <tr key={`${e.instant}${e.session}${e.id}${e.champ}`}>
                <td className="insecable">{formatInstant(e.instant)}</td>
                <td>
                  {e.auteur}
                  {e.organisation ? <span className="secondaire sous-ligne">{e.organisation}</span> : null}
                </td>
                <td>{typographier(sujet(e.kind, e.id))}</td>
                <td>{typographier(label)}</td>
                <td>{e.champ === '_alive' ? '' : <Changement kind={e.kind} champ={e.champ} ancienne={e.ancienne} nouvelle={e.valeur} />}</td>
                <td className="droite">
                  {isRestaurable ? (
                    <button
                      type="button"
                      className="bouton-lien"
                      aria-label={typographier(`Remettre la valeur d’avant : ${sujet(e.kind, e.id)}, ${label}`)}
                      onClick={() => restaurer(e, e.champ === '_alive' ? 1 : e.ancienne)}
                    >
                      {e.champ === '_alive' ? 'Rétablir' : 'Remettre'}
                    </button>
                  ) : null}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
