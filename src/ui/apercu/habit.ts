import { typographier } from '#domain/typographie.ts'

/** How typed text is dressed in the window. */
export const habit = { french: typographier }
