import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as dormir } from 'node:timers/promises'
import type { Ligne } from '#domain/dossier.ts'
import { creerFichier } from '#engine/db/fichier.ts'
import { openBase } from '#engine/db/open-base.ts'
import { ecrireExemple } from '#engine/exemple/ecrire-exemple.ts'
import { createEcarts, createHasard, type Ecarts, type Mesure } from './bilan.ts'
import { lancerMoteur, type MoteurReel } from './moteur.ts'
import { dossierEssai, lireRecu, posteEssai, restes } from './postes.ts'

export interface Lieu {
  readonly racine: string
  readonly profil: string
  readonly dossier: string
  readonly chemin: string
}

export function preparerLieu(nom: string): Lieu {
  const racine = dossierEssai(nom)
  const dossier = join(racine, 'Documents')
  mkdirSync(dossier)
  return { racine, profil: join(racine, 'profil'), dossier, chemin: join(dossier, 'g.db') }
}

/** Starts an engine on the user's file and checks that what the previous one left has gone. */
async function reprendre(lieu: Lieu, { exiger }: Ecarts, cycle: number): Promise<{ moteur: MoteurReel; lignes: readonly Ligne[] }> {
  const moteur = await lancerMoteur(lieu.profil)
  const { lignes, avertissements } = await moteur.exiger('dossier.ouvrir', { ref: moteur.ref(lieu.chemin) })
  exiger(avertissements.length === 0, `cycle ${cycle}: ${avertissements.join(' ')}`)
  const reste = restes(lieu.profil, lieu.dossier, ['g.db'])
  exiger(reste.length === 0, `cycle ${cycle}: left behind: ${reste.join(', ')}`)
  return { moteur, lignes }
}

/** Value of the counter line `libelle`, 0 when it is not there. */
export const compteurDe = (lignes: readonly Ligne[], risque: string) => Number(lignes.find((l) => l.cellules['libelle'] === risque)?.cellules['ordre'] ?? 0)

export function verifierTravail(lieu: Lieu, projet: string, { exiger }: Ecarts): void {
  const db = openBase(join(lieu.profil, 'travail', `${projet}.db`), 'lecture')
  exiger(db.pragma('integrity_check', { simple: true }) === 'ok', 'working copy damaged')
  db.close()
}

/** Edits as fast as the engine takes them, four in flight, additions and publications among them, until it is killed. */
export async function killsSurSaisies(cycles: number): Promise<Mesure> {
  const lieu = preparerLieu('kill-saisies')
  const notes = createEcarts()
  const hasard = createHasard(1)
  const acquis = new Map<string, { valeur: number; noms: Set<string> }>()
  const cree = await creerFichier(lieu.chemin, 'Grappe', posteEssai(lieu.profil))
  await cree.fermer()
  let total = 0
  let publications = 0
  const controler = (lignes: readonly Ligne[], cycle: number) => {
    const noms = new Set(lignes.map((l) => l.cellules['nom']))
    for (const [risque, { valeur, noms: siens }] of acquis) {
      notes.exiger(compteurDe(lignes, risque) >= valeur, `cycle ${cycle}: ${risque} lost an acknowledged edit`)
      for (const nom of siens) notes.exiger(noms.has(nom), `cycle ${cycle}: ${nom} lost`)
    }
  }
  for (let cycle = 0; cycle < cycles; cycle++) {
    const { moteur, lignes } = await reprendre(lieu, notes, cycle)
    controler(lignes, cycle)
    const risque = `cycle ${cycle}`
    const { ligne } = await moteur.exiger('entite.ajouter', { kind: 'risque', id: null, cellules: { libelle: risque, ordre: 0 } })
    const siens = { valeur: 0, noms: new Set<string>() }
    acquis.set(risque, siens)
    let publie = 0
    let n = 0
    const main = async () => {
      while (!moteur.isMort()) {
        const valeur = ++n
        if (valeur % 7 === 0) {
          const nom = `${risque} n° ${valeur}`
          const dit = await moteur.call('entite.ajouter', { kind: 'etablissement', id: null, cellules: { nom } })
          if (dit.ok) siens.noms.add(nom)
        } else if (valeur % 25 === 0) {
          const avant = siens.valeur
          const dit = await moteur.call('dossier.publier', { ref: null })
          if (dit.ok) publie = Math.max(publie, avant)
        } else {
          const dit = await moteur.call('champ.saisir', { editions: [{ kind: 'risque', id: ligne.id, champ: 'ordre', valeur }] })
          if (dit.ok) siens.valeur = Math.max(siens.valeur, valeur)
        }
      }
    }
    const mains = [main(), main(), main(), main()]
    await dormir(10 + hasard() * 300)
    await moteur.tuer()
    await Promise.all(mains)
    total += siens.valeur + siens.noms.size
    if (publie > 0) publications++
    const seul = await lireRecu(lieu.chemin, join(lieu.racine, 'ailleurs')).catch((error: unknown) => String(error))
    if (typeof seul === 'string') notes.exiger(false, `cycle ${cycle}: the user's file does not open: ${seul}`)
    else notes.exiger(compteurDe(seul, risque) >= publie, `cycle ${cycle}: the user's file is older than its last publication`)
  }
  const { moteur, lignes } = await reprendre(lieu, notes, cycles)
  controler(lignes, cycles)
  await moteur.fermer()
  verifierTravail(lieu, cree.projet, notes)
  notes.exiger(total > cycles, 'hardly any edit was acknowledged')
  rmSync(lieu.racine, { recursive: true, force: true })
  return {
    barre: 'kill -9 sur les saisies',
    demande: `${cycles} arrêts, 0 saisie acquittée perdue`,
    vu: `${total} acquittées, ${publications} arrêts après une publication, ${notes.ecarts.length} écart`,
    ecarts: notes.ecarts
  }
}

