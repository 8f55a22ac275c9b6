import { z } from 'zod'
import type { Entree, NomAppel } from './contract.ts'

/**
 * Every call that opens what comes from elsewhere, with the files or folders it opens: received, about to be attached, or attached
 * before (then none is named). The engine runs them under the watch of the process that started it, which ends it when one of them
 * never lets go.
 */
export const lectures: { readonly [N in NomAppel]?: (entree: Entree<N>) => readonly string[] } = {
  'dossier.ouvrir': ({ ref }) => [ref],
  'dossier.verifier': ({ ref }) => [ref],
  'dossier.reparer': ({ ref }) => [ref],
  'piece-jointe.ajouter': ({ ref }) => [ref],
  'piece-jointe.remplacer': ({ ref }) => [ref],
  'piece-jointe.page': () => [],
  'piece-jointe.image': () => [],
  'piece-jointe.transformer': () => [],
  'preuve.apercu': ({ refs }) => refs,
  'preuve.joindre': ({ fichiers }) => [...new Set(fichiers.map(({ ref }) => ref))],
  'preuve.analyser': () => [],
  'import.apercu': ({ ref }) => [ref],
  'import.accepter': ({ ref }) => [ref],
  'import.dossier': ({ ref }) => [ref],
  'collecte.apercu': ({ refs }) => refs,
  'collecte.accepter': ({ refs }) => refs,
  'partage.reconnaitre': ({ ref }) => [ref],
  'partage.apercu': ({ fichiers }) => fichiers.map(({ ref }) => ref),
  'partage.reunir': ({ fichiers }) => fichiers.map(({ ref }) => ref),
  'partage.jumeaux': () => [],
  'modele.lire': ({ ref }) => [ref],
  'modele.proposer': () => [],
  'modele.corriger': () => [],
  'modele.ajouterPlace': () => [],
  'modele.retirerPlace': () => [],
  'modele.remplir': () => [],
  'modele.exporterCorrespondance': () => [],
  'modele.importerCorrespondance': ({ ref }) => (ref === null ? [] : [ref]),
  'lot.generer': () => [],
  'lot.relire': ({ ref }) => [ref],
  'archive.creer': ({ lot }) => [lot],
  'archive.verifier': ({ ref }) => [ref]
}

/** Why the last engine ended while it read, and what it was asked; told to the page with the port of the next one. */
export const finMoteur = z.object({ code: z.enum(['lecture-trop-longue', 'lecture-interrompue']), appels: z.array(z.string()) })
export type FinMoteur = z.infer<typeof finMoteur>
