import type { Dossier } from '#domain/dossier.ts'
import type { Changement } from './autosave.ts'
import { entiteDe, libelleEntite, nomLibre } from './presenter.ts'

/** Names a refused change for the person: « Établissement Les Pins : Capacité autorisée ». */
export function champDeRefus(dossier: Dossier, changement: Changement): string {
  const nom = nomLibre(changement.kind)
  const entite = entiteDe(dossier, changement.kind, changement.id)
  const sujet = nom.unique || !entite ? nom.label : `${nom.label} ${libelleEntite(changement.kind, entite)}`
  const quoi =
    changement.t === 'saisir'
      ? (nom.champs[changement.champ]?.label ?? changement.champ)
      : { ajouter: 'ajout', retirer: 'retrait', retablir: 'rétablissement' }[changement.t]
  return `${sujet.charAt(0).toUpperCase()}${sujet.slice(1)} : ${quoi}`
}
