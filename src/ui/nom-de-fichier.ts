/** A text as part of a file name: what Windows refuses in one becomes a space. */
export const pourFichier = (texte: string): string => texte.trim().replace(/[\\/:*?"<>|]/gu, ' ')

/** File proposed for a grappe of this name. */
export const nomDeFichier = (nom: string): string => `${pourFichier(nom)}.db`
