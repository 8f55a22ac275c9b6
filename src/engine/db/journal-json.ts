import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import { GrappeError } from '#contract/errors.ts'
import { sha256 } from './blobs.ts'
import { celluleToSql } from './cellule-sql.ts'
import { bytesToUuid, isUuid, uuidToBytes } from './identifiant.ts'
import { isNomDeChamp, isNomDeKind } from './nom-de-champ.ts'
import { type SourceJournal, sourceDeBase } from './source.ts'

const uuid = z.string().refine(isUuid)
const entier = z.number().int().nonnegative()
const cellule = z.union([z.string(), z.number(), z.null()])
const opRef = z.tuple([uuid, entier])

/** The journal in a text that names everything by uuid: readable without Grappe, and the same for two copies that say the same. */
const schema = z
  .object({
    format: z.literal('grappe-journal'),
    version: z.literal(1),
    projet: uuid,
    auteurs: z.array(z.object({ uuid, nom: z.string(), fonction: z.string(), organisation: z.string() }).strict()),
    sessions: z.array(z.object({ uuid, auteur: uuid, machine: uuid, version: z.string(), debut: entier, fuseau: z.number().int() }).strict()),
    entites: z.array(z.object({ uuid, kind: z.string().refine(isNomDeKind), part: uuid, hlc: entier }).strict()),
    ops: z.array(
      z
        .object({
          session: uuid,
          seq: entier,
          hlc: entier,
          entite: uuid,
          champ: z.string().refine(isNomDeChamp),
          valeur: cellule,
          remplace: z.array(opRef)
        })
        .strict()
    ),
    effacees: z.array(opRef),
    collectes: z.array(
      z.object({ id: uuid, emise: entier, destinataire: z.string(), parts: z.string(), demande: z.string(), revenue: entier.nullable() }).strict()
    ),
    fichiers: z.array(z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/u), mime: z.string(), base64: z.string().nullable() }).strict())
  })
  .strict()
type JournalJson = z.infer<typeof schema>

const trie = <T>(items: T[], cle: (item: T) => string): T[] =>
  items
    .map((item) => [cle(item), item] as const)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([, item]) => item)
const cleOp = (session: string, seq: number) => `${session}/${String(seq).padStart(12, '0')}`

/** The whole journal, sorted: two copies holding the same ops give the same text. `blobs: false` keeps hashes without bytes. */
export function exporterJson(db: Database, reglages: { readonly blobs?: boolean } = {}): string {
  const source = sourceDeBase(db)
  const auteurs = new Map([...source.auteurs()].map((a) => [a.no, { ...a, uuid: bytesToUuid(a.uuid) }]))
  const sessions = new Map([...source.sessions()].map((s) => [s.no, { ...s, uuid: bytesToUuid(s.uuid) }]))
  const entites = new Map([...source.entites()].map((e) => [e.no, { ...e, uuid: bytesToUuid(e.uuid) }]))
  const champs = new Map([...source.champs()].map((c) => [c.no, c.cle]))
  const idSession = (no: number) => sessions.get(no)?.uuid ?? ''
  const remplace = new Map<string, [string, number][]>()
  for (const [s, seq, ps, pSeq] of source.parents()) {
    const cle = cleOp(idSession(s), seq)
    const liste = remplace.get(cle) ?? []
    liste.push([idSession(ps), pSeq])
    remplace.set(cle, liste)
  }
  const json: JournalJson = {
    format: 'grappe-journal',
    version: 1,
    projet: source.projet,
    auteurs: trie(
      [...auteurs.values()].map(({ uuid: id, nom, fonction, organisation }) => ({ uuid: id, nom, fonction, organisation })),
      (a) => a.uuid
    ),
    sessions: trie(
      [...sessions.values()].map((s) => ({
        uuid: s.uuid,
        auteur: auteurs.get(s.auteur)?.uuid ?? '',
        machine: bytesToUuid(s.machine),
        version: s.version,
        debut: s.debut,
        fuseau: s.fuseau
      })),
      (s) => s.uuid
    ),
    entites: trie(
      [...entites.values()].map((e) => ({ uuid: e.uuid, kind: e.kind, part: bytesToUuid(e.part), hlc: e.hlc })),
      (e) => e.uuid
    ),
    ops: trie(
      Array.from(source.ops(), ([s, seq, hlc, e, f, valeur]) => ({
        session: idSession(s),
        seq,
        hlc,
        entite: entites.get(e)?.uuid ?? '',
        champ: champs.get(f) ?? '',
        valeur,
        remplace: trie(remplace.get(cleOp(idSession(s), seq)) ?? [], (r) => cleOp(...r))
      })),
      (o) => cleOp(o.session, o.seq)
    ),
    effacees: trie(
      Array.from(source.redactions(), ([s, seq]): [string, number] => [idSession(s), seq]),
      (r) => cleOp(...r)
    ),
    collectes: trie(
      Array.from(source.collectes(), (c) => ({ ...c, id: bytesToUuid(c.id) })),
      (c) => c.id
    ),
    fichiers: trie(
      Array.from(source.blobs(), ({ sha256: cle, mime }) => ({ sha256: cle.toString('hex'), mime })).map((f) => ({
        ...f,
        base64: reglages.blobs === false ? null : source.lireBlob(Buffer.from(f.sha256, 'hex')).toString('base64')
      })),
      (f) => f.sha256
    )
  }
  return JSON.stringify(json)
}

