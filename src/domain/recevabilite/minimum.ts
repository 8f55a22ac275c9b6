import { minimumEssms } from '../catalogue/instructions.ts'
import { nombreEssms, toutesEnSeuilReduit } from '../routage.ts'
import { defineControle, demander } from './controle.ts'

export const minimum = defineControle({
  code: '2',
  titre: 'Nombre minimum d’établissements',
  regle:
    '15 ESSMS au moins, 8 lorsque tous sont en Corse ou en outre-mer. En 2021 (premier appel), aussi 3 organismes, 2 en Corse et outre-mer, sauf si l’un réunit à lui seul le minimum. L’ARS peut en accepter moins : joignez son courrier.',
  source: 'Kit ESMS Numérique 2023, recevabilité, point 2 ; appel 2021',
  question: 'Le nombre minimum d’établissements de votre appel à projets est-il atteint ?',
  evaluer: ({ dossier, instruction, conserves, reponse }) => {
    const reduced = toutesEnSeuilReduit(dossier)
    const least = minimumEssms(instruction, reduced)
    const n = nombreEssms(dossier)
    const saisi = instruction.saisis.includes('minimumEssms') ? ' (saisi)' : ''
    if (least === null)
      return demander(
        reponse,
        { etat: 'a-justifier', explication: 'Le minimum n’est pas atteint : joignez l’accord de l’ARS et dites le motif.' },
        `${n} établissement${n < 2 ? '' : 's'}. Minimum de votre appel à projets : répondu « atteint ».`,
        { kind: 'grappe', champ: 'minimumEssms' }
      )
    if (n < least)
      return {
        etat: 'a-justifier',
        explication: `${n} établissement${n < 2 ? '' : 's'} pour un minimum de ${least}${saisi}. L’ARS peut en accepter moins : joignez son courrier et dites le motif.`
      }
    const perOg = new Map<string, number>()
    for (const e of conserves) if (e.organisme !== null) perOg.set(e.organisme, (perOg.get(e.organisme) ?? 0) + 1)
    const leastOg = reduced ? instruction.minimumOgReduit : instruction.minimumOg
    const alone = [...perOg.values()].some((count) => count >= least)
    if (leastOg !== null && perOg.size < leastOg && !alone)
      return {
        etat: 'a-justifier',
        explication: `${perOg.size} organisme${perOg.size < 2 ? '' : 's'} pour un minimum de ${leastOg}, et aucun ne réunit ${least} établissements à lui seul.`
      }
    return { etat: 'conforme', explication: `${n} établissement${n < 2 ? '' : 's'} pour un minimum de ${least}${saisi}.` }
  }
})
