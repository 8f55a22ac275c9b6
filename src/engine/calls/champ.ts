import { basename } from 'node:path'
import { fileTypeFromBuffer } from 'file-type'
import { GrappeError } from '#contract/errors.ts'
import type { Handlers } from '#contract/rpc.ts'
import type { Cellule } from '#domain/champs/champ.ts'
import { champDe } from '#domain/dossier.ts'
import type { Atelier } from '../atelier.ts'
import { lireFichier } from '../import/lire-fichier.ts'
import { relirePdf } from '../render/pdf/relire-pdf.ts'

/** Refuses a cell that its field cannot read; fields of a newer version are kept as they come. */
function verifierCellule(kind: string, champ: string, valeur: Cellule): void {
  const field = champDe(kind, champ)
  if (!field) throw new GrappeError('champ-inconnu', `${kind}.${champ}`)
  if (valeur !== null && field.decode(valeur) === undefined) throw new GrappeError('saisie-invalide', field.label)
}

/** Largest attached file, in bytes (démarche numérique: strictly less than 200 Mo). */
const tailleMax = 200_000_000 - 1

/** Known types of attached files by extension, for formats that have no signature of their own. */
const typesParExtension: Readonly<Record<string, string>> = { doc: 'application/msword', xls: 'application/vnd.ms-excel' }

export function appelsChamp(
  atelier: Atelier
): Pick<
  Handlers,
  | 'champ.saisir'
  | 'entite.ajouter'
  | 'entite.retirer'
  | 'entite.retablir'
  | 'historique.annuler'
  | 'historique.refaire'
  | 'historique.champ'
  | 'piece-jointe.ajouter'
> {
  const journal = () => atelier.fichier().journal
  const touche = <T>(resultat: T): T => {
    atelier.change()
    return resultat
  }
  return {
    'champ.saisir': ({ editions }) => {
      for (const e of editions) verifierCellule(e.kind, e.champ, e.valeur)
      const lignes = touche(journal().ecrire(editions))
      return { lignes, conflits: [...journal().lireConflits()] as never }
    },
    'entite.ajouter': ({ kind, id, cellules }) => {
      for (const [champ, valeur] of Object.entries(cellules)) verifierCellule(kind, champ, valeur)
      return { ligne: touche(journal().ajouter(kind, id, null, cellules)) }
    },
    'entite.retirer': ({ kind, id }) => ({ ligne: touche(journal().retirer(kind, id)) }),
    'entite.retablir': ({ kind, id }) => ({ ligne: touche(journal().retablir(kind, id)) }),
    'historique.annuler': () => ({ ...touche(journal().annuler()), conflits: [...journal().lireConflits()] as never }),
    'historique.refaire': () => ({ ...touche(journal().refaire()), conflits: [...journal().lireConflits()] as never }),
    'historique.champ': ({ kind, id, champ }) => ({ editions: [...journal().historique(kind, id, champ)] }),
    'piece-jointe.ajouter': async ({ ref, cellules }) => {
      for (const [champ, valeur] of Object.entries(cellules)) verifierCellule('piece-jointe', champ, valeur)
      const chemin = atelier.chemin(ref)
      const bytes = lireFichier(chemin, tailleMax)
      const nom = basename(chemin)
      const extension = nom.split('.').at(-1)?.toLowerCase() ?? ''
      const type = (await fileTypeFromBuffer(bytes))?.mime ?? typesParExtension[extension]
      if (!type) throw new GrappeError('format-refuse', nom)
      const pdf = type === 'application/pdf' ? await relirePdf(bytes) : null
      const j = journal()
      const ligne = j.groupe(() =>
        j.ajouter('piece-jointe', null, null, {
          ...cellules,
          nom,
          sha256: j.ajouterBlob(bytes, type),
          taille: bytes.length,
          type,
          dateAjout: atelier.aujourdhui(),
          ...(pdf ? { pages: pdf.pages, texteLisible: pdf.textes.some((t) => t.trim() !== '') ? 'oui' : 'non' } : {})
        })
      )
      return { ligne: touche(ligne) }
    }
  }
}
