import { ficheGalis } from '../fiche-galis.ts'
import { heuresMixtes } from '../heures-mixtes.ts'
import type { PieceGeneree } from '../production.ts'
import { ficheRecevabilite } from '../recevabilite.ts'
import { conduiteChangement } from './conduite-changement.ts'
import { convention } from './convention.ts'
import { deploiement } from './deploiement.ts'
import { gouvernance } from './gouvernance.ts'
import { lettreEngagement } from './lettre-engagement.ts'
import { materiels } from './materiels.ts'
import { notePresentation } from './note-presentation.ts'
import { planFinancementPiece } from './plan-financement.ts'
import { planning } from './planning.ts'

/** Every pièce Grappe writes, in bundle order. A new pièce = one file and one line here. */
export const piecesGenerees: readonly PieceGeneree[] = [
  notePresentation,
  gouvernance,
  convention,
  lettreEngagement,
  planning,
  planFinancementPiece,
  deploiement,
  conduiteChangement,
  materiels,
  heuresMixtes,
  ficheGalis,
  ficheRecevabilite
]
