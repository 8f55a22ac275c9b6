import { contact } from '../contact.ts'
import { depot } from '../depot.ts'
import type { Dossier } from '../dossier.ts'
import { entiteDe } from '../entite-de.ts'
import { piece } from '../piece.ts'
import { type FichierExemple, fichiersExemple } from './fichiers.ts'
import { coutsExemple, coutsRhExemple, depensesExemple, materielsExemple, ressourcesExemple } from './finances.ts'
import { createHasard } from './hasard.ts'
import { etablissementsExemple, organismesExemple } from './organismes.ts'
import {
  communicationsExemple,
  formationsExemple,
  grappeExemple,
  instancesExemple,
  nombreVagues,
  personnesExemple,
  racisExemple,
  risquesExemple,
  solutionExemple,
  tachesExemple,
  vaguesExemple
} from './projet.ts'
import { reponsesExemple } from './recevabilite.ts'
import { actionsExemple, previsionsExemple } from './suivi.ts'
import { pvsExemple, relevesExemple } from './usages.ts'

export interface OptionsExemple {
  /** Number of establishments, 1 to 2,000. */
  readonly essms: number
  readonly graine: number
  readonly outreMer?: boolean
}

/** Ids are readable (`og-1`, `essms-0001`…): the engine gives real ones when it writes the file. */
export interface Exemple {
  readonly dossier: Dossier
  readonly fichiers: readonly FichierExemple[]
}

/** The example grappe: realistic, invented, complete, every bundle ready. Same options, same example. */
export function exemple({ essms, graine, outreMer = false }: OptionsExemple): Exemple {
  const hasard = createHasard(graine)
  const organismes = organismesExemple(hasard, essms, outreMer)
  const etablissements = etablissementsExemple(hasard, essms, outreMer, organismes, nombreVagues)
  const grappe = grappeExemple(outreMer, essms)
  const solution = solutionExemple()
  const materiels = materielsExemple(etablissements, organismes)
  const couts = coutsExemple(essms, materiels)
  const coutsRh = coutsRhExemple()
  const pvs = pvsExemple(organismes, etablissements)
  const releves = relevesExemple(hasard, etablissements)
  const depenses = depensesExemple(hasard, couts, coutsRh, Math.max(2, Math.ceil(essms / 60)), materiels, etablissements)
  const dossier: Dossier = {
    projet: grappe.id,
    conflits: [],
    grappe,
    solution,
    organismes,
    etablissements,
    personnes: personnesExemple(organismes),
    releves,
    depenses,
    pvs,
    piecesJointes: [],
    pieces: [
      entiteDe(piece, 'piece-7', {
        numero: 7,
        mode: 'generee',
        suite: 'a-corriger',
        dateDepot: '2023-07-21',
        demandeArs: 'Préciser les dépendances entre les vagues.',
        reponse: 'Les prérequis de chaque vague figurent désormais au tableau des vagues.'
      })
    ],
    reponses: reponsesExemple(essms < (outreMer ? 8 : 15)),
    cibles: [],
    actions: actionsExemple(grappe, solution, etablissements, organismes),
    previsions: previsionsExemple(grappe),
    instances: instancesExemple(),
    racis: racisExemple(),
    taches: tachesExemple(),
    vagues: vaguesExemple(),
    couts,
    coutsRh,
    ressources: ressourcesExemple(grappe.montantDemande!, couts, coutsRh),
    communications: communicationsExemple(),
    formations: formationsExemple(essms),
    risques: risquesExemple(essms),
    materiels,
    depots: [
      entiteDe(depot, 'depot-1', {
        lot: 'galis',
        date: '2023-06-12',
        reference: 'EX-PAI-0001',
        echeance: '2023-06-15',
        resultat: 'incomplete',
        dateReponse: '2023-07-03',
        observation: 'Complément demandé sur la pièce 7.'
      }),
      entiteDe(depot, 'depot-2', {
        lot: 'complement',
        date: '2023-07-21',
        reference: 'EX-PAI-0001-C',
        echeance: '2023-07-31',
        resultat: 'retenue',
        dateReponse: grappe.dateNotification,
        observation: 'Projet retenu après la réponse sur la pièce 7.'
      })
    ],
    envois: [],
    modeles: [],
    contacts: [
      entiteDe(contact, 'contact-1', { nom: 'Assistance de l’éditeur', objet: 'Questions sur le DUI', courriel: 'assistance@exemple.invalid', ordre: 1 })
    ],
    indicateursPropres: [],
    mesuresPropres: [],
    exemptions: []
  }
  return { dossier, fichiers: fichiersExemple(dossier) }
}
