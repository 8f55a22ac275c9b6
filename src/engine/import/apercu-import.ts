import { GrappeError } from '#contract/errors.ts'
import { lireMarque } from '#documents/collecte/format-releves.ts'
import type { Dossier } from '#domain/dossier.ts'
import type { Apercu, ChoixColonnes } from './apercu.ts'
import { apercuFiness } from './apercu-finess.ts'
import { vocabulaireDepenses } from './colonnes-depense.ts'
import { lireFiness } from './finess.ts'
import { lireTable } from './lire-table.ts'
import { apercuListe } from './liste-essms.ts'
import { vocabulaireOrganismes } from './liste-organismes.ts'
import type { Registre } from './registre-finess.ts'
import type { Table } from './table.ts'

/** A file read for an import: an official register, or a list whose columns are to be matched. */
export type SourceImport = { readonly registre: Registre } | { readonly table: Table }

/** Reads a list or a FINESS extract; `progres` gets bytes read. */
export async function lireSource(chemin: string, progres?: (octets: number) => void): Promise<SourceImport> {
  const registre = await lireFiness(chemin, progres)
  if (registre) return { registre }
  const table = await lireTable(chemin)
  if (table.rangees.slice(0, 10).some(({ cellules }) => cellules.some((c) => lireMarque(c) !== null)))
    throw new GrappeError('import-impossible', 'c’est un classeur de relevés : reprenez-le depuis la collecte')
  return { table }
}

/** A list of expenses or of organismes; `Table` only, no register is read for them. */
export const lireSourceListe = async (chemin: string, nom: 'depense' | 'organisme'): Promise<SourceImport> => ({
  table: await lireTable(chemin, nom === 'depense' ? vocabulaireDepenses : vocabulaireOrganismes)
})

/** What was typed over a cell of the file before accepting it: the file itself is never changed. */
export type Corrections = readonly { readonly numero: number; readonly colonne: number; readonly valeur: string }[]

/** The table with its corrected cells. */
export function corrigerTable(table: Table, corrections: Corrections): Table {
  if (corrections.length === 0) return table
  const parLigne = new Map<number, Map<number, string>>()
  for (const { numero, colonne, valeur } of corrections) parLigne.set(numero, (parLigne.get(numero) ?? new Map()).set(colonne, valeur))
  return {
    ...table,
    rangees: table.rangees.map((rangee) => {
      const siennes = parLigne.get(rangee.numero)
      if (!siennes) return rangee
      const largeur = Math.max(rangee.cellules.length, ...[...siennes.keys()].map((c) => c + 1))
      return { numero: rangee.numero, cellules: Array.from({ length: largeur }, (_, i) => siennes.get(i) ?? rangee.cellules[i] ?? '') }
    })
  }
}

/** What accepting this import would do to the dossier; nothing is written. `exiger`: refuses a list whose columns are not all there. */
export const apercuImport = (source: SourceImport, dossier: Dossier, choix: ChoixColonnes | null, exiger: boolean): Apercu =>
  'registre' in source ? apercuFiness(source.registre, dossier, choix) : apercuListe(source.table, dossier, choix, exiger)
