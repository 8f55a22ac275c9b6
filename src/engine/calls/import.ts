import type { Handlers } from '#contract/rpc.ts'
import type { Atelier } from '../atelier.ts'
import { accepterImport } from '../import/accepter-import.ts'
import { apercuImport, lireSource, type SourceImport } from '../import/apercu-import.ts'
import { dossierJsonMax, importerDossier, lireDossierJson } from '../import/dossier-json.ts'
import { lireFichier } from '../import/lire-fichier.ts'

/** Rows shown in a preview; all of them are imported. */
const lignesApercu = 500

export function appelsImport(atelier: Atelier): Pick<Handlers, 'import.apercu' | 'import.accepter' | 'import.dossier'> {
  /** The file of the last preview: what is accepted is what was shown, and a register is read once. */
  let lu: { readonly ref: string; readonly source: SourceImport } | null = null
  async function sourceDe(ref: string, progres: (fait: number, total: number, texte: string) => void): Promise<SourceImport> {
    if (lu?.ref !== ref) lu = { ref, source: await lireSource(atelier.chemin(ref), (octets) => progres(octets, 0, 'Lecture du fichier')) }
    return lu.source
  }
  return {
    'import.apercu': async ({ ref, colonnes }, { progres }) => {
      if (colonnes === null) lu = null
      const apercu = apercuImport(await sourceDe(ref, progres), atelier.dossier(), colonnes, colonnes === null)
      return {
        ref,
        format: apercu.format,
        colonnes: [...apercu.colonnes],
        lignes: apercu.lignes
          .slice(0, lignesApercu)
          .map(({ numero, valeurs, erreurs, existant }) => ({ numero, valeurs: [...valeurs], erreurs: [...erreurs], existant })),
        total: apercu.lignes.length,
        avertissements: [...apercu.avertissements]
      }
    },
    'import.accepter': async ({ ref, colonnes }, { progres }) => {
      const source = await sourceDe(ref, progres)
      const dossier = atelier.dossier()
      const fait = accepterImport(atelier.fichier().journal, dossier, apercuImport(source, dossier, colonnes, true))
      lu = null
      atelier.change()
      return fait
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
