import { type FormEvent, useEffect, useRef, useState } from 'react'
import type { Sortie } from '#contract/contract.ts'
import { formatDateCourte } from '#domain/format.ts'
import { typographier } from '#domain/typographie.ts'
import { PanneauErreur } from '../../components/vide.tsx'
import { nomDeFichier } from '../../nom-de-fichier.ts'
import { creerGrappe, erreurOuverture, ouvrirExemple, ouvrirFichier, ouvrirRef } from '../../ouvrir.ts'
import { useMagasin, useSession } from '../../use-session.ts'

type Recents = Sortie<'app.etat'>['recents']

/** Home: new, open, recent, example; a file can be dropped anywhere. */
export function Accueil({ pret }: { readonly pret: boolean }) {
  const session = useSession()
  const erreur = useMagasin(erreurOuverture)
  const [recents, setRecents] = useState<Recents>([])
  const [depot, setDepot] = useState(false)
  useEffect(() => {
    if (pret) void session.appeler('app.etat', {}).then((e) => e.ok && setRecents(e.value.recents))
  }, [pret, session])
  return (
    <main
      className={`accueil${depot ? ' accueil-depot' : ''}`}
      data-region
      onDragOver={(e) => {
        e.preventDefault()
        setDepot(true)
      }}
      onDragLeave={() => setDepot(false)}
      onDropCapture={() => setDepot(false)}
    >
      <header className="accueil-tete">
        <h1>Grappe</h1>
        <p className="introduction">
          Le dossier ESMS Numérique de votre grappe, de la candidature à la clôture : tout est dans un seul fichier, sur votre poste.
        </p>
      </header>
      {!pret ? <p className="secondaire">Démarrage du moteur…</p> : null}
      {erreur ? <PanneauErreur message={typographier(erreur)} /> : null}
      <div className="accueil-choix">
        <Nouvelle pret={pret} />
        <section className="carte">
          <h2>Ouvrir un dossier</h2>
          <p>Choisissez un fichier de Grappe, ou déposez-le sur cette fenêtre : le vôtre, ou la copie qu’un porteur ou un organisme vous a envoyée.</p>
          <div className="rangee-boutons">
            <button type="button" className="bouton" disabled={!pret} onClick={() => void ouvrirFichier(session)}>
              Ouvrir…
            </button>
          </div>
        </section>
        <section className="carte">
          <h2>Découvrir avec un exemple</h2>
          <p>Une grappe inventée de 18 établissements. Rien de ce que vous y changez ne touche vos dossiers.</p>
          <div className="rangee-boutons">
            <button type="button" className="bouton" disabled={!pret} onClick={() => void ouvrirExemple(session, false)}>
              Exemple complet
            </button>
            <button type="button" className="bouton" disabled={!pret} onClick={() => void ouvrirExemple(session, true)}>
              Exemple à compléter
            </button>
          </div>
        </section>
      </div>
      <section className="accueil-recents">
        <h2>Dossiers récents</h2>
        {recents.length === 0 ? <p className="secondaire">Les dossiers ouverts sur ce poste seront listés ici.</p> : null}
        <ul>
          {recents.map((r) => (
            <li key={r.ref}>
              <button type="button" className="recent" onClick={() => void ouvrirRef(session, r.ref)}>
                <strong>{r.nom}</strong>
                <span className="secondaire recent-lieu">{r.lieu}</span>
                <span className="secondaire">ouvert le {formatDateCourte(new Date(r.ouvertLe).toISOString().slice(0, 10))}</span>
              </button>
            </li>
          ))}
        </ul>
      </section>
    </main>
  )
}

function Nouvelle({ pret }: { readonly pret: boolean }) {
  const session = useSession()
  const demandee = useMagasin(session.demandeNouvelle)
  const [nom, setNom] = useState('')
  const [manque, setManque] = useState(false)
  const saisie = useRef<HTMLInputElement>(null)
  const creer = async (e: FormEvent) => {
    e.preventDefault()
    if (nom.trim() === '') {
      // The reason is read with the field it concerns.
      saisie.current?.focus()
      return setManque(true)
    }
    const ref = await session.shell.choisirEnregistrement(nomDeFichier(nom))
    if (ref === null) return
    session.demandeNouvelle.poser(false)
    await creerGrappe(session, nom.trim(), ref)
  }
  return (
    <section className="carte carte-principale">
      <h2>Nouvelle grappe</h2>
      <form onSubmit={(e) => void creer(e)}>
        <label className="champ-label" htmlFor="nouvelle-nom">
          Nom de la grappe
        </label>
        <input
          id="nouvelle-nom"
          ref={saisie}
          key={String(demandee)}
          className="saisie"
          // biome-ignore lint/a11y/noAutofocus: the menu asked for this very field
          autoFocus={demandee}
          value={nom}
          maxLength={300}
          autoComplete="off"
          aria-invalid={manque}
          aria-describedby={manque ? 'nouvelle-erreur' : undefined}
          onChange={(e) => {
            setNom(e.target.value)
            setManque(false)
          }}
        />
        {manque ? (
          <p className="message-erreur" id="nouvelle-erreur" role="alert">
            ✕ Donnez un nom à la grappe : il figurera sur tous les documents.
          </p>
        ) : null}
        <div className="rangee-boutons">
          <button type="submit" className="bouton bouton-principal" disabled={!pret}>
            Créer…
          </button>
          <span className="secondaire">Vous choisirez où garder le fichier.</span>
        </div>
      </form>
    </section>
  )
}
