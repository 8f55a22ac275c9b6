import { formatDateCourte } from '#domain/format.ts'

const deux = (n: number) => String(n).padStart(2, '0')

/** An instant (ms since 1970) as this computer's clock shows it: « 5/03/2026 à 14:32 ». */
export function formatInstant(instant: number): string {
  const d = new Date(instant)
  return `${formatDateCourte(`${d.getFullYear()}-${deux(d.getMonth() + 1)}-${deux(d.getDate())}`)} à ${deux(d.getHours())}:${deux(d.getMinutes())}`
}
