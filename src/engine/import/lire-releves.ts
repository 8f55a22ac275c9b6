import { readdirSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { GrappeError } from '#contract/errors.ts'
import type { Dossier } from '#domain/dossier.ts'
import { compareTexte } from '#domain/format.ts'
import { lireClasseurReleves } from './classeur-releves.ts'
import { devinerSeparateur, lireCsv } from './lire-csv.ts'
import { decoder, lireFichier } from './lire-fichier.ts'
import { refusDeListe } from './lire-table.ts'
import { type FeuilleLue, lireXlsx } from './lire-xlsx.ts'
import { lireListeReleves, nombreChampsReleve, type OptionsListe } from './liste-releves.ts'
import type { FichierReleves } from './releves-lus.ts'
import type { Rangee } from './table.ts'

/** A file read once, before it is known what it says. */
export type SourceReleves =
  | { readonly nom: string; readonly feuilles: readonly FeuilleLue[] }
  | { readonly nom: string; readonly rangees: readonly Rangee[] }
  | { readonly nom: string; readonly refus: string }

/** Files accepted at once. */
export const fichiersMax = 500

/** A folder stands for its workbooks and lists, in alphabetical order, those of another format too, to be refused by name; files that spreadsheets keep open are left out. */
export function fichiersDe(chemin: string): readonly string[] {
  const stat = statSync(chemin, { throwIfNoEntry: false })
  if (!stat) throw new GrappeError('fichier-introuvable')
  if (!stat.isDirectory()) return [chemin]
  const noms = readdirSync(chemin, { withFileTypes: true }).filter((e) => e.isFile() && /^[^~.].*\.(?:xlsx|xls|ods|csv|txt)$/iu.test(e.name))
  if (noms.length === 0) throw new GrappeError('import-impossible', 'ce dossier ne contient aucun classeur')
  return noms
    .map((e) => e.name)
    .sort(compareTexte)
    .map((nom) => join(chemin, nom))
}

const isZip = (bytes: Uint8Array) => bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03 && bytes[3] === 0x04
const rangeesTexte = (texte: string): readonly Rangee[] => lireCsv(texte, devinerSeparateur(texte, nombreChampsReleve))

/** Reads one file; a file that cannot be read is refused by itself, the others go on. */
export async function lireSourceReleves(chemin: string): Promise<SourceReleves> {
  const nom = basename(chemin)
  try {
    const bytes = lireFichier(chemin)
    if (isZip(bytes)) return { nom, feuilles: await lireXlsx(bytes) }
    const refus = refusDeListe(bytes)
    return refus === null ? { nom, rangees: rangeesTexte(decoder(bytes)) } : { nom, refus }
  } catch (error) {
    if (error instanceof GrappeError) return { nom, refus: error.message }
    throw error
  }
}

/** Cells pasted from a spreadsheet. */
export const lireTexteReleves = (texte: string): SourceReleves => ({ nom: 'Texte collé', rangees: rangeesTexte(texte) })

/** What a source says of the relevés of a dossier: a workbook that came back, or a list. */
export function relevesDe(source: SourceReleves, dossier: Dossier, options: OptionsListe): FichierReleves {
  const { nom } = source
  if ('refus' in source) return { nom, sorte: 'liste', periode: null, refus: source.refus, releves: [], colonnes: [] }
  if ('rangees' in source) return lireListeReleves(nom, source.rangees, dossier, options)
  const classeur = lireClasseurReleves(nom, source.feuilles, dossier)
  if (classeur) return classeur
  const [meilleure] = source.feuilles.toSorted((a, b) => nombreChampsReleve(b.rangees) - nombreChampsReleve(a.rangees))
  return lireListeReleves(nom, meilleure?.rangees ?? [], dossier, options)
}
