/** Codes and labels of the instructions a grappe may follow; their parameters are in `instructions.ts`. */
export const codesInstruction = [
  ['2021-t1', '2021 – amorçage, 1er appel'],
  ['2021-t2', '2021 – amorçage, 2e appel'],
  ['2022', '2022'],
  ['2023', '2023'],
  ['2024', '2024'],
  ['2025', '2025'],
  ['2026', '2026'],
  ['autre', 'Autre']
] as const
export type CodeInstruction = (typeof codesInstruction)[number][0]
