import type { Dossier } from '../dossier.ts'

export interface Destinataire {
  readonly nom: string | null
  readonly courriel: string | null
}

const nomComplet = (prenom: string | null, nom: string | null): string | null => [prenom, nom].filter((m) => m !== null && m !== '').join(' ') || null

/** Roles of the person an OG is written to, first found first. */
const roles = ['referent-structure', 'chef-de-projet'] as const

/** Who to write to at an OG: as last time, else its person for the project who has an address, else its legal representative. */
export function destinataireDe(dossier: Dossier, organisme: string): Destinataire {
  const dernier = dossier.envois.findLast((e) => e.organisme === organisme && e.courriel !== null)
  if (dernier) return { nom: dernier.destinataire, courriel: dernier.courriel }
  const siennes = dossier.personnes.filter((p) => p.organisme === organisme && p.courriel !== null)
  const personne = roles.map((role) => siennes.find((p) => p.role === role)).find((p) => p !== undefined)
  if (personne) return { nom: nomComplet(personne.prenom, personne.nom), courriel: personne.courriel }
  const og = dossier.organismes.find((o) => o.id === organisme)
  return { nom: nomComplet(og?.prenomRepresentant ?? null, og?.nomRepresentant ?? null), courriel: og?.courrielRepresentant ?? null }
}

/** Where the answers go: as last time, else the contact of the project. */
export function repondreA(dossier: Dossier): string | null {
  const dernier = dossier.envois.findLast((e) => e.courrielDemandeur !== null)
  return dernier?.courrielDemandeur ?? dossier.personnes.find((p) => p.id === dossier.grappe.contactProjet)?.courriel ?? null
}
