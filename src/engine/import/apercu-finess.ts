import { categories } from '#domain/catalogue/categories.ts'
import type { Dossier } from '#domain/dossier.ts'
import { formatEntier } from '#domain/format.ts'
import type { Apercu, ChoixColonnes, LigneImport } from './apercu.ts'
import { colonnesChoisies, lireLignes } from './liste-essms.ts'
import { createRapprochement } from './rapprochement.ts'
import type { FicheEj, FicheEt, Registre } from './registre-finess.ts'

/** An extract of at most this many ESSMS is a selection someone made: it is proposed whole to a grappe that has no organisme yet. */
const selectionMax = 300

const programme = new Set(categories.filter((c) => c.eligibilite !== 'non-eligible').map((c) => c.code))

interface Fiche {
  readonly et: FicheEt
  readonly ej: FicheEj | undefined
  readonly capacite: number | undefined
}
/** Columns of the preview of an extract. */
const colonnes: readonly (readonly [entete: string, champ: string, value: (f: Fiche) => string | number | null | undefined])[] = [
  ['FINESS ET', 'finess', ({ et }) => et.finess],
  ['Nom', 'nom', ({ et }) => et.nom],
  ['Catégorie', 'categorie', ({ et }) => et.categorie],
  ['SIRET', 'siret', ({ et }) => et.siret],
  ['Adresse', 'adresse', ({ et }) => et.adresse],
  ['Code postal', 'codePostal', ({ et }) => et.codePostal],
  ['Commune', 'commune', ({ et }) => et.commune],
  ['Code INSEE', 'insee', ({ et }) => et.insee],
  ['Capacité installée', 'capacite', ({ capacite }) => capacite],
  ['FINESS EJ', 'organisme.finessEj', ({ et, ej }) => ej?.finess ?? et.finessEj],
  ['Organisme', 'organisme.raisonSociale', ({ ej }) => ej?.raisonSociale],
  ['SIREN', 'organisme.siren', ({ ej }) => ej?.siren],
  ['Statut juridique', 'organisme.statutJuridique', ({ ej }) => ej?.statutJuridique],
  ['NAF', 'organisme.naf', ({ ej }) => ej?.naf],
  ['Adresse de l’organisme', 'organisme.adresse', ({ ej }) => ej?.adresse],
  ['Code postal de l’organisme', 'organisme.codePostal', ({ ej }) => ej?.codePostal],
  ['Commune de l’organisme', 'organisme.commune', ({ ej }) => ej?.commune]
]

const pluriel = (n: number, un: string, plusieurs: string) => `${formatEntier(n)} ${n > 1 ? plusieurs : un}`
const vide: Omit<FicheEt, 'finess' | 'nom'> = { finessEj: null, categorie: null, siret: null, adresse: null, codePostal: null, commune: null, insee: null }

/**
 * Establishments that the extract may complete or add: those of the dossier, those of the organismes that have none yet,
 * or the whole of a small extract when there is no organisme.
 */
function choisir(registre: Registre, dossier: Dossier): { readonly choisis: readonly FicheEt[]; readonly avertissements: readonly string[] } {
  const ets = new Set(dossier.etablissements.map((e) => e.finess))
  const garnis = new Set(dossier.etablissements.map((e) => e.organisme))
  const ejs = new Map(dossier.organismes.map((o) => [o.finessEj, garnis.has(o.id)]))
  const isSelection = dossier.organismes.length === 0 && registre.etablissements.length <= selectionMax
  const choisis: FicheEt[] = []
  let [autres, horsProgramme] = [0, 0]
  for (const et of registre.etablissements) {
    const isAttendu = isSelection || ejs.has(et.finessEj)
    if (ets.has(et.finess)) choisis.push(et)
    else if (!isAttendu) continue
    else if (et.categorie !== null && !programme.has(et.categorie)) horsProgramme += 1
    else if (!isSelection && ejs.get(et.finessEj)) autres += 1
    else choisis.push(et)
  }
  if (registre.capacites.size > 0) {
    const lus = new Set(choisis.map((e) => e.finess))
    for (const e of dossier.etablissements)
      if (e.finess !== null && !lus.has(e.finess) && registre.capacites.has(e.finess)) choisis.push({ ...vide, finess: e.finess, nom: e.nom ?? '' })
  }
  const avertissements = [
    ...(autres > 0
      ? [
          `${pluriel(autres, 'autre établissement de vos organismes figure', 'autres établissements de vos organismes figurent')} dans cet extrait : pour en ajouter un, saisissez son FINESS puis reprenez cet import.`
        ]
      : []),
    ...(horsProgramme > 0 ? [`${pluriel(horsProgramme, 'établissement laissé', 'établissements laissés')} de côté : catégorie hors du programme.`] : [])
  ]
  return { choisis, avertissements }
}

