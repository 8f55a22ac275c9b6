import { addDays, formatDateCourte, formatMois } from '#domain/format.ts'
import type { LimiteModele } from '#domain/modeles/limites.ts'
import { type CelluleModele, cleCellule, type FeuilleModele, type ListeModele, lireAdresse } from '#domain/modeles/modele-lu.ts'
import { lirePlage, lirePlages } from './adresses.ts'
import { type ClasseurOuvert, donneesFeuille, type FeuilleOuverte, texteChaine } from './classeur-ouvert.ts'
import { resoudreListe } from './listes.ts'
import { attribut, type Element, enfant, enfants, sansEchappe, texteXml } from './xml.ts'

/** Rows and columns looked at; what lies beyond is formatting in every model met. */
const lignesMax = 50_000
const colonnesMax = 600

/** Text and nature of a stored value. */
function valeur(c: Element, type: string, isDate: boolean, { chaines, epoque }: ClasseurOuvert): Pick<CelluleModele, 'texte' | 'nature'> {
  if (type === 'inlineStr') {
    const is = enfant(c, 'is')
    const texte = is ? texteChaine(is) : ''
    return { texte, nature: texte === '' ? 'vide' : 'texte' }
  }
  const v = enfant(c, 'v')
  const brut = v ? texteXml(v) : ''
  if (brut === '') return { texte: '', nature: 'vide' }
  if (type === 's') {
    const texte = chaines[Number(brut)] ?? ''
    return { texte, nature: texte === '' ? 'vide' : 'texte' }
  }
  if (type === 'n') {
    const n = Number(brut)
    if (!Number.isFinite(n)) return { texte: brut, nature: 'texte' }
    if (!isDate || n < 1 || n > 2_958_465) return { texte: String(n), nature: 'nombre' }
    const jour = addDays(epoque, Math.floor(n))
    return { texte: jour.endsWith('-01') ? formatMois(jour) : formatDateCourte(jour), nature: 'date' }
  }
  return { texte: type === 'b' ? (brut === '1' ? 'Oui' : 'Non') : sansEchappe(brut), nature: 'texte' }
}

/** Rows and cells of a sheet with their places, even when the file leaves their addresses out. */
export function* parcourirCellules(
  donnees: Element
): Generator<{ readonly row: Element; readonly cellule: Element | null; readonly ligne: number; readonly colonne: number }> {
  let ligne = 0
  for (const row of enfants(donnees, 'row')) {
    ligne = Number(attribut(row, 'r') ?? ligne + 1)
    let colonne = 0
    let seule = true
    for (const c of enfants(row, 'c')) {
      const ou = lireAdresse(attribut(c, 'r'))
      colonne = ou?.colonne ?? colonne + 1
      seule = false
      yield { row, cellule: c, ligne, colonne }
    }
    if (seule) yield { row, cellule: null, ligne, colonne: 0 }
  }
}

function listesDe(racine: Element, classeur: ClasseurOuvert, feuille: FeuilleOuverte): ListeModele[] {
  const listes: ListeModele[] = []
  for (const dv of enfants(enfant(racine, 'dataValidations') ?? racine, 'dataValidation')) {
    if (attribut(dv, 'type') !== 'list') continue
    const f = enfant(dv, 'formula1')
    const valeurs = f ? resoudreListe(texteXml(f), classeur, feuille.nom) : []
    if (valeurs.length) for (const plage of lirePlages(attribut(dv, 'sqref'))) listes.push({ ...plage, valeurs })
  }
  return listes
}

