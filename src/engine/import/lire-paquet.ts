import { Buffer } from 'node:buffer'
import yauzl, { type Entry, type ZipFile } from 'yauzl'
import { GrappeError } from '#contract/errors.ts'

/** Bounds of a package, in bytes and parts (reliability, threat 18): looked at before anything is unpacked. */
const limites = { deplie: 300_000_000, parties: 2000, rapport: 100, petit: 10_000_000 }

/** Parts of a ZIP package, unpacked one at a time and only when asked for. */
export interface Paquet {
  readonly noms: readonly string[]
  /** Text of a part, whatever the case of its name; undefined when there is none. */
  readonly texte: (nom: string) => Promise<string | undefined>
}

const illisible = () => new GrappeError('import-impossible', 'ce fichier est abîmé ou incomplet : demandez un nouvel envoi')

const ouvrir = (bytes: Uint8Array): Promise<ZipFile> =>
  new Promise((resolve, reject) =>
    yauzl.fromBuffer(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), { lazyEntries: true, validateEntrySizes: true }, (error, zip) =>
      error || !zip ? reject(illisible()) : resolve(zip)
    )
  )

function parties(zip: ZipFile): Promise<readonly Entry[]> {
  return new Promise((resolve, reject) => {
    const entries: Entry[] = []
    let total = 0
    zip.on('entry', (entry: Entry) => {
      entries.push(entry)
      total += entry.uncompressedSize
      const dense = entry.uncompressedSize > limites.petit && entry.uncompressedSize > limites.rapport * entry.compressedSize
      if (entries.length > limites.parties || total > limites.deplie || dense) reject(new GrappeError('fichier-trop-grand', 'une fois déplié'))
      else zip.readEntry()
    })
    zip.on('end', () => resolve(entries))
    zip.on('error', () => reject(illisible()))
    zip.readEntry()
  })
}

/** Bytes of one part; more bytes than it declares is an error, so that a lying package stops at its declared size. */
const deplier = (zip: ZipFile, entry: Entry): Promise<Uint8Array> =>
  new Promise((resolve, reject) =>
    zip.openReadStream(entry, (error, stream) => {
      if (error || !stream) return reject(illisible())
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('error', () => reject(illisible()))
      stream.on('end', () => resolve(Buffer.concat(chunks)))
    })
  )

/** Opens a ZIP package held in memory; throws `fichier-trop-grand` before unpacking one that is too big. */
export async function lirePaquet(bytes: Uint8Array): Promise<Paquet> {
  const zip = await ouvrir(bytes)
  const entries = new Map((await parties(zip)).map((e) => [e.fileName.toLowerCase(), e]))
  return {
    noms: [...entries.keys()],
    texte: async (nom) => {
      const entry = entries.get(nom.toLowerCase())
      return entry && new TextDecoder().decode(await deplier(zip, entry))
    }
  }
}
