import { defineIndicateur } from './indicateur.ts'

export const mss = defineIndicateur({
  code: 'MSS',
  titre: 'Taux d’utilisation de la MSSanté',
  numerateur: 'messagesEnvoyes',
  denominateur: 'personnesProjet',
  peutDepasser100: true,
  description:
    'Messages envoyés par MSSanté pendant la période, rapportés aux personnes accompagnées pouvant bénéficier d’un projet d’accueil et d’accompagnement. Peut dépasser 100 % : on compte des messages, pas des personnes.',
  unite: { un: 'message MSSanté envoyé', plusieurs: 'messages MSSanté envoyés' }
})
