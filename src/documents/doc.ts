/**
 * The neutral document: what a page says, never how it is drawn. Pure data, no PDF word.
 * The PDF renderer and the window's preview both draw this tree.
 * Source of the look: docs/design (A4, Source Sans 3, nothing left alone on a page).
 */

/** A value stays typed until it is drawn: the renderer formats it in French. Money in cents, rates in per cent. */
export type Valeur =
  | { readonly t: 'texte'; readonly v: string; readonly ton?: Ton }
  | { readonly t: 'entier'; readonly v: number }
  | { readonly t: 'decimal'; readonly v: number; readonly decimales?: number }
  | { readonly t: 'euros'; readonly v: number }
  | { readonly t: 'pourcent'; readonly v: number; readonly decimales?: number }
  | { readonly t: 'date'; readonly v: string }
  | { readonly t: 'mois'; readonly v: string }
  | { readonly t: 'vide' }

export type Ton = 'neutre' | 'vert' | 'orange' | 'rouge' | 'accent'

/** A run of text inside a paragraph. */
export interface Fragment {
  readonly texte: string
  readonly gras?: boolean
  readonly italique?: boolean
  readonly couleur?: Ton
}
export type Texte = string | readonly Fragment[]

export interface Colonne {
  readonly titre: string
  /** Share of the width; columns without one share the rest by content. */
  readonly largeur?: number
  readonly aligne?: 'gauche' | 'droite' | 'centre'
  /** Unit shown in the heading, e.g. « € TTC ». */
  readonly unite?: string
}

export interface CelluleTable {
  readonly valeur: Valeur
  readonly gras?: boolean
  readonly ton?: Ton
  /** Columns covered, 1 by default. */
  readonly etendue?: number
}

export interface Rangee {
  readonly cellules: readonly CelluleTable[]
  /** `total`: bold with a rule above; `section`: a heading inside the table, kept with the next row. */
  readonly role?: 'total' | 'section'
}

export interface Barre {
  readonly libelle: string
  readonly debut: string
  /** Absent: a milestone. */
  readonly fin?: string
  readonly groupe?: string
  readonly responsable?: string
}

/** Vector figure in its own units, y downwards; scaled to the text width or `largeurMm`. */
export type Forme =
  | {
      readonly f: 'rect'
      readonly x: number
      readonly y: number
      readonly l: number
      readonly h: number
      readonly fond?: string
      readonly trait?: string
      readonly rayon?: number
    }
  | {
      readonly f: 'ligne'
      readonly points: readonly (readonly [number, number])[]
      readonly trait: string
      readonly epaisseur?: number
      readonly pointille?: boolean
      readonly fleche?: boolean
    }
  | {
      readonly f: 'texte'
      readonly x: number
      readonly y: number
      readonly texte: string
      readonly taille: number
      readonly couleur?: string
      readonly gras?: boolean
      readonly ancre?: 'debut' | 'milieu' | 'fin'
    }
  | { readonly f: 'cercle'; readonly x: number; readonly y: number; readonly r: number; readonly fond?: string; readonly trait?: string }

export type Bloc =
  | { readonly b: 'titre'; readonly niveau: 1 | 2 | 3; readonly texte: string }
  | { readonly b: 'paragraphe'; readonly texte: Texte; readonly petit?: boolean; readonly centre?: boolean }
  | { readonly b: 'liste'; readonly ordonnee?: boolean; readonly elements: readonly Texte[] }
  /** Label / value pairs in two columns. */
  | { readonly b: 'paires'; readonly lignes: readonly (readonly [string, Valeur])[] }
  | {
      readonly b: 'table'
      readonly titre?: string
      readonly colonnes: readonly Colonne[]
      readonly rangees: readonly Rangee[]
      readonly note?: string
      /** One of several tables alike: its columns keep their shares exactly, so that they line up from one table to the next. */
      readonly serie?: boolean
    }
  | { readonly b: 'gantt'; readonly titre: string; readonly debut: string; readonly fin: string; readonly barres: readonly Barre[] }
  | {
      readonly b: 'figure'
      readonly titre: string
      readonly alternative: string
      readonly largeur: number
      readonly hauteur: number
      readonly formes: readonly Forme[]
    }
  /** A framed remark. */
  | { readonly b: 'encadre'; readonly ton: Ton; readonly titre?: string; readonly texte: Texte }
  /** One block per signatory, room for stamp and signature; never split, kept with what precedes. */
  | { readonly b: 'signatures'; readonly blocs: readonly BlocSignature[] }
  | { readonly b: 'saut' }

export interface BlocSignature {
  readonly titre: string
  readonly organisation: string
  readonly nom: string | null
  readonly fonction: string | null
  readonly lieu: string | null
  readonly date: string | null
}

/** A whole document. Everything in it comes from the Dossier; nothing is looked up while drawing. */
export interface Doc {
  readonly titre: string
  readonly sousTitre?: string
  /** Whom it is of, when a bundle holds several of the same title: shown beside it in the lists. */
  readonly pour?: string
  /** Short title for the running header. */
  readonly titreCourt: string
  readonly grappe: string
  readonly porteur: string
  /** Label of the instruction, or null when none is chosen. */
  readonly instruction: string | null
  /** Civil date of the document, `AAAA-MM-JJ`. */
  readonly date: string
  readonly orientation?: 'portrait' | 'paysage'
  readonly sommaire?: boolean
  /** 8-character code of the data of a document to sign, printed in the footer. */
  readonly codeDonnees?: string
  /** Printed at the top of a draft contract: « projet — à adapter et à faire valider ». */
  readonly mention?: string
  readonly blocs: readonly Bloc[]
}

export const txt = (v: string | null | undefined): Valeur => (v === null || v === undefined || v === '' ? { t: 'vide' } : { t: 'texte', v })
export const ent = (v: number | null | undefined): Valeur => (v === null || v === undefined ? { t: 'vide' } : { t: 'entier', v })
export const eur = (cents: number | null | undefined): Valeur => (cents === null || cents === undefined ? { t: 'vide' } : { t: 'euros', v: cents })
export const pct = (v: number | null | undefined, decimales = 1): Valeur => (v === null || v === undefined ? { t: 'vide' } : { t: 'pourcent', v, decimales })
export const dec = (v: number | null | undefined, decimales = 2): Valeur => (v === null || v === undefined ? { t: 'vide' } : { t: 'decimal', v, decimales })
export const jour = (v: string | null | undefined): Valeur => (v === null || v === undefined ? { t: 'vide' } : { t: 'date', v })
/** Printed where a required value is empty: said in red, never invented. */
export const aCompleter: Valeur = { t: 'texte', v: 'à compléter', ton: 'rouge' }
/** A required value: « à compléter » when it is empty. */
export const requis = (v: Valeur): Valeur => (v.t === 'vide' ? aCompleter : v)
const tonDe = (valeur: Valeur): { readonly ton?: Ton } => (valeur.t === 'texte' && valeur.ton ? { ton: valeur.ton } : {})
/** A cell; it takes the tone of its value unless another is given. */
export const cel = (valeur: Valeur, extra: Omit<CelluleTable, 'valeur'> = {}): CelluleTable => ({ valeur, ...tonDe(valeur), ...extra })
/** A table row from plain values. */
export const rangee = (valeurs: readonly Valeur[], role?: Rangee['role']): Rangee => ({
  cellules: valeurs.map((valeur) => cel(valeur)),
  ...(role ? { role } : {})
})
