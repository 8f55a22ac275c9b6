import { defineIndicateur } from './indicateur.ts'

export const pp = defineIndicateur({
  code: 'PP',
  titre: 'Taux de dossiers actifs avec projet personnalisé',
  numerateur: 'actifsAvecProjet',
  denominateur: 'dossiersActifs',
  peutDepasser100: false,
  description: 'Dossiers actifs dont le projet personnalisé est en préparation ou actif, rapportés aux dossiers actifs.',
  unite: { un: 'dossier actif avec projet personnalisé', plusieurs: 'dossiers actifs avec projet personnalisé' }
})
