import { type Dossier, etablissementsConserves } from './dossier.ts'
import { type DossierJson, formatDossierJson } from './dossier-json.ts'
import type { NomConnu } from './noms.ts'
import { noms } from './noms.ts'

type Entite = { readonly id: string } & Readonly<Record<string, unknown>>

/** What another call for projects starts from: who, where, with which solution, governed how, and the texts. */
const kindsRepris: ReadonlySet<NomConnu['kind']> = new Set([
  'grappe',
  'solution',
  'organisme',
  'etablissement',
  'personne',
  'contact',
  'instance',
  'raci',
  'communication',
  'formation',
  'risque'
])

/** Fields that belong to the call just answered: its dates, its money, its follow-up. They start empty. */
const champsLaisses: Readonly<Partial<Record<NomConnu['kind'], RegExp>>> = {
  grappe:
    /^(?:nom|instruction|date.*|referenceConvention|debutEligibilite|finEligibilite|montant.*|avanceRecue|soldeRecu|plafondEquipement|minimumEssms|minimumOg|seuilNational|contratInterditAvant|regleSegur|exemptionsInstruction|niveau.*|fin.*|lienCloture)$/u,
  solution: /^(?:referenceCommande|date.*)$/u,
  etablissement: /^(?:dateMiseEnService|vague|pilote|montantAide|ins[A-Z].*|rpps.*|dateRetrait|motifRetrait)$/u
}

/**
 * The dossier another call starts from, in the form an import reads. Withdrawn establishments, files, figures, minutes, expenses and
 * deposits stay in the old one; a reference to something left behind is dropped.
 */
export function dossierRepris(dossier: Dossier): DossierJson {
  const conserves = new Set(etablissementsConserves(dossier).map((e) => e.id))
  const ids = new Set<string>()
  const entites = new Map<NomConnu, readonly Entite[]>()
  for (const nom of noms) {
    if (!kindsRepris.has(nom.kind)) continue
    const valeur = dossier[nom.collection] as unknown
    const toutes = (nom.unique ? [valeur] : valeur) as readonly Entite[]
    const gardees = nom.kind === 'etablissement' ? toutes.filter((e) => conserves.has(e.id)) : toutes
    entites.set(nom, gardees)
    for (const e of gardees) ids.add(e.id)
  }
  const collections: Record<string, unknown> = {}
  for (const [nom, liste] of entites) {
    const reprises = liste.map((e) => reprendre(nom, e, ids))
    collections[nom.collection] = nom.unique ? reprises[0] : reprises
  }
  return { format: formatDossierJson, ...collections }
}

function reprendre(nom: NomConnu, entite: Entite, ids: ReadonlySet<string>): Entite {
  const laisses = champsLaisses[nom.kind]
  const reprise: { id: string } & Record<string, unknown> = { id: entite.id }
  for (const [name, champ] of Object.entries(nom.champs)) {
    const valeur = entite[name]
    if (valeur === null || valeur === undefined || laisses?.test(name)) continue
    if (champ.genre === 'reference' && !ids.has(valeur as string)) continue
    reprise[name] = champ.genre === 'references' ? (valeur as readonly string[]).filter((id) => ids.has(id)) : valeur
  }
  return reprise
}
