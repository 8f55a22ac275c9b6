import { useEffect, useState } from 'react'
import { formatTaille } from '#domain/format.ts'
import { formatInstant } from '../../instant.ts'
import { type Jumeau, trouverJumeaux } from '../../jumeaux.ts'
import { useSession } from '../../use-session.ts'

/** « nom-PC.db » : other files of this dossier beside it, left there by a synchronisation tool. */
export function Jumeaux({ ajouter }: { readonly ajouter: (refs: readonly string[]) => void }) {
  const session = useSession()
  const [jumeaux, setJumeaux] = useState<readonly Jumeau[]>([])
  useEffect(() => {
    let isParti = false
    void trouverJumeaux(session).then((trouves) => {
      if (!isParti) setJumeaux(trouves)
    })
    return () => {
      isParti = true
    }
  }, [session])
  if (jumeaux.length === 0) return null
  return (
    <section className="carte">
      <h3 className="carte-titre">{jumeaux.length > 1 ? 'D’autres copies sont dans le même dossier' : 'Une autre copie est dans le même dossier'}</h3>
      <p>
        {jumeaux.length > 1
          ? 'Un service de synchronisation (OneDrive, Dropbox) ou une copie à la main les a laissées là. Elles contiennent des saisies que vous n’avez pas.'
          : 'Un service de synchronisation (OneDrive, Dropbox) ou une copie à la main l’a laissée là. Elle contient des saisies que vous n’avez pas.'}
      </p>
      <ul className="liste-simple">
        {jumeaux.map((j) => (
          <li key={j.ref}>
            <strong>{j.nom}</strong>{' '}
            <span className="secondaire">
              {formatTaille(j.taille)}, modifié le {formatInstant(j.modifieLe)}
            </span>
          </li>
        ))}
      </ul>
      <div className="rangee-boutons">
        <button type="button" className="bouton" onClick={() => ajouter(jumeaux.map((j) => j.ref))}>
          {jumeaux.length > 1 ? 'Voir ce qu’elles apportent' : 'Voir ce qu’elle apporte'}
        </button>
      </div>
    </section>
  )
}
