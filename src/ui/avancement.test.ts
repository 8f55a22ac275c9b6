import { expect, test } from 'vitest'
import type { Gravite, Manque } from '#domain/lot.ts'
import { avancementDe } from './avancement.ts'

const manque = (gravite: Gravite, motif?: string): Manque => ({
  cle: `${gravite}${motif ?? ''}`,
  gravite,
  phase: 'usages',
  lots: ['cloture'],
  texte: '',
  ou: null,
  ...(motif === undefined ? {} : { motif })
})

test.each([
  ['nothing looked at: nothing is complete', [], 0, true, { part: 0, mot: 'Rien encore' }],
  ['all is right', [], 12, true, { part: 1, mot: 'Complet' }],
  ['one is missing', [manque('bloquant')], 3, true, { part: 0.75, mot: '1 à compléter' }],
  ['never full while something is left', [manque('bloquant')], 999, true, { part: 0.97, mot: '1 à compléter' }],
  ['to justify comes after', [manque('a-justifier'), manque('bloquant')], 2, true, { part: 0.5, mot: '1 à compléter' }],
  ['to justify', [manque('a-justifier')], 1, true, { part: 0.5, mot: '1 à justifier' }],
  ['a written reason settles', [manque('a-justifier', 'vu avec l’ARS')], 1, true, { part: 1, mot: 'Complet' }],
  ['information holds nothing back', [manque('information')], 1, true, { part: 1, mot: 'Complet' }],
  ['not computed yet', [], 12, false, { part: 0, mot: '…' }]
])('%s', (_cas, liste, bien, pret, attendu) => {
  expect(avancementDe({ liste, parPhase: new Map([['usages', liste]]), enRegle: new Map([['usages', bien]]), pret }, 'usages')).toEqual(attendu)
})