/** Reads an exported journal; throws `contenu-invalide` when it is not one or contradicts itself. */
export function sourceDeJson(texte: string): SourceJournal {
  const invalide = () => new GrappeError('contenu-invalide')
  let brut: unknown
  try {
    brut = JSON.parse(texte)
  } catch {
    throw invalide()
  }
  const lu = schema.safeParse(brut)
  if (!lu.success) throw invalide()
  const json = lu.data
  const champs = [...new Set(json.ops.map((o) => o.champ))]
  const numeros = (ids: readonly string[]) => {
    const parId = new Map(ids.map((id, i) => [id, i]))
    return (id: string): number => {
      const no = parId.get(id)
      if (no === undefined) throw invalide()
      return no
    }
  }
  const auteurNo = numeros(json.auteurs.map((a) => a.uuid))
  const sessionNo = numeros(json.sessions.map((s) => s.uuid))
  const entiteNo = numeros(json.entites.map((e) => e.uuid))
  const champNo = numeros(champs)
  for (const o of json.ops) celluleToSql(o.valeur)
  const bytesDe = new Map(json.fichiers.flatMap((f) => (f.base64 === null ? [] : [[f.sha256, f.base64] as const])))
  return {
    projet: json.projet,
    auteurs: () => json.auteurs.map((a, no) => ({ ...a, no, uuid: uuidToBytes(a.uuid) })),
    sessions: () => json.sessions.map((s, no) => ({ ...s, no, uuid: uuidToBytes(s.uuid), auteur: auteurNo(s.auteur), machine: uuidToBytes(s.machine) })),
    entites: () => json.entites.map((e, no) => ({ ...e, no, uuid: uuidToBytes(e.uuid), part: uuidToBytes(e.part) })),
    champs: () => champs.map((cle, no) => ({ no, cle })),
    ops: () =>
      trie(json.ops, (o) => cleOp(o.session, o.seq)).map((o) => [sessionNo(o.session), o.seq, o.hlc, entiteNo(o.entite), champNo(o.champ), o.valeur] as const),
    parents: () => json.ops.flatMap((o) => o.remplace.map(([s, seq]) => [sessionNo(o.session), o.seq, sessionNo(s), seq] as const)),
    redactions: () => json.effacees.map(([s, seq]) => [sessionNo(s), seq] as const),
    collectes: () => json.collectes.map((c) => ({ ...c, id: uuidToBytes(c.id) })),
    blobs: () => json.fichiers.filter((f) => f.base64 !== null).map((f) => ({ sha256: Buffer.from(f.sha256, 'hex'), mime: f.mime })),
    lireBlob: (cle) => {
      const data = Buffer.from(bytesDe.get(cle.toString('hex')) ?? '', 'base64')
      if (!sha256(data).equals(cle)) throw invalide()
      return data
    }
  }
}
