import { useSyncExternalStore } from 'react'
import { typographier } from '#domain/typographie.ts'
import { enregistrerAilleurs } from '../../clavier.ts'
import { etatMontre } from '../../etat-montre.ts'
import { useMagasin, useSession } from '../../use-session.ts'

const places = {
  ordinaire: null,
  reseau: 'Sur un partage réseau : le fichier y est remplacé d’un bloc, moins souvent.',
  nuage: 'Dans un dossier synchronisé : si deux postes y travaillent, leurs saisies sont réunies.',
  temporaire: 'Dans un dossier temporaire, que l’ordinateur peut effacer : enregistrez-le ailleurs.',
  'lecture-seule': 'À un endroit que vous ne pouvez pas modifier : enregistrez-le ailleurs.'
} as const

/** Where the file is, publish now, save elsewhere. */
export function VotreFichier() {
  const session = useSession()
  const { file, moteur } = useMagasin(session.enregistrement)
  const connecte = useMagasin(session.connecte)
  const illisibles = useMagasin(session.illisibles.nombre)
  const ouvert = useSyncExternalStore(session.store.abonner, session.store.lire)
  const fichier = ouvert?.fichier ?? null
  const etat = etatMontre({ file, moteur, connecte, illisibles, fichier })
  const place = ouvert?.emplacement ? places[ouvert.emplacement] : null
  return (
    <section className="carte">
      <h3 className="carte-titre">Votre fichier</h3>
      <dl className="paires">
        <dt>Fichier</dt>
        <dd>{fichier ?? 'Pas encore de fichier : le dossier est gardé sur ce poste'}</dd>
        {place ? (
          <>
            <dt>Endroit</dt>
            <dd>{typographier(place)}</dd>
          </>
        ) : null}
        <dt>État</dt>
        <dd>{typographier(etat.texte)}</dd>
      </dl>
      <p className="secondaire">
        Tout le dossier, fichiers joints compris, tient dans ce fichier. Vos saisies sont d’abord écrites sur ce poste, à chaque champ. Le fichier est remplacé
        d’un bloc quelques secondes après : il n’est jamais à moitié écrit.
      </p>
      <div className="rangee-boutons">
        {fichier === null ? null : (
          <button type="button" className="bouton bouton-principal" onClick={() => void session.publier(null)}>
            Mettre le fichier à jour maintenant
          </button>
        )}
        <button type="button" className={`bouton${fichier === null ? ' bouton-principal' : ''}`} onClick={() => void enregistrerAilleurs(session)}>
          {fichier === null ? 'Enregistrer dans un fichier…' : 'Enregistrer ailleurs…'}
        </button>
      </div>
    </section>
  )
}
