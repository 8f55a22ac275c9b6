import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { ecrireAtomique } from '../db/fichier-atomique.ts'
import type { FicheEj, FicheEt, Registre } from './registre-finess.ts'

/** The last FINESS extract read on this computer, kept so that typing a number fills its line: one establishment a line, in FINESS order. */
const fichier = (profil: string): string => join(profil, 'finess.jsonl')

const court = z.string().nullable()
const schemaLigne = z.object({
  et: z.object({
    finess: z.string(),
    finessEj: court,
    nom: z.string(),
    categorie: court,
    siret: court,
    adresse: court,
    codePostal: court,
    commune: court,
    insee: court
  }),
  ej: z
    .object({
      finess: z.string(),
      raisonSociale: z.string(),
      siren: court,
      naf: court,
      statutJuridique: court,
      adresse: court,
      codePostal: court,
      commune: court
    })
    .nullable(),
  capacite: z.number().nullable()
})
type LigneGardee = z.infer<typeof schemaLigne> & { readonly et: FicheEt; readonly ej: FicheEj | null }

/** Key of the first line, which says where the extract comes from; it comes before every number. */
const cleSource = '!'

/** Longest line of the file, in bytes: a page read around a point holds at least one whole line. */
const page = 64 * 1024

/** Keeps an extract that holds establishments in the place of the last one. Sizes: 20 MB for the whole country. */
export function garderRegistre(profil: string, { source, etablissements, entites, capacites }: Registre): void {
  if (etablissements.length === 0) return
  const ejs = new Map(entites.map((e) => [e.finess, e]))
  const lignes = etablissements
    .map((et): LigneGardee => ({ et, ej: ejs.get(et.finessEj ?? '') ?? null, capacite: capacites.get(et.finess) ?? null }))
    .sort((a, b) => (a.et.finess < b.et.finess ? -1 : 1))
    .map((l) => `${l.et.finess} ${JSON.stringify(l)}\n`)
  ecrireAtomique(fichier(profil), `${cleSource} ${JSON.stringify(source)}\n${lignes.join('')}`)
}

/** What the kept extract says of these FINESS numbers, as a small extract; null when none was kept, or it knows none of them. */
export function registreGarde(profil: string, numeros: readonly string[]): Registre | null {
  if (!existsSync(fichier(profil))) return null
  const fd = openSync(fichier(profil), 'r')
  try {
    const taille = fstatSync(fd).size
    const trouvees = numeros.flatMap((numero): LigneGardee[] => {
      const texte = chercher(fd, taille, numero)
      const lue = schemaLigne.safeParse(texteJson(texte))
      return lue.success ? [lue.data] : []
    })
    if (trouvees.length === 0) return null
    return {
      source: String(texteJson(chercher(fd, taille, cleSource)) ?? ''),
      etablissements: trouvees.map((l) => l.et),
      entites: trouvees.flatMap((l) => l.ej ?? []),
      fermes: new Map(),
      capacites: new Map(trouvees.flatMap((l) => (l.capacite === null ? [] : [[l.et.finess, l.capacite] as const])))
    }
  } finally {
    closeSync(fd)
  }
}

/** A damaged line says nothing. */
function texteJson(texte: string | null): unknown {
  try {
    return texte === null ? null : JSON.parse(texte)
  } catch {
    return null
  }
}

/** Text after the key of the line that starts with it, by halves: some fifteen small reads in the largest file. */
function chercher(fd: number, taille: number, cle: string): string | null {
  const tampon = Buffer.alloc(page)
  let [bas, haut] = [0, taille]
  while (bas < haut) {
    const milieu = Math.floor((bas + haut) / 2)
    // The line that holds `milieu` starts after the last end of line before it.
    const debut = Math.max(0, milieu - page / 2)
    const lus = readSync(fd, tampon, 0, page, debut)
    const depart = debut === 0 && milieu === 0 ? 0 : tampon.subarray(0, milieu - debut).lastIndexOf(10) + 1
    const fin = tampon.subarray(0, lus).indexOf(10, depart)
    if (fin === -1) return null
    const ligne = tampon.toString('utf8', depart, fin)
    const espace = ligne.indexOf(' ')
    const trouvee = ligne.slice(0, espace)
    if (trouvee === cle) return ligne.slice(espace + 1)
    if (trouvee < cle) bas = debut + fin + 1
    else haut = debut + depart
  }
  return null
}
