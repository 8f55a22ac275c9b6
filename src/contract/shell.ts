/** What the window's page may ask of the shell that holds it. Paths never reach the page: a file or folder is an opaque `ref`. */

/** What a native file dialog offers; `extensions` without the dot. */
export interface FiltreFichier {
  readonly nom: string
  readonly extensions: readonly string[]
}

export interface InfosShell {
  /** Version of Grappe. */
  readonly version: string
  /** Runtime sentence, e.g. « Electron 45.4.1 »; says so when it is the stand-in. Shown in « À propos ». */
  readonly moteur: string
  /** `linux`, `win32` or `darwin`: only changes the name of shortcuts. */
  readonly plateforme: string
}

/** Entries of the window's menu that the page carries out. */
export const commandes = [
  'nouveau',
  'ouvrir',
  'enregistrer',
  'enregistrer-ailleurs',
  'imprimer',
  'fermer',
  'annuler',
  'retablir',
  'rechercher',
  'guide',
  'a-propos'
] as const
export type Commande = (typeof commandes)[number]

/** Colours of the window: the system's, or always the same. */
export const themes = ['systeme', 'clair', 'sombre'] as const
export type Theme = (typeof themes)[number]

/** What the person did of an address that was shown. */
export type SuiteAdresse = 'ouverte' | 'copiee' | 'abandon' | 'refusee'

/** What the menu depends on and only the page knows. */
export interface EtatMenu {
  /** A dossier is open: what concerns it can be asked for. */
  readonly isOuvert: boolean
  /** Files opened lately, the last one first. */
  readonly recents: readonly { readonly ref: string; readonly nom: string }[]
}

/**
 * The native calls that the preload exposes as `window.grappe`. `null` means the person gave up. What each takes is measured
 * by the preload, then by main, which checks it with `entreesShell`. Any other demand is rejected as `appel-refuse`, a failure of the system as
 * `interne`, and nothing more is told.
 * `Fichier` is the DOM's File, which this folder does not know.
 */
export interface AppelsShell<Fichier = unknown> {
  readonly choisirFichier: (filtres: readonly FiltreFichier[]) => Promise<string | null>
  /** Several files at once; empty when the person gave up. */
  readonly choisirFichiers: (filtres: readonly FiltreFichier[]) => Promise<readonly string[]>
  readonly choisirDossier: () => Promise<string | null>
  readonly choisirEnregistrement: (nomPropose: string) => Promise<string | null>
  /** A file dropped on the page; null when it is not a file of the disk. */
  readonly deposer: (fichier: Fichier) => Promise<string | null>
  /** Shows the file or folder of a ref in the file manager of the system. */
  readonly montrer: (ref: string) => Promise<void>
  /** Opens a folder, or a document that Grappe wrote, with the system's application. False when it is refused or fails. */
  readonly ouvrir: (ref: string) => Promise<boolean>
  readonly copier: (texte: string) => Promise<void>
  /** Shows an https address in a dialog of the system, which alone can have it opened in the browser. `refusee`: it cannot be. */
  readonly ouvrirAdresse: (adresse: string) => Promise<SuiteAdresse>
  readonly infos: () => Promise<InfosShell>
  /** Puts the menu, and the system's list of recent documents, in line with the page. */
  readonly menu: (etat: EtatMenu) => Promise<void>
  /** The theme in force; with one, changes it for good on this computer. */
  readonly theme: (theme?: Theme) => Promise<Theme>
  /** Opens the system's print dialog on what the window shows; false when nothing was printed. */
  readonly imprimer: () => Promise<boolean>
}

/** All that the preload exposes: the calls, and one listener for each thing that main says first. */
export interface Shell<Fichier = unknown> extends AppelsShell<Fichier> {
  /** What to finish before the window closes: pending edits. The window waits for it, 10 s at most. One listener. */
  readonly avantFermeture: (vider: () => Promise<void>) => void
  /** The menu's entries. One listener. */
  readonly surCommande: (executer: (commande: Commande) => void) => void
  /** Files that the system hands over: double-click, « Ouvrir avec », a second start. One listener. */
  readonly surFichiers: (recevoir: (refs: readonly string[]) => void) => void
}

/** Largest native call that the page may make, in characters: a whole grid copied. */
export const tailleMaxShell = 8_000_000

/** `data.type` of the window message that carries the engine's MessagePort, at start and after each restart; `data.fin`: a `FinMoteur`, or null. */
export const messagePort = 'grappe:port'
