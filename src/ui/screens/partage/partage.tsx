import { useSyncExternalStore } from 'react'
import { typographier } from '#domain/typographie.ts'
import { enregistrerAilleurs } from '../../clavier.ts'
import { Page } from '../../components/page.tsx'
import { etatMontre } from '../../etat-montre.ts'
import { entiteDe, libelleEntite, nomLibre } from '../../presenter.ts'
import { useDossier, useMagasin, useSession } from '../../use-session.ts'

/** Where the file is, publish now, save elsewhere; what comes later is said. */
export function Partage() {
  const session = useSession()
  const { file, moteur } = useMagasin(session.enregistrement)
  const connecte = useMagasin(session.connecte)
  const illisibles = useMagasin(session.illisibles.nombre)
  const fichier = useSyncExternalStore(session.store.abonner, () => session.store.lire()?.fichier ?? null)
  const etat = etatMontre({ file, moteur, connecte, illisibles, fichier })
  return (
    <Page titre="Partage" but="Tout le dossier, fichiers joints compris, tient dans un seul fichier que vous pouvez copier, envoyer et archiver.">
      <div className="pile">
        <section className="carte">
          <h3 className="carte-titre">Votre fichier</h3>
          <dl className="paires">
            <dt>Fichier</dt>
            <dd>{fichier ?? 'Pas encore de fichier : le dossier est gardé sur ce poste'}</dd>
            <dt>État</dt>
            <dd>{typographier(etat.texte)}</dd>
          </dl>
          <p className="secondaire">
            Vos saisies sont d’abord écrites sur ce poste, à chaque champ. Le fichier est remplacé d’un bloc quelques secondes après : il n’est jamais à moitié
            écrit.
          </p>
          <div className="rangee-boutons">
            <button type="button" className="bouton bouton-principal" onClick={() => void session.publier(null)} disabled={fichier === null}>
              Mettre le fichier à jour maintenant
            </button>
            <button type="button" className="bouton" onClick={() => void enregistrerAilleurs(session)}>
              Enregistrer ailleurs…
            </button>
          </div>
        </section>
        <Conflits />
        <section className="carte">
          <h3 className="carte-titre">Travailler à plusieurs</h3>
          <p>Pour l’instant, une seule personne modifie le fichier à la fois. Envoyez-le à une autre personne, attendez son retour, puis ouvrez sa version.</p>
          <p className="secondaire">
            Pas encore dans cette version : réunir deux copies modifiées séparément, préparer des copies de collecte pour les organismes, protéger une copie par
            un mot de passe, revenir à une version gardée. Le fichier contient déjà tout l’historique nécessaire.
          </p>
        </section>
      </div>
    </Page>
  )
}

function Conflits() {
  const conflits = useDossier((d) => d.conflits)
  const dossier = useDossier((d) => d)
  if (conflits.length === 0) return null
  return (
    <section className="carte">
      <h3 className="carte-titre">Valeurs différentes ({conflits.length})</h3>
      <p>Deux personnes ont changé ces champs différemment. La valeur affichée est la première ; saisissez la bonne pour régler l’écart.</p>
      <ul>
        {conflits.map((c) => {
          const nom = nomLibre(c.kind)
          const entite = c.id ? entiteDe(dossier, c.kind, c.id) : undefined
          return (
            <li key={`${c.kind}${c.id}${c.champ}`}>
              <strong>{entite && !nom.unique ? libelleEntite(c.kind, entite) : nom.label}</strong> : {c.champ ? (nom.champs[c.champ]?.label ?? c.champ) : ''} —{' '}
              {c.valeurs.map((v) => String(v ?? 'vide')).join(' / ')}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
