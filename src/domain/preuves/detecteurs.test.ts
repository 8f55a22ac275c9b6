import { describe, expect, test } from 'vitest'
import { withFinessKey, withIbanKeys, withSirenKey, withSiretKey } from '../identifiants.ts'
import { detecterDates } from './detecter-dates.ts'
import { detecterIdentifiants } from './detecter-identifiants.ts'
import { detecterNir, isNir } from './detecter-nir.ts'
import { detecterNombres } from './detecter-nombres.ts'
import { createRecherche } from './detecter-noms.ts'
import { detecterPersonnes } from './detecter-personnes.ts'
import { nirDeTest } from './nir-de-test.ts'
import { lignesDe } from './texte-lu.ts'

const finess = withFinessKey('34000123')

describe('whole numbers', () => {
  test.each<[string, readonly number[]]>([
    ['Messages envoyés : 412', [412]],
    ['1 234 messages', [1234]],
    ['1\u00a0234 et 1\u202f235', [1234, 1235]],
    ['1234 ou 1.234 ou 1’234', [1234, 1234, 1234]],
    ['2 345 678', [2345678]],
    ['1,234 et 0,412 et 12,34', [1234]],
    ['12 34', [12, 34]],
    ['12 345 67', [12345, 67]],
    ['2026 412', [2026, 412]],
    ['T3 412', [412]],
    ['412,5 puis 0,412 puis 412.50', []],
    ['95 % et 12 € et 95%', []],
    ['1 234,5', []],
    ['A412 412kg v412', []],
    ['n°412 (50) =48 ; 412/430 ; 413.', [412, 50, 48, 412, 430, 413]],
    ['écart -412', []],
    ['4 1 2', [4, 1, 2, 412]],
    ['12345678', []],
    ['0', [0]]
  ])('%s', (texte, attendus) => {
    expect(detecterNombres(texte.replace(/\s/gu, ' '), []).map((n) => n.valeur)).toEqual(attendus)
  })

  test('a masked span is no number and joins nothing', () => {
    const texte = 'le 12/10/2026 412'
    const { dates } = detecterDates(texte, '')
    expect(detecterNombres(texte, dates).map((n) => n.valeur)).toEqual([412])
  })
})

describe('dates', () => {
  test.each<[string, string, readonly (readonly [string, string | null])[], readonly string[]]>([
    ['Extrait le 05/10/2026 à 14:32', '', [['2026-10-05', 'extraction']], []],
    ['5 octobre 2026', 'Date d’édition', [['2026-10-05', 'extraction']], []],
    [
      'Période du 01/07/2026 au 30.09.2026',
      '',
      [
        ['2026-07-01', 'periode'],
        ['2026-09-30', 'periode']
      ],
      []
    ],
    ['jusqu’au 15 septembre 2026', '', [['2026-09-15', 'periode']], []],
    [
      'Édité le 05/10/2026, période du 02/07/2026 au 29/09/2026',
      '',
      [
        ['2026-10-05', 'extraction'],
        ['2026-07-02', 'periode'],
        ['2026-09-29', 'periode']
      ],
      []
    ],
    ['Né le 12/03/1941', '', [['1941-03-12', null]], []],
    ['Entrée 12/03/2024', '', [['2024-03-12', null]], []],
    ['juillet à septembre 2026', '', [], ['2026-07', '2026-08', '2026-09']],
    ['nov. 2025 – janv. 2026', '', [], ['2025-11', '2025-12', '2026-01']],
    ['3e trimestre 2026', '', [], ['2026-07', '2026-08', '2026-09']],
    ['T1-2026', '', [], ['2026-01', '2026-02', '2026-03']],
    ['Mois : 09/2026', '', [], ['2026-09']],
    ['2026-09-30T10:00', '', [['2026-09-30', 'periode']], []]
  ])('%s', (texte, precedente, dates, mois) => {
    const lu = detecterDates(texte, precedente)
    expect(lu.dates.map((d) => [d.date, d.role])).toEqual(dates)
    expect(lu.mois.flatMap((m) => m.mois)).toEqual(mois)
  })
})

describe('identifiers', () => {
  test('FINESS, alone or spaced, tell themselves from SIREN and SIRET', () => {
    const spaced = `${finess.slice(0, 2)} ${finess.slice(2, 5)} ${finess.slice(5, 8)} ${finess.slice(8)}`
    expect(detecterIdentifiants(`FINESS ${finess}`, '').finess).toMatchObject([{ finess, nomme: true }])
    expect(detecterIdentifiants(finess, 'N° FINESS').finess).toMatchObject([{ finess, nomme: true }])
    expect(detecterIdentifiants(`FINESS ET : ${spaced}`, '').finess).toMatchObject([{ finess, nomme: true }])
    expect(detecterIdentifiants(`SIREN ${withSirenKey('34000123')}`, '').finess).toEqual([])
    expect(detecterIdentifiants(`SIRET ${withSiretKey('3400012300001')}`, '').finess).toEqual([])
    expect(detecterIdentifiants(`${finess.slice(0, 8)}${(Number(finess[8]) + 1) % 10}`, 'FINESS').finess).toEqual([])
    expect(detecterIdentifiants('48 46 45 50 50 48 46', '')).toEqual({ finess: [], autres: [] })
  })

  test('Corsica', () => {
    const corse = withFinessKey('2A000123')
    expect(detecterIdentifiants(`FINESS ${corse}`, '').finess).toMatchObject([{ finess: corse }])
  })

  test('telephones and IBAN are no figures', () => {
    const texte = `Tél. 04 67 12 34 56 – ${withIbanKeys('20041', '01005', '0500013M026').replace(/(.{4})/gu, '$1 ')}– 48`
    expect(detecterNombres(texte, detecterIdentifiants(texte, '').autres).map((n) => n.valeur)).toEqual([48])
  })
})

