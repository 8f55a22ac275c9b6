import { parseArgs } from 'node:util'

/** Options of the command line; every command takes `--json`, `--profil`, `--auteur` and `--aide`. */
export const options = {
  json: { type: 'boolean' },
  aide: { type: 'boolean', short: 'h' },
  profil: { type: 'string' },
  auteur: { type: 'string' },
  incomplet: { type: 'boolean' },
  'outre-mer': { type: 'boolean' },
  remplacer: { type: 'boolean' },
  essms: { type: 'string' },
  graine: { type: 'string' },
  nom: { type: 'string' },
  lot: { type: 'string' },
  vers: { type: 'string' },
  brouillon: { type: 'boolean' },
  apercu: { type: 'boolean' },
  depenses: { type: 'boolean' },
  periode: { type: 'string' },
  par: { type: 'string' },
  usage: { type: 'string' },
  correspondance: { type: 'string' },
  exporter: { type: 'string' },
  complet: { type: 'boolean' },
  leger: { type: 'boolean' },
  collecte: { type: 'string' },
  fichiers: { type: 'string' },
  zip: { type: 'boolean' },
  proteger: { type: 'boolean' },
  phrase: { type: 'string' },
  demande: { type: 'string' },
  destinataire: { type: 'string' },
  courriel: { type: 'string' },
  echeance: { type: 'string' },
  mot: { type: 'string' },
  etablissements: { type: 'string' }
} as const

export type Options = ReturnType<typeof lireArguments>['values']

/** Splits the command line; throws on an unknown option. */
export const lireArguments = (argv: readonly string[]) => parseArgs({ args: [...argv], options, allowPositionals: true, strict: true })
