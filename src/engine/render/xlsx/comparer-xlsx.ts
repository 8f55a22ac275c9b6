import { setImmediate as laisserPasser } from 'node:timers/promises'
import type { CelluleX, Classeur } from '#documents/classeur.ts'
import { feuilleListes } from './classeur-xlsx.ts'
import { createEvaluateur } from './evaluer.ts'
import { placer } from './feuille-xlsx.ts'
import { litFormule } from './formule.ts'
import { type CelluleLue, type ClasseurLu, relireXlsx } from './relire-xlsx.ts'
import { dateSerie, texteXlsx } from './texte-xlsx.ts'
import { estFaute, type Scalaire } from './valeur.ts'

export interface Comparaison {
  /** Cells that hold a value or a formula, as counted in the tree. */
  readonly cellules: number
  readonly formules: number
  /** One French sentence each; empty when the file says what the tree says. */
  readonly ecarts: readonly string[]
}

const ecartMax = 50
const cite = (v: unknown) => (v === null || v === '' ? 'vide' : `« ${String(v).slice(0, 80)} »`)

/** Numbers of a recalculation may differ by the last bits of a float, never by a hundredth of a cent. */
const proches = (a: number, b: number) => Math.abs(a - b) <= 1e-7 + 1e-12 * Math.abs(b)

/** The formulas of a workbook computed again from its other cells, against the results stored in it. */
export function recalculer(lu: ClasseurLu): { readonly formules: number; readonly ecarts: readonly string[] } {
  const feuilles = new Map(
    lu.feuilles.map((f) => {
      const lignes: (CelluleLue | undefined)[][] = []
      for (const c of f.cellules) {
        const ligne = lignes[c.ligne] ?? []
        lignes[c.ligne] = ligne
        ligne[c.colonne] = c
      }
      return [f.nom.toLowerCase(), lignes] as const
    })
  )
  const faites = new Map<CelluleLue, Scalaire>()
  const enCours = new Set<CelluleLue>()
  const ecarts: string[] = []
  const calcul = (c: CelluleLue): Scalaire => {
    const connue = faites.get(c)
    if (connue !== undefined) return connue
    if (enCours.has(c)) throw new Error('référence circulaire')
    enCours.add(c)
    try {
      const v = evaluer(litFormule(c.formula ?? ''), c.sheet)
      faites.set(c, v)
      return v
    } finally {
      enCours.delete(c)
    }
  }
  const evaluer = createEvaluateur({
    valeur: (feuille, colonne, ligne) => {
      const c = feuilles.get(feuille.toLowerCase())?.[ligne]?.[colonne]
      if (!c) return null
      return c.formula === undefined ? c.value : calcul(c)
    },
    derniereLigne: (feuille) => (feuilles.get(feuille.toLowerCase())?.length ?? 1) - 1,
    existe: (feuille) => feuilles.has(feuille.toLowerCase())
  })
  let formules = 0
  for (const f of lu.feuilles) {
    for (const c of f.cellules) {
      if (c.formula === undefined) continue
      formules++
      if (ecarts.length >= ecartMax) continue
      const ou = `feuille « ${c.sheet} », cellule ${c.ref}`
      try {
        const v = calcul(c)
        if (estFaute(v)) ecarts.push(`${ou} : la formule donne ${v.faute}.`)
        else if (typeof c.value === 'number' ? typeof v !== 'number' || !proches(v, c.value) : (v ?? '') !== (c.value ?? ''))
          ecarts.push(`${ou} : la formule donne ${cite(v)}, le fichier contient ${cite(c.value)}.`)
      } catch (error) {
        ecarts.push(`${ou} : formule illisible (${error instanceof Error ? error.message : 'erreur'}).`)
      }
    }
  }
  return { formules, ecarts }
}

