import { formatDate, formatFenetre, formatMois } from '../../format.ts'
import { isComplete } from '../analyse.ts'
import { type ConstatPreuve, defineRegle, graviteDe, nomDePreuve } from './regle.ts'

/** The window is mentioned, and the document was made after its last day. */
export const periode = defineRegle({
  code: 'periode',
  titre: 'Porte sur la période',
  surTexte: true,
  verifier: ({ preuve, analyse, fenetre, bornes }) => {
    if (bornes === null) return []
    const constats: ConstatPreuve[] = []
    const fenetreDite = formatFenetre(bornes)
    const inside = ([date]: readonly [string, number]) => date >= bornes.debut && date <= bornes.fin
    const isMentionnee = analyse.periodes.some(inside) || analyse.mois.some(([mois]) => bornes.mois.includes(mois))
    const [date] = analyse.periodes
    const [mois] = analyse.mois
    if (!isMentionnee && isComplete(analyse)) {
      const lue = date ? formatDate(date[0]) : mois ? formatMois(mois[0]) : null
      constats.push({
        cle: `preuve-fenetre:${preuve.id}`,
        gravite: lue === null ? 'information' : graviteDe(fenetre),
        texte: `${nomDePreuve(preuve)} ne mentionne pas la période ${fenetreDite}${lue === null ? '' : ` ; elle mentionne ${lue}`}`,
        page: date?.[1] ?? mois?.[1] ?? null,
        place: null
      })
    }
    const derniere = analyse.extraction.toSorted(([a], [b]) => (a < b ? 1 : -1))[0]
    if (derniere && derniere[0] < bornes.fin)
      constats.push({
        cle: `preuve-extraction:${preuve.id}`,
        gravite: graviteDe(fenetre),
        texte: `${nomDePreuve(preuve)} a été extraite le ${formatDate(derniere[0])}, avant la fin de la période mesurée (${formatDate(bornes.fin)})`,
        page: derniere[1],
        place: null
      })
    return constats
  }
})
