import { type FormEvent, useState } from 'react'
import { typographier } from '#domain/typographie.ts'
import { nomDeFichier } from '../../nom-de-fichier.ts'
import { reprendreDossier } from '../../ouvrir.ts'
import { useSession } from '../../use-session.ts'

/** Starts the dossier of another call from this one. */
export function Reprise() {
  const session = useSession()
  const [nom, setNom] = useState('')
  const [manque, setManque] = useState(false)
  const creer = async (e: FormEvent) => {
    e.preventDefault()
    if (nom.trim() === '') return setManque(true)
    const ref = await session.shell.choisirEnregistrement(nomDeFichier(nom))
    if (ref !== null) await reprendreDossier(session, nom.trim(), ref)
  }
  return (
    <section className="carte">
      <h3 className="carte-titre">Reprendre pour un autre appel à projets</h3>
      <p>
        {typographier(
          'Un nouveau fichier est créé avec ce qui reste vrai : organismes, établissements conservés, personnes, contacts, solution, gouvernance, risques, conduite du changement et textes de présentation.'
        )}
      </p>
      <p>
        {typographier(
          'Les dates, montants, plannings, coûts, relevés, dépenses, procès-verbaux et fichiers joints n’y sont pas. Le dossier actuel ne change pas : il est fermé, et reste dans vos dossiers récents.'
        )}
      </p>
      <form onSubmit={(e) => void creer(e)}>
        <label className="champ-label" htmlFor="reprise-nom">
          Nom de la nouvelle grappe
        </label>
        <input
          id="reprise-nom"
          className="saisie"
          value={nom}
          maxLength={300}
          autoComplete="off"
          aria-invalid={manque}
          aria-describedby={manque ? 'reprise-erreur' : undefined}
          onChange={(e) => {
            setNom(e.target.value)
            setManque(false)
          }}
        />
        {manque ? (
          <p className="message-erreur" id="reprise-erreur">
            ✕ Donnez un nom à la grappe : il figurera sur tous les documents.
          </p>
        ) : null}
        <div className="rangee-boutons">
          <button type="submit" className="bouton">
            Créer le nouveau dossier…
          </button>
        </div>
      </form>
    </section>
  )
}
