import { useEffect, useState } from 'react'
import type { Sortie } from '#contract/contract.ts'
import { formatTaille } from '#domain/format.ts'
import { formatInstant } from '../../instant.ts'
import { useDossier, useSession } from '../../use-session.ts'

/** « nom-PC.db » : other files of this dossier beside it, left there by a synchronisation tool. */
export function Jumeaux({ ajouter }: { readonly ajouter: (refs: readonly string[]) => void }) {
  const session = useSession()
  const [trouves, setTrouves] = useState<Sortie<'partage.jumeaux'>['jumeaux']>([])
  const envois = useDossier((d) => d.envois)
  useEffect(() => {
    let isParti = false
    void session.appeler('partage.jumeaux', {}).then((lus) => {
      if (!isParti && lus.ok) setTrouves(lus.value.jumeaux)
    })
    return () => {
      isParti = true
    }
  }, [session])
  // A copy that was sent, kept beside the file, is nobody's twin.
  const envoyes = new Set(envois.map((e) => e.fichier))
  const jumeaux = trouves.filter((j) => j.apporte && !envoyes.has(j.nom))
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
