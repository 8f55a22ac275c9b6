import type { Dossier } from '#domain/dossier.ts'
import { rolesRaci } from '#domain/gouvernance.ts'
import { personne } from '#domain/personne.ts'
import { type Bloc, cel, type Doc, rangee, requis, txt } from '../doc.ts'
import { annuaireDe, libelle, nomComplet } from '../libelles.ts'
import { entete } from '../page-de-garde.ts'
import { type Contexte, definePiece } from '../production.ts'
import { texteSaisi } from '../texte-saisi.ts'
import { organigramme } from './organigramme.ts'

const vide = requis(txt(null))

function tableInstances(dossier: Dossier): Bloc {
  return {
    b: 'table',
    titre: 'Instances de pilotage',
    colonnes: [
      { titre: 'Instance', largeur: 0.2 },
      { titre: 'Rôle', largeur: 0.34 },
      { titre: 'Composition', largeur: 0.3 },
      { titre: 'Fréquence', largeur: 0.16 }
    ],
    rangees:
      dossier.instances.length === 0
        ? [rangee([vide, vide, vide, vide])]
        : dossier.instances.map((i) => rangee([requis(txt(i.nom)), requis(txt(i.role)), requis(txt(i.composition)), requis(txt(i.frequence))]))
  }
}

function tablePersonnes(dossier: Dossier): Bloc {
  const annuaire = annuaireDe(dossier)
  const ordre = new Map((personne.champs.role.options ?? []).map((o, i) => [o.value, i]))
  const triees = [...dossier.personnes].sort((a, b) => (ordre.get(a.role ?? '') ?? 99) - (ordre.get(b.role ?? '') ?? 99))
  return {
    b: 'table',
    titre: 'Personnes et rôles',
    colonnes: [
      { titre: 'Rôle dans le projet', largeur: 0.24 },
      { titre: 'Personne', largeur: 0.2 },
      { titre: 'Fonction', largeur: 0.2 },
      { titre: 'Organisme ou établissement', largeur: 0.23 },
      { titre: 'Temps consacré', largeur: 0.13 }
    ],
    rangees:
      triees.length === 0
        ? [rangee([vide, vide, txt(null), txt(null), txt(null)])]
        : triees.map((p) =>
            rangee([
              requis(txt(libelle(personne.champs.role, p.role))),
              p.nom === null ? vide : txt(nomComplet(p.civilite, p.prenom, p.nom)),
              txt(p.fonction),
              txt(annuaire.etablissement(p.etablissement)?.nom ?? annuaire.organisme(p.organisme)?.raisonSociale),
              txt(p.tempsProjet)
            ])
          )
  }
}

/** Letters of a RACI cell; anything else typed there is kept as it is. */
const lettres = (texte: string | null) => (texte ?? '').toUpperCase()

function tableRaci(dossier: Dossier): readonly Bloc[] {
  const sansA = dossier.racis.filter((r) => rolesRaci.filter(([champ]) => lettres(r[champ]).includes('A')).length !== 1)
  const blocs: Bloc[] = [
    {
      b: 'table',
      titre: 'Matrice RACI',
      colonnes: [{ titre: 'Activité', largeur: 0.32 }, ...rolesRaci.map(([, titre]) => ({ titre, largeur: 0.085, aligne: 'centre' as const }))],
      rangees:
        dossier.racis.length === 0
          ? [rangee([vide, ...rolesRaci.map(() => txt(null))])]
          : dossier.racis.map((r) => ({
              cellules: [cel(requis(txt(r.activite))), ...rolesRaci.map(([champ]) => cel(txt(r[champ]), { gras: lettres(r[champ]).includes('A') }))]
            })),
      note: 'R : réalise – A : approuve et répond du résultat (un seul par activité) – C : est consulté avant – I : est informé après.'
    }
  ]
  if (sansA.length > 0)
    blocs.push({
      b: 'encadre',
      ton: 'orange',
      titre: 'Un seul « A » par activité',
      texte: `À revoir : ${sansA.map((r) => r.activite ?? 'activité à compléter').join(' ; ')}.`
    })
  return blocs
}

function docGouvernance(dossier: Dossier, contexte: Contexte): Doc {
  return {
    ...entete(dossier, contexte, {
      titre: 'Présentation de la gouvernance',
      titreCourt: 'Gouvernance',
      sousTitre: 'Programme ESMS Numérique – pièce 2 du dossier de candidature'
    }),
    blocs: [
      { b: 'titre', niveau: 1, texte: 'Ce que la grappe mutualise' },
      ...texteSaisi(dossier.grappe.mutualisation),
      { b: 'titre', niveau: 1, texte: 'Organisation du projet' },
      organigramme(dossier),
      tableInstances(dossier),
      { b: 'titre', niveau: 1, texte: 'Équipe projet et référents' },
      tablePersonnes(dossier),
      { b: 'titre', niveau: 1, texte: 'Répartition des responsabilités' },
      {
        b: 'paragraphe',
        texte:
          'La matrice ci-dessous dit, pour chaque activité, qui la réalise, qui en répond, qui est consulté et qui est informé. Chaque organisme reste responsable du traitement des données de son dossier usager informatisé.'
      },
      ...tableRaci(dossier)
    ]
  }
}

/** Pièce 2: bodies, team, organigramme, RACI and what is shared. */
export const gouvernance = definePiece({
  numero: 2,
  produire: (dossier, contexte) => [{ sorte: 'pdf', base: 'Gouvernance', doc: docGouvernance(dossier, contexte) }]
})
