import type { DossierLu } from '../dossier-lu.ts'
import type { ClasseurAttendu, DocAttendu, Quoi } from '../elements.ts'
import { reponseComplements } from './complement.ts'
import { conduiteChangement } from './conduite-changement.ts'
import { convention } from './convention.ts'
import { classeurDepenses, etatDepenses } from './depenses.ts'
import { deploiement } from './deploiement.ts'
import { ficheGalis } from './fiche-galis.ts'
import { gouvernance } from './gouvernance.ts'
import { classeurHeures, heuresMixtes } from './heures-mixtes.ts'
import { classeurIndicateurs, syntheseIndicateurs } from './indicateurs.ts'
import { lettreEngagement } from './lettre-engagement.ts'
import { classeurMateriels, materiels } from './materiels.ts'
import { message } from './message.ts'
import { notePresentation } from './note-presentation.ts'
import { classeurFinancement, planFinancement } from './plan-financement.ts'
import { classeurPlanning, planning } from './planning.ts'
import { procesVerbal } from './pv.ts'
import { ficheRecevabilite } from './recevabilite.ts'

export interface Attendu {
  readonly base: RegExp
  readonly pdf?: (d: DossierLu, quoi: Quoi) => DocAttendu
  readonly xlsx?: (d: DossierLu, quoi: Quoi) => ClasseurAttendu
}

/** One line a document. A production without a line here fails the test. */
export const attendus: readonly Attendu[] = [
  { base: /^Note_de_presentation$/u, pdf: notePresentation },
  { base: /^Gouvernance$/u, pdf: gouvernance },
  { base: /^Convention$/u, pdf: convention },
  { base: /^Lettre_d_engagement$/u, pdf: lettreEngagement },
  { base: /^Planning$/u, pdf: planning, xlsx: classeurPlanning },
  { base: /^Plan_de_financement$/u, pdf: planFinancement, xlsx: classeurFinancement },
  { base: /^Strategie_de_deploiement$/u, pdf: deploiement },
  { base: /^Conduite_du_changement$/u, pdf: conduiteChangement },
  { base: /^Liste_des_materiels$/u, pdf: materiels, xlsx: classeurMateriels },
  { base: /^Repartition_des_heures$/u, pdf: heuresMixtes, xlsx: classeurHeures },
  { base: /^Fiche_de_saisie_GALIS$/u, pdf: ficheGalis },
  { base: /^Fiche_de_recevabilite$/u, pdf: ficheRecevabilite },
  { base: /^Reponse_aux_complements$/u, pdf: reponseComplements },
  { base: /^Message_a_envoyer$/u, pdf: message },
  { base: /^PV_(?:VA|VSR)(?:_\d+)?$/u, pdf: procesVerbal },
  { base: /^(?:Etat_des_lieux_indicateurs|Indicateurs_usage)$/u, xlsx: classeurIndicateurs },
  { base: /^(?:Etat_des_lieux_synthese|Indicateurs_synthese)$/u, pdf: syntheseIndicateurs },
  { base: /^Etat_recapitulatif_depenses$/u, pdf: etatDepenses, xlsx: classeurDepenses }
]
