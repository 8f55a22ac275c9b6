import { GrappeError } from '#contract/errors.ts'
import { isFinessCsv, lireFinessCsv } from './finess-csv.ts'
import { lireFinessJson } from './finess-json.ts'
import { decoder, lireEntete, lireFichier } from './lire-fichier.ts'
import type { Registre } from './registre-finess.ts'

/** Largest CSV extract read, in bytes; the whole of France is about 45 Mo. */
const csvMax = 200_000_000

/** The FINESS register read from an official extract, or null when the file is something else (a list whose columns are to be matched). */
export async function lireFiness(chemin: string, progres?: (octets: number) => void): Promise<Registre | null> {
  const head = lireEntete(chemin)
  if (head[0] === 0x1f && head[1] === 0x8b) return lireFinessJson(chemin, true, progres)
  const debut = decoder(head.subarray(0, 1000)).trimStart()
  if (debut.startsWith('{')) {
    if (debut.includes('"grappe-dossier-')) throw new GrappeError('format-refuse', 'c’est un dossier Grappe exporté : importez-le comme dossier entier')
    return lireFinessJson(chemin, false, progres)
  }
  return isFinessCsv(debut) ? lireFinessCsv(decoder(lireFichier(chemin, csvMax))) : null
}
