import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as dormir } from 'node:timers/promises'
import type { Ligne } from '#domain/dossier.ts'
import { creerFichier, ouvrirFichier } from '#engine/db/fichier.ts'
import { ecrireExemple } from '#engine/exemple/ecrire-exemple.ts'
import { createEcarts, createHasard, type Mesure } from './bilan.ts'
import { compteurDe, type Lieu, preparerLieu, verifierTravail } from './kills.ts'
import { lancerMoteur, type MoteurReel } from './moteur.ts'
import { lireRecu, posteEssai, restes } from './postes.ts'

const nouvelles = 1000
const piecesJointes = 5
const compteur = 'compteur'

/** What the other copy brought, as lines show it: 1,000 lines of three cells and five attachments, or part of them. */
function compterVenues(lignes: readonly Ligne[]): string {
  const entieres = lignes.filter((l) => String(l.cellules['libelle'] ?? '').startsWith('venu ') && l.cellules['preventif'] && l.cellules['ordre'] !== null)
  return `${entieres.length} lignes, ${lignes.filter((l) => String(l.cellules['nom'] ?? '').startsWith('venue ')).length} pièces`
}
const tout = `${nouvelles} lignes, ${piecesJointes} pièces`
const rien = '0 lignes, 0 pièces'

/** The user's file, published, and a copy of it that someone else completed. */
async function preparer(lieu: Lieu, retour: string): Promise<{ id: string; projet: string }> {
  const cree = await creerFichier(lieu.chemin, 'Grappe', posteEssai(lieu.profil))
  ecrireExemple(cree.journal, { essms: 18, graine: 1, incomplet: false })
  const { id } = cree.journal.ajouter('risque', null, null, { libelle: compteur, ordre: 0 })
  await cree.fermer()
  cpSync(lieu.chemin, retour)
  const autre = await ouvrirFichier(retour, posteEssai(join(lieu.racine, 'collegue')))
  autre.journal.groupe(() => {
    for (let i = 0; i < nouvelles; i++) autre.journal.ajouter('risque', null, null, { libelle: `venu ${i}`, preventif: 'x'.repeat(40), ordre: i })
    for (let i = 0; i < piecesJointes; i++) {
      const sha256 = autre.journal.ajouterBlob(Buffer.alloc(200_000, `pièce ${i}`), 'application/pdf')
      autre.journal.ajouter('piece-jointe', null, null, { role: 'autre', nom: `venue ${i}.pdf`, sha256 })
    }
  })
  await autre.fermer()
  return { id, projet: cree.projet }
}

/** Starts the two ways a copy is united: « Réunir », or opening a file that someone else replaced. Returns the call in flight. */
async function commencer(lieu: Lieu, retour: string, voie: number, editer: (m: MoteurReel) => Promise<unknown>) {
  const moteur = await lancerMoteur(lieu.profil)
  await moteur.exiger('dossier.ouvrir', { ref: moteur.ref(lieu.chemin) })
  await editer(moteur)
  if (voie === 0) {
    const fichiers = [{ ref: moteur.ref(retour), phrase: null }]
    await moteur.exiger('partage.apercu', { fichiers })
    return { moteur, reunion: moteur.call('partage.reunir', { fichiers, accepter: 'tout' }) }
  }
  await moteur.tuer()
  cpSync(retour, lieu.chemin)
  const second = await lancerMoteur(lieu.profil)
  return { moteur: second, reunion: second.call('dossier.ouvrir', { ref: second.ref(lieu.chemin) }) }
}

/** A returned copy united, killed at any moment: all of it or nothing, and what was typed before is there. */
export async function killsSurReunions(cycles: number): Promise<Mesure> {
  const lieu = preparerLieu('kill-reunion')
  const { ecarts, exiger } = createEcarts()
  const hasard = createHasard(3)
  const retour = join(lieu.racine, 'retour.db')
  const { id, projet } = await preparer(lieu, retour)
  const dossiers = ['profil', 'Documents'].map((d) => ({ vif: join(lieu.racine, d), depart: join(lieu.racine, 'depart', d) }))
  for (const { vif, depart } of dossiers) cpSync(vif, depart, { recursive: true, preserveTimestamps: true })
  const editer = (m: MoteurReel) => m.exiger('champ.saisir', { editions: [{ kind: 'risque', id, champ: 'ordre', valeur: 7 }] })
  const durees = [0, 0]
  const issues = { rien: 0, tout: 0 }

  // A run of each way to its end first: how long it takes.
  for (let cycle = -Math.min(2, cycles); cycle < cycles; cycle++) {
    const voie = Math.abs(cycle) % 2
    for (const { vif, depart } of dossiers) {
      rmSync(vif, { recursive: true, force: true })
      cpSync(depart, vif, { recursive: true, preserveTimestamps: true })
    }
    const { moteur, reunion } = await commencer(lieu, retour, voie, editer)
    const debut = performance.now()
    if (cycle < 0) exiger((await reunion).ok, 'the union itself fails')
    else await dormir(hasard() * (durees[voie] ?? 0) * 1.1)
    if (cycle < 0) durees[voie] = performance.now() - debut
    await moteur.tuer()
    const { ok } = await reunion

    const repris = await lancerMoteur(lieu.profil)
    // The working copy alone first: the file itself would bring again what a lost union brought.
    const { lignes, avertissements } = await repris.exiger('dossier.rouvrir', { projet })
    const vues = compterVenues(lignes)
    exiger(avertissements.length === 0, `cycle ${cycle}: ${avertissements.join(' ')}`)
    exiger(vues === tout || vues === rien, `cycle ${cycle}: partial union: ${vues}`)
    exiger(vues === tout || !ok, `cycle ${cycle}: an acknowledged union was lost`)
    exiger(compteurDe(lignes, compteur) === 7, `cycle ${cycle}: an acknowledged edit was lost`)
    if (cycle >= 0) issues[vues === tout ? 'tout' : 'rien']++
    await repris.exiger('dossier.ouvrir', { ref: repris.ref(lieu.chemin) })
    await repris.fermer()
    const reste = restes(lieu.profil, lieu.dossier, ['g.db'])
    exiger(reste.length === 0, `cycle ${cycle}: left behind: ${reste.join(', ')}`)
    const seul = await lireRecu(lieu.chemin, join(lieu.racine, 'ailleurs')).catch((error: unknown) => String(error))
    exiger(typeof seul !== 'string' && compteurDe(seul, compteur) === 7, `cycle ${cycle}: the user's file: ${typeof seul === 'string' ? seul : 'older'}`)
    verifierTravail(lieu, projet, { ecarts, exiger })
  }
  exiger(cycles < 20 || (issues.rien > 0 && issues.tout > 0), `kills all on one side: ${JSON.stringify(issues)}`)
  rmSync(lieu.racine, { recursive: true, force: true })
  return {
    barre: 'kill -9 sur la réunion',
    demande: `${cycles} arrêts, 0 réunion partielle, 0 saisie perdue`,
    vu: `${issues.rien} sans rien, ${issues.tout} entières, ${ecarts.length} écart`,
    ecarts
  }
}
