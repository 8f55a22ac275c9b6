import { createHash } from 'node:crypto'
import { GrappeError } from '#contract/errors.ts'
import type { Cellule, Champ } from '#domain/champs/champ.ts'
import { isEtatParCle } from '#domain/cle-naturelle.ts'
import type { Dossier } from '#domain/dossier.ts'
import { type DossierJson, fautesJson, formatDossierJson, schemaDossierJson } from '#domain/dossier-json.ts'
import { isAvecFichier } from '#domain/fichier-joint.ts'
import { noms } from '#domain/noms.ts'
import type { Journal } from '../db/journal.ts'
import { createAttribution, type Nommee } from './attribution.ts'
import { createIdentites, type Identites, traduireTextes } from './identites.ts'

/** Largest file read or written, in bytes: what one text can hold. */
export const dossierJsonMax = 500_000_000

type Brute = Readonly<Record<string, unknown>>
// biome-ignore lint/suspicious/noExplicitAny: fields of every value type
type ChampQuelconque = Champ<any>
type Champs = Readonly<Record<string, ChampQuelconque>>

/** The whole dossier as JSON: decoded values by collection, files in base64, and the journal with its whole history. */
export function exporterDossier(dossier: Dossier, journal: Journal): string {
  const fichiers: Record<string, string> = {}
  let octets = 0
  for (const { sha256 } of [...dossier.piecesJointes, ...dossier.modeles]) {
    const blob = sha256 === null || sha256 in fichiers ? null : journal.lireBlob(sha256)
    if (!blob || sha256 === null) continue
    octets += blob.bytes.length * 1.34
    if (octets > dossierJsonMax)
      throw new GrappeError('fichier-trop-grand', 'les fichiers joints ne tiennent pas dans un fichier JSON : envoyez le dossier lui-même')
    fichiers[sha256] = blob.bytes.toString('base64')
  }
  const collections = Object.fromEntries(noms.map((nom) => [nom.collection, dossier[nom.collection]]))
  const debut = JSON.stringify({ format: formatDossierJson, ...collections, fichiers })
  return `${debut.slice(0, -1)},"journal":${journal.exporterJson({ blobs: false })}}`
}

/** Reads and checks a file; the error lists the first faults with their place. */
export function lireDossierJson(bytes: Uint8Array): DossierJson {
  let brut: unknown
  try {
    brut = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw new GrappeError('import-impossible', 'ce fichier n’est pas du JSON en UTF-8')
  }
  const read = schemaDossierJson.safeParse(brut, { reportInput: true })
  if (!read.success) throw new GrappeError('import-impossible', 'des valeurs n’ont pas la forme attendue', fautesJson(read.error.issues.slice(0, 20)))
  return read.data as unknown as DossierJson
}

interface Entree extends Nommee {
  readonly entite: Brute
}

function entreesDe(json: DossierJson): readonly Entree[] {
  return noms.flatMap((nom): readonly Entree[] => {
    const found = json[nom.collection]
    if (found === undefined) return []
    if (nom.unique) return [{ nom, entite: found as Brute, local: String((found as Brute)['id'] || nom.kind), place: nom.collection }]
    return (found as readonly Brute[]).map((entite, i) => ({ nom, entite, local: String(entite['id']), place: `${nom.collection}[${i}]` }))
  })
}

/** Cells of the fields that have a value; a reference to nothing is a fault, said with its place. */
function encoder({ nom, entite, place }: Entree, identites: Identites, fautes: string[]): Record<string, Cellule> {
  const cellules: Record<string, Cellule> = {}
  const suivre = (champ: ChampQuelconque, name: string, local: string): string => {
    const id = identites.de(champ.vers ?? '', local)
    if (id === undefined) fautes.push(`${place}.${name} : rien n’a l’identifiant « ${local} »`)
    return id ?? local
  }
  for (const [name, champ] of Object.entries(nom.champs as Champs)) {
    const value = entite[name]
    if (value === null || value === undefined) continue
    if (champ.genre === 'reference') cellules[name] = suivre(champ, name, value as string)
    else if (champ.genre === 'references') cellules[name] = champ.encode((value as readonly string[]).map((id) => suivre(champ, name, id)))
    else cellules[name] = champ.encode(value)
  }
  traduireTextes(nom.kind, cellules, identites)
  return cellules
}

