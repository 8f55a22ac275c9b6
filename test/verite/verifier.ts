import { attendus } from './attendu/registre.ts'
import { valeursDe } from './dossier-lu.ts'
import type { Quoi } from './elements.ts'
import { contexte, type Fabrique, nomFichier, type Produite } from './fabriquer.ts'
import { mots } from './mots.ts'
import { verifierPdf } from './verifier-pdf.ts'
import { verifierXlsx } from './verifier-xlsx.ts'

const valeurs = new WeakMap<object, readonly (readonly string[])[]>()

export interface FichierLu {
  readonly lot: string
  readonly base: string
  readonly sorte: 'pdf' | 'xlsx'
  /** As its footer names it. */
  readonly nom: string
  readonly brouillon: boolean
}

/** Everything that differs between the bytes of a file and what the exported JSON says they must be. */
export async function verifierFichier({ lu, modifies }: Pick<Fabrique, 'lu' | 'modifies'>, fichier: FichierLu, octets: Uint8Array): Promise<readonly string[]> {
  const { lot, base, sorte, nom, brouillon } = fichier
  const attendu = attendus.find((a) => a.base.test(base) && a[sorte] !== undefined)
  if (!attendu) return [`${nom} : aucune attente`]
  const modifie = modifies.includes(base)
  const quoi: Quoi = { lot, base, modifie, ...contexte }
  if (sorte === 'xlsx') return verifierXlsx(octets, attendu.xlsx!(lu, quoi))
  const connues = valeurs.get(lu) ?? valeursDe(lu, mots)
  valeurs.set(lu, connues)
  const { version } = contexte
  return verifierPdf({ octets, attendu: attendu.pdf!(lu, quoi), grappe: lu.grappe.nom, nomFichier: nom, version, modifie, brouillon, valeurs: connues })
}

/** The same for a production rendered alone. */
export const verifier = (fabrique: Pick<Fabrique, 'lu' | 'modifies'>, { lot, production: p }: Produite, octets: Uint8Array): Promise<readonly string[]> =>
  verifierFichier(fabrique, { lot, base: p.base, sorte: p.sorte, nom: nomFichier(p), brouillon: false }, octets)
