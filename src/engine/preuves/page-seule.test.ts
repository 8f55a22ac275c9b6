import { PDFDocument, PDFName } from 'pdf-lib'
import { afterAll, expect, test } from 'vitest'
import { pdfMinimal } from '../exemple/pdf-minimal.ts'
import { pdftotext, qpdfCheck } from '../render/pdf/outside-readers.ts'
import { pdfSansFin } from './fixtures/pdf-brut.ts'
import { createLecteurIsole } from './lecteur-isole.ts'

const lecteur = createLecteurIsole({ delaiMs: 3000, memoireMax: 800_000_000 })
afterAll(() => lecteur.arreter())
const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAgAAAAECAAAAACMEmMfAAAADklEQVR4nGNgoAAwMgAAAA0AAQ3c5wwAAAAASUVORK5CYII=', 'base64')

async function long(): Promise<Uint8Array> {
  const pdf = await PDFDocument.create()
  for (let n = 1; n <= 40; n++) pdf.addPage().drawText(`page numero ${n} ${'x'.repeat(2000)}`)
  const [premiere, derniere] = [pdf.getPage(0), pdf.getPage(39)]
  // A link to another page would bring the whole document with it.
  premiere.node.set(
    PDFName.of('Annots'),
    pdf.context.obj([{ Type: 'Annot', Subtype: 'Link', Rect: [0, 0, 9, 9], Dest: [derniere.ref, 'Fit'], A: { S: 'JavaScript', JS: 'x' } }])
  )
  return pdf.save()
}

test('one page alone, without what it refers to', async () => {
  const bytes = await long()
  const issue = await lecteur.extrairePage({ bytes, type: 'application/pdf', numero: 1 })
  if (issue.etat !== 'lu') throw new Error(issue.cause)
  expect(issue.pages).toBe(40)
  expect(issue.bytes.length).toBeLessThan(bytes.length / 4)
  expect(qpdfCheck(issue.bytes)).toContain('No syntax')
  expect(pdftotext(issue.bytes).map((t) => t.trim().slice(0, 14))).toEqual(['page numero 1 '])
  expect(Buffer.from(issue.bytes).toString('latin1')).not.toMatch(/JavaScript|\/Dest/u)
})

test('a picture is a page of its own', async () => {
  expect(await lecteur.extrairePage({ bytes: png, type: 'image/png', numero: 1 })).toMatchObject({ etat: 'lu', pages: 1 })
})

test.each([
  ['a page that does not exist', () => pdfMinimal('Un', ['a']), 2, 'abime', /page 2 sur 1/u],
  ['a page that never ends', () => pdfSansFin(), 1, 'sans-fin', /ne se termine pas/u],
  ['something else', () => new TextEncoder().encode('bonjour'), 1, 'pas-un-pdf', /pas un PDF/u]
])('%s is refused with its reason', async (_, make, numero, etat, cause) => {
  expect(await lecteur.extrairePage({ bytes: make(), type: 'application/pdf', numero })).toEqual({ etat, cause: expect.stringMatching(cause) as string })
})
