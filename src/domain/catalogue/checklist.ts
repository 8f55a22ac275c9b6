/** Who acts, as printed. */
export const acteurs = {
  'tous-essms': 'Tous les ESSMS',
  porteur: 'Porteur de grappe',
  'direction-og': 'Direction de l’OG',
  mandataire: 'Mandataires',
  'administrateur-technique': 'Administrateurs techniques',
  'gestionnaire-rpps': 'Gestionnaires RPPS+',
  editeur: 'Éditeur',
  'interne-essms': 'Équipe de l’ESSMS',
  essms: 'ESSMS',
  'chef-de-projet': 'Chef de projet'
} as const
export type Acteur = keyof typeof acteurs

/** Scope at which the state of an action is kept. */
export type Portee = 'grappe' | 'og' | 'essms'

/** Said by the source document, or deduced by Grappe: shown as such. */
export type Origine = 'source' | 'deduite'

/** A soft link: this action comes after (or during) another one of the list. Never blocks. */
export interface Lien {
  readonly code: string
  readonly origine: Origine
  /** Starts while the other is being done, instead of after it. */
  readonly pendant?: true
}

/** What must have happened outside the list. */
export interface Condition {
  readonly texte: string
  readonly origine: Origine
}

/** Who receives the mailing of an action; the ARS and GRADeS addresses are those of the grappe. */
export interface Destinataire {
  readonly qui: 'ars' | 'grades' | 'autre'
  readonly libelle: string
  /** Known address, else the one entered in the grappe. */
  readonly adresse: string | null
  readonly voie: 'courriel' | 'courrier' | 'demarche'
}

export interface ActionCatalogue {
  readonly code: string
  readonly theme: string
  readonly titre: string
  readonly apres: readonly Lien[]
  readonly conditions: readonly Condition[]
  /** Empty: the source does not say. */
  readonly qui: readonly Acteur[]
  /** Default scope, first of `portees`. */
  readonly portee: Portee
  readonly portees: readonly Portee[]
  readonly note: string | null
  readonly destinataires: readonly Destinataire[]
  /** May be « sans objet » by the user's choice without anything missing. */
  readonly facultative: boolean
}

export interface Theme {
  readonly code: string
  readonly titre: string
}

export interface Checklist {
  readonly code: string
  readonly titre: string
  /** Where the list comes from, as printed. */
  readonly source: string
  readonly themes: readonly Theme[]
  readonly actions: readonly ActionCatalogue[]
  /** Actions that sign the VA and the VSR: their scope is the one chosen for the procès-verbaux. */
  readonly signatures: { readonly va: string; readonly vsr: string }
  /** Action that sends the état des lieux, where the list has one. Those that sign the VA and the VSR send them. */
  readonly etatDesLieux?: string
  /** When the DUI does not call INSi by certificate: what falls, what comes instead, what needed the former. */
  readonly sansCertificatInsi?: { readonly sansObjet: readonly string[]; readonly remplacante: ActionCatalogue; readonly pour: readonly string[] }
}

interface Precisions {
  readonly source?: string
  readonly deduite?: string
  readonly pendant?: string
  readonly conditions?: readonly string[]
  readonly ou?: readonly Portee[]
  readonly note?: string
  readonly destinataires?: readonly Destinataire[]
  readonly facultative?: true
}

const words = (text: string | undefined): readonly string[] => (text ? text.split(' ') : [])

/**
 * One line of a list. `source` and `deduite` are codes separated by spaces; `ou` gives the other scopes allowed;
 * `conditions` come from the source.
 */
export const action = (theme: string, code: string, titre: string, qui: readonly Acteur[], portee: Portee, p: Precisions = {}): ActionCatalogue => ({
  code,
  theme,
  titre,
  apres: [
    ...words(p.source).map((c): Lien => ({ code: c, origine: 'source' })),
    ...words(p.pendant).map((c): Lien => ({ code: c, origine: 'source', pendant: true })),
    ...words(p.deduite).map((c): Lien => ({ code: c, origine: 'deduite' }))
  ],
  conditions: (p.conditions ?? []).map((texte) => ({ texte, origine: 'source' })),
  qui,
  portee,
  portees: [portee, ...(p.ou ?? [])],
  note: p.note ?? null,
  destinataires: p.destinataires ?? [],
  facultative: p.facultative ?? false
})

export const ars: Destinataire = { qui: 'ars', libelle: 'ARS', adresse: null, voie: 'courriel' }
export const grades: Destinataire = { qui: 'grades', libelle: 'GRADeS', adresse: null, voie: 'courriel' }
