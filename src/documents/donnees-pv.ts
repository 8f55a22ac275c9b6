import { type Dossier, porteurDe } from '#domain/dossier.ts'
import type { Pv } from '#domain/pv.ts'
import { libelleInstruction } from './page-de-garde.ts'

/** Everything a procès-verbal of VA or VSR prints, and nothing else: its data code is the hash of this. */
export interface DonneesPv {
  readonly pv: Omit<Pv, 'id' | 'organisme' | 'etablissements'>
  readonly grappe: string | null
  readonly instruction: string | null
  readonly referenceConvention: string | null
  readonly dateConvention: string | null
  readonly porteur: { readonly raisonSociale: string | null; readonly finessEj: string | null; readonly siret: string | null } | null
  readonly organisme: { readonly raisonSociale: string | null; readonly finessEj: string | null } | null
  readonly editeur: string | null
  readonly solution: string | null
  readonly version: string | null
  readonly statutSegur: string | null
  readonly numeroSegur: string | null
  readonly referenceCommande: string | null
  readonly etablissements: readonly {
    readonly finess: string | null
    readonly nom: string | null
    readonly commune: string | null
    /** Printed for a procès-verbal of the whole grappe only. */
    readonly organisme: string | null
    readonly dateMiseEnService: string | null
  }[]
}

/** Null when there is no procès-verbal of that id. Establishments come in the order of the Dossier. */
export function donneesPv(dossier: Dossier, id: string): DonneesPv | null {
  const trouve = dossier.pvs.find((p) => p.id === id)
  if (!trouve) return null
  const { id: _id, organisme, etablissements, ...pv } = trouve
  const type = pv.type ?? 'va'
  const couverts = new Set(etablissements ?? [])
  const organismes = new Map(dossier.organismes.map((o) => [o.id, o]))
  const signataire = organisme === null ? undefined : organismes.get(organisme)
  const porteur = porteurDe(dossier)
  const { solution, grappe } = dossier
  return {
    pv: {
      ...pv,
      type,
      delegation: pv.delegation ?? 'representant',
      indisponibilite: type === 'vsr' ? pv.indisponibilite : null,
      delaiReserves: pv.decision === 'reserves' ? pv.delaiReserves : null
    },
    grappe: grappe.nom,
    instruction: libelleInstruction(dossier),
    referenceConvention: grappe.referenceConvention,
    dateConvention: grappe.dateConvention,
    porteur: porteur ? { raisonSociale: porteur.raisonSociale, finessEj: porteur.finessEj, siret: porteur.siret } : null,
    organisme: signataire ? { raisonSociale: signataire.raisonSociale, finessEj: signataire.finessEj } : null,
    editeur: solution.editeur,
    solution: solution.nom,
    version: solution.nom === null ? null : solution.version,
    statutSegur: solution.statutSegur,
    numeroSegur: solution.numeroSegur,
    referenceCommande: solution.referenceCommande,
    etablissements: dossier.etablissements
      .filter((e) => couverts.has(e.id))
      .map((e) => ({
        finess: e.finess,
        nom: e.nom,
        commune: e.commune,
        organisme: (pv.niveau === 'grappe' && e.organisme !== null ? organismes.get(e.organisme)?.raisonSociale : null) ?? null,
        dateMiseEnService: e.dateMiseEnService
      }))
  }
}
