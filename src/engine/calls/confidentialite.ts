import { copyFileSync, existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Sortie } from '#contract/contract.ts'
import { GrappeError } from '#contract/errors.ts'
import type { Handlers } from '#contract/rpc.ts'
import { champDe } from '#domain/dossier.ts'
import type { Atelier } from '../atelier.ts'
import { existeTravail } from '../db/copie-de-travail.ts'
import { chercherPersonne } from '../db/effacement.ts'
import { etatJournal } from '../db/etat-journal.ts'
import { openBase } from '../db/open-base.ts'
import { erreurPublication } from '../db/publication.ts'
import { dossierTravail, lireRegistre, listerRegistres } from '../db/registre.ts'
import { sauver } from '../db/sauvetage.ts'
import { createVersions } from '../db/versions.ts'
import { copiesRetenues, lieuxDe, oublierCopies, supprimer } from '../donnees-locales.ts'
import { createLibelles } from '../partage/rapport.ts'
import type { Trace } from '../trace.ts'

type Appels = Pick<
  Handlers,
  Extract<keyof Handlers, `personne.${string}` | `application.${string}`> | 'dossier.secours' | 'dossier.reparer' | 'dossier.extraireVersion'
>

/** Repair of a damaged file, personal data, and what the application keeps on this computer. */
export function appelsConfidentialite(atelier: Atelier, trace: Trace): Appels {
  const { options, profil } = atelier

  /** True when a working copy holds what the last publication did not, or cannot be read to know. */
  function isEnAvance(projet: string): boolean {
    try {
      const db = openBase(`${dossierTravail(options.profil)}/${projet}.db`, 'travail')
      try {
        return lireRegistre(options.profil, projet)?.etat !== etatJournal(db)
      } finally {
        db.close()
      }
    } catch {
      return true
    }
  }

  function donnees(): Sortie<'application.donnees'> {
    const lieux = lieuxDe(options.profil, trace.fichiers)
    const connues = listerRegistres(options.profil).filter((r) => existeTravail(options.profil, r.projet)).length
    const retenues = copiesRetenues(options.profil, atelier.projetOuvert(), isEnAvance).length
    const { auteur, recents } = profil.lire()
    const raison: Partial<Record<keyof typeof lieux, string | null>> = {
      copies: retenues > 0 && retenues === connues ? 'Ces dossiers sont ouverts, ou contiennent des saisies qu’aucun fichier n’a encore.' : null,
      fenetre: 'Taille, position, thème : aucune donnée des dossiers.'
    }
    const compte: Partial<Record<keyof typeof lieux, number>> = { recents: recents.length, auteur: auteur ? 1 : 0, copies: connues }
    return {
      elements: (Object.keys(lieux) as (keyof typeof lieux)[]).map((cle) => {
        const { lieu, fichiers, taille } = lieux[cle]
        return { cle, lieu, ref: atelier.nouvelleRef(lieu), fichiers: compte[cle] ?? fichiers.length, taille, retenu: raison[cle] ?? null }
      })
    }
  }

  return {
    'dossier.secours': ({ ref }) => {
      const chemin = resolve(atelier.chemin(ref))
      const connu = listerRegistres(options.profil).find((r) => r.chemin === chemin)
      if (!connu) return { projet: null, copieDeTravail: false, versions: [] }
      return {
        projet: connu.projet,
        copieDeTravail: existeTravail(options.profil, connu.projet),
        versions: createVersions(options.profil, connu.projet, options.clock).lister()
      }
    },
    'dossier.reparer': async ({ ref, vers }) => {
      const { pertes, ...fait } = await sauver(atelier.chemin(ref), atelier.chemin(vers), options.profil, options.newId)
      return { ...fait, pertes: [...pertes] }
    },
    'dossier.extraireVersion': ({ projet, nom, vers }) => {
      const source = createVersions(options.profil, projet, options.clock).chemin(nom)
      try {
        copyFileSync(source, atelier.chemin(vers))
      } catch (error) {
        throw erreurPublication(error)
      }
      return {}
    },
    'personne.chercher': ({ texte }) => {
      const { journal } = atelier.fichier()
      const libelle = createLibelles(journal.projet, journal.lireLignes())
      const { mentions, auteurs } = chercherPersonne(journal.db, texte)
      return {
        mentions: mentions.map((m) => ({ ...m, libelle: libelle(m.kind, m.id), champLibelle: champDe(m.kind, m.champ)?.label ?? m.champ })),
        auteurs
      }
    },
    'personne.effacer': async ({ cellules, auteurs }) => {
      const fichier = atelier.fichier()
      if (fichier.lectureSeule) throw new GrappeError('lecture-seule')
      const parLigne = Map.groupBy(cellules, (c) => `${c.kind}/${c.id}`)
      const effacees = fichier.journal.groupe(() => {
        let total = fichier.journal.effacerAuteurs(auteurs)
        for (const [premiere, ...autres] of parLigne.values()) {
          if (!premiere) continue
          const champs = [premiere, ...autres].map((c) => c.champ)
          total += fichier.journal.effacer(premiere.kind, premiere.id, champs).effacees
        }
        return total
      }, false)
      atelier.change()
      // The user's file first: what could still be lost must not be the only copy.
      if (fichier.cheminUtilisateur !== null) await fichier.publier()
      const versions = fichier.versions.caviarder()
      atelier.emettre({ e: 'dossier-change' })
      return { effacees, versions }
    },
    'application.donnees': donnees,
    'application.oublier': ({ quoi }) => {
      const lieux = lieuxDe(options.profil, trace.fichiers)
      if (quoi === 'copies') oublierCopies(options.profil, copiesRetenues(options.profil, atelier.projetOuvert(), isEnAvance))
      else if (quoi === 'recents') profil.oublierRecents()
      else if (quoi === 'auteur') profil.definirAuteur(null)
      else if (quoi === 'journal') trace.oublier()
      else supprimer(lieux[quoi].fichiers)
      return donnees()
    },
    'application.journal': () => {
      const texte = trace.lire()
      return { texte, taille: trace.fichiers.filter(existsSync).length === 0 ? 0 : Buffer.byteLength(texte) }
    }
  }
}
