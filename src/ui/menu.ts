import type { Session } from './session.ts'

/** Keeps the window's menu in line: whether a dossier is open, and the files opened lately. */
export function brancherMenu(session: Session): void {
  let montre: string | null = null
  const montrer = async () => {
    if (!session.connecte.lire()) return
    const ouvert = session.store.lire()
    const cle = `${ouvert?.projet ?? ''}|${ouvert?.fichier ?? ''}`
    if (cle === montre) return
    montre = cle
    const etat = await session.appeler('app.etat', {})
    const recents = etat.ok ? etat.value.recents.map(({ ref, nom }) => ({ ref, nom })) : []
    await session.shell.menu({ isOuvert: session.store.lire() !== null, recents })
  }
  session.store.abonner(() => void montrer())
  session.connecte.abonner(() => {
    // A new engine knows none of the refs that the old one gave.
    montre = null
    void montrer()
  })
}
