import type { PointDemande } from '#domain/partage/avancement-demande.ts'

/** Key of what folds on « Ce qui vous est demandé »: one object asked of one OG or ESSMS. */
export const cleSujet = ({ objet, sujet }: Pick<PointDemande, 'objet' | 'sujet'>): string => `${objet}|${sujet}`
