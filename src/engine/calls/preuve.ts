import { GrappeError } from '#contract/errors.ts'
import type { Handlers } from '#contract/rpc.ts'
import { type CleSignee, codeDonnees } from '#documents/code-donnees.ts'
import type { Cellule } from '#domain/champs/champ.ts'
import { reperesDe } from '#domain/preuves/detecter-noms.ts'
import type { Atelier } from '../atelier.ts'
import { cellulesExamen, lireFichierJoint, refusDe } from '../preuves/fichier-joint.ts'
import type { LecteurIsole } from '../preuves/lecteur-isole.ts'
import { verifierCellule } from './cellule.ts'

/** The document to sign whose signed copy is attached, or null. Its code is the one read in the file, else the one it would print today. */
function cleSignee(cellules: Readonly<Record<string, Cellule>>): CleSignee | null {
  const { role, cible, piece } = cellules
  if (cellules['codeDonnees'] !== undefined) return null
  if (role === 'pv' && typeof cible === 'string') return `pv:${cible}`
  return role === 'piece' && (piece === 3 || piece === 4) ? `piece:${piece}` : null
}

/** Attached files: joined byte for byte, and read back when they are PDFs. */
export function appelsPreuve(atelier: Atelier, lecteur: LecteurIsole): Pick<Handlers, 'piece-jointe.ajouter' | 'preuve.analyser'> {
  const preuveDe = (sha256: string) => ({ reperes: reperesDe(atelier.dossier()), sha256 })
  return {
    'piece-jointe.ajouter': async ({ ref, cellules }) => {
      for (const [champ, valeur] of Object.entries(cellules)) verifierCellule('piece-jointe', champ, valeur)
      const { nom, bytes, type, sha256 } = await lireFichierJoint(atelier.chemin(ref))
      if (!type) throw new GrappeError('format-refuse', nom)
      const examen = type === 'application/pdf' ? await lecteur.examiner({ bytes, preuve: cellules['role'] === 'preuve' ? preuveDe(sha256) : null }) : null
      const refus = examen && refusDe(examen)
      if (refus) throw refus
      const { journal } = atelier.fichier()
      const signee = cleSignee(cellules)
      const lu = examen?.etat === 'lu' ? examen.code : null
      const dossier = atelier.dossier()
      // A pièce that the person wrote elsewhere owes nothing to the data, unless it bears their code.
      const isAilleurs = cellules['role'] === 'piece' && dossier.pieces.some((p) => p.numero === cellules['piece'] && p.mode === 'fournie')
      const code = signee === null ? null : (lu ?? (isAilleurs ? null : codeDonnees(dossier, signee)))
      const ligne = journal.groupe(() =>
        journal.ajouter('piece-jointe', null, null, {
          ...cellules,
          nom,
          sha256: journal.ajouterBlob(bytes, type),
          taille: bytes.length,
          type,
          dateAjout: atelier.aujourdhui(),
          ...(code === null ? {} : { codeDonnees: code }),
          ...(examen ? cellulesExamen(examen, sha256) : {})
        })
      )
      atelier.change()
      return { ligne }
    },
    'preuve.analyser': async ({ id }) => {
      const { journal } = atelier.fichier()
      const preuve = atelier.dossier().piecesJointes.find((p) => p.id === id && p.role === 'preuve')
      if (!preuve) throw new GrappeError('entite-inconnue')
      const bytes = preuve.sha256 === null ? undefined : journal.lireBlob(preuve.sha256)?.bytes
      if (!bytes || preuve.sha256 === null) throw new GrappeError('fichier-introuvable', preuve.nom ?? '')
      const cellules = cellulesExamen(await lecteur.examiner({ bytes, preuve: preuveDe(preuve.sha256) }), preuve.sha256)
      const lignes = journal.ecrire(Object.entries(cellules).map(([champ, valeur]) => ({ kind: 'piece-jointe', id, champ, valeur })))
      atelier.change()
      const [ligne] = lignes
      if (!ligne) throw new GrappeError('entite-inconnue')
      return { ligne }
    }
  }
}
