import { action } from './action.ts'
import { cible } from './cible.ts'
import { communication, formation } from './conduite.ts'
import { contact } from './contact.ts'
import { depense } from './depense.ts'
import { depot } from './depot.ts'
import { envoi } from './envoi.ts'
import { etablissement } from './etablissement.ts'
import { exemption } from './exemption.ts'
import { cout, coutRh, ressource } from './financement.ts'
import { instance, raci } from './gouvernance.ts'
import { grappe } from './grappe.ts'
import { indicateurPropre, mesurePropre } from './indicateur-propre.ts'
import { materiel } from './materiel.ts'
import { modele } from './modele.ts'
import { organisme } from './organisme.ts'
import { personne } from './personne.ts'
import { piece } from './piece.ts'
import { pieceJointe } from './piece-jointe.ts'
import { tache, vague } from './planning.ts'
import { prevision } from './prevision.ts'
import { pv } from './pv.ts'
import { releve } from './releve.ts'
import { reponse } from './reponse.ts'
import { risque } from './risque.ts'
import { solution } from './solution.ts'

/** Every noun of the trade. A new kind of thing = one file and one line here. */
export const noms = [
  grappe,
  solution,
  organisme,
  etablissement,
  personne,
  releve,
  depense,
  pv,
  pieceJointe,
  piece,
  reponse,
  cible,
  action,
  prevision,
  instance,
  raci,
  tache,
  vague,
  cout,
  coutRh,
  ressource,
  communication,
  formation,
  risque,
  materiel,
  depot,
  envoi,
  modele,
  contact,
  indicateurPropre,
  mesurePropre,
  exemption
] as const

export type NomConnu = (typeof noms)[number]
export type Kind = NomConnu['kind']

const byKind = new Map<string, NomConnu>(noms.map((n) => [n.kind, n]))

/** The noun of a kind, or undefined for a kind written by a newer version (kept verbatim, shown nowhere). */
export const nomDe = (kind: string): NomConnu | undefined => byKind.get(kind)
