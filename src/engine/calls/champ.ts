import type { Entree } from '#contract/contract.ts'
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
  type Ajout = Entree<'entite.ajouter'>
  const verifierAjout = (garde: ReturnType<typeof createGarde>, { kind, cellules }: Ajout) => {
    garde.ajout(kind, cellules)
    for (const [champ, valeur] of Object.entries(cellules)) verifierCellule(kind, champ, valeur)
  }
  const ajouter = ({ kind, id, cellules }: Ajout) => {
    // A state kept per key (an answer, an action…) has the id of its key: two people who give it mean the same one.
    const parCle = isEtatParCle(kind) && cleNaturelle(kind, cellules) !== null
    return journal().ajouter(kind, parCle ? null : id, null, cellules)
  }
  return {
    'champ.saisir': ({ ajouts, editions }) => {
      const garde = createGarde(journal())
      for (const a of ajouts) verifierAjout(garde, a)
      const nouveaux = new Set(ajouts.map((a) => a.id))
      for (const e of editions) {
        if (!nouveaux.has(e.id)) garde.edition(e.kind, e.id)
        verifierCellule(e.kind, e.champ, e.valeur)
      }
      const reels = new Map<string, string>()
      const ecrit = touche(
        journal().groupe(() => {
          const ajoutees = ajouts.map((a) => {
            const ligne = ajouter(a)
            if (a.id !== null) reels.set(a.id, ligne.id)
            return ligne
          })
          const lignes = journal().ecrire(editions.map((e) => ({ ...e, id: reels.get(e.id) ?? e.id })))
          const modifiees = new Set(lignes.map((l) => l.id))
          return { lignes: [...ajoutees.filter((l) => !modifiees.has(l.id)), ...lignes], ajoutees: ajoutees.map((l) => l.id) }
        })
      )
      return { ...ecrit, conflits: [...journal().lireConflits()] as never }
    },
    'entite.ajouter': (ajout) => {
      verifierAjout(createGarde(journal()), ajout)
      return { ligne: touche(ajouter(ajout)) }
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
