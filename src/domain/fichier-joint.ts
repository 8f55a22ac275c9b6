import { checkExtension, demarcheNumerique, formatLimite, galis, type LimitesSaisies, limitesDe, type Plateforme } from './catalogue/plateformes.ts'
import { formatTaille } from './format.ts'
import type { PieceJointe } from './piece-jointe.ts'

const avecFichier: ReadonlySet<string> = new Set(['piece-jointe', 'modele'])

/** Kinds whose `sha256` addresses bytes kept in the file: they travel, are exported and come back with their line. */
export const isAvecFichier = (kind: string): boolean => avecFichier.has(kind)

/** Files of these kinds are deposited with the closure; `piece`, with the application. */
const deposesEnCloture: ReadonlySet<string> = new Set(['pv', 'preuve', 'facture', 'etat-depenses'])

const plateformeDe = (role: PieceJointe['role']): Plateforme | null =>
  role === 'piece' ? galis : role !== null && deposesEnCloture.has(role) ? demarcheNumerique : null

/** What the platform where a file is to be deposited would say of it, as a sentence; null when it would take it without a word. */
export function remarqueDepot(
  { role, nom, taille }: Pick<PieceJointe, 'role' | 'nom' | 'taille'>,
  saisies: LimitesSaisies
): { readonly isRefus: boolean; readonly texte: string } | null {
  const plateforme = plateformeDe(role)
  if (plateforme === null) return null
  const accepte = checkExtension(plateforme, nom ?? '')
  if (!accepte.ok) return { isRefus: true, texte: accepte.message }
  const { libelle, tailleMaxOctets, tailleAlerteOctets } = plateforme
  const { octets: alerte, refusOctets: max } = limitesDe(plateforme, saisies)
  if (taille === null || taille <= alerte) return null
  const isRefus = max !== null && taille >= max
  if (max === null ? alerte !== tailleAlerteOctets : max !== tailleMaxOctets)
    return {
      isRefus,
      texte: `${formatTaille(taille)} : ${isRefus || max === null ? 'au-dessus' : 'proche'} de la limite saisie pour ${libelle} (${formatTaille(max ?? alerte)}).`
    }
  if (isRefus) return { isRefus, texte: `${formatTaille(taille)} : ${libelle} n’accepte par fichier que moins de ${formatLimite(max, { comparee: true })}.` }
  return {
    isRefus,
    texte:
      max === null
        ? `${formatTaille(taille)} : la limite de ${libelle} n’est pas publiée, un fichier plus léger passe mieux.`
        : `${formatTaille(taille)} : proche de la limite de ${libelle} (${formatLimite(max, { comparee: true })}).`
  }
}
