import { createSocket } from 'node:dgram'
import { createServer as createHttp } from 'node:http'
import { type AddressInfo, createServer as createTcp } from 'node:net'

/** What this machine heard of a page: names of the paths asked over HTTP or WebSocket, and of the raw ports reached. */
export interface Oreilles {
  /** `http://127.0.0.1:<port>`; the first word of the path is the name heard. */
  readonly http: string
  readonly ws: string
  /** A raw TCP port of its own, heard under `nom`. */
  readonly tcp: (nom: string) => Promise<number>
  /** A UDP port of its own, heard under `nom`. */
  readonly udp: (nom: string) => Promise<number>
  readonly entendus: ReadonlySet<string>
  readonly fermer: () => void
}

/** Ears on the loopback only: whatever a page manages to send is heard under the name of the attempt. */
export async function ouvrirOreilles(): Promise<Oreilles> {
  const entendus = new Set<string>()
  const fins: (() => void)[] = []
  const noter = (url: string | undefined) => entendus.add(decodeURIComponent(new URL(url ?? '/', 'http://x').pathname.slice(1)))
  const http = createHttp((demande, reponse) => {
    noter(demande.url)
    reponse.writeHead(200, { 'Access-Control-Allow-Origin': '*', 'Content-Type': 'text/plain' }).end()
  })
  http.on('upgrade', (demande, socket) => {
    noter(demande.url)
    socket.destroy()
  })
  http.on('connection', (socket) => socket.on('error', () => undefined))
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const { port } = http.address() as AddressInfo
  fins.push(() => {
    http.closeAllConnections()
    http.close()
  })
  return {
    http: `http://127.0.0.1:${port}`,
    ws: `ws://127.0.0.1:${port}`,
    tcp: async (nom) => {
      const serveur = createTcp((socket) => {
        entendus.add(nom)
        socket.on('error', () => undefined)
        socket.destroy()
      })
      await new Promise<void>((resolve) => serveur.listen(0, '127.0.0.1', resolve))
      fins.push(() => serveur.close())
      return (serveur.address() as AddressInfo).port
    },
    udp: async (nom) => {
      const socket = createSocket('udp4', () => entendus.add(nom))
      await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve))
      fins.push(() => socket.close())
      return socket.address().port
    },
    entendus,
    fermer: () => {
      for (const fin of fins) fin()
    }
  }
}
