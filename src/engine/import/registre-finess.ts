/** An establishment of the FINESS register, whatever file it was read from. Empty texts are null. */
export interface FicheEt {
  readonly finess: string
  readonly finessEj: string | null
  readonly nom: string
  readonly categorie: string | null
  readonly siret: string | null
  readonly adresse: string | null
  readonly codePostal: string | null
  readonly commune: string | null
  readonly insee: string | null
}

/** A legal entity of the register. */
export interface FicheEj {
  readonly finess: string
  readonly raisonSociale: string
  readonly siren: string | null
  readonly naf: string | null
  readonly statutJuridique: string | null
  readonly adresse: string | null
  readonly codePostal: string | null
  readonly commune: string | null
}

/** What an official extract holds. */
export interface Registre {
  readonly source: string
  /** Open establishments. */
  readonly etablissements: readonly FicheEt[]
  /** Entities still open. */
  readonly entites: readonly FicheEj[]
  /** FINESS ET of the closed establishments → closing day (empty when unknown). */
  readonly fermes: ReadonlyMap<string, string>
  /** FINESS ET → installed capacity, when the file is cs1100505. */
  readonly capacites: ReadonlyMap<string, number>
}

export const texte = (s: string | null | undefined): string | null => s?.trim() || null

/** The filled parts joined by a space, null when there is none. */
export const joindre = (...parts: readonly (string | null)[]): string | null => texte(parts.flatMap((p) => texte(p) ?? []).join(' '))

/** `CP VILLE [CEDEX]` or `VILLE [CEDEX]` → postal code and town. */
export function acheminement(ligne: string | null): { readonly codePostal: string | null; readonly commune: string | null } {
  const found = /^(?:(\d{5})\s+)?(.*?)(?:\s+CEDEX\b.*)?$/iu.exec(ligne?.trim() ?? '')
  return { codePostal: found?.[1] ?? null, commune: texte(found?.[2]) }
}
