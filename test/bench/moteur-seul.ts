/**
 * What an engine alone takes to open a dossier and make one bundle through the contract, as the window asks it:
 * `node test/bench/moteur-seul.ts <file.db> <folder> <bundle>`. Prints JSON: milliseconds, and the peak of this
 * process' resident memory in millions of bytes, after the opening and at the end.
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Demande, NomAppel, Sortie } from '#contract/contract.ts'
import { lots } from '#domain/lot.ts'
import { createEngine } from '#engine/engine.ts'
import { contenirMemoire } from '#engine/memoire.ts'

const [chemin = '', dossier = '', demande] = process.argv.slice(2)
const lot = lots.find((l) => l === demande) ?? 'cloture'
const ressources = join(import.meta.dirname, '..', '..', 'resources')
const profil = join(dossier, 'profil')
mkdirSync(profil, { recursive: true })
contenirMemoire()
const engine = createEngine({ profil, version: 'bench', ressources })
engine.accorder('fichier', chemin)
engine.accorder('lots', dossier)

async function appeler<N extends NomAppel>(nom: N, input: Demande<N>): Promise<Sortie<N>> {
  const reponse = await engine.server.run(nom, input, () => undefined)
  if (!reponse.ok) throw new Error(`${nom}: ${reponse.error.message} ${(reponse.error.details ?? []).slice(0, 3).join(' ')}`)
  return reponse.value as Sortie<N>
}
const pic = () => Math.round(process.resourceUsage().maxRSS / 1e3)

await appeler('app.auteur', { nom: 'Banc', fonction: '', organisation: '' })
const debut = performance.now()
await appeler('dossier.ouvrir', { ref: 'fichier' })
const ouvert = performance.now()
const picOuvert = pic()
await appeler('lot.generer', { lot, ref: 'lots', brouillon: false })
const fini = performance.now()
console.log(JSON.stringify({ ouvrir: Math.round(ouvert - debut), generer: Math.round(fini - ouvert), picOuvert, pic: pic() }))
await engine.fermer()
