import type { Handlers } from '#contract/rpc.ts'
import { cleNaturelle, isEtatParCle } from '#domain/cle-naturelle.ts'
import type { Atelier } from '../atelier.ts'
import { createGarde } from '../partage/garde.ts'
import { verifierCellule } from './cellule.ts'

export function appelsChamp(
  atelier: Atelier
): Pick<Handlers, 'champ.saisir' | 'entite.ajouter' | 'entite.retirer' | 'entite.retablir' | 'historique.annuler' | 'historique.refaire' | 'historique.champ'> {
  const journal = () => atelier.fichier().journal
  const touche = <T>(resultat: T): T => {
    atelier.change()
    return resultat
  }
  return {
    'champ.saisir': ({ editions }) => {
      const garde = createGarde(journal())
      for (const e of editions) {
        garde.edition(e.kind, e.id)
        verifierCellule(e.kind, e.champ, e.valeur)
      }
      const lignes = touche(journal().ecrire(editions))
      return { lignes, conflits: [...journal().lireConflits()] as never }
    },
    'entite.ajouter': ({ kind, id, cellules }) => {
      createGarde(journal()).ajout(kind, cellules)
      for (const [champ, valeur] of Object.entries(cellules)) verifierCellule(kind, champ, valeur)
      // A state kept per key (an answer, an action…) has the id of its key: two people who give it mean the same one.
      const parCle = isEtatParCle(kind) && cleNaturelle(kind, cellules) !== null
      return { ligne: touche(journal().ajouter(kind, parCle ? null : id, null, cellules)) }
    },
    'entite.retirer': ({ kind, id }) => {
      createGarde(journal()).retrait(kind, id)
      return { ligne: touche(journal().retirer(kind, id)) }
    },
    'entite.retablir': ({ kind, id }) => {
      createGarde(journal()).retrait(kind, id)
      return { ligne: touche(journal().retablir(kind, id)) }
    },
    'historique.annuler': () => ({ ...touche(journal().annuler()), conflits: [...journal().lireConflits()] as never }),
    'historique.refaire': () => ({ ...touche(journal().refaire()), conflits: [...journal().lireConflits()] as never }),
    'historique.champ': ({ kind, id, champ }) => ({ editions: [...journal().historique(kind, id, champ)] })
  }
}
