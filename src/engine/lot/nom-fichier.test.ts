import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ascii, estNomSur, nomFichier, nomsUniques } from './nom-fichier.ts'

describe('nomFichier', () => {
  it.each([
    ['03_Convention signée', 'pdf', '03_Convention_signee.pdf'],
    ['Foyer d’Accueil « Été » œuvre', 'PDF', 'Foyer_d_Accueil_Ete_oeuvre.pdf'],
    ['CON', 'pdf', 'CON_.pdf'],
    ['CON .!', 'pdf', 'CON_.pdf'],
    ['lpt1', '', 'lpt1_'],
    ['../../etc/passwd', 'pdf', 'etc_passwd.pdf'],
    ['', 'xlsx', 'document.xlsx'],
    ['\u202egnp.exe', 'png', 'gnp_exe.png'],
    ['a'.repeat(100), 'xlsx', `${'a'.repeat(75)}.xlsx`],
    ['x — y', 'pdf', 'x_y.pdf'],
    ['A - B', 'pdf', 'A-B.pdf']
  ])('%s + %s', (texte, ext, attendu) => {
    expect(nomFichier(texte, ext)).toBe(attendu)
  })

  it('always gives a safe name', () => {
    const texte = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), fc.constantFrom('nul', 'Com1.txt', 'aux ', '. .', 'con\u0000'))
    fc.assert(
      fc.property(texte, fc.string({ maxLength: 12 }), (t, ext) => {
        const nom = nomFichier(t, ext)
        expect(estNomSur(nom)).toBe(true)
        expect(nomFichier(t, ext)).toBe(nom)
      }),
      { numRuns: Number(process.env['GRAPPE_NOMS'] ?? 20_000), seed: 1 }
    )
  })

  it('is stable once safe', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (t) => ascii(ascii(t)) === ascii(t)),
      { numRuns: 5000, seed: 2 }
    )
  })
})

describe('nomsUniques', () => {
  it('numbers the repeats without regard to case', () => {
    expect(nomsUniques(['a.pdf', 'A.pdf', 'a.xlsx', 'a_2.pdf', 'a.pdf'])).toEqual(['a.pdf', 'A_2.pdf', 'a.xlsx', 'a_2_2.pdf', 'a_3.pdf'])
  })

  it('keeps every name distinct and short', () => {
    const nom = fc.constantFrom('a.pdf', 'A.PDF', 'a_2.pdf', `${'b'.repeat(76)}.pdf`, `${'B'.repeat(76)}.pdf`, 'c')
    fc.assert(
      fc.property(fc.array(nom, { maxLength: 30 }), (noms) => {
        const uniques = nomsUniques(noms)
        expect(new Set(uniques.map((n) => n.toLowerCase())).size).toBe(noms.length)
        expect(uniques.every((n) => n.length <= 80)).toBe(true)
      }),
      { numRuns: 3000, seed: 3 }
    )
  })
})

describe('estNomSur', () => {
  it.each(['../a.pdf', 'a/b.pdf', 'a\\b.pdf', 'C:a.pdf', 'a.pdf:flux', '.cache', 'a..pdf', 'nul.pdf', 'é.pdf', 'a.pdf ', 'a.', '', `${'a'.repeat(80)}.pdf`])(
    'refuses %s',
    (nom) => {
      expect(estNomSur(nom)).toBe(false)
    }
  )
})
