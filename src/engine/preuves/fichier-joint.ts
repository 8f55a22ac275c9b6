import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import { fileTypeFromBuffer } from 'file-type'
import { type CodeErreur, GrappeError } from '#contract/errors.ts'
import { extensionOf } from '#domain/catalogue/plateformes.ts'
import type { Cellule } from '#domain/champs/champ.ts'
import { analyseVide, type EtatLecture, ecrireAnalyse } from '#domain/preuves/analyse.ts'
import { lireFichier } from '../import/lire-fichier.ts'
import { estDuType } from '../lot/lecture-fichier.ts'
import type { Examen } from './examen.ts'

/** Largest attached file, in bytes (démarche numérique: strictly less than 200 Mo). */
const tailleMax = 200_000_000 - 1

/** Known types of attached files by extension, for formats that have no signature of their own. */
const typesParExtension: Readonly<Record<string, string>> = { doc: 'application/msword', xls: 'application/vnd.ms-excel' }

const refus: Readonly<Record<Exclude<EtatLecture, 'lu'>, CodeErreur>> = {
  'pas-un-pdf': 'format-refuse',
  protege: 'format-refuse',
  abime: 'fichier-abime',
  'sans-fin': 'fichier-abime'
}

export interface FichierLu {
  readonly nom: string
  readonly bytes: Uint8Array
  /** Said by its content, not by its name; null when it is of no known kind. */
  readonly type: string | null
  readonly sha256: string
}

/** A file to attach: its bytes, what it is, its fingerprint. */
export async function lireFichierJoint(chemin: string): Promise<FichierLu> {
  const bytes = lireFichier(chemin, tailleMax)
  const nom = basename(chemin)
  const extension = extensionOf(nom)
  const type = (await fileTypeFromBuffer(bytes))?.mime ?? typesParExtension[extension] ?? null
  return { nom, bytes, type, sha256: createHash('sha256').update(bytes).digest('hex') }
}

/** What a person calls a file of this kind. */
const nature: Readonly<Record<string, string>> = {
  'application/pdf': 'un PDF',
  'image/png': 'une image PNG',
  'image/apng': 'une image PNG',
  'image/jpeg': 'une image JPEG',
  'image/gif': 'une image GIF',
  'image/webp': 'une image WebP',
  'image/tiff': 'une image TIFF',
  'image/heic': 'une photo HEIC',
  'application/zip': 'une archive ZIP',
  'application/x-cfb': 'un ancien document Office',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'un document Word',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'un classeur Excel'
}
/** Packages that all look like ZIP: the content says which one it is. */
const paquets: Readonly<Record<string, string>> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
}

/** The type of a file to attach. Throws in plain words when nobody knows it, or when its name says something else than its content. */
export function verifierNature({ nom, bytes, type }: FichierLu): string {
  const extension = extensionOf(nom)
  if (type === null) throw new GrappeError('format-refuse', `« ${nom} » : son contenu n’est ni un PDF, ni une image, ni un document reconnu`)
  const autrePaquet = Object.hasOwn(paquets, extension) && Object.values(paquets).includes(type) && paquets[extension] !== type
  if (!estDuType(nom, bytes) || autrePaquet)
    throw new GrappeError(
      'format-refuse',
      `« ${nom} » finit par .${extension}, mais son contenu est ${nature[type] ?? 'd’une autre sorte'} : enregistrez-le à nouveau depuis le logiciel qui l’a produit`
    )
  return type
}

/** Why a file that was examined cannot be attached; null when it can. */
export const refusDe = (examen: Examen): GrappeError | null => (examen.etat === 'lu' ? null : new GrappeError(refus[examen.etat], examen.cause))

/** Cells that say what was read in a PDF. */
export const cellulesExamen = (examen: Examen, sha256: string): Readonly<Record<string, Cellule>> =>
  examen.etat === 'lu'
    ? { pages: examen.pages, texteLisible: examen.texteLisible ? 'oui' : 'non', ...(examen.analyse === null ? {} : { analyse: examen.analyse }) }
    : { analyse: ecrireAnalyse(analyseVide(examen.etat, 0, sha256)) }
