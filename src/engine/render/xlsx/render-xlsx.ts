import { setImmediate as laisserPasser } from 'node:timers/promises'
import { zipSync } from 'fflate'
import type { Aide } from '#contract/rpc.ts'
import type { Classeur, Feuille } from '#documents/classeur.ts'
import { createChaines, createListes, partiesFixes, verifierNoms } from './classeur-xlsx.ts'
import { type Feuillet, feuilleXml } from './feuille-xlsx.ts'
import { createStyles } from './styles-xlsx.ts'

/**
 * A neutral workbook → XLSX bytes. Same tree, same bytes. Texts are always shared strings: no value of the
 * data can become a formula. Written directly (ECMA-376 part 1, transitional): five times faster than through
 * a general library, and reproducible without a second pass; see docs/adr/0010-workbooks-written-directly.md.
 */
export async function renderXlsx(classeur: Classeur, { aide }: { readonly aide?: Aide } = {}): Promise<Uint8Array> {
  verifierNoms(classeur.feuilles)
  const styles = createStyles()
  const chaines = createChaines()
  const listes = createListes()
  const feuilles: Feuille[] = [...classeur.feuilles]
  const parties: Record<string, Uint8Array> = {}
  const ecrire = async (feuille: Feuille, i: number) => {
    const blocs: Buffer[] = []
    const feuillet: Feuillet = { feuille, titre: classeur.titre, grappe: classeur.grappe, premiere: i === 0 }
    for (const xml of feuilleXml(feuillet, styles, chaines, listes)) {
      blocs.push(Buffer.from(xml))
      if (xml.length < 50_000) continue
      await laisserPasser()
      aide?.verifierAnnulation()
    }
    parties[`xl/worksheets/sheet${i + 1}.xml`] = Buffer.concat(blocs)
  }
  for (const [i, feuille] of classeur.feuilles.entries()) await ecrire(feuille, i)
  const cachee = listes.feuille()
  if (cachee) await ecrire(cachee, feuilles.push(cachee) - 1)
  const fixes = partiesFixes(feuilles, classeur.feuilles.length, classeur)
  const ordonnees: Record<string, Uint8Array> = {}
  for (const [chemin, xml] of Object.entries(fixes)) ordonnees[chemin] = Buffer.from(xml)
  ordonnees['xl/styles.xml'] = Buffer.from(styles.xml())
  ordonnees['xl/sharedStrings.xml'] = Buffer.from(chaines.xml())
  Object.assign(ordonnees, parties)
  await laisserPasser()
  aide?.verifierAnnulation()
  // The local-time constructor: fflate writes local fields, so the bytes do not depend on the time zone.
  return zipSync(ordonnees, { level: 4, mtime: new Date(1980, 0, 1) })
}
