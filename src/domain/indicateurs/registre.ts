import { act } from './act.ts'
import { agd } from './agd.ts'
import { dmp } from './dmp.ts'
import type { Indicateur } from './indicateur.ts'
import { mss } from './mss.ts'
import { pp } from './pp.ts'

/** Every indicator, in the order of the tables. A new indicator = one file, its test, one line here. */
export const indicateurs = [mss, dmp, act, pp, agd] as const satisfies readonly Indicateur[]

export type CodeIndicateur = (typeof indicateurs)[number]['code']

const byCode = new Map<string, Indicateur & { readonly code: CodeIndicateur }>(indicateurs.map((i) => [i.code, i]))

/** The indicator of a code, or undefined when the code is unknown (written by a newer version). */
export const indicateurDe = (code: string) => byCode.get(code)
