/** What main and the engine tell each other, besides the page's own port. */

/** Options of `createEngine`, given on the engine's command line as JSON. */
export interface EngineOptions {
  readonly profil: string
  readonly version: string
  readonly ressources: string
  /** Tests only. */
  readonly essai?: ReadingTrial | null
}

/** What the tests make the engine do when it reads a file of one of these names, and the shorter limits of the watch. */
export interface ReadingTrial {
  /** Name of the file that holds the engine for ever. */
  readonly fige: string
  /** Name of the file that makes it take more and more memory. */
  readonly gonfle: string
  /** Milliseconds of silence, and bytes. */
  readonly silence: number
  readonly memoire: number
}

export type ToEngine =
  /** A file or folder that the person chose: the engine may use it under this ref. */
  | { readonly t: 'grant'; readonly ref: string; readonly path: string }
  /** Where is what the engine called `ref`? */
  | { readonly t: 'locate'; readonly id: number; readonly ref: string }
  | { readonly t: 'close' }

export type FromEngine =
  | { readonly t: 'located'; readonly id: number; readonly path: string | null }
  | { readonly t: 'closed' }
  /** The engine starts to read something received; `patience`: ms that its longest step may take besides the usual silence. */
  | { readonly t: 'reading'; readonly id: number; readonly call: string | null; readonly patience: number }
  | { readonly t: 'read'; readonly id: number }
  /** Each second while it reads. */
  | { readonly t: 'beat' }

/** On the stand-in Electron the engine is a plain Node process: main pumps the page's messages through its channel. */
export type Pumped =
  | { readonly t: 'port'; readonly port: number }
  | { readonly t: 'page'; readonly port: number; readonly data: unknown }
  | { readonly t: 'end'; readonly port: number }
  | { readonly t: 'private'; readonly message: ToEngine | FromEngine }
