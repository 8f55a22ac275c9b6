import { type DragEvent, useState } from 'react'
import { extensionOf, remedes } from '#domain/catalogue/plateformes.ts'
import type { Cellule } from '#domain/champs/champ.ts'
import { formatDateCourte, formatTaille } from '#domain/format.ts'
import type { PieceJointe } from '#domain/piece-jointe.ts'
import { typographier } from '#domain/typographie.ts'
import { useLectureSeule, useSession } from '../use-session.ts'

interface Props {
  readonly fichiers: readonly PieceJointe[]
  /** Role and attachment of the new file. */
  readonly cellules: Readonly<Record<string, Cellule>>
  readonly libelle: string
  readonly extensions?: readonly string[]
  /** A single file is replaced, several are added. */
  readonly unique?: boolean
}

const toutes = ['pdf', 'doc', 'docx', 'xls', 'xlsx', 'png', 'jpg', 'jpeg', 'gif']

/** The attached files of one thing: choose or drop, see, remove. Files are copied into the dossier, byte for byte. */
export function Joindre({ fichiers, cellules, libelle, extensions = toutes, unique }: Props) {
  const session = useSession()
  const lectureSeule = useLectureSeule('piece-jointe')
  const [erreur, setErreur] = useState<string | null>(null)
  const [survol, setSurvol] = useState(false)

  const ajouter = async (ref: string | null, nom?: string) => {
    if (ref === null) return
    await session.file.vider()
    const fait = await session.appelerLong('piece-jointe.ajouter', { ref, cellules: { ...cellules } }, 'Ajout du fichier')
    if (!fait.ok) {
      const remede = nom ? remedes[extensionOf(nom)] : undefined
      return setErreur(remede ? `${fait.error.message} ${remede}` : fait.error.message)
    }
    setErreur(null)
    if (unique)
      session.retirer(
        'piece-jointe',
        fichiers.map((f) => f.id)
      )
    session.recevoir([fait.value.ligne], null)
  }
  const choisir = async () => ajouter(await session.shell.choisirFichier([{ nom: 'Fichier à joindre', extensions }]))
  const deposer = async (e: DragEvent) => {
    e.preventDefault()
    e.stopPropagation()
    setSurvol(false)
    for (const fichier of e.dataTransfer.files) await ajouter(await session.shell.deposer(fichier), fichier.name)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the button beside does the same
    <div
      className={`joindre${survol ? ' joindre-survol' : ''}`}
      onDragOver={(e) => {
        e.preventDefault()
        setSurvol(true)
      }}
      onDragLeave={() => setSurvol(false)}
      onDrop={(e) => void deposer(e)}
    >
      {fichiers.map((f) => (
        <div key={f.id} className="fichier-joint" data-entite={f.id}>
          <span className="fichier-nom">{f.nom ?? 'Fichier'}</span>
          <span className="secondaire">
            {[
              f.taille === null ? '' : formatTaille(f.taille),
              f.pages === null ? '' : `${f.pages} page${f.pages > 1 ? 's' : ''}`,
              f.texteLisible === 'non' ? 'numérisation, sans texte' : '',
              f.dateAjout === null ? '' : `ajouté le ${formatDateCourte(f.dateAjout)}`
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
          {lectureSeule ? null : (
            <button
              type="button"
              className="bouton-lien"
              aria-label={`Retirer ${f.nom ?? 'le fichier'}`}
              onClick={() => session.retirer('piece-jointe', [f.id])}
            >
              Retirer
            </button>
          )}
        </div>
      ))}
      {lectureSeule ? null : (
        <button type="button" className="bouton-lien" onClick={() => void choisir()}>
          {unique && fichiers.length > 0 ? 'Remplacer…' : `${libelle}…`}
        </button>
      )}
      {erreur ? (
        <p className="message-erreur" role="alert">
          ✕ {typographier(erreur)}
        </p>
      ) : null}
    </div>
  )
}
