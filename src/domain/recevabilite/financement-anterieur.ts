import { defineControle, demander, fautif } from './controle.ts'

export const financementAnterieur = defineControle({
  code: '7',
  titre: 'Pas de financement ESMS Numérique antérieur',
  regle:
    'Aucun établissement n’a déjà été financé par ESMS Numérique. En Occitanie, une grappe déjà financée peut se présenter, après les autres : les deux règles sont montrées.',
  source: 'Kit ESMS Numérique 2023, recevabilité, point 7 ; foire aux questions d’Occitanie',
  question: 'Tous les établissements sont-ils sans financement ESMS Numérique antérieur ?',
  evaluer: ({ conserves, reponse }) => {
    const elsewhere = conserves.filter((e) => e.region !== '76')
    return demander(
      reponse,
      conserves.length > 0 && elsewhere.length === 0
        ? { etat: 'a-justifier', explication: 'Déjà financée : l’Occitanie l’admet après les autres grappes. Dites ce qui a été financé et quand.' }
        : {
            etat: 'non-conforme',
            explication: 'Un établissement déjà financé ne peut pas l’être deux fois.',
            fautifs: elsewhere.length < conserves.length ? elsewhere.map(fautif) : []
          }
    )
  }
})
