import { type CodeSecteur, libelleSecteur } from '../catalogue/secteurs.ts'
import type { Dossier } from '../dossier.ts'
import { formatMois } from '../format.ts'
import { nomPropre } from '../indicateurs/propres.ts'
import type { NomConnu } from '../noms.ts'

type Entite = Readonly<Record<string, unknown>> & { readonly id: string }
const text = (value: unknown): string | null => (typeof value === 'string' && value.trim() !== '' ? value : null)

/** Field that names an entity to a person, by kind. */
const champNom: Readonly<Record<string, string>> = {
  organisme: 'raisonSociale',
  etablissement: 'nom',
  personne: 'nom',
  instance: 'nom',
  raci: 'activite',
  tache: 'libelle',
  vague: 'nom',
  cout: 'poste',
  'cout-rh': 'fonction',
  ressource: 'libelle',
  communication: 'action',
  formation: 'intitule',
  risque: 'libelle',
  materiel: 'designation',
  'piece-jointe': 'nom',
  contact: 'nom',
  'indicateur-propre': 'nom'
}

/** Fallback when the naming field itself is empty. */
const autreNom: Readonly<Record<string, string>> = { organisme: 'finessEj', etablissement: 'finess', personne: 'fonction', ressource: 'annee', cout: 'annee' }

/** Names entities inside sentences: « EHPAD Les Tilleuls », « dépense n° 12 », « PV de VA », « personne n° 3 ». */
export interface Designation {
  /** Empty for the two unique nouns: their labels say enough. `rang` is the 0-based display order. */
  readonly de: (nom: Pick<NomConnu, 'kind' | 'label' | 'unique'>, entite: Entite, rang: number) => string
  readonly etablissement: (id: string | null) => string
  readonly organisme: (id: string | null) => string
}

export function designationDe(dossier: Dossier): Designation {
  const etablissements = new Map(dossier.etablissements.map((e) => [e.id, e]))
  const organismes = new Map(dossier.organismes.map((o) => [o.id, o]))
  const etablissement = (id: string | null) => {
    const found = id === null ? undefined : etablissements.get(id)
    return found?.nom ?? found?.finess ?? 'établissement sans nom'
  }
  const organisme = (id: string | null) => {
    const found = id === null ? undefined : organismes.get(id)
    return found?.raisonSociale ?? found?.finessEj ?? 'organisme sans nom'
  }
  const special: Readonly<Record<string, (e: Entite) => string | null>> = {
    depense: (e) => {
      const name = typeof e['numero'] === 'number' ? `dépense n° ${e['numero']}` : null
      const detail = text(e['facture']) ?? text(e['libelle'])
      return name && detail ? `${name} (${detail})` : (name ?? (detail && `dépense ${detail}`))
    },
    pv: (e) => {
      const type = e['type'] === 'vsr' ? 'PV de VSR' : e['type'] === 'va' ? 'PV de VA' : 'procès-verbal'
      const [only] = Array.isArray(e['etablissements']) ? (e['etablissements'] as string[]) : []
      if (e['niveau'] === 'essms' && only !== undefined) return `${type}, ${etablissement(only)}`
      return e['niveau'] === 'og' ? `${type}, ${organisme(text(e['organisme']))}` : type
    },
    releve: (e) => `relevé de ${etablissement(text(e['etablissement']))}${text(e['mois']) ? `, ${formatMois(String(e['mois']))}` : ''}`,
    exemption: (e) =>
      text(e['secteur']) ? `exemption ${[libelleSecteur(e['secteur'] as CodeSecteur), text(e['indicateur'])].filter(Boolean).join(', ')}` : null,
    'mesure-propre': (e) => {
      const indicateur = dossier.indicateursPropres.find((i) => i.id === e['indicateur'])
      return `${indicateur ? nomPropre(indicateur) : 'indicateur retiré'}, ${etablissement(text(e['etablissement']))}${text(e['mois']) ? `, ${formatMois(String(e['mois']))}` : ''}`
    }
  }
  return {
    etablissement,
    organisme,
    de: (nom, entite, rang) => {
      if (nom.unique) return ''
      const own = special[nom.kind]?.(entite) ?? text(entite[champNom[nom.kind] ?? '']) ?? text(entite[autreNom[nom.kind] ?? ''])
      return own ?? `${nom.label} n° ${rang + 1}`
    }
  }
}
