import type { Production } from '#documents/production.ts'
import { productionsDuLot } from '#documents/registre.ts'
import { type Dossier, foldDossier } from '#domain/dossier.ts'
import type { OptionsExemple } from '#domain/exemple/exemple.ts'
import { type Lot, lots } from '#domain/lot.ts'
import { createReplique } from '#engine/db/fixtures/banc.ts'
import type { Journal } from '#engine/db/journal.ts'
import { ecrireExemple } from '#engine/exemple/ecrire-exemple.ts'
import { exporterDossier } from '#engine/import/dossier-json.ts'
import { loadFonts } from '#engine/render/pdf/faces.ts'
import { renderPdf } from '#engine/render/pdf/render-pdf.ts'
import { renderXlsx } from '#engine/render/xlsx/render-xlsx.ts'
import { type DossierLu, lireDossier } from './dossier-lu.ts'

export const contexte = { date: '2026-11-21', version: '0.1.0' } as const
const fonts = loadFonts(new URL('../../resources/fonts', import.meta.url).pathname)
export const rendu = { fonts }

export interface Graine extends OptionsExemple {
  readonly nom: string
  /** Edits made in the journal after the example is written. */
  readonly retouches?: (journal: Journal, dossier: Dossier) => void
  /** Documents to sign whose data the edits change. */
  readonly modifies?: readonly string[]
}

export interface Fabrique {
  readonly dossier: Dossier
  readonly journal: Journal
  /** What the exporter says: the only source of expected values. */
  readonly lu: DossierLu
  readonly modifies: readonly string[]
}

/** An example written in a journal, folded, and exported. */
export function fabriquer({ retouches, modifies = [], ...options }: Graine): Fabrique {
  const { journal } = createReplique(options.nom)
  ecrireExemple(journal, { essms: options.essms, graine: options.graine, ...(options.outreMer ? { outreMer: true } : {}), incomplet: false })
  const plier = () => foldDossier(journal.projet, journal.lireLignes(), journal.lireConflits())
  retouches?.(journal, plier())
  const dossier = plier()
  return { dossier, journal, modifies, lu: lireDossier(exporterDossier(dossier, journal)) }
}

export interface Produite {
  readonly lot: Lot
  readonly production: Production
}
/** Every document of the six bundles, those that a signed copy replaces included. */
export const produire = (dossier: Dossier): readonly Produite[] =>
  lots.flatMap((lot) => productionsDuLot(dossier, lot, contexte).map(({ production }) => ({ lot, production })))

export const nomFichier = (p: Production): string => `${p.base}.${p.sorte}`

export async function octetsDe(p: Production): Promise<Uint8Array> {
  if (p.sorte === 'xlsx') return renderXlsx(p.classeur)
  return (await renderPdf(p.doc, { fonts, nomFichier: nomFichier(p), brouillon: false, version: contexte.version })).bytes
}
