import { expect, it, test } from 'vitest'
import { checkExtension, demarcheNumerique, extensionOf, galis, plateformes } from './plateformes.ts'

test.each(['a.pdf', 'a.PDF', 'a.doc', 'a.docx', 'a.xls', 'a.xlsx', 'a.png', 'a.jpg', 'a.gif', 'a.b.pdf'])('GALIS takes %s', (nom) =>
  expect(checkExtension(galis, nom)).toEqual({ ok: true })
)
test.each([
  ['scan.jpeg', /\.jpg/u],
  ['photo.HEIC', /JPEG/u],
  ['scan.tiff', /PDF/u],
  ['note.odt', /PDF/u],
  ['tout.zip', /archive/u],
  ['sans-extension', /sans extension.*\.pdf/u],
  ['macro.xlsm', /Formats acceptés/u]
])('GALIS refuses %s with its remedy', (nom, remede) => expect(checkExtension(galis, nom)).toMatchObject({ ok: false, message: expect.stringMatching(remede) }))
it('renames a .jpeg', () => expect(checkExtension(galis, 'RIB.JPEG')).toMatchObject({ renommer: 'RIB.jpg' }))
it('keeps closure files under the limits of the platform', () => {
  expect(checkExtension(demarcheNumerique, 'originaux.zip')).toEqual({ ok: true })
  expect(demarcheNumerique).toMatchObject({ fichiersParChamp: 10, fichiersParChampRib: 1 })
  expect(demarcheNumerique.tailleAlerteOctets).toBe(190_000_000)
  expect(demarcheNumerique.tailleMaxOctets).toBeGreaterThan(demarcheNumerique.tailleAlerteOctets)
  expect(galis.tailleMaxOctets).toBeNull()
  for (const p of plateformes) expect(p.longueurNomMax).toBe(80)
})
it('reads extensions', () => {
  expect(extensionOf('a/b.c/d')).toBe('')
  expect(extensionOf('D.Pdf')).toBe('pdf')
})
