import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { GrappeError } from '#contract/errors.ts'
import { aide, aideGenerale } from './aide.ts'
import { lireArguments, type Options } from './arguments.ts'
import type { Resultat } from './commande.ts'
import { commandes } from './commandes.ts'
import { type Moteur, ouvrirMoteur } from './moteur.ts'

const racine = join(import.meta.dirname, '..', '..')
const version = (JSON.parse(readFileSync(join(racine, 'package.json'), 'utf8')) as { version: string }).version

function imprimer(resultat: Resultat, valeurs: Options): void {
  process.stdout.write(valeurs.json ? `${JSON.stringify(resultat.json, null, 2)}\n` : `${resultat.texte}\n`)
}

function imprimerErreur(error: unknown, json: boolean): void {
  const code = error instanceof GrappeError ? error.code : 'interne'
  const message = error instanceof Error ? error.message : String(error)
  const details = error instanceof GrappeError ? error.details : []
  if (json) process.stdout.write(`${JSON.stringify({ erreur: { code, message, details } }, null, 2)}\n`)
  else process.stderr.write(`${message}\n${details.map((d) => `  – ${d}\n`).join('')}`)
}

/** Runs one command. Returns the exit code: 0 ready, 1 not ready, 2 error. */
export async function executer(argv: readonly string[]): Promise<number> {
  let moteur: Moteur | undefined
  let json = argv.includes('--json')
  try {
    const { values, positionals } = lireArguments(argv)
    json = values.json === true
    const [nom, ...reste] = positionals
    if (nom === undefined || values.aide) {
      process.stdout.write(nom !== undefined && aide[nom] ? `grappe ${aide[nom]}\n` : aideGenerale())
      return nom === undefined && !values.aide ? 2 : 0
    }
    const commande = Object.hasOwn(commandes, nom) ? commandes[nom] : undefined
    if (!commande) {
      process.stderr.write(`Commande inconnue : ${nom}\n\n${aideGenerale()}`)
      return 2
    }
    const resultat = await commande(reste, values, async () => {
      moteur ??= await ouvrirMoteur(values, version, join(racine, 'resources'), (texte) => {
        if (process.stderr.isTTY && !json) process.stderr.write(`\r\u001b[K${texte}`)
      })
      return moteur
    })
    await moteur?.fermer()
    moteur = undefined
    if (process.stderr.isTTY && !json) process.stderr.write('\r\u001b[K')
    imprimer(resultat, values)
    return resultat.code
  } catch (error) {
    imprimerErreur(error, json)
    const code = error instanceof GrappeError ? error.code : ''
    return code === 'lot-pas-pret' ? 1 : 2
  } finally {
    await moteur?.fermer().catch(() => undefined)
  }
}

if (import.meta.main) process.exitCode = await executer(process.argv.slice(2))
