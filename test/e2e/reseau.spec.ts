import { createSocket } from 'node:dgram'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { expect, lancerElectron, test } from './application.ts'

interface Sinks {
  readonly tcp: number
  readonly udp: number
  /** Connections and packets received so far. */
  readonly hits: () => { readonly tcp: number; readonly udp: number }
  readonly close: () => void
}

/** Two ears on this machine: whatever a page manages to send is counted. */
async function openSinks(): Promise<Sinks> {
  const count = { tcp: 0, udp: 0 }
  const server = createServer((socket) => {
    count.tcp += 1
    socket.on('error', () => undefined)
    socket.end('HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n')
  })
  const socket = createSocket('udp4', () => {
    count.udp += 1
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    tcp: address.port,
    udp: socket.address().port,
    hits: () => ({ ...count }),
    close: () => {
      server.close()
      socket.close()
    }
  }
}

/** Every way a page has to send something out, as a script: it also runs in the control window. */
const attack = (tcp: number, udp: number) => `(async () => {
  const http = 'http://127.0.0.1:${tcp}/'
  const quiet = (f) => { try { const r = f(); if (r && r.catch) r.catch(() => {}) } catch {} }
  quiet(() => fetch(http + 'fetch', { mode: 'no-cors' }))
  quiet(() => navigator.sendBeacon(http + 'beacon', 'x'))
  quiet(() => { new Image().src = http + 'image' })
  quiet(() => new WebSocket('ws://127.0.0.1:${tcp}/ws'))
  quiet(() => new EventSource(http + 'events'))
  quiet(() => { const x = new XMLHttpRequest(); x.open('GET', http + 'xhr'); x.send() })
  for (const [tag, attributes] of [
    ['link', { rel: 'stylesheet', href: http + 'css' }], ['link', { rel: 'prefetch', href: http + 'prefetch' }], ['link', { rel: 'preconnect', href: http }],
    ['script', { src: http + 'script' }], ['iframe', { src: http + 'frame' }], ['video', { src: http + 'video' }], ['object', { data: http + 'object' }]
  ]) quiet(() => document.head.append(Object.assign(document.createElement(tag), attributes)))
  quiet(() => { const form = Object.assign(document.createElement('form'), { action: http + 'form', method: 'post' }); document.documentElement.append(form); form.submit() })
  quiet(() => new Worker(http + 'worker'))
  quiet(async () => {
    const peer = new RTCPeerConnection({ iceServers: [
      { urls: 'stun:127.0.0.1:${udp}' }, { urls: 'turn:127.0.0.1:${udp}', username: 'a', credential: 'b' },
      { urls: 'turn:127.0.0.1:${tcp}?transport=tcp', username: 'a', credential: 'b' }
    ] })
    peer.createDataChannel('x')
    await peer.setLocalDescription(await peer.createOffer())
  })
  await new Promise((resolve) => setTimeout(resolve, 3000))
})()`

test('nothing leaves the page: neither HTTP, nor WebSocket, nor WebRTC', async ({ lancer }) => {
  const { page } = await lancer()
  const sinks = await openSinks()
  await page.evaluate(attack(sinks.tcp, sinks.udp))
  expect(sinks.hits()).toEqual({ tcp: 0, udp: 0 })
  expect(page.url()).toBe('app://grappe/index.html')
  sinks.close()
})

test('control: the same attempts in an application left to its defaults are heard', async ({ dossier }) => {
  const sinks = await openSinks()
  writeFileSync(join(dossier, 'package.json'), '{ "name": "temoin", "version": "0.0.0", "main": "main.js" }')
  writeFileSync(join(dossier, 'page.html'), '<!doctype html><title>témoin</title>')
  writeFileSync(
    join(dossier, 'main.js'),
    "const { app, BrowserWindow } = require('electron'); app.whenReady().then(() => new BrowserWindow().loadFile(__dirname + '/page.html'))"
  )
  const app = await lancerElectron(dossier, {})
  const page = await app.firstWindow()
  await page.waitForLoadState('load')
  // The form leaves the page: the answer to this call is lost with it.
  await page.evaluate(attack(sinks.tcp, sinks.udp)).catch(() => undefined)
  await expect.poll(() => sinks.hits().tcp).toBeGreaterThan(5)
  await expect.poll(() => sinks.hits().udp).toBeGreaterThan(0)
  await app.close()
  sinks.close()
})
