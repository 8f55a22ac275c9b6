import { cpSync, existsSync, mkdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Ligne } from '#domain/dossier.ts'
import { creerFichier, ouvrirFichier, rouvrirDossier } from '#engine/db/fichier.ts'
import { createEcarts, createHasard, type Mesure } from './bilan.ts'
import { comparer, createDisque, poser } from './disque.ts'
import { environnementEnregistre, lireEnregistrement } from './enregistrement.ts'
import { etapesEssai } from './etapes-essai.ts'
import { compteurDe } from './kills.ts'
import { migrerDansUnProcessus } from './migrer.ts'
import { lancerMoteur, type MoteurReel } from './moteur.ts'
import { dossierEssai, lireRecu, posteEssai } from './postes.ts'

/** Where everything happens: the same paths are laid again for each state. */
interface Lieu {
  readonly vif: string
  readonly profil: string
  readonly chemin: string
  readonly ailleurs: string
  readonly retour: string
  readonly id: string
  readonly projet: string
}
/** What was acknowledged once the recording had this size. */
interface Acquit {
  readonly fin: number
  readonly saisie?: number
  readonly publie?: number
  readonly reunie?: boolean
}
type Acquitter = (dit: Omit<Acquit, 'fin'>) => void

export type Operation = 'saisie' | 'publication' | 'reunion' | 'migration' | 'premier-jour'
const venues = 150

const lireVenues = (lignes: readonly Ligne[]) => lignes.filter((l) => String(l.cellules['libelle'] ?? '').startsWith('venu ') && l.cellules['preventif']).length

async function saisir(moteur: MoteurReel, lieu: Lieu, de: number, nombre: number, acquitter: Acquitter): Promise<void> {
  for (let valeur = de; valeur < de + nombre; valeur++) {
    await moteur.exiger('champ.saisir', { editions: [{ kind: 'risque', id: lieu.id, champ: 'ordre', valeur }] })
    acquitter({ saisie: valeur })
  }
}

/** What is recorded, for each operation: the engine's process does it, one acknowledged step after the other. */
const gestes: Readonly<Record<Exclude<Operation, 'migration' | 'premier-jour'>, (moteur: MoteurReel, lieu: Lieu, acquitter: Acquitter) => Promise<void>>> = {
  saisie: (moteur, lieu, acquitter) => saisir(moteur, lieu, 1, 40, acquitter),
  publication: async (moteur, lieu, acquitter) => {
    for (let i = 0; i < 8; i++) {
      await saisir(moteur, lieu, i * 3 + 1, 3, acquitter)
      await moteur.exiger('dossier.publier', { ref: null })
      acquitter({ publie: i * 3 + 3 })
    }
  },
  reunion: async (moteur, lieu, acquitter) => {
    await saisir(moteur, lieu, 1, 4, acquitter)
    const fichiers = [{ ref: moteur.ref(lieu.retour), phrase: null }]
    await moteur.exiger('partage.apercu', { fichiers })
    await moteur.exiger('partage.reunir', { fichiers, accepter: 'tout' })
    acquitter({ reunie: true })
    await saisir(moteur, lieu, 5, 4, acquitter)
    await moteur.exiger('dossier.publier', { ref: null })
    acquitter({ publie: 8 })
  }
}

/** A profile that did not exist, a dossier without a place: only the working copy holds what is typed. */
async function premierJour(lieu: Lieu, env: NodeJS.ProcessEnv, acquitter: Acquitter): Promise<{ id: string; projet: string }> {
  const moteur = await lancerMoteur(lieu.profil, { env })
  const { projet } = await moteur.exiger('dossier.creer', { nom: 'Grappe', ref: null })
  const { ligne } = await moteur.exiger('entite.ajouter', { kind: 'risque', id: null, cellules: { libelle: 'compteur', ordre: 0 } })
  acquitter({ saisie: 0 })
  await saisir(moteur, { ...lieu, id: ligne.id }, 1, 10, acquitter)
  await moteur.tuer()
  return { id: ligne.id, projet }
}

