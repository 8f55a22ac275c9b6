import { categorieDe } from '../catalogue/categories.ts'
import { defineControle, fautif } from './controle.ts'

export const eligibilite = defineControle({
  code: '1',
  titre: 'Établissements éligibles',
  regle: 'Chaque ESSMS relève de l’article L. 312-1 du CASF. Les USLD ne sont pas éligibles ; les heures de confort de l’aide à domicile ne comptent pas.',
  source: 'Kit ESMS Numérique 2023, recevabilité, point 1',
  question: null,
  evaluer: ({ conserves }) => {
    if (conserves.length === 0) return { etat: 'a-renseigner', explication: 'Ajoutez les établissements de la grappe.' }
    const known = conserves.map((e) => ({ e, categorie: e.categorie === null ? null : categorieDe(e.categorie) }))
    const refused = known.filter((k) => k.categorie?.eligibilite === 'non-eligible')
    if (refused.length > 0)
      return {
        etat: 'non-conforme',
        explication: 'Ces établissements relèvent d’une catégorie qui n’est pas éligible.',
        fautifs: refused.map((k) => fautif(k.e))
      }
    const blank = known.filter((k) => k.categorie === null)
    if (blank.length > 0)
      return { etat: 'a-renseigner', explication: 'La catégorie FINESS de ces établissements n’est pas renseignée.', fautifs: blank.map((k) => fautif(k.e)) }
    const doubtful = known.filter((k) => k.categorie?.eligibilite === 'a-verifier')
    if (doubtful.length > 0)
      return { etat: 'a-justifier', explication: 'L’éligibilité de ces catégories est à confirmer avec l’ARS.', fautifs: doubtful.map((k) => fautif(k.e)) }
    return { etat: 'conforme', explication: 'Toutes les catégories sont éligibles.' }
  }
})
