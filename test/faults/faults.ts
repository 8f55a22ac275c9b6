/**
 * `npm run test:faults`: every bar of the faults at its full size, one after the other. Prints, for each, what was asked and what was
 * seen; exits 1 when one does not hold. `npm run test:faults -- coupure` runs only the bars whose name holds that word.
 */
import type { Mesure } from './bilan.ts'
import { essayerBombes } from './bombes.ts'
import { coupuresDeCourant } from './coupures.ts'
import { deuxPostes } from './deux-postes.ts'
import { disquePlein } from './disque-plein.ts'
import { publierGrossesPieces } from './grosses-pieces.ts'
import { killsSurPublications, killsSurSaisies } from './kills.ts'
import { killsSurReunions } from './kills-reunion.ts'
import { construireMoteur } from './moteur.ts'
import { mutantsFusion } from './mutants-fusion.ts'
import { type BarreVitest, parVitest } from './vitest.ts'

const uni = (fn: () => Promise<Mesure>) => async () => [await fn()]
const vitest = (barre: BarreVitest) => ({ nom: barre.barre, mesurer: uni(() => parVitest(barre)) })

const barres: readonly { readonly nom: string; readonly mesurer: () => Promise<readonly Mesure[]> }[] = [
  { nom: 'kill -9 sur les saisies', mesurer: uni(() => killsSurSaisies(200)) },
  { nom: 'kill -9 sur la publication', mesurer: uni(() => killsSurPublications(200)) },
  { nom: 'kill -9 sur la réunion', mesurer: uni(() => killsSurReunions(150)) },
  { nom: 'coupure de courant', mesurer: () => coupuresDeCourant(400) },
  { nom: 'disque plein', mesurer: uni(disquePlein) },
  { nom: 'publier de grosses pièces', mesurer: uni(() => publierGrossesPieces([170e6, 170e6, 170e6])) },
  { nom: 'bombes', mesurer: uni(essayerBombes) },
  { nom: 'deux postes, un fichier', mesurer: uni(() => deuxPostes(250)) },
  vitest({
    barre: 'réunion : onze propriétés',
    demande: '1 000 histoires chacune, horloges à ± 10 ans, même FINESS des deux côtés = un établissement',
    fichiers: ['src/engine/db/fusion.test.ts', 'src/engine/partage/perimetre-retour.test.ts'],
    env: { GRAPPE_FUSION_RUNS: '1000' }
  }),
  { nom: 'réunion : défauts plantés', mesurer: uni(mutantsFusion) },
  vitest({
    barre: 'réunion de deux copies de 500 établissements',
    demande: '2 s de travail au plus',
    fichiers: ['src/engine/partage/mesures.test.ts']
  }),
  vitest({
    barre: 'fichiers reçus abîmés ou forgés',
    demande: '4 000 mutants et 26 forgés : code de la liste, 5 s au plus, original intact',
    fichiers: ['src/engine/db/ouverture.test.ts'],
    env: { GRAPPE_MUTANTS: '4000' }
  }),
  vitest({
    barre: 'noms de fichiers',
    demande: '200 000 noms sûrs partout, rien d’écrit hors du dossier privé',
    fichiers: ['src/engine/lot/nom-fichier.test.ts', 'test/faults/noms-de-zip.test.ts'],
    env: { GRAPPE_NOMS: '200000', GRAPPE_ZIPS: '5000' }
  }),
  vitest({
    barre: 'fichiers chiffrés altérés, phrase fausse',
    demande: '300 altérés refusés, phrase fausse refusée',
    fichiers: ['src/engine/partage/chiffrement.test.ts']
  }),
  vitest({
    barre: 'copies : rien d’un autre organisme, aucun IBAN effacé',
    demande: '0 octet dans chaque fichier produit',
    fichiers: ['src/engine/partage/copies.test.ts', 'src/engine/db/fichier.test.ts'],
    motif: 'copy|erased'
  }),
  vitest({
    barre: 'pragmas de chaque connexion',
    demande: 'valeurs exigées, aucune autre ouverture',
    fichiers: ['src/engine/db/fichier.test.ts'],
    motif: 'pragmas'
  }),
  vitest({
    barre: 'disque plein, lecture seule, valeurs quelconques',
    demande: 'message simple, rien de perdu',
    fichiers: ['src/engine/db/pannes.test.ts'],
    env: { GRAPPE_VALEURS: '10000' }
  }),
  vitest({ barre: 'cinq fuseaux horaires', demande: 'documents identiques', fichiers: ['test/determinisme.test.ts'] })
]

const [voulue = ''] = process.argv.slice(2)
const choisies = barres.filter(({ nom }) => nom.includes(voulue))
await construireMoteur()
let ratees = 0
for (const { nom, mesurer } of choisies) {
  const debut = performance.now()
  const mesures = await mesurer().catch((error: unknown): readonly Mesure[] => [{ barre: nom, demande: '', vu: 'interrompu', ecarts: [String(error)] }])
  for (const { barre, demande, vu, ecarts } of mesures) {
    if (ecarts.length > 0) ratees++
    console.log(`${ecarts.length === 0 ? 'tenue ' : 'RATÉE '} ${barre}\n         demandé : ${demande}\n         vu      : ${vu}`)
    for (const ecart of ecarts.slice(0, 8)) console.log(`         écart   : ${ecart}`)
  }
  console.log(`         (${((performance.now() - debut) / 1000).toFixed(0)} s)`)
}
console.log(ratees === 0 ? 'Toutes les barres sont tenues.' : `${ratees} barre ratée.`)
process.exitCode = ratees === 0 ? 0 : 1
