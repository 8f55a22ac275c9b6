import { action, ars, type Checklist } from './checklist.ts'

/** Six actions of the 2023 kit, for regions without a list of their own. Every link is deduced from their order. */
export const checklistNationale: Checklist = {
  code: 'nationale',
  titre: 'Checklist de déploiement – nationale',
  source: 'D’après le kit ESMS Numérique de 2023',
  themes: [{ code: 'N', titre: 'Déploiement' }],
  actions: [
    action('N', 'N1', 'Faire les démarches auprès de l’ANS', ['direction-og'], 'og', {
      note: 'Contrat d’adhésion au niveau du FINESS juridique, signé par le représentant légal ; certificats ; cartes.'
    }),
    action('N', 'N2', 'Déployer le DUI et les services socles', ['direction-og', 'editeur'], 'essms', { deduite: 'N1' }),
    action('N', 'N3', 'Préparer le PV de VA et l’envoyer à l’ARS', ['porteur'], 'grappe', { deduite: 'N2', ou: ['og', 'essms'], destinataires: [ars] }),
    action('N', 'N4', 'Préparer le PV de VSR et l’envoyer à l’ARS', ['porteur'], 'grappe', { deduite: 'N3', ou: ['og', 'essms'], destinataires: [ars] }),
    action('N', 'N5', 'Suivre les indicateurs dans le pilotage des ESSMS', ['essms'], 'essms', { deduite: 'N2' }),
    action('N', 'N6', 'Envoyer l’état récapitulatif des dépenses à l’ARS', ['porteur'], 'grappe', { deduite: 'N4', destinataires: [ars] })
  ],
  signatures: { va: 'N3', vsr: 'N4' }
}
