import { minimumEssms, minimumOg } from '../catalogue/instructions.ts'
import { pluriel } from '../completude/accord.ts'
import type { CleParametre } from '../parametres.ts'
import { nombreEssms, toutesEnSeuilReduit } from '../routage.ts'
import { defineControle, demander, type Verdict } from './controle.ts'

const verdict = (atteint: boolean, explication: string, remede = ''): Verdict =>
  atteint ? { etat: 'conforme', explication } : { etat: 'a-justifier', explication: `${explication}${remede}` }

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
    const saisi = (cle: CleParametre) => (instruction.saisis.includes(cle) ? ' (saisi)' : '')
    const compte = `${n} ${pluriel(n, 'établissement', 'établissements')}`
    const nombre =
      least === null
        ? demander(
            reponse,
            { etat: 'a-justifier', explication: 'Le minimum n’est pas atteint : joignez l’accord de l’ARS et dites le motif.' },
            `${compte}. Minimum de votre appel à projets : répondu « atteint ».`,
            { kind: 'grappe', champ: 'minimumEssms' }
          )
        : verdict(
            n >= least,
            `${compte} pour un minimum de ${least}${saisi('minimumEssms')}.`,
            ' L’ARS peut en accepter moins : joignez son courrier et dites le motif.'
          )
    const leastOg = minimumOg(instruction, reduced)
    if (nombre.etat !== 'conforme' || leastOg === null || leastOg === 0) return nombre
    const perOg = new Map<string, number>()
    for (const e of conserves) if (e.organisme !== null) perOg.set(e.organisme, (perOg.get(e.organisme) ?? 0) + 1)
    const organismes = `${perOg.size} ${pluriel(perOg.size, 'organisme', 'organismes')} pour un minimum de ${leastOg}${saisi('minimumOg')}`
    if (perOg.size >= leastOg) return verdict(true, `${nombre.explication} ${organismes}.`)
    if (least === null) return verdict(false, `${organismes}.`)
    const seul = [...perOg.values()].some((count) => count >= least)
    return seul
      ? verdict(true, `${nombre.explication} ${organismes}, mais l’un en réunit ${least} à lui seul.`)
      : verdict(false, `${organismes}, et aucun ne réunit ${least} établissements à lui seul.`)
  }
})
