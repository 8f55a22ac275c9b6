import { useCallback, useEffect, useState } from 'react'
import type { Demande, Sortie } from '#contract/contract.ts'
import { formatEntier, formatTaille } from '#domain/format.ts'
import { typographier } from '#domain/typographie.ts'
import { Dialogue } from '../../components/dialogue.tsx'
import { PanneauErreur } from '../../components/vide.tsx'
import { useSession } from '../../use-session.ts'

type Element = Sortie<'application.donnees'>['elements'][number]
type Oubliable = Demande<'application.oublier'>['quoi']

/** Name, use and consequence of deleting each thing that the application keeps on this computer. */
const textes: Readonly<Record<Element['cle'], { readonly titre: string; readonly usage: string; readonly effet: string }>> = {
  copies: {
    titre: 'Copies de travail',
    usage: 'Chaque saisie y est écrite aussitôt, avant le fichier .db.',
    effet: 'Les dossiers ouverts, et ceux dont le fichier n’a pas encore toutes les saisies, sont gardés.'
  },
  versions: {
    titre: 'Versions gardées',
    usage: 'Pour revenir en arrière : avant de réunir une copie reçue, et à chaque heure de travail.',
    effet: 'Vous ne pourrez plus revenir à ces versions.'
  },
  'mises-de-cote': {
    titre: 'Copies abîmées mises de côté',
    usage: 'Gardées au cas où l’on pourrait encore y lire quelque chose.',
    effet: 'Ce qu’elles contiennent encore sera perdu.'
  },
  restes: { titre: 'Copies de lecture', usage: 'Un fichier reçu est lu dans une copie privée, effacée ensuite.', effet: 'Aucun dossier n’en dépend.' },
  recents: { titre: 'Dossiers récents', usage: 'La liste de l’accueil.', effet: 'Les fichiers eux-mêmes ne sont pas touchés.' },
  auteur: {
    titre: 'Qui vous êtes',
    usage: 'Votre nom, votre fonction et votre organisme, proposés à chaque saisie.',
    effet: 'Grappe vous les redemandera au prochain démarrage.'
  },
  journal: { titre: 'Journal technique', usage: 'Ce qui a été fait et ce qui a échoué, sans aucune valeur saisie.', effet: 'Il recommencera à vide.' },
  fenetre: { titre: 'Réglages de la fenêtre', usage: 'Taille, position, thème : aucune donnée des dossiers.', effet: '' }
}
const isOubliable = (cle: Element['cle']): cle is Oubliable => cle !== 'fenetre'

/** « Données de cette application »: where each thing is, how much it takes, and its deletion. */
export function CetteApplication() {
  const session = useSession()
  const [elements, setElements] = useState<readonly Element[]>([])
  const [erreur, setErreur] = useState<string | null>(null)
  const [confirmee, setConfirmee] = useState<Oubliable | null>(null)
  const [journal, setJournal] = useState<string | null>(null)
  const recevoir = useCallback((reponse: Awaited<ReturnType<typeof session.appeler<'application.donnees'>>>) => {
    if (reponse.ok) setElements(reponse.value.elements)
    else setErreur(reponse.error.message)
  }, [])
  useEffect(() => {
    void session.appeler('application.donnees', {}).then(recevoir)
  }, [session, recevoir])
  const oublier = async (quoi: Oubliable) => {
    setConfirmee(null)
    recevoir(await session.appelerLong('application.oublier', { quoi }, 'Suppression'))
    if (quoi === 'auteur') session.auteur.poser(null)
  }
  const montrerJournal = async () => {
    const lu = await session.appeler('application.journal', {})
    if (lu.ok) setJournal(lu.value.texte)
    else setErreur(lu.error.message)
  }
  return (
    <div className="pile">
      <p>
        Vos dossiers sont les fichiers .db que vous avez choisis. Voici ce que Grappe garde en plus sur ce poste, à votre seul usage. Rien n’est envoyé sur
        Internet.
      </p>
      {erreur ? <PanneauErreur message={typographier(erreur)} /> : null}
      <table className="table">
        <thead>
          <tr>
            <th scope="col">Quoi</th>
            <th scope="col">Où</th>
            <th scope="col" className="droite">
              Nombre
            </th>
            <th scope="col" className="droite">
              Taille
            </th>
            <th scope="col">Actions</th>
          </tr>
        </thead>
        <tbody>
          {elements.map((e) => (
            <tr key={e.cle}>
              <th scope="row">
                {textes[e.cle].titre}
                <div className="secondaire">{typographier(e.retenu ?? textes[e.cle].usage)}</div>
              </th>
              <td>
                <span className="adresse lieu">{e.lieu}</span>
              </td>
              <td className="droite">{formatEntier(e.fichiers)}</td>
              <td className="droite">{formatTaille(e.taille)}</td>
              <td>
                <div className="rangee-boutons">
                  {e.cle === 'journal' ? (
                    <button type="button" className="bouton-lien" onClick={() => void montrerJournal()}>
                      Lire le journal
                    </button>
                  ) : null}
                  <button
                    type="button"
                    className="bouton-lien"
                    aria-label={`Montrer : ${textes[e.cle].titre}`}
                    onClick={() => void session.shell.montrer(e.ref)}
                  >
                    Montrer
                  </button>
                  {isOubliable(e.cle) && e.retenu === null && e.fichiers > 0 ? (
                    <button
                      type="button"
                      className="bouton-lien"
                      aria-label={`Supprimer : ${textes[e.cle].titre}`}
                      onClick={() => isOubliable(e.cle) && setConfirmee(e.cle)}
                    >
                      Supprimer…
                    </button>
                  ) : null}
                </div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {confirmee ? (
        <Dialogue
          titre={`Supprimer : ${textes[confirmee].titre.toLowerCase()} ?`}
          fermer={() => setConfirmee(null)}
          pied={
            <>
              <button type="button" className="bouton" onClick={() => setConfirmee(null)}>
                Garder
              </button>
              <button type="button" className="bouton bouton-danger" onClick={() => void oublier(confirmee)}>
                Supprimer
              </button>
            </>
          }
        >
          <p>{typographier(textes[confirmee].effet)}</p>
        </Dialogue>
      ) : null}
      {journal !== null ? (
        <Dialogue
          titre="Journal technique"
          fermer={() => setJournal(null)}
          large
          pied={
            <button type="button" className="bouton" onClick={() => void session.shell.copier(journal)}>
              Copier
            </button>
          }
        >
          <p>À joindre à une demande d’aide : il ne contient ni nom, ni chiffre, ni chemin de vos dossiers.</p>
          <textarea className="saisie registre-texte" aria-label="Journal technique" readOnly rows={16} value={journal || 'Le journal est vide.'} />
        </Dialogue>
      ) : null}
    </div>
  )
}
