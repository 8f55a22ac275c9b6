import { useEffect, useRef, useState } from 'react'
import type { Sortie } from '#contract/contract.ts'
import { formatEntier, formatTaille } from '#domain/format.ts'
import type { PieceJointe } from '#domain/piece-jointe.ts'
import { typographier } from '#domain/typographie.ts'
import { type Geste, transformerImage } from '../image/transformer.ts'
import { formatInstant } from '../instant.ts'
import { useLectureSeule, useSession } from '../use-session.ts'
import { ApercuImage } from './apercu-image.tsx'
import { ApercuPdf } from './apercu-pdf.tsx'
import { Dialogue } from './dialogue.tsx'

const isGif = (type: string | null) => type === 'image/gif'
const isImage = (type: string | null) => type === 'image/png' || type === 'image/jpeg' || isGif(type)

interface Props {
  readonly fichier: PieceJointe
  readonly fermer: () => void
  /** The dialog goes on with the file that took the place of this one. */
  readonly suivre: (id: string) => void
}

/** What an attached file holds, what can be done of a picture, and the versions that came before. */
export function ApercuFichier({ fichier, fermer, suivre }: Props) {
  const session = useSession()
  const lectureSeule = useLectureSeule('piece-jointe', fichier.id)
  const [enCours, setEnCours] = useState(false)
  const [erreur, setErreur] = useState<string | null>(null)
  const [fait, setFait] = useState<string | null>(null)
  const statut = useRef<HTMLDivElement>(null)
  const nom = fichier.nom ?? 'Fichier'

  const dire = (texte: string, id: string) => {
    setErreur(null)
    setFait(texte)
    suivre(id)
    // The button that was pressed may be gone.
    requestAnimationFrame(() => {
      if (document.activeElement === document.body) statut.current?.focus()
    })
  }
  const echouer = (texte: string) => {
    setErreur(texte)
    setFait(null)
  }
  const transformer = async (geste: Geste) => {
    if (enCours) return
    setEnCours(true)
    const rendue = await transformerImage(session, fichier.id, geste)
    setEnCours(false)
    if (!rendue.ok) return echouer(rendue.message)
    const quoi = { pdf: 'L’image est devenue une page PDF', pivoter: 'L’image est tournée', reduire: 'L’image est réduite' }[geste]
    const reduite = rendue.isReduite && geste !== 'reduire' ? ', et réduite' : ''
    const animee = rendue.isAnimee ? ' Elle était animée : seule la première vue y figure.' : ''
    dire(`${quoi}${reduite}.${animee} L’original est gardé dans les versions précédentes.`, rendue.id)
  }
  const revenir = async (version: string) => {
    await session.file.vider()
    const remise = await session.appeler('piece-jointe.revenir', { id: fichier.id, version })
    if (!remise.ok) return echouer(remise.error.message)
    session.recevoir([remise.value.ligne, remise.value.ancienne], null)
    dire('La version choisie est remise.', version)
  }
  return (
    <Dialogue titre={typographier(nom)} fermer={fermer} large>
      <div className="apercu-fichier">
        {isImage(fichier.type) && !lectureSeule ? (
          <div className="rangee-boutons">
            <button type="button" className="bouton" aria-disabled={enCours} onClick={() => void transformer('pivoter')}>
              Pivoter de 90°
            </button>
            <button type="button" className="bouton" aria-disabled={enCours} onClick={() => void transformer('reduire')}>
              Réduire
            </button>
            <button type="button" className="bouton" aria-disabled={enCours} onClick={() => void transformer('pdf')}>
              En faire une page PDF
            </button>
          </div>
        ) : null}
        <div ref={statut} role="status" tabIndex={-1}>
          {enCours ? <p className="secondaire">Préparation de l’image…</p> : null}
          {fait && !enCours ? <p>✓ {fait}</p> : null}
        </div>
        {erreur ? (
          <p className="message-erreur" role="alert">
            ✕ {typographier(erreur)}
          </p>
        ) : null}
        {isGif(fichier.type) ? (
          <ApercuImage id={fichier.id} nom={nom} />
        ) : fichier.type === 'application/pdf' || isImage(fichier.type) ? (
          <ApercuPdf id={fichier.id} nom={nom} />
        ) : (
          <p className="secondaire">Ce format ne se montre pas ici. Le fichier est gardé tel quel, et joint tel quel aux envois.</p>
        )}
        <Versions key={fichier.id} id={fichier.id} lectureSeule={lectureSeule} revenir={revenir} />
      </div>
    </Dialogue>
  )
}

function Versions({
  id,
  lectureSeule,
  revenir
}: {
  readonly id: string
  readonly lectureSeule: boolean
  readonly revenir: (version: string) => Promise<void>
}) {
  const session = useSession()
  const [versions, setVersions] = useState<Sortie<'piece-jointe.versions'>['versions']>([])
  useEffect(() => {
    let isParti = false
    void session.appeler('piece-jointe.versions', { id }).then((lu) => {
      if (!isParti && lu.ok) setVersions(lu.value.versions)
    })
    return () => {
      isParti = true
    }
  }, [session, id])
  if (versions.length === 0) return null
  return (
    <section>
      <h3 className="carte-titre">Versions précédentes</h3>
      <div className="table-defile">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">Fichier</th>
              <th scope="col">Joint le</th>
              <th scope="col">Par</th>
              <th scope="col">
                <span className="visuellement-cache">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {versions.map((v) => (
              <tr key={v.id}>
                <th scope="row">
                  <span className="fichier-nom">{v.nom}</span>{' '}
                  <span className="secondaire">
                    {[v.taille === null ? '' : formatTaille(v.taille), v.pages === null ? '' : `${formatEntier(v.pages)} page${v.pages > 1 ? 's' : ''}`]
                      .filter(Boolean)
                      .join(' · ')}
                  </span>
                </th>
                <td className="insecable">{formatInstant(v.instant)}</td>
                <td>{v.auteur}</td>
                <td className="droite">
                  {!v.presente ? (
                    <span className="secondaire">absente de cette copie</span>
                  ) : lectureSeule ? null : (
                    <button
                      type="button"
                      className="bouton-lien"
                      aria-label={`Remettre ${v.nom}, joint le ${formatInstant(v.instant)}`}
                      onClick={() => void revenir(v.id)}
                    >
                      Remettre
                    </button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
