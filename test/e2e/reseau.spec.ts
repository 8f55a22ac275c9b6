import { createSocket } from 'node:dgram'
import { expect, paquetsSortis, test } from './application.ts'
import { attendreDossier, ouvrirExemple, sePresenter } from './gestes.ts'

/**
 * Every test that starts the application counts the packets that leave the computer meanwhile (`lancer`), when the run has a wire of its own
 * (scripts/wire.mjs: Linux, as root). Here: the wire does count, and an application left alone sends nothing either.
 */
if (paquetsSortis() !== null)
  test('the wire counts: one datagram is seen', async () => {
    const avant = paquetsSortis() ?? 0
    const socket = createSocket('udp4')
    await new Promise((resolve) => socket.send('x', 9, '198.51.100.1', resolve))
    socket.close()
    await expect.poll(() => paquetsSortis() ?? 0).toBeGreaterThan(avant)
  })

test('left alone with a dossier and a text being typed, the application sends nothing', async ({ lancer }) => {
  const { page, plaintes } = await lancer()
  await sePresenter(page)
  await ouvrirExemple(page)
  await attendreDossier(page)
  await page.keyboard.type('Une phrase en français, avec une fôte.')
  await page.waitForTimeout(2500)
  expect(plaintes).toEqual([])
})
