import { v5 } from 'uuid'

/** A UUID as its 16 bytes, the way the journal stores it. */
export const uuidToBytes = (id: string): Buffer => Buffer.from(id.replaceAll('-', ''), 'hex')

/** 16 bytes as a lowercase UUID. */
export function bytesToUuid(bytes: Buffer): string {
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

const forme = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/u
export const isUuid = (id: unknown): id is string => typeof id === 'string' && forme.test(id)

/** Identity of an entity that two people would add separately: the same key gives the same UUID in every copy. */
export const uuidNaturel = (projet: string, kind: string, cle: string): string => v5(`${kind}:${cle}`, projet)

/** Identity of an author's declaration: one row per (profile, name, function, organisation), so that rows never change. */
export const uuidAuteur = (auteur: { readonly uuid: string; readonly nom: string; readonly fonction: string; readonly organisation: string }): string =>
  v5(JSON.stringify([auteur.nom, auteur.fonction, auteur.organisation]), auteur.uuid)
