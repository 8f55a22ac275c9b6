/** Names that Windows keeps for itself, whatever follows the first dot. */
const reserves = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$|clock\$)$/iu
const ligatures: Readonly<Record<string, string>> = { œ: 'oe', Œ: 'OE', æ: 'ae', Æ: 'AE', ß: 'ss', ø: 'o', Ø: 'O', ł: 'l', Ł: 'L', đ: 'd', Đ: 'D' }

/** Longest file name Grappe writes, extension included. Source: programme, « Le lot ». */
export const longueurNomMax = 80

/**
 * Text → letters, digits, `-` and `_` only: `Foyer d’Accueil « Été »` → `Foyer_d_Accueil_Ete`. Empty when nothing is left.
 */
export function ascii(texte: string): string {
  return texte
    .replace(/[œŒæÆßøØłŁđĐ]/gu, (c) => ligatures[c] ?? c)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9-]+/gu, '_')
    .replace(/_*-+_*/gu, '-')
    .replace(/^[_-]+|[_-]+$/gu, '')
}

/**
 * A name any of the three systems and both platforms take: ASCII, at most `max` characters with its extension,
 * never a Windows device, never empty, no leading or trailing dot or space.
 */
export function nomFichier(texte: string, extension: string, max = longueurNomMax): string {
  const ext = extension
    .toLowerCase()
    .replace(/[^a-z0-9]/gu, '')
    .slice(0, 8)
  const place = max - (ext ? ext.length + 1 : 0)
  const base =
    ascii(texte)
      .slice(0, place)
      .replace(/[_-]+$/u, '') || 'document'
  const sur = reserves.test(base) ? `${base}_` : base
  return ext ? `${sur.slice(0, place)}.${ext}` : sur.slice(0, place)
}

/** Refuses a name that would leave its folder, or that Windows or a platform would refuse. */
export function estNomSur(nom: string, max = longueurNomMax): boolean {
  if (!/^[A-Za-z0-9][A-Za-z0-9_.-]*$/u.test(nom) || nom.length > max || nom.endsWith('.') || nom.includes('..')) return false
  return !reserves.test((nom.split('.')[0] ?? '').trim())
}

/** Makes the names of one folder distinct without regard to case, in order: the second `a.pdf` becomes `a_2.pdf`. */
export function nomsUniques(noms: readonly string[], max = longueurNomMax): string[] {
  const pris = new Set<string>()
  return noms.map((nom) => {
    const point = nom.lastIndexOf('.')
    const base = point > 0 ? nom.slice(0, point) : nom
    const ext = point > 0 ? nom.slice(point) : ''
    let candidat = nom
    for (let n = 2; pris.has(candidat.toLowerCase()); n++) {
      const suffixe = `_${n}`
      candidat = `${base.slice(0, max - ext.length - suffixe.length)}${suffixe}${ext}`
    }
    pris.add(candidat.toLowerCase())
    return candidat
  })
}
