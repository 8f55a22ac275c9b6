/** Name of the draft that goes with a copy: the copy's, as an e-mail. */
export const nomDuBrouillon = (fichier: string): string => `${fichier.replace(/(?:\.age|\.zip|\.db)+$/iu, '')}.eml`
