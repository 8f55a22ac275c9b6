import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { chmod, copyFile, open, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { GrappeError } from '#contract/errors.ts'
import type { Aide } from '#contract/rpc.ts'
import type { Depot } from '#domain/depot.ts'
import type { Dossier } from '#domain/dossier.ts'
import { formatDate } from '#domain/format.ts'
import type { Journal } from '../../db/journal.ts'
import { fabriquerCopie, oublierCopie } from '../../partage/ecrire-copie.ts'
import { elagageComplet } from '../../partage/filtres.ts'
import { roleDe } from '../../partage/role.ts'
import type { LecteurIsole } from '../../preuves/lecteur-isole.ts'
import { ecrireZip } from '../archive-zip.ts'
import { commencerEcriture, enErreurDestination } from '../ecrire.ts'
import { empreinteDossier, nomManifeste } from '../manifeste.ts'
import { ascii, nomFichier } from '../nom-fichier.ts'
import { manifesteDuLot, relireLot } from '../relire.ts'
import { ecrireManifesteArchive, type FichierArchive, nomManifesteArchive } from './manifeste-archive.ts'
import { verifierArchive } from './verifier-archive.ts'

export interface DemandeArchive {
  readonly journal: Journal
  readonly dossier: Dossier
  /** Folder or ZIP of the closure bundle that was deposited. */
  readonly lot: string
  /** The deposit it was made for; null when it was not recorded. */
  readonly depot: Depot | null
  /** Existing folder that receives the archive. */
  readonly destination: string
  readonly contexte: { readonly date: string; readonly version: string }
  readonly profil: string
  readonly lecteur: LecteurIsole
  readonly aide: Aide
}

const nomDepot = 'Cloture_deposee.zip'
const nomLisezMoi = 'LISEZ-MOI.txt'

async function empreinteFichier(chemin: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(chemin), hash)
  return hash.digest('hex')
}

async function synchroniser(chemin: string): Promise<void> {
  const fichier = await open(chemin, 'r+')
  try {
    await fichier.sync()
  } finally {
    await fichier.close()
  }
}

const lisezMoi = (demande: DemandeArchive, fichiers: readonly FichierArchive[]): string =>
  [
    `Copie d’archive – ${demande.dossier.grappe.nom ?? 'grappe'}`,
    `Faite le ${formatDate(demande.contexte.date)} par Grappe ${demande.contexte.version}.`,
    ...(demande.depot?.date
      ? [`Clôture déposée le ${formatDate(demande.depot.date)}${demande.depot.reference ? `, référence ${demande.depot.reference}` : ''}.`]
      : []),
    '',
    'Ce dossier est en lecture seule. Gardez-le entier, avec les justificatifs d’origine, aussi longtemps que votre convention le demande.',
    '',
    ...fichiers.map((f) => `- ${f.nom} : ${f.quoi} (SHA-256 ${f.sha256})`),
    '',
    'Pour vérifier plus tard que rien n’a changé : ouvrez Grappe, « Clôture », « Vérifier une archive… ».',
    ''
  ].join('\r\n')

/**
 * Keeps a closure as it was deposited: the whole dossier with its history, the very files that were uploaded, what lists them, all read-only,
 * then read again. A bundle that is a draft, of another grappe, or no longer as Grappe wrote it is refused, and nothing is left.
 */
export async function archiverDossier(demande: DemandeArchive) {
  const { journal, dossier, lot, depot, destination, contexte, profil, lecteur, aide } = demande
  aide.progres(0, 4, 'Relecture du dossier déposé')
  const m = await manifesteDuLot(lot)
  if (m.lot !== 'cloture') throw new GrappeError('format-refuse', 'ce n’est pas un dossier de clôture')
  if (m.grappe.projet !== dossier.projet) throw new GrappeError('autre-grappe')
  if (m.etat !== 'pret') throw new GrappeError('format-refuse', 'c’est un brouillon, il n’a pas pu être déposé')
  const relecture = await relireLot(lot, lecteur, { verifierAnnulation: aide.verifierAnnulation })
  if (!relecture.ok) throw new GrappeError('relecture-echouee', 'le dossier déposé n’est plus tel que Grappe l’a écrit', relecture.ecarts)

  aide.progres(1, 4, 'Copie du dossier')
  const copie = await fabriquerCopie(journal.db, { role: roleDe(journal.db), elagage: elagageComplet(journal.lireLignes()) }, profil)
  const nom = `Archive_${nomFichier(dossier.grappe.nom ?? 'Grappe', '', 44)}_${ascii(contexte.date)}`
  try {
    const besoin = (await stat(copie)).size + m.fichiers.reduce((n, f) => n + f.taille, 0) + 10_000_000
    const ecriture = await commencerEcriture(destination, nom, besoin)
    try {
      const fichiers: FichierArchive[] = []
      const noter = async (nomFinal: string, quoi: string) => {
        const chemin = join(ecriture.dossier, nomFinal)
        await synchroniser(chemin)
        fichiers.push({ nom: nomFinal, quoi, taille: (await stat(chemin)).size, sha256: await empreinteFichier(chemin) })
        aide.verifierAnnulation()
      }
      const nomDossier = nomFichier(dossier.grappe.nom ?? 'Grappe', 'db')
      await copyFile(copie, join(ecriture.dossier, nomDossier))
      await noter(nomDossier, 'le dossier entier, avec son historique et ses fichiers joints')
      aide.progres(2, 4, 'Copie de ce qui a été déposé')
      const noms = [...m.fichiers.map((f) => f.nom), nomManifeste]
      if ((await stat(lot)).isDirectory())
        await ecrireZip(
          join(ecriture.dossier, nomDepot),
          noms.map((n) => ({ nom: n, contenu: join(lot, n) }))
        )
      else await copyFile(lot, join(ecriture.dossier, nomDepot))
      await noter(nomDepot, 'les fichiers déposés, octet pour octet')
      await ecriture.ecrire(nomLisezMoi, Buffer.from(lisezMoi(demande, fichiers)))
      await noter(nomLisezMoi, 'ce que contient l’archive')
      await ecriture.ecrire(nomManifesteArchive, ecrireManifesteArchive({ dossier, empreinte: empreinteDossier(dossier), depot, contexte, fichiers }))
      aide.progres(3, 4, 'Vérification de l’archive')
      const verifiee = await verifierArchive(ecriture.dossier, { profil, lecteur, aide: { verifierAnnulation: aide.verifierAnnulation } })
      if (!verifiee.ok) throw new GrappeError('relecture-echouee', '', verifiee.ecarts)
      await ecriture.fixer()
      for (const entree of await readdir(ecriture.dossier)) await chmod(join(ecriture.dossier, entree), 0o444)
      const chemin = await ecriture.validerDossier()
      aide.progres(4, 4, 'Terminé')
      return { dossier: nom, chemin, fichiers }
    } catch (error) {
      await ecriture.abandonner()
      throw enErreurDestination(error)
    }
  } finally {
    oublierCopie(copie)
  }
}
