/** A file attached to an e-mail grows when it is encoded (base64 and line ends): measured × 1.37. */
const gonflement = 1.37

/** Usual limits of mailboxes, in Mo. */
export const limitesCourrielMo = [10, 20, 25] as const

/** Bytes of the e-mail that carries a file of `octets` bytes. */
export const tailleCourriel = (octets: number): number => Math.ceil(octets * gonflement)

/** True when a file fits in an e-mail limited to `limiteMo` millions of bytes. */
export const passeParCourriel = (octets: number, limiteMo: number): boolean => tailleCourriel(octets) <= limiteMo * 1_000_000
