/** Who does what around the programme. */
export interface ActeurProgramme {
  readonly sigle: string
  readonly nom: string
  readonly missions: readonly string[]
}

export const quiFaitQuoi: readonly ActeurProgramme[] = [
  {
    sigle: 'ARS',
    nom: 'Agence régionale de santé',
    missions: ['Porte la feuille de route régionale', 'Informe, sensibilise et accompagne les ESSMS']
  },
  {
    sigle: 'GRADeS',
    nom: 'Groupement régional d’appui au développement de l’e-santé',
    missions: ['Co-porte la feuille de route avec l’ARS', 'Informe, sensibilise et accompagne les ESSMS']
  },
  {
    sigle: 'Réseau AM',
    nom: 'Réseau de l’assurance maladie',
    missions: ['Co-porte la feuille de route avec l’ARS', 'Informe, sensibilise et accompagne les ESSMS']
  },
  {
    sigle: 'DNS',
    nom: 'Délégation au numérique en santé',
    missions: ['Rattachée au ministre, pilote le Ségur numérique', 'Coordonne la stratégie et sa mise en œuvre']
  },
  { sigle: 'DGOS', nom: 'Direction générale de l’offre de soins', missions: ['Conduit les programmes SUN-ES et HOP’EN', 'Anime la task force de l’hôpital'] },
  {
    sigle: 'CNAM',
    nom: 'Caisse nationale de l’assurance maladie',
    missions: [
      'Se coordonne avec la DNS et l’ANS',
      'Participe aux task forces et aux dossiers de spécifications (DSR)',
      'Anime son réseau et les accords conventionnels'
    ]
  },
  {
    sigle: 'CNSA',
    nom: 'Caisse nationale de solidarité pour l’autonomie',
    missions: ['Pilote ESMS Numérique au quotidien', 'Anime les task forces du médico-social']
  },
  {
    sigle: 'ANS',
    nom: 'Agence du numérique en santé',
    missions: ['Référence les solutions', 'Accompagne et participe aux task forces', 'Opère MSSanté et les moyens d’identification électronique']
  },
  {
    sigle: 'GIE SESAM-Vitale',
    nom: 'Groupement d’intérêt économique SESAM-Vitale',
    missions: ['Opère le DMP et le téléservice INSi côté logiciels', 'Porte l’appli carte Vitale et l’e-prescription']
  },
  { sigle: 'CNDA', nom: 'Centre national de dépôt et d’agrément', missions: ['Homologue les logiciels'] },
  { sigle: 'ASP', nom: 'Agence de services et de paiement', missions: ['Opère le SONS : instruit et paie les éditeurs'] },
  { sigle: 'ANAP', nom: 'Agence nationale de la performance sanitaire et médico-sociale', missions: ['Conseille sur l’organisation'] }
]
