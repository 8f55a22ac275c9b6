import { setImmediate as laisserPasser } from 'node:timers/promises'
import { GrappeError } from '#contract/errors.ts'
import type { FichierEcrit } from '#documents/lot/bordereau.ts'
import type { Production } from '#documents/production.ts'
import type { Modele } from '#domain/modele.ts'
import type { PieceJointe } from '#domain/piece-jointe.ts'
import { remplirModele } from '../modeles/modele-ouvert.ts'
import { renderPdf } from '../render/pdf/render-pdf.ts'
import { renderXlsx } from '../render/xlsx/render-xlsx.ts'
import { zipEnMemoire } from './archive-zip.ts'
import { fusionnerPdf } from './fusion-pdf.ts'
import { estDuType, pagesJointes } from './lecture-fichier.ts'
import { sha256Hex } from './manifeste.ts'
import { nomFichier, nomsUniques } from './nom-fichier.ts'
import type { DemandeProduction } from './produire.ts'

/** A file in memory, before it has a name. */
export interface Produit {
  readonly octets: Uint8Array
  readonly pages: number | null
  readonly origine: FichierEcrit['origine']
  readonly signe: boolean
}

/** Makes the bytes of each sort of file of one bundle. */
export function createFabrique({ dossier, etat, contexte, lireBlob, rendu, aide }: DemandeProduction) {
  const aideRendu = { verifierAnnulation: aide.verifierAnnulation }
  const souffle = async () => {
    await laisserPasser()
    aide.verifierAnnulation()
  }

  async function octetsDe(piece: PieceJointe): Promise<Uint8Array> {
    const nom = piece.nom ?? 'fichier joint'
    const octets = piece.sha256 === null ? null : await lireBlob(piece.sha256)
    if (!octets) throw new GrappeError('relecture-echouee', `le fichier joint « ${nom} » est absent du dossier`)
    if (sha256Hex(octets) !== piece.sha256) throw new GrappeError('relecture-echouee', `le fichier joint « ${nom} » est abîmé`)
    return octets
  }

  async function rendre(production: Production, nomFichierFinal: string): Promise<Produit> {
    if (production.sorte === 'xlsx') return { octets: await renderXlsx(production.classeur, { aide }), pages: null, origine: 'genere', signe: false }
    const { bytes, pages, glyphesAbsents } = await renderPdf(production.doc, {
      fonts: rendu.fonts,
      nomFichier: nomFichierFinal,
      brouillon: etat === 'brouillon',
      version: contexte.version,
      aide: aideRendu
    })
    if (glyphesAbsents.length && etat === 'pret')
      throw new GrappeError('relecture-echouee', `${nomFichierFinal} : caractère impossible à imprimer (${glyphesAbsents.slice(0, 5).join(' ')})`)
    return { octets: bytes, pages, origine: 'genere', signe: false }
  }

  async function archiver(pieces: readonly PieceJointe[]): Promise<Uint8Array> {
    const noms = nomsUniques(pieces.map((p) => nomFichier((p.nom ?? 'document').replace(/\.[^.]*$/u, ''), /\.([^.]+)$/u.exec(p.nom ?? '')?.[1] ?? 'pdf')))
    const entrees: { nom: string; contenu: Uint8Array }[] = []
    for (const [i, piece] of pieces.entries()) {
      await souffle()
      entrees.push({ nom: noms[i] ?? `document-${i}`, contenu: await octetsDe(piece) })
    }
    return zipEnMemoire(entrees)
  }

  /** Attached PDFs put together; those that cannot be come back, to go as they are in a ZIP. */
  async function fusionner(
    pieces: readonly PieceJointe[],
    titre: string
  ): Promise<{ readonly produit: Produit | null; readonly restent: readonly PieceJointe[] }> {
    const parties = []
    for (const piece of pieces) parties.push({ piece, titre: piece.nom ?? 'preuve', octets: await octetsDe(piece), pages: piece.pages })
    const fusion = await fusionnerPdf(titre, contexte.date, parties, souffle)
    const ecartees = new Set(fusion.ecartees.map((e) => e.partie))
    const restent = parties.filter((p) => ecartees.has(p)).map((p) => p.piece)
    return { produit: fusion.pages ? { octets: fusion.octets, pages: fusion.pages, origine: 'assemble', signe: false } : null, restent }
  }

  async function joindre(piece: PieceJointe, nom: string, signe: boolean): Promise<Produit> {
    const octets = await octetsDe(piece)
    if (!estDuType(nom, octets) && etat === 'pret')
      throw new GrappeError('relecture-echouee', `« ${piece.nom ?? nom} » : le contenu n’est pas du type annoncé par l’extension`)
    return { octets, pages: (await pagesJointes(nom, octets)) ?? piece.pages, origine: 'joint', signe }
  }

  async function remplir(modele: Modele): Promise<Produit> {
    const octets = modele.sha256 === null ? null : await lireBlob(modele.sha256)
    if (!octets) throw new GrappeError('relecture-echouee', `le modèle « ${modele.nom ?? 'sans nom'} » est absent du dossier`)
    const copie = await remplirModele(modele, octets, dossier, rendu.fonts.normal.octets)
    return { octets: copie.octets, pages: copie.extension === 'pdf' ? await pagesJointes('copie.pdf', copie.octets) : null, origine: 'complete', signe: false }
  }

  return { souffle, rendre, archiver, fusionner, joindre, remplir }
}
