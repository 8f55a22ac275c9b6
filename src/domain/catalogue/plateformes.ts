import { formatEntier, formatTaille } from '../format.ts'

/**
 * What the two platforms accept. Plain data: every limit can be changed without touching a rule.
 * GALIS extensions: kit 2023; its size limit is not published. démarche numérique: its public source code, January 2026.
 */
export interface Plateforme {
  readonly code: 'galis' | 'demarche-numerique'
  readonly libelle: string
  readonly adresse: string
  /** Lower case, without a dot. */
  readonly extensions: readonly string[]
  /** A file must be strictly smaller; null: not published. */
  readonly tailleMaxOctets: number | null
  /** Grappe plans its files under this, and warns above. */
  readonly tailleAlerteOctets: number
  /** Files in one field of the form; null: not published. */
  readonly fichiersParChamp: number | null
  readonly fichiersParChampRib: number | null
  /** Longest file name that Grappe writes, extension included. */
  readonly longueurNomMax: number
}

const Mo = 1_000_000

export const galis: Plateforme = {
  code: 'galis',
  libelle: 'GALIS « PAI numérique »',
  adresse: 'https://galis-subventions.cnsa.fr',
  extensions: ['pdf', 'doc', 'docx', 'xls', 'xlsx', 'png', 'jpg', 'gif'],
  tailleMaxOctets: null,
  tailleAlerteOctets: 10 * Mo,
  fichiersParChamp: null,
  fichiersParChampRib: null,
  longueurNomMax: 80
}

export const demarcheNumerique: Plateforme = {
  code: 'demarche-numerique',
  libelle: 'démarche numérique',
  adresse: 'https://demarche.numerique.gouv.fr',
  extensions: [
    'pdf',
    'jpg',
    'jpeg',
    'png',
    'tiff',
    'bmp',
    'webp',
    'gif',
    'xls',
    'xlsx',
    'ods',
    'doc',
    'docx',
    'odt',
    'rtf',
    'txt',
    'ppt',
    'pptx',
    'odp',
    'csv',
    'xml',
    'json',
    'zip',
    '7z',
    'eml',
    'msg'
  ],
  tailleMaxOctets: 200 * 1024 * 1024,
  tailleAlerteOctets: 190 * Mo,
  fichiersParChamp: 10,
  fichiersParChampRib: 1,
  longueurNomMax: 80
}

export const plateformes: readonly Plateforme[] = [galis, demarcheNumerique]

/**
 * A limit in the words of the platform that sets it: démarche numérique counts 1 Mo as 1,024 × 1,024 bytes, and says « 200 Mo ».
 * `comparee`: beside the size of a file, which Grappe counts in millions of bytes.
 */
export function formatLimite(octets: number, { comparee = false } = {}): string {
  const dite = octets / (1024 * 1024)
  if (!Number.isInteger(dite)) return formatTaille(octets)
  const limite = `${formatEntier(dite)}\u202fMo`
  return comparee ? `${limite}, soit ${formatTaille(octets)} tels que Grappe les compte` : limite
}

/** What the grappe was told of the limits, for what is not published or has changed; null: those of the catalogue. */
export interface LimitesSaisies {
  readonly limiteGalisMo: number | null
  readonly limiteClotureMo: number | null
  readonly fichiersClotureMax: number | null
}

/** The limits of a platform for one grappe: those of the catalogue, with what was entered in place of them, higher or lower. */
export interface Limites {
  /** Files are put together under this, and a heavier one is said. */
  readonly octets: number
  /** A file of this size is refused; null: the platform publishes no limit. */
  readonly refusOctets: number | null
  /** Files in one field of the form; null: not published. */
  readonly fichiers: number | null
}

/** Room kept below an entered limit when files are put together, as between the two sizes of the catalogue. */
const marge = 0.95
/** Grappe keeps and reads again no heavier file, whatever a platform takes. */
const assembleMax = 200 * Mo

