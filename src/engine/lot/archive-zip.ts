import { createWriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import { ZipFile } from 'yazl'

/**
 * Built from local fields, as yazl reads them, and each time: the bytes do not depend on the time zone, even if it changes
 * while Grappe is open. A year after yazl's lower bound, which is kept in the zone of the start.
 */
const instant = () => new Date(1981, 0, 1)

/** Kinds that are already compressed: stored, which is ten times faster for 8 % more. */
const dejaComprime = /\.(?:pdf|xlsx|docx|zip|png|jpe?g|gif)$/iu

const options = (nom: string) => ({ compress: !dejaComprime.test(nom), mtime: instant(), mode: 0o100644, forceDosTimestamp: true })

export interface EntreeZip {
  readonly nom: string
  /** Bytes, or the path of a file to stream. */
  readonly contenu: Uint8Array | string
}

/** Writes a ZIP: same entries, same bytes. Entries are streamed one after the other. */
export async function ecrireZip(chemin: string, entrees: readonly EntreeZip[]): Promise<void> {
  const zip = new ZipFile()
  const sortie = createWriteStream(chemin, { flags: 'wx', flush: true })
  for (const { nom, contenu } of entrees) {
    if (typeof contenu === 'string') zip.addFile(contenu, nom, options(nom))
    else zip.addBuffer(Buffer.from(contenu.buffer, contenu.byteOffset, contenu.byteLength), nom, options(nom))
  }
  const echec = new Promise<never>((_, reject) => {
    ;(zip as unknown as NodeJS.EventEmitter).on('error', reject)
  })
  zip.end()
  zip.outputStream.pipe(sortie)
  await Promise.race([finished(sortie), echec])
}

/** The same in memory, for a ZIP that goes inside a bundle. */
export async function zipEnMemoire(entrees: readonly { readonly nom: string; readonly contenu: Uint8Array }[]): Promise<Uint8Array> {
  const zip = new ZipFile()
  for (const { nom, contenu } of entrees) zip.addBuffer(Buffer.from(contenu.buffer, contenu.byteOffset, contenu.byteLength), nom, options(nom))
  zip.end()
  const blocs: Buffer[] = []
  for await (const bloc of zip.outputStream) blocs.push(bloc as Buffer)
  return Buffer.concat(blocs)
}
