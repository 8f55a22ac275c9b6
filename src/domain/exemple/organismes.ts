import { entiteDe } from '../entite-de.ts'
import { type Etablissement, etablissement } from '../etablissement.ts'
import { withFinessKey, withIbanKeys, withSirenKey, withSiretKey } from '../identifiants.ts'
import { type Organisme, organisme } from '../organisme.ts'
import type { Hasard } from './hasard.ts'
import { formesOrganisme, modeles, nomsEtablissement, nomsFamille, nomsOrganisme, occitanie, prenoms, reunion } from './vocabulaire.ts'

const pad = (n: number, width: number) => String(n).padStart(width, '0')

/** `prefixe` of the département + a range that the register does not use + rank + key. */
const finessInvente = (prefixe: string, rang: number) => withFinessKey(prefixe + (prefixe.length === 2 ? 900_000 + rang : 7_000 + rang))
const siretInvente = (siren: string, nic: number) => withSiretKey(siren + pad(nic, 4))

export function organismesExemple(hasard: Hasard, essms: number, outreMer: boolean): readonly Organisme[] {
  const territoires = outreMer ? reunion : occitanie
  const nombre = Math.max(essms < 5 ? 1 : 5, Math.ceil(essms / 22))
  const parOrganisme = Math.ceil(essms / nombre)
  return Array.from({ length: nombre }, (_, i) => {
    const territoire = territoires[i % territoires.length]!
    const [commune, codePostal] = hasard.parmi(territoire.communes)
    const serie = Math.floor(i / nomsOrganisme.length)
    const nom = `${formesOrganisme[i % formesOrganisme.length]} ${nomsOrganisme[i % nomsOrganisme.length]}${serie ? ` ${serie + 1}` : ''}`
    const siren = withSirenKey(`99${pad(40000 + i * 7, 6)}`)
    const porteur = i === 0
    return entiteDe(organisme, `og-${i + 1}`, {
      raisonSociale: nom,
      finessEj: finessInvente(territoire.prefixe, 2500 + i),
      porteur: porteur ? 'oui' : 'non',
      siren,
      siret: siretInvente(siren, 1),
      statutJuridique: ['Association loi 1901', 'Fondation reconnue d’utilité publique', 'GCSMS', 'Établissement public autonome'][i % 4]!,
      naf: '87.30A',
      adresse: `${hasard.entre(1, 98)} rue des Acacias`,
      codePostal,
      commune,
      civiliteRepresentant: i % 2 ? 'Mme' : 'M',
      nomRepresentant: nomsFamille[i % nomsFamille.length]!,
      prenomRepresentant: prenoms[(i * 3) % prenoms.length]!,
      fonctionRepresentant: i % 2 ? 'Présidente' : 'Directeur général',
      courrielRepresentant: `direction.og${i + 1}@exemple.invalid`,
      telephoneRepresentant: `04 99 00 ${pad(i % 100, 2)} 01`,
      // The porteur is a large OG; the others manage one to three ESSMS outside the grappe.
      nombreEssmsGeres: i === 0 ? Math.max(22, parOrganisme + 4) : parOrganisme + 1 + (i % 3),
      entiteNationale: i === 2 ? 'Fédération Exemple Solidaire' : null,
      contratAns: 'signe',
      ...(porteur ? { iban: withIbanKeys('99999', '99999', pad(4200 + essms, 11)), bic: 'EXEMFRPP', titulaireCompte: nom } : {})
    })
  })
}

export function etablissementsExemple(
  hasard: Hasard,
  essms: number,
  outreMer: boolean,
  organismes: readonly Organisme[],
  vagues: number
): readonly Etablissement[] {
  const territoires = outreMer ? reunion : occitanie
  return Array.from({ length: essms }, (_, i) => {
    const modele = modeles[i % modeles.length]!
    const og = organismes[i % organismes.length]!
    const territoire = territoires[i % territoires.length]!
    const [commune, codePostal, insee] = territoire.communes[i % territoire.communes.length]!
    const serie = Math.floor(i / nomsEtablissement.length)
    const personnes = hasard.entre(24, 110)
    const vague = i % vagues
    return entiteDe(etablissement, `essms-${pad(i + 1, 4)}`, {
      nom: `${modele.type} ${nomsEtablissement[i % nomsEtablissement.length]}${serie ? ` ${serie + 1}` : ''}`,
      finess: finessInvente(territoire.prefixe, 100 + i),
      organisme: og.id,
      categorie: modele.categorie,
      secteur: modele.secteur,
      siret: siretInvente(og.siren!, 100 + i),
      adresse: `${hasard.entre(1, 140)} avenue des Pins`,
      codePostal,
      commune,
      insee,
      region: territoire.region,
      capacite: personnes + hasard.entre(0, 6),
      personnesAccompagnees: personnes,
      personnesProjet: personnes - hasard.entre(0, 3),
      situationDui: i % 6 === 5 ? 'acquisition' : 'conformite',
      directeur: `${hasard.parmi(prenoms)} ${hasard.parmi(nomsFamille)}`,
      situation: 'conserve',
      dateMiseEnService: `2025-0${1 + vague * 2}-${pad(hasard.entre(6, 24), 2)}`,
      vague: `vague-${vague + 1}`,
      // The first two of the first wave: pilots open the deployment.
      pilote: vague === 0 && i < 2 * vagues ? 'oui' : 'non',
      saadMixte: 'non',
      montantAide: 1_250_000,
      insAQualifier: personnes,
      insQualifiees: Math.floor(personnes * 0.9),
      insDiscordantes: Math.floor(personnes * 0.05),
      insNonTrouvees: personnes - Math.floor(personnes * 0.9) - Math.floor(personnes * 0.05),
      rppsCoordination: hasard.entre(1, 3),
      rppsAdministratif: hasard.entre(2, 5),
      rppsVieSociale: hasard.entre(4, 18),
      rppsSoin: hasard.entre(0, 12),
      rppsEncadrement: hasard.entre(1, 3)
    })
  })
}
