import { defineIndicateur } from './indicateur.ts'

export const act = defineIndicateur({
  code: 'ACT',
  titre: 'Taux de dossiers actifs',
  numerateur: 'dossiersActifs',
  denominateur: 'personnesAccompagnees',
  peutDepasser100: false,
  description: 'Dossiers actifs dans le DUI pendant la période, rapportés aux personnes accompagnées dans la structure.',
  unite: { un: 'dossier actif', plusieurs: 'dossiers actifs' }
})
