import { typographier } from '#domain/typographie.ts'

/** Texts that can be drawn as they are: Latin letters and the usual punctuation, nothing to compose or remove. */
const plain = /^[\n\u0020-\u007e\u00a0-\u00ac\u00ae-\u017f\u2010-\u2015\u2018-\u201f\u2022\u2026\u202f\u20ac\u2190-\u21ff\u2212\u2264\u2265\u25a0-\u25ff]*$/u
/** What `typographier` may change; anything else skips its rules. */
const dressable = /['\u02bc«»;:!?°%€]|\.\.\.|\d[ \u00a0]|M\.|M[Mm]/u
const invisible = /(?!\n)\p{Cc}|\p{Cf}|\p{Variation_Selector}|\p{Zl}|\p{Zp}/gu
const beyondPlane0 = /[\u{10000}-\u{10ffff}]/gu
const loneSurrogate = /[\ud800-\udfff]/gu
const fallback = '\u25a1'

/**
 * Texts made ready to draw: composed accents (NFC), no control or invisible character, French typography.
 * What no face can hold is replaced by a visible square and remembered in `absents`.
 */
export class PrintableText {
  readonly absents = new Set<string>()
  private readonly dressed = new Map<string, string>()

  /** As it is, for names of files and codes: no typography. */
  raw(text: string): string {
    if (plain.test(text)) return text
    const clean = text
      .normalize('NFC')
      .replace(/\r\n?|\u0085|\u2028|\u2029|\v|\f/gu, '\n')
      .replace(/\t/gu, ' ')
      .replace(invisible, '')
    return clean.replace(beyondPlane0, this.replaceAbsent).replace(loneSurrogate, this.replaceAbsent)
  }

  /** With French typography. */
  french(text: string): string {
    if (!dressable.test(text) && plain.test(text)) return text
    const known = this.dressed.get(text)
    if (known !== undefined) return known
    const done = typographier(this.raw(text))
    this.dressed.set(text, done)
    return done
  }

  private readonly replaceAbsent = (character: string): string => {
    this.absents.add(character)
    return fallback
  }
}
