import { attendus } from './attendu/registre.ts'
import { valeursDe } from './dossier-lu.ts'
import type { Quoi } from './elements.ts'
import { contexte, type Fabrique, nomFichier, type Produite } from './fabriquer.ts'
import { mots } from './mots.ts'
import { verifierPdf } from './verifier-pdf.ts'
import { verifierXlsx } from './verifier-xlsx.ts'

const valeurs = new WeakMap<object, readonly (readonly string[])[]>()

/** Everything that differs between the bytes of a production and what the exported JSON says they must be. */
export async function verifier(
  { lu, modifies }: Pick<Fabrique, 'lu' | 'modifies'>,
  { lot, production }: Produite,
  octets: Uint8Array
): Promise<readonly string[]> {
  const attendu = attendus.find((a) => a.base.test(production.base) && a[production.sorte] !== undefined)
  if (!attendu) return [`${production.base}.${production.sorte} : aucune attente`]
  const modifie = modifies.includes(production.base)
  const quoi: Quoi = { lot, base: production.base, modifie, ...contexte }
  const connues = valeurs.get(lu) ?? valeursDe(lu, mots)
  valeurs.set(lu, connues)
  if (production.sorte === 'pdf') {
    const doc = attendu.pdf!(lu, quoi)
    return verifierPdf({
      octets,
      attendu: doc,
      grappe: lu.grappe.nom,
      nomFichier: nomFichier(production),
      version: contexte.version,
      modifie,
      valeurs: connues
    })
  }
  return verifierXlsx(octets, attendu.xlsx!(lu, quoi))
}
