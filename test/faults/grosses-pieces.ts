import { randomBytes } from 'node:crypto'
import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as dormir } from 'node:timers/promises'
import { createEcarts, type Mesure } from './bilan.ts'
import { lancerMoteur, type MoteurReel } from './moteur.ts'
import { dossierEssai, lireRecu, restes } from './postes.ts'

/** Longest time without an answer that a person does not notice as a freeze, in ms, beyond what the machine does at rest. */
const geneMax = 250

/** Start of a JPEG: what follows is never decoded here. */
const enteteImage = Buffer.from('ffd8ffe000104a46494600010100000100010000ffda', 'hex')

/** Asks the engine something small, over and over, until `fin` settles; returns the longest wait and the longest edit, in ms. */
async function ausculter(moteur: MoteurReel, id: string, fin: Promise<unknown>): Promise<{ attente: number; saisie: number; saisies: number }> {
  let isFini = false
  void fin.finally(() => {
    isFini = true
  })
  const mesure = { attente: 0, saisie: 0, saisies: 0 }
  for (let n = 1; !isFini; n++) {
    const debut = performance.now()
    if (n % 5 === 0) {
      await moteur.exiger('champ.saisir', { editions: [{ kind: 'risque', id, champ: 'ordre', valeur: n }] })
      mesure.saisie = Math.max(mesure.saisie, performance.now() - debut)
      mesure.saisies++
    } else {
      await moteur.exiger('dossier.enregistrement', {})
      mesure.attente = Math.max(mesure.attente, performance.now() - debut)
    }
    await dormir(5)
  }
  return mesure
}

/** Publishes attachments of `tailles` bytes while someone types: how long the engine, and an edit, are ever held up; `gene` ms at most beyond rest. */
export async function publierGrossesPieces(tailles: readonly number[], gene = geneMax): Promise<Mesure> {
  const racine = dossierEssai('grosses-pieces')
  const dossier = join(racine, 'Documents')
  mkdirSync(dossier)
  const chemin = join(dossier, 'g.db')
  const profil = join(racine, 'profil')
  const { ecarts, exiger } = createEcarts()
  const moteur = await lancerMoteur(profil)
  await moteur.exiger('dossier.creer', { nom: 'Grappe', ref: moteur.ref(chemin) })
  const { ligne } = await moteur.exiger('entite.ajouter', { kind: 'risque', id: null, cellules: { libelle: 'compteur', ordre: 0 } })
  for (const [i, taille] of tailles.entries()) {
    const piece = join(racine, `piece-${i}.jpg`)
    writeFileSync(piece, Buffer.concat([enteteImage, randomBytes(taille)]))
    await moteur.exiger('piece-jointe.ajouter', { ref: moteur.ref(piece), cellules: { role: 'autre' } })
    rmSync(piece)
  }
  const repos = await ausculter(moteur, ligne.id, dormir(1500))
  const debut = performance.now()
  const publication = moteur.exiger('dossier.publier', { ref: null })
  const pendant = await ausculter(moteur, ligne.id, publication)
  await publication
  const duree = performance.now() - debut
  const taille = statSync(chemin).size
  exiger(pendant.attente <= repos.attente + gene, `the engine was silent for ${pendant.attente.toFixed(0)} ms`)
  exiger(pendant.saisie <= repos.saisie + gene, `an edit waited ${pendant.saisie.toFixed(0)} ms`)
  exiger(pendant.saisies > 0, 'no edit went through meanwhile')
  exiger(taille > tailles.reduce((a, b) => a + b), 'the file does not hold the attachments')
  await moteur.fermer()
  const lignes = await lireRecu(chemin, join(racine, 'ailleurs'))
  exiger(lignes.filter((l) => l.kind === 'piece-jointe').length === tailles.length, 'the published file lacks attachments')
  const reste = restes(profil, dossier, ['g.db'])
  exiger(reste.length === 0, `left behind: ${reste.join(', ')}`)
  rmSync(racine, { recursive: true, force: true })
  const ms = (n: number) => `${n.toFixed(0)} ms`
  return {
    barre: 'publier de grosses pièces sans figer le moteur',
    demande: `${(tailles.reduce((a, b) => a + b) / 1e6).toFixed(0)} Mo, pas plus de ${gene} ms au-delà du repos`,
    vu: `${(taille / 1e6).toFixed(0)} Mo en ${(duree / 1000).toFixed(1)} s ; plus long silence ${ms(pendant.attente)} (au repos ${ms(repos.attente)}), saisie la plus longue ${ms(pendant.saisie)} (au repos ${ms(repos.saisie)}), ${pendant.saisies} saisies pendant`,
    ecarts
  }
}
