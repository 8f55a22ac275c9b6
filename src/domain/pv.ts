import { choix, date, decimal, reference, references, texte, texteLong } from './champs/champ.ts'
import type { Lot } from './lot.ts'
import { defineNom, type Entite } from './nom.ts'

const lotsPv: readonly Lot[] = ['va', 'vsr', 'cloture']
const points = [
  ['conforme', 'Conforme'],
  ['reserve', 'Réserve'],
  ['non-conforme', 'Non conforme'],
  ['sans-objet', 'Sans objet']
] as const
const point = (label: string) => choix(label, points, { exige: lotsPv, manque: `${label}, résultat à saisir` })
const reserve = (p: Readonly<Record<string, unknown>>) => p['decision'] === 'reserves'

/** Points checked during VA and VSR, in print order: field name of `pv`. */
export const pointsVerifies = ['pointDui', 'pointInsi', 'pointDmp', 'pointMss', 'pointPsc', 'pointReprise', 'pointDroits', 'pointFormation'] as const

/** Procès-verbal of VA or VSR, signed at grappe, OG or ESSMS level. Empty `etablissements` is never « all ». */
export const pv = defineNom({
  kind: 'pv',
  collection: 'pvs',
  label: 'procès-verbal',
  champs: {
    type: choix('Type', [
      ['va', 'Vérification d’aptitude (VA)'],
      ['vsr', 'Vérification de service régulier (VSR)']
    ]),
    niveau: choix('Niveau', [
      ['grappe', 'Grappe'],
      ['og', 'Organisme'],
      ['essms', 'Établissement']
    ]),
    organisme: reference('Organisme signataire', 'organisme', { exige: lotsPv }),
    etablissements: references('Établissements couverts', 'etablissement', { exige: lotsPv }),
    dateDebut: date('Début des vérifications', { exige: lotsPv, manque: 'Date de début des vérifications manquante' }),
    dateFin: date('Fin des vérifications', { exige: lotsPv, manque: 'Date de fin des vérifications manquante' }),
    pointDui: point('DUI opérationnel'),
    pointInsi: point('Téléservice INSi'),
    pointDmp: point('Alimentation du DMP'),
    pointMss: point('MSSanté'),
    pointPsc: point('Pro Santé Connect'),
    pointReprise: point('Reprise de données'),
    pointDroits: point('Profils et droits'),
    pointFormation: point('Formation des utilisateurs'),
    indisponibilite: decimal('Indisponibilité cumulée', { unite: '%', aide: 'Pour la VSR, sur la plage d’usage.' }),
    reserves: texteLong('Réserves', { exige: lotsPv, si: reserve }),
    delaiReserves: date('Levée des réserves au plus tard le', { exige: lotsPv, si: reserve, manque: 'Date limite de levée des réserves manquante' }),
    decision: choix(
      'Décision',
      [
        ['prononcee', 'Prononcée'],
        ['reserves', 'Prononcée avec réserves'],
        ['ajournee', 'Ajournée'],
        ['refusee', 'Refusée']
      ],
      { exige: lotsPv }
    ),
    dateDecision: date('Date de la décision', { exige: lotsPv }),
    lieu: texte('Lieu', { exige: lotsPv }),
    signataireClient: texte('Signataire pour l’organisme', { personnel: true, exige: lotsPv }),
    qualiteClient: texte('Qualité du signataire', { exige: lotsPv }),
    delegation: choix('Signature', [
      ['representant', 'Par le représentant légal'],
      ['delegation', 'Par délégation']
    ]),
    signataireEditeur: texte('Signataire pour l’éditeur', { personnel: true, exige: lotsPv }),
    qualiteEditeur: texte('Qualité pour l’éditeur', { exige: lotsPv, manque: 'Qualité du signataire de l’éditeur manquante' })
  }
})
export type Pv = Entite<typeof pv>
