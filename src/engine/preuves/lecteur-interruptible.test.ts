import { expect, test } from 'vitest'
import { GrappeError } from '#contract/errors.ts'
import { lecteurInterruptible } from './lecteur-interruptible.ts'
import type { LecteurIsole } from './lecteur-isole.ts'

/** A reader that never answers but for page counts. */
const lent = { compterPages: async () => 3, constaterPdf: () => new Promise(() => undefined) } as unknown as LecteurIsole

test('an answer comes as it is; one that lasts is given up with the user, whatever the reader does', async () => {
  let aRenonce = false
  const aide = {
    verifierAnnulation: () => {
      if (aRenonce) throw new GrappeError('annule')
    }
  }
  const lecteur = lecteurInterruptible(lent, aide)
  expect(await lecteur.compterPages(new Uint8Array())).toBe(3)
  const attente = lecteur.constaterPdf(new Uint8Array())
  setTimeout(() => {
    aRenonce = true
  }, 20)
  await expect(attente).rejects.toMatchObject({ code: 'annule' })
})
