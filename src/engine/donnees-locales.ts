import { existsSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { existeTravail, supprimerTravail } from './db/copie-de-travail.ts'
import { listerRegistres } from './db/registre.ts'

/** Files of one kind that the application keeps on this computer. */
export interface Lieu {
  readonly lieu: string
  readonly fichiers: readonly string[]
  /** Bytes. */
  readonly taille: number
}

function parcourir(dossier: string): string[] {
  if (!existsSync(dossier)) return []
  return readdirSync(dossier, { withFileTypes: true }).flatMap((e) => {
    const chemin = join(dossier, e.name)
    return e.isDirectory() ? parcourir(chemin) : e.isFile() ? [chemin] : []
  })
}
const tailleDe = (chemin: string) => statSync(chemin, { throwIfNoEntry: false })?.size ?? 0
const lieuDe = (lieu: string, fichiers: readonly string[]): Lieu => ({ lieu, fichiers, taille: fichiers.reduce((total, f) => total + tailleDe(f), 0) })

const isEcarte = (chemin: string) => /\.abime-\d+(?:-journal|-wal)?$/u.test(chemin)

/** Where everything is: working copies, kept versions, damaged copies put aside, what openings left, and the window's own files. */
export function lieuxDe(profil: string, journaux: readonly string[]) {
  const travail = parcourir(join(profil, 'travail'))
  const versions = parcourir(join(profil, 'versions'))
  const restes = parcourir(join(profil, 'reception'))
  const notre = new Set([...travail, ...versions, ...restes, ...journaux, join(profil, 'profil.json'), join(profil, 'poste')])
  return {
    copies: lieuDe(
      join(profil, 'travail'),
      travail.filter((f) => !isEcarte(f))
    ),
    versions: lieuDe(join(profil, 'versions'), versions),
    'mises-de-cote': lieuDe(join(profil, 'travail'), travail.filter(isEcarte)),
    restes: lieuDe(join(profil, 'reception'), restes),
    recents: lieuDe(join(profil, 'profil.json'), existsSync(join(profil, 'profil.json')) ? [join(profil, 'profil.json')] : []),
    auteur: lieuDe(join(profil, 'profil.json'), existsSync(join(profil, 'profil.json')) ? [join(profil, 'profil.json')] : []),
    journal: lieuDe(journaux.at(-1) ?? profil, journaux.filter(existsSync)),
    fenetre: lieuDe(
      profil,
      parcourir(profil).filter((f) => !notre.has(f))
    )
  }
}

/** Working copies that hold edits which no file of the person has, or that are open: never deleted. */
export const copiesRetenues = (profil: string, ouvert: string | null, isEnAvance: (projet: string) => boolean): string[] =>
  listerRegistres(profil)
    .filter((r) => existeTravail(profil, r.projet))
    .filter((r) => r.projet === ouvert || r.chemin === null || !existsSync(r.chemin) || isEnAvance(r.projet))
    .map((r) => r.projet)

/** Deletes the working copies of dossiers whose file holds everything. */
export function oublierCopies(profil: string, retenues: readonly string[]): void {
  for (const { projet } of listerRegistres(profil)) if (!retenues.includes(projet)) supprimerTravail(profil, projet)
}

export function supprimer(fichiers: readonly string[]): void {
  for (const fichier of fichiers) rmSync(fichier, { force: true, maxRetries: 3 })
}
