import { useEffect, useState } from 'react'
import type { Sortie } from '#contract/contract.ts'
import { codeDonnees } from '#documents/code-donnees.ts'
import type { CleSignee } from '#domain/completude/collecteur.ts'
import { formatDate } from '#domain/format.ts'
import type { PieceJointe } from '#domain/piece-jointe.ts'
import { typographier } from '#domain/typographie.ts'
import { Champ } from '../controls/champ.tsx'
import { useDossierEntier, useMagasin, useSession } from '../use-session.ts'
import { Justification } from './justification.tsx'

type Ecarts = Sortie<'signature.differences'>
const jourDe = (instant: number) => {
  const d = new Date(instant)
  return formatDate(`${d.getFullYear()}-${String(d.getMonth() + 1).padStart(2, '0')}-${String(d.getDate()).padStart(2, '0')}`)
}

/** A signed file against the data of today: same code, or the list of what changed since it was signed. */
export function FichierSigne({ fichier, cle }: { readonly fichier: PieceJointe; readonly cle: CleSignee }) {
  const session = useSession()
  const dossier = useDossierEntier()
  const code = codeDonnees(dossier, cle)
  const modifie = fichier.codeDonnees !== null && fichier.codeDonnees !== code
  const [ecarts, setEcarts] = useState<Ecarts | null>(null)
  const { liste } = useMagasin(session.manques)
  const manque = liste.find((m) => m.cle === `signature:${fichier.id}:${code}`)
  useEffect(() => {
    let quitte = false
    if (!modifie) return setEcarts(null)
    void session.file
      .vider()
      .then(() => session.appeler('signature.differences', { id: fichier.id }))
      .then((lu) => {
        if (!quitte && lu.ok && lu.value.aujourdhui === code) setEcarts(lu.value)
      })
    return () => {
      quitte = true
    }
  }, [session, modifie, fichier.id, code])
  const corriger = (
    <details>
      <summary>Le code imprimé sur le document n’est pas {fichier.codeDonnees ?? 'connu'} ?</summary>
      <Champ kind="piece-jointe" id={fichier.id} name="codeDonnees" />
    </details>
  )
  if (!modifie)
    return (
      <div className="signe">
        <p>
          {fichier.codeDonnees === null
            ? `« ${fichier.nom ?? 'Fichier'} » : le code des données signées n’est pas connu.`
            : fichier.texteLisible === 'oui'
              ? `✓ « ${fichier.nom ?? 'Fichier'} » est signé sur les données d’aujourd’hui (code ${fichier.codeDonnees}).`
              : `« ${fichier.nom ?? 'Fichier'} » est une numérisation : Grappe ne peut pas y lire le code. Vérifiez que le code ${fichier.codeDonnees} est bien imprimé au bas de ses pages.`}
        </p>
        {corriger}
      </div>
    )
  return (
    <div className="signe">
      <p className="message-remarque" role="status">
        ! « {fichier.nom ?? 'Fichier'} » : signé sur des données modifiées depuis (code {fichier.codeDonnees}, aujourd’hui {code}).
      </p>
      {ecarts === null ? <p className="secondaire">Recherche de ce qui a changé…</p> : <Differences ecarts={ecarts} />}
      <p className="secondaire">
        Faites signer à nouveau le document, ou écrivez pourquoi la signature reste valable : ce motif est imprimé dans le bordereau.
      </p>
      {manque ? <Justification key={manque.cle} manque={manque} /> : null}
      {corriger}
    </div>
  )
}

function Differences({ ecarts }: { readonly ecarts: Ecarts }) {
  if (ecarts.instant === null)
    return (
      <p>
        L’historique de ce dossier ne contient pas les données qui portent le code {ecarts.code} : comparez le document signé avec un nouveau document à signer.
      </p>
    )
  return (
    <div className="table-defile">
      <table className="table">
        <caption>Ce qui a changé depuis le {jourDe(ecarts.instant)}</caption>
        <thead>
          <tr>
            <th scope="col">Donnée</th>
            <th scope="col">Signé</th>
            <th scope="col">Aujourd’hui</th>
          </tr>
        </thead>
        <tbody>
          {ecarts.differences.map((d, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two establishments may bear the same name, and the list is never reordered
            <tr key={i}>
              <th scope="row">{typographier(d.quoi)}</th>
              <td>{d.signe}</td>
              <td>{d.maintenant}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
