import type { Dossier } from '../dossier.ts'
import type { Reponse } from '../reponse.ts'
import { concurrence } from './concurrence.ts'
import { type Controle, cleControle, contexteControles, type EtatControle, type Fautif } from './controle.ts'
import { eligibilite } from './eligibilite.ts'
import { equipement } from './equipement.ts'
import { financementAnterieur } from './financement-anterieur.ts'
import { financementEuropeen } from './financement-europeen.ts'
import { finess } from './finess.ts'
import { lettreUnique } from './lettre-unique.ts'
import { minimum } from './minimum.ts'
import { minoriteAcquisitions } from './minorite-acquisitions.ts'
import { operationNouvelle } from './operation-nouvelle.ts'
import { segur } from './segur.ts'
import { siretPorteur } from './siret-porteur.ts'
import { solutionUnique } from './solution-unique.ts'
import { sons } from './sons.ts'

/** The ten checks of the kit, in its order, then the rules of the regional FAQ. A new check = one file and one line. */
export const controles: readonly Controle[] = [
  eligibilite,
  minimum,
  finess,
  siretPorteur,
  operationNouvelle,
  financementEuropeen,
  financementAnterieur,
  sons,
  solutionUnique,
  segur,
  concurrence,
  minoriteAcquisitions,
  lettreUnique,
  equipement
]

/** Result of a check: what the screen shows and the sheet prints. */
export interface ResultatControle {
  readonly code: string
  readonly titre: string
  readonly regle: string
  readonly source: string
  readonly question: string | null
  readonly etat: EtatControle
  readonly explication: string
  readonly fautifs: readonly Fautif[]
  readonly champ: { readonly kind: string; readonly champ: string } | null
  /** Answer or reason given by a person (`cle` = `controle:<code>`), and the ids of the files joined to it. */
  readonly reponse: Reponse | null
  readonly preuves: readonly string[]
  /** An `a-justifier` with a written reason. */
  readonly justifie: boolean
}

/** Runs every check on a Dossier. Source: programme, « Recevabilité ». */
export function controlerRecevabilite(dossier: Dossier): readonly ResultatControle[] {
  const contexte = contexteControles(dossier)
  const answers = new Map<string, Reponse>()
  for (const r of dossier.reponses) if (r.cle !== null && !answers.has(r.cle)) answers.set(r.cle, r)
  return controles.map(({ evaluer, ...controle }) => {
    const reponse = answers.get(cleControle(controle.code))
    const { etat, explication, fautifs, champ } = evaluer({ ...contexte, reponse })
    return {
      ...controle,
      etat,
      explication,
      fautifs: fautifs ?? [],
      champ: champ ?? null,
      reponse: reponse ?? null,
      preuves: reponse ? dossier.piecesJointes.flatMap((p) => (p.role === 'controle' && p.cible === reponse.id ? [p.id] : [])) : [],
      justifie: etat === 'a-justifier' && (reponse?.motif ?? '').trim() !== ''
    }
  })
}
