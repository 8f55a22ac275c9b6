import type { Dossier } from '../dossier.ts'
import type { Envoi } from '../envoi.ts'
import type { Etablissement } from '../etablissement.ts'
import { formatFenetre } from '../format.ts'
import { type Fenetre, fenetreDe } from '../indicateurs/fenetre.ts'
import type { Organisme } from '../organisme.ts'

/** What a porteur can ask of an OG, in the order it is shown; `champ` is the box of `envoi` that asks it. */
export const objetsDemande = [
  { code: 'identite', champ: 'demandeIdentite', titre: 'Compléter l’identité de l’organisme et des établissements' },
  { code: 'releve-va', champ: 'demandeReleveVa', titre: 'Relevé de l’état des lieux et ses preuves' },
  { code: 'releve-cloture', champ: 'demandeReleveCloture', titre: 'Relevé de clôture et ses preuves' },
  { code: 'depenses', champ: 'demandeDepenses', titre: 'Dépenses et factures' },
  { code: 'checklist', champ: 'demandeChecklist', titre: 'Checklist de déploiement' }
] as const
export type ObjetDemande = (typeof objetsDemande)[number]['code']

/** The window whose relevé is asked, if it is one. */
export const fenetreDeObjet = (objet: ObjetDemande): Fenetre | null => (objet === 'releve-va' ? 'va' : objet === 'releve-cloture' ? 'cloture' : null)

/** What is asked, with the three months that the figures must cover: who reads it has their own software open. */
export function titreObjet(dossier: Dossier, code: ObjetDemande): string {
  const titre = objetsDemande.find((o) => o.code === code)?.titre ?? code
  const fenetre = fenetreDeObjet(code)
  const bornes = fenetre && fenetreDe(dossier, fenetre)
  return bornes ? `${titre}, ${formatFenetre(bornes)}` : titre
}

/** « Ce qui vous est demandé »: one collecte, read in a Dossier. */
export interface Demande {
  readonly envoi: Envoi
  readonly organisme: Organisme
  readonly objets: readonly ObjetDemande[]
  /** Kept establishments concerned, in display order. */
  readonly etablissements: readonly Etablissement[]
}

/**
 * The demande of a sending. Without `id`, the latest collecte of the file: in a collecte copy, the one received last.
 * Null when there is none, or when its OG is not in the file.
 */
export function demandeDe(dossier: Dossier, id?: string): Demande | null {
  const envoi = id === undefined ? dossier.envois.findLast((e) => e.sorte === 'collecte') : dossier.envois.find((e) => e.id === id)
  const organisme = envoi?.sorte === 'collecte' ? dossier.organismes.find((o) => o.id === envoi.organisme) : undefined
  if (!envoi || !organisme) return null
  return {
    envoi,
    organisme,
    objets: objetsDemande.filter(({ champ }) => envoi[champ] === 'oui').map(({ code }) => code),
    etablissements: dossier.etablissements.filter(
      (e) => e.organisme === organisme.id && e.situation !== 'retire' && (envoi.etablissements === null || envoi.etablissements.includes(e.id))
    )
  }
}
