import { useState } from 'react'
import type { Outcome } from '#contract/errors.ts'
import { typographier } from '#domain/typographie.ts'
import { useSession } from '../use-session.ts'
import { Copiable } from './copiable.tsx'
import { PanneauErreur } from './vide.tsx'

interface Props {
  readonly destinataires: readonly string[]
  readonly copie?: readonly string[]
  readonly objet: string
  /** Plain text, paragraphs separated by an empty line. */
  readonly texte: string
  /** The `.eml` draft: the name proposed, and who writes it at the chosen place. Null: no draft is offered here. */
  readonly brouillon: { readonly nom: string; readonly ecrire: (ref: string) => Promise<Outcome<{ readonly ref: string }>> } | null
  /** What to attach: shown in its folder. `nom` is the file's or the folder's. */
  readonly joint: { readonly ref: string; readonly nom: string } | null
}

/** « Préparer l’e-mail » in its three ways: a draft for the mail program, texts to copy, the folder of what to attach. Grappe sends nothing. */
export function Courriel({ destinataires, copie = [], objet, texte, brouillon, joint }: Props) {
  const { shell } = useSession()
  const [ecrit, setEcrit] = useState<string | null>(null)
  const [erreur, setErreur] = useState<string | null>(null)
  const ecrire = async ({ nom, ecrire: faire }: NonNullable<Props['brouillon']>) => {
    const ref = await shell.choisirEnregistrement(nom)
    if (ref === null) return
    const fait = await faire(ref)
    setErreur(fait.ok ? null : fait.error.message)
    setEcrit(fait.ok ? fait.value.ref : null)
    if (fait.ok && !(await shell.ouvrir(fait.value.ref)))
      setErreur('Aucun logiciel de messagerie n’a ouvert le brouillon. Il est écrit : ouvrez-le depuis son dossier, ou copiez les textes ci-dessous.')
  }
  return (
    <section className="courriel" aria-label="Préparer l’e-mail">
      <h3>Préparer l’e-mail</h3>
      <p className="secondaire">Grappe n’envoie rien : vous envoyez depuis votre messagerie, par le moyen qui vous convient.</p>
      <div className="rangee-boutons">
        {brouillon ? (
          <button type="button" className="bouton" onClick={() => void ecrire(brouillon)}>
            Créer un brouillon d’e-mail…
          </button>
        ) : null}
        {joint ? (
          <button type="button" className="bouton" onClick={() => void shell.montrer(joint.ref)} title={joint.nom}>
            Montrer dans le dossier
          </button>
        ) : null}
      </div>
      {ecrit === null ? null : (
        <p role="status">
          Brouillon écrit.{' '}
          <button type="button" className="bouton-lien" onClick={() => void shell.ouvrir(ecrit)}>
            L’ouvrir
          </button>{' '}
          ·{' '}
          <button type="button" className="bouton-lien" onClick={() => void shell.montrer(ecrit)}>
            Le montrer dans son dossier
          </button>
        </p>
      )}
      {erreur ? <PanneauErreur message={typographier(erreur)} /> : null}
      <div className="courriel-textes">
        <Copiable libelle="À" texte={destinataires.join(' ; ')} vide="Adresse à saisir dans votre messagerie" />
        {copie.length > 0 ? <Copiable libelle="Copie" texte={copie.join(' ; ')} /> : null}
        <Copiable libelle="Objet" texte={objet} />
        <Copiable libelle="Texte" texte={texte} />
      </div>
    </section>
  )
}
