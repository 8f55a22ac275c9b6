import { emploisTotal } from '../calculs.ts'
import { conserves, type DossierLu, porteur, somme } from '../dossier-lu.ts'
import { type DocAttendu, paires, type Quoi, table, texte } from '../elements.ts'
import { date, entier, euros, eurosDits, pluriel } from '../francais.ts'
import { categorie, garde, nomDe, raison, region, segur, typeProjet } from '../libelles.ts'

/** « 990 400 004 00018 ». */
export const siretDit = (s: string): string => `${s.slice(0, 3)} ${s.slice(3, 6)} ${s.slice(6, 9)} ${s.slice(9)}`
const ibanDit = (s: string) => (s.match(/.{1,4}/gu) ?? []).join(' ')
const naf = (s: string) => s.toUpperCase().replace(/^(\d\d)\.?(\d\d[A-Z])$/u, '$1.$2')

export function ficheGalis(d: DossierLu, quoi: Quoi): DocAttendu {
  const { grappe: g, solution: s } = d
  const p = porteur(d)
  const contact = d.personnes.find((x) => x.id === g.contactProjet)!
  const essms = conserves(d)
  const total = somme(essms, (e) => e.montantAide)
  return {
    titreCourt: 'Fiche de saisie GALIS',
    elements: [
      ...garde(d, quoi, 'Fiche de saisie GALIS', 'À recopier dans le téléservice « PAI numérique », dans l’ordre de ses écrans'),
      ...paires([
        ['Raison sociale', p.raisonSociale],
        ['Statut juridique', p.statutJuridique],
        ['SIRET', siretDit(p.siret)],
        ['Code NAF', naf(p.naf)],
        ['FINESS juridique (EJ)', p.finessEj],
        ['Adresse', p.adresse],
        ['Code postal', p.codePostal],
        ['Commune', p.commune],
        ['Civilité', p.civiliteRepresentant === 'M' ? 'M.' : 'Mme'],
        ['Nom', p.nomRepresentant],
        ['Prénom', p.prenomRepresentant],
        ['Fonction', p.fonctionRepresentant],
        ['E-mail', p.courrielRepresentant],
        ['Téléphone', p.telephoneRepresentant],
        ['Personne', nomDe(contact)],
        ['Fonction', contact.fonction],
        ['E-mail', contact.courriel],
        ['Téléphone', contact.telephone],
        ['Financeur', g.financeur],
        ['Régions', [...new Set(essms.map((e) => region[e.region]))].join(', ')],
        ['Intitulé du projet', g.nom],
        ['Description', g.description],
        ['Type de projet', typeProjet[g.typeProjet]!],
        ['Date de début', date(g.dateDebut)],
        ['Date de fin', date(g.dateFin)],
        ['Éditeur', s.editeur],
        ['Solution', s.nom],
        ['Version', s.version],
        ['Référencement Ségur', segur[s.statutSegur]!],
        ['Numéro de référencement', s.numeroSegur],
        ['Coût total du projet (TTC)', eurosDits(emploisTotal(d))],
        ['Total des ressources', eurosDits(somme(d.ressources, (r) => r.montant))],
        ['Subvention demandée', eurosDits(g.montantDemande)],
        ['Titulaire du compte', p.titulaireCompte],
        ['IBAN', ibanDit(p.iban!)],
        ['BIC', p.bic],
        ['Établissements et services', entier(essms.length)]
      ]),
      table(
        null,
        ['FINESS ET', 'Établissement ou service', 'Catégorie', 'Organisme', 'Région', 'Montant (€)'],
        [
          ...essms.map((e) => [
            e.finess,
            e.nom,
            `${e.categorie} – ${categorie[e.categorie]![1]}`,
            raison(d, e.organisme),
            region[e.region]!,
            euros(e.montantAide)
          ]),
          [`Total : ${pluriel(essms.length, 'établissement')}`, euros(total)]
        ]
      ),
      ...(total === g.montantDemande ? [] : [texte('Total différent de la subvention demandée')])
    ]
  }
}
