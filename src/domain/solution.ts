import { choix, date, ouiNon, ouiNonInconnu, texte, texteLong } from './champs/champ.ts'
import { defineNom, type Entite } from './nom.ts'

/** The DUI solution: one per grappe, same version for every establishment (recevabilité, check 9). */
export const solution = defineNom({
  kind: 'solution',
  collection: 'solution',
  label: 'solution DUI',
  unique: true,
  champs: {
    editeur: texte('Éditeur', { exige: ['galis', 'va', 'vsr', 'cloture'] }),
    nom: texte('Solution', { exige: ['galis', 'va', 'vsr', 'cloture'], manque: 'Nom de la solution manquant' }),
    version: texte('Version', { exige: ['galis', 'va', 'vsr', 'cloture'], manque: 'Version de la solution manquante' }),
    statutSegur: choix(
      'Référencement Ségur',
      [
        ['reference', 'Référencée'],
        ['en-cours', 'En cours de référencement'],
        ['non', 'Non référencée']
      ],
      { exige: ['galis'] }
    ),
    numeroSegur: texte('Numéro de référencement', { exige: ['galis'], si: (s) => s['statutSegur'] === 'reference' }),
    dateSegur: date('Date de référencement ou d’inscription au guichet'),
    voieAchat: choix('Voie d’achat', [
      ['resah', 'RESAH (SAD)'],
      ['ugap', 'UGAP'],
      ['sons', 'Commande SONS'],
      ['marche', 'Marché ou consultation propre'],
      ['contrat', 'Contrat existant']
    ]),
    referenceCommande: texte('Référence du marché ou de la commande', { exige: ['va', 'vsr'] }),
    hebergement: choix(
      'Hébergement',
      [
        ['interne', 'Interne'],
        ['externalise', 'Serveur externalisé'],
        ['saas', 'SaaS (éditeur)']
      ],
      { exige: ['galis'] }
    ),
    perimetre: texteLong('Périmètre fonctionnel', { exige: ['galis'] }),
    interfaces: texteLong('Interfaces prévues', { aide: 'Facturation, planning, annuaire…' }),
    appelInsi: ouiNonInconnu('Le DUI appelle INSi par certificat', { aide: 'Si non, des cartes CPE remplacent les certificats INS.' }),
    dateMiseEnConcurrence: date('Date de la consultation des éditeurs'),
    ccagTic: ouiNon('La commande se réfère au CCAG-TIC', { aide: 'Les délais de VA et de VSR sont alors vérifiés, sans jamais bloquer.' })
  }
})
export type Solution = Entite<typeof solution>
