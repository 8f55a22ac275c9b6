import type { Action } from '../action.ts'
import type { Reponse } from '../reponse.ts'

export const actionsExemple = (): readonly Action[] => []
export const reponsesExemple = (): readonly Reponse[] => []
