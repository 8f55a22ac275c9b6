import { createMagasin, type Magasin } from './magasin.ts'

/** Texts that a field or a cell could not read, by `cleChamp`: they stay shown with their reason until corrected. */
export interface Illisibles {
  readonly get: (cle: string) => string | undefined
  readonly has: (cle: string) => boolean
  readonly set: (cle: string, texte: string) => void
  readonly delete: (cle: string) => void
  readonly clear: () => void
  readonly cles: () => readonly string[]
  readonly nombre: Magasin<number>
}

export function createIllisibles(): Illisibles {
  const textes = new Map<string, string>()
  const nombre = createMagasin(0)
  const compter = () => nombre.poser(textes.size)
  return {
    get: (cle) => textes.get(cle),
    has: (cle) => textes.has(cle),
    set: (cle, texte) => {
      textes.set(cle, texte)
      compter()
    },
    delete: (cle) => {
      textes.delete(cle)
      compter()
    },
    clear: () => {
      textes.clear()
      compter()
    },
    cles: () => [...textes.keys()],
    nombre
  }
}
