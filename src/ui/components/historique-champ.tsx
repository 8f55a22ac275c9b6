import { useEffect, useState } from 'react'
import type { Sortie } from '#contract/contract.ts'
import type { Cellule } from '#domain/champs/champ.ts'
import type { Adresse } from '#domain/lot.ts'
import { typographier } from '#domain/typographie.ts'
import { adresseDe, champHistorique } from '../historique-champ.ts'
import { formatInstant } from '../instant.ts'
import { entiteDe, nomLibre } from '../presenter.ts'
import { createSujets } from '../sujet.ts'
import { useDossierEntier, useMagasin, useSession } from '../use-session.ts'
import { Dialogue } from './dialogue.tsx'
import { Valeur } from './valeur.tsx'
import { PanneauErreur } from './vide.tsx'

/** « Historique de ce champ »: opened from a field, or with Alt+H where the focus is, in a form or a grid. */
export function HistoriqueChamp() {
  const session = useSession()
  const adresse = useMagasin(champHistorique)
  useEffect(() => {
    const ouvrir = (e: KeyboardEvent) => {
      if (!e.altKey || e.ctrlKey || e.metaKey || e.key.toLowerCase() !== 'h') return
      const visee = adresseDe(document.activeElement)
      if (!visee) return
      e.preventDefault()
      void session.file.vider().then(() => champHistorique.poser(visee))
    }
    window.addEventListener('keydown', ouvrir)
    return () => {
      window.removeEventListener('keydown', ouvrir)
      champHistorique.poser(null)
    }
  }, [session])
  const fermer = () => champHistorique.poser(null)
  return adresse ? <Editions key={`${adresse.kind}${adresse.id}${adresse.champ}`} adresse={adresse} fermer={fermer} /> : null
}

function Editions({ adresse, fermer }: { readonly adresse: Adresse; readonly fermer: () => void }) {
  const session = useSession()
  const dossier = useDossierEntier()
  const { kind, champ: nomChamp } = adresse
  const nom = nomLibre(kind)
  const entite = entiteDe(dossier, kind, adresse.id ?? '')
  const id = entite?.id ?? ''
  const regle = nom.champs[nomChamp ?? '']
  const [editions, setEditions] = useState<Sortie<'historique.champ'>['editions'] | null>(null)
  const [erreur, setErreur] = useState<string | null>(null)
  const champ = regle && nomChamp !== null ? nomChamp : null
  useEffect(() => {
    let isParti = false
    if (champ === null || id === '') return setEditions([])
    void session.appeler('historique.champ', { kind, id, champ }).then((lu) => {
      if (isParti) return
      if (lu.ok) setEditions([...lu.value.editions].sort((a, b) => b.instant - a.instant))
      else setErreur(lu.error.message)
    })
    return () => {
      isParti = true
    }
  }, [session, kind, id, champ])
  const remettre = async (valeur: Cellule) => {
    if (champ === null) return
    const fait = await session.appeler('historique.restaurer', { kind, id, champ, valeur })
    if (!fait.ok) return setErreur(fait.error.message)
    session.recevoir([fait.value.ligne], fait.value.conflits)
    fermer()
    session.avertir({
      ton: 'succes',
      texte: 'La valeur choisie est remise.',
      action: { label: 'Annuler', faire: () => void session.annuler(), derniere: true }
    })
  }
  const isEcrivable = session.store.isEcrivable(kind, id)
  const sujet = entite && !nom.unique ? `${createSujets(dossier)(kind, id)} : ` : ''
  return (
    <Dialogue titre={typographier(`${sujet}${regle?.label ?? 'Ce champ'}`)} fermer={fermer} large>
      {erreur ? <PanneauErreur message={typographier(erreur)} /> : null}
      {editions?.length === 0 ? (
        <p>Ce champ n’a encore jamais été modifié. L’historique de tout le dossier est dans « Partage », onglet « Historique ».</p>
      ) : null}
      {editions && editions.length > 0 && champ !== null ? (
        <div className="table-defile">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">Quand</th>
                <th scope="col">Qui</th>
                <th scope="col">Valeur</th>
                <th scope="col">
                  <span className="visuellement-cache">Actions</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {editions.map((e, i) => (
                <tr key={`${e.instant}${i === 0 ? 'actuelle' : e.auteur}`}>
                  <td className="insecable">{formatInstant(e.instant)}</td>
                  <td>{e.auteur}</td>
                  <td>
                    <Valeur kind={kind} champ={champ} valeur={e.valeur} />
                  </td>
                  <td className="droite">
                    {i === 0 ? (
                      <span className="secondaire">valeur actuelle</span>
                    ) : isEcrivable && e.valeur !== editions[0]?.valeur ? (
                      <button
                        type="button"
                        className="bouton-lien"
                        aria-label={`Remettre la valeur du ${formatInstant(e.instant)}`}
                        onClick={() => void remettre(e.valeur)}
                      >
                        Remettre
                      </button>
                    ) : null}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
    </Dialogue>
  )
}