export function limitesDe(plateforme: Plateforme, { limiteGalisMo, limiteClotureMo, fichiersClotureMax }: LimitesSaisies): Limites {
  const { tailleAlerteOctets, tailleMaxOctets, fichiersParChamp } = plateforme
  // Nobody knows what GALIS refuses: what was entered only moves the size from which a file is said to be heavy.
  if (plateforme.code === 'galis')
    return { octets: limiteGalisMo ? limiteGalisMo * Mo : tailleAlerteOctets, refusOctets: tailleMaxOctets, fichiers: fichiersParChamp }
  const taille = limiteClotureMo
    ? { octets: Math.min(assembleMax, Math.floor(limiteClotureMo * Mo * marge)), refusOctets: limiteClotureMo * Mo + 1 }
    : { octets: tailleAlerteOctets, refusOctets: tailleMaxOctets }
  return { ...taille, fichiers: fichiersClotureMax || fichiersParChamp }
}

const aVerifier = (fait: string) => `À vérifier auprès de l’ARS : en janvier 2026, ${demarcheNumerique.libelle} ${fait}. Grappe suit la valeur saisie.`
const { tailleMaxOctets: tailleConnue, fichiersParChamp: nombreConnu } = demarcheNumerique
/** What to verify of a size, or of a number of files, entered above what démarche numérique took when its rules were read; null below. */
export const remarqueTailleCloture = (mo: number): string | null =>
  tailleConnue !== null && mo * 1024 * 1024 > tailleConnue ? aVerifier(`refusait un fichier de plus de ${tailleConnue / 1024 / 1024} Mo`) : null
export const remarqueFichiersCloture = (fichiers: number): string | null =>
  nombreConnu !== null && fichiers > nombreConnu ? aVerifier(`refusait plus de ${nombreConnu} fichiers par rubrique`) : null

/** What to do with a file that GALIS refuses, by extension. */
export const remedes: Readonly<Record<string, string>> = {
  jpeg: 'Renommez-le en .jpg.',
  heic: 'Ouvrez la photo et enregistrez-la en JPEG, ou imprimez-la en PDF.',
  heif: 'Ouvrez la photo et enregistrez-la en JPEG, ou imprimez-la en PDF.',
  tif: 'Ouvrez l’image et imprimez-la en PDF.',
  tiff: 'Ouvrez l’image et imprimez-la en PDF.',
  webp: 'Ouvrez l’image et enregistrez-la en PNG.',
  bmp: 'Ouvrez l’image et enregistrez-la en PNG.',
  odt: 'Ouvrez le document et exportez-le en PDF.',
  ods: 'Ouvrez le tableau et enregistrez-le en .xlsx.',
  odp: 'Exportez la présentation en PDF.',
  ppt: 'Exportez la présentation en PDF.',
  pptx: 'Exportez la présentation en PDF.',
  rtf: 'Ouvrez le document et exportez-le en PDF.',
  txt: 'Ouvrez le texte et imprimez-le en PDF.',
  zip: 'Sortez les fichiers de l’archive et joignez-les un par un.',
  msg: 'Imprimez le message en PDF.',
  eml: 'Imprimez le message en PDF.'
}

/** Lower-case extension of a file name, empty when it has none. */
export const extensionOf = (nom: string): string => /\.([^./\\]+)$/u.exec(nom)?.[1]?.toLowerCase() ?? ''

export type Acceptation = { readonly ok: true } | { readonly ok: false; readonly message: string; readonly renommer?: string }

/** Whether a platform takes a file of this name; when it does not, a French sentence with the remedy and, for .jpeg, the new name. */
export function checkExtension(plateforme: Plateforme, nom: string): Acceptation {
  const extension = extensionOf(nom)
  if (plateforme.extensions.includes(extension)) return { ok: true }
  const accepted = plateforme.extensions.map((e) => `.${e}`).join(' ')
  const refusal = `${plateforme.libelle} n’accepte pas ${extension === '' ? 'un fichier sans extension' : `les fichiers .${extension}`}.`
  const message = `${refusal} ${remedes[extension] ?? `Formats acceptés : ${accepted}.`}`
  return extension === 'jpeg' ? { ok: false, message, renommer: nom.replace(/\.jpeg$/iu, '.jpg') } : { ok: false, message }
}
