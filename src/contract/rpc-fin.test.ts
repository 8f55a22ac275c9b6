import { expect, test } from 'vitest'
import { messages } from './errors.ts'
import type { FinMoteur } from './lectures.ts'
import { type Canal, createClient } from './rpc.ts'

/** A page whose engine goes: what each call in flight is answered, in the order in which it is known. */
function partir(fin?: Promise<FinMoteur | null>) {
  let fermer: () => void = () => undefined
  const canal: Canal = {
    send: () => undefined,
    onMessage: () => undefined,
    onClose: (listener) => {
      fermer = listener
    },
    ...(fin === undefined ? {} : { fin })
  }
  const client = createClient(canal)
  const issues: string[] = []
  const suivre = async (appel: string, reponse: Promise<{ readonly ok: boolean; readonly error?: { readonly code: string } }>) =>
    void issues.push(`${appel}: ${(await reponse).error?.code}`)
  const lecture = client.call('dossier.verifier', { ref: 'recu' })
  const toutes = Promise.all([
    suivre('lire', client.call('dossier.lire', {})),
    suivre('verifier', lecture),
    suivre('apercu', client.call('preuve.apercu', { refs: ['autre'] }))
  ])
  fermer()
  return { issues, toutes, lecture }
}

test('a reading waits for the reason, which only concerns what the engine was reading', async () => {
  const { promise, resolve } = Promise.withResolvers<FinMoteur | null>()
  const { issues, toutes, lecture } = partir(promise)
  await Promise.resolve()
  await Promise.resolve()
  expect(issues).toEqual(['lire: moteur-arrete'])
  resolve({ code: 'lecture-trop-longue', appels: ['dossier.verifier'] })
  await toutes
  expect(issues).toEqual(['lire: moteur-arrete', 'verifier: lecture-trop-longue', 'apercu: moteur-arrete'])
  expect(await lecture).toEqual({ ok: false, error: { code: 'lecture-trop-longue', message: messages['lecture-trop-longue'] } })
})

test('an engine that read nothing, or that nobody watched, has only stopped', async () => {
  for (const fin of [Promise.resolve(null), undefined]) {
    const { issues, toutes } = partir(fin)
    await toutes
    expect(issues.sort()).toEqual(['apercu: moteur-arrete', 'lire: moteur-arrete', 'verifier: moteur-arrete'])
  }
})
