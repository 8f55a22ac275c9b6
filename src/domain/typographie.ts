/**
 * French typography of the texts that people type and that documents print: narrow no-break spaces, curly apostrophes.
 * Leaves addresses, e-mails and times alone. Applying it twice changes nothing.
 */
const fine = '\u202f'
const space = '[ \\u00a0\\u202f]'

/** Kept as typed: URLs, e-mails, times and ratios such as 14:30. */
const kept = /(?:https?:\/\/|www\.)[^\s«»]+|[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+|\d{1,2}:\d{2}(?::\d{2})?/gu

const rules: readonly (readonly [RegExp, string])[] = [
  [/(?<=\p{L})['\u02bc](?=[\p{L}\p{N}«])/gu, '’'],
  [/(?<!\.)\.\.\.(?!\.)/gu, '…'],
  // « opening, and before closing » ; : ! ? — the last four only where a sentence pauses, not inside « a:b »
  [new RegExp(`«${space}*(?=[^ \\u00a0\\u202f\\n])`, 'gu'), `«${fine}`],
  [new RegExp(`(?<=[^\\s«])${space}*»`, 'gu'), `${fine}»`],
  [new RegExp(`(?<=[^\\s(«!?;:])${space}*([!?]+)(?=$|[\\s).,…»!?])`, 'gu'), `${fine}$1`],
  [new RegExp(`(?<=[^\\s(«!?;:])${space}*([;:])(?=$|[\\s»])`, 'gu'), `${fine}$1`],
  // 12 000, then its unit
  [new RegExp(`(?<![\\d,.]|\\d${space})(\\d{1,3})((?:${space}\\d{3})+)(?!\\d)`, 'gu'), 'grouped'],
  [new RegExp(`(?<=\\d)${space}*(€|%)`, 'gu'), `${fine}$1`],
  [new RegExp(`(?<=\\d)${space}(k€|M€|ETP|[KMG]o|h|mois|jours|ans)(?![\\p{L}\\p{N}])`, 'gu'), `${fine}$1`],
  [new RegExp(`(?<![\\p{L}])([nN]°s?)${space}*(?=[\\p{L}\\p{N}])`, 'gu'), `$1${fine}`],
  [new RegExp(`(?<![\\p{L}])(M\\.|MM\\.|Mme|Mmes)${space}(?=\\p{Lu})`, 'gu'), `$1${fine}`]
]
const anySpace = new RegExp(space, 'gu')

function dress(text: string): string {
  let dressed = text
  for (const [pattern, by] of rules)
    dressed = by === 'grouped' ? dressed.replace(pattern, (number) => number.replace(anySpace, fine)) : dressed.replace(pattern, by)
  return dressed
}

/** Text with French spaces and apostrophes; idempotent. Use on free text and labels, never on identifiers, IBAN or file names. */
export function typographier(text: string): string {
  // A private-use mark stands for each kept span, so that a rule still sees a word beside it.
  const spans: string[] = []
  const marked = text.replace(/[\ue000\ue001]/gu, '').replace(kept, (span) => {
    const closing = /[.,;!?)]+$/u.exec(span)?.[0] ?? ''
    spans.push(span.slice(0, span.length - closing.length))
    return `\ue000${closing}`
  })
  let next = 0
  return dress(marked).replace(/\ue000/gu, () => spans[next++] ?? '')
}
