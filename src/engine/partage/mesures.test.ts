import { statSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { passeParCourriel } from '#domain/partage/taille.ts'
import type { FichierOuvert } from '../db/fichier-ouvert.ts'
import { envoyerCopie } from './envoyer.ts'
import { createBancEchange, dossierDe, type Poste } from './fixtures/echange.ts'
import { ouvrirRetour } from './retour.ts'
import { apercuReunion, type RapportFichier } from './reunion.ts'
import { reunir } from './reunir.ts'

const banc = createBancEchange()
let porteur: Poste
let fichier: FichierOuvert
const clair = { zip: false, phrase: null }
const zip = { zip: true, phrase: null }
const ou = (nom: string) => ({ destination: banc.chemin(nom), fichier: nom, profil: porteur.options.profil, date: '2026-09-01' })

/** Processor time of `fn` in ms: what it costs, whatever else the machine does. */
async function cout<T>(fn: () => Promise<T> | T): Promise<readonly [number, T]> {
  const debut = process.cpuUsage()
  const resultat = await fn()
  const { user, system } = process.cpuUsage(debut)
  return [(user + system) / 1000, resultat]
}

beforeAll(async () => {
  porteur = banc.poste('Porteur')
  fichier = await banc.exemple(porteur, 500)
}, 120_000)
afterAll(banc.fermer)

it('500 establishments: every copy goes by e-mail, a collecte weighs what its part weighs', async () => {
  const og = dossierDe(fichier).organismes[1]!
  const complete = await envoyerCopie(fichier.journal, { sorte: 'complete' }, {}, clair, ou('complete.db'))
  const archive = await envoyerCopie(fichier.journal, { sorte: 'complete' }, {}, zip, ou('complete.zip'))
  const legere = await envoyerCopie(fichier.journal, { sorte: 'legere', fichiers: 'aucun' }, {}, zip, ou('legere.zip'))
  const collecte = await envoyerCopie(fichier.journal, { sorte: 'collecte', organisme: og.id, fichiers: 'tous' }, {}, clair, ou('collecte.db'))
  expect(passeParCourriel(complete.taille, 25)).toBe(true)
  expect(archive.taille).toBeLessThan(complete.taille / 2)
  expect(legere.taille).toBeLessThan(archive.taille)
  expect(passeParCourriel(legere.taille, 10)).toBe(true)
  expect(collecte.taille).toBeLessThan(1_000_000)
  expect(collecte.etablissements).toBe(dossierDe(fichier).etablissements.filter((e) => e.organisme === og.id).length)
  // No copy is larger than the dossier it comes from.
  expect(complete.taille).toBeLessThan(statSync(fichier.cheminUtilisateur!).size * 1.02)
}, 120_000)

it('500 establishments, 2,000 edits on each side: previewed, then united in at most 2 s of work each', async () => {
  const collegue = banc.poste('Collègue')
  const chez = await collegue.ouvrir(banc.chemin('complete.db'))
  const releves = dossierDe(chez).releves
  const saisir = (f: FichierOuvert, de: number, mot: string) =>
    f.journal.ecrire(releves.slice(de, de + 2000).map((r, i) => ({ kind: 'releve', id: r.id, champ: 'observation', valeur: `${mot} ${i}` })))
  saisir(chez, 0, 'vu')
  saisir(fichier, 1000, 'relu')
  await chez.publier()
  const [, retour] = await cout(() => ouvrirRetour(banc.chemin('complete.db'), null, fichier.projet, porteur.options))
  const [essai, apercu] = await cout(() => apercuReunion(fichier.journal, [retour], porteur.instant))
  const rapport = apercu[0] as RapportFichier
  expect(rapport.saisies).toMatchObject({ retenues: 2000, refusees: 0, laissees: 0 })
  expect(rapport.groupes.flatMap((g) => g.conflits)).toHaveLength(Math.min(1000, releves.length - 1000))
  const [reunion] = await cout(() => reunir(fichier, [retour], 'tout', { maintenant: porteur.instant, date: '2026-09-02' }))
  retour.liberer()
  expect([essai < 2000, reunion < 2000]).toEqual([true, true])
}, 120_000)
