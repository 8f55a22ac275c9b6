import { GrappeError } from '#contract/errors.ts'
import type { FichierOuvert } from '../db/fichier-ouvert.ts'
import type { RetourOuvert } from './retour.ts'
import { type Acceptation, type RapportFichier, unirRetours } from './reunion.ts'

export interface ReunionFaite {
  readonly rapports: readonly RapportFichier[]
  /** Version to give back to `annulerReunion`; null when the files brought nothing. */
  readonly version: string | null
}

/** Unites returned files with the open dossier: all of it or nothing, the state before kept aside. */
export function reunir(
  fichier: FichierOuvert,
  retours: readonly RetourOuvert[],
  accepter: Acceptation,
  quand: { readonly maintenant: number; readonly date: string }
): ReunionFaite {
  if (fichier.lectureSeule) throw new GrappeError('lecture-seule')
  const version = fichier.versions.garder('avant-reunion')
  try {
    const rapports = unirRetours(fichier.journal, retours, accepter, quand.maintenant, quand.date)
    if (rapports.some((r) => r.saisies.retenues > 0 || r.fichiersJoints > 0)) return { rapports, version }
    fichier.versions.oublier(version)
    return { rapports, version: null }
  } catch (error) {
    fichier.versions.oublier(version)
    throw error
  }
}

/** « Annuler cette réunion »: puts back the version kept before it, the last one by default. Returns the number of lines changed. */
export async function annulerReunion(fichier: FichierOuvert, version: string | null): Promise<number> {
  const nom = version ?? fichier.versions.lister().find((v) => v.motif === 'avant-reunion')?.nom
  if (nom === undefined) throw new GrappeError('fichier-introuvable')
  return fichier.versions.restaurer(nom)
}