/** Plausibility of the persons accompanied against the installed capacity; a home service has no meaningful one. Never blocking. */
function invraisemblables(registre: Registre, dossier: Dossier): readonly string[] {
  return dossier.etablissements.flatMap((e) => {
    const places = registre.capacites.get(e.finess ?? '') ?? 0
    const personnes = e.personnesAccompagnees
    if (places === 0 || personnes === null || e.secteur === 'DOM' || (personnes <= 3 * places && personnes >= 0.3 * places)) return []
    return [
      `${e.nom ?? e.finess} : ${formatEntier(personnes)} personnes accompagnées pour ${pluriel(places, 'place installée', 'places installées')}, à vérifier.`
    ]
  })
}

/** Entities of the extract that no establishment line speaks of: they complete the organismes of the dossier. */
function lignesOrganismes(registre: Registre, dossier: Dossier, lues: readonly LigneImport[]): readonly LigneImport[] {
  const rapprochement = createRapprochement(dossier)
  const vus = new Set(lues.map((l) => l.organisme['finessEj']))
  return registre.entites
    .filter(({ finess, siren }) => !vus.has(finess) && rapprochement.organisme({ finessEj: finess, siren }) !== null)
    .map(({ finess, ...reste }, i) => {
      const organisme = Object.fromEntries(Object.entries({ finessEj: finess, ...reste }).filter(([, v]) => v !== null))
      const valeurs = colonnes.map(([, champ]) => (champ.startsWith('organisme.') ? (organisme[champ.slice('organisme.'.length)] ?? '') : ''))
      return { numero: lues.length + i + 2, valeurs, erreurs: [], existant: true, etablissement: null, organisme }
    })
}

/** Preview of a FINESS extract: completes the dossier, never replaces what was entered. */
export function apercuFiness(registre: Registre, dossier: Dossier, choix: ChoixColonnes | null): Apercu {
  const proposees = colonnes.map(([entete, champ], index) => ({ index, entete, champ }))
  const retenues = colonnesChoisies(proposees, choix)
  const { choisis, avertissements } = choisir(registre, dossier)
  const parEj = new Map(registre.entites.map((e) => [e.finess, e]))
  const rangees = choisis.map((et, i) => {
    const fiche: Fiche = { et, ej: parEj.get(et.finessEj ?? ''), capacite: registre.capacites.get(et.finess) }
    return { numero: i + 2, cellules: colonnes.map(([, , value]) => String(value(fiche) ?? '')) }
  })
  const lues = lireLignes(rangees, retenues, dossier, true)
  const lignes = [...lues, ...lignesOrganismes(registre, dossier, lues)]
  const fermes = dossier.etablissements.filter((e) => e.situation !== 'retire' && registre.fermes.has(e.finess ?? ''))
  return {
    format: registre.source,
    colonnes: retenues,
    lignes,
    avertissements: [
      ...(lignes.length === 0
        ? ['Rien dans cet extrait ne concerne votre grappe : saisissez d’abord le FINESS juridique de chaque organisme, ou le FINESS de chaque établissement.']
        : []),
      ...fermes.map((e) => `${e.nom ?? e.finess} est fermé selon cet extrait.`),
      ...avertissements,
      ...invraisemblables(registre, dossier)
    ],
    manquantes: [],
    completer: true
  }
}
