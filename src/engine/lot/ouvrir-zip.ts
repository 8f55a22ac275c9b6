import { open } from 'node:fs/promises'
import { type Entry, fromFd, type ZipFile } from 'yauzl'
import { GrappeError } from '#contract/errors.ts'
import { estNomSur } from './nom-fichier.ts'
import type { Contenant } from './relire.ts'

/** Largest file of a bundle that is read, in bytes: the platforms take less than 200 Mo. */
export const fichierDuLotMax = 220_000_000
/** Bounds of a ZIP that Grappe accepts to read: entries, bytes in all and per entry, compression ratio. */
const limites = { entrees: 2000, octets: 4_000_000_000, entree: fichierDuLotMax, taux: 100 }

const estLien = (e: Entry) => ((e.externalFileAttributes >>> 16) & 0o170000) === 0o120000
const estChiffre = (e: Entry) => (e.generalPurposeBitFlag & 1) !== 0

/** Lists every entry before reading any; refuses the whole archive beyond the bounds. */
function lister(zip: ZipFile): Promise<{ readonly entrees: ReadonlyMap<string, Entry>; readonly refuses: string[] }> {
  return new Promise((resolve, reject) => {
    const entrees = new Map<string, Entry>()
    const refuses: string[] = []
    let total = 0
    let nombre = 0
    zip.on('error', () => reject(new GrappeError('fichier-illisible', 'l’archive ZIP est abîmée ou contient un nom interdit')))
    zip.on('end', () => resolve({ entrees, refuses }))
    zip.on('entry', (e: Entry) => {
      total += e.uncompressedSize
      if (++nombre > limites.entrees || total > limites.octets || e.uncompressedSize > limites.entree)
        return reject(new GrappeError('fichier-trop-grand', 'l’archive ZIP annonce un contenu démesuré'))
      if (e.uncompressedSize > 1_000_000 && e.uncompressedSize > limites.taux * Math.max(1, e.compressedSize))
        return reject(new GrappeError('fichier-trop-grand', `${e.fileName.slice(0, 80)} : taux de compression anormal`))
      if (!estNomSur(e.fileName) || estLien(e) || estChiffre(e)) refuses.push(`${e.fileName.slice(0, 80)} : entrée refusée dans l’archive.`)
      else if (entrees.has(e.fileName)) refuses.push(`${e.fileName} : le même nom figure deux fois dans l’archive.`)
      else entrees.set(e.fileName, e)
      zip.readEntry()
    })
    zip.readEntry()
  })
}

function extraire(zip: ZipFile, entree: Entry, tailleMax: number): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    if (entree.uncompressedSize > tailleMax) return reject(new GrappeError('fichier-trop-grand', entree.fileName))
    zip.openReadStream(entree, (erreur, flux) => {
      if (erreur || !flux) return reject(new GrappeError('fichier-illisible', entree.fileName))
      const blocs: Buffer[] = []
      let lus = 0
      flux.on('data', (bloc: Buffer) => {
        lus += bloc.length
        // The size announced may lie: what really comes out is counted.
        if (lus > tailleMax) flux.destroy(new Error('trop grand'))
        else blocs.push(bloc)
      })
      flux.on('error', () => reject(new GrappeError('fichier-illisible', entree.fileName)))
      flux.on('end', () => resolve(Buffer.concat(blocs)))
    })
  })
}

/** Opens a ZIP as a flat set of files, read one at a time in memory: nothing is ever written out. */
export async function ouvrirZip(chemin: string): Promise<Contenant> {
  const fichier = await open(chemin, 'r').catch(() => {
    throw new GrappeError('fichier-illisible')
  })
  try {
    const zip = await new Promise<ZipFile>((resolve, reject) => {
      fromFd(fichier.fd, { lazyEntries: true, autoClose: false, validateEntrySizes: true, strictFileNames: true }, (erreur, z) =>
        erreur || !z ? reject(new GrappeError('fichier-illisible', 'ce n’est pas une archive ZIP entière')) : resolve(z)
      )
    })
    const { entrees, refuses } = await lister(zip)
    return {
      noms: [...entrees.keys()],
      refuses,
      lire: async (nom, tailleMax) => {
        const entree = entrees.get(nom)
        if (!entree) throw new GrappeError('fichier-introuvable', nom)
        return extraire(zip, entree, tailleMax)
      },
      fermer: () => fichier.close()
    }
  } catch (error) {
    await fichier.close()
    throw error
  }
}
