const avecFichier: ReadonlySet<string> = new Set(['piece-jointe', 'modele'])

/** Kinds whose `sha256` addresses bytes kept in the file: they travel, are exported and come back with their line. */
export const isAvecFichier = (kind: string): boolean => avecFichier.has(kind)
