import { GrappeError } from '#contract/errors.ts'
import type { Dossier } from '#domain/dossier.ts'
import type { Modele } from '#domain/modele.ts'
import { type Correspondance, etablir, lireCorrespondance } from '#domain/modeles/correspondance.ts'
import type { ModeleLu } from '#domain/modeles/modele-lu.ts'
import { completer, remarquesAjouts } from '#domain/modeles/places-ajoutees.ts'
import { type LigneRapport, prevoir } from '#domain/modeles/prevoir.ts'
import { type Reconnaissance, reconnaitre } from '#domain/modeles/reconnaitre.ts'
import type { UsageModele } from '#domain/modeles/usage.ts'
import { ouvrirClasseur } from './classeur-ouvert.ts'
import { lireModele } from './lire-modele.ts'
import { remplirClasseur, verifierCopie } from './remplir.ts'
import { remplirFormulaire } from './remplir-formulaire.ts'

/** A filled copy and what to say of it. */
export interface CopieRemplie {
  readonly octets: Uint8Array
  readonly extension: 'xlsx' | 'pdf'
  readonly rapport: readonly LigneRapport[]
  readonly remarques: readonly string[]
  /** Texts that a PDF form cannot show as they are, see `textesImpossibles`; a question mark stands for what is missing. */
  readonly impossibles: readonly string[]
}

/** A model with its proposals, ready to be filled as many times as wanted. */
export interface ModeleOuvert {
  readonly lu: ModeleLu
  /** What was recognised, without the places that a person added: see `completer`. */
  readonly reconnaissance: Reconnaissance
  /** The proposals alone, before any decision of a person. */
  readonly proposee: Correspondance
  /** A filled copy; the model itself is never changed. `ttf`: font drawn in the fields of a PDF form. */
  readonly remplir: (correspondance: Correspondance, dossier: Dossier, ttf: Uint8Array) => Promise<CopieRemplie>
}

/** Opens a model held in memory. Throws `format-refuse`, `fichier-illisible`, `fichier-trop-grand`, `fichier-vide`. */
export async function ouvrirModele(octets: Uint8Array, usage: UsageModele): Promise<ModeleOuvert> {
  const lu = await lireModele(octets)
  const reconnaissance = reconnaitre(lu, usage)
  return {
    lu,
    reconnaissance,
    proposee: etablir(reconnaissance),
    remplir: async (correspondance, dossier, ttf) => {
      const complete = completer(lu, reconnaissance, correspondance)
      const prevu = prevoir(lu, complete, correspondance, dossier, usage)
      const { rapport } = prevu
      const remarques = [...remarquesAjouts(lu, complete, correspondance), ...prevu.remarques]
      if (lu.format === 'pdf') {
        const { octets: copie, impossibles } = await remplirFormulaire(octets, prevu, ttf)
        const dites = impossibles.map((t) => `Un « ? » remplace ce qui ne peut pas être imprimé dans ${t}.`)
        return { octets: copie, extension: 'pdf', rapport, remarques: [...remarques, ...dites], impossibles }
      }
      const copie = remplirClasseur(ouvrirClasseur(octets), prevu)
      const ecarts = verifierCopie(copie, prevu)
      if (ecarts.length) throw new GrappeError('relecture-echouee', `copie du modèle : ${ecarts.slice(0, 5).join(', ')}`)
      return { octets: copie, extension: 'xlsx', rapport, remarques, impossibles: [] }
    }
  }
}

/** The mapping kept for a model, over what Grappe proposes today: what was decided stays, what is new is proposed. */
export function correspondanceDe(modele: Pick<Modele, 'correspondance'>, ouvert: ModeleOuvert): Correspondance {
  const gardee = lireCorrespondance(modele.correspondance)
  if (!gardee) return ouvert.proposee
  return { ...gardee, places: { ...ouvert.proposee.places, ...gardee.places }, tables: { ...ouvert.proposee.tables, ...gardee.tables } }
}

/** A filled copy of a model of the grappe, from its bytes and the mapping kept with it. */
export async function remplirModele(modele: Modele, octets: Uint8Array, dossier: Dossier, ttf: Uint8Array): Promise<CopieRemplie> {
  const ouvert = await ouvrirModele(octets, modele.usage ?? 'autre')
  return ouvert.remplir(correspondanceDe(modele, ouvert), dossier, ttf)
}
