/** Longest address shown, in characters. */
const longest = 2000
/** Spaces, control characters, invisible marks and those that turn the reading direction: an address that is shown must be what is opened. */
const hidden = /[\s\p{Cc}\p{Cf}\\]/u

/**
 * An address that a browser may be asked to open, as it will be opened (a foreign host in its plain form, `xn--…`); null for anything but
 * https, with a name or a password in it, without a whole host, or that does not read as it is.
 */
export function readWebAddress(typed: string): string | null {
  const text = typed.trim()
  if (text.length > longest || hidden.test(text) || !URL.canParse(text)) return null
  const url = new URL(text)
  const isPlain = url.protocol === 'https:' && url.username === '' && url.password === '' && url.hostname.includes('.')
  return isPlain && url.href.length <= longest ? url.href : null
}
