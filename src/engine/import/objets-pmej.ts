import { GrappeError } from '#contract/errors.ts'

/** Longest entity read, in bytes; the longest met (150 addresses) is far below. */
const objetMax = 20_000_000
const [quote, backslash, openBrace, closeBrace, openBracket, closeBracket] = [34, 92, 123, 125, 91, 93]

export const extraitAbime = () => new GrappeError('import-impossible', 'cet extrait FINESS est incomplet ou abîmé : téléchargez-le de nouveau')

const isBlank = (byte: number) => byte === 32 || byte === 9 || byte === 10 || byte === 13

/**
 * Yields the text of each object of the root's array `pmej`, whatever the chunking: never more than one object is held.
 * Throws `import-impossible` for a text that is not an object, is cut, or holds an object beyond the bound.
 */
export async function* objetsPmej(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let depth = 0
  let isStarted = false
  let inString = false
  let escaped = false
  let inPmej = false
  /** Last string of the root, i.e. the key before a `[`. */
  let key = ''
  let parts: Uint8Array[] = []
  let held = 0
  for await (const chunk of chunks) {
    let start = 0
    for (let i = 0; i < chunk.length; i++) {
      const byte = chunk[i] as number
      if (inString) {
        if (escaped) escaped = false
        else if (byte === backslash) escaped = true
        else if (byte === quote) inString = false
        else if (depth === 1 && key.length < 40) key += String.fromCharCode(byte)
      } else if (byte === quote) {
        inString = true
        if (depth === 1) key = ''
      } else if (byte === openBrace || byte === openBracket) {
        if (depth === 0 && (isStarted || byte !== openBrace)) throw extraitAbime()
        isStarted = true
        if (depth === 1) inPmej = byte === openBracket && key.toLowerCase() === 'pmej'
        if (depth === 2) start = i
        depth += 1
      } else if (byte === closeBrace || byte === closeBracket) {
        depth -= 1
        if (depth < 0) throw extraitAbime()
        if (depth === 2 && inPmej) {
          yield Buffer.concat([...parts, chunk.subarray(start, i + 1)]).toString('utf8')
          parts = []
          held = 0
        }
      } else if (!isStarted && !isBlank(byte) && byte !== 0xef && byte !== 0xbb && byte !== 0xbf) throw extraitAbime()
    }
    if (depth > 2 && inPmej) {
      parts.push(chunk.slice(start))
      held += chunk.length - start
      if (held > objetMax) throw extraitAbime()
    }
  }
  if (!isStarted || depth !== 0 || inString) throw extraitAbime()
}
