import { useEffect, useState } from 'react'
import type { Sortie } from '#contract/contract.ts'
import { formatEntier } from '#domain/format.ts'
import { lotLabel } from '#domain/lot.ts'
import { typographier } from '#domain/typographie.ts'
import { Courriel } from '../../components/courriel.tsx'
import { Dialogue } from '../../components/dialogue.tsx'
import { etatDuLot, motFichiers, motLot } from '../../components/lots.tsx'
import { PanneauErreur } from '../../components/vide.tsx'
import { Champ } from '../../controls/champ.tsx'
import { useMagasin, useSession } from '../../use-session.ts'

export type Envoi = 'va' | 'etat-des-lieux' | 'vsr'

/** « Préparer l’e-mail » of a mailing: its folder is made first, then drafts to open, texts to copy, the folder itself. */
export function PreparerEnvoi({ lot, fermer, completer }: { readonly lot: Envoi; readonly fermer: () => void; readonly completer: () => void }) {
  const session = useSession()
  const manques = useMagasin(session.manques)
  const etat = etatDuLot(manques, lot)
  const [message, setMessage] = useState<Sortie<'envoi.message'> | null>(null)
  const [envoi, setEnvoi] = useState<Sortie<'lot.generer'> | null>(null)
  const [erreur, setErreur] = useState<{ readonly message: string; readonly details: readonly string[] } | null>(null)
  useEffect(() => {
    let quitte = false
    void session.file
      .vider()
      .then(() => session.appeler('envoi.message', { lot }))
      .then((lu) => {
        if (!quitte && lu.ok) setMessage(lu.value)
      })
    return () => {
      quitte = true
    }
  }, [session, lot])
  const ecrire = async () => {
    const ref = await session.shell.choisirDossier()
    if (ref === null) return
    await session.file.vider()
    const fait = await session.appelerLong('lot.generer', { lot, ref, brouillon: false }, `Envoi : ${lotLabel[lot]}`)
    if (fait.ok) {
      setEnvoi(fait.value)
      setErreur(null)
    } else setErreur({ message: fait.error.message, details: fait.error.details ?? [] })
  }
  const n = envoi?.brouillons.length ?? 0
  return (
    <Dialogue
      titre={`Préparer l’e-mail : ${lotLabel[lot]}`}
      fermer={fermer}
      large
      pied={
        envoi ? (
          <button type="button" className="bouton bouton-principal" onClick={fermer}>
            Fermer
          </button>
        ) : (
          <>
            {etat.pret ? null : (
              <button type="button" className="bouton" onClick={completer}>
                Voir ce qui manque…
              </button>
            )}
            <button type="button" className="bouton bouton-principal" disabled={!manques.pret || !etat.pret} onClick={() => void ecrire()}>
              Préparer le dossier d’envoi…
            </button>
          </>
        )
      }
    >
      {erreur ? <PanneauErreur message={typographier(erreur.message)} details={erreur.details.map(typographier)} /> : null}
      {message?.invalides.map((adresse) => (
        <p key={adresse} className="message-remarque">
          ! « {adresse} » n’est pas une adresse e-mail : elle n’est pas reprise. Corrigez-la dans « Ma grappe ».
        </p>
      ))}
      {envoi === null ? (
        <>
          <p>
            {!manques.pret
              ? 'Vérification…'
              : etat.pret
                ? 'Tout est là. Grappe écrit un dossier avec les pièces jointes et un brouillon d’e-mail que votre messagerie ouvre, prêt à envoyer.'
                : `Cet envoi n’est pas prêt : ${motLot(etat)}.`}
          </p>
          <Champ kind="grappe" name="limiteCourrielMo" />
          <p className="secondaire">Au-delà de cette limite, Grappe prépare plusieurs messages numérotés. Vide : un seul message.</p>
        </>
      ) : (
        <section aria-label="Brouillons">
          <p>
            ✓ {motFichiers(envoi.fichiers)}, relus sans écart.{' '}
            {n > 1 ? `L’envoi dépasse la limite d’un e-mail : il est réparti en ${formatEntier(n)} messages numérotés.` : ''}
          </p>
          <ul className="fichiers">
            {envoi.brouillons.map((b) => (
              <li key={b.ref}>
                <code>{b.nom}</code>
                <span>
                  <button type="button" className="bouton-lien" onClick={() => void session.shell.ouvrir(b.ref)}>
                    Ouvrir dans la messagerie
                  </button>
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {message ? (
        <Courriel
          destinataires={message.a}
          copie={message.copie}
          objet={message.objet}
          texte={message.texte}
          brouillon={null}
          joint={envoi ? { ref: envoi.ref, nom: envoi.dossier } : null}
        />
      ) : null}
    </Dialogue>
  )
}
