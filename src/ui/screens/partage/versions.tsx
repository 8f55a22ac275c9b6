import { useCallback, useEffect, useState } from 'react'
import type { Sortie } from '#contract/contract.ts'
import { formatTaille } from '#domain/format.ts'
import { typographier } from '#domain/typographie.ts'
import { Dialogue } from '../../components/dialogue.tsx'
import { PanneauErreur, Vide } from '../../components/vide.tsx'
import { formatInstant } from '../../instant.ts'
import { useLectureSeule, useSession } from '../../use-session.ts'

type Version = Sortie<'versions.lister'>['versions'][number]

const motifs: Readonly<Record<Version['motif'], string>> = {
  'avant-reunion': 'Avant une réunion de copies',
  'avant-migration': 'Avant une mise à jour de Grappe',
  'avant-restauration': 'Avant un retour en arrière',
  horaire: 'Gardée pendant le travail'
}

/** « Versions »: the states kept on this computer, and going back to one. */
export function Versions() {
  const session = useSession()
  const lectureSeule = useLectureSeule()
  const [versions, setVersions] = useState<readonly Version[] | null>(null)
  const [choisie, setChoisie] = useState<Version | null>(null)
  const [erreur, setErreur] = useState<string | null>(null)
  const relire = useCallback(async () => {
    const lues = await session.appeler('versions.lister', {})
    if (lues.ok) setVersions(lues.value.versions)
    else setErreur(lues.error.message)
  }, [session])
  useEffect(() => {
    void relire()
  }, [relire])
  const revenir = async ({ nom, instant }: Version) => {
    setChoisie(null)
    await session.file.vider()
    const fait = await session.appelerLong('versions.restaurer', { nom }, 'Retour à une version gardée')
    if (!fait.ok) return setErreur(fait.error.message)
    setErreur(null)
    session.avertir({ ton: 'succes', texte: `Le dossier est revenu à son état du ${formatInstant(instant)}. L’état d’avant est gardé dans cette liste.` })
    await relire()
  }
  if (versions === null && erreur === null) return <p className="secondaire">Lecture…</p>
  return (
    <div className="pile">
      {erreur ? <PanneauErreur message={typographier(erreur)} /> : null}
      {versions?.length === 0 ? (
        <Vide
          titre="Aucune version gardée pour l’instant"
          texte="Grappe garde l’état du dossier avant de réunir une copie reçue ou de revenir en arrière, et à chaque heure de travail : les trente derniers, dans la limite de 2 Go, et toujours les trois plus récents."
        />
      ) : null}
      {versions && versions.length > 0 ? (
        <>
          <p className="introduction">
            Les trente derniers états du dossier, gardés sur ce poste. Au-delà de 2 Go en tout, les plus anciens sont effacés, jamais les trois plus récents.
            Revenir à l’un d’eux n’efface rien : l’état actuel est gardé d’abord.
          </p>
          <div className="table-defile">
            <table className="table">
              <thead>
                <tr>
                  <th scope="col">Version du</th>
                  <th scope="col">Pourquoi</th>
                  <th scope="col" className="droite">
                    Taille
                  </th>
                  <th scope="col">
                    <span className="visuellement-cache">Actions</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {versions.map((v) => (
                  <tr key={v.nom}>
                    <th scope="row">{formatInstant(v.instant)}</th>
                    <td>{motifs[v.motif]}</td>
                    <td className="droite">{formatTaille(v.taille)}</td>
                    <td className="droite">
                      {lectureSeule ? null : (
                        <button
                          type="button"
                          className="bouton"
                          aria-label={`Revenir à la version du ${formatInstant(v.instant)}`}
                          onClick={() => setChoisie(v)}
                        >
                          Y revenir…
                        </button>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      ) : null}
      {choisie ? (
        <Dialogue
          titre={`Revenir à la version du ${formatInstant(choisie.instant)} ?`}
          fermer={() => setChoisie(null)}
          pied={
            <>
              <button type="button" className="bouton" onClick={() => setChoisie(null)}>
                Non
              </button>
              <button type="button" className="bouton bouton-principal" onClick={() => void revenir(choisie)}>
                Revenir à cette version
              </button>
            </>
          }
        >
          <p>Ce qui a été saisi depuis sera remplacé par les valeurs de ce jour-là. L’état actuel est gardé dans la liste : vous pourrez y revenir.</p>
        </Dialogue>
      ) : null}
    </div>
  )
}
