import { formatDate } from '../format.ts'
import type { Verification } from './collecteur.ts'

/** An establishment that left since the convention is explained in the closure bundle: its own reason settles it. */
export const verifierRetraits: Verification = ({ dossier, designation, manque }) => {
  for (const e of dossier.etablissements)
    if (e.situation === 'retire')
      manque({
        cle: `retrait:${e.id}`,
        gravite: 'a-justifier',
        phase: 'grappe',
        lots: ['cloture'],
        texte: `Établissement retiré de la grappe${e.dateRetrait === null ? '' : ` le ${formatDate(e.dateRetrait)}`} : ${designation.etablissement(e.id)}`,
        ou: { kind: 'etablissement', id: e.id, champ: 'motifRetrait' },
        motif: e.motifRetrait ?? undefined
      })
}
