import type { Cellule } from '#domain/champs/champ.ts'
import type { Dossier } from '#domain/dossier.ts'
import { normaliser } from '#domain/normaliser.ts'

export type Cellules = Readonly<Record<string, Cellule>>

/** The text of a cell, null when it is empty or a number. */
export const asText = (c: Cellule | undefined): string | null => (typeof c === 'string' && c !== '' ? c : null)

/** What finds in the dossier the establishment and the organisme a row speaks of. */
export interface Rapprochement {
  /** Same FINESS, else an establishment without FINESS that has this name (alone to have it, given once). */
  readonly etablissement: (lu: Cellules) => string | null
  /** Same FINESS EJ, else same SIREN, else same name without a contradicting number. */
  readonly organisme: (lu: Cellules) => string | null
  /** Name of the organisme that holds this FINESS EJ. */
  readonly porteurEj: (finess: string) => string | null
  /** Makes an organisme just added or completed known to the next rows. */
  readonly connaitre: (id: string, lu: Cellules) => void
}

interface OrganismeConnu {
  readonly id: string
  readonly raisonSociale: string | null
  readonly finessEj: string | null
  readonly siren: string | null
}

export function createRapprochement(dossier: Dossier): Rapprochement {
  const parFiness = new Map(dossier.etablissements.flatMap((e) => (e.finess === null ? [] : [[e.finess, e.id] as const])).reverse())
  const parNom = new Map<string, string | null>()
  for (const e of dossier.etablissements) if (e.finess === null && e.nom !== null) parNom.set(normaliser(e.nom), parNom.has(normaliser(e.nom)) ? null : e.id)
  const connus: OrganismeConnu[] = dossier.organismes.map(({ id, raisonSociale, finessEj, siren }) => ({ id, raisonSociale, finessEj, siren }))
  return {
    etablissement: (lu) => {
      const known = parFiness.get(asText(lu['finess']) ?? '')
      if (known !== undefined) return known
      const nom = normaliser(asText(lu['nom']) ?? '')
      const twin = parNom.get(nom) ?? null
      parNom.delete(nom)
      return twin
    },
    organisme: (lu) => {
      const [finessEj, siren, nom] = [asText(lu['finessEj']), asText(lu['siren']), asText(lu['raisonSociale'])]
      const contradicts = (known: string | null, read: string | null) => known !== null && read !== null && known !== read
      const found =
        (finessEj === null ? undefined : connus.find((o) => o.finessEj === finessEj)) ??
        (siren === null ? undefined : connus.find((o) => o.siren === siren && !contradicts(o.finessEj, finessEj))) ??
        (nom === null
          ? undefined
          : connus.find(
              (o) =>
                o.raisonSociale !== null &&
                normaliser(o.raisonSociale) === normaliser(nom) &&
                !contradicts(o.finessEj, finessEj) &&
                !contradicts(o.siren, siren)
            ))
      return found?.id ?? null
    },
    porteurEj: (finess) => {
      const found = connus.find((o) => o.finessEj === finess)
      return found ? (found.raisonSociale ?? 'un organisme de la grappe') : null
    },
    connaitre: (id, lu) => {
      const known = connus.findIndex((o) => o.id === id)
      const organisme = { id, raisonSociale: asText(lu['raisonSociale']), finessEj: asText(lu['finessEj']), siren: asText(lu['siren']) }
      connus.splice(known < 0 ? connus.length : known, 1, organisme)
    }
  }
}
