import { afterAll, expect, test } from 'vitest'
import { pdfMinimal } from '../exemple/pdf-minimal.ts'
import { createLecteurIsole, type LecteurIsole } from '../preuves/lecteur-isole.ts'
import { pdftotext, qpdfCheck, qpdfJson } from '../render/pdf/outside-readers.ts'
import { fusionnerPdf, type PartieFusion } from './fusion-pdf.ts'

const lecteur = createLecteurIsole()
afterAll(() => lecteur.arreter())
const options = { titre: 'Preuves', porteur: 'Association Exemple', date: '2026-03-05', version: '1' }
const souffle = () => Promise.resolve()
const partie = (groupe: string | readonly string[], titre: string, pages: number | null = 1): PartieFusion => ({
  groupes: [groupe].flat(),
  titre,
  octets: () => Promise.resolve(pdfMinimal(titre, [groupe].flat())),
  pages
})
const couverture = () => Promise.resolve(pdfMinimal('Sommaire', ['une ligne']))

test('a bookmark for each establishment, one below for each of its files, each on its page', async () => {
  const parties = [
    partie('Les Pins', 'pins.pdf'),
    partie(['Les Ormes', 'Le Chêne'], 'ormes-1.pdf'),
    partie('Les Ormes', 'ormes-2.pdf'),
    partie('Les Houx', 'houx.pdf', 7)
  ]
  const fusion = await fusionnerPdf({ lecteur, options, parties, couverture, souffle })
  expect(fusion.pages).toBe(4)
  expect(fusion.ecartees.map((e) => [e.partie.titre, e.raison])).toEqual([['houx.pdf', expect.stringContaining('7 pages à l’origine, 1 lue') as string]])
  expect(qpdfCheck(fusion.octets)).toContain('No syntax')
  const { outlines } = qpdfJson(fusion.octets) as {
    outlines: { title: string; destpageposfrom1: number; kids: { title: string; destpageposfrom1: number }[] }[]
  }
  expect(outlines.map((o) => [o.title, o.destpageposfrom1, o.kids.map((k) => [k.title, k.destpageposfrom1])])).toEqual([
    ['Sommaire', 1, []],
    ['Les Pins', 2, []],
    [
      'Les Ormes',
      3,
      [
        ['ormes-1.pdf', 3],
        ['ormes-2.pdf', 4]
      ]
    ],
    ['Le Chêne', 3, []]
  ])
  expect(pdftotext(fusion.octets).map((t) => t.trim().split('\n')[0])).toEqual(['Sommaire', 'pins.pdf', 'ormes-1.pdf', 'ormes-2.pdf'])
})

test('a part that never ends costs its own place only: the thread that it took is started again with the others', async () => {
  let morts = 0
  const envois: number[] = []
  /** The real reader, whose thread dies each time it is given the trap, alone or among others. */
  const piege: LecteurIsole = {
    ...lecteur,
    ajouterParties: async (demande) => {
      envois.push(demande.parties.length)
      if (!demande.parties.some((p) => p.titre === 'piege.pdf')) return lecteur.ajouterParties(demande)
      morts += 1
      await lecteur.arreter()
      return { etat: 'sans-fin', cause: 'sa lecture ne se termine pas' }
    }
  }
  const parties = [partie('A', 'a.pdf'), partie('B', 'piege.pdf'), partie('C', 'c.pdf')]
  const fusion = await fusionnerPdf({ lecteur: piege, options, parties, couverture, souffle })
  expect([fusion.pages, morts]).toEqual([3, 2])
  // All three; one, the trap, one that finds nothing left; the two others.
  expect(envois).toEqual([3, 1, 1, 1, 1, 1])
  expect(fusion.ecartees).toEqual([{ partie: parties[1], raison: 'sa lecture ne se termine pas' }])
  expect(pdftotext(fusion.octets).join()).toContain('c.pdf')
})

test('nothing that can be copied gives nothing, never a file with a cover alone', async () => {
  const parties = [partie('A', 'a.pdf', 3)]
  expect(await fusionnerPdf({ lecteur, options, parties, couverture, souffle })).toMatchObject({ pages: 0, ecartees: [{ partie: parties[0] }] })
})
