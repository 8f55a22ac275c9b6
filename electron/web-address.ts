/** Longest address shown, in characters. */
const longest = 2000
/** Spaces, control characters, invisible marks and those that turn the reading direction: an address that is shown must be what is opened. */
const hidden = /[\s\p{Cc}\p{Cf}\\]/u

function parse(text: string): URL | null {
  try {
    return new URL(text)
  } catch {
    return null
  }
}

/**
 * An address that a browser may be asked to open, as it will be opened (a foreign host in its plain form, `xn--…`); null for anything but
 * https, with a name or a password in it, without a whole host, or that does not read as it is.
 */
export function readWebAddress(typed: string): string | null {
  const text = typed.trim()
  const url = text.length > longest || hidden.test(text) ? null : parse(text)
  const isPlain = url?.protocol === 'https:' && url.username === '' && url.password === '' && url.hostname.includes('.')
  return isPlain && url.href.length <= longest ? url.href : null
}
