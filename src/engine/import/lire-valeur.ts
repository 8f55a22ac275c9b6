import { categorieDe } from '#domain/catalogue/categories.ts'
import { lireCategorie } from '#domain/catalogue/lire-categorie.ts'
import { regions } from '#domain/catalogue/regions.ts'
import type { Champ } from '#domain/champs/champ.ts'
import { isSiren, isSiret, restoreFinessZero } from '#domain/identifiants.ts'
import { normaliserSingulier } from '#domain/normaliser.ts'

/** Words met in lists → value of a choice, by field. Compared by `normaliserSingulier`; codes and labels are added to them. */
const mots: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  secteur: {
    PA: 'personne agee|grand age|vieillesse',
    PHE: 'ph enfant|handicap enfant|enfant handicape|enfance handicapee|enfance handicap|enfant en situation de handicap',
    PHA: 'ph adulte|handicap adulte|adulte handicape|adulte en situation de handicap',
    PH: 'personne handicapee|personne en situation de handicap|situation de handicap',
    DOM: 'sad|saad|aide a domicile|service a domicile|maintien a domicile',
    PDE: 'enfance|ase|aide sociale a enfance|protection enfance|enfance protegee',
    AHI: 'hebergement insertion|accueil hebergement insertion|insertion|social',
    PDS: 'personne en difficulte specifique|difficulte specifique|addictologie',
    PJM: 'mjpm|protection juridique|tutelle|majeur protege',
    AUTRE: 'divers'
  },
  situationDui: { acquisition: 'nouvelle acquisition|achat', conformite: 'mise a niveau|mise aux norme|conforme' },
  situation: { conserve: 'oui|maintenu|actif|present', retire: 'non|sorti|retrait|abandon|inactif' },
  nature: {
    logiciel: 'licence|abonnement|solution|saas|dui|editeur',
    prestation: 'service|parametrage|integration|reprise de donnee|interface|prestation de service',
    materiel: 'equipement|infrastructure|poste informatique|reseau',
    amoa: 'assistance a maitrise d ouvrage|assistance maitrise ouvrage|conseil',
    rh: 'paie|salaire|personnel|remuneration|charge de personnel|frais de personnel|chef de projet'
  },
  imputation: { investissement: 'i|inv|invest|section investissement|classe 2', fonctionnement: 'f|fonct|exploitation|section fonctionnement|classe 6' },
  cle: { aucune: 'sans|non', egale: 'part egale|egale|egalitaire|nombre d essms', personnes: 'prorata|au prorata|personne accompagnee|file active' },
  ouiNon: { oui: 'o|x|1|vrai|true', non: 'n|0|faux|false', inconnu: 'nsp|ne sait pas|inconnu' },
  region: {
    ...Object.fromEntries(regions.map((r) => [r.code, r.ars])),
    '11': 'ARS Île-de-France|idf',
    '93': 'ARS Provence-Alpes-Côte d’Azur|paca',
    '04': 'ARS La Réunion|reunion'
  }
}

type Lu = { readonly ok: true; readonly cellule: string | number; readonly doute: string | null } | { readonly ok: false; readonly message: string }
// biome-ignore lint/suspicious/noExplicitAny: fields of every value type
export type ChampQuelconque = Champ<any>

/** Words of each choice, ready to compare; one table per list of options. */
const tables = new Map<ChampQuelconque, ReadonlyMap<string, string>>()
function tableDe(field: ChampQuelconque, name: string): ReadonlyMap<string, string> {
  const known = tables.get(field)
  if (known) return known
  const table = new Map<string, string>()
  const extras = mots[name] ?? mots['ouiNon'] ?? {}
  for (const { value, label } of field.options ?? [])
    for (const mot of [value, label, ...(extras[value]?.split('|') ?? [])]) table.set(normaliserSingulier(mot), value)
  tables.set(field, table)
  return table
}

/** Digits that a spreadsheet cell holding a number lost: given back when the length or the key proves them. */
function rendreZeros(genre: Champ['genre'], name: string, typed: string): string {
  const digits = typed.replace(/[\s.-]/gu, '')
  if (genre === 'finess') return restoreFinessZero(typed)
  if (genre === 'siren' && /^\d{8}$/u.test(digits) && isSiren(`0${digits}`)) return `0${digits}`
  if (genre === 'siret' && /^\d{13}$/u.test(digits) && isSiret(`0${digits}`)) return `0${digits}`
  if ((name === 'codePostal' || name === 'insee') && /^\d{4}$/u.test(digits)) return `0${digits}`
  return typed
}

const numeriques: ReadonlySet<Champ['genre']> = new Set(['entier', 'decimal'])
// biome-ignore lint/suspicious/noControlCharactersInRegex: characters no cell of the journal accepts, and marks that reorder text
const invisibles = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu
const erreurTableur = /^#(?:N\/A|REF!|VALEUR!|VALUE!|NOM\s?\?|NAME\?|DIV\/0!|NUL!|NULL!|NOMBRE!|NUM!)$/u

/**
 * A cell of a list → cell of the journal. `doute` is what the field's own rule says of a value that is kept;
 * a refused value is left out, with the reason.
 */
export function lireValeur(field: ChampQuelconque, name: string, brut: string): Lu {
  const typed = brut.replace(invisibles, '').trim()
  if (erreurTableur.test(typed)) return { ok: false, message: `Cette cellule contient une erreur de calcul (${typed}).` }
  if (name === 'categorie') {
    const lu = lireCategorie(typed)
    return lu.ok ? { ok: true, cellule: lu.value, doute: categorieDe(lu.value).connue ? null : `Catégorie ${lu.value} inconnue : à vérifier.` } : lu
  }
  if (field.genre === 'choix') {
    const value = tableDe(field, name).get(normaliserSingulier(typed))
    return value === undefined
      ? { ok: false, message: `« ${typed} » n’est pas reconnu. Valeurs possibles : ${(field.options ?? []).map((o) => o.label).join(', ')}.` }
      : { ok: true, cellule: value, doute: null }
  }
  const text = numeriques.has(field.genre) ? typed.replace(/(?<=\d)\s*[\p{L}€%][\p{L}\s€%.]*$/u, '') : rendreZeros(field.genre, name, typed)
  const read = field.parse(text)
  if (!read.ok) return read
  if (field.genre === 'finess' && !/^(?:\d{2}|2[AB])\d{7}$/u.test(read.value as string))
    return { ok: false, message: `« ${typed} » n’est pas un numéro FINESS : neuf caractères sont attendus.` }
  return { ok: true, cellule: field.encode(read.value) as string | number, doute: field.controle?.(read.value) ?? null }
}
