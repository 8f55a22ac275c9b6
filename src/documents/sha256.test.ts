import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { sha256 } from './sha256.ts'

const hex = (octets: readonly number[]) => octets.map((o) => o.toString(16).padStart(2, '0')).join('')

describe('sha256', () => {
  it.each(['', 'abc', 'é’ 12 000 €', 'x'.repeat(55), 'x'.repeat(56), 'x'.repeat(64), '🜚'.repeat(1000), 'à compléter'.repeat(5000)])(
    'equals the reference on %#',
    (texte) => {
      expect(hex(sha256(texte))).toBe(createHash('sha256').update(texte, 'utf8').digest('hex'))
    }
  )
})
