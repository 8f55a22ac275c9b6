import type { CodePeriode } from '#documents/collecte/format-releves.ts'
import { periodeDeCode } from '#documents/collecte/releves-classeur.ts'
import type { Cellule } from '#domain/champs/champ.ts'
import type { Dossier } from '#domain/dossier.ts'
import { formatDateCourte, formatEntier } from '#domain/format.ts'
import { controlesReleve } from '#domain/indicateurs/controles.ts'
import { chiffre, indexReleves } from '#domain/indicateurs/index-releves.ts'
import { releve as nomReleve, nomsChiffres, type Releve } from '#domain/releve.ts'
import { type ChampReleve, champsReleve, type FichierReleves, isChiffre, libelleChampReleve, type ReleveLu } from './releves-lus.ts'

export type StatutLigne = 'ajoute' | 'modifie' | 'inchange' | 'refuse'

/** One value that came back against what the dossier holds. */
export interface CelluleComparee {
  readonly champ: ChampReleve
  readonly libelle: string
  /** As shown; empty when there is nothing. */
  readonly avant: string
  readonly apres: string
  readonly statut: StatutLigne
  readonly message: string | null
  /** What would be written; null when nothing is. */
  readonly valeur: number | string | null
}

export interface LigneComparee {
  /** Rank of its file. */
  readonly fichier: number
  readonly numero: number
  readonly etablissement: string | null
  readonly nom: string
  readonly periode: CodePeriode | null
  /** The relevé that would be completed; null when one would be added. */
  readonly releve: Releve | null
  readonly statut: StatutLigne
  readonly message: string | null
  readonly cellules: readonly CelluleComparee[]
  /** What does not hold together once the values are accepted. */
  readonly alertes: readonly string[]
}

const entier = nomReleve.champs.chiffres

/** A whole number as a person types it: « 1 234 », « 12,0 »; a sentence otherwise. */
function lireNombre(texte: string): { readonly ok: true; readonly valeur: number } | { readonly ok: false; readonly message: string } {
  const lu = entier.parse([texte.replace(/[;\t]/gu, ' '), ...Array.from({ length: nomsChiffres.length - 1 }, () => '')].join(';'))
  const valeur = lu.ok ? lu.value[0] : undefined
  if (typeof valeur === 'number' && valeur >= 0) return { ok: true, valeur }
  return { ok: false, message: `« ${texte.slice(0, 40)} » n’est pas un nombre entier, par exemple 42` }
}

function lireChamp(
  champ: ChampReleve,
  texte: string
): { readonly ok: true; readonly valeur: number | string } | { readonly ok: false; readonly message: string } {
  if (isChiffre(champ)) return lireNombre(texte)
  const lu = nomReleve.champs[champ].parse(texte)
  return lu.ok ? { ok: true, valeur: lu.value } : { ok: false, message: lu.message }
}

const montrer = (champ: ChampReleve, valeur: number | string | null): string =>
  valeur === null ? '' : typeof valeur === 'number' ? formatEntier(valeur) : champ === 'dateExtraction' ? formatDateCourte(valeur) : valeur
const actuelle = (releve: Releve | undefined, champ: ChampReleve): number | string | null =>
  isChiffre(champ) ? chiffre(releve, champ) : (releve?.[champ] ?? null)

/** The seven numbers once the accepted cells are written. */
const apresAcceptation = (releve: Releve | undefined, cellules: readonly CelluleComparee[]): readonly (number | null)[] =>
  nomsChiffres.map((nom) => {
    const nouvelle = cellules.find((c) => c.champ === nom && c.valeur !== null)?.valeur
    return typeof nouvelle === 'number' ? nouvelle : chiffre(releve, nom)
  })

/** True for a number of the dossier that was estimated, not read. */
const isEstime = (releve: Releve | undefined, champ: ChampReleve): boolean =>
  releve?.estimation === 'estimation' && isChiffre(champ) && chiffre(releve, champ) !== null

/** An estimation stays one while a number of it has not been given again. */
const resteEstime = (releve: Releve | undefined, cellules: readonly CelluleComparee[]): boolean =>
  nomsChiffres.some((nom) => isEstime(releve, nom) && !cellules.some((c) => c.champ === nom && c.valeur !== null))

const statutDe = (cellules: readonly CelluleComparee[]): StatutLigne =>
  (['modifie', 'ajoute', 'refuse'] as const).find((s) => cellules.some((c) => c.statut === s)) ?? 'inchange'

/**
 * Compares what came back with the dossier, file after file; writes nothing. A blank cell changes nothing, nor does a number
 * that its workbook already held when it was sent out. A number given for an estimated one is taken even when they are equal: it was read.
 * The same value given twice differently is refused the second time.
 */
