import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as dormir } from 'node:timers/promises'
import { creerFichier } from '#engine/db/fichier.ts'
import { createEcarts, createHasard, type Mesure } from './bilan.ts'
import { lancerMoteur } from './moteur.ts'
import { dossierEssai, lireRecu, posteEssai, restes } from './postes.ts'

/**
 * Two engines, two profiles, one file in one folder: each edits and publishes `publications` times while three renames in ten are
 * refused as an antivirus does, and someone keeps opening the file.
 */
export async function deuxPostes(publications: number): Promise<Mesure> {
  const racine = dossierEssai('deux-postes')
  const dossier = join(racine, 'Partage')
  mkdirSync(dossier)
  const chemin = join(dossier, 'g.db')
  const { ecarts, exiger } = createEcarts()
  await (await creerFichier(chemin, 'Grappe', posteEssai(join(racine, 'depart')))).fermer()
  const profils = ['a', 'b'].map((nom) => join(racine, nom))
  const avant = [join(import.meta.dirname, 'defauts.ts')]
  const acquises: string[] = []
  let refusees = 0
  const travailler = async (profil: string, rang: number) => {
    const hasard = createHasard(rang + 1)
    const moteur = await lancerMoteur(profil, { avant, env: { GRAPPE_DEFAUT: 'renommages' } })
    await moteur.exiger('dossier.ouvrir', { ref: moteur.ref(chemin) })
    for (let i = 0; i < publications; i++) {
      const libelle = `poste ${rang} n° ${i}`
      const dit = await moteur.call('entite.ajouter', { kind: 'risque', id: null, cellules: { libelle } })
      if (dit.ok) acquises.push(libelle)
      const publiee = await moteur.call('dossier.publier', { ref: null })
      if (!publiee.ok) {
        refusees++
        exiger(publiee.error.code === 'publication-impossible', `publication ${i}: ${publiee.error.code}`)
      }
      await dormir(hasard() * 10)
    }
    return moteur
  }
  let isFini = false
  let vues = 0
  const observer = async () => {
    while (!isFini) {
      await lireRecu(chemin, join(racine, 'observateur')).then(
        () => vues++,
        (error: unknown) => exiger(false, `seen broken: ${String(error)}`)
      )
      await dormir(2)
    }
  }
  const observation = observer()
  const moteurs = await Promise.all(profils.map(travailler))
  // Whoever lost the last race still holds its edits: its next publication brings them.
  for (const moteur of [...moteurs, ...moteurs]) await moteur.exiger('dossier.publier', { ref: null })
  isFini = true
  await observation
  for (const moteur of moteurs) await moteur.fermer()
  const lues = new Set((await lireRecu(chemin, join(racine, 'verification'))).map((l) => l.cellules['libelle']))
  const perdues = acquises.filter((libelle) => !lues.has(libelle))
  exiger(perdues.length === 0, `lost: ${perdues.slice(0, 5).join(', ')}`)
  exiger(acquises.length === 2 * publications, `${acquises.length} edits acknowledged`)
  const reste = restes(profils[0] ?? '', dossier, ['g.db'])
  exiger(reste.length === 0, `left behind: ${reste.join(', ')}`)
  rmSync(racine, { recursive: true, force: true })
  return {
    barre: 'deux postes, un fichier, 30 % de renommages refusés',
    demande: `2 × ${publications} publications, l’union entière, le fichier sain à chaque regard`,
    vu: `${lues.size > 0 ? acquises.length - perdues.length : 0} saisies sur ${acquises.length}, ${refusees} publications remises, ${vues} regards`,
    ecarts
  }
}
