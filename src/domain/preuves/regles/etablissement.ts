import { formatEntier } from '../../format.ts'
import { isComplete } from '../analyse.ts'
import { type ConstatPreuve, type ContextePreuve, defineRegle, graviteDe, nomDePreuve } from './regle.ts'

/** Names shown in one sentence before « … ». */
const exemples = 3

/** FINESS of the document that are of none of the establishments its file is attached for, nor of an organisation of the grappe. */
function autres({ analyse, servis, finessConnus }: ContextePreuve) {
  const siens = new Set(servis.map((e) => e.finess))
  return analyse.finess.filter(([finess, , nomme]) => {
    const connu = finessConnus.get(finess)
    return !siens.has(finess) && (connu ? connu.sorte === 'etablissement' : nomme === 1)
  })
}

/** The proof names its establishment or its FINESS; another one's number in its place is said. */
export const etablissement = defineRegle({
  code: 'etablissement',
  titre: 'Nomme l’établissement',
  surTexte: true,
  verifier: (contexte) => {
    const { preuve, analyse, fenetre, etablissements, aLaSienne, finessConnus, designation } = contexte
    if (etablissements.length === 0) return []
    const numeros = new Set(analyse.finess.map(([finess]) => finess))
    const nommes = new Set(analyse.noms.map(([id]) => id))
    const tus = etablissements.filter((e) => !nommes.has(e.id) && (e.finess === null || !numeros.has(e.finess)))
    // A proof common to several need not name those that have their own, as long as it names one of them.
    const absents = tus.length === etablissements.length ? tus : tus.filter((e) => !aLaSienne(e))
    const etrangers = autres(contexte)
    const [premier] = etrangers
    const constats: ConstatPreuve[] = []
    const dire = ([finess]: readonly [string, ...unknown[]]) => {
      const connu = finessConnus.get(finess)
      return connu ? `${connu.nom} (${finess})` : finess
    }
    if (absents.length > 0 && isComplete(analyse)) {
      const noms = absents.slice(0, exemples).map((e) => designation.etablissement(e.id))
      const qui =
        absents.length === 1
          ? `${noms[0]} ni son FINESS`
          : `${formatEntier(absents.length)} établissements (${noms.join(', ')}${absents.length > exemples ? '…' : ''}) ni leur FINESS`
      constats.push({
        cle: `preuve-etablissement:${preuve.id}`,
        gravite: graviteDe(fenetre),
        texte: `${nomDePreuve(preuve)} ne nomme ni ${qui}${premier ? ` ; elle porte le FINESS de ${dire(premier)}` : ''}`,
        page: premier?.[1] ?? null,
        place: null
      })
    } else if (premier && absents.length === 0)
      constats.push({
        cle: `preuve-autres:${preuve.id}`,
        gravite: 'information',
        texte: `${nomDePreuve(preuve)} porte aussi ${etrangers.length > 1 ? `${formatEntier(etrangers.length)} autres FINESS, dont celui` : 'le FINESS'} de ${dire(premier)}`,
        page: premier[1],
        place: null
      })
    return constats
  }
})