/** A small published dossier, and a copy of it that someone else completed. */
async function preparer(): Promise<{ racine: string; lieu: Lieu }> {
  const racine = dossierEssai('coupure')
  const vif = join(racine, 'vif')
  mkdirSync(join(vif, 'Documents'), { recursive: true })
  const lieu = {
    vif,
    profil: join(vif, 'profil'),
    chemin: join(vif, 'Documents', 'g.db'),
    ailleurs: join(racine, 'ailleurs'),
    retour: join(racine, 'retour.db')
  }
  const cree = await creerFichier(lieu.chemin, 'Grappe', posteEssai(lieu.profil))
  const { id } = cree.journal.ajouter('risque', null, null, { libelle: 'compteur', ordre: 0 })
  await cree.fermer()
  cpSync(lieu.chemin, lieu.retour)
  const autre = await ouvrirFichier(lieu.retour, posteEssai(join(racine, 'collegue')))
  autre.journal.groupe(() => {
    for (let i = 0; i < venues; i++) autre.journal.ajouter('risque', null, null, { libelle: `venu ${i}`, preventif: 'x'.repeat(200) })
    autre.journal.ajouterBlob(Buffer.alloc(60_000, 'pièce'), 'application/pdf')
  })
  await autre.fermer()
  return { racine, lieu: { ...lieu, id, projet: cree.projet } }
}

export interface Coupures {
  readonly etats: number
  /** States where an acknowledged edit, publication or union is lost. */
  readonly perdus: number
  /** States where the user's file or the dossier does not open, or a union is partial. */
  readonly illisibles: number
  /** One sentence for each of the first ones. */
  readonly exemples: readonly string[]
  /** Changes recorded. */
  readonly gestes: number
}

/**
 * Records everything that the engine's process asks of the file system during one operation, then lays and opens as many states that a
 * power cut could leave. `defaut` plants a fault, which must be seen.
 */
export async function couper(operation: Operation, etats: number, defaut?: 'wal-normal' | 'sans-fsync'): Promise<Coupures> {
  const { racine, lieu } = await preparer()
  const sortie = join(racine, 'enregistrement')
  if (operation === 'premier-jour') rmSync(lieu.profil, { recursive: true })
  const disque = createDisque(lieu.vif)
  const acquits: Acquit[] = []
  const acquitter: Acquitter = (dit) => void acquits.push({ fin: existsSync(sortie) ? statSync(sortie).size : 0, ...dit })
  const plante = defaut === 'sans-fsync' ? { GRAPPE_SANS_SYNC: '/.~' } : defaut ? { GRAPPE_DEFAUT: defaut } : {}
  const env = { ...environnementEnregistre(lieu.vif, sortie), ...plante }
  if (operation === 'migration') await migrerDansUnProcessus(lieu, env, acquitter)
  else if (operation === 'premier-jour') Object.assign(lieu, await premierJour(lieu, env, acquitter))
  else {
    const moteur = await lancerMoteur(lieu.profil, { env, ...(defaut === 'wal-normal' ? { avant: [join(import.meta.dirname, 'defauts.ts')] } : {}) })
    await moteur.exiger('dossier.ouvrir', { ref: moteur.ref(lieu.chemin) })
    acquitter({ saisie: 0 })
    await gestes[operation](moteur, lieu, acquitter)
    await moteur.tuer()
  }

  const lus = lireEnregistrement(sortie)
  const hasard = createHasard(operation.length * 7 + etats)
  const depart = acquits[0]?.fin ?? 0
  // Half of the cuts fall right after an acknowledgement, where losing is easiest.
  const coupes = Array.from({ length: etats }, (_, i) => {
    const juste = acquits[Math.floor(hasard() * acquits.length)]?.fin ?? depart
    const hasardeuse = lus[Math.floor(hasard() * lus.length)]?.fin ?? depart
    return i % 2 === 0 ? juste : Math.max(hasardeuse, operation === 'migration' ? 0 : depart)
  }).sort((a, b) => a - b)
  const arbres: { readonly fin: number; readonly arbre: ReturnType<typeof disque.couper> }[] = []
  for (const g of lus) {
    for (; coupes[0] !== undefined && coupes[0] < g.fin; coupes.shift()) arbres.push({ fin: coupes[0], arbre: disque.couper(hasard) })
    disque.jouer(g)
  }
  for (const fin of coupes) arbres.push({ fin, arbre: disque.couper(hasard) })
  const manques = comparer(lieu.vif, disque.voir())
  if (manques.length > 0) throw new Error(`the recorder missed something: ${manques.join(', ')}`)

  const bilan = { perdus: 0, illisibles: 0, exemples: [] as string[] }
  for (const { fin, arbre } of arbres) {
    poser(lieu.vif, arbre)
    const dus = acquits.filter((a) => a.fin <= fin)
    const du = (champ: 'saisie' | 'publie') => Math.max(0, ...dus.map((a) => a[champ] ?? 0))
    const probleme = await verifier(lieu, operation, {
      saisie: du('saisie'),
      publie: du('publie'),
      reunie: dus.some((a) => a.reunie),
      isAcquitte: dus.length > 0
    })
    if (!probleme) continue
    bilan[probleme.quoi]++
    if (bilan.exemples.length < 5) bilan.exemples.push(`${operation} à ${fin}: ${probleme.dit}`)
  }
  rmSync(racine, { recursive: true, force: true })
  return { etats: arbres.length, gestes: lus.length, ...bilan }
}

