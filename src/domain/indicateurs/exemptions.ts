import { type Exemption, instructionDe } from '../catalogue/instructions.ts'
import { libelleSecteur } from '../catalogue/secteurs.ts'
import type { Dossier } from '../dossier.ts'
import type { Etablissement } from '../etablissement.ts'

type Lu = Pick<Dossier, 'grappe' | 'exemptions'>

/** The exemptions of a grappe, those of its instruction and those it entered; a line without sector or indicator exempts nobody. */
interface Exemptions {
  readonly instruction: readonly Exemption[]
  readonly grappe: readonly Exemption[]
  /** True when the grappe put aside those of its instruction. */
  readonly ecartees: boolean
}

export function exemptionsDe({ grappe, exemptions }: Lu): Exemptions {
  const instruction = instructionDe(grappe.instruction).exemptions ?? []
  return {
    instruction,
    grappe: exemptions.flatMap(({ secteur, indicateur, etablissements, source }) =>
      secteur === null || indicateur === null ? [] : [{ secteur, indicateurs: [indicateur], condition: etablissements ?? 'tous', source: source ?? '' }]
    ),
    ecartees: instruction.length > 0 && grappe.exemptionsInstruction === 'non'
  }
}

/** Those that apply. */
export function exemptionsAppliquees(dossier: Lu): readonly Exemption[] {
  const { instruction, grappe, ecartees } = exemptionsDe(dossier)
  return [...(ecartees ? [] : instruction), ...grappe]
}

/** Whether an exemption is for this establishment. What is not known of it exempts nobody. */
export const concerne = ({ secteur, condition }: Exemption, e: Etablissement): boolean =>
  secteur === e.secteur && (condition === 'tous' || e.eligibleSons === 'non')

/** « Domicile, non éligibles au SONS : DMP (convention, article 5) ». */
export const phraseExemption = ({ secteur, condition, indicateurs, source }: Exemption): string =>
  `${libelleSecteur(secteur)}${condition === 'tous' ? '' : ', établissements non éligibles au SONS'} : ${indicateurs.join(' et ')}${source === '' ? '' : ` (${source})`}`

/** Which exemptions apply and who decided them, one sentence each, as printed; empty when there is none and none was put aside. */
export function phrasesExemptions(dossier: Lu): readonly string[] {
  const { instruction, grappe, ecartees } = exemptionsDe(dossier)
  const remplace = ecartees ? ', à la place de l’instruction' : ''
  return [
    ...(ecartees ? (grappe.length > 0 ? [] : ['Celles de l’instruction sont écartées par la grappe.']) : instruction.map((x) => `${phraseExemption(x)}.`)),
    ...grappe.map((x) => `${phraseExemption(x)}, saisie par la grappe${remplace}.`)
  ]
}
