import { formatEntier } from '../../format.ts'
import { defineRegle, nomDePreuve } from './regle.ts'

/** A scan, or letters without meaning, cannot be compared with the figures; some pages without text are only said. */
export const texte = defineRegle({
  code: 'texte',
  titre: 'Contient du texte',
  surTexte: false,
  verifier: ({ preuve, analyse: a }) => {
    if (a.etat !== 'lu') return []
    const constat = { cle: `preuve-scan:${preuve.id}`, gravite: 'a-justifier', page: null, place: null } as const
    if (a.caracteres === 0) return [{ ...constat, texte: `${nomDePreuve(preuve)} est une numérisation : une preuve conforme est un PDF extrait du DUI` }]
    if (a.illisibles * 3 >= a.caracteres)
      return [{ ...constat, texte: `${nomDePreuve(preuve)} contient un texte que rien ne peut relire : imprimez-la autrement depuis le DUI` }]
    if (a.lues < a.pages)
      return [
        {
          ...constat,
          cle: `preuve-longue:${preuve.id}`,
          gravite: 'information',
          texte: `${nomDePreuve(preuve)} : ${formatEntier(a.lues)} ${a.lues < 2 ? 'page relue' : 'pages relues'} sur ${formatEntier(a.pages)}`
        }
      ]
    if (a.pagesMuettes > 0)
      return [
        {
          ...constat,
          cle: `preuve-muette:${preuve.id}`,
          gravite: 'information',
          texte: `${nomDePreuve(preuve)} a ${formatEntier(a.pagesMuettes)} page${a.pagesMuettes > 1 ? 's' : ''} sans texte`
        }
      ]
    return []
  }
})
