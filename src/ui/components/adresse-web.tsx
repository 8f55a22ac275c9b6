import { useSession } from '../use-session.ts'

/** « Ouvrir… » beside an https address: the system shows the whole address, and opens it only when the person says so there. */
export function OuvrirAdresse({ adresse }: { readonly adresse: string }) {
  const session = useSession()
  const ouvrir = async () => {
    const suite = await session.shell.ouvrirAdresse(adresse)
    if (suite === 'copiee') session.avertir({ ton: 'succes', texte: `« ${adresse} » est copié.` })
    if (suite === 'refusee')
      session.avertir({
        ton: 'erreur',
        texte: 'Cette adresse ne peut pas être ouverte d’ici. Une adresse complète commence par « https:// » et ne contient ni espace ni nom d’utilisateur.'
      })
  }
  return (
    <button type="button" className="bouton-lien" aria-label={`Ouvrir ${adresse} dans le navigateur`} onClick={() => void ouvrir()}>
      Ouvrir…
    </button>
  )
}
