import type { FormatCellule } from '#domain/modeles/modele-lu.ts'
import type { Paquet } from './paquet.ts'
import { attribut, clonerElement, type Element, enfant, enfants, poserAttribut } from './xml.ts'

/** What a cell format means to the matcher. */
export interface StyleLu {
  readonly format: FormatCellule
  readonly verrouille: boolean
  readonly fond: string
  readonly encadre: boolean
}

/** Built-in number formats used when a date or a rate has no format of its own. */
export const formatNatif = { date: 14, pourcent: 10 } as const

export function formatDuCode(id: number, code: string | undefined): FormatCellule {
  if (code === undefined) {
    if (id === 49) return 'texte'
    if (id === 9 || id === 10) return 'pourcent'
    if ((id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58)) return 'date'
    if ((id >= 5 && id <= 8) || (id >= 41 && id <= 44)) return 'euros'
    return id === 0 ? 'general' : 'nombre'
  }
  if (/^general$/iu.test(code)) return 'general'
  if (code === '@') return 'texte'
  if (/€|\[\$|EUR/u.test(code) && !/\[\$-/u.test(code)) return 'euros'
  const nu = code.replace(/"[^"]*"|\[[^\]]*\]|\\./gu, '')
  if (nu.includes('%')) return 'pourcent'
  if (/[dyj]|mmm/iu.test(nu.replace(/general|standard/giu, ''))) return 'date'
  return 'nombre'
}

function fondDe(fill: Element | undefined): string {
  const motif = fill && enfant(fill, 'patternFill')
  if (!motif || ['none', 'gray125'].includes(attribut(motif, 'patternType') ?? 'none')) return ''
  const couleur = enfant(motif, 'fgColor')
  return couleur ? couleur.attrs.trim() : (attribut(motif, 'patternType') ?? '')
}

const aBordure = (border: Element | undefined): boolean =>
  border !== undefined && enfants(border).some((cote) => !['none', undefined].includes(attribut(cote, 'style')))

/** Cell formats of the model, and a way to get one more when a value needs it. */
export class Styles {
  private readonly paquet: Paquet
  private readonly chemin: string | null
  private readonly lus: StyleLu[] = []
  private readonly ajoutes = new Map<string, number>()
  private readonly xfs: Element | undefined

  constructor(paquet: Paquet, chemin: string | null) {
    this.paquet = paquet
    this.chemin = chemin
    const racine = chemin === null ? undefined : paquet.xml(chemin)?.racine
    if (!racine) return
    const codes = new Map<number, string>()
    for (const f of enfants(enfant(racine, 'numFmts') ?? racine, 'numFmt')) codes.set(Number(attribut(f, 'numFmtId')), attribut(f, 'formatCode') ?? '')
    const fonds = enfants(enfant(racine, 'fills') ?? racine, 'fill').map(fondDe)
    const bordures = enfants(enfant(racine, 'borders') ?? racine, 'border').map(aBordure)
    this.xfs = enfant(racine, 'cellXfs')
    for (const xf of this.xfs ? enfants(this.xfs, 'xf') : []) {
      const id = Number(attribut(xf, 'numFmtId') ?? 0)
      const fond = fonds[Number(attribut(xf, 'fillId') ?? 0)] ?? ''
      const protection = enfant(xf, 'protection')
      const verrouille = !['0', 'false'].includes((protection && attribut(protection, 'locked')) ?? '1')
      this.lus.push({
        format: formatDuCode(id, codes.get(id)),
        verrouille,
        fond,
        encadre: fond !== '' || !verrouille || (bordures[Number(attribut(xf, 'borderId') ?? 0)] ?? false)
      })
    }
  }

  de(style: number): StyleLu {
    return this.lus[style] ?? { format: 'general', verrouille: true, fond: '', encadre: false }
  }

  /** The same look with another built-in number format: a copy added at the end, made once. */
  avecFormat(style: number, numFmtId: number): number {
    if (!this.xfs || this.chemin === null) return style
    const cle = `${style}:${numFmtId}`
    const connu = this.ajoutes.get(cle)
    if (connu !== undefined) return connu
    const modeles = enfants(this.xfs, 'xf')
    const source = modeles[style] ?? modeles[0]
    if (!source) return style
    const copie = clonerElement(source)
    poserAttribut(copie, 'numFmtId', String(numFmtId))
    poserAttribut(copie, 'applyNumberFormat', '1')
    this.xfs.enfants.push(copie)
    const index = modeles.length
    poserAttribut(this.xfs, 'count', String(index + 1))
    this.paquet.toucher(this.chemin)
    this.ajoutes.set(cle, index)
    return index
  }
}
