import type { Font } from 'fontkit'

/** The parts of fontkit's GPOS table that hold pair adjustments (OpenType, lookup type 2, or 9 wrapping it). */
interface LazyArray<T> {
  get(index: number): T
}
interface Coverage {
  readonly version: number
  readonly glyphs?: readonly number[]
  readonly rangeRecords?: readonly { readonly start: number; readonly end: number; readonly startCoverageIndex: number }[]
}
interface ClassDef {
  readonly version: number
  readonly startGlyph?: number
  readonly classValueArray?: readonly number[]
  readonly classRangeRecord?: readonly { readonly start: number; readonly end: number; readonly class: number }[]
}
interface PairValue {
  readonly value1?: { readonly xAdvance?: number }
}
interface PairTable {
  readonly version: number
  readonly coverage: Coverage
  readonly pairSets?: LazyArray<Iterable<PairValue & { readonly secondGlyph: number }>>
  readonly classDef1?: ClassDef
  readonly classDef2?: ClassDef
  readonly classRecords?: LazyArray<LazyArray<PairValue>>
}
type SubTable = PairTable & { readonly lookupType?: number; readonly extension?: PairTable }
interface Gpos {
  readonly scriptList: readonly { readonly tag: string; readonly script: { readonly defaultLangSys: { readonly featureIndexes: readonly number[] } } }[]
  readonly featureList: readonly { readonly tag: string; readonly feature: { readonly lookupListIndexes: readonly number[] } }[]
  readonly lookupList: LazyArray<{ readonly lookupType: number; readonly subTables: Iterable<SubTable> }>
}

function coverageIndex(coverage: Coverage, glyph: number): number {
  if (coverage.version === 1) return coverage.glyphs?.indexOf(glyph) ?? -1
  const range = coverage.rangeRecords?.find((record) => record.start <= glyph && glyph <= record.end)
  return range ? range.startCoverageIndex + glyph - range.start : -1
}

function classOf(classes: ClassDef | undefined, glyph: number): number {
  if (classes?.version === 1) return classes.classValueArray?.[glyph - (classes.startGlyph ?? 0)] ?? 0
  return classes?.classRangeRecord?.find((record) => record.start <= glyph && glyph <= record.end)?.class ?? 0
}

/** Lookups of the `kern` feature of the Latin script, each as its pair tables. */
function kernLookups(font: Font): PairTable[][] {
  const { GPOS: gpos } = font as unknown as { readonly GPOS?: Gpos }
  const latin = gpos?.scriptList.find((script) => script.tag === 'latn') ?? gpos?.scriptList.find((script) => script.tag === 'DFLT')
  if (!gpos || !latin) return []
  return latin.script.defaultLangSys.featureIndexes
    .flatMap((index) => (gpos.featureList[index]?.tag === 'kern' ? (gpos.featureList[index]?.feature.lookupListIndexes ?? []) : []))
    .map((index) => {
      const lookup = gpos.lookupList.get(index)
      const pairs = [...lookup.subTables].map((table) => (lookup.lookupType === 9 ? (table.lookupType === 2 ? table.extension : undefined) : table))
      return lookup.lookupType === 2 || lookup.lookupType === 9 ? pairs.filter((table): table is PairTable => table !== undefined) : []
    })
}

/**
 * Kerning of a font, read straight from its table: a hundred times quicker than laying out two letters with the shaping engine,
 * which is what the first document of a process would pay.
 */
export class Kerning {
  private readonly lookups: readonly (readonly PairTable[])[]
  private readonly sets = new Map<PairTable, Map<number, Map<number, number>>>()

  constructor(font: Font) {
    this.lookups = kernLookups(font)
  }

  /** Change of the first glyph's advance, in font units. In each lookup the first table that knows the pair decides. */
  pair(left: number, right: number): number {
    let total = 0
    for (const tables of this.lookups)
      for (const table of tables) {
        const value = this.valueIn(table, left, right)
        if (value === null) continue
        total += value
        break
      }
    return total
  }

  private valueIn(table: PairTable, left: number, right: number): number | null {
    const index = coverageIndex(table.coverage, left)
    if (index === -1) return null
    if (table.version === 1) return this.setOf(table, index).get(right) ?? null
    const values = table.classRecords?.get(classOf(table.classDef1, left)).get(classOf(table.classDef2, right))
    return values?.value1?.xAdvance ?? 0
  }

  private setOf(table: PairTable, index: number): Map<number, number> {
    const known = this.sets.get(table) ?? new Map<number, Map<number, number>>()
    this.sets.set(table, known)
    const found = known.get(index)
    if (found) return found
    const made = new Map<number, number>()
    for (const pair of table.pairSets?.get(index) ?? []) made.set(pair.secondGlyph, pair.value1?.xAdvance ?? 0)
    known.set(index, made)
    return made
  }
}
