/** What a model is for: where its filled copy goes, and which declared window it speaks of. */
export const usagesModele = [
  'indicateurs-va',
  'indicateurs-cloture',
  'depenses',
  'essms',
  'piece-2',
  'piece-5',
  'piece-6',
  'piece-7',
  'piece-8',
  'autre'
] as const
export type UsageModele = (typeof usagesModele)[number]

/** Rows of the trames of the project: planning, governance, change. */
export const sujetsProjet = ['taches', 'instances', 'communications', 'formations', 'risques', 'vagues', 'materiels'] as const
export type SujetProjet = (typeof sujetsProjet)[number]

/** What a row of a model's table stands for; `grappe` is a single cell. */
export const sujets = ['grappe', 'organismes', 'essms', 'usages', 'depenses', 'couts', 'rh', 'ressources', ...sujetsProjet] as const
export type Sujet = (typeof sujets)[number]
