import {
  colonneChiffres,
  colonneIdentifiant,
  entetes,
  feuilleControle,
  isMemesIds,
  ligneMarque,
  lireIdentifiant,
  lireMarque,
  type Marque,
  versionFormat
} from '#documents/collecte/format-releves.ts'
import { type Dossier, etablissementsConserves } from '#domain/dossier.ts'
import { formatEntier } from '#domain/format.ts'
import { nomsChiffres } from '#domain/releve.ts'
import type { FeuilleLue } from './lire-xlsx.ts'
import type { ChampReleve, FichierReleves, ReleveLu } from './releves-lus.ts'
import type { Rangee } from './table.ts'

interface Trouvee {
  readonly feuille: FeuilleLue
  readonly marque: Marque
}

/** The sheet that carries the mark of a collection workbook, whatever its name has become; null when there is none. */
function trouver(feuilles: readonly FeuilleLue[]): Trouvee | null {
  for (const feuille of feuilles)
    for (const { cellules } of feuille.rangees.slice(0, ligneMarque + 5))
      for (const cellule of cellules) {
        const marque = lireMarque(cellule)
        if (marque) return { feuille, marque }
      }
  return null
}

/** What was done to the columns, or null when they are those that were sent out. */
function ecartColonnes(entete: Rangee | undefined): string | null {
  const lues = entete?.cellules ?? []
  if (entetes.every((t, i) => lues[i] === t) && lues.slice(entetes.length).every((t) => t === '')) return null
  const manquent = entetes.filter((t) => !lues.includes(t))
  const nouvelles = lues.filter((t) => t !== '' && !entetes.includes(t))
  const details = [
    ...(manquent.length > 0 ? [`absentes : ${manquent.join(', ')}`] : []),
    ...(nouvelles.length > 0 ? [`ajoutées : ${nouvelles.join(', ')}`] : [])
  ]
  return `les colonnes ont été modifiées${entete ? ` (ligne ${formatEntier(entete.numero)} ; ${details.join(' ; ') || 'leur ordre a changé'})` : ''}`
}

/** Why a whole workbook is refused, or null. */
function refusDe({ marque }: Trouvee, projet: string, entete: Rangee | undefined): string | null {
  if (marque.version > versionFormat) return 'ce classeur a été fait par une version plus récente de Grappe : mettez Grappe à jour'
  if (marque.projet !== projet) return 'ce classeur vient d’une autre grappe'
  if (!/^(?:va|cloture|\d{4}-(?:0[1-9]|1[0-2]))$/u.test(marque.periode)) return 'sa période est illisible'
  const ecart = ecartColonnes(entete)
  return ecart === null ? null : `${ecart} : demandez que le classeur d’origine soit rempli`
}

function lireRangee({ numero, cellules }: Rangee, marque: Marque, conserves: ReadonlyMap<string, string | null>, vus: Map<string, number>): ReleveLu {
  const [finess = '', nom = ''] = cellules
  const valeurs = new Map<ChampReleve, string>()
  const champs: readonly ChampReleve[] = [...nomsChiffres, 'dateExtraction', 'observation']
  for (const [i, champ] of champs.entries()) {
    const texte = (cellules[colonneChiffres + i] ?? '').trim()
    if (texte !== '') valeurs.set(champ, texte)
  }
  const lu = lireIdentifiant(cellules[colonneIdentifiant] ?? '', marque.projet, marque.periode, finess, nom)
  const commun = { numero, nom: nom || finess || 'ligne sans nom', periode: marque.periode, valeurs, initiaux: lu.ok ? lu.initiaux : null }
  const refuser = (refus: string): ReleveLu => ({ ...commun, etablissement: lu.id, refus })
  if (!lu.ok) return refuser(lu.id === null ? 'cette ligne a été ajoutée' : 'le nom, le FINESS ou l’identifiant de cette ligne a été modifié')
  const avant = vus.get(lu.id)
  if (avant !== undefined) return refuser(`cette ligne répète la ligne ${formatEntier(avant)}`)
  vus.set(lu.id, numero)
  if (!conserves.has(lu.id)) return refuser('cet établissement n’est plus dans la grappe')
  return { ...commun, etablissement: lu.id, refus: null }
}

/** Rows sent out and not come back: named by the sheet « Contrôle », which keeps the first list, or only counted. */
function supprimees(feuilles: readonly FeuilleLue[], marque: Marque, presents: ReadonlySet<string>, noms: ReadonlyMap<string, string | null>): ReleveLu[] {
  const vide = { etablissement: null, periode: marque.periode, valeurs: new Map<ChampReleve, string>(), initiaux: null }
  const manquent = marque.lignes - presents.size
  if (manquent <= 0) return []
  const temoins = (feuilles.find((f) => f.nom === feuilleControle)?.rangees ?? []).flatMap(({ numero, cellules }) => {
    const id = cellules.find((c) => /^[0-9a-f]{8}-[0-9a-f-]{27}$/u.test(c) || presents.has(c) || noms.has(c))
    return id === undefined ? [] : [{ id, numero }]
  })
  if (
    isMemesIds(
      marque,
      temoins.map((t) => t.id)
    )
  )
    return temoins
      .filter((t) => !presents.has(t.id))
      .map(({ id, numero }) => ({
        ...vide,
        numero,
        etablissement: id,
        nom: noms.get(id) ?? 'établissement',
        refus: 'cette ligne a été supprimée : rien n’est repris'
      }))
  return [
    { ...vide, numero: 0, nom: 'Lignes supprimées', refus: `${formatEntier(manquent)} ligne${manquent > 1 ? 's ont été supprimées' : ' a été supprimée'}` }
  ]
}

/**
 * Reads a collection workbook that came back: rows in any order, cells of the person left as typed. Null when the file is not
 * one. A row added, deleted, repeated or renamed is refused with its number; changed columns refuse the file.
 */
export function lireClasseurReleves(nom: string, feuilles: readonly FeuilleLue[], dossier: Dossier): FichierReleves | null {
  const trouvee = trouver(feuilles)
  if (!trouvee) return null
  const { feuille, marque } = trouvee
  const at = feuille.rangees.findIndex(({ cellules }) => entetes.filter((t) => cellules.includes(t)).length >= entetes.length / 2)
  const refus = refusDe(trouvee, dossier.projet, feuille.rangees[at])
  const fichier = { nom, sorte: 'classeur', periode: marque.periode, colonnes: [] } as const
  if (refus !== null) return { ...fichier, refus, releves: [] }
  const conserves = new Map(etablissementsConserves(dossier).map((e) => [e.id, e.nom]))
  const vus = new Map<string, number>()
  const releves = feuille.rangees.slice(at + 1).map((rangee) => lireRangee(rangee, marque, conserves, vus))
  const presents = new Set(releves.flatMap((r) => (r.etablissement === null ? [] : [r.etablissement])))
  return {
    ...fichier,
    refus: null,
    releves: [...releves, ...supprimees(feuilles, marque, presents, new Map(dossier.etablissements.map((e) => [e.id, e.nom])))]
  }
}
