import { basename } from 'node:path'
import type { Database } from 'better-sqlite3'
import { GrappeError } from '#contract/errors.ts'
import type { Ligne } from '#domain/dossier.ts'
import { createLecture } from '../db/lecture.ts'
import type { OptionsOuverture } from '../db/ouverture.ts'
import { ouvrirRecu } from '../db/ouverture.ts'
import { deballer } from './deballer.ts'
import { collectesDe, type Role, roleDe } from './role.ts'

/** A returned file, unwrapped, checked, held as a private copy until `liberer`. */
export interface RetourOuvert {
  readonly nom: string
  /** Bytes of the plain `.db`. */
  readonly taille: number
  readonly db: Database
  readonly projet: string
  readonly role: Role
  /** Ids of the collectes it says it is; whose parts they are is the porteur's to say. */
  readonly collectes: readonly string[]
  readonly lignes: readonly Ligne[]
  readonly avertissements: readonly string[]
  readonly liberer: () => void
}

/** Opens one returned file. `projet`: the dossier it must belong to (`autre-grappe` otherwise). */
export async function ouvrirRetour(chemin: string, phrase: string | null, projet: string, options: OptionsOuverture): Promise<RetourOuvert> {
  const deballe = await deballer(chemin, phrase, options.profil)
  try {
    const recu = await ouvrirRecu(deballe.chemin, options)
    try {
      if (recu.projet !== projet) throw new GrappeError('autre-grappe', basename(chemin))
      return {
        nom: basename(chemin),
        taille: recu.empreinte.taille,
        db: recu.db,
        projet: recu.projet,
        role: roleDe(recu.db),
        collectes: collectesDe(recu.db).map((c) => c.id),
        lignes: createLecture(recu.db).lireLignes(),
        avertissements: recu.avertissements,
        liberer: recu.liberer
      }
    } catch (error) {
      recu.liberer()
      throw error
    }
  } finally {
    deballe.liberer()
  }
}
