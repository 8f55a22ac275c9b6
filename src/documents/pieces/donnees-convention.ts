import { type Dossier, etablissementsConserves, porteurDe } from '#domain/dossier.ts'
import { annuaireDe, nomComplet, somme } from '../libelles.ts'
import { organismesPorteurDAbord, type Partie, type Projet, partieDe, projetDe } from './parties.ts'

/** Everything the convention prints, and nothing else: its data code is the hash of this. */
export interface DonneesConvention {
  readonly projet: Projet
  readonly mutualisation: string | null
  readonly porteurDesigne: boolean
  readonly parties: readonly (Omit<Partie, 'civilite'> & { readonly essms: number; readonly personnes: number | null; readonly aide: number | null })[]
  readonly etablissements: readonly {
    readonly finess: string | null
    readonly nom: string | null
    readonly commune: string | null
    readonly organisme: string | null
    readonly aide: number | null
  }[]
  readonly instances: readonly {
    readonly nom: string | null
    readonly role: string | null
    readonly composition: string | null
    readonly frequence: string | null
  }[]
  readonly chefDeProjet: string | null
  readonly dpo: readonly string[]
}

export function donneesConvention(dossier: Dossier): DonneesConvention {
  const annuaire = annuaireDe(dossier)
  const conserves = etablissementsConserves(dossier)
  const nommes = (role: string) => dossier.personnes.filter((p) => p.role === role).flatMap((p) => nomComplet(p.civilite, p.prenom, p.nom) ?? [])
  return {
    projet: projetDe(dossier),
    mutualisation: dossier.grappe.mutualisation,
    porteurDesigne: porteurDe(dossier) !== undefined,
    parties: organismesPorteurDAbord(dossier).map((o) => {
      const siens = conserves.filter((e) => e.organisme === o.id)
      const { civilite: _, ...partie } = partieDe(o)
      return { ...partie, essms: siens.length, personnes: somme(siens.map((e) => e.personnesAccompagnees)), aide: somme(siens.map((e) => e.montantAide)) }
    }),
    etablissements: conserves.map((e) => ({
      finess: e.finess,
      nom: e.nom,
      commune: e.commune,
      organisme: annuaire.organisme(e.organisme)?.raisonSociale ?? null,
      aide: e.montantAide
    })),
    instances: dossier.instances.map(({ nom, role, composition, frequence }) => ({ nom, role, composition, frequence })),
    chefDeProjet: nommes('chef-de-projet').join(', ') || null,
    dpo: nommes('dpo')
  }
}