/** Attached bytes, checked against their address; every attached file of the import must have its bytes, here or in the dossier. */
function lireFichiers(
  journal: Journal,
  json: DossierJson,
  entrees: readonly Entree[],
  fautes: string[]
): readonly { readonly bytes: Buffer; readonly type: string }[] {
  const lus = new Map<string, { bytes: Buffer; type: string }>()
  for (const { nom, entite, place } of entrees) {
    const sha256 = entite['sha256']
    if (!isAvecFichier(nom.kind) || typeof sha256 !== 'string') continue
    const base64 = json.fichiers?.[sha256]
    const bytes = base64 === undefined ? journal.lireBlob(sha256)?.bytes : (lus.get(sha256)?.bytes ?? Buffer.from(base64, 'base64'))
    if (!bytes) fautes.push(`${place}.sha256 : le contenu du fichier n’est pas fourni dans « fichiers »`)
    else if (createHash('sha256').update(bytes).digest('hex') !== sha256) fautes.push(`fichiers.${sha256} : ce contenu est abîmé`)
    else if (typeof entite['taille'] === 'number' && entite['taille'] !== bytes.length) fautes.push(`${place}.taille : ${bytes.length} octets sont fournis`)
    else if (base64 !== undefined) lus.set(sha256, { bytes, type: typeof entite['type'] === 'string' ? entite['type'] : 'application/octet-stream' })
  }
  return [...lus.values()]
}

/** Entities that others name come first, then the states kept per key, whose key holds those ids; the answers may name any of them. */
const rang = ({ nom }: Entree): number => (nom.kind === 'reponse' ? 2 : isEtatParCle(nom.kind) && nom.kind !== 'piece' ? 1 : 0)

/**
 * Writes every entity of a dossier in one transaction and one step of undo; a value already there is replaced by the
 * one of the file. Returns the id given to any entity of the file, and the counts.
 */
export function importerDossier(
  journal: Journal,
  json: DossierJson
): { readonly idDe: (local: string) => string; readonly entites: number; readonly cellules: number } {
  const identites = createIdentites()
  const fautes: string[] = []
  const attribuer = createAttribution(journal, identites, fautes)
  const entrees = entreesDe(json)
  const lus = new Map<Entree, { readonly id: string; readonly cellules: Readonly<Record<string, Cellule>> }>()
  for (const e of entrees) if (rang(e) === 0) lus.set(e, { id: attribuer(e, e.entite as Readonly<Record<string, Cellule>>), cellules: {} })
  for (const e of entrees.filter((x) => rang(x) > 0).sort((a, b) => rang(a) - rang(b))) {
    const cellules = encoder(e, identites, fautes)
    lus.set(e, { id: attribuer(e, cellules), cellules })
  }
  for (const e of entrees) if (rang(e) === 0) lus.set(e, { id: lus.get(e)?.id ?? '', cellules: encoder(e, identites, fautes) })
  const fichiers = lireFichiers(journal, json, entrees, fautes)
  if (fautes.length > 0) throw new GrappeError('import-impossible', 'des valeurs n’ont pas la forme attendue', fautes.slice(0, 20))
  let count = 0
  journal.groupe(() => {
    for (const { bytes, type } of fichiers) journal.ajouterBlob(bytes, type)
    for (const e of entrees) {
      const { id, cellules } = lus.get(e) ?? { id: '', cellules: {} }
      count += Object.keys(cellules).length
      journal.ajouter(e.nom.kind, id, null, cellules)
    }
  })
  return { idDe: (local) => identites.partout(local) ?? local, entites: entrees.length, cellules: count }
}
