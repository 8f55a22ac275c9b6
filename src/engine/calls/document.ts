import { basename, join } from 'node:path'
import { GrappeError } from '#contract/errors.ts'
import type { Aide, Handlers } from '#contract/rpc.ts'
import { codeDe, donneesSignees } from '#documents/code-donnees.ts'
import { differencesSignees } from '#documents/differences-signees.ts'
import { documentsHorsLot } from '#documents/hors-lot.ts'
import type { Contexte, Production } from '#documents/production.ts'
import { productionsDuLot } from '#documents/registre.ts'
import type { CleSignee } from '#domain/completude/collecteur.ts'
import type { Atelier } from '../atelier.ts'
import { retrouverEtat } from '../db/etat-passe.ts'
import { nomFichier } from '../lot/nom-fichier.ts'
import { textesImpossibles } from '../render/caracteres-absents.ts'
import { loadFonts } from '../render/pdf/faces.ts'
import { renderPdf } from '../render/pdf/render-pdf.ts'
import { renderXlsx } from '../render/xlsx/render-xlsx.ts'
import { ecrireDocument, placeDuDocument } from './ecrire-document.ts'

/** Documents written alone, outside their bundle, and what changed since they were signed. */
export function appelsDocument(atelier: Atelier): Pick<Handlers, 'document.ecrire' | 'document.du-lot' | 'signature.differences'> {
  const contexte = (): Contexte => ({ date: atelier.aujourdhui(), version: atelier.options.version })
  async function ecrire(production: Production, ref: string, aide: Aide) {
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
            version: contexte().version,
            aide
          })
    if (production.sorte === 'pdf' && 'glyphesAbsents' in rendu) {
      const impossibles = textesImpossibles(production.doc, rendu.glyphesAbsents)
      if (impossibles.length > 0) throw new GrappeError('caractere-impossible', '', impossibles)
    }
    await ecrireDocument(chemin, rendu.bytes)
    return { ref: atelier.nouvelleRef(chemin), nom, pages: rendu.pages, taille: rendu.bytes.length }
  }
  return {
    'document.ecrire': ({ document, ref }, aide) => ecrire(documentsHorsLot[document](atelier.dossier(), contexte()), ref, aide),
    'document.du-lot': async ({ lot, document, ref }, aide) => {
      const voulues = productionsDuLot(atelier.dossier(), lot, contexte()).filter((p) =>
        'pv' in document ? p.pv === document.pv : p.production.base === document.base
      )
      if (voulues.length === 0) throw new GrappeError('entite-inconnue')
      const fichiers = []
      for (const { production } of voulues) fichiers.push(await ecrire(production, ref, aide))
      return { fichiers }
    },
    'signature.differences': ({ id }) => {
      const dossier = atelier.dossier()
      const fichier = dossier.piecesJointes.find((p) => p.id === id)
      const code = fichier?.codeDonnees ?? null
      if (!fichier || code === null) throw new GrappeError('entite-inconnue')
      const cle: CleSignee = fichier.role === 'pv' ? `pv:${fichier.cible ?? ''}` : fichier.piece === 4 ? 'piece:4' : 'piece:3'
      const maintenant = donneesSignees(dossier, cle)
      const aujourdhui = codeDe(maintenant)
      if (aujourdhui === code) return { code, aujourdhui, modifie: false, instant: null, differences: [] }
      const passe = retrouverEtat(atelier.fichier().journal, (d) => codeDe(donneesSignees(d, cle)) === code)
      return {
        code,
        aujourdhui,
        modifie: true,
        instant: passe?.instant ?? null,
        differences: passe === null ? [] : differencesSignees(donneesSignees(passe.dossier, cle), maintenant).map((d) => ({ ...d }))
      }
    }
  }
}
