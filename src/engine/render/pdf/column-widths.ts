/** What a column asks for, in points: `min` never breaks a word, `max` never breaks a line, `part` is its wished share. */
export interface ColumnWish {
  readonly min: number
  readonly max: number
  readonly part: number | null
  /** Numbers and dates: never broken, and given no more room than they need. */
  readonly rigide: boolean
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

/** Shares become points. All columns with a share: weights; some: fractions (or per cents) of the width, the others by content. */
function fixedWidths(wishes: readonly ColumnWish[], largeur: number): (number | null)[] {
  const parts = wishes.map((wish) => wish.part)
  const total = sum(parts.map((part) => part ?? 0))
  if (total <= 0) return wishes.map(() => null)
  const scale = parts.every((part) => part !== null)
    ? total
    : total <= 1
      ? 1
      : total <= 100 && total > wishes.length * 2
        ? 100
        : total + parts.filter((part) => part === null).length
  return wishes.map((wish, i) => {
    const part = parts[i] ?? null
    return part === null ? null : Math.max((part / scale) * largeur, wish.rigide ? wish.max : 0)
  })
}

/** Shares `room` between columns: nothing under `min` when possible, then towards `max`, the rest to the texts. */
function share(wishes: readonly ColumnWish[], room: number): number[] {
  const mins = wishes.map((wish) => wish.min)
  const totalMin = sum(mins)
  if (totalMin >= room) {
    // Not enough room even for whole words: numbers keep theirs, texts are squeezed.
    const rigid = sum(wishes.map((wish) => (wish.rigide ? wish.min : 0)))
    const soft = totalMin - rigid
    const left = Math.max(room - rigid, room * 0.25 * (soft > 0 ? 1 : 0))
    const rigidScale = rigid > 0 ? Math.min(1, (room - (soft > 0 ? left : 0)) / rigid) : 1
    return wishes.map((wish) => (wish.rigide ? wish.min * rigidScale : (wish.min / soft) * left))
  }
  const cap = Math.max(room * 0.5, ...mins)
  const wanted = wishes.map((wish) => Math.max(wish.min, Math.min(wish.max, cap)))
  const totalWanted = sum(wanted)
  if (totalWanted > room) {
    const slack = (room - totalMin) / (totalWanted - totalMin)
    return wanted.map((width, i) => (mins[i] ?? 0) + (width - (mins[i] ?? 0)) * slack)
  }
  const spare = room - totalWanted
  const longer = wishes.map((wish, i) => Math.max(0, wish.max - (wanted[i] ?? 0)))
  const totalLonger = sum(longer)
  if (totalLonger > 0) return wanted.map((width, i) => width + (spare * (longer[i] ?? 0)) / totalLonger)
  const soft = wishes.some((wish) => !wish.rigide)
  const weights = wishes.map((wish, i) => (soft && wish.rigide ? 0.35 : 1) * (wanted[i] ?? 0))
  const totalWeight = sum(weights) || 1
  return wanted.map((width, i) => width + (spare * (weights[i] ?? 0)) / totalWeight)
}

/** Widths of the columns of a table filling `largeur` points; `exactes`: columns that all have a share keep it as it is. */
export function columnWidths(wishes: readonly ColumnWish[], largeur: number, exactes = false): number[] {
  const fixed = fixedWidths(wishes, largeur)
  const free = wishes.filter((_, i) => fixed[i] === null)
  const given = sum(fixed.map((width) => width ?? 0))
  if (free.length === 0) {
    const shares = fixed.map((width) => ((width ?? 0) * largeur) / given)
    return honourMins(wishes, exactes ? shares : lendSpare(wishes, shares))
  }
  const room = Math.max(largeur - given, largeur * 0.1 * Math.min(free.length, 5))
  const shared = share(free, room)
  let next = 0
  const widths = fixed.map((width) => width ?? shared[next++] ?? 0)
  const total = sum(widths)
  return honourMins(
    wishes,
    widths.map((width) => (width * largeur) / total)
  )
}

/** What a column keeps beyond its longest text when it lends the rest, in points. */
const breath = 6

/** Shares are wishes: a column wider than its longest text lends what it does not use to those that would break their lines. */
function lendSpare(wishes: readonly ColumnWish[], widths: readonly number[]): number[] {
  const spares = widths.map((width, i) => Math.max(0, width - (wishes[i]?.max ?? 0) - breath))
  const needs = widths.map((width, i) => Math.max(0, (wishes[i]?.max ?? 0) - width))
  const lent = Math.min(sum(spares), sum(needs))
  if (lent <= 0) return [...widths]
  const [totalSpare, totalNeed] = [sum(spares), sum(needs)]
  return widths.map((width, i) => width + (lent * (needs[i] ?? 0)) / totalNeed - (lent * (spares[i] ?? 0)) / totalSpare)
}

/** Columns too narrow for their numbers or words take what is missing from those that have room to spare. */
function honourMins(wishes: readonly ColumnWish[], widths: readonly number[]): number[] {
  const missing = sum(widths.map((width, i) => Math.max(0, (wishes[i]?.min ?? 0) - width)))
  const spare = sum(widths.map((width, i) => Math.max(0, width - (wishes[i]?.min ?? 0))))
  if (missing <= 0 || spare < missing) return [...widths]
  return widths.map((width, i) => {
    const min = wishes[i]?.min ?? 0
    return width < min ? min : width - ((width - min) * missing) / spare
  })
}

/** Narrowest width at which no word and no number is broken. */
export const smallestWidth = (wishes: readonly ColumnWish[]): number => sum(wishes.map((wish) => wish.min))