export function comparerReleves(dossier: Dossier, fichiers: readonly FichierReleves[]): readonly LigneComparee[] {
  const index = indexReleves(dossier)
  const donnees = new Map<string, { readonly fichier: string; readonly valeur: number | string }>()

  function comparerCellule(lu: ReleveLu, releve: Releve | undefined, champ: ChampReleve, texte: string, fichier: string): CelluleComparee {
    const avant = actuelle(releve, champ)
    const estime = isEstime(releve, champ)
    const commun = { champ, libelle: libelleChampReleve(champ), avant: `${montrer(champ, avant)}${estime ? ' (estimé)' : ''}` }
    const read = lireChamp(champ, texte)
    if (!read.ok) return { ...commun, apres: texte.slice(0, 80), statut: 'refuse', message: read.message, valeur: null }
    const { valeur } = read
    const apres = montrer(champ, valeur)
    const inchange = { ...commun, apres: commun.avant, statut: 'inchange', message: null, valeur: null } as const
    const initial = isChiffre(champ) ? lu.initiaux?.[nomsChiffres.indexOf(champ)] : undefined
    if (initial === valeur || (valeur === avant && !estime)) return inchange
    const place = `${lu.etablissement}|${lu.periode}|${champ}`
    const deja = donnees.get(place)
    if (deja && deja.valeur !== valeur)
      return { ...commun, apres, statut: 'refuse', message: `« ${deja.fichier} » donne ${montrer(champ, deja.valeur)}`, valeur: null }
    if (deja) return { ...inchange, apres }
    donnees.set(place, { fichier, valeur })
    return { ...commun, apres, statut: avant === null ? 'ajoute' : 'modifie', message: null, valeur }
  }

  return fichiers.flatMap((fichier, rang) =>
    fichier.releves.map((lu): LigneComparee => {
      const { numero, etablissement, nom, periode } = lu
      const ligne = { fichier: rang, numero, etablissement, nom, periode }
      if (lu.refus !== null || etablissement === null || periode === null)
        return { ...ligne, releve: null, statut: 'refuse', message: lu.refus ?? 'ligne illisible', cellules: [], alertes: [] }
      const releve = index.de(etablissement, periodeDeCode(periode))
      const cellules = champsReleve.flatMap((champ) => {
        const texte = lu.valeurs.get(champ)
        return texte === undefined ? [] : [comparerCellule(lu, releve, champ, texte, fichier.nom)]
      })
      const touche = cellules.some((c) => c.valeur !== null)
      const alertes = touche
        ? [
            ...controlesReleve({ chiffres: apresAcceptation(releve, cellules) } as Releve).flatMap((c) => (c.gravite === 'information' ? [] : [c.texte])),
            ...(resteEstime(releve, cellules) ? ['Des nombres de ce relevé restent des estimations : il garde ce nom.'] : [])
          ]
        : []
      return { ...ligne, releve: releve ?? null, statut: statutDe(cellules), message: null, cellules, alertes }
    })
  )
}

/** One relevé to add or complete. */
export interface EcritureReleve {
  /** Id of the relevé completed; null when it is added. */
  readonly id: string | null
  readonly cellules: Readonly<Record<string, Cellule>>
}

/** What accepting these rows writes: one entry by establishment and period, whatever the number of files that speak of it. */
export function ecrituresDe(lignes: readonly LigneComparee[]): readonly EcritureReleve[] {
  const parPlace = new Map<string, { readonly ligne: LigneComparee; readonly cellules: CelluleComparee[] }>()
  for (const ligne of lignes) {
    const ecrites = ligne.cellules.filter((c) => c.valeur !== null)
    if (ligne.etablissement === null || ligne.periode === null || ecrites.length === 0) continue
    const place = `${ligne.etablissement}|${ligne.periode}`
    const connue = parPlace.get(place)
    if (connue) connue.cellules.push(...ecrites)
    else parPlace.set(place, { ligne, cellules: [...ecrites] })
  }
  return [...parPlace.values()].map(({ ligne: { releve, etablissement, periode: code }, cellules }) => {
    const periode = periodeDeCode(code ?? '')
    return {
      id: releve?.id ?? null,
      cellules: {
        ...(releve
          ? {}
          : { etablissement, type: typeof periode === 'string' ? periode : 'mois', ...(typeof periode === 'string' ? {} : { mois: periode.mois }) }),
        ...(cellules.some((c) => isChiffre(c.champ))
          ? {
              chiffres: entier.encode(apresAcceptation(releve ?? undefined, cellules)),
              ...(resteEstime(releve ?? undefined, cellules) ? {} : { estimation: 'releve' })
            }
          : {}),
        ...Object.fromEntries(cellules.flatMap((c) => (isChiffre(c.champ) ? [] : [[c.champ, c.valeur]])))
      }
    }
  })
}
