import { basename } from 'node:path'
import type { Sortie } from '#contract/contract.ts'
import type { Handlers } from '#contract/rpc.ts'
import { optionsCompletude } from '#documents/code-donnees.ts'
import { accorde } from '#documents/libelles.ts'
import { completude } from '#domain/completude.ts'
import { formatDate, formatTaille } from '#domain/format.ts'
import { dossierRepris } from '#domain/reprise.ts'
import type { Atelier } from '../atelier.ts'
import { isEcrivable } from '../db/emplacement.ts'
import { creerFichier, ouvrirFichier, rouvrirDossier } from '../db/fichier.ts'
import type { FichierOuvert } from '../db/fichier-ouvert.ts'
import { ecrireExemple } from '../exemple/ecrire-exemple.ts'
import { exporterDossier, importerDossier } from '../import/dossier-json.ts'
import { deballer } from '../partage/deballer.ts'
import { nomDb } from '../partage/ecrire-copie.ts'
import { roleDe } from '../partage/role.ts'

type Appels = Pick<
  Handlers,
  | 'dossier.creer'
  | 'dossier.exemple'
  | 'dossier.reprendre'
  | 'dossier.ouvrir'
  | 'dossier.rouvrir'
  | 'dossier.lire'
  | 'dossier.fermer'
  | 'dossier.enregistrement'
  | 'dossier.publier'
  | 'dossier.verifier'
  | 'dossier.manques'
  | 'dossier.exporter'
>

export function appelsDossier(atelier: Atelier): Appels {
  const { options, profil } = atelier

  const optionsFichier = (progres?: (fait: number, total: number, texte: string) => void) => ({
    profil: options.profil,
    version: options.version,
    clock: options.clock,
    newId: options.newId,
    fuseauMin: -new Date(options.clock()).getTimezoneOffset(),
    auteur: () => profil.lire().auteur,
    ...(progres ? { progres } : {})
  })
  const session = (): Sortie<'dossier.lire'> => {
    const fichier = atelier.fichier()
    const { lignes, conflits } = atelier.lire()
    return {
      projet: fichier.projet,
      fichier: fichier.cheminUtilisateur === null ? null : basename(fichier.cheminUtilisateur),
      lectureSeule: fichier.lectureSeule,
      role: roleDe(fichier.journal.db),
      emplacement: fichier.cheminUtilisateur !== null && !isEcrivable(fichier.cheminUtilisateur) ? 'lecture-seule' : fichier.emplacement,
      lignes,
      conflits: [...conflits] as Sortie<'dossier.lire'>['conflits'],
      avertissements: [...fichier.avertissements]
    }
  }
  const retenir = (fichier: FichierOuvert) => {
    if (fichier.cheminUtilisateur !== null) profil.retenir(fichier.cheminUtilisateur, options.clock())
  }
  async function installer(fichier: FichierOuvert): Promise<Sortie<'dossier.lire'>> {
    atelier.placer(fichier)
    retenir(fichier)
    return session()
  }

  return {
    'dossier.creer': async ({ nom, ref }) => {
      const chemin = ref === null ? null : atelier.chemin(ref)
      await atelier.fermer()
      return installer(await creerFichier(chemin, nom, optionsFichier()))
    },
    'dossier.exemple': async ({ ref, incomplet, essms, graine, outreMer }) => {
      const chemin = ref === null ? null : atelier.chemin(ref)
      await atelier.fermer()
      const fichier = await creerFichier(null, 'Grappe d’exemple', optionsFichier())
      ecrireExemple(fichier.journal, { essms, graine, outreMer, incomplet })
      if (chemin !== null) await fichier.publier(chemin)
      return installer(fichier)
    },
    'dossier.reprendre': async ({ nom, ref }) => {
      const repris = dossierRepris(atelier.dossier())
      const chemin = ref === null ? null : atelier.chemin(ref)
      const fichier = await creerFichier(null, nom, optionsFichier())
      try {
        importerDossier(fichier.journal, repris)
        if (chemin !== null) await fichier.publier(chemin)
        await atelier.fermer()
      } catch (error) {
        await fichier.fermer()
        throw error
      }
      return installer(fichier)
    },
    'dossier.ouvrir': async ({ ref, phrase, copie }, { progres }) => {
      const chemin = atelier.chemin(ref)
      // Unwrapped before the open dossier is closed: a wrong phrase leaves the person where they were.
      const deballe = await deballer(chemin, phrase, options.profil)
      try {
        await atelier.fermer()
        const reglages = { lecture: copie === 'lecture', demander: copie === 'demander', ...(deballe.chemin === chemin ? {} : { sansPlace: nomDb(chemin) }) }
        return await installer(await ouvrirFichier(deballe.chemin, optionsFichier(progres), reglages))
      } finally {
        deballe.liberer()
      }
    },
    'dossier.rouvrir': async ({ projet }) => {
      if (atelier.projetOuvert() === projet) return session()
      // First, so that an unknown one leaves the open dossier as it is.
      const fichier = rouvrirDossier(projet, optionsFichier())
      await atelier.fermer()
      return installer(fichier)
    },
    'dossier.lire': session,
    'dossier.fermer': async () => {
      await atelier.fermer()
      return {}
    },
    'dossier.enregistrement': () => atelier.fichier().etatEnregistrement(),
    'dossier.publier': async ({ ref }) => {
      const fichier = atelier.fichier()
      const etat = ref === null ? await fichier.publier() : await fichier.publier(atelier.chemin(ref))
      retenir(fichier)
      return etat
    },
    'dossier.verifier': async ({ ref }, { progres }) => {
      const fichier = await ouvrirFichier(atelier.chemin(ref), optionsFichier(progres), { lecture: true })
      try {
        const lignes = fichier.journal.lireLignes()
        const blobs = fichier.journal.listerBlobs()
        const ops = fichier.journal.nombreOps()
        const entites = lignes.filter((l) => l.vivant).length
        return {
          ops,
          entites,
          fichiersJoints: blobs.length,
          lignes: [
            'Le fichier est entier et lisible : structure, contenu et empreintes vérifiés.',
            `${accorde(entites, 'élément')}, ${accorde(ops, 'saisie conservée', 'saisies conservées')}, ${accorde(fichier.journal.lireConflits().length, 'conflit')}.`,
            `${accorde(blobs.length, 'fichier joint', 'fichiers joints')} (${formatTaille(blobs.reduce((total, b) => total + b.taille, 0))}).`,
            `Vérifié le ${formatDate(atelier.aujourdhui())}.`
          ]
        }
      } finally {
        await fichier.fermer()
      }
    },
    'dossier.manques': () => {
      const dossier = atelier.dossier()
      return { manques: [...completude(dossier, optionsCompletude(dossier, atelier.aujourdhui()))] as Sortie<'dossier.manques'>['manques'] }
    },
    'dossier.exporter': () => ({ json: exporterDossier(atelier.dossier(), atelier.fichier().journal) })
  }
}
