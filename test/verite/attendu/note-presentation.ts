import { emploisTotal } from '../calculs.ts'
import { conserves, type DossierLu, parties, porteur, somme } from '../dossier-lu.ts'
import { type DocAttendu, figure, paires, type Quoi, table, texte } from '../elements.ts'
import { date, entier, eurosDits, pluriel, vide } from '../francais.ts'
import { categorie, garde, hebergement, lignes, parSecteur, piece, region, segur, situationCourte, typeProjet, voieAchat } from '../libelles.ts'

const colonnes = ['FINESS ET', 'Établissement ou service', 'Catégorie', 'Commune', 'Région', 'Places', 'Pers. acc.', 'DUI']

/** Sommaire of a grappe of more than 40 establishments: not among the three seeds. */
export function notePresentation(d: DossierLu, quoi: Quoi): DocAttendu {
  const { grappe: g, solution: s } = d
  const essms = conserves(d)
  const regions = [...new Set(essms.map((e) => e.region))].map((r) => `${region[r]} (${essms.filter((e) => e.region === r).length})`)
  const enjeux = [
    ['Équipements et réseaux', g.enjeuEquipement],
    ['Hébergement et architecture', g.enjeuHebergement],
    ['Reprise de données', g.enjeuReprise],
    ['Périmètre fonctionnel et interfaces', g.enjeuInterfaces],
    ['Cybersécurité', g.enjeuCybersecurite]
  ] as const
  return {
    titreCourt: 'Note de présentation',
    elements: [
      ...garde(d, quoi, 'Note de présentation générale du projet', piece(1)),
      texte('L’essentiel'),
      ...lignes(g.description),
      ...paires([
        ['Type de projet', typeProjet[g.typeProjet]!],
        ['Porteur', porteur(d).raisonSociale],
        ['Financeur', g.financeur],
        ['Organismes gestionnaires', entier(d.organismes.length)],
        ['Établissements et services (FINESS ET)', entier(essms.length)],
        [
          'dont acquisition / mise en conformité',
          `${essms.filter((e) => e.situationDui === 'acquisition').length} / ${essms.filter((e) => e.situationDui === 'conformite').length}`
        ],
        ['Régions (ESSMS)', regions.join(', ')],
        [
          'Capacité autorisée',
          pluriel(
            somme(essms, (e) => e.capacite),
            'place'
          )
        ],
        [
          'Personnes accompagnées',
          pluriel(
            somme(essms, (e) => e.personnesAccompagnees),
            'personne'
          )
        ],
        ['Période', `du ${date(g.dateDebut)} au ${date(g.dateFin)}`],
        ['Coût total du projet (TTC)', eurosDits(emploisTotal(d))],
        ['Subvention demandée (TTC)', eurosDits(g.montantDemande)]
      ]),
      ...parSecteur(essms).flatMap(([nom, liste]) => [
        figure(nom),
        texte(
          `${liste.length} ESSMS – ${pluriel(
            somme(liste, (e) => e.personnesAccompagnees),
            'personne'
          )}`
        )
      ]),
      texte('Contexte de la grappe'),
      ...lignes(g.contexte),
      ...lignes(g.objectifsGrappe),
      ...lignes(g.objectifsFeuilleDeRoute),
      ...lignes(g.objectifsUsages),
      ...enjeux.flatMap(([titre, t]) => (t === null ? [] : [texte(titre), ...lignes(t)])),
      ...paires([
        ['Éditeur', s.editeur],
        ['Solution', s.nom],
        ['Version', s.version],
        ['Référencement Ségur', segur[s.statutSegur]!],
        ['Numéro de référencement', s.numeroSegur],
        ['Voie d’achat', s.voieAchat && voieAchat[s.voieAchat]!],
        ['Hébergement', hebergement[s.hebergement]!]
      ]),
      ...lignes(s.perimetre),
      ...lignes(s.interfaces),
      table(
        'Organismes gestionnaires',
        ['Organisme gestionnaire', 'FINESS EJ', 'Statut juridique', 'Qualité', 'ESSMS de la grappe', 'ESSMS gérés en tout'],
        [
          ...parties(d).map((o) => [
            o.raisonSociale,
            o.finessEj,
            o.statutJuridique,
            o === porteur(d) ? 'Porteur' : 'Membre',
            entier(essms.filter((e) => e.organisme === o.id).length),
            entier(o.nombreEssmsGeres)
          ]),
          ['Total', entier(essms.length)]
        ]
      ),
      texte(`Organismes de moins de 15 ESSMS en tout : ${d.organismes.filter((o) => o.nombreEssmsGeres < 15).length}.`),
      texte(`La grappe réunit ${pluriel(essms.length, 'établissement ou service', 'établissements et services')}, chacun désigné`),
      ...parties(d).flatMap((o) => {
        const siens = essms.filter((e) => e.organisme === o.id)
        if (siens.length === 0) return []
        return [
          table(`${o.raisonSociale} – FINESS EJ ${o.finessEj}`, colonnes, [
            ...parSecteur(siens).flatMap(([nom, liste]) => [
              [`${nom} – ${pluriel(liste.length, 'établissement')}`],
              ...liste.map((e) => [
                e.finess,
                e.nom,
                `${e.categorie} – ${categorie[e.categorie]![0]}`,
                `${e.codePostal} ${e.commune}`,
                region[e.region]!,
                entier(e.capacite),
                entier(e.personnesAccompagnees),
                situationCourte[e.situationDui] ?? vide
              ])
            ]),
            [`Total : ${pluriel(siens.length, 'établissement')}`, entier(somme(siens, (e) => e.capacite)), entier(somme(siens, (e) => e.personnesAccompagnees))]
          ])
        ]
      }),
      table(
        'Totaux de la grappe par secteur',
        ['Secteur', 'ESSMS', 'Places', 'Personnes accompagnées'],
        [
          ...parSecteur(essms).map(([nom, liste]) => [
            nom,
            entier(liste.length),
            entier(somme(liste, (e) => e.capacite)),
            entier(somme(liste, (e) => e.personnesAccompagnees))
          ]),
          ['Total de la grappe', entier(essms.length), entier(somme(essms, (e) => e.capacite)), entier(somme(essms, (e) => e.personnesAccompagnees))]
        ]
      )
    ]
  }
}
