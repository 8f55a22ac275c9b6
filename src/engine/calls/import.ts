import type { Entree } from '#contract/contract.ts'
import type { Handlers } from '#contract/rpc.ts'
import type { Dossier } from '#domain/dossier.ts'
import type { Atelier } from '../atelier.ts'
import type { Journal } from '../db/journal.ts'
import { accepterImport } from '../import/accepter-import.ts'
import { apercuFiness } from '../import/apercu-finess.ts'
import { apercuImport, corrigerTable, lireSource, lireSourceListe, type SourceImport } from '../import/apercu-import.ts'
import { dossierJsonMax, importerDossier, lireDossierJson } from '../import/dossier-json.ts'
import { lireFichier } from '../import/lire-fichier.ts'
import { accepterDepenses, apercuDepenses } from '../import/liste-depenses.ts'
import { accepterOrganismes, apercuOrganismes } from '../import/liste-organismes.ts'
import { garderRegistre, registreGarde } from '../import/registre-garde.ts'

/** Rows shown in a preview; all of them are imported. */
const lignesApercu = 500

/** Rows to show, in their order: those with a remark before the others when there are too many. */
function aMontrer<L extends { readonly erreurs: readonly unknown[] }>(lignes: readonly L[]): readonly L[] {
  if (lignes.length <= lignesApercu) return lignes
  const retenues = new Set(lignes.toSorted((a, b) => Math.min(1, b.erreurs.length) - Math.min(1, a.erreurs.length)).slice(0, lignesApercu))
  return lignes.filter((l) => retenues.has(l))
}

type LigneApercu = { readonly cellules: unknown } | { readonly etablissement: unknown; readonly existant: boolean }

/** Rows that would add or complete something. */
const importables = (lignes: readonly LigneApercu[]): number =>
  lignes.filter((l) => ('cellules' in l ? l.cellules !== null : l.etablissement !== null || l.existant)).length

type DemandeImport = Entree<'import.accepter'>

/** What one list would do, and how it is written once accepted. */
function preparer(source: SourceImport, dossier: Dossier, { nom, colonnes, corrections }: DemandeImport, exiger: boolean) {
  const corrigee = 'table' in source ? { table: corrigerTable(source.table, corrections) } : source
  if (nom === 'depense' && 'table' in corrigee) {
    const apercu = apercuDepenses(corrigee.table, dossier, colonnes, exiger)
    return { apercu, ecrire: (journal: Journal) => accepterDepenses(journal, dossier, apercu) }
  }
  if (nom === 'organisme' && 'table' in corrigee) {
    const apercu = apercuOrganismes(corrigee.table, dossier, colonnes, exiger)
    return { apercu, ecrire: (journal: Journal) => accepterOrganismes(journal, apercu) }
  }
  const apercu = apercuImport(corrigee, dossier, colonnes, exiger)
  return { apercu, ecrire: (journal: Journal) => accepterImport(journal, dossier, apercu) }
}

export function appelsImport(atelier: Atelier): Pick<Handlers, 'import.apercu' | 'import.accepter' | 'import.completer' | 'import.dossier'> {
  /** The file of the last preview: what is accepted is what was shown, and a register is read once. */
  let lu: { readonly ref: string; readonly nom: DemandeImport['nom']; readonly source: SourceImport } | null = null
  async function sourceDe({ ref, nom }: DemandeImport, progres: (fait: number, total: number, texte: string) => void): Promise<SourceImport> {
    if (lu?.ref !== ref || lu.nom !== nom) {
      const chemin = atelier.chemin(ref)
      const source = await (nom === 'etablissement' ? lireSource(chemin, (octets) => progres(octets, 0, 'Lecture du fichier')) : lireSourceListe(chemin, nom))
      if ('registre' in source) garderRegistre(atelier.options.profil, source.registre)
      lu = { ref, nom, source }
    }
    return lu.source
  }
  return {
    'import.apercu': async (demande, { progres }) => {
      if (demande.colonnes === null && demande.corrections.length === 0) lu = null
      const { apercu } = preparer(await sourceDe(demande, progres), atelier.dossier(), demande, false)
      return {
        ref: demande.ref,
        format: apercu.format,
        colonnes: [...apercu.colonnes],
        lignes: aMontrer<(typeof apercu.lignes)[number]>(apercu.lignes).map(({ numero, valeurs, erreurs, existant }) => ({
          numero,
          valeurs: [...valeurs],
          erreurs: [...erreurs],
          existant
        })),
        total: apercu.lignes.length,
        avertissements: [...apercu.avertissements],
        importables: importables(apercu.lignes),
        manquantes: [...apercu.manquantes]
      }
    },
    'import.accepter': async (demande, { progres }) => {
      const fait = preparer(await sourceDe(demande, progres), atelier.dossier(), demande, true).ecrire(atelier.fichier().journal)
      lu = null
      atelier.change()
      return fait
    },
    'import.completer': ({ finess }) => {
      const registre = registreGarde(atelier.options.profil, finess)
      const dossier = atelier.dossier()
      const presents = new Set(dossier.etablissements.map((e) => e.finess))
      if (!registre?.etablissements.some((e) => presents.has(e.finess))) return { source: null, lignes: [] }
      const journal = atelier.fichier().journal
      const avant = journal.nombreOps()
      const { lignes } = accepterImport(journal, dossier, apercuFiness(registre, dossier, null))
      if (journal.nombreOps() === avant) return { source: null, lignes: [] }
      atelier.change()
      return { source: registre.source, lignes: [...lignes] }
    },
    'import.dossier': ({ ref }) => {
      const json = lireDossierJson(lireFichier(atelier.chemin(ref), dossierJsonMax))
      const { entites, cellules } = importerDossier(atelier.fichier().journal, json)
      atelier.change()
      atelier.emettre({ e: 'dossier-change' })
      return { entites, cellules }
    }
  }
}
