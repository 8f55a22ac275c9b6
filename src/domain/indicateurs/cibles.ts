import { instructionDe } from '../catalogue/instructions.ts'
import type { Dossier } from '../dossier.ts'
import type { Etablissement } from '../etablissement.ts'
import { concerne, exemptionsAppliquees } from './exemptions.ts'
import { type CodeIndicateur, indicateurs } from './registre.ts'

/** What applies to one indicator in one grappe. */
export interface RegleUsage {
  /** False when the grappe does not follow this indicator. */
  readonly suivi: boolean
  /** Target in per cent: typed for the grappe, else of its instruction, else null (unknown, never guessed). */
  readonly cible: number | null
  readonly origine: 'grappe' | 'instruction' | null
  /** Id of the `cible` entity of the grappe, when there is one. */
  readonly entite: string | null
  /** Where the target comes from, as printed. */
  readonly source: string | null
  /** True for an establishment that does not have to reach this target. */
  readonly isExempte: (etablissement: Etablissement) => boolean
}

/** Rules of every indicator for a grappe: its own settings first, then its instruction. */
export function reglesUsage(dossier: Dossier): Readonly<Record<CodeIndicateur, RegleUsage>> {
  const instruction = instructionDe(dossier.grappe.instruction)
  const appliquees = exemptionsAppliquees(dossier)
  const rules = indicateurs.map(({ code }): [CodeIndicateur, RegleUsage] => {
    const lines = dossier.cibles.filter((c) => c.indicateur === code)
    const own = lines.find((c) => c.cible !== null) ?? lines[0]
    const national = instruction.cibles[code]
    const exemptions = appliquees.filter((x) => x.indicateurs.includes(code))
    const origine = own?.cible !== null && own?.cible !== undefined ? 'grappe' : national !== null ? 'instruction' : null
    return [
      code,
      {
        suivi: !lines.some((c) => c.suivi === 'non'),
        cible: own?.cible ?? national,
        origine,
        entite: own?.id ?? null,
        source: origine === 'grappe' ? (own?.source ?? null) : origine === 'instruction' ? `Instruction ${instruction.reference ?? instruction.libelle}` : null,
        isExempte: (e) => exemptions.some((x) => concerne(x, e))
      }
    ]
  })
  return Object.fromEntries(rules) as Record<CodeIndicateur, RegleUsage>
}
