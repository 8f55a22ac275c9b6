import { GrappeError } from '#contract/errors.ts'
import type { Handlers } from '#contract/rpc.ts'
import { reperesDe } from '#domain/preuves/detecter-noms.ts'
import type { Atelier } from '../atelier.ts'
import { cellulesExamen } from '../preuves/fichier-joint.ts'
import type { LecteurIsole } from '../preuves/lecteur-isole.ts'

/** Proofs already attached, read again. */
export function appelsPreuve(atelier: Atelier, lecteur: LecteurIsole): Pick<Handlers, 'preuve.analyser'> {
  return {
    'preuve.analyser': async ({ id }) => {
      const { journal } = atelier.fichier()
      const preuve = atelier.dossier().piecesJointes.find((p) => p.id === id && p.role === 'preuve')
      if (!preuve) throw new GrappeError('entite-inconnue')
      const bytes = preuve.sha256 === null ? undefined : journal.lireBlob(preuve.sha256)?.bytes
      if (!bytes || preuve.sha256 === null) throw new GrappeError('fichier-introuvable', preuve.nom ?? '')
      const cellules = cellulesExamen(
        await lecteur.examiner({ bytes, preuve: { reperes: reperesDe(atelier.dossier()), sha256: preuve.sha256 } }),
        preuve.sha256
      )
      // The other proofs made of the same file say the same.
      const memes = atelier.dossier().piecesJointes.filter((p) => p.role === 'preuve' && p.sha256 === preuve.sha256)
      const lignes = journal.ecrire(
        memes.flatMap((p) => Object.entries(cellules).map(([champ, valeur]) => ({ kind: 'piece-jointe', id: p.id, champ, valeur })))
      )
      if (lignes.length === 0) throw new GrappeError('entite-inconnue')
      atelier.change()
      return { lignes }
    }
  }
}
