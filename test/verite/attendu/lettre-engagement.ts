import { conserves, type DossierLu, type OrganismeLu, parties, porteur, somme } from '../dossier-lu.ts'
import { type DocAttendu, paires, type Quoi, table, texte } from '../elements.ts'
import { date, entier, eurosDits, pluriel } from '../francais.ts'
import { adresse, garde, instruction, nomDe, piece, representant, segur, typeProjet } from '../libelles.ts'
import { codeSigne } from './convention.ts'
import { siretDit } from './fiche-galis.ts'

export function lettreEngagement(d: DossierLu, quoi: Quoi): DocAttendu {
  const { grappe: g, solution: s } = d
  const p = porteur(d)
  const essms = conserves(d)
  const personnes = somme(essms, (e) => e.personnesAccompagnees)
  const siens = (o: OrganismeLu) => essms.filter((e) => e.organisme === o.id)
  const femme = p.civiliteRepresentant === 'Mme'
  return {
    titreCourt: 'Lettre d’engagement',
    code: codeSigne(d, 'piece', { piece: 4 }),
    elements: [
      ...garde(d, quoi, 'Lettre d’engagement du porteur', piece(4), 'Projet — à adapter et à faire valider'),
      ...paires([
        ['Expéditeur', p.raisonSociale],
        ['Adresse', adresse(p)],
        ['FINESS juridique', p.finessEj],
        ['SIRET', siretDit(p.siret)],
        ['Destinataire', g.financeur]
      ]),
      texte(
        `Je soussigné${femme ? 'e' : ''}, ${representant(p)}, ${p.fonctionRepresentant}, représentant${femme ? 'e légale' : ' légal'} de l’organisme ${p.raisonSociale} (${p.statutJuridique}), confirme que cet organisme porte la grappe « ${g.nom} » et présente en son nom, au titre de l’instruction ${instruction[g.instruction]}, un projet de type « ${typeProjet[g.typeProjet]} » réunissant ${pluriel(d.organismes.length, 'organisme gestionnaire', 'organismes gestionnaires')}, ${pluriel(essms.length, 'établissement ou service', 'établissements et services')} et ${pluriel(personnes, 'personne accompagnée', 'personnes accompagnées')}.`
      ),
      texte(
        `Le projet porte sur la solution ${s.nom}, version ${s.version}, de l’éditeur ${s.editeur} (référencement Ségur : ${segur[s.statutSegur]}), du ${date(g.dateDebut)} au ${date(g.dateFin)}. La subvention demandée est de ${eurosDits(g.montantDemande)} TTC.`
      ),
      texte(`chef de projet : ${nomDe(d.personnes.find((x) => x.role === 'chef-de-projet')!)} ;`),
      table(
        'Organismes représentés',
        ['Organisme gestionnaire', 'FINESS EJ', 'ESSMS', 'Personnes accompagnées'],
        [
          ...parties(d).map((o) => [o.raisonSociale, o.finessEj, entier(siens(o).length), entier(somme(siens(o), (e) => e.personnesAccompagnees))]),
          ['Total', entier(essms.length), entier(personnes)]
        ]
      ),
      texte(`Pour le porteur de la grappe ${p.raisonSociale} Nom : ${representant(p)} Fonction : ${p.fonctionRepresentant} Fait à : Le : Cachet et signature`)
    ]
  }
}