/** Bounds written as numbers; those that a formula gives are the spreadsheet's to check. */
function limitesDe(racine: Element): LimiteModele[] {
  return enfants(enfant(racine, 'dataValidations') ?? racine, 'dataValidation').flatMap((dv) => {
    const type = attribut(dv, 'type') ?? ''
    if (!['textLength', 'whole', 'decimal'].includes(type)) return []
    const lue = (nom: string): number | null => {
      const f = enfant(dv, nom)
      const texte = f ? texteXml(f).trim() : ''
      return /^-?\d+(?:\.\d+)?$/u.test(texte) ? Number(texte) : null
    }
    const [un, deux] = [lue('formula1'), lue('formula2')]
    const bornes: Readonly<Record<string, readonly [min: number | null, max: number | null]>> = {
      between: [un, deux],
      equal: [un, un],
      lessThanOrEqual: [null, un],
      lessThan: [null, un === null ? null : type === 'decimal' ? un : un - 1],
      greaterThanOrEqual: [un, null],
      greaterThan: [un === null ? null : type === 'decimal' ? un : un + 1, null]
    }
    const [min, max] = bornes[attribut(dv, 'operator') ?? 'between'] ?? [null, null]
    const sorte = type === 'textLength' ? 'longueur' : 'nombre'
    return min === null && max === null ? [] : lirePlages(attribut(dv, 'sqref')).map((plage) => ({ ...plage, sorte, min, max }))
  })
}

const colonnesLibresDe = (racine: Element, { styles }: ClasseurOuvert): FeuilleModele['colonnesLibres'] =>
  enfants(enfant(racine, 'cols') ?? racine, 'col')
    .filter((c) => attribut(c, 'style') !== undefined && !styles.de(Number(attribut(c, 'style'))).verrouille)
    .map((c) => ({ premiere: Number(attribut(c, 'min')), derniere: Number(attribut(c, 'max')) }))

/** One sheet as the matcher looks at it. */
export function lireFeuille(classeur: ClasseurOuvert, feuille: FeuilleOuverte): FeuilleModele {
  const racine = classeur.paquet.xml(feuille.chemin)?.racine
  const vide: FeuilleModele = {
    nom: feuille.nom,
    cachee: feuille.cachee,
    protegee: false,
    colonnesLibres: [],
    limites: [],
    cellules: new Map(),
    fusions: [],
    listes: [],
    derniereLigne: 0,
    derniereColonne: 0
  }
  const donnees = racine && donneesFeuille(racine)
  if (!racine || !donnees) return vide
  const protection = enfant(racine, 'sheetProtection')
  const protegee = protection !== undefined && ['1', 'true'].includes(attribut(protection, 'sheet') ?? '0')
  const cellules = new Map<string, CelluleModele>()
  let derniereLigne = 0
  let derniereColonne = 0
  for (const { cellule: c, ligne, colonne } of parcourirCellules(donnees)) {
    if (!c || ligne > lignesMax || colonne > colonnesMax) continue
    const style = Number(attribut(c, 's') ?? 0)
    const { format, verrouille, fond, encadre } = classeur.styles.de(style)
    const type = attribut(c, 't') ?? 'n'
    const f = enfant(c, 'f')
    const lu = valeur(c, type, format === 'date', classeur)
    if (style === 0 && lu.nature === 'vide' && !f) continue
    cellules.set(cleCellule(ligne, colonne), {
      ligne,
      colonne,
      ...lu,
      ...(f ? { formule: texteXml(f) } : {}),
      verrouillee: protegee && verrouille,
      style,
      format,
      fond,
      encadree: encadre
    })
    derniereLigne = Math.max(derniereLigne, ligne)
    derniereColonne = Math.max(derniereColonne, colonne)
  }
  const fusions = enfants(enfant(racine, 'mergeCells') ?? racine, 'mergeCell').flatMap((m) => lirePlage(attribut(m, 'ref')) ?? [])
  const listes = listesDe(racine, classeur, feuille)
  const colonnesLibres = colonnesLibresDe(racine, classeur)
  const limites = limitesDe(racine)
  return { nom: feuille.nom, cachee: feuille.cachee, protegee, colonnesLibres, cellules, fusions, listes, limites, derniereLigne, derniereColonne }
}
