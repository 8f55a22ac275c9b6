import { type Dossier, etablissementsConserves, porteurDe } from '#domain/dossier.ts'
import { etablissement } from '#domain/etablissement.ts'
import { formatDate } from '#domain/format.ts'
import { grappe } from '#domain/grappe.ts'
import { grouper } from '#domain/grouper.ts'
import { isPetitOg, seuilPetitOg } from '#domain/organisme.ts'
import { planFinancement } from '#domain/plan-financement.ts'
import { solution } from '#domain/solution.ts'
import { type Bloc, type Doc, ent, eur, rangee, requis, txt, type Valeur } from '../doc.ts'
import { barres, largeurTexte } from '../figure.ts'
import { accorde, libelle, somme } from '../libelles.ts'
import { entete } from '../page-de-garde.ts'
import { type Contexte, definePiece } from '../production.ts'
import { manquant, texteSaisi } from '../texte-saisi.ts'
import { parSecteur, tableEssms } from './liste-essms.ts'
import { organismesPorteurDAbord } from './parties.ts'

const titre = (niveau: 1 | 2 | 3, texte: string): Bloc => ({ b: 'titre', niveau, texte })

const periode = (debut: string | null, fin: string | null): Valeur =>
  requis(txt(debut === null || fin === null ? null : `du ${formatDate(debut)} au ${formatDate(fin)}`))

function chiffresCles(dossier: Dossier): readonly Bloc[] {
  const conserves = etablissementsConserves(dossier)
  const regions = [...grouper(conserves, (e) => e.region)].map(
    ([code, liste]) => `${libelle(etablissement.champs.region, code) ?? 'à compléter'} (${liste.length})`
  )
  const situation = (code: string) => conserves.filter((e) => e.situationDui === code).length
  const plan = planFinancement(dossier)
  const secteurs = parSecteur(conserves)
  const blocs: Bloc[] = [
    {
      b: 'paires',
      lignes: [
        ['Type de projet', requis(txt(libelle(grappe.champs.typeProjet, dossier.grappe.typeProjet)))],
        ['Porteur', requis(txt(porteurDe(dossier)?.raisonSociale))],
        ['Financeur', requis(txt(dossier.grappe.financeur))],
        ['Organismes gestionnaires', ent(dossier.organismes.length)],
        ['Établissements et services (FINESS ET)', ent(conserves.length)],
        ['dont acquisition / mise en conformité', txt(`${situation('acquisition')} / ${situation('conformite')}`)],
        ['Régions (ESSMS)', requis(txt(regions.join(', ')))],
        ['Capacité autorisée', txt(accordeOuNull(somme(conserves.map((e) => e.capacite)), 'place'))],
        ['Personnes accompagnées', requis(txt(accordeOuNull(somme(conserves.map((e) => e.personnesAccompagnees)), 'personne')))],
        ['Période', periode(dossier.grappe.dateDebut, dossier.grappe.dateFin)],
        ['Coût total du projet (TTC)', plan.emplois === 0 ? requis(txt(null)) : eur(plan.emplois)],
        ['Subvention demandée (TTC)', requis(eur(dossier.grappe.montantDemande))]
      ]
    }
  ]
  if (conserves.length > 0) {
    const { hauteur, formes } = barres(
      secteurs.map(([nom, liste]) => ({
        libelle: nom,
        valeur: liste.length,
        etiquette: `${liste.length} ESSMS – ${accordeOuNull(somme(liste.map((e) => e.personnesAccompagnees)), 'personne') ?? 'personnes à compléter'}`
      }))
    )
    blocs.push({
      b: 'figure',
      titre: 'Établissements et services par secteur, et personnes accompagnées',
      alternative: secteurs.map(([nom, liste]) => `${nom} : ${accorde(liste.length, 'établissement')}`).join(' ; '),
      largeur: largeurTexte,
      hauteur,
      formes
    })
  }
  return blocs
}

const accordeOuNull = (n: number | null, nom: string): string | null => (n === null ? null : accorde(n, nom))

const pointsDAttention = [
  ['enjeuEquipement', 'Équipements et réseaux'],
  ['enjeuHebergement', 'Hébergement et architecture'],
  ['enjeuReprise', 'Reprise de données'],
  ['enjeuInterfaces', 'Périmètre fonctionnel et interfaces'],
  ['enjeuCybersecurite', 'Cybersécurité']
] as const

/** What the grappe watches; no bundle requires it. */
function attention(dossier: Dossier): readonly Bloc[] {
  const saisis = pointsDAttention.filter(([champ]) => dossier.grappe[champ] !== null)
  return saisis.length === 0 ? [] : [titre(1, 'Points d’attention'), ...saisis.flatMap(([champ, nom]) => [titre(2, nom), ...texteSaisi(dossier.grappe[champ])])]
}

function solutionDui(dossier: Dossier): readonly Bloc[] {
  const s = dossier.solution
  return [
    {
      b: 'paires',
      lignes: [
        ['Éditeur', requis(txt(s.editeur))],
        ['Solution', requis(txt(s.nom))],
        ['Version', requis(txt(s.version))],
        ['Référencement Ségur', requis(txt(libelle(solution.champs.statutSegur, s.statutSegur)))],
        ['Numéro de référencement', s.statutSegur === 'reference' ? requis(txt(s.numeroSegur)) : txt(s.numeroSegur)],
        ['Voie d’achat', txt(libelle(solution.champs.voieAchat, s.voieAchat))],
        ['Hébergement', requis(txt(libelle(solution.champs.hebergement, s.hebergement)))]
      ]
    },
    titre(2, 'Périmètre fonctionnel'),
    ...texteSaisi(s.perimetre),
    ...(s.interfaces === null ? [] : [titre(2, 'Interfaces'), ...texteSaisi(s.interfaces)]),
    {
      b: 'paragraphe',
      texte: 'Tous les établissements et services de la grappe utilisent cette solution, dans cette version.'
    }
  ]
}

