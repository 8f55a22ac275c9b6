import { defineIndicateur } from './indicateur.ts'

export const agd = defineIndicateur({
  code: 'AGD',
  titre: 'Taux de dossiers actifs avec événement d’agenda',
  numerateur: 'actifsAvecAgenda',
  denominateur: 'dossiersActifs',
  peutDepasser100: false,
  description: 'Dossiers actifs comportant au moins un événement dans l’agenda du DUI pendant la période, rapportés aux dossiers actifs.',
  unite: { un: 'dossier actif avec événement d’agenda', plusieurs: 'dossiers actifs avec événement d’agenda' }
})
