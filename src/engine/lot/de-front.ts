/**
 * Does several things at once and returns when all have ended. The first that fails, or the user who gives up, stops the others
 * at their next check; its error is thrown once nothing runs any more.
 */
export async function deFront(aide: { verifierAnnulation(): void }, taches: readonly ((verifierAnnulation: () => void) => Promise<void>)[]): Promise<void> {
  const echecs: unknown[] = []
  const verifier = () => {
    if (echecs.length) throw echecs[0]
    aide.verifierAnnulation()
  }
  await Promise.all(taches.map((tache) => tache(verifier).catch((cause: unknown) => void echecs.push(cause))))
  if (echecs.length) throw echecs[0]
}