describe('social security numbers', () => {
  test('keys, Corsica included', () => {
    expect(isNir(nirDeTest('1850578006084'))).toBe(true)
    expect(isNir(nirDeTest('284052A006084'))).toBe(true)
    expect(isNir(nirDeTest('284052B006084'))).toBe(true)
    expect(isNir(`${nirDeTest('1850578006084').slice(0, 13)}00`)).toBe(false)
    // INSEE: 2A counts as 19 and 2B as 18, so the two keys differ.
    expect(nirDeTest('284052A006084').slice(13)).not.toBe(nirDeTest('284052B006084').slice(13))
  })

  const nir = nirDeTest('1850578006084')
  const groupes = `${nir[0]} ${nir.slice(1, 3)} ${nir.slice(3, 5)} ${nir.slice(5, 7)} ${nir.slice(7, 10)} ${nir.slice(10, 13)} ${nir.slice(13)}`
  test.each([
    nir,
    groupes,
    groupes.replaceAll(' ', '.'),
    [...nir].join(' '),
    `INS ${nir} suite`,
    `${nir.slice(0, 13)} / ${nir.slice(13)}`,
    `${nir.slice(0, 13)} clé ${nir.slice(13)}`
  ])('found and masked: %s', (texte) => {
    const [found, ...rest] = detecterNir(texte)
    expect(rest).toEqual([])
    expect(found).toMatchObject({ cle: true, apercu: '1 •• •• •• ••• ••• ••' })
  })

  test('thirteen digits, or a wrong key, are only plausible', () => {
    expect(detecterNir('1850578006084')).toMatchObject([{ cle: false }])
    expect(detecterNir(`1850578006084${nir.slice(13) === '10' ? '11' : '10'}`)).toMatchObject([{ cle: false }])
    expect(detecterNir('1851378006084')).toEqual([])
    expect(detecterNir('412 48 46 45 50 50 1234')).toEqual([])
    expect(detecterNir(withSiretKey('1850578006084').slice(0, 14))).toEqual([])
  })
})

describe('people', () => {
  const connus = new Set(['bellevue', 'lunel'])
  test.each(['DUPONT Marie', 'Mme DURAND Anne-Lise', 'Jean MARTIN', 'M. Jean Martin', 'DE LA TOUR Jean', 'VALLORGE Camille\t12/03/1941'])('%s', (texte) => {
    if (texte.startsWith('DE LA')) expect(detecterPersonnes(texte, connus)).toEqual([])
    else expect(detecterPersonnes(texte, connus)).toHaveLength(1)
  })
  test.each(['EHPAD Bellevue', 'Dossiers Actifs', 'MSSanté DMP', 'Les Tilleuls', 'Messages envoyés : 412', 'BELLEVUE Lunel', 'Taux de dossiers actifs'])(
    'not %s',
    (texte) => {
      expect(detecterPersonnes(texte, connus)).toEqual([])
    }
  )
})

describe('names', () => {
  const { dans } = createRecherche([
    { id: 'a', nom: 'EHPAD Résidence Les Tilleuls' },
    { id: 'b', nom: 'Foyer de vie Saint-Éloi' },
    { id: 'c', nom: 'EHPAD' },
    { id: 'd', nom: 'EHPAD 2' }
  ])
  test.each<[string, readonly string[]]>([
    ['RESIDENCE LES TILLEULS – indicateurs', ['a']],
    ['Les tilleuls', ['a']],
    ['Foyer St Eloi', ['b']],
    ['EHPAD 2', []],
    ['Tilleul', []]
  ])('%s', (texte, ids) => {
    expect(dans(texte)).toEqual(ids)
  })
})

describe('lines', () => {
  const morceau = (texte: string, x: number, y = 100, corps = 10) => ({ texte, x, y, largeur: texte.length * 5, corps })
  const textes = (...morceaux: ReturnType<typeof morceau>[]) => lignesDe({ numero: 1, morceaux }).map((l) => l.texte)

  test('columns, words, letters drawn apart, doubled bold, notes, order of drawing', () => {
    expect(textes(morceau('DMP', 10), morceau('412', 100))).toEqual(['DMP\t412'])
    expect(textes(morceau('412', 100), morceau('DMP', 10))).toEqual(['DMP\t412'])
    expect(textes(morceau('4', 10), morceau('1', 15), morceau('2', 20))).toEqual(['412'])
    expect(textes(morceau('1', 10), morceau('234', 18))).toEqual(['1 234'])
    expect(textes(morceau('412', 10), morceau('412', 10.3))).toEqual(['412'])
    expect(textes(morceau('412', 10), morceau('1', 25, 98, 6))).toEqual(['412 1'])
    expect(textes(morceau('bas', 10, 200), morceau('haut', 10, 100))).toEqual(['haut', 'bas'])
  })

  test('where a number stands', () => {
    const [ligne] = lignesDe({ numero: 1, morceaux: [morceau('DMP alimentés : 412', 50, 300)] })
    expect(ligne!.place(16, 19)).toEqual([128, 292, 17, 10])
  })

  test('turned texts make lines too', () => {
    const turned = (texte: string, y: number) => ({ texte, x: 300, y, largeur: texte.length * 5, corps: 10, angle: 90 })
    expect(lignesDe({ numero: 1, morceaux: [turned('1', 100), turned('234', 108)] }).map((l) => l.texte)).toEqual(['1 234'])
  })
})
