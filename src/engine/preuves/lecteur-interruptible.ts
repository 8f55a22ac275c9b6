import type { LecteurIsole } from './lecteur-isole.ts'

/** Between two looks at whether the user gave up, in milliseconds. */
const veille = 50

/**
 * The same reader, whose answers are no longer waited for once the user has given up: `annule` is thrown at once, the thread ends its
 * file for nothing and is free for the next demand.
 */
export function lecteurInterruptible(lecteur: LecteurIsole, aide: { verifierAnnulation(): void }): LecteurIsole {
  const attendre = <T>(reponse: Promise<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      const minuterie = setInterval(() => {
        try {
          aide.verifierAnnulation()
        } catch (cause) {
          reject(cause)
        }
      }, veille)
      void reponse.then(resolve, reject).finally(() => clearInterval(minuterie))
    })
  return {
    ...lecteur,
    compterPages: (bytes) => attendre(lecteur.compterPages(bytes)),
    constaterPdf: (bytes) => attendre(lecteur.constaterPdf(bytes)),
    comparerXlsx: (bytes, classeur) => attendre(lecteur.comparerXlsx(bytes, classeur)),
    ajouterParties: (demande) => attendre(lecteur.ajouterParties(demande)),
    finirAssemblage: (demande) => attendre(lecteur.finirAssemblage(demande))
  }
}