function organismes(dossier: Dossier): Bloc {
  const conserves = etablissementsConserves(dossier)
  const ordonnes = organismesPorteurDAbord(dossier)
  const absent = requis(txt(null))
  return {
    b: 'table',
    titre: 'Organismes gestionnaires',
    colonnes: [
      { titre: 'Organisme gestionnaire', largeur: 0.34 },
      { titre: 'FINESS EJ', largeur: 0.13 },
      { titre: 'Statut juridique', largeur: 0.21 },
      { titre: 'Qualité', largeur: 0.1 },
      { titre: 'ESSMS de la grappe', largeur: 0.11, aligne: 'droite' },
      { titre: 'ESSMS gérés en tout', largeur: 0.11, aligne: 'droite' }
    ],
    rangees: [
      ...(ordonnes.length === 0 ? [rangee([absent, absent, absent, txt(''), txt(''), txt('')])] : []),
      ...ordonnes.map((o) =>
        rangee([
          requis(txt(o.raisonSociale)),
          requis(txt(o.finessEj)),
          requis(txt(o.statutJuridique)),
          txt(o === porteurDe(dossier) ? 'Porteur' : 'Membre'),
          ent(conserves.filter((e) => e.organisme === o.id).length),
          requis(ent(o.nombreEssmsGeres))
        ])
      ),
      rangee([txt('Total'), txt(''), txt(''), txt(''), ent(conserves.length), txt('')], 'total')
    ],
    note: `Organismes de moins de ${seuilPetitOg} ESSMS en tout : ${ordonnes.filter((o) => isPetitOg(o) === true).length}.`
  }
}

function listeEssms(dossier: Dossier): readonly Bloc[] {
  const conserves = etablissementsConserves(dossier)
  const connus = organismesPorteurDAbord(dossier)
  const ids = new Set(connus.map((o) => o.id))
  const orphelins = conserves.filter((e) => e.organisme === null || !ids.has(e.organisme))
  const tables = connus.flatMap((o) => {
    const siens = conserves.filter((e) => e.organisme === o.id)
    return siens.length === 0 ? [] : [tableEssms(`${o.raisonSociale ?? 'Organisme à compléter'} – FINESS EJ ${o.finessEj ?? 'à compléter'}`, siens)]
  })
  if (orphelins.length > 0) tables.push(tableEssms('Organisme gestionnaire à compléter', orphelins))
  if (tables.length === 0) return [{ b: 'paragraphe', texte: [manquant] }]
  const personnes = somme(conserves.map((e) => e.personnesAccompagnees))
  return [
    {
      b: 'paragraphe',
      texte: `La grappe réunit ${accorde(conserves.length, 'établissement ou service', 'établissements et services')}, chacun désigné par son propre numéro FINESS géographique. « Pers. acc. » est le nombre de personnes accompagnées, en moyenne annuelle.`
    },
    ...tables,
    {
      b: 'table',
      titre: 'Totaux de la grappe par secteur',
      colonnes: [
        { titre: 'Secteur', largeur: 0.46 },
        { titre: 'ESSMS', largeur: 0.18, aligne: 'droite' },
        { titre: 'Places', largeur: 0.18, aligne: 'droite' },
        { titre: 'Personnes accompagnées', largeur: 0.18, aligne: 'droite' }
      ],
      rangees: [
        ...parSecteur(conserves).map(([nom, liste]) =>
          rangee([txt(nom), ent(liste.length), ent(somme(liste.map((e) => e.capacite))), requis(ent(somme(liste.map((e) => e.personnesAccompagnees))))])
        ),
        rangee([txt('Total de la grappe'), ent(conserves.length), ent(somme(conserves.map((e) => e.capacite))), requis(ent(personnes))], 'total')
      ]
    }
  ]
}

function docNote(dossier: Dossier, contexte: Contexte): Doc {
  const g = dossier.grappe
  return {
    ...entete(dossier, contexte, {
      titre: 'Note de présentation générale du projet',
      titreCourt: 'Note de présentation',
      sousTitre: 'Programme ESMS Numérique – pièce 1 du dossier de candidature',
      sommaire: etablissementsConserves(dossier).length > 40
    }),
    blocs: [
      titre(1, 'L’essentiel'),
      ...texteSaisi(g.description),
      ...chiffresCles(dossier),
      titre(1, 'Contexte de la grappe'),
      ...texteSaisi(g.contexte),
      titre(1, 'Ambition et objectifs'),
      titre(2, 'Objectifs de la grappe'),
      ...texteSaisi(g.objectifsGrappe),
      titre(2, 'Objectifs liés à la feuille de route du numérique'),
      ...texteSaisi(g.objectifsFeuilleDeRoute),
      titre(2, 'Objectifs d’usage du dossier usager informatisé'),
      ...texteSaisi(g.objectifsUsages),
      ...attention(dossier),
      titre(1, 'Solution retenue'),
      ...solutionDui(dossier),
      titre(1, 'Structures de la grappe'),
      organismes(dossier),
      titre(1, 'Liste exacte des établissements et services'),
      ...listeEssms(dossier)
    ]
  }
}

/** Pièce 1: context, objectives, points d'attention, key figures, solution, exact list of the ESSMS. */
export const notePresentation = definePiece({
  numero: 1,
  produire: (dossier, contexte) => [{ sorte: 'pdf', base: 'Note_de_presentation', doc: docNote(dossier, contexte) }]
})
