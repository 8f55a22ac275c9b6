import { designationDe } from '../../completude/designation.ts'
import type { Dossier } from '../../dossier.ts'
import { type Fenetre, fenetreDe } from '../../indicateurs/fenetre.ts'
import type { PieceJointe } from '../../piece-jointe.ts'
import { lireAnalyse } from '../analyse.ts'
import { isLisible, isPerimee } from '../chiffres.ts'
import { type Couverture, couvertureDe } from '../couverture.ts'
import { etablissement } from './etablissement.ts'
import { ouverture } from './ouverture.ts'
import { periode } from './periode.ts'
import { personnel } from './personnel.ts'
import { type ConstatPreuve, type FinessConnu, nomDePreuve, type ReglePreuve } from './regle.ts'
import { texte } from './texte.ts'

/** Every check of a proof, in the order shown. A new one = one file and one line. Figures are checked by establishment: `chiffres.ts`. */
export const reglesPreuve: readonly ReglePreuve[] = [ouverture, texte, etablissement, periode, personnel]

/** Checks each proof of a window; made once for a Dossier. */
export function createControlePreuves(
  dossier: Dossier,
  fenetre: Fenetre,
  couverture: Couverture = couvertureDe(dossier, fenetre),
  designation = designationDe(dossier)
): (preuve: PieceJointe) => readonly ConstatPreuve[] {
  const bornes = fenetreDe(dossier, fenetre)
  const finessConnus = new Map<string, FinessConnu>()
  for (const o of dossier.organismes) if (o.finessEj !== null) finessConnus.set(o.finessEj, { id: o.id, nom: designation.organisme(o.id), sorte: 'organisme' })
  for (const e of dossier.etablissements)
    if (e.finess !== null) finessConnus.set(e.finess, { id: e.id, nom: designation.etablissement(e.id), sorte: 'etablissement' })
  return (preuve) => {
    const analyse = lireAnalyse(preuve.analyse)
    if (analyse === null || isPerimee(preuve)) return [nonRelue(preuve)]
    const lisible = isLisible(preuve)
    const contexte = {
      preuve,
      analyse,
      fenetre,
      bornes,
      etablissements: couverture.etablissementsDe(preuve),
      servis: couverture.servisPar(preuve),
      aLaSienne: couverture.aLaSienne,
      finessConnus,
      designation
    }
    return reglesPreuve.filter((r) => lisible || !r.surTexte).flatMap((r) => r.verifier(contexte))
  }
}

/** Attached before Grappe read proofs, or replaced since: only what was noted then is known. */
function nonRelue(preuve: PieceJointe): ConstatPreuve {
  const constat = { page: null, place: null }
  return preuve.texteLisible === 'non'
    ? {
        ...constat,
        cle: `preuve-scan:${preuve.id}`,
        gravite: 'a-justifier',
        texte: `${nomDePreuve(preuve)} est une numérisation : une preuve conforme est un PDF extrait du DUI`
      }
    : {
        ...constat,
        cle: `preuve-a-relire:${preuve.id}`,
        gravite: 'information',
        texte: `${nomDePreuve(preuve)} n’a pas encore été relue : lancez sa relecture`
      }
}
