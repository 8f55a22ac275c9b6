import { type Dossier, porteurDe } from '#domain/dossier.ts'
import { grappe } from '#domain/grappe.ts'
import type { Organisme } from '#domain/organisme.ts'
import { solution } from '#domain/solution.ts'
import { adresseDe, libelle, representantDe } from '../libelles.ts'
import { libelleInstruction } from '../page-de-garde.ts'

/** What a contract prints of one organisation. */
export interface Partie {
  readonly raisonSociale: string | null
  readonly finessEj: string | null
  readonly siret: string | null
  readonly statutJuridique: string | null
  readonly adresse: string | null
  readonly civilite: string | null
  readonly representant: string | null
  readonly fonction: string | null
}

export const partieDe = (o: Organisme): Partie => ({
  raisonSociale: o.raisonSociale,
  finessEj: o.finessEj,
  siret: o.siret ?? o.siren,
  statutJuridique: o.statutJuridique,
  adresse: adresseDe(o),
  civilite: o.civiliteRepresentant,
  representant: representantDe(o),
  fonction: o.fonctionRepresentant
})

/** Nine digits are a SIREN, fourteen a SIRET. */
export const libelleSiret = (numero: string | null): string => (numero !== null && numero.length === 9 ? 'SIREN' : 'SIRET')

/** What both documents to sign say of the project. */
export interface Projet {
  readonly nom: string | null
  readonly typeProjet: string | null
  readonly instruction: string | null
  readonly financeur: string | null
  readonly dateDebut: string | null
  readonly dateFin: string | null
  readonly montantDemande: number | null
  readonly editeur: string | null
  readonly solution: string | null
  readonly version: string | null
  readonly statutSegur: string | null
}

export const projetDe = (dossier: Dossier): Projet => ({
  nom: dossier.grappe.nom,
  typeProjet: libelle(grappe.champs.typeProjet, dossier.grappe.typeProjet),
  instruction: libelleInstruction(dossier),
  financeur: dossier.grappe.financeur,
  dateDebut: dossier.grappe.dateDebut,
  dateFin: dossier.grappe.dateFin,
  montantDemande: dossier.grappe.montantDemande,
  editeur: dossier.solution.editeur,
  solution: dossier.solution.nom,
  version: dossier.solution.version,
  statutSegur: libelle(solution.champs.statutSegur, dossier.solution.statutSegur)
})

/** Organisations in signing order: the porteur first. */
export function organismesPorteurDAbord(dossier: Dossier): readonly Organisme[] {
  const porteur = porteurDe(dossier)
  return porteur ? [porteur, ...dossier.organismes.filter((o) => o !== porteur)] : dossier.organismes
}
