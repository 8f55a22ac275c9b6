import { defineControle, type Fautif, fautif } from './controle.ts'

export const finess = defineControle({
  code: '3',
  titre: 'Un FINESS géographique par établissement',
  regle: 'Chaque ESSMS a son propre numéro FINESS géographique (ET), différent de celui des autres et de tout FINESS juridique (EJ).',
  source: 'Kit ESMS Numérique 2023, recevabilité, point 3',
  question: null,
  evaluer: ({ dossier, conserves }) => {
    if (conserves.length === 0) return { etat: 'a-renseigner', explication: 'Ajoutez les établissements de la grappe.' }
    const ejs = new Set(dossier.organismes.flatMap((o) => o.finessEj ?? []))
    const counts = new Map<string, number>()
    for (const e of conserves) if (e.finess !== null) counts.set(e.finess, (counts.get(e.finess) ?? 0) + 1)
    const champ = { kind: 'etablissement', champ: 'finess' }
    const shared: Fautif[] = []
    const blank: Fautif[] = []
    for (const e of conserves) {
      if (e.finess === null) blank.push(fautif(e))
      else if ((counts.get(e.finess) ?? 0) > 1 || ejs.has(e.finess)) shared.push(fautif(e))
    }
    if (shared.length > 0)
      return {
        etat: 'non-conforme',
        explication: 'Ces établissements portent le numéro d’un autre, ou le FINESS juridique d’un organisme.',
        fautifs: shared,
        champ
      }
    if (blank.length > 0) return { etat: 'a-renseigner', explication: 'Le FINESS géographique de ces établissements manque.', fautifs: blank, champ }
    return { etat: 'conforme', explication: 'Chaque établissement a son propre numéro.' }
  }
})
