import { ouvrirRefs, refuser } from './ouvrir.ts'
import type { Session } from './session.ts'

/** Handles of the dropped files that are on this computer's disk. */
export async function refsDeposees(session: Session, fichiers: FileList): Promise<readonly string[]> {
  const refs = await Promise.all([...fichiers].map((f) => session.shell.deposer(f)))
  return refs.filter((ref) => ref !== null)
}

/**
 * Dossiers dropped beside the places meant for files, and those that the system hands over (double-click, second start): the page opens
 * them once it is ready. To call before any other listener of drops on the window.
 */
export function brancherDepots(session: Session): void {
  const ouvrir = async (refs: readonly string[]) => {
    // The engine is connected and its user known: a first start asks who they are before anything else.
    await pret(session)
    await ouvrirRefs(session, refs)
  }
  session.shell.surFichiers((refs) => void ouvrir(refs))
  window.addEventListener('drop', (e) => {
    if (e.defaultPrevented || !e.dataTransfer || e.dataTransfer.files.length === 0) return
    const fichiers = e.dataTransfer.files
    void refsDeposees(session, fichiers).then((refs) => {
      if (refs.length > 0) return ouvrir(refs)
      refuser(
        session,
        'Seul un fichier enregistré sur ce poste peut être déposé ici : ni un répertoire, ni une pièce jointe encore dans la messagerie. Rien n’a été modifié.'
      )
    })
  })
}

function pret({ auteur, connecte }: Session): Promise<void> {
  return new Promise((resolve) => {
    const fins: (() => void)[] = []
    const voir = () => {
      if (!connecte.lire() || auteur.lire() === null) return
      for (const fin of fins) fin()
      resolve()
    }
    fins.push(connecte.abonner(voir), auteur.abonner(voir))
    voir()
  })
}
