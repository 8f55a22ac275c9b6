import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import { fileTypeFromBuffer } from 'file-type'
import { type CodeErreur, GrappeError } from '#contract/errors.ts'
import type { Cellule } from '#domain/champs/champ.ts'
import { analyseVide, type EtatLecture, ecrireAnalyse } from '#domain/preuves/analyse.ts'
import { lireFichier } from '../import/lire-fichier.ts'
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
  const extension = nom.split('.').at(-1)?.toLowerCase() ?? ''
  const type = (await fileTypeFromBuffer(bytes))?.mime ?? typesParExtension[extension] ?? null
  return { nom, bytes, type, sha256: createHash('sha256').update(bytes).digest('hex') }
}

/** Why a file that was examined cannot be attached; null when it can. */
export const refusDe = (examen: Examen): GrappeError | null => (examen.etat === 'lu' ? null : new GrappeError(refus[examen.etat], examen.cause))

/** Cells that say what was read in a PDF. */
export const cellulesExamen = (examen: Examen, sha256: string): Readonly<Record<string, Cellule>> =>
  examen.etat === 'lu'
    ? { pages: examen.pages, texteLisible: examen.texteLisible ? 'oui' : 'non', ...(examen.analyse === null ? {} : { analyse: examen.analyse }) }
    : { analyse: ecrireAnalyse(analyseVide(examen.etat, 0, sha256)) }
