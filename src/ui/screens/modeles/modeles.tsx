import { type DragEvent, useState } from 'react'
import type { Sortie } from '#contract/contract.ts'
import { typographier } from '#domain/typographie.ts'
import { PanneauErreur } from '../../components/vide.tsx'
import { useDossier, useLectureSeule, useSession } from '../../use-session.ts'
import { FicheModele } from './fiche-modele.tsx'

const filtre = [{ nom: 'Modèle à remplir', extensions: ['xlsx', 'xltx', 'pdf'] }]

/** Empty models got from a teleservice: dropped once, matched, then copies of them are filled. */
export function Modeles() {
  const session = useSession()
  const lectureSeule = useLectureSeule('modele')
  const modeles = useDossier((d) => d.modeles)
  const [choisi, setChoisi] = useState<string | null>(null)
  const [erreur, setErreur] = useState<string | null>(null)
  const [survol, setSurvol] = useState(false)
  const courant = modeles.find((m) => m.id === choisi) ?? modeles[0]

  const ajouter = async (ref: string | null) => {
    if (ref === null) return
    await session.file.vider()
    const lu = await session.appelerLong('modele.lire', { ref, usage: null }, 'Lecture du modèle')
    if (!lu.ok) return setErreur(lu.error.message)
    const { ligne }: Sortie<'modele.lire'> = lu.value
    setErreur(null)
    session.recevoir([ligne], null)
    setChoisi(ligne.id)
  }
  const deposer = async (e: DragEvent) => {
    e.preventDefault()
    e.stopPropagation()
    setSurvol(false)
    for (const fichier of e.dataTransfer.files) await ajouter(await session.shell.deposer(fichier))
  }
  return (
    <div className="pile">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the button inside does the same */}
      <section
        className={`carte joindre${survol ? ' joindre-survol' : ''}`}
        onDragOver={(e) => {
          e.preventDefault()
          setSurvol(true)
        }}
        onDragLeave={() => setSurvol(false)}
        onDrop={(e) => void deposer(e)}
      >
        <h3 className="carte-titre">Remplir un modèle du téléservice</h3>
        <p>
          {typographier(
            'Déposez ici le fichier vide que vous avez téléchargé : classeur Excel (.xlsx, .xltx) ou formulaire PDF. Grappe propose ce qui va dans chaque case, vous corrigez, puis Grappe remplit une copie.'
          )}
        </p>
        <p className="secondaire">
          {typographier('Grappe ne fournit aucun modèle de l’administration et n’en imite aucun : le vôtre reste tel quel, seule sa copie est remplie.')}
        </p>
        {lectureSeule ? null : (
          <div className="rangee-boutons">
            <button
              type="button"
              className={`bouton${modeles.length === 0 ? ' bouton-principal' : ''}`}
              onClick={() => void session.shell.choisirFichier(filtre).then(ajouter)}
            >
              Choisir un modèle…
            </button>
          </div>
        )}
        {erreur ? <PanneauErreur message={erreur} /> : null}
      </section>
      {modeles.length > 1 ? (
        <label className="filtre">
          Modèle
          <select className="saisie" value={courant?.id ?? ''} onChange={(e) => setChoisi(e.target.value)}>
            {modeles.map((m) => (
              <option key={m.id} value={m.id}>
                {m.nom ?? 'Modèle sans nom'}
              </option>
            ))}
          </select>
        </label>
      ) : null}
      {courant ? <FicheModele key={courant.id} modele={courant} /> : null}
    </div>
  )
}
