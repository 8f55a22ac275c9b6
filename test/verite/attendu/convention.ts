import { conserves, type DossierLu, type OrganismeLu, parties, porteur, somme } from '../dossier-lu.ts'
import { type DocAttendu, type Quoi, table, texte } from '../elements.ts'
import { date, entier, euros, eurosDits, pluriel, vide } from '../francais.ts'
import { adresse, garde, instruction, lignes, nomDe, piece, raison, representant, segur, typeProjet } from '../libelles.ts'
import { siretDit } from './fiche-galis.ts'

const articles = [
  'Objet',
  'Membres et périmètre',
  'Solution commune',
  'Porteur de la grappe',
  'Engagements du porteur',
  'Engagements de chaque membre',
  'Gouvernance',
  'Dispositions financières et reversement',
  'Données personnelles et sécurité',
  'Confidentialité et communication',
  'Résultats et propriété',
  'Durée',
  'Nouveau membre',
  'Retrait et exclusion',
  'Responsabilité et assurance',
  'Modification',
  'Litiges'
]
const titreArticle = (n: number) => `Article ${n} – ${articles[n - 1]}`
const annexes = ['Annexe 1 – Établissements et services de la grappe', 'Annexe 2 – Répartition prévisionnelle de l’aide']

/** Code printed on a document to sign: the one that its signed copy recorded. */
export const codeSigne = (d: DossierLu, role: string, ou: { piece?: number; cible?: string }): string | null =>
  d.piecesJointes.find((p) => p.role === role && (ou.piece === undefined ? p.cible === ou.cible : p.piece === ou.piece))?.codeDonnees ?? null

/** Fourteen digits are a SIRET, nine a SIREN. */
const siret = (o: OrganismeLu) => (o.siret ? `SIRET ${siretDit(o.siret)}` : `SIREN ${o.siren}`)

export function convention(d: DossierLu, quoi: Quoi): DocAttendu {
  const { grappe: g, solution: s } = d
  const essms = conserves(d)
  const chefs = d.personnes.filter((p) => p.role === 'chef-de-projet').map(nomDe)
  const dpo = d.personnes.filter((p) => p.role === 'dpo').map(nomDe)
  const siens = (o: OrganismeLu) => essms.filter((e) => e.organisme === o.id)
  return {
    titreCourt: 'Convention de grappe',
    code: codeSigne(d, 'piece', { piece: 3 }),
    permis: [
      'par leur numéro FINESS géographique en annexe 1.',
      'de l’annexe 1 pendant',
      'l’article 7,',
      'annexe 2 ;',
      'l’annexe 2.',
      'l’article 28 du RGPD',
      'l’annexe 1 peut'
    ],
    elements: [
      ...garde(d, quoi, 'Convention de partenariat entre les structures de la grappe', piece(3), 'Projet — à adapter et à faire valider'),
      { e: 'sommaire', titres: ['Entre les soussignés', 'Préambule', ...articles.map((_, i) => titreArticle(i + 1)), 'Signatures', ...annexes] },
      texte('Entre les soussignés'),
      ...parties(d).map((o, i) =>
        texte(
          `${i + 1}. ${o.raisonSociale}, ${o.statutJuridique}, dont le siège est situé ${adresse(o)}, numéro FINESS juridique ${o.finessEj}, ${siret(o)}, ayant pour représentant légal ${representant(o)}, agissant en qualité de ${o.fonctionRepresentant}, avec tout pouvoir à cet effet${i === 0 ? ', ci-après « le porteur » ;' : ' ;'}`
        )
      ),
      texte(`réunis dans la grappe « ${g.nom} », il est convenu`),
      texte(
        `au titre de l’instruction ${instruction[g.instruction]}, pour un projet de type « ${typeProjet[g.typeProjet]} ». Financeur sollicité : ${g.financeur}.`
      ),
      texte(`${titreArticle(1)} La présente convention constitue la grappe « ${g.nom} ».`),
      texte(titreArticle(2)),
      texte(
        `La grappe réunit ${pluriel(d.organismes.length, 'organisme gestionnaire', 'organismes gestionnaires')} et ${pluriel(essms.length, 'établissement ou service', 'établissements et services')}, désignés`
      ),
      table(
        'Membres de la grappe',
        ['Organisme gestionnaire', 'FINESS EJ', 'Qualité', 'ESSMS', 'Personnes accompagnées'],
        [
          ...parties(d).map((o) => [
            o.raisonSociale,
            o.finessEj,
            o === porteur(d) ? 'Porteur' : 'Membre',
            entier(siens(o).length),
            entier(somme(siens(o), (e) => e.personnesAccompagnees))
          ]),
          ['Total', pluriel(d.organismes.length, 'organisme'), entier(essms.length), entier(somme(essms, (e) => e.personnesAccompagnees))]
        ]
      ),
      texte(titreArticle(3)),
      texte(`${s.nom}, version ${s.version}, de l’éditeur ${s.editeur} (référencement Ségur : ${segur[s.statutSegur]}).`),
      texte(`${titreArticle(4)} Les membres désignent comme porteur ${porteur(d).raisonSociale}, qui accepte.`),
      texte(titreArticle(5)),
      texte(`chef de projet à la signature : ${chefs.join(', ')} ;`),
      texte(titreArticle(6)),
      texte(titreArticle(7)),
      table(
        null,
        ['Instance', 'Rôle', 'Composition', 'Fréquence'],
        d.instances.map((i) => [i.nom, i.role, i.composition, i.frequence])
      ),
      ...lignes(g.mutualisation),
      texte(`${titreArticle(8)} L’aide demandée s’élève à ${eurosDits(g.montantDemande)}, toutes taxes comprises.`),
      texte(`Le projet débute le ${date(g.dateDebut)} et se termine le ${date(g.dateFin)}.`),
      texte(titreArticle(9)),
      texte(`Délégué à la protection des données associé au projet : ${dpo.join(', ')}.`),
      texte(titreArticle(10)),
      texte(titreArticle(11)),
      texte(titreArticle(12)),
      texte(`la fin du projet est prévue le ${date(g.dateFin)}.`),
      ...[13, 14, 15, 16, 17].map((n) => texte(titreArticle(n))),
      ...parties(d).map((o, i) =>
        texte(
          `${i === 0 ? 'Pour le porteur' : 'Pour le membre'} ${o.raisonSociale} Nom : ${representant(o)} Fonction : ${o.fonctionRepresentant} Fait à : Le : Cachet et signature`
        )
      ),
      table(
        annexes[0]!,
        ['FINESS ET', 'Établissement ou service', 'Commune', 'Organisme gestionnaire'],
        [...essms.map((e) => [e.finess, e.nom, e.commune, raison(d, e.organisme)]), [`Total : ${pluriel(essms.length, 'établissement')}`]]
      ),
      table(
        annexes[1]!,
        ['Organisme gestionnaire', 'ESSMS', 'Aide prévisionnelle (€ TTC)'],
        [
          ...parties(d).map((o) => [o.raisonSociale, entier(siens(o).length), siens(o).length ? euros(somme(siens(o), (e) => e.montantAide)) : vide]),
          ['Total', entier(essms.length), euros(somme(essms, (e) => e.montantAide))]
        ]
      ),
      texte(`projet débutant le ${date(g.dateDebut)}.`)
    ]
  }
}
