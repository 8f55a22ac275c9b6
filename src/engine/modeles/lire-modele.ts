import { GrappeError } from '#contract/errors.ts'
import type { ModeleLu } from '#domain/modeles/modele-lu.ts'
import { type ClasseurOuvert, ouvrirClasseur } from './classeur-ouvert.ts'
import { lireFeuille } from './lire-feuille.ts'
import { lireFormulaire } from './lire-formulaire.ts'

/** Largest model accepted, in bytes. */
export const modeleMax = 30_000_000

const debutPdf = (octets: Uint8Array): boolean => Buffer.from(octets.subarray(0, 1024)).includes('%PDF-')

function avertissementsDe({ paquet, feuilles }: ClasseurOuvert): string[] {
  const noms = [...paquet.octets.keys()]
  const cachees = feuilles.filter((f) => f.cachee).length
  return [
    ...(cachees
      ? [
          cachees === 1
            ? 'Le modèle contient une feuille masquée : elle reste telle quelle.'
            : `Le modèle contient ${cachees} feuilles masquées : elles restent telles quelles.`
        ]
      : []),
    ...(noms.some((n) => n.startsWith('_xmlsignatures/')) ? ['Le modèle porte une signature numérique : la copie remplie ne sera plus signée.'] : []),
    ...(noms.some((n) => n.includes('/externalLinks/')) ? ['Le modèle lit des cellules d’un autre classeur : ces liens restent tels quels.'] : [])
  ]
}

export const modeleDuClasseur = (classeur: ClasseurOuvert): ModeleLu => ({
  format: classeur.modele,
  feuilles: classeur.feuilles.map((f) => lireFeuille(classeur, f)),
  champs: [],
  avertissements: avertissementsDe(classeur)
})

/** Reads an empty model, XLSX, XLTX or PDF form, within bounds. Throws `format-refuse`, `fichier-illisible`, `fichier-trop-grand`. */
export async function lireModele(octets: Uint8Array): Promise<ModeleLu> {
  if (octets.length === 0) throw new GrappeError('fichier-vide')
  if (octets.length > modeleMax) throw new GrappeError('fichier-trop-grand')
  if (debutPdf(octets)) return lireFormulaire(octets)
  if (octets[0] !== 0x50 || octets[1] !== 0x4b) throw new GrappeError('format-refuse', 'un modèle est un classeur .xlsx ou .xltx, ou un formulaire .pdf')
  return modeleDuClasseur(ouvrirClasseur(octets))
}
