import { describe, expect, it } from 'vitest'
import type { CleSignee } from '#domain/completude/collecteur.ts'
import type { Dossier } from '#domain/dossier.ts'
import { foldDossier } from '#domain/dossier.ts'
import { exemple } from '#domain/exemple/exemple.ts'
import { docPv } from './cloture/pv.ts'
import { codeDe, codeDonnees } from './code-donnees.ts'
import type { Doc } from './doc.ts'
import { avec, type ChampEdite, champsDuDossier } from './lecture-de-test.ts'
import { docConvention } from './pieces/convention.ts'
import { docLettre } from './pieces/lettre-engagement.ts'

const contexte = { date: '2026-11-21', version: '0.0.0' }
const { dossier } = exemple({ essms: 18, graine: 3 })
const va = dossier.pvs.find((p) => p.type === 'va')!
const vsr = dossier.pvs.find((p) => p.type === 'vsr')!

/** A different valid value of the same field. */
function autre({ defini, avant }: ChampEdite): unknown {
  switch (defini.genre) {
    case 'choix':
      return defini.options?.find((o) => o.value !== avant)?.value ?? null
    case 'entier':
    case 'montant':
    case 'decimal':
      return ((avant as number | null) ?? 0) + 1
    case 'date':
      return avant === '2031-05-06' ? '2031-05-07' : '2031-05-06'
    case 'mois':
      return '2031-05'
    case 'references':
      return ((avant as readonly string[] | null) ?? []).slice(1)
    case 'reference':
      return 'inconnu'
    case 'nombres':
      return null
    default:
      return `${(avant as string | null) ?? ''}x`
  }
}

const cas: readonly (readonly [CleSignee, (d: Dossier) => Doc])[] = [
  ['piece:3', (d) => docConvention(d, contexte)],
  ['piece:4', (d) => docLettre(d, contexte)],
  [`pv:${va.id}`, (d) => docPv(d, d.pvs.find((p) => p.id === va.id)!, contexte)!],
  [`pv:${vsr.id}`, (d) => docPv(d, d.pvs.find((p) => p.id === vsr.id)!, contexte)!]
]
const imprime = ({ codeDonnees: _, ...doc }: Doc) => JSON.stringify(doc)

describe.each(cas)('the code of %s', (cle, faire) => {
  const avantCode = codeDonnees(dossier, cle)
  const avantDoc = imprime(faire(dossier))

  it('has 8 characters of Crockford base 32 and is printed on the document', () => {
    expect(avantCode).toMatch(/^[0-9A-HJKMNP-TV-Z]{8}$/u)
    expect(faire(dossier).codeDonnees).toBe(avantCode)
  })

  it('changes if and only if what is printed changes, field by field', () => {
    let changes = 0
    for (const champ of champsDuDossier(dossier, 3)) {
      for (const valeur of [autre(champ), null]) {
        const apres = avec(dossier, champ, valeur)
        const printed = imprime(faire(apres)) !== avantDoc
        expect.soft(codeDonnees(apres, cle) !== avantCode, `${champ.nom.kind}.${champ.champ} → ${String(valeur)}`).toBe(printed)
        if (printed) changes++
      }
    }
    expect(changes).toBeGreaterThan(20)
  })
})

it('ignores the day and the version of Grappe', () => {
  expect(docConvention(dossier, { date: '2031-01-02', version: '9.9.9' }).codeDonnees).toBe(docConvention(dossier, contexte).codeDonnees)
})

describe('codeDe', () => {
  it('does not depend on the order of keys', () => {
    expect(codeDe({ a: 1, b: [null, 'é'] })).toBe(codeDe({ b: [null, 'é'], a: 1 }))
  })
  it.each([
    [{ a: '1' }, { a: 1 }],
    [
      ['a', 'b'],
      ['b', 'a']
    ],
    [['ab'], ['a', 'b']],
    [{ a: null }, {}]
  ])('tells %j from %j', (a, b) => {
    expect(codeDe(a)).not.toBe(codeDe(b))
  })
  it('is given for an empty dossier and an unknown procès-verbal', () => {
    const vide = foldDossier('p', [])
    for (const cle of ['piece:3', 'piece:4', 'pv:inconnu'] as const) expect(codeDonnees(vide, cle)).toHaveLength(8)
  })
})