/** What was acknowledged before a cut. */
interface Du {
  readonly saisie: number
  readonly publie: number
  readonly reunie: boolean
  /** At least the opening was. */
  readonly isAcquitte: boolean
}
type Probleme = { readonly quoi: 'perdus' | 'illisibles'; readonly dit: string } | null

/** Opens a state as its user would, then as someone who receives the file; says the first thing that does not hold. */
async function verifier(lieu: Lieu, operation: Operation, { saisie, publie, reunie, isAcquitte }: Du): Promise<Probleme> {
  const etapes = operation === 'migration' ? { etapes: etapesEssai } : {}
  try {
    const seul = compteurDe(await lireRecu(lieu.chemin, lieu.ailleurs, etapes), 'compteur')
    if (seul < publie) return { quoi: 'perdus', dit: `the user's file says ${seul}, ${publie} was published` }
    const poste = { ...posteEssai(lieu.profil), ...etapes }
    const repris = operation === 'premier-jour' ? rouvrirDossier(lieu.projet, poste) : await ouvrirFichier(lieu.chemin, poste)
    const lignes = repris.journal.lireLignes()
    const { avertissements } = repris
    const versions = repris.versions.lister().map((v) => v.motif)
    await repris.fermer()
    const vues = lireVenues(lignes)
    if (compteurDe(lignes, 'compteur') < saisie)
      return { quoi: 'perdus', dit: `${compteurDe(lignes, 'compteur')} of ${saisie} acknowledged; ${avertissements}` }
    if (reunie && vues !== venues) return { quoi: 'perdus', dit: `an acknowledged union: ${vues} of ${venues}` }
    if (operation === 'migration' && isAcquitte && !versions.includes('avant-migration')) return { quoi: 'perdus', dit: 'the version kept before migrating' }
    if (reunie && !versions.includes('avant-reunion')) return { quoi: 'perdus', dit: 'the version kept before uniting' }
    if (vues !== 0 && vues !== venues) return { quoi: 'illisibles', dit: `partial union: ${vues}` }
    if (avertissements.length > 0) return { quoi: 'illisibles', dit: avertissements.join(' ') }
    return null
  } catch (error) {
    return { quoi: 'illisibles', dit: String(error) }
  }
}

/** The four operations and the very first one, then the two planted faults. */
export async function coupuresDeCourant(etats: number): Promise<readonly Mesure[]> {
  const mesures: Mesure[] = []
  for (const operation of ['saisie', 'publication', 'reunion', 'migration', 'premier-jour'] as const) {
    const { ecarts, exiger } = createEcarts()
    const { perdus, illisibles, exemples, gestes: nombre, etats: vus } = await couper(operation, etats)
    exiger(perdus + illisibles === 0, exemples.join(' ; '))
    exiger(vus >= etats, `${vus} states only`)
    mesures.push({
      barre: `coupure de courant : ${operation}`,
      demande: `${etats} états, 0 perdu, 0 illisible`,
      vu: `${vus} états (${nombre} gestes enregistrés) : ${perdus} perdu, ${illisibles} illisible`,
      ecarts
    })
  }
  for (const [operation, defaut, quoi] of [
    ['saisie', 'wal-normal', 'perdus'],
    ['publication', 'sans-fsync', 'illisibles']
  ] as const) {
    const vu = await couper(operation, Math.max(8, Math.floor(etats / 4)), defaut)
    mesures.push({
      barre: `défaut planté : ${defaut}`,
      demande: 'vu par le simulateur',
      vu: `${vu[quoi]} états ${quoi} sur ${vu.etats}`,
      ecarts: vu[quoi] > 0 ? [] : ['the planted fault was not seen']
    })
  }
  return mesures
}
