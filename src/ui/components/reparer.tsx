import { useState } from 'react'
import type { Sortie } from '#contract/contract.ts'
import type { Outcome } from '#contract/errors.ts'
import { formatDate, formatEntier, formatTaille } from '#domain/format.ts'
import { typographier } from '#domain/typographie.ts'
import { ouvrirRef } from '../ouvrir.ts'
import { type FichierAbime, fichierAbime } from '../reparer.ts'
import { useMagasin, useSession } from '../use-session.ts'
import { Dialogue } from './dialogue.tsx'
import { PanneauErreur } from './vide.tsx'

type Fait = Sortie<'dossier.reparer'>

const motifs: Readonly<Record<Sortie<'dossier.secours'>['versions'][number]['motif'], string>> = {
  'avant-reunion': 'avant une réunion de copies',
  'avant-migration': 'avant une mise à jour',
  'avant-restauration': 'avant un retour en arrière',
  horaire: 'gardée pendant le travail'
}
const versionsMontrees = 5
const instantEnClair = (instant: number) => {
  const d = new Date(instant)
  return `${formatDate(`${d.getFullYear()}-${String(d.getMonth() + 1).padStart(2, '0')}-${String(d.getDate()).padStart(2, '0')}`)} à ${d.getHours()} h ${String(d.getMinutes()).padStart(2, '0')}`
}

/** The way out of a damaged file: what this computer still has first, then what can be read of the file. */
export function DialogueReparer() {
  const abime = useMagasin(fichierAbime)
  return abime ? <Reparer key={abime.ref} abime={abime} /> : null
}

function Reparer({ abime: { ref, message, secours } }: { readonly abime: FichierAbime }) {
  const session = useSession()
  const [echec, setEchec] = useState<string | null>(null)
  const [fait, setFait] = useState<{ readonly fait: Fait; readonly vers: string } | null>(null)
  const fermer = () => fichierAbime.poser(null)

  /** Asks for a new place, runs the call there; the dialog keeps its failure. */
  async function vers<T>(nom: string, appeler: (vers: string) => Promise<Outcome<T>>, ensuite: (valeur: T, vers: string) => void): Promise<void> {
    const place = await session.shell.choisirEnregistrement(nom)
    if (place === null) return
    setEchec(null)
    const reponse = await appeler(place)
    if (reponse.ok) ensuite(reponse.value, place)
    else setEchec(reponse.error.message)
  }
  const ouvrir = (place: string) => {
    fermer()
    void ouvrirRef(session, place)
  }
  const reprendre = (projet: string) =>
    vers(
      'grappe.db',
      async (place) => {
        const rouvert = await session.appelerLong('dossier.rouvrir', { projet }, 'Ouverture de la copie de ce poste')
        if (!rouvert.ok) return rouvert
        const publie = await session.appelerLong('dossier.publier', { ref: place }, 'Écriture du nouveau fichier')
        return publie.ok ? await session.appeler('dossier.lire', {}) : publie
      },
      (lue) => {
        fermer()
        session.ouvrir(lue)
      }
    )
  const extraire = (projet: string, nom: string) =>
    vers(
      'version.db',
      (place) => session.appelerLong('dossier.extraireVersion', { projet, nom, vers: place }, 'Écriture de la version'),
      (_, place) => ouvrir(place)
    )
  const reparer = () =>
    vers(
      'grappe réparée.db',
      (place) => session.appelerLong('dossier.reparer', { ref, vers: place }, 'Réparation'),
      (valeur, place) => setFait({ fait: valeur, vers: place })
    )

  if (fait) return <Resultat fait={fait.fait} fermer={fermer} ouvrir={() => ouvrir(fait.vers)} />
  const { projet } = secours
  return (
    <Dialogue titre="Ce fichier est abîmé" fermer={fermer} large>
      <p>{typographier(message)}</p>
      {echec ? <PanneauErreur message={typographier(echec)} /> : null}
      {secours.copieDeTravail && projet !== null ? (
        <section className="carte carte-principale">
          <h3>Reprendre la copie de ce poste (conseillé)</h3>
          <p>Ce poste garde toutes les saisies faites ici. Elles seront écrites dans un nouveau fichier.</p>
          <div className="rangee-boutons">
            <button type="button" className="bouton bouton-principal" onClick={() => void reprendre(projet)}>
              Reprendre la copie de ce poste…
            </button>
          </div>
        </section>
      ) : null}
      {secours.versions.length > 0 && projet !== null ? (
        <section className="carte">
          <h3>Revenir à une version gardée sur ce poste</h3>
          <table className="table">
            <thead>
              <tr>
                <th scope="col">Version du</th>
                <th scope="col">Gardée</th>
                <th scope="col">Taille</th>
                <th scope="col">Reprendre</th>
              </tr>
            </thead>
            <tbody>
              {secours.versions.slice(0, versionsMontrees).map((v) => (
                <tr key={v.nom}>
                  <td>{instantEnClair(v.instant)}</td>
                  <td>{motifs[v.motif]}</td>
                  <td>{formatTaille(v.taille)}</td>
                  <td>
                    <button
                      type="button"
                      className="bouton-lien"
                      aria-label={`Ouvrir la version du ${instantEnClair(v.instant)}`}
                      onClick={() => void extraire(projet, v.nom)}
                    >
                      Ouvrir cette version…
                    </button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ) : null}
      <section className="carte">
        <h3>Réparer</h3>
        <p>Tout ce qui peut encore être lu est importé dans un nouveau fichier, et Grappe dit ce qui est perdu. Le fichier abîmé reste tel quel.</p>
        <div className="rangee-boutons">
          <button type="button" className="bouton" onClick={() => void reparer()}>
            Réparer dans un nouveau fichier…
          </button>
        </div>
      </section>
    </Dialogue>
  )
}

function Resultat({ fait, fermer, ouvrir }: { readonly fait: Fait; readonly fermer: () => void; readonly ouvrir: () => void }) {
  return (
    <Dialogue
      titre={fait.pertes.length === 0 ? 'Tout a été retrouvé' : 'Ce qui a été retrouvé'}
      fermer={fermer}
      pied={
        <button type="button" className="bouton bouton-principal" onClick={ouvrir}>
          Ouvrir le fichier réparé
        </button>
      }
    >
      <dl className="paires">
        <dt>Éléments</dt>
        <dd>{formatEntier(fait.entites)}</dd>
        <dt>Saisies, historique compris</dt>
        <dd>{formatEntier(fait.ops)}</dd>
        <dt>Fichiers joints</dt>
        <dd>{formatEntier(fait.fichiersJoints)}</dd>
      </dl>
      {fait.pertes.length > 0 ? (
        <PanneauErreur message="N’a pas pu être retrouvé :" details={fait.pertes.map(typographier)} />
      ) : (
        <p>{typographier('Rien n’a été perdu. Le fichier abîmé n’a pas été modifié.')}</p>
      )}
    </Dialogue>
  )
}