/** What is read back of a cell of the tree, in the tree's own unit: cents, per cent, ISO date. */
function enUnite(lue: CelluleLue, c: CelluleX): string | number | boolean | null {
  if (typeof lue.value !== 'number') return lue.value
  if (c.t === 'euros') return Math.round(lue.value * 100)
  if (c.t === 'pourcent') return Number((lue.value * 100).toPrecision(13))
  if (lue.nature !== 'date') return lue.value
  const iso = dateSerie(lue.value)
  return c.t === 'mois' ? iso.slice(0, 7) : iso
}

function attendue(c: CelluleX): string | number | null {
  if (c.v === null || c.v === '') return c.f === undefined ? null : ''
  if (typeof c.v === 'string') return texteXlsx(c.v)
  if (c.t === 'texte') return String(c.v)
  return c.t === 'pourcent' ? Number(c.v.toPrecision(13)) : c.v
}

const natureDe: Readonly<Record<CelluleX['t'], readonly CelluleLue['nature'][]>> = {
  texte: ['texte'],
  entier: ['nombre'],
  decimal: ['nombre'],
  annee: ['nombre'],
  euros: ['euros'],
  pourcent: ['pourcent'],
  date: ['date'],
  mois: ['date']
}

function ecartDe(c: CelluleX, lue: CelluleLue | undefined): string | null {
  const voulue = attendue(c)
  if (!lue || lue.value === null) return voulue === null || voulue === '' ? null : `${cite(voulue)} attendu, la cellule est vide`
  const trouvee = enUnite(lue, c)
  const egales =
    typeof voulue === 'number' && typeof trouvee === 'number' ? Math.abs(voulue - trouvee) <= 1e-11 * Math.max(1, Math.abs(voulue)) : voulue === trouvee
  if (!egales) return `${cite(voulue)} attendu, ${cite(trouvee)} trouvé`
  if (typeof lue.value === 'number' && !natureDe[c.t].includes(lue.nature)) return `le format n’est pas celui de la valeur ${cite(voulue)}`
  return lue.formula === c.f ? null : `la formule n’est pas celle attendue (${cite(c.f ?? null)})`
}

/** Each cell of the file against the neutral tree (value, unit, formula), then every formula against its stored result. */
export async function comparerXlsx(octets: Uint8Array, classeur: Classeur, aide?: { verifierAnnulation(): void }): Promise<Comparaison> {
  const souffle = async () => {
    await laisserPasser()
    aide?.verifierAnnulation()
  }
  const lu = relireXlsx(octets)
  await souffle()
  const ecarts: string[] = []
  const noter = (texte: string) => {
    if (ecarts.length < ecartMax) ecarts.push(texte)
  }
  const noms = lu.feuilles.filter((f) => !(f.cachee && f.nom === feuilleListes)).map((f) => f.nom)
  if (noms.join('\n') !== classeur.feuilles.map((f) => f.nom).join('\n')) noter(`Les feuilles du fichier (${noms.join(', ')}) ne sont pas celles attendues.`)
  let cellules = 0
  for (const feuille of classeur.feuilles) {
    const lues = new Map(lu.feuilles.find((f) => f.nom === feuille.nom)?.cellules.map((c) => [c.ligne * 16_384 + c.colonne, c]))
    for (const [i, ligne] of feuille.lignes.entries()) {
      if (i % 2000 === 1999) await souffle()
      for (const { cellule, colonne } of placer(ligne)) {
        const cle = (i + 1) * 16_384 + colonne
        const lue = lues.get(cle)
        lues.delete(cle)
        if (attendue(cellule) !== null) cellules++
        const ecart = ecartDe(cellule, lue)
        if (ecart) noter(`Feuille « ${feuille.nom} », ligne ${i + 1}, colonne ${colonne + 1} : ${ecart}.`)
      }
    }
    for (const c of lues.values())
      if (c.value !== null || c.formula !== undefined) noter(`Feuille « ${feuille.nom} » : la cellule ${c.ref} n’était pas prévue.`)
  }
  await souffle()
  const calcul = recalculer(lu)
  return { cellules, formules: calcul.formules, ecarts: [...ecarts, ...calcul.ecarts].slice(0, ecartMax) }
}
