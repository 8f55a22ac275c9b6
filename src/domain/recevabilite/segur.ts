import type { Instruction, RegleSegur } from '../catalogue/instructions.ts'
import type { Etablissement } from '../etablissement.ts'
import { formatDate } from '../format.ts'
import { defineControle, demander } from './controle.ts'

const champ = (name: string) => ({ kind: 'solution', champ: name })

/** The rule that applies: a project made of AHI and PJM only has its own; one free sector does not free the other. */
export function regleSegur({ segur }: Pick<Instruction, 'segur'>, conserves: readonly Etablissement[]): RegleSegur | null {
  const secteurs = new Set(conserves.map((e) => e.secteur))
  const only = (...codes: (Etablissement['secteur'] | null)[]) => secteurs.size > 0 && [...secteurs].every((s) => codes.includes(s))
  if (only('PJM')) return segur.PJM
  if (only('AHI', 'PJM')) return segur.AHI
  return segur.autres
}

export const segur = defineControle({
  code: '10',
  titre: 'Solution référencée Ségur',
  regle:
    'La solution est référencée Ségur, ou en cours de référencement (acquis alors avant la phase de paramétrage). Un projet seulement AHI ou PJM en est dispensé en 2023 et 2024 ; en 2025, l’éditeur d’un projet AHI est inscrit au guichet à la signature de la convention avec l’ARS.',
  source: 'Kit ESMS Numérique 2023, recevabilité, point 10 ; foire aux questions de l’ANS',
  question: 'L’appel à projets dispense-t-il la grappe du référencement Ségur ?',
  evaluer: ({ dossier, instruction, conserves, reponse }) => {
    const { statutSegur, dateSegur } = dossier.solution
    const rule = regleSegur(instruction, conserves)
    const saisie = instruction.saisis.includes('regleSegur')
    if (rule === 'libre')
      return {
        etat: 'conforme',
        explication: saisie ? 'Sans objet : aucun référencement exigé (saisi).' : 'Sans objet : un projet seulement AHI ou PJM n’a pas cette obligation.'
      }
    if (statutSegur === null) return { etat: 'a-renseigner', explication: 'Renseignez le référencement Ségur de la solution.', champ: champ('statutSegur') }
    if (statutSegur === 'non') {
      const refused = {
        etat: 'non-conforme',
        explication: `La solution n’est ni référencée ni en cours de référencement${saisie ? ' (exigence saisie)' : ''}.`,
        champ: champ('statutSegur')
      } as const
      return rule === null ? demander(reponse, refused, 'Répondu « dispensée ».', { kind: 'grappe', champ: 'regleSegur' }) : refused
    }
    const { dateConvention } = dossier.grappe
    if (rule === 'inscription' && dateConvention !== null) {
      if (dateSegur === null)
        return { etat: 'a-justifier', explication: 'Renseignez la date d’inscription de l’éditeur au guichet de référencement.', champ: champ('dateSegur') }
      if (dateSegur > dateConvention)
        return {
          etat: 'non-conforme',
          explication: `Inscription le ${formatDate(dateSegur)}, après la convention du ${formatDate(dateConvention)}.`,
          champ: champ('dateSegur')
        }
    }
    return {
      etat: 'conforme',
      explication:
        statutSegur === 'reference'
          ? 'La solution est référencée.'
          : 'La solution est en cours de référencement : il doit être acquis avant la phase de paramétrage.'
    }
  }
})
