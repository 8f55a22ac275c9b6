import { bic, choix, courriel, entier, finess, iban, ouiNon, siren, siret, texte } from './champs/champ.ts'
import { defineNom, type Entite } from './nom.ts'

const partout = ['galis', 'complement', 'va', 'etat-des-lieux', 'vsr', 'cloture'] as const
const porteur = (o: Readonly<Record<string, unknown>>) => o['porteur'] === 'oui'

/** Organisme gestionnaire (OG) = FINESS juridique (EJ). Exactly one is the porteur. */
export const organisme = defineNom({
  kind: 'organisme',
  collection: 'organismes',
  label: 'organisme',
  part: 'soi',
  champs: {
    raisonSociale: texte('Raison sociale', { exige: partout }),
    finessEj: finess('FINESS juridique (EJ)', { exige: ['galis', 'va', 'vsr', 'cloture'] }),
    porteur: ouiNon('Porteur de la grappe', { parmiTous: true }),
    siren: siren('SIREN'),
    siret: siret('SIRET', { exige: ['galis', 'cloture'], si: porteur }),
    statutJuridique: texte('Statut juridique', { exige: ['galis'] }),
    naf: texte('Code NAF', { exige: ['galis'], si: porteur, aide: 'Par exemple 87.30A.' }),
    adresse: texte('Adresse', { exige: ['galis'], si: porteur }),
    codePostal: texte('Code postal', { exige: ['galis'], si: porteur }),
    commune: texte('Commune', { exige: ['galis'], si: porteur }),
    civiliteRepresentant: choix('Civilité du représentant légal', [
      ['M', 'M.'],
      ['Mme', 'Mme']
    ]),
    nomRepresentant: texte('Nom du représentant légal', { personnel: true, exige: ['galis', 'va', 'vsr', 'cloture'] }),
    prenomRepresentant: texte('Prénom du représentant légal', { personnel: true, exige: ['galis', 'va', 'vsr', 'cloture'] }),
    fonctionRepresentant: texte('Fonction du représentant légal', { exige: ['galis', 'va', 'vsr', 'cloture'] }),
    courrielRepresentant: courriel('E-mail du représentant légal', { exige: ['galis'], si: porteur }),
    telephoneRepresentant: texte('Téléphone du représentant légal', { personnel: true, exige: ['galis'], si: porteur }),
    nombreEssmsGeres: entier('Nombre d’ESSMS gérés en tout', { exige: ['galis'], aide: 'Dans la grappe ou non. Moins de 15 : petit organisme.' }),
    entiteNationale: texte('Entité nationale d’affiliation', { aide: 'Laissez vide sans affiliation.' }),
    contratAns: choix('Contrat avec l’ANS', [
      ['signe', 'Signé'],
      ['en-cours', 'En cours'],
      ['non', 'Pas encore']
    ]),
    iban: iban('IBAN', { exige: ['galis'], si: porteur }),
    bic: bic('BIC', { exige: ['galis'], si: porteur }),
    titulaireCompte: texte('Titulaire du compte', { banque: true, exige: ['galis'], si: porteur, aide: 'Tel qu’écrit sur le RIB : ce doit être le porteur.' })
  }
})
export type Organisme = Entite<typeof organisme>

/** An OG that manages fewer ESSMS than this, in the grappe or not, is a « petit OG » (source: regional FAQ, 2023 kit). */
export const seuilPetitOg = 15

/** Petit OG or not; null while the number of ESSMS it manages is unknown. */
export const isPetitOg = (organisme: Organisme | undefined): boolean | null =>
  organisme === undefined || organisme.nombreEssmsGeres === null ? null : organisme.nombreEssmsGeres < seuilPetitOg
