import { describe, expect, it } from 'vitest'
import { exemple } from '#domain/exemple/exemple.ts'
import { calculerUsages } from '#domain/indicateurs/calcul.ts'
import type { Courbe } from '#domain/indicateurs/courbe.ts'
import type { Bloc, Forme } from '../doc.ts'
import { largeurTexte } from '../figure.ts'
import { figureCourbes, figuresCarte } from './figures-usages.ts'
import { tableauUsages } from './usages-mots.ts'

type Figure = Extract<Bloc, { b: 'figure' }>
const figures = (blocs: readonly Bloc[]) => blocs.filter((b): b is Figure => b.b === 'figure')
const carres = (f: Figure) => f.formes.filter((x): x is Extract<Forme, { f: 'rect' }> => x.f === 'rect')

describe('figuresCarte', () => {
  it.each([18, 300, 600])('%i establishments: one square each and by indicator, all inside the frame, none over another', (essms) => {
    const { dossier } = exemple({ essms, graine: 1 })
    const { organismes, lignes } = tableauUsages(dossier, 'cloture')
    const pages = figures(figuresCarte(calculerUsages(dossier, 'cloture'), organismes, lignes))
    expect(pages.flatMap(carres)).toHaveLength(5 * essms)
    for (const page of pages) {
      expect(page.hauteur).toBeLessThan(212)
      const places = carres(page).map((c) => [c.x, c.y])
      expect(new Set(places.map(String)).size).toBe(places.length)
      for (const [x = 0, y = 0] of places) {
        expect(x + 2.5).toBeLessThanOrEqual(largeurTexte)
        expect(y + 2.5).toBeLessThanOrEqual(page.hauteur)
      }
    }
  })
  it('what is below its target is struck through: a grey print tells it', () => {
    const { dossier } = exemple({ essms: 18, graine: 1 })
    const bas = { ...dossier, releves: dossier.releves.map((r) => (r.chiffres ? { ...r, chiffres: r.chiffres.map((c, i) => (i === 1 ? 1 : c)) } : r)) }
    const { organismes, lignes } = tableauUsages(bas, 'cloture')
    const [page] = figures(figuresCarte(calculerUsages(bas, 'cloture'), organismes, lignes))
    expect(page!.formes.filter((f) => f.f === 'ligne')).toHaveLength(organismes.length + 2 * 18)
  })
})

describe('figureCourbes', () => {
  const courbe = (mois: readonly string[]): Courbe => ({
    code: 'DMP',
    cible: 70,
    points: mois.map((m) => ({ mois: m, taux: 50 })),
    declares: [],
    projete: null
  })
  it('draws nothing from a single date', () => {
    expect(figureCourbes([courbe(['2026-07'])])).toEqual([])
    expect(figureCourbes([courbe([])])).toEqual([])
  })
  it('stands in the width of the text', () => {
    const [figure] = figures(figureCourbes([courbe(['2026-07', '2026-08']), courbe(['2026-07', '2026-09'])]))
    expect(figure).toMatchObject({ largeur: largeurTexte, alternative: expect.stringContaining('tableau') as string })
    for (const f of figure!.formes) if (f.f === 'texte') expect(f.x).toBeLessThan(largeurTexte)
  })
})
