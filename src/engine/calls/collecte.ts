import type { Entree, Sortie } from '#contract/contract.ts'
import { GrappeError } from '#contract/errors.ts'
import type { Aide, Handlers } from '#contract/rpc.ts'
import type { Dossier, Ligne } from '#domain/dossier.ts'
import type { Atelier } from '../atelier.ts'
import { ecrireClasseurs } from '../collecte/ecrire-classeurs.ts'
import { comparerReleves, ecrituresDe, type LigneComparee, type StatutLigne } from '../import/comparer-releves.ts'
import { fichiersDe, fichiersMax, lireSourceReleves, lireTexteReleves, relevesDe, type SourceReleves } from '../import/lire-releves.ts'
import type { FichierReleves } from '../import/releves-lus.ts'

/** Rows shown in a preview; all of them are accepted. */
const lignesApercu = 2000

type Demande = Entree<'collecte.apercu'>

const compter = (lignes: readonly LigneComparee[]): Record<StatutLigne, number> => {
  const totaux = { ajoute: 0, modifie: 0, inchange: 0, refuse: 0 }
  for (const { statut } of lignes) totaux[statut] += 1
  return totaux
}

export function appelsCollecte(atelier: Atelier): Pick<Handlers, 'collecte.classeurs' | 'collecte.apercu' | 'collecte.accepter'> {
  /** Sources of the last preview: what is accepted is what was shown. */
  let lues: { readonly cle: string; readonly sources: readonly SourceReleves[] } | null = null

  async function sourcesDe({ refs, texte }: Demande, aide: Aide): Promise<readonly SourceReleves[]> {
    const cle = JSON.stringify([refs, texte])
    if (lues?.cle === cle) return lues.sources
    const chemins = refs.flatMap((ref) => fichiersDe(atelier.chemin(ref)))
    if (chemins.length > fichiersMax) throw new GrappeError('fichier-trop-grand', `plus de ${fichiersMax} fichiers`)
    const sources: SourceReleves[] = []
    for (const [i, chemin] of chemins.entries()) {
      aide.verifierAnnulation()
      aide.progres(i, chemins.length, 'Lecture des classeurs')
      sources.push(await lireSourceReleves(chemin))
    }
    if (texte !== null) sources.push(lireTexteReleves(texte))
    if (sources.length === 0) throw new GrappeError('appel-refuse')
    lues = { cle, sources }
    return sources
  }
  function comparer(sources: readonly SourceReleves[], { periode, colonnes }: Demande, dossier: Dossier) {
    const fichiers: readonly FichierReleves[] = sources.map((source) => relevesDe(source, dossier, { periode, colonnes }))
    return { fichiers, lignes: comparerReleves(dossier, fichiers) }
  }

  return {
    'collecte.classeurs': async ({ periode, ref, par }, aide) => {
      const contexte = { date: atelier.aujourdhui(), version: atelier.options.version }
      const { chemin, dossier, fichiers } = await ecrireClasseurs(atelier.dossier(), periode, par, atelier.chemin(ref), contexte, aide)
      return { dossier, ref: atelier.nouvelleRef(chemin), fichiers: [...fichiers] }
    },
    'collecte.apercu': async (demande, aide): Promise<Sortie<'collecte.apercu'>> => {
      // New columns or period are asked of files already read; the same files asked again are read again.
      if (demande.colonnes === null) lues = null
      const { fichiers, lignes } = comparer(await sourcesDe(demande, aide), demande, atelier.dossier())
      return {
        fichiers: fichiers.map(({ nom, sorte, periode, refus, releves, colonnes }) => ({
          nom,
          sorte,
          periode,
          refus,
          lignes: releves.length,
          colonnes: [...colonnes]
        })),
        lignes: lignes.slice(0, lignesApercu).map(({ fichier, numero, etablissement, nom, periode, statut, message, cellules, alertes }) => ({
          fichier,
          numero,
          etablissement,
          nom,
          periode,
          statut,
          message,
          alertes: [...alertes],
          cellules: cellules.map(({ champ, libelle, avant, apres, statut, message }) => ({ champ, libelle, avant, apres, statut, message }))
        })),
        total: lignes.length,
        totaux: compter(lignes)
      }
    },
    'collecte.accepter': async (demande, aide) => {
      const { lignes } = comparer(await sourcesDe(demande, aide), demande, atelier.dossier())
      const { journal } = atelier.fichier()
      const ecritures = ecrituresDe(lignes)
      const touchees = journal.groupe((): Ligne[] => ecritures.map(({ id, cellules }) => journal.ajouter('releve', id, null, cellules)))
      lues = null
      atelier.change()
      return { totaux: compter(lignes), lignes: touchees }
    }
  }
}