/** One edit then one publication, over and over; killed at any moment of a publication. */
export async function killsSurPublications(cycles: number): Promise<Mesure> {
  const lieu = preparerLieu('kill-publication')
  const notes = createEcarts()
  const hasard = createHasard(2)
  const cree = await creerFichier(lieu.chemin, 'Grappe', posteEssai(lieu.profil))
  ecrireExemple(cree.journal, { essms: 60, graine: 1, incomplet: false })
  const risque = 'compteur'
  const { id } = cree.journal.ajouter('risque', null, null, { libelle: risque, ordre: 0 })
  await cree.fermer()
  let saisie = 0
  let publie = 0
  let pendant = 0
  for (let cycle = 0; cycle < cycles; cycle++) {
    const { moteur, lignes } = await reprendre(lieu, notes, cycle)
    notes.exiger(compteurDe(lignes, risque) >= saisie, `cycle ${cycle}: an acknowledged edit was lost`)
    const saisir = async () => {
      const valeur = saisie + 1
      await moteur.exiger('champ.saisir', { editions: [{ kind: 'risque', id, champ: 'ordre', valeur }] })
      saisie = valeur
    }
    await saisir()
    const debut = performance.now()
    await moteur.exiger('dossier.publier', { ref: null })
    publie = saisie
    const duree = performance.now() - debut
    await saisir()
    let enCours = true
    const avant = saisie
    const publication = moteur.call('dossier.publier', { ref: null }).then((dit) => {
      enCours = false
      if (dit.ok) publie = avant
    })
    await dormir(hasard() * duree * 1.2)
    if (enCours) pendant++
    await moteur.tuer()
    await publication
    const seul = await lireRecu(lieu.chemin, join(lieu.racine, 'ailleurs')).catch((error: unknown) => String(error))
    if (typeof seul === 'string') notes.exiger(false, `cycle ${cycle}: the user's file does not open: ${seul}`)
    else notes.exiger(compteurDe(seul, risque) >= publie, `cycle ${cycle}: the user's file is older than its last publication`)
  }
  const { moteur, lignes } = await reprendre(lieu, notes, cycles)
  notes.exiger(compteurDe(lignes, risque) >= saisie, 'an acknowledged edit was lost')
  await moteur.fermer()
  verifierTravail(lieu, cree.projet, notes)
  notes.exiger(pendant >= cycles / 3, `only ${pendant} kills fell inside a publication`)
  rmSync(lieu.racine, { recursive: true, force: true })
  return {
    barre: 'kill -9 sur la publication',
    demande: `${cycles} arrêts, 0 perdu, le fichier s’ouvre`,
    vu: `${pendant} arrêts pendant l’écriture, ${notes.ecarts.length} écart`,
    ecarts: notes.ecarts
  }
}
