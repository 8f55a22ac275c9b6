import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate as laisserPasser } from 'node:timers/promises'
import { GrappeError } from '#contract/errors.ts'
import { docBordereau, type FichierEcrit } from '#documents/lot/bordereau.ts'
import { type ChampLot, champBordereau } from '#documents/lot/champs.ts'
import type { Dossier } from '#domain/dossier.ts'
import type { Lot } from '#domain/lot.ts'
import type { PieceJointe } from '#domain/piece-jointe.ts'
import { lecteurInterruptible } from '../preuves/lecteur-interruptible.ts'
import type { PieceEml } from '../render/eml.ts'
import { ecrireZip } from './archive-zip.ts'
import { courriels } from './courriels.ts'
import { deFront } from './de-front.ts'
import type { DemandeProduction } from './demande.ts'
import { commencerEcriture, type Ecriture, enErreurDestination } from './ecrire.ts'
import { createFabrique, type Produit } from './fabrique.ts'
import { ecrireManifeste, empreinteDossier, nomManifeste, sha256Hex } from './manifeste.ts'
import { ascii, nomFichier } from './nom-fichier.ts'
import type { FichierPrevu } from './prevu.ts'
import { createFile, createRelecture, type FileDAttente } from './relecture.ts'

/** What `lot.generer` answers, with paths instead of the opaque handle. */
export interface ResultatProduction {
  readonly lot: Lot
  readonly etat: 'pret' | 'brouillon'
  /** Name of the folder, and its path. */
  readonly dossier: string
  readonly chemin: string
  readonly zip: string
  readonly cheminZip: string
  readonly fichiers: { nom: string; champ: string; titre: string; pages: number | null; taille: number; sha256: string; origine: 'genere' | 'joint' }[]
  readonly pages: number
  readonly cellules: number
  readonly dureeMs: number
}

const abrege: Readonly<Record<Lot, string>> = {
  galis: 'GALIS',
  complement: 'Complements',
  va: 'VA',
  'etat-des-lieux': 'Etat_des_lieux',
  vsr: 'VSR',
  cloture: 'Cloture'
}

/** Folder of a bundle, 80 characters at most: `GALIS_Grappe_des_Trois_Vallees_2026-11-21`, with `_BROUILLON` for a draft. */
export function nomDuLot(dossier: Dossier, lot: Lot, etat: 'pret' | 'brouillon', date: string): string {
  const grappe = nomFichier(dossier.grappe.nom ?? 'Grappe', '', 44)
  return `${abrege[lot]}_${grappe}_${ascii(date)}${etat === 'brouillon' ? '_BROUILLON' : ''}`
}

/**
 * Writes a planned bundle: every file, the bordereau, the manifest, the ZIP; reads all of it again; then only gives
 * folder and ZIP their names. Stopped or failed, it leaves nothing behind.
 */
