import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lireAdresses, quotedPrintable, renderEml, repartirPieces, tailleEncodee } from './eml.ts'
import { relireEml } from './relire-eml.ts'

const message = {
  a: ['ars@exemple.fr', 'referent.numerique@exemple.fr'],
  copie: ['grades@exemple.fr'],
  objet: 'ESMS Numérique – Grappe « Les Cèdres » – Procès-verbaux de VA, envoyés à l’ARS et au GRADeS de la région',
  texte: ['Madame, Monsieur,', 'Vous trouverez ci-joint l’état des lieux : 100 % d’accord = oui.', 'Dernière ligne avec une espace ']
}
const texteDe = (octets: Uint8Array) => Buffer.from(octets).toString('latin1')
const lignes = (octets: Uint8Array) => texteDe(octets).split('\r\n')

describe('a draft', () => {
  const pieces = [
    { nom: '01_PV_VA_signe.pdf', octets: Uint8Array.from({ length: 10_000 }, (_, i) => (i * 7919) % 256) },
    { nom: 'Été « signé ».xlsx', octets: new Uint8Array([0, 255, 13, 10, 46, 13, 10]) },
    { nom: 'vide.pdf', octets: new Uint8Array() }
  ]
  const octets = renderEml(message, pieces)

  test('reads back as it was: recipients, subject, text, files byte for byte', () => {
    const lu = relireEml(octets)
    expect(lu.entetes.get('x-unsent')).toBe('1')
    expect(lu.entetes.get('to')).toBe(message.a.join(', '))
    expect(lu.entetes.get('cc')).toBe('grades@exemple.fr')
    expect(lu.entetes.get('subject')).toBe(message.objet)
    expect(lu.texte.replaceAll('\r\n', '\n').trimEnd()).toBe(message.texte.join('\n\n').trimEnd())
    expect(lu.texte).toContain('une espace ')
    expect(lu.pieces.map((p) => p.nom)).toEqual(pieces.map((p) => p.nom))
    for (const [i, p] of pieces.entries()) expect(Buffer.compare(lu.pieces[i]!.octets, p.octets)).toBe(0)
    expect(lu.pieces.map((p) => p.type)).toEqual(['application/pdf', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'application/pdf'])
  })

  test('is plain ASCII, in lines no program cuts, and every end of line is CR LF', () => {
    expect(texteDe(octets)).toMatch(/^[\x20-\x7e\r\n]*$/u)
    expect(texteDe(octets).replaceAll('\r\n', '')).not.toMatch(/[\r\n]/u)
    expect(Math.max(...lignes(octets).map((l) => l.length))).toBeLessThanOrEqual(78)
    for (const mot of texteDe(octets).match(/=\?[^ \r]*\?=/gu) ?? []) expect(mot.length).toBeLessThanOrEqual(75)
  })

  test('the same message gives the same bytes, another one another boundary', () => {
    expect(Buffer.compare(renderEml(message, pieces), octets)).toBe(0)
    const frontiere = (o: Uint8Array) => /boundary="([^"]+)"/u.exec(texteDe(o))?.[1]
    expect(frontiere(renderEml({ ...message, objet: 'Autre' }, pieces))).not.toBe(frontiere(octets))
  })

  test('says nothing of who sends it, nor of when', () => {
    const { entetes } = relireEml(octets)
    for (const nom of ['from', 'date', 'sender', 'message-id']) expect(entetes.has(nom)).toBe(false)
  })

  test('without recipients or files it is still a draft', () => {
    const lu = relireEml(renderEml({ a: [], copie: [], objet: 'Objet', texte: ['Texte'] }, []))
    expect([lu.entetes.has('to'), lu.entetes.get('subject'), lu.texte.trim(), lu.pieces]).toEqual([false, 'Objet', 'Texte', []])
  })
})

