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

/** What the grappe was told of the limits, for what is not published or has changed; null: those of the catalogue. */
export interface LimitesSaisies {
  readonly limiteGalisMo: number | null
  readonly limiteClotureMo: number | null
  readonly fichiersClotureMax: number | null
}

/** The limits that Grappe plans with: those entered, never above what the platform is known to refuse. */
export function limitesDe(plateforme: Plateforme, saisies: LimitesSaisies): { readonly octets: number; readonly fichiers: number | null } {
  const isGalis = plateforme.code === 'galis'
  const mo = isGalis ? saisies.limiteGalisMo : saisies.limiteClotureMo
  const fichiers = isGalis ? null : saisies.fichiersClotureMax
  return {
    octets: Math.min(mo ? mo * Mo : plateforme.tailleAlerteOctets, (plateforme.tailleMaxOctets ?? Number.POSITIVE_INFINITY) - 1),
    fichiers: fichiers ? Math.min(fichiers, plateforme.fichiersParChamp ?? fichiers) : plateforme.fichiersParChamp
  }
}

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
