import { existsSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import type { Entree } from '#contract/contract.ts'
import { GrappeError } from '#contract/errors.ts'
import type { Handlers } from '#contract/rpc.ts'
import type { Cellule } from '#domain/champs/champ.ts'
import type { envoi as nomEnvoi } from '#domain/envoi.ts'
import { courrielEnvoi, courrielRelance, courrielRetour } from '#domain/partage/courriels.ts'
import { suiviEnvois } from '#domain/partage/suivi.ts'
import { limitesCourrielMo, passeParCourriel, tailleCourriel } from '#domain/partage/taille.ts'
import type { Atelier } from '../atelier.ts'
import { listerDossiers } from '../db/fichier.ts'
import { createLecture } from '../db/lecture.ts'
import { type FichierRecu, ouvrirRecu } from '../db/ouverture.ts'
import { nomFichier } from '../lot/nom-fichier.ts'
import { deballer } from '../partage/deballer.ts'
import { ecrireEml } from '../partage/eml.ts'
import { type CopieFaite, type CopieVoulue, envoyerCopie, mesurerCopie, renvoyerCopie } from '../partage/envoyer.ts'
import { trouverJumeaux } from '../partage/jumeaux.ts'
import { genererPhrase } from '../partage/phrase.ts'
import { ouvrirRetour, type RetourOuvert } from '../partage/retour.ts'
import { apercuReunion } from '../partage/reunion.ts'
import { annulerReunion, reunir } from '../partage/reunir.ts'
import { roleDe } from '../partage/role.ts'
import { verifierCellule } from './cellule.ts'

type Appels = Pick<Handlers, Extract<keyof Handlers, `partage.${string}`>>

/** Fields of an `envoi` that the program fills itself. */
const remplisSeuls: ReadonlySet<string> = new Set([
  'sorte',
  'organisme',
  'dateEnvoi',
  'chiffre',
  'fichier',
  'taille',
  'renvoyeLe',
  'reponse',
  'revenuLe'
] satisfies (keyof typeof nomEnvoi.champs)[])

function copieVoulue({ sorte, organisme, fichiers }: Pick<Entree<'partage.mesurer'>, 'sorte' | 'organisme' | 'fichiers'>): CopieVoulue {
  if (sorte === 'complete') return { sorte }
  if (sorte === 'legere') return { sorte, fichiers }
  if (organisme === null) throw new GrappeError('appel-refuse', 'une collecte est celle d’un organisme')
  return { sorte, organisme, fichiers }
}

function nomDeGrappe(db: FichierRecu['db'], projet: string): Cellule {
  const lecture = createLecture(db)
  const grappe = lecture.entite(projet)
  return grappe ? (lecture.valeur(grappe.no, 'nom') ?? null) : null
}

export function appelsPartage(atelier: Atelier): Appels {
  const { options } = atelier
  /** Files of the last preview, kept open: what is taken is what was shown. */
  let ouverts = new Map<string, { readonly phrase: string | null; readonly retour: RetourOuvert }>()
  const liberer = () => {
    for (const { retour } of ouverts.values()) retour.liberer()
    ouverts = new Map()
  }
  atelier.surFermeture(liberer)

  async function ouvrir(
    { ref, phrase }: { ref: string; phrase: string | null },
    progres: (fait: number, total: number, texte: string) => void
  ): Promise<RetourOuvert> {
    const { projet } = atelier.fichier()
    const connu = ouverts.get(ref)
    if (connu && connu.phrase === phrase && connu.retour.projet === projet) return connu.retour
    const retour = await ouvrirRetour(atelier.chemin(ref), phrase, projet, { profil: options.profil, progres })
    connu?.retour.liberer()
    ouverts.set(ref, { phrase, retour })
    return retour
  }
  const decrire = (faite: CopieFaite) => ({
    taille: faite.taille,
    tailleCourriel: tailleCourriel(faite.taille),
    etablissements: faite.etablissements,
    fichiersJoints: faite.fichiersJoints,
    masquees: [...faite.masquees]
  })
  /** The user's own file is never overwritten by a copy of it. */
  function destination(ref: string): string {
    const chemin = atelier.chemin(ref)
    const { cheminUtilisateur } = atelier.fichier()
    if (cheminUtilisateur !== null && resolve(cheminUtilisateur) === resolve(chemin)) throw new GrappeError('destination-refusee', 'c’est le dossier ouvert')
    return chemin
  }
  const ligneDe = (id: string) => {
    const ligne = atelier.fichier().journal.ligne(id)
    if (!ligne) throw new GrappeError('entite-inconnue')
    return ligne
  }
  function ecrivable() {
    const fichier = atelier.fichier()
    if (fichier.lectureSeule) throw new GrappeError('lecture-seule')
    return fichier.journal
  }

  return {
    'partage.reconnaitre': async ({ ref, phrase }, { progres }) => {
      const chemin = atelier.chemin(ref)
      const deballe = await deballer(chemin, phrase, options.profil)
      try {
        const recu = await ouvrirRecu(deballe.chemin, { profil: options.profil, progres })
        try {
          const { projet } = recu
          const grappe = nomDeGrappe(recu.db, projet)
          const connu = listerDossiers(options.profil).find((d) => d.projet === projet)
          const ailleurs = connu !== undefined && (connu.chemin === null || (resolve(connu.chemin) !== resolve(chemin) && existsSync(connu.chemin)))
          return {
            projet,
            role: roleDe(recu.db),
            grappe: typeof grappe === 'string' ? grappe : null,
            connu: connu ? { nom: connu.nom, ailleurs } : null
          }
        } finally {
          recu.liberer()
        }
      } finally {
        deballe.liberer()
      }
    },
    'partage.phrase': () => ({ phrase: genererPhrase() }),
    'partage.mesurer': async (demande) => {
      const { journal } = atelier.fichier()
      const { grappe, organismes } = atelier.dossier()
      const faite = await mesurerCopie(journal, copieVoulue(demande), { zip: demande.zip, phrase: null }, options.profil)
      const limites = [...new Set([...limitesCourrielMo, ...(grappe.limiteCourrielMo === null ? [] : [grappe.limiteCourrielMo])])].sort((a, b) => a - b)
      const quoi = { complete: '', legere: 'legere', collecte: organismes.find((o) => o.id === demande.organisme)?.raisonSociale ?? 'collecte' }[demande.sorte]
      return {
        ...decrire(faite),
        limites: limites.map((mo) => ({ mo, passe: passeParCourriel(faite.taille, mo) })),
        nomPropose: nomFichier([grappe.nom ?? 'grappe', quoi, atelier.aujourdhui()].filter((t) => t !== '').join('-'), demande.zip ? 'zip' : 'db')
      }
    },
    'partage.envoyer': async ({ envoi, zip, phrase, ref, ...copie }) => {
      const journal = ecrivable()
      for (const [champ, valeur] of Object.entries(envoi)) {
        if (remplisSeuls.has(champ)) throw new GrappeError('champ-inconnu', champ)
        verifierCellule('envoi', champ, valeur)
      }
      const chemin = destination(ref)
      const faite = await envoyerCopie(
        journal,
        copieVoulue(copie),
        envoi,
        { zip, phrase },
        { destination: chemin, fichier: basename(chemin), profil: options.profil, date: atelier.aujourdhui() }
      )
      atelier.change()
      return { ...decrire(faite), ligne: ligneDe(faite.envoi), ref: atelier.nouvelleRef(chemin), nom: basename(chemin) }
    },
    'partage.renvoyer': async ({ envoi, reponse, zip, phrase, ref }) => {
      const journal = ecrivable()
      if (ligneDe(envoi).kind !== 'envoi') throw new GrappeError('entite-inconnue')
      const chemin = destination(ref)
      const faite = await renvoyerCopie(journal, envoi, reponse, { zip, phrase }, { destination: chemin, profil: options.profil, date: atelier.aujourdhui() })
      atelier.change()
      return { ...decrire(faite), ligne: ligneDe(envoi), ref: atelier.nouvelleRef(chemin), nom: basename(chemin) }
    },
    'partage.courriel': async ({ envoi, modele, joint, ref }) => {
      const dossier = atelier.dossier()
      const suivi = suiviEnvois(dossier, atelier.aujourdhui()).find((s) => s.envoi.id === envoi)
      const courriel =
        modele === 'retour'
          ? courrielRetour(dossier, atelier.profil.lire().auteur)
          : modele === 'envoi'
            ? courrielEnvoi(dossier, envoi ?? '')
            : suivi
              ? courrielRelance(dossier, suivi)
              : null
      if (!courriel) throw new GrappeError('entite-inconnue')
      const chemin = destination(ref)
      const taille = await ecrireEml(chemin, courriel, joint === null ? null : atelier.chemin(joint), options.profil)
      return { ref: atelier.nouvelleRef(chemin), taille }
    },
    'partage.apercu': async ({ fichiers }, { progres, verifierAnnulation }) => {
      const voulues = new Set(fichiers.map((f) => f.ref))
      for (const [ref, { retour }] of ouverts)
        if (!voulues.has(ref)) {
          retour.liberer()
          ouverts.delete(ref)
        }
      const lus: { ref: string; nom: string; erreur: { code: string; message: string } | null; retour: RetourOuvert | null }[] = []
      for (const f of fichiers) {
        verifierAnnulation()
        const nom = basename(atelier.chemin(f.ref))
        try {
          lus.push({ ref: f.ref, nom, erreur: null, retour: await ouvrir(f, progres) })
        } catch (error) {
          if (!(error instanceof GrappeError)) throw error
          lus.push({ ref: f.ref, nom, erreur: { code: error.code, message: error.message }, retour: null })
        }
      }
      const bons = lus.flatMap((l) => l.retour ?? [])
      const rapports = apercuReunion(ecrivable(), bons, options.clock())
      const dit = (e: GrappeError) => ({ code: e.code, message: e.message })
      return {
        fichiers: lus.map(({ ref, nom, erreur, retour }) => {
          const rapport = retour ? rapports[bons.indexOf(retour)] : undefined
          return rapport instanceof GrappeError ? { ref, nom, erreur: dit(rapport), rapport: null } : { ref, nom, erreur, rapport: (rapport ?? null) as never }
        })
      }
    },
    'partage.reunir': async ({ fichiers, accepter }, { progres }) => {
      const retours: RetourOuvert[] = []
      for (const f of fichiers) retours.push(await ouvrir(f, progres))
      const fichier = atelier.fichier()
      const { rapports, version } = reunir(fichier, retours, accepter, { maintenant: options.clock(), date: atelier.aujourdhui() })
      liberer()
      atelier.change()
      atelier.emettre({ e: 'dossier-change' })
      return { rapports: [...rapports] as never, version, conflits: [...fichier.journal.lireConflits()] as never }
    },
    'partage.annuler': async ({ version }) => {
      ecrivable()
      const lignes = await annulerReunion(atelier.fichier(), version)
      atelier.change()
      return { lignes }
    },
    'partage.jumeaux': async (_, { progres }) => {
      const { cheminUtilisateur, projet, journal } = atelier.fichier()
      if (cheminUtilisateur === null) return { jumeaux: [] }
      const lire = journal.db.prepare<[Buffer], number>('SELECT max(o.seq) FROM session s JOIN op o ON o.session_no = s.session_no WHERE s.uuid = ?').pluck()
      const jumeaux = await trouverJumeaux(cheminUtilisateur, projet, { profil: options.profil, progres }, (session) => lire.get(session) ?? 0)
      return { jumeaux: jumeaux.map(({ chemin, ...j }) => ({ ...j, ref: atelier.nouvelleRef(chemin) })) }
    }
  }
}
