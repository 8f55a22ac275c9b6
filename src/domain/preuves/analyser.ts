import { type AnalysePreuve, analyseVide } from './analyse.ts'
import { detecterDates } from './detecter-dates.ts'
import { detecterIdentifiants } from './detecter-identifiants.ts'
import { detecterNir } from './detecter-nir.ts'
import { detecterNombres, type NombreLu } from './detecter-nombres.ts'
import type { Recherche } from './detecter-noms.ts'
import { detecterPersonnes } from './detecter-personnes.ts'
import { type LigneLue, lignesDe, type TexteLu } from './texte-lu.ts'

/** Most things kept of each sort. */
const limites = { nombres: 5000, places: 300, finess: 2500, noms: 300, lignes: 400, dates: 40, personnels: 20, pagesPersonnes: 20 }

/** First page of each key, in order of appearance, at most `max`. */
function createPremiers<V>(max: number) {
  const found = new Map<string, V>()
  let deborde = false
  return {
    noter: (cle: string, valeur: V) => {
      if (found.has(cle)) return
      if (found.size < max) found.set(cle, valeur)
      else deborde = true
    },
    liste: () => [...found],
    deborde: () => deborde
  }
}

// A character without a meaning: control, private use, unassigned, replacement. Fonts without a table of letters give these.
const illisible = /[\p{Co}\p{Cn}\p{Cc}\ufffd]/gu

/**
 * What a proof says, from its text: figures, FINESS numbers, establishments and organisations named, dates, personal data.
 * Keeps no text and no personal number.
 */
export function analyserTexte(lu: TexteLu, recherche: Recherche, sha256 = ''): AnalysePreuve {
  const nombres = new Map<number, readonly [number, number, number, number, number, number] | null>()
  const finess = createPremiers<readonly [number, 0 | 1]>(limites.finess)
  const noms = createPremiers<number>(limites.noms)
  const extraction = createPremiers<number>(limites.dates)
  const periodes = createPremiers<number>(limites.dates)
  const mois = createPremiers<number>(limites.dates)
  const nir: AnalysePreuve['nir'][number][] = []
  const suites: AnalysePreuve['suites'][number][] = []
  const personnes = new Map<string, number>()
  const lignes: NonNullable<AnalysePreuve['lignes']>[number][] = []
  let tropDeNombres = false
  let [caracteres, illisibles, pagesMuettes] = [0, 0, 0]

  /** A row that names an establishment and shows several figures. */
  function noterLigne({ texte, page, place }: LigneLue, numeros: readonly string[], lus: readonly NombreLu[]): void {
    if (lus.length < 2 || lignes.length >= limites.lignes) return
    const places = lus.map((n) => [n.valeur, place(n.debut, n.fin)] as const)
    const [, y = 0, , hauteur = 0] = places[0]?.[1] ?? []
    for (const cle of numeros.length > 0 ? numeros : recherche.dans(texte))
      lignes.push([cle, page, y, hauteur, places.map(([valeur, [x, , largeur]]) => [valeur, x, largeur] as const)])
  }

  function lireLigne(ligne: LigneLue, precedente: string): void {
    const { texte, page } = ligne
    const personnels = detecterNir(texte)
    for (const n of personnels) {
      const liste = n.cle ? nir : suites
      if (liste.length < limites.personnels) liste.push([page, n.apercu, ligne.place(n.debut, n.fin)])
    }
    const identifiants = detecterIdentifiants(texte, precedente)
    for (const f of identifiants.finess) finess.noter(f.finess, [page, f.nomme ? 1 : 0])
    const dates = detecterDates(texte, precedente)
    for (const d of dates.dates) if (d.role !== null) (d.role === 'extraction' ? extraction : periodes).noter(d.date, page)
    for (const m of dates.mois) for (const one of m.mois) mois.noter(one, page)
    const masques = [...personnels, ...identifiants.finess, ...identifiants.autres, ...dates.dates, ...dates.mois, ...dates.autres]
    const lus = detecterNombres(texte, masques)
    noterLigne(
      ligne,
      identifiants.finess.map((f) => f.finess),
      lus
    )
    for (const n of lus) {
      if (nombres.has(n.valeur)) continue
      if (nombres.size >= limites.nombres) tropDeNombres = true
      else nombres.set(n.valeur, nombres.size < limites.places ? [n.valeur, page, ...ligne.place(n.debut, n.fin)] : null)
    }
    for (const p of detecterPersonnes(texte, recherche.connus)) if (personnes.size < 10_000 && !personnes.has(p)) personnes.set(p, page)
  }

  for (const page of lu.pages) {
    let visibles = 0
    for (const { texte } of page.morceaux) {
      visibles += texte.replace(/\s/gu, '').length
      illisibles += texte.match(illisible)?.length ?? 0
    }
    caracteres += visibles
    if (visibles === 0) pagesMuettes += 1
    const lignes = lignesDe(page)
    for (const [i, ligne] of lignes.entries()) lireLigne(ligne, lignes[i - 1]?.texte ?? '')
    for (const id of recherche.dans(lignes.map((l) => l.texte).join('\n'))) noms.noter(id, page.numero)
  }
  const isTableau = new Set(lignes.map(([cle]) => cle)).size > 1
  const [distinctes, pages] = [personnes.size, [...new Set(personnes.values())].slice(0, limites.pagesPersonnes)]
  return {
    ...analyseVide('lu', lu.nombrePages, sha256),
    lues: lu.pages.length,
    caracteres,
    illisibles,
    pagesMuettes,
    nombres: [...nombres].sort(([a], [b]) => a - b).map(([valeur, ou]) => ou ?? valeur),
    ...(isTableau ? { lignes } : {}),
    finess: finess.liste().map(([numero, [page, nomme]]) => [numero, page, nomme]),
    noms: noms.liste(),
    extraction: extraction.liste(),
    periodes: periodes.liste(),
    mois: mois.liste(),
    nir,
    suites,
    personnes: [distinctes, pages],
    tronque: tropDeNombres || finess.deborde() || noms.deborde()
  }
}
