import type { Sortie } from '#contract/contract.ts'
import { createMagasin } from '../../magasin.ts'

/** The last union of this window, until it is undone or left behind: what it did, and how to undo it. */
export const reunionFaite = createMagasin<(Sortie<'partage.reunir'> & { readonly projet: string }) | null>(null)
