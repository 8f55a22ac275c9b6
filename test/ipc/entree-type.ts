import { z } from 'zod'

/** An input that a call accepts, built from its schema alone; `noms` says whether it names a line (`id`) or a file (`ref`). */
export interface EntreeType {
  readonly valeur: unknown
  readonly nomme: boolean
}

interface Noeud {
  readonly type?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Noeud[]
  readonly properties?: Readonly<Record<string, Noeud>>
  readonly required?: readonly string[]
  readonly items?: Noeud
  readonly prefixItems?: readonly Noeud[]
  readonly minItems?: number
  readonly minimum?: number
  readonly format?: string
  readonly pattern?: string
  readonly minLength?: number
}

/** A line and a file that nobody knows. */
const idInconnu = '00000000-0000-4000-8000-00000000dead'
const refInconnue = 'ref-inconnue'

/** Builds the smallest input that names things whenever the schema lets it. */
export function entreeType(schema: z.ZodType): EntreeType {
  let nomme = false
  const ecrire = (noeud: Noeud, cle: string): unknown => {
    if (noeud.const !== undefined) return noeud.const
    if (noeud.enum) return noeud.enum[0]
    if (noeud.anyOf) {
      const sansMotif = noeud.anyOf.filter((n) => n.pattern === undefined || n.format === 'uuid')
      const choisi = sansMotif.find((n) => n.type !== 'null') ?? sansMotif[0]
      if (!choisi) throw new Error(`no choice for ${cle}`)
      return ecrire(choisi, cle)
    }
    if (noeud.type === 'object')
      return Object.fromEntries((noeud.required ?? []).flatMap((nom) => (noeud.properties?.[nom] ? [[nom, ecrire(noeud.properties[nom], nom)]] : [])))
    if (noeud.type === 'array') {
      if (noeud.prefixItems) return noeud.prefixItems.map((n) => ecrire(n, cle))
      const element = noeud.items
      return element ? Array.from({ length: Math.max(1, noeud.minItems ?? 0) }, () => ecrire(element, cle)) : []
    }
    if (noeud.type === 'string') {
      if (noeud.format === 'uuid') {
        nomme = true
        return idInconnu
      }
      if (/^refs?$/u.test(cle)) {
        nomme = true
        return refInconnue
      }
      return 'x'.repeat(Math.max(1, noeud.minLength ?? 1))
    }
    if (noeud.type === 'number' || noeud.type === 'integer') return Math.max(1, noeud.minimum ?? 1)
    if (noeud.type === 'boolean') return false
    return null
  }
  const valeur = ecrire(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Noeud, '')
  return { valeur, nomme }
}
