import { largeurOrdinaire } from '#domain/preuves/largeur-lettre.ts'
import type { TexteLu } from '#domain/preuves/texte-lu.ts'

const [gauche, haut, interligne, corps] = [56, 770, 18, 11]
const hauteurPage = 842

/** What a reader finds in the PDF that `pdfMinimal` makes of the same lines; widths are those of its face. */
export const texteMinimal = (titre: string, lignes: readonly string[]): TexteLu => ({
  nombrePages: 1,
  pages: [
    {
      numero: 1,
      morceaux: [
        { texte: titre, x: gauche, y: hauteurPage - haut, largeur: (largeurOrdinaire(titre) * 15) / 1000, corps: 15 },
        ...lignes.map((texte, i) => ({
          texte,
          x: gauche,
          y: hauteurPage - haut + 30 + i * interligne,
          largeur: (largeurOrdinaire(texte) * corps) / 1000,
          corps
        }))
      ]
    }
  ]
})

/**
 * A one-page PDF with a title and lines of text, as another program would make it (standard Helvetica, WinAnsi).
 * Used for the example's attached files only: it must not look like a document made by our renderer.
 */
export function pdfMinimal(titre: string, lignes: readonly string[]): Uint8Array {
  const escapeText = (s: string) => winAnsi(s).replace(/[\\()]/gu, (c) => `\\${c}`)
  const content = [
    'BT',
    `/F1 15 Tf ${gauche} ${haut} Td`,
    `(${escapeText(titre)}) Tj`,
    `/F1 ${corps} Tf`,
    '0 -30 Td',
    ...lignes.flatMap((l) => [`(${escapeText(l)}) Tj`, `0 -${interligne} Td`]),
    'ET'
  ].join('\n')
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 4 0 R >> >> /Contents 5 0 R >>',
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`
  ]
  let body = '%PDF-1.4\n'
  const offsets = objects.map((object, i) => {
    const offset = body.length
    body += `${i + 1} 0 obj\n${object}\nendobj\n`
    return offset
  })
  const xref = body.length
  body += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.map((o) => `${String(o).padStart(10, '0')} 00000 n \n`).join('')}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${xref}\n%%EOF\n`
  return Uint8Array.from(body, (c) => c.charCodeAt(0))
}

/** Characters of our texts outside Latin-1 → their WinAnsi code (as Latin-1 char); anything else → `?`. */
const beyondLatin1: Readonly<Record<string, number>> = { '’': 0x92, '–': 0x96, '—': 0x97, '…': 0x85, '€': 0x80, œ: 0x9c, Œ: 0x8c, '\u202f': 0xa0 }

function winAnsi(s: string): string {
  return Array.from(s, (c) => {
    const code = c.codePointAt(0) ?? 63
    if (code <= 0xff) return c
    return String.fromCharCode(beyondLatin1[c] ?? 63)
  }).join('')
}
