/** Documents that belong to no bundle, by the name the window and the command line give them. */
export const nomsHorsLot = ['checklist-deploiement'] as const
export type DocumentHorsLot = (typeof nomsHorsLot)[number]
