import { type Dossier, etablissementsConserves } from '../dossier.ts'
import type { Etablissement } from '../etablissement.ts'
import type { Fenetre } from '../indicateurs/fenetre.ts'
import type { PieceJointe } from '../piece-jointe.ts'
import { type ChiffreVerifie, verifierChiffresDeclares } from './chiffres.ts'
import { couvertureDe } from './couverture.ts'
import { createControlePreuves } from './regles/registre.ts'
import type { ConstatPreuve } from './regles/regle.ts'

/** Worst first. `remplacer`: cannot be sent as it is; `verifier`: something is not found, or has to be justified. */
export const etatsPreuve = ['sans', 'remplacer', 'verifier', 'conforme'] as const
export type EtatPreuve = (typeof etatsPreuve)[number]

export interface PreuveControlee {
  readonly preuve: PieceJointe
  /** Proofs of the same file, itself included. */
  readonly memeFichier: readonly PieceJointe[]
  /** Establishments that the file is attached for. */
  readonly servis: readonly Etablissement[]
  readonly constats: readonly ConstatPreuve[]
}

/** Proofs of one establishment for one window, and what they show. */
export interface PreuvesEtablissement {
  readonly etablissement: Etablissement
  readonly etat: EtatPreuve
  readonly preuves: readonly PreuveControlee[]
  readonly chiffres: readonly ChiffreVerifie[]
}

/** True when the file itself must be replaced: it does not open, or shows a personal number. */
export const isARemplacer = ({ constats }: PreuveControlee): boolean => constats.some((c) => c.gravite === 'bloquant' || c.cle.startsWith('preuve-personnel:'))

function etatDe(preuves: readonly PreuveControlee[], chiffres: readonly ChiffreVerifie[], isDeclare: boolean): EtatPreuve {
  if (preuves.length === 0) return 'sans'
  if (preuves.some(isARemplacer)) return 'remplacer'
  // Without any figure declared, nothing was compared.
  const isDouteux =
    !isDeclare ||
    chiffres.some((c) => c.etat !== 'trouve' || c.surSaLigne === false) ||
    preuves.some((p) => p.constats.some((c) => c.gravite !== 'information'))
  return isDouteux ? 'verifier' : 'conforme'
}

/** Every kept establishment with its proofs of a window, those attached to its OG or to the whole grappe included. */
export function etatPreuves(dossier: Dossier, fenetre: Fenetre): readonly PreuvesEtablissement[] {
  const couverture = couvertureDe(dossier, fenetre)
  const verifier = verifierChiffresDeclares(dossier, fenetre, undefined, couverture)
  const controler = createControlePreuves(dossier, fenetre, couverture)
  const controlees = new Map<string, PreuveControlee>()
  const controlee = (preuve: PieceJointe): PreuveControlee => {
    const connue = controlees.get(preuve.id) ?? {
      preuve,
      memeFichier: couverture.memeFichier(preuve),
      servis: couverture.servisPar(preuve),
      constats: controler(preuve)
    }
    controlees.set(preuve.id, connue)
    return connue
  }
  return etablissementsConserves(dossier).map((etablissement) => {
    const preuves = couverture.preuvesDe(etablissement).map(controlee)
    const chiffres = verifier.de(etablissement)
    return { etablissement, etat: etatDe(preuves, chiffres, verifier.isDeclare(etablissement)), preuves, chiffres }
  })
}