test('no typed text leaves its header or its line', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.string({ unit: 'binary', maxLength: 600 }),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }),
      (objet, texte, nom) => {
        const sain = (s: string) => s.toWellFormed()
        const octets = renderEml({ a: ['a@exemple.fr'], copie: [], objet: sain(objet), texte: [sain(texte)] }, [
          { nom: `${sain(nom)}.pdf`, octets: new Uint8Array([1]) }
        ])
        const lu = relireEml(octets)
        expect([...lu.entetes.keys()]).toEqual(['x-unsent', 'to', 'subject', 'mime-version', 'content-type'])
        expect(lu.entetes.get('subject')?.trim()).toBe(
          sain(objet)
            .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
            .trim()
        )
        expect(lu.texte.replaceAll('\r\n', '\n')).toBe(sain(texte).replace(/\r\n?/gu, '\n'))
        expect(lu.pieces).toHaveLength(1)
        expect(Math.max(...lignes(octets).map((l) => l.length))).toBeLessThanOrEqual(998)
      }
    ),
    { numRuns: 2000, seed: 7 }
  )
})

test('quoted-printable keeps what RFC 2045 asks', () => {
  expect(quotedPrintable('a = b')).toBe('a =3D b')
  expect(quotedPrintable('fin ')).toBe('fin=20')
  expect(quotedPrintable('é\n.')).toBe('=C3=A9\r\n.')
  expect(
    quotedPrintable('x'.repeat(80))
      .split('\r\n')
      .map((l) => l.length)
  ).toEqual([76, 5])
})

test('addresses of one field, whatever separates them', () => {
  expect(lireAdresses('a@exemple.fr; b@exemple.fr,c@sous.exemple.fr\nd@exemple')).toEqual({
    adresses: ['a@exemple.fr', 'b@exemple.fr', 'c@sous.exemple.fr'],
    invalides: ['d@exemple']
  })
  expect(lireAdresses('a@exemple.fr a@exemple.fr').adresses).toEqual(['a@exemple.fr'])
  expect(lireAdresses('x@exemple.fr\r\nBcc:y@exemple.fr').adresses).toEqual(['x@exemple.fr'])
  expect(lireAdresses(null)).toEqual({ adresses: [], invalides: [] })
})

describe('several messages', () => {
  const piece = (mo: number, i: number) => ({ nom: `${i}.pdf`, octets: { length: mo * 1_000_000 } })
  test.each<[readonly number[], number | null, readonly number[]]>([
    [[3, 3, 3], null, [3]],
    [[3, 3, 3], 10, [2, 1]],
    [[9, 1, 1], 10, [1, 2]],
    [[20, 1], 10, [1, 1]],
    [[1, 20, 1], 10, [1, 1, 1]],
    [[], 10, [0]]
  ])('files of %s Mo under %s Mo', (tailles, limite, attendus) => {
    const paquets = repartirPieces(tailles.map(piece), limite === null ? null : limite * 1_000_000)
    expect(paquets.map((p) => p.length)).toEqual(attendus)
    expect(paquets.flat().map((p) => p.nom)).toEqual(tailles.map((_, i) => `${i}.pdf`))
  })
  test('the weight announced is that of the message', () => {
    const octets = new Uint8Array(1_234_567)
    const reel = renderEml(message, [{ nom: 'a.pdf', octets }]).length
    expect(Math.abs(reel - tailleEncodee(octets.length))).toBeLessThan(2000)
  })
})

test.each([
  ['cut short', (s: string) => s.slice(0, -10)],
  ['with a header broken', (s: string) => s.replace('MIME-Version:', 'MIME Version')],
  ['with raw letters', (s: string) => s.replace('Madame', 'Mad\xe9me')],
  ['with a file that is no base64', (s: string) => s.replace(/AAAA/u, '!!!!')]
])('%s is refused', (_nom, abimer) => {
  const octets = renderEml(message, [{ nom: 'a.pdf', octets: new Uint8Array(100) }])
  expect(() => relireEml(Buffer.from(abimer(texteDe(octets)), 'latin1'))).toThrow('le message')
})
