import type { CleSignee } from '#domain/completude/collecteur.ts'
import type { Dossier } from '#domain/dossier.ts'
import { donneesPv } from './donnees-pv.ts'
import { donneesConvention } from './pieces/donnees-convention.ts'
import { donneesLettre } from './pieces/donnees-lettre.ts'
import { sha256 } from './sha256.ts'

const base32 = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** JSON whose keys are sorted: the same data give the same text whatever wrote them. */
function canonique(valeur: unknown): string {
  if (Array.isArray(valeur)) return `[${valeur.map(canonique).join(',')}]`
  if (typeof valeur !== 'object' || valeur === null) return JSON.stringify(valeur ?? null)
  const paires = Object.entries(valeur).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${paires.map(([cle, v]) => `${JSON.stringify(cle)}:${canonique(v)}`).join(',')}}`
}

/** 8 characters of Crockford base 32 = the first 40 bits of the SHA-256 of the data. */
export function codeDe(donnees: unknown): string {
  const nombre = sha256(canonique(donnees))
    .slice(0, 5)
    .reduce((total, octet) => total * 256 + octet, 0)
  let code = ''
  for (let reste = nombre, rang = 0; rang < 8; rang++, reste = Math.floor(reste / 32)) code = (base32[reste % 32] ?? '') + code
  return code
}

/** Codes already computed: completeness and the documents of one bundle ask for the same ones. */
const connus = new WeakMap<Dossier, Map<CleSignee, string>>()

/**
 * The code printed on a document to sign. It changes if and only if the data printed there change:
 * each of these documents is drawn from its `donnees…` projection alone, and the code is the hash of that projection
 * (never of the wording, so a newer Grappe keeps the code of a signed document).
 */
export function codeDonnees(dossier: Dossier, cle: CleSignee): string {
  const codes = connus.get(dossier) ?? new Map<CleSignee, string>()
  connus.set(dossier, codes)
  const code = codes.get(cle) ?? codeDe(donneesSignees(dossier, cle))
  codes.set(cle, code)
  return code
}

/** Everything a document to sign prints; null for a procès-verbal that does not exist. */
export function donneesSignees(dossier: Dossier, cle: CleSignee): unknown {
  if (cle === 'piece:3') return donneesConvention(dossier)
  if (cle === 'piece:4') return donneesLettre(dossier)
  return donneesPv(dossier, cle.slice('pv:'.length))
}

/** What completeness needs besides the Dossier: today, and the code a document to sign would print now. */
export const optionsCompletude = (dossier: Dossier, date: string) => ({ date, codeDonnees: (cle: CleSignee) => codeDonnees(dossier, cle) })
