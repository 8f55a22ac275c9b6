import { setImmediate as laisserPasser } from 'node:timers/promises'
import { GrappeError } from '#contract/errors.ts'
import { docSommaire } from '#documents/cloture/preuves-doc.ts'
import type { FichierEcrit } from '#documents/lot/bordereau.ts'
import type { Production } from '#documents/production.ts'
import { extensionOf } from '#domain/catalogue/plateformes.ts'
import { etAutres } from '#domain/completude/accord.ts'
import { porteurDe } from '#domain/dossier.ts'
import type { Modele } from '#domain/modele.ts'
import type { PieceJointe } from '#domain/piece-jointe.ts'
import { remplirModele } from '../modeles/modele-ouvert.ts'
import { textesImpossibles } from '../render/caracteres-absents.ts'
import { renderPdf } from '../render/pdf/render-pdf.ts'
import { renderXlsx } from '../render/xlsx/render-xlsx.ts'
import { zipEnMemoire } from './archive-zip.ts'
import type { DemandeProduction } from './demande.ts'
import { fusionnerPdf, type PartieFusion, type PartiePlacee } from './fusion-pdf.ts'
import { estDuType } from './lecture-fichier.ts'
import { sha256Hex } from './manifeste.ts'
import { nomFichier, nomsUniques } from './nom-fichier.ts'
import { createRattachements } from './prevu.ts'

/** Documents named for one text that cannot be printed. */
const documentsCites = 2

/** A file in memory, before it has a name. */
export interface Produit {
  readonly octets: Uint8Array
  readonly pages: number | null
  readonly origine: FichierEcrit['origine']
  readonly signe: boolean
}

/** Makes the bytes of each sort of file of one bundle. */
export function createFabrique({ dossier, etat, contexte, lireBlob, rendu, lecteur, aide }: DemandeProduction) {
  const rattachementsDe = createRattachements(dossier)
  const aideRendu = { verifierAnnulation: aide.verifierAnnulation }
  /** Documents that hold each text that cannot be printed: it is corrected once. */
  const impossibles = new Map<string, Set<string>>()
  /** Notes what cannot be printed; a draft shows a square in its place. */
  const noterImpossibles = (nomFinal: string, textes: readonly string[]) => {
    if (etat === 'pret') for (const t of textes) impossibles.set(t, (impossibles.get(t) ?? new Set()).add(nomFinal))
  }
  /** Refuses a final bundle that would hold a square or a question mark instead of what was typed, every text at once. */
  const refuserImpossibles = () => {
    if (impossibles.size === 0) return
    const lignes = [...impossibles].map(([texte, documents]) => {
      const [noms, reste] = [[...documents].sort().slice(0, documentsCites), documents.size - documentsCites]
      return `${texte}, dans ${noms.join(', ')}${reste > 0 ? ` ${etAutres(reste)}` : ''}`
    })
    throw new GrappeError('caractere-impossible', '', lignes)
  }
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

  /** `suite`: pages of attached files that follow, counted in the footer. */
  async function rendre(production: Production, nomFichierFinal: string, suite = 0): Promise<Produit> {
    if (production.sorte === 'xlsx') return { octets: await renderXlsx(production.classeur, { aide }), pages: null, origine: 'genere', signe: false }
    const { bytes, pages, glyphesAbsents } = await renderPdf(production.doc, {
      fonts: rendu.fonts,
      nomFichier: nomFichierFinal,
      brouillon: etat === 'brouillon',
      suite,
      version: contexte.version,
      aide: aideRendu
    })
    noterImpossibles(nomFichierFinal, textesImpossibles(production.doc, glyphesAbsents))
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

  /** The summary before attached files; its own length moves what it announces. */
  async function sommaire(
    titre: string,
    nomFichierFinal: string,
    places: readonly PartiePlacee[],
    piece: (p: PartieFusion) => PieceJointe
  ): Promise<Uint8Array> {
    const suite = places.reduce((n, p) => n + p.pages, 0)
    for (let propres = 1; ; ) {
      const entrees = places.map(({ partie, pages, avant }) => ({
        pour: rattachementsDe(piece(partie)),
        fichier: partie.titre,
        pages,
        page: propres + avant + 1
      }))
      const { octets, pages } = await rendre({ sorte: 'pdf', base: 'Sommaire', doc: docSommaire(dossier, contexte, titre, entrees) }, nomFichierFinal, suite)
      if (pages === null || pages <= propres) return octets
      propres = pages
    }
  }

  /** Attached PDFs put together; those that cannot be come back, to go as they are in a ZIP. */
  async function fusionner(
    pieces: readonly PieceJointe[],
    titre: string,
    nomFichierFinal: string
  ): Promise<{ readonly produit: Produit | null; readonly restent: readonly PieceJointe[] }> {
    const parties = new Map<PartieFusion, PieceJointe>()
    for (const p of pieces)
      parties.set({ groupes: rattachementsDe(p).map(({ nom }) => nom), titre: p.nom ?? 'sans nom', octets: () => octetsDe(p), pages: p.pages }, p)
    const pieceDe = (partie: PartieFusion) => parties.get(partie) as PieceJointe
    const fusion = await fusionnerPdf({
      lecteur,
      options: { titre, porteur: porteurDe(dossier)?.raisonSociale ?? '', date: contexte.date, version: contexte.version },
      parties: [...parties.keys()],
      couverture: (places) => sommaire(titre, nomFichierFinal, places, pieceDe),
      souffle
    })
    const restent = fusion.ecartees.map((e) => pieceDe(e.partie))
    return { produit: fusion.pages ? { octets: fusion.octets, pages: fusion.pages, origine: 'assemble', signe: false } : null, restent }
  }

  const pagesDe = async (nom: string, octets: Uint8Array) => (extensionOf(nom) === 'pdf' ? lecteur.compterPages(octets) : null)

  async function joindre(piece: PieceJointe, nom: string, signe: boolean): Promise<Produit> {
    const octets = await octetsDe(piece)
    if (!estDuType(nom, octets) && etat === 'pret')
      throw new GrappeError('relecture-echouee', `« ${piece.nom ?? nom} » : le contenu n’est pas du type annoncé par l’extension`)
    return { octets, pages: (await pagesDe(nom, octets)) ?? piece.pages, origine: 'joint', signe }
  }

  async function remplir(modele: Modele, nomFichierFinal: string): Promise<Produit> {
    const octets = modele.sha256 === null ? null : await lireBlob(modele.sha256)
    if (!octets) throw new GrappeError('relecture-echouee', `le modèle « ${modele.nom ?? 'sans nom'} » est absent du dossier`)
    const copie = await remplirModele(modele, octets, dossier, rendu.fonts.normal.octets)
    noterImpossibles(nomFichierFinal, copie.impossibles)
    return { octets: copie.octets, pages: await pagesDe(`copie.${copie.extension}`, copie.octets), origine: 'complete', signe: false }
  }

  return { souffle, refuserImpossibles, rendre, archiver, fusionner, joindre, remplir }
}
