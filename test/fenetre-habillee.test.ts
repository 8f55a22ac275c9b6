import { expect, test } from 'vitest'
import { dressPiece } from '../scripts/dress-window.mjs'

const fine = '\u202f'

test.each([
  ['« Ma grappe » : oui ?', `«${fine}Ma grappe${fine}»${fine}: oui${fine}?`],
  ['Rien n’est perdu ; vraiment !', `Rien n’est perdu${fine}; vraiment${fine}!`],
  // Beside a value of the template, or of the page.
  [' : ', `${fine}: `],
  ['« ', `«${fine}`],
  [' %', `${fine}%`],
  [' » est retiré.', `${fine}» est retiré.`],
  ['\n        Financeur à choisir : ', `\n        Financeur à choisir${fine}: `]
])('%j est habillé', (brut, habille) => {
  expect(dressPiece(brut)).toBe(habille)
  expect(dressPiece(habille)).toBe(habille)
})

test.each(["'bouton bouton-principal'", '#domain/lot.ts', ':is(button, a[href]):not(:disabled)', '12:30', "'etat:va'"])('%j reste tel quel', (brut) =>
  expect(dressPiece(brut)).toBe(brut)
)
