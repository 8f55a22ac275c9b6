import { describe, expect, it } from 'vitest'
import { construire } from '../dossier-de-test.ts'
import { type Courbe, createCourbes, tracer } from './courbe.ts'

const c = construire()
c.ajouter('grappe', { instruction: '2023', finVa: '2026-03-31', finCloture: '2026-09-30' })
c.ajouter('organisme', { id: 'og' })
c.ajouter('etablissement', { id: 'a', organisme: 'og', secteur: 'PA' })
c.ajouter('etablissement', { id: 'b', organisme: 'og', secteur: 'PH' })
const releve = (etablissement: string, mois: string | null, dmp: number, type: 'va' | 'mois' = 'mois') =>
  c.ajouter('releve', { etablissement, type, mois, chiffres: [null, dmp, null, null, null, null, 100] })
releve('a', null, 20, 'va')
for (const [i, dmp] of [30, 40, 50].entries()) releve('a', `2026-0${4 + i}`, dmp)
releve('b', '2026-06', 90)
const courbes = createCourbes(c.dossier())
const dmpDe = (portee: Parameters<typeof courbes>[0]) => courbes(portee).find((x) => x.code === 'DMP')!

describe('createCourbes', () => {
  it('follows an establishment: months, declared windows, target, month when the trend reaches it', () => {
    expect(dmpDe({ niveau: 'etablissements', cle: 'a' })).toEqual({
      code: 'DMP',
      cible: 70,
      points: [
        { mois: '2026-04', taux: 30 },
        { mois: '2026-05', taux: 40 },
        { mois: '2026-06', taux: 50 }
      ],
      declares: [{ fenetre: 'va', mois: '2026-03', taux: 20 }],
      projete: '2026-08'
    })
  })
  it('adds the figures of a group, month by month', () => {
    expect(dmpDe({ niveau: 'grappe' }).points.map((p) => p.taux)).toEqual([30, 40, 70])
    expect(dmpDe({ niveau: 'organismes', cle: 'og' }).points.map((p) => p.taux)).toEqual([30, 40, 70])
    expect(dmpDe({ niveau: 'secteurs', cle: 'PH' }).points.map((p) => p.taux)).toEqual([null, null, 90])
  })
  it('projects nothing once the target is reached', () => {
    expect(dmpDe({ niveau: 'grappe' }).projete).toBeNull()
    expect(dmpDe({ niveau: 'secteurs', cle: 'PH' }).projete).toBeNull()
  })
})

describe('a target of three months', () => {
  const mssDe = (messages: readonly number[], methodeTaux: 'fenetre' | 'moyenne') => {
    const d = construire()
    d.ajouter('grappe', { instruction: '2023', methodeTaux })
    d.ajouter('etablissement', { id: 'a' })
    for (const [i, n] of messages.entries())
      d.ajouter('releve', { etablissement: 'a', type: 'mois', mois: `2026-0${i + 1}`, chiffres: [n, null, null, null, null, null, 100] })
    return createCourbes(d.dossier())({ niveau: 'grappe' }).find((x) => x.code === 'MSS')!
  }
  it.each<readonly [string, readonly number[], 'fenetre' | 'moyenne', string | null]>([
    // 66 then 75 then 84 messages over three months: 70 is passed already, though no month reaches it alone.
    ['messages of three months add up', [19, 22, 25, 28, 31], 'fenetre', null],
    ['a month alone, when rates are the mean of three', [19, 22, 25, 28, 31], 'moyenne', '2027-06'],
    // 30, 36, 42 over three months.
    ['towards the target', [8, 10, 12, 14, 16], 'fenetre', '2026-10'],
    ['too few windows', [8, 10, 12, 14], 'fenetre', null]
  ])('%s', (_cas, messages, methode, attendu) => {
    const courbe = mssDe(messages, methode)
    expect(courbe.projete).toBe(attendu)
    expect(courbe.points.map((p) => p.taux)).toEqual(messages)
  })
})

describe('tracer', () => {
  const courbe: Courbe = {
    code: 'DMP',
    cible: 70,
    points: [
      { mois: '2026-04', taux: 50 },
      { mois: '2026-05', taux: null },
      { mois: '2026-06', taux: 60 },
      { mois: '2026-07', taux: 65 }
    ],
    declares: [{ fenetre: 'va', mois: '2026-03', taux: 25 }],
    projete: '2026-08'
  }
  it('lays months and rates out from the corner, breaks the line where a month is missing', () => {
    expect(tracer(courbe, 50, 100)).toEqual({
      lignes: [
        [[10, 50]],
        [
          [30, 40],
          [40, 35]
        ]
      ],
      points: [
        { ou: [10, 50], mois: '2026-04', taux: 50 },
        { ou: [30, 40], mois: '2026-06', taux: 60 },
        { ou: [40, 35], mois: '2026-07', taux: 65 }
      ],
      declares: [{ ou: [0, 75], fenetre: 'va', taux: 25, sous: true }],
      projection: [
        [40, 35],
        [50, expect.closeTo(30, 9)]
      ],
      cible: expect.closeTo(30, 9),
      graduations: [
        { y: 100, taux: 0 },
        { y: 50, taux: 50 },
        { y: 0, taux: 100 }
      ],
      mois: ['2026-03', '2026-08']
    })
  })
  it.each([
    ['above 100 %, the scale grows', { ...courbe, points: [{ mois: '2026-04', taux: 180 }], declares: [], projete: null }, 200],
    ['far above, few lines', { ...courbe, points: [{ mois: '2026-04', taux: 1812.4 }], declares: [], projete: null }, 2000],
    ['very far above', { ...courbe, points: [{ mois: '2026-04', taux: 41_000 }], declares: [], projete: null }, 60_000],
    ['one point stands alone', { ...courbe, points: [{ mois: '2026-04', taux: 10 }], declares: [], projete: null }, 100]
  ])('%s', (_, x, sommet) => {
    const trace = tracer(x, 50, 100)
    expect(trace?.graduations.at(-1)).toEqual({ y: 0, taux: sommet })
    expect(trace?.graduations.length).toBeLessThanOrEqual(5)
    expect(trace?.points).toHaveLength(1)
    expect(trace?.points[0]?.ou.every(Number.isFinite)).toBe(true)
  })
  it.each([
    ['above, where nothing is', [50, 50], 50, false],
    ['under, when a point is above', [50, 65], 50, true],
    ['above all the same, when points are on both sides', [35, 65], 50, false],
    ['under, at the top of the frame', [50, 50], 100, true]
  ] as const)('writes the word of a declared point %s', (_, [avant, dernier], taux, sous) => {
    const points = [
      { mois: '2025-10', taux: 0 },
      { mois: '2026-08', taux: avant },
      { mois: '2026-09', taux: dernier }
    ]
    const trace = tracer({ ...courbe, points, declares: [{ fenetre: 'cloture', mois: '2026-10', taux }], projete: null }, 96, 100)
    expect(trace?.declares.map((d) => d.sous)).toEqual([sous])
  })
  it('draws nothing from nothing', () => {
    expect(tracer({ ...courbe, points: [{ mois: '2026-04', taux: null }], declares: [] }, 50, 100)).toBeNull()
  })
})
