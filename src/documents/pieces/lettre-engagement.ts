import type { Dossier } from '#domain/dossier.ts'
import { formatDate, formatEuros, formatSiret } from '#domain/format.ts'
import { codeDonnees } from '../code-donnees.ts'
import { type Bloc, type Doc, ent, rangee, requis, txt } from '../doc.ts'
import { accorde } from '../libelles.ts'
import { entete } from '../page-de-garde.ts'
import { type Contexte, definePiece } from '../production.ts'
import { manquant, ou, phrase } from '../texte-saisi.ts'
import { type DonneesLettre, donneesLettre } from './donnees-lettre.ts'
import { libelleSiret } from './parties.ts'

const soussigne = (civilite: string | null) => (civilite === 'Mme' ? 'Je soussignée' : civilite === 'M' ? 'Je soussigné' : 'Je soussigné(e)')
const represente = (civilite: string | null) =>
  civilite === 'Mme' ? 'représentante légale' : civilite === 'M' ? 'représentant légal' : 'représentant(e) légal(e)'

/** The letter from its data alone: what changes here changes its code. */
function corpsLettre(d: DonneesLettre): readonly Bloc[] {
  const { porteur, projet } = d
  return [
    {
      b: 'encadre',
      ton: 'accent',
      titre: 'Avant signature',
      texte: 'Une seule lettre par grappe : le porteur s’y engage envers ses membres et envers l’ARS. Votre ARS peut proposer son propre modèle.'
    },
    {
      b: 'paires',
      lignes: [
        ['Expéditeur', requis(txt(porteur?.raisonSociale))],
        ['Adresse', requis(txt(porteur?.adresse))],
        ['FINESS juridique', requis(txt(porteur?.finessEj))],
        [libelleSiret(porteur?.siret ?? null), requis(txt(porteur?.siret == null ? null : formatSiret(porteur.siret)))],
        ['Destinataire', requis(txt(projet.financeur))],
        ['Copie', txt('Membres de la grappe')],
        ['Objet', txt('Engagement du porteur – programme ESMS Numérique')]
      ]
    },
    { b: 'paragraphe', texte: 'Madame, Monsieur,' },
    {
      b: 'paragraphe',
      texte: [
        { texte: `${soussigne(porteur?.civilite ?? null)}, ` },
        ou(porteur?.representant, true),
        { texte: ', ' },
        ou(porteur?.fonction),
        { texte: `, ${represente(porteur?.civilite ?? null)} de l’organisme ` },
        ou(porteur?.raisonSociale, true),
        { texte: ' (' },
        ou(porteur?.statutJuridique),
        { texte: '), confirme que cet organisme porte la grappe « ' },
        ou(projet.nom),
        { texte: ' » et présente en son nom, au titre de l’instruction ' },
        ou(projet.instruction),
        { texte: ', un projet de type « ' },
        ou(projet.typeProjet),
        {
          texte: ` » réunissant ${accorde(d.membres.length, 'organisme gestionnaire', 'organismes gestionnaires')}, ${accorde(d.essms, 'établissement ou service', 'établissements et services')} et `
        },
        d.personnes === null ? manquant : { texte: accorde(d.personnes, 'personne accompagnée', 'personnes accompagnées') },
        { texte: '.' }
      ]
    },
    {
      b: 'paragraphe',
      texte: phrase`Le projet porte sur la solution ${projet.solution}, version ${projet.version}, de l’éditeur ${projet.editeur} (référencement Ségur : ${projet.statutSegur}), du ${projet.dateDebut && formatDate(projet.dateDebut)} au ${projet.dateFin && formatDate(projet.dateFin)}. La subvention demandée est de ${projet.montantDemande === null ? null : formatEuros(projet.montantDemande)} TTC.`
    },
    { b: 'titre', niveau: 2, texte: 'Envers les membres de la grappe, le porteur s’engage à' },
    {
      b: 'liste',
      elements: [
        [{ texte: 'coordonner le projet de bout en bout et y affecter un chef de projet : ' }, ou(d.chefDeProjet), { texte: ' ;' }],
        'conclure avec eux une convention qui fixe les engagements de chacun, la gouvernance et le partage de l’aide ;',
        'les informer de toute demande ou décision du financeur, et les associer aux choix qui les concernent ;',
        'leur reverser la part d’aide qui leur revient et en rendre compte ;',
        'les accompagner jusqu’à l’atteinte des cibles d’usage dans chacun de leurs établissements.'
      ]
    },
    { b: 'titre', niveau: 2, texte: 'Envers l’ARS ou le financeur national, le porteur s’engage à' },
    {
      b: 'liste',
      elements: [
        'être son interlocuteur unique, et signer la convention de financement ;',
        'déployer une même solution, dans une même version, dans tous les établissements et services de la grappe ;',
        'respecter le calendrier annoncé et signaler sans délai tout retard, retrait ou changement de périmètre ;',
        'transmettre les procès-verbaux de vérification d’aptitude et de service régulier, les indicateurs d’usage et leurs preuves, puis l’état récapitulatif des dépenses ;',
        'ne pas demander pour la même opération un autre financement public incompatible, notamment européen, et n’employer l’aide qu’à l’objet prévu ;',
        'mentionner le concours financier reçu, conserver les justificatifs et se prêter à tout contrôle.'
      ]
    },
    {
      b: 'table',
      titre: 'Organismes représentés',
      colonnes: [
        { titre: 'Organisme gestionnaire', largeur: 0.52 },
        { titre: 'FINESS EJ', largeur: 0.18 },
        { titre: 'ESSMS', largeur: 0.12, aligne: 'droite' },
        { titre: 'Personnes accompagnées', largeur: 0.18, aligne: 'droite' }
      ],
      rangees: [
        ...d.membres.map((m) => rangee([requis(txt(m.raisonSociale)), requis(txt(m.finessEj)), ent(m.essms), requis(ent(m.personnes))])),
        rangee([txt('Total'), txt(''), ent(d.essms), requis(ent(d.personnes))], 'total')
      ]
    },
    {
      b: 'paragraphe',
      texte: 'Je certifie l’exactitude des informations du dossier et vous prie d’agréer, Madame, Monsieur, l’expression de ma considération distinguée.'
    },
    {
      b: 'signatures',
      blocs: [
        {
          titre: 'Pour le porteur de la grappe',
          organisation: porteur?.raisonSociale ?? 'à compléter',
          nom: porteur?.representant ?? null,
          fonction: porteur?.fonction ?? null,
          lieu: null,
          date: null
        }
      ]
    }
  ]
}

export function docLettre(dossier: Dossier, contexte: Contexte): Doc {
  return {
    ...entete(dossier, contexte, {
      titre: 'Lettre d’engagement du porteur',
      titreCourt: 'Lettre d’engagement',
      sousTitre: 'Programme ESMS Numérique – pièce 4 du dossier de candidature',
      mention: 'projet — à adapter et à faire valider',
      codeDonnees: codeDonnees(dossier, 'piece:4')
    }),
    blocs: corpsLettre(donneesLettre(dossier))
  }
}

/** Pièce 4: one per grappe, from the porteur to its members and the ARS; the signed scan replaces it. */
export const lettreEngagement = definePiece({
  numero: 4,
  produire: (dossier, contexte) => [{ sorte: 'pdf', base: 'Lettre_d_engagement', doc: docLettre(dossier, contexte) }]
})
