import { retient } from '../completude.ts'
import { type Dossier, etablissementsConserves } from '../dossier.ts'
import type { Manque } from '../lot.ts'

/** `sans-objet`: nothing to compare yet, so nothing is said to be right. `justifie`: doubtful points remain, each with its written reason. */
export type EtatControle = 'sans-objet' | 'conforme' | 'justifie' | 'a-justifier' | 'a-corriger'

export interface ControleCloture {
  readonly code: string
  readonly titre: string
  readonly etat: EtatControle
  /** What it found, worst first; information left out. */
  readonly manques: readonly Manque[]
}

const aDesPv = (d: Dossier) => d.pvs.length > 0
const aDesEssms = (d: Dossier) => etablissementsConserves(d).length > 0
const aLaCloture = (d: Dossier) => d.releves.some((r) => r.type === 'cloture')

/** Cross-checks of the closure, the first words of the keys that each gathers, what it needs to compare. Source: programme, « Clôture ». */
const controles: readonly (readonly [code: string, titre: string, cles: RegExp, objet: (d: Dossier) => boolean])[] = [
  ['ordre', 'La VA précède la VSR', /^(?:pv-ordre|pv-debut|pv-dates|pv-date|ccag-)/u, aDesPv],
  ['couverture', 'Chaque établissement est dans une seule VA et une seule VSR, ou retiré avec un motif', /^(?:pv|pv-couverture|pv-type|retrait):/u, aDesEssms],
  ['decisions', 'Les VA et les VSR sont prononcées, sans réserve en retard', /^(?:pv-decision|pv-reserves|pv-points|pv-service)/u, aDesPv],
  ['signataires', 'Les procès-verbaux sont signés par une personne habilitée', /^(?:pv-signe|pv-signataire|pv-delegation)/u, aDesPv],
  ['signatures', 'Ce qui est signé est conforme aux données d’aujourd’hui', /^signature:/u, aDesPv],
  [
    'indicateurs',
    'Les indicateurs sont complets sur la fenêtre de clôture',
    /^(?:releve|releve-controle|releve-double|releve-estimation|fenetre|taux)[:-]/u,
    aLaCloture
  ],
  ['cibles', 'Les cibles sont atteintes', /^(?:cible|cible-inconnue):/u, aLaCloture],
  ['preuves', 'Chaque chiffre déclaré a sa preuve', /^preuve/u, aLaCloture],
  ['depenses', 'Les dépenses sont justifiées et l’état est certifié', /^(?:depense|depenses|poste|plafond|champ:depense)[:.]/u, (d) => d.depenses.length > 0]
]

const etatDe = (manques: readonly Manque[]): EtatControle => {
  if (manques.some((m) => m.gravite === 'bloquant')) return 'a-corriger'
  if (manques.some(retient)) return 'a-justifier'
  return manques.length > 0 ? 'justifie' : 'conforme'
}

/** The cross-checks of the closure, from what is missing or doubtful (`completude`). What no check gathers still holds the bundle back. */
export function controlesCloture(dossier: Dossier, manques: readonly Manque[]): readonly ControleCloture[] {
  // A grappe without establishments has none that a VA or a VSR leaves out: its absent PVs stay missing, they are no mistake to correct.
  const aucunACouvrir = !aDesEssms(dossier)
  const cloture = manques.filter((m) => m.lots.includes('cloture') && m.gravite !== 'information' && !(aucunACouvrir && m.cle.startsWith('pv:')))
  return controles.map(([code, titre, cles, objet]) => {
    const siens = cloture.filter((m) => cles.test(m.cle))
    return { code, titre, etat: siens.length === 0 && !objet(dossier) ? 'sans-objet' : etatDe(siens), manques: siens }
  })
}