export async function produireLot({ lecteur, ...reste }: DemandeProduction): Promise<ResultatProduction> {
  const demande = { ...reste, lecteur: lecteurInterruptible(lecteur, reste.aide) }
  const { dossier, plan, etat, manques, destination, contexte, aide } = demande
  const depart = performance.now()
  const fabrique = createFabrique(demande)
  const joints = plan.fichiers.reduce((n, { source }) => n + taillePrevue(source), 0)
  const nom = nomDuLot(dossier, plan.lot, etat, contexte.date)
  // Files and their ZIP; drafts of a mailing hold them once more, in base64, in both.
  const parFichier = plan.fichiers.some(({ source }) => source.s === 'courriel') ? 5 : 2
  const ecriture = await commencerEcriture(destination, nom, joints * parFichier + 10_000_000)
  try {
    const fichiers: FichierEcrit[] = []
    const relecture = createRelecture(ecriture.dossier, demande)
    // Files are counted, as the window and the bordereau count them; the last steps come once all are there.
    const total = plan.fichiers.length
    const ajouter = async (champ: ChampLot, titre: string, nomFinal: string, { octets, pages, origine, signe }: Produit) => {
      await ecriture.ecrire(nomFinal, octets)
      const { code, titre: titreChamp, depose } = champ
      const fichier = { nom: nomFinal, champ: code, titreChamp, titre, depose, origine, signe, pages, taille: octets.length, sha256: sha256Hex(octets) }
      fichiers.push(fichier)
      return fichier
    }
    const restes = new Map<ChampLot, PieceJointe[]>()
    /** The bytes of a planned file; null when none of what it was to hold could be put together. */
    const faire = async ({ champ, titre, nom: nomFinal, source }: FichierPrevu): Promise<Produit | null> => {
      if (source.s === 'joint') return fabrique.joindre(source.piece, nomFinal, source.signe)
      if (source.s === 'modele') return fabrique.remplir(source.modele, nomFinal)
      if (source.s === 'archive') return { octets: await fabrique.archiver(source.pieces), pages: null, origine: 'assemble', signe: true }
      if (source.s === 'fusion') {
        const { produit, restent } = await fabrique.fusionner(source.pieces, source.titre, nomFinal)
        if (restent.length) restes.set(champ, [...(restes.get(champ) ?? []), ...restent])
        return produit
      }
      if (source.s === 'courriel') throw new Error(`made last: ${titre}`)
      relecture.attendre(nomFinal, source.production)
      return fabrique.rendre(source.production, nomFinal)
    }
    let faits = 0
    /** Makes files one after the other; each is written while the next is made, then handed over to be read again. */
    const produire = async (prevus: readonly FichierPrevu[], { deposer, fermer }: FileDAttente, verifier: () => void) => {
      let ecrit: Promise<void> = Promise.resolve()
      try {
        for (const prevu of prevus) {
          await laisserPasser()
          verifier()
          aide.progres(faits++, total, prevu.titre)
          const [produit] = await Promise.all([faire(prevu), ecrit])
          if (produit) ecrit = ajouter(prevu.champ, prevu.titre, prevu.nom, produit).then(deposer)
        }
      } finally {
        await ecrit.finally(fermer)
      }
    }
    // What is made here, and what is mostly done in the reader's thread, at the same time; each is read again as soon as it is there, our
    // documents by whoever is free. Drafts of e-mails come last: they attach the others.
    const {
      genere = [],
      courriel = [],
      attache = []
    } = Object.groupBy(plan.fichiers, ({ source: { s } }) => (s === 'genere' || s === 'courriel' ? s : 'attache'))
    const [documents, assembles] = [createFile(), createFile()]
    let empreinte = ''
    await deFront(aide, [
      async (verifier) => {
        await produire(genere, documents, verifier)
        await relecture.lire(documents, 'ici', verifier)
        empreinte = empreinteDossier(dossier)
      },
      async (verifier) => {
        await produire(attache, assembles, verifier)
        await relecture.lire(documents, 'lecteur', verifier)
      },
      (verifier) => relecture.lire(assembles, 'lecteur', verifier)
    ])
    fabrique.refuserImpossibles()
    for (const [champ, pieces] of restes)
      await ajouter(champ, `${champ.titre} – fichiers d’origine`, ...(await autresFichiers(fabrique.archiver, champ, pieces)))
    const ordre = new Map(plan.fichiers.map((f, i) => [f.nom, i]))
    // Back in the order of the plan; what it did not name stays at the end.
    const ranger = () => fichiers.sort((x, y) => (ordre.get(x.nom) ?? plan.fichiers.length) - (ordre.get(y.nom) ?? plan.fichiers.length))
    ranger()
    for (const { champ, nom: prevu, source } of courriel) {
      if (source.s !== 'courriel') continue
      const message = etat === 'pret' ? source.message : { ...source.message, objet: `BROUILLON – ${source.message.objet}` }
      const pieces: PieceEml[] = []
      for (const f of fichiers) if (f.depose) pieces.push({ nom: f.nom, octets: await readFile(join(ecriture.dossier, f.nom)) })
      for (const { nom: nomFinal, titre, octets } of courriels(message, pieces, source.limiteMo, champ.numero)) {
        await ajouter(champ, titre, nomFinal, { octets, pages: null, origine: 'genere', signe: false })
        ordre.set(nomFinal, ordre.get(prevu) ?? 0)
      }
    }
    ranger()
    aide.progres(total, total, 'Bordereau')
    const doc = docBordereau(dossier, contexte, { lot: plan.lot, etat, fichiers, manques, refus: plan.refus })
    const nomBordereau = '00_Bordereau.pdf'
    const bordereau = await fabrique.rendre({ sorte: 'pdf', base: 'Bordereau', doc }, nomBordereau)
    fabrique.refuserImpossibles()
    await ajouter(champBordereau, doc.titre, nomBordereau, bordereau)
    fichiers.unshift(...fichiers.splice(-1))
    aide.progres(total, total, 'Relecture')
    await relecture.achever(fichiers, aide.verifierAnnulation)
    const { pages, cellules, ecarts } = relecture.bilan(fichiers)
    if (ecarts.length && etat === 'pret') throw new GrappeError('relecture-echouee', '', ecarts)
    await ecriture.ecrire(nomManifeste, ecrireManifeste({ dossier, empreinte, lot: plan.lot, etat, contexte, fichiers, pages, cellules }))
    aide.progres(total, total, 'Archive ZIP')
    await zipper(ecriture, [...fichiers.map((f) => f.nom), nomManifeste])
    await fabrique.souffle()
    const finals = await ecriture.valider()
    aide.progres(total, total, 'Terminé')
    return {
      lot: plan.lot,
      etat,
      dossier: nom,
      chemin: finals.dossier,
      zip: `${nom}.zip`,
      cheminZip: finals.zip,
      fichiers: fichiers.map((f) => ({
        nom: f.nom,
        champ: f.titreChamp,
        titre: f.titre,
        pages: f.pages,
        taille: f.taille,
        sha256: f.sha256,
        origine: f.origine === 'genere' || f.origine === 'complete' ? 'genere' : 'joint'
      })),
      pages,
      cellules,
      dureeMs: Math.round(performance.now() - depart)
    }
  } catch (error) {
    await ecriture.abandonner()
    throw enErreurDestination(error)
  }
}

const taillePrevue = (source: FichierPrevu['source']): number =>
  source.s === 'genere' || source.s === 'courriel'
    ? 0
    : source.s === 'modele'
      ? (source.modele.taille ?? 0)
      : source.s === 'joint'
        ? (source.piece.taille ?? 0)
        : source.pieces.reduce((n, p) => n + (p.taille ?? 0), 0)

/** A ZIP of the attached files that could not be put together. */
async function autresFichiers(archiver: (pieces: readonly PieceJointe[]) => Promise<Uint8Array>, champ: ChampLot, pieces: readonly PieceJointe[]) {
  const produit: Produit = { octets: await archiver(pieces), pages: null, origine: 'assemble', signe: false }
  return [nomFichier(`${champ.numero}-99_Fichiers_d_origine`, 'zip'), produit] as const
}

async function zipper(ecriture: Ecriture, noms: readonly string[]): Promise<void> {
  await ecrireZip(
    ecriture.zip,
    noms.map((nom) => ({ nom, contenu: join(ecriture.dossier, nom) }))
  )
}
