import { basename, join } from 'node:path'
import { GrappeError } from '#contract/errors.ts'
import type { Handlers } from '#contract/rpc.ts'
import { documentsHorsLot } from '#documents/hors-lot.ts'
import type { Atelier } from '../atelier.ts'
import { nomFichier } from '../lot/nom-fichier.ts'
import { loadFonts } from '../render/pdf/faces.ts'
import { renderPdf } from '../render/pdf/render-pdf.ts'
import { renderXlsx } from '../render/xlsx/render-xlsx.ts'
import { ecrireDocument, placeDuDocument } from './ecrire-document.ts'

/** Documents printed alone, outside the bundles. */
export function appelsDocument(atelier: Atelier): Pick<Handlers, 'document.ecrire'> {
  return {
    'document.ecrire': async ({ document, ref }, aide) => {
      const contexte = { date: atelier.aujourdhui(), version: atelier.options.version }
      const production = documentsHorsLot[document](atelier.dossier(), contexte)
      const chemin = placeDuDocument(atelier.chemin(ref), nomFichier(production.base, production.sorte))
      if (!chemin.toLowerCase().endsWith(`.${production.sorte}`)) throw new GrappeError('format-refuse', `un fichier .${production.sorte} est attendu`)
      const nom = basename(chemin)
      const rendu =
        production.sorte === 'xlsx'
          ? { bytes: await renderXlsx(production.classeur, { aide }), pages: null }
          : await renderPdf(production.doc, {
              fonts: loadFonts(join(atelier.options.ressources, 'fonts')),
              nomFichier: nom,
              brouillon: false,
              version: contexte.version,
              aide
            })
      await ecrireDocument(chemin, rendu.bytes)
      return { ref: atelier.nouvelleRef(chemin), nom, pages: rendu.pages, taille: rendu.bytes.length }
    }
  }
}
