import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createEcarts, type Mesure } from './bilan.ts'
import { compteurDe } from './kills.ts'
import { lancerMoteur } from './moteur.ts'
import { dossierEssai, lireRecu, restes, sha256 } from './postes.ts'

const lancer = (commande: string, ...args: string[]) => spawnSync(commande, args, { stdio: 'ignore' }).status === 0

/** Mounts a small ext4 of its own at `place`; null where that is not allowed. Returns what unmounts it. */
function monter(racine: string, place: string, mo: number): (() => void) | null {
  const image = join(racine, 'disque.img')
  mkdirSync(place)
  writeFileSync(image, '')
  const isPret = lancer('truncate', '-s', `${mo}M`, image) && lancer('mkfs.ext4', '-q', '-F', '-m', '0', image) && lancer('mount', '-o', 'loop', image, place)
  return isPret ? () => void lancer('umount', place) : null
}

/** Fills a disk but for `laisse` bytes; returns what gives the room back. */
function remplir(place: string, laisse = 0): () => void {
  const bourrage = join(place, 'bourrage')
  const { bavail, bsize } = statfsSync(place)
  if (laisse > 0) {
    writeFileSync(bourrage, Buffer.alloc(bavail * bsize - laisse, 1))
    return () => rmSync(bourrage)
  }
  for (let taille = bavail * bsize; taille >= 512; taille = Math.floor(taille / 2)) {
    try {
      writeFileSync(bourrage, Buffer.alloc(taille, 1), { flag: 'a' })
    } catch {
      // No more room for that much: the rest, in smaller pieces.
    }
  }
  return () => rmSync(bourrage)
}

/**
 * A real disk filled to its last block, twice: the one of the user's file, then the one of the working copy. The sentence is plain,
 * nothing acknowledged is lost, and everything works again once there is room.
 */
export async function disquePlein(): Promise<Mesure> {
  const racine = dossierEssai('disque-plein')
  const place = join(racine, 'petit')
  const barre = 'disque plein, pour de vrai'
  const demande = 'message simple, rien de perdu, reprise dès qu’il y a de la place'
  const demonter = monter(racine, place, 64)
  if (!demonter) {
    rmSync(racine, { recursive: true, force: true })
    return { barre, demande, vu: 'montage non permis ici : la forme simulée, de pannes.test.ts, fait foi', ecarts: [] }
  }
  const { ecarts, exiger } = createEcarts()
  let vu = ''
  try {
    const dossier = join(place, 'Documents')
    mkdirSync(dossier)
    const chemin = join(dossier, 'g.db')
    const ailleurs = join(racine, 'profil')
    const premier = await lancerMoteur(ailleurs)
    await premier.exiger('dossier.creer', { nom: 'Grappe', ref: premier.ref(chemin) })
    const { ligne } = await premier.exiger('entite.ajouter', { kind: 'risque', id: null, cellules: { libelle: 'compteur', ordre: 1 } })
    await premier.exiger('dossier.publier', { ref: null })
    const avant = sha256(chemin)
    let liberer = remplir(place)
    await premier.exiger('champ.saisir', { editions: [{ kind: 'risque', id: ligne.id, champ: 'ordre', valeur: 2 }] })
    const refus = await premier.call('dossier.publier', { ref: null })
    exiger(!refus.ok && refus.error.code === 'disque-plein', `publishing on a full disk: ${refus.ok ? 'accepted' : refus.error.code}`)
    exiger(sha256(chemin) === avant, 'the file was touched')
    exiger(restes(ailleurs, dossier, ['g.db']).length === 0, `left behind: ${restes(ailleurs, dossier, ['g.db']).join(', ')}`)
    liberer()
    await premier.exiger('dossier.publier', { ref: null })
    await premier.fermer()
    exiger(compteurDe(await lireRecu(chemin, join(racine, 'lecteur')), 'compteur') === 2, 'the edit did not reach the file')

    // Now the private folder itself is on the small disk.
    const profil = join(place, 'profil')
    const second = await lancerMoteur(profil)
    const { projet } = await second.exiger('dossier.creer', { nom: 'Grappe', ref: null })
    const compteur = await second.exiger('entite.ajouter', { kind: 'risque', id: null, cellules: { libelle: 'compteur', ordre: 0 } })
    liberer = remplir(place, 400_000)
    let acquise = 0
    let code = ''
    for (let valeur = 1; valeur < 5000 && code === ''; valeur++) {
      const dit = await second.call('champ.saisir', {
        editions: [
          { kind: 'risque', id: compteur.ligne.id, champ: 'ordre', valeur },
          { kind: 'risque', id: compteur.ligne.id, champ: 'preventif', valeur: `${valeur} `.repeat(400) }
        ]
      })
      if (dit.ok) acquise = valeur
      else code = dit.error.code
    }
    exiger(code === 'disque-plein', `editing on a full disk: ${code || 'never refused'}`)
    await second.tuer()
    liberer()
    const repris = await lancerMoteur(profil)
    const { lignes } = await repris.exiger('dossier.rouvrir', { projet })
    exiger(compteurDe(lignes, 'compteur') === acquise, `${compteurDe(lignes, 'compteur')} instead of ${acquise} acknowledged`)
    await repris.exiger('champ.saisir', { editions: [{ kind: 'risque', id: compteur.ligne.id, champ: 'ordre', valeur: 9999 }] })
    await repris.fermer()
    vu = `ext4 de 64 Mo : ${acquise} saisies acquittées avant le refus, toutes là ; ${ecarts.length} écart`
  } finally {
    demonter()
    rmSync(racine, { recursive: true, force: true })
  }
  return { barre, demande, vu, ecarts }
}
