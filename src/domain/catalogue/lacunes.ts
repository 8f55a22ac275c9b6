import { type Instruction, instructions } from './instructions.ts'

/** A value that could not be found: shown where it would be used, with the question to put to the ARS. */
export interface Lacune {
  /** Path of the null in its instruction, e.g. `cibles.MSS`. */
  readonly cle: string
  readonly instruction: Instruction['code']
  readonly question: string
}

const cible = (nom: string) => `Quelle est la cible ${nom} de votre convention ?`

/** The question of each value that may be unknown, by its path. */
export const questionsLacune: Readonly<Record<string, string>> = {
  reference: 'Quelle est la référence de l’instruction ?',
  date: 'De quel jour est l’instruction ?',
  minimum: 'Combien d’ESSMS faut-il au moins dans la grappe ?',
  minimumReduit: 'Combien d’ESSMS faut-il au moins en Corse ou en outre-mer ?',
  minimumOg: 'Faut-il un nombre minimum d’organismes gestionnaires ?',
  minimumOgReduit: 'Faut-il un nombre minimum d’organismes gestionnaires en Corse ou en outre-mer ?',
  routage: 'Le dossier relève-t-il de l’appel régional ou de l’appel national ?',
  seuilNational: 'À partir de combien d’ESSMS le dossier relève-t-il de l’appel national ?',
  contratInterditAvant: 'Avant quelle date un contrat déjà conclu avec un éditeur exclut-il l’acquisition ?',
  montantAcquisition: 'Quel est le montant par ESSMS pour une acquisition ?',
  montantConformite: 'Quel est le montant par ESSMS pour une mise en conformité ?',
  plafondEquipement: 'Quel est le plafond d’équipement par ESSMS ?',
  'cibles.MSS': cible('d’utilisation de la MSSanté'),
  'cibles.DMP': cible('d’utilisation du DMP'),
  'cibles.ACT': cible('de dossiers actifs'),
  'cibles.PP': cible('de dossiers actifs avec projet personnalisé'),
  'cibles.AGD': cible('de dossiers actifs avec événement d’agenda'),
  exemptions: 'Certains établissements sont-ils dispensés d’un indicateur ?',
  'segur.AHI': 'La solution d’un projet AHI doit-elle être référencée Ségur ?',
  'segur.PJM': 'La solution d’un projet PJM doit-elle être référencée Ségur ?',
  'segur.autres': 'La solution doit-elle être référencée Ségur, et à quelle date ?'
}

function nullPaths(value: unknown, path: string): readonly string[] {
  if (value === null) return [path]
  if (typeof value !== 'object' || Array.isArray(value)) return []
  return Object.entries(value as object).flatMap(([key, inner]) => nullPaths(inner, path === '' ? key : `${path}.${key}`))
}

/** What is not known of an instruction, in the order of the record. */
export const lacunesDe = (i: Instruction): readonly Lacune[] =>
  nullPaths(i, '').map((cle) => ({ cle, instruction: i.code, question: questionsLacune[cle] ?? '' }))

/** Every unknown of the catalogue. */
export const lacunes: readonly Lacune[] = instructions.flatMap(lacunesDe)
