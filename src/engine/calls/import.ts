import type { Handlers } from '#contract/rpc.ts'
import type { Cellule } from '#domain/champs/champ.ts'
import type { Ligne } from '#domain/dossier.ts'
import type { Atelier } from '../atelier.ts'
import { importerDossier, lireDossierJson } from '../import/dossier-json.ts'
import { decoder, lireFichier } from '../import/lire-table.ts'
import { apercuImport, type LigneImport } from '../import/liste-essms.ts'

/** Rows shown in a preview; all of them are imported. */
const lignesApercu = 500

export function appelsImport(atelier: Atelier): Pick<Handlers, 'import.apercu' | 'import.accepter' | 'import.dossier'> {
  /** Adds or completes one establishment; a value already entered is kept unless the file says otherwise. */
  function accepter(ligne: LigneImport, ogs: Map<string, string>): { readonly ligne: Ligne; readonly isNew: boolean } {
    const { journal } = atelier.fichier()
    const cle = String(ligne.organisme['finessEj'] ?? ligne.organisme['raisonSociale'] ?? '')
    let organisme: string | undefined = ogs.get(cle)
    if (cle !== '' && organisme === undefined) {
      const added = journal.ajouter('organisme', null, null, ligne.organisme)
      organisme = added.id
      ogs.set(cle, organisme)
    }
    const cellules: Record<string, Cellule> = { ...ligne.cellules, ...(organisme ? { organisme } : {}) }
    const existant = atelier.dossier().etablissements.find((e) => e.finess !== null && e.finess === cellules['finess'])
    return { ligne: journal.ajouter('etablissement', existant?.id ?? null, null, cellules), isNew: existant === undefined }
  }
  return {
    'import.apercu': async ({ ref, colonnes }, { progres }) => {
      const apercu = await apercuImport(atelier.chemin(ref), atelier.dossier(), colonnes, (octets) => progres(octets, 0, 'Lecture du fichier'))
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
      const apercu = await apercuImport(atelier.chemin(ref), atelier.dossier(), colonnes, (octets) => progres(octets, 0, 'Lecture du fichier'))
      const { journal } = atelier.fichier()
      const { organismes } = atelier.dossier()
      const ogs = new Map(organismes.flatMap((o) => [o.finessEj, o.raisonSociale].filter((c) => c !== null).map((c) => [c, o.id] as const)))
      const retenues = apercu.lignes.filter((l) => typeof l.cellules['finess'] === 'string')
      const premiers = [...new Map([...retenues].reverse().map((l) => [l.cellules['finess'], l])).values()].reverse()
      const faits = journal.groupe(() => premiers.map((l) => accepter(l, ogs)))
      atelier.change()
      const ajoutes = faits.filter((f) => f.isNew).length
      return {
        ajoutes,
        modifies: faits.length - ajoutes,
        ignores: apercu.lignes.length - faits.length,
        lignes: [...ogs.values()].flatMap((id) => journal.ligne(id) ?? []).concat(faits.map((f) => f.ligne))
      }
    },
    'import.dossier': ({ ref }) => {
      const json = lireDossierJson(decoder(lireFichier(atelier.chemin(ref), 2_000_000_000)))
      const { entites, cellules } = importerDossier(atelier.fichier().journal, json)
      atelier.change()
      atelier.emettre({ e: 'dossier-change' })
      return { entites, cellules }
    }
  }
}
