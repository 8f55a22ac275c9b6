import { defineIndicateur } from './indicateur.ts'

export const dmp = defineIndicateur({
  code: 'DMP',
  titre: 'Taux d’utilisation du DMP',
  numerateur: 'dmpAlimentes',
  denominateur: 'personnesProjet',
  peutDepasser100: false,
  description:
    'DMP alimentés par au moins un document pendant la période, rapportés aux personnes accompagnées pouvant bénéficier d’un projet d’accueil et d’accompagnement.',
  unite: { un: 'DMP alimenté', plusieurs: 'DMP alimentés' }
})
