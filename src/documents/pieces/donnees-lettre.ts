import { type Dossier, etablissementsConserves, porteurDe } from '#domain/dossier.ts'
import { nomComplet, somme } from '../libelles.ts'
import { organismesPorteurDAbord, type Partie, type Projet, partieDe, projetDe } from './parties.ts'

/** Everything the engagement letter prints, and nothing else: its data code is the hash of this. */
export interface DonneesLettre {
  readonly projet: Projet
  readonly porteur: Partie | null
  readonly membres: readonly {
    readonly raisonSociale: string | null
    readonly finessEj: string | null
    readonly essms: number
    readonly personnes: number | null
  }[]
  readonly essms: number
  readonly personnes: number | null
  readonly chefDeProjet: string | null
}

export function donneesLettre(dossier: Dossier): DonneesLettre {
  const conserves = etablissementsConserves(dossier)
  const porteur = porteurDe(dossier)
  const chef = dossier.personnes.find((p) => p.role === 'chef-de-projet')
  return {
    projet: projetDe(dossier),
    porteur: porteur ? partieDe(porteur) : null,
    membres: organismesPorteurDAbord(dossier).map((o) => {
      const siens = conserves.filter((e) => e.organisme === o.id)
      return { raisonSociale: o.raisonSociale, finessEj: o.finessEj, essms: siens.length, personnes: somme(siens.map((e) => e.personnesAccompagnees)) }
    }),
    essms: conserves.length,
    personnes: somme(conserves.map((e) => e.personnesAccompagnees)),
    chefDeProjet: chef ? nomComplet(chef.civilite, chef.prenom, chef.nom) : null
  }
}
