import { GrappeError } from '#contract/errors.ts'
import type { Handlers } from '#contract/rpc.ts'
import type { Atelier } from '../atelier.ts'
import { archiverDossier } from '../lot/archive/archiver.ts'
import { verifierArchive } from '../lot/archive/verifier-archive.ts'
import type { LecteurIsole } from '../preuves/lecteur-isole.ts'

/** What is kept of a closure once it is deposited. */
export function appelsArchive(atelier: Atelier, lecteur: LecteurIsole): Pick<Handlers, 'archive.creer' | 'archive.verifier'> {
  const { profil } = atelier.options
  return {
    'archive.creer': async ({ lot, depot, ref }, aide) => {
      const { journal } = atelier.fichier()
      const dossier = atelier.dossier()
      const trouve = depot === null ? null : (dossier.depots.find((d) => d.id === depot) ?? null)
      if (depot !== null && trouve === null) throw new GrappeError('entite-inconnue')
      const contexte = { date: atelier.aujourdhui(), version: atelier.options.version }
      const fait = await archiverDossier({
        journal,
        dossier,
        lot: atelier.chemin(lot),
        depot: trouve,
        destination: atelier.chemin(ref),
        contexte,
        profil,
        lecteur,
        aide
      })
      const lignes = trouve === null ? [] : journal.ecrire([{ kind: 'depot', id: trouve.id, champ: 'archiveLe', valeur: contexte.date }])
      atelier.change()
      return { dossier: fait.dossier, ref: atelier.nouvelleRef(fait.chemin), fichiers: fait.fichiers.map(({ nom, taille }) => ({ nom, taille })), lignes }
    },
    'archive.verifier': ({ ref }, aide) => verifierArchive(atelier.chemin(ref), { profil, lecteur, aide })
  }
}
