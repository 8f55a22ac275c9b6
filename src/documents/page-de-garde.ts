import { codesInstruction } from '#domain/catalogue/codes-instruction.ts'
import { type Dossier, porteurDe } from '#domain/dossier.ts'
import type { Doc } from './doc.ts'
import type { Contexte } from './production.ts'

/** What one document adds to the common header. */
type Intitule = Pick<Doc, 'titre' | 'titreCourt' | 'sousTitre' | 'pour' | 'orientation' | 'sommaire' | 'codeDonnees' | 'mention'>

const aCompleter = 'à compléter'

export const libelleInstruction = (dossier: Dossier): string | null => codesInstruction.find(([code]) => code === dossier.grappe.instruction)?.[1] ?? null

/** Everything a document says about itself on its first page and in its margins. */
export function entete(dossier: Dossier, contexte: Contexte, intitule: Intitule): Omit<Doc, 'blocs'> {
  return {
    ...intitule,
    grappe: dossier.grappe.nom ?? aCompleter,
    porteur: porteurDe(dossier)?.raisonSociale ?? aCompleter,
    instruction: libelleInstruction(dossier),
    date: contexte.date
  }
}

/** The same, for a workbook. */
export const enteteClasseur = (dossier: Dossier, contexte: Contexte, titre: string) => ({
  titre,
  grappe: dossier.grappe.nom ?? aCompleter,
  porteur: porteurDe(dossier)?.raisonSociale ?? aCompleter,
  date: contexte.date
})
