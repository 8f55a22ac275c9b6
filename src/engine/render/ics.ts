import type { Echeance } from '#domain/agenda.ts'
import { addDays } from '#domain/format.ts'

const crlf = '\r\n'
const compact = (date: string) => date.replaceAll('-', '')

/** RFC 5545, 3.3.11: backslash, semicolon, comma and line breaks are escaped. */
const texteIcs = (s: string) =>
  s
    .toWellFormed()
    .replace(/[\\;,]/gu, '\\$&')
    .replace(/\r\n?|\n/gu, '\\n')
    .replace(/\p{Cc}/gu, ' ')

/** RFC 5545, 3.1: lines of 75 bytes at most, cut between two characters. */
function plier(ligne: string): string {
  let sortie = ''
  let courante = ''
  for (const c of ligne) {
    if (Buffer.byteLength(courante + c) > 75) {
      sortie += courante + crlf
      courante = ' '
    }
    courante += c
  }
  return sortie + courante + crlf
}

/** Nine in the morning, a week before and the day before. */
const rappels = ['-P6DT15H', '-PT15H'] as const

/**
 * All-day events with their reminders (RFC 5545). `uid` names the grappe, so that exporting again replaces; `instant`: when the
 * file is made, in milliseconds since 1970, to the second.
 */
export function renderIcs(
  echeances: readonly Echeance[],
  { uid, nom, instant }: { readonly uid: string; readonly nom: string; readonly instant: number }
): string {
  const stamp = new Date(instant).toISOString().replace(/[-:]/gu, '').replace(/\.\d+/u, '')
  const evenement = ({ cle, date, titre, detail }: Echeance) => [
    'BEGIN:VEVENT',
    `UID:${texteIcs(`${cle}@${uid}.grappe`)}`,
    `DTSTAMP:${stamp}`,
    `DTSTART;VALUE=DATE:${compact(date)}`,
    `DTEND;VALUE=DATE:${compact(addDays(date, 1))}`,
    `SUMMARY:${texteIcs(titre)}`,
    ...(detail === '' ? [] : [`DESCRIPTION:${texteIcs(detail)}`]),
    'TRANSP:TRANSPARENT',
    ...rappels.flatMap((r) => ['BEGIN:VALARM', 'ACTION:DISPLAY', `DESCRIPTION:${texteIcs(titre)}`, `TRIGGER:${r}`, 'END:VALARM']),
    'END:VEVENT'
  ]
  return [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Grappe//Echeances//FR',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${texteIcs(nom)}`,
    ...echeances.flatMap(evenement),
    'END:VCALENDAR'
  ]
    .map(plier)
    .join('')
}
