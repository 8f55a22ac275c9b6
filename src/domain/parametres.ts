import { type Instruction, instructionDe } from './catalogue/instructions.ts'
import type { Grappe } from './grappe.ts'

/** What a grappe may enter in place of its instruction's value, each under the name of its field. */
export type CleParametre = 'minimumEssms' | 'minimumOg' | 'seuilNational' | 'contratInterditAvant' | 'regleSegur'

/** The rules that apply to a grappe: those of its instruction, with what was entered in place of them. */
export interface Parametres extends Instruction {
  /** What replaces a value of the catalogue, or fills one it does not know. An entered value equal to the catalogue's replaces nothing. */
  readonly saisis: readonly CleParametre[]
}

/** Routing when a threshold was entered: none at 0; else the rule of the instruction, unknown where it has no national call. */
const routageSaisi = (seuil: number, { routage }: Instruction): Instruction['routage'] => (seuil === 0 ? 'regional' : routage === 'regional' ? null : routage)

/** The instruction of a grappe with its own parameters. Source: programme, « Ma grappe ». */
export function parametresDe(grappe: Grappe): Parametres {
  const { minimumEssms, minimumOg, seuilNational, contratInterditAvant, regleSegur, plafondEquipement } = grappe
  const i = instructionDe(grappe.instruction)
  const saisis: CleParametre[] = []
  if (minimumEssms !== null && (minimumEssms !== i.minimum || minimumEssms !== i.minimumReduit)) saisis.push('minimumEssms')
  if (minimumOg !== null && (minimumOg !== i.minimumOg || minimumOg !== i.minimumOgReduit)) saisis.push('minimumOg')
  if (seuilNational !== null && seuilNational !== i.seuilNational) saisis.push('seuilNational')
  if (contratInterditAvant !== null && contratInterditAvant !== i.contratInterditAvant) saisis.push('contratInterditAvant')
  if (regleSegur !== null && Object.values(i.segur).some((regle) => regle !== regleSegur)) saisis.push('regleSegur')
  return {
    ...i,
    // One grappe, one rule: it is entered for the place where this grappe is, and for its sectors.
    ...(saisis.includes('minimumEssms') ? { minimum: minimumEssms, minimumReduit: minimumEssms } : {}),
    ...(saisis.includes('minimumOg') ? { minimumOg, minimumOgReduit: minimumOg } : {}),
    ...(seuilNational !== null && saisis.includes('seuilNational') ? { seuilNational, routage: routageSaisi(seuilNational, i) } : {}),
    ...(saisis.includes('contratInterditAvant') ? { contratInterditAvant } : {}),
    ...(saisis.includes('regleSegur') ? { segur: { AHI: regleSegur, PJM: regleSegur, autres: regleSegur } } : {}),
    plafondEquipement: plafondEquipement ?? i.plafondEquipement,
    saisis
  }
}
