import type { Champ } from '#domain/champs/champ.ts'
import { formatDateCourte, formatDecimal, formatEuros, formatSiret } from '#domain/format.ts'
import { pv } from '#domain/pv.ts'
import { libelle } from './libelles.ts'

/** One value that a signed document printed otherwise. */
export interface DifferenceSignee {
  /** « PV : Décision », « EHPAD du Parc : Mise en service ». */
  readonly quoi: string
  readonly signe: string
  readonly maintenant: string
}

type Objet = Readonly<Record<string, unknown>>
const isObjet = (v: unknown): v is Objet => typeof v === 'object' && v !== null && !Array.isArray(v)

/** Words of the names used by the projections of documents to sign; a procès-verbal's own fields have theirs. */
const mots: Readonly<Record<string, string>> = {
  grappe: 'Grappe',
  instruction: 'Instruction de rattachement',
  referenceConvention: 'Référence de la convention',
  dateConvention: 'Date de la convention',
  porteur: 'Porteur',
  organisme: 'Organisme',
  raisonSociale: 'Raison sociale',
  finessEj: 'FINESS juridique (EJ)',
  finess: 'FINESS (ET)',
  siret: 'SIRET',
  editeur: 'Éditeur',
  solution: 'Solution',
  version: 'Version',
  statutSegur: 'Statut Ségur',
  numeroSegur: 'N° de référencement Ségur',
  referenceCommande: 'Marché ou commande',
  etablissements: 'Établissements',
  nom: 'Nom',
  commune: 'Commune',
  dateMiseEnService: 'Mise en service',
  mutualisation: 'Mutualisation',
  porteurDesigne: 'Porteur désigné',
  parties: 'Organismes',
  essms: 'Nombre d’ESSMS',
  personnes: 'Personnes accompagnées',
  aide: 'Montant de l’aide',
  instances: 'Instances',
  role: 'Rôle',
  composition: 'Composition',
  frequence: 'Fréquence',
  chefDeProjet: 'Chef de projet',
  dpo: 'Délégué à la protection des données',
  representant: 'Représentant légal',
  fonction: 'Fonction',
  adresse: 'Adresse',
  projet: 'Projet'
}
const champsPv: Readonly<Record<string, Champ<never>>> = pv.champs as never
const motDe = (cle: string): string => {
  if (mots[cle] !== undefined) return mots[cle]
  const label = champsPv[cle]?.label
  return label ?? cle.replace(/([A-Z])/gu, ' $1').toLowerCase()
}

function texteDe(cle: string, valeur: unknown): string {
  if (valeur === null || valeur === undefined || valeur === '') return 'vide'
  if (typeof valeur === 'boolean') return valeur ? 'oui' : 'non'
  if (typeof valeur === 'number') return cle === 'aide' || cle.startsWith('montant') ? formatEuros(valeur) : formatDecimal(valeur)
  if (typeof valeur === 'string') {
    if (/^\d{4}-\d{2}-\d{2}$/u.test(valeur)) return formatDateCourte(valeur)
    if (cle === 'siret') return formatSiret(valeur)
    const champ = champsPv[cle]
    return champ?.options ? (libelle(champ, valeur) ?? valeur) : valeur
  }
  return Array.isArray(valeur) ? valeur.map((v) => (isObjet(v) ? nomDe(v) : texteDe(cle, v))).join(', ') || 'vide' : 'présent'
}

/** How an item of a list is named and found again. */
const nomDe = (o: Objet): string => String(o['nom'] ?? o['raisonSociale'] ?? o['finess'] ?? 'sans nom')
const cleDe = (o: Objet): string => String(o['finess'] ?? o['finessEj'] ?? o['nom'] ?? o['raisonSociale'] ?? '')

const titre = (ou: string, quoi: string) => (ou === '' ? quoi : `${ou} : ${quoi}`)

function comparerListes(cle: string, avant: readonly Objet[], apres: readonly Objet[], ou: string): DifferenceSignee[] {
  const anciens = new Map(avant.map((o) => [cleDe(o), o]))
  const nouveaux = new Map(apres.map((o) => [cleDe(o), o]))
  return [
    ...[...anciens].flatMap(([k, o]): DifferenceSignee[] => {
      const neuf = nouveaux.get(k)
      return neuf ? comparer(o, neuf, nomDe(o)) : [{ quoi: titre(ou, motDe(cle)), signe: nomDe(o), maintenant: 'retiré' }]
    }),
    ...[...nouveaux].filter(([k]) => !anciens.has(k)).map(([, o]) => ({ quoi: titre(ou, motDe(cle)), signe: 'absent', maintenant: nomDe(o) }))
  ]
}

function comparer(avant: Objet, apres: Objet, ou: string): DifferenceSignee[] {
  return [...new Set([...Object.keys(avant), ...Object.keys(apres)])].flatMap((cle) => {
    const [a, b] = [avant[cle] ?? null, apres[cle] ?? null]
    if (JSON.stringify(a) === JSON.stringify(b)) return []
    if (isObjet(a) && isObjet(b)) return comparer(a, b, cle === 'pv' || cle === 'projet' ? ou : titre(ou, motDe(cle)))
    if (Array.isArray(a) && Array.isArray(b) && [...a, ...b].every(isObjet)) return comparerListes(cle, a, b, ou)
    return [{ quoi: titre(ou, motDe(cle)), signe: isObjet(a) ? nomDe(a) : texteDe(cle, a), maintenant: isObjet(b) ? nomDe(b) : texteDe(cle, b) }]
  })
}

/** What changed between the data that were signed and those of today: two projections of one document to sign, see `codeDonnees`. */
export const differencesSignees = (signees: unknown, aujourdhui: unknown): readonly DifferenceSignee[] =>
  isObjet(signees) && isObjet(aujourdhui) ? comparer(signees, aujourdhui, '') : []
