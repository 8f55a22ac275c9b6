import { GrappeError } from '#contract/errors.ts'
import type { Handlers } from '#contract/rpc.ts'
import type { Cellule } from '#domain/champs/champ.ts'
import { doublonsDe } from '#domain/partage/doublons.ts'
import type { Atelier } from '../atelier.ts'
import { champVie } from '../db/lecture.ts'
import { choisirValeur, listerConflits } from '../partage/conflits.ts'
import { ecarterDoublon, reglerDoublon } from '../partage/doublons.ts'
import { createGarde } from '../partage/garde.ts'
import { listerSessions, pageHistorique, restaurerValeur } from '../partage/historique.ts'
import { verifierCellule } from './cellule.ts'

type Appels = Pick<
  Handlers,
  | Extract<keyof Handlers, `conflit.${string}` | `doublon.${string}` | `versions.${string}`>
  | 'historique.sessions'
  | 'historique.dossier'
  | 'historique.restaurer'
>

/** What was typed and by whom, what differs, what is double, and the versions kept. */
export function appelsHistorique(atelier: Atelier): Appels {
  const journal = () => atelier.fichier().journal
  function ecrivable() {
    if (atelier.fichier().lectureSeule) throw new GrappeError('lecture-seule')
    return journal()
  }
  const touche = <T>(resultat: T): T => {
    atelier.change()
    return resultat
  }
  const conflits = () => [...journal().lireConflits()] as never
  /** A value of the past is put back as it was, even when today's field would no longer read it. */
  function verifier(kind: string, id: string, champ: string, valeur: Cellule): void {
    createGarde(journal()).edition(kind, id)
    if (champ === champVie) {
      if (valeur !== 0 && valeur !== 1) throw new GrappeError('saisie-invalide')
      return
    }
    if (
      !journal()
        .historique(kind, id, champ)
        .some((e) => e.valeur === valeur)
    )
      verifierCellule(kind, champ, valeur)
  }
  return {
    'conflit.lister': () => ({ conflits: listerConflits(journal()).map((c) => ({ ...c, cotes: [...c.cotes] })) }),
    'conflit.choisir': ({ kind, id, champ, valeur }) => {
      const j = ecrivable()
      const cotes = listerConflits(j).find((c) => c.kind === kind && c.id === id && c.champ === champ)?.cotes ?? []
      if (!cotes.some((c) => c.valeur === valeur)) verifier(kind, id, champ, valeur)
      return { ligne: touche(choisirValeur(j, { kind, id, champ, valeur })), conflits: conflits() }
    },
    'doublon.lister': () => ({ doublons: doublonsDe(atelier.dossier()).map((d) => ({ ...d, ids: [...d.ids] })) }),
    'doublon.regler': ({ kind, garder, retirer }) => {
      const j = ecrivable()
      createGarde(j).retrait(kind, retirer)
      return { lignes: touche(reglerDoublon(j, { kind, garder, retirer })), conflits: conflits() }
    },
    'doublon.ecarter': ({ kind, ids }) => ({ ligne: touche(ecarterDoublon(ecrivable(), { kind, ids, date: atelier.aujourdhui() })) }),
    'historique.sessions': () => ({ sessions: listerSessions(journal().db) }),
    'historique.dossier': ({ page, taille, ...filtre }) => {
      const { total, editions } = pageHistorique(journal(), filtre, page, taille)
      return { total, editions: [...editions] }
    },
    'historique.restaurer': ({ kind, id, champ, valeur }) => {
      const j = ecrivable()
      verifier(kind, id, champ, valeur)
      return { ligne: touche(restaurerValeur(j, { kind, id, champ, valeur })), conflits: conflits() }
    },
    'versions.lister': () => ({ versions: [...atelier.fichier().versions.lister()] }),
    'versions.restaurer': async ({ nom }) => {
      ecrivable()
      const lignes = await atelier.fichier().versions.restaurer(nom)
      return touche({ lignes })
    }
  }
}
