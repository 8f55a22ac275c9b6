import { type Dossier, etablissementsConserves } from '#domain/dossier.ts'
import type { Etablissement } from '#domain/etablissement.ts'
import { grouper } from '#domain/grouper.ts'
import type { Vague } from '#domain/planning.ts'
import { solution } from '#domain/solution.ts'
import { type Bloc, cel, type Doc, ent, jour, type Rangee, rangee, requis, txt } from '../doc.ts'
import { type Annuaire, accorde, annuaireDe, libelle, somme } from '../libelles.ts'
import { entete } from '../page-de-garde.ts'
import { type Contexte, definePiece } from '../production.ts'
import { manquant, texteSaisi } from '../texte-saisi.ts'

const titre = (niveau: 1 | 2, texte: string): Bloc => ({ b: 'titre', niveau, texte })
const absent = requis(txt(null))

function tableVagues(vagues: readonly Vague[], parVague: ReadonlyMap<string | null, readonly Etablissement[]>): Bloc {
  return {
    b: 'table',
    titre: 'Vagues de déploiement',
    colonnes: [
      { titre: 'Vague', largeur: 0.22 },
      { titre: 'Début', largeur: 0.12, aligne: 'centre' },
      { titre: 'Fin', largeur: 0.12, aligne: 'centre' },
      { titre: 'ESSMS', largeur: 0.09, aligne: 'droite' },
      { titre: 'Personnes accompagnées', largeur: 0.14, aligne: 'droite' },
      { titre: 'Prérequis et dépendances', largeur: 0.31 }
    ],
    rangees:
      vagues.length === 0
        ? [rangee([absent, absent, absent, txt(''), txt(''), txt('')])]
        : vagues.map((v) => {
            const membres = parVague.get(v.id) ?? []
            return rangee([
              requis(txt(v.nom)),
              requis(jour(v.debut)),
              requis(jour(v.fin)),
              ent(membres.length),
              ent(somme(membres.map((e) => e.personnesAccompagnees)) ?? 0),
              txt(v.prerequis)
            ])
          })
  }
}

const situations: Readonly<Record<string, string>> = { acquisition: 'Acquisition', conformite: 'Conformité' }

function tableEtablissements(vagues: readonly Vague[], parVague: ReadonlyMap<string | null, readonly Etablissement[]>, annuaire: Annuaire): Bloc {
  const ligne = (e: Etablissement) =>
    rangee([
      requis(txt(e.finess)),
      requis(txt(e.nom)),
      requis(txt(annuaire.organisme(e.organisme)?.raisonSociale)),
      requis(txt(e.commune)),
      requis(txt(e.situationDui === null ? null : situations[e.situationDui])),
      txt(e.pilote === 'oui' ? 'Pilote' : ''),
      requis(ent(e.personnesAccompagnees))
    ])
  const section = (texte: string, manque = false): Rangee => ({
    role: 'section',
    cellules: [cel(txt(texte), { etendue: 7, ...(manque ? { ton: 'rouge' as const } : {}) })]
  })
  const sansVague = parVague.get(null) ?? []
  const tous = [...parVague.values()].flat()
  return {
    b: 'table',
    titre: 'Établissements et services par vague',
    colonnes: [
      { titre: 'FINESS ET', largeur: 0.12 },
      { titre: 'Établissement ou service', largeur: 0.26 },
      { titre: 'Organisme', largeur: 0.22 },
      { titre: 'Commune', largeur: 0.13 },
      { titre: 'DUI', largeur: 0.11 },
      { titre: 'Pilote', largeur: 0.07 },
      { titre: 'Pers. acc.', largeur: 0.09, aligne: 'droite' }
    ],
    rangees: [
      ...vagues.flatMap((v) => {
        const membres = parVague.get(v.id) ?? []
        return membres.length === 0 ? [] : [section(`${v.nom ?? 'Vague à compléter'} – ${accorde(membres.length, 'établissement')}`), ...membres.map(ligne)]
      }),
      ...(sansVague.length === 0 ? [] : [section(`Vague à compléter – ${accorde(sansVague.length, 'établissement')}`, true), ...sansVague.map(ligne)]),
      {
        role: 'total',
        cellules: [cel(txt(`Total : ${accorde(tous.length, 'établissement')}`), { etendue: 6 }), cel(ent(somme(tous.map((e) => e.personnesAccompagnees))))]
      }
    ]
  }
}

function pilotes(conserves: readonly Etablissement[], annuaire: Annuaire): readonly Bloc[] {
  const retenus = conserves.filter((e) => e.pilote === 'oui')
  if (retenus.length === 0) return [{ b: 'paragraphe', texte: 'Aucun établissement pilote n’est désigné.' }]
  return [
    {
      b: 'paragraphe',
      texte: `${accorde(retenus.length, 'établissement pilote', 'établissements pilotes')} ${retenus.length < 2 ? 'ouvre' : 'ouvrent'} le déploiement :`
    },
    {
      b: 'liste',
      elements: retenus.map((e) => [
        { texte: e.nom ?? 'à compléter', gras: true },
        {
          texte: ` (FINESS ${e.finess ?? 'à compléter'}, ${e.commune ?? 'commune à compléter'}), ${annuaire.organisme(e.organisme)?.raisonSociale ?? 'organisme à compléter'}`
        }
      ])
    }
  ]
}

function docDeploiement(dossier: Dossier, contexte: Contexte): Doc {
  const annuaire = annuaireDe(dossier)
  const conserves = etablissementsConserves(dossier)
  const connues = new Set(dossier.vagues.map((v) => v.id))
  const parVague = grouper(conserves, (e) => (e.vague !== null && connues.has(e.vague) ? e.vague : null))
  const jalons = dossier.taches.filter((t) => t.gantt === 'deploiement')
  return {
    ...entete(dossier, contexte, {
      titre: 'Stratégie de déploiement',
      titreCourt: 'Stratégie de déploiement',
      sousTitre: 'Programme ESMS Numérique – pièce 7 du dossier de candidature'
    }),
    blocs: [
      titre(1, 'Stratégie'),
      ...texteSaisi(dossier.grappe.strategieDeploiement),
      titre(1, 'Vagues et dépendances'),
      tableVagues(dossier.vagues, parVague),
      titre(2, 'Établissements pilotes'),
      ...pilotes(conserves, annuaire),
      titre(1, 'Déploiement par établissement'),
      conserves.length === 0 ? { b: 'paragraphe', texte: [manquant] } : tableEtablissements(dossier.vagues, parVague, annuaire),
      titre(1, 'Étapes du déploiement'),
      {
        b: 'table',
        colonnes: [
          { titre: 'Étape', largeur: 0.46 },
          { titre: 'Responsable', largeur: 0.26 },
          { titre: 'Début', largeur: 0.14, aligne: 'centre' },
          { titre: 'Fin', largeur: 0.14, aligne: 'centre' }
        ],
        rangees:
          jalons.length === 0
            ? [rangee([absent, txt(''), absent, absent])]
            : jalons.map((t) =>
                rangee([requis(txt(t.libelle)), txt(t.responsable), requis(jour(t.debut)), t.jalon === 'oui' ? txt('jalon') : requis(jour(t.fin))])
              )
      },
      titre(1, 'Reprise de données'),
      ...texteSaisi(dossier.grappe.repriseDonnees),
      titre(1, 'Hébergement et interfaces'),
      {
        b: 'paires',
        lignes: [
          ['Hébergement', requis(txt(libelle(solution.champs.hebergement, dossier.solution.hebergement)))],
          ['Appel du téléservice INSi par certificat', txt(libelle(solution.champs.appelInsi, dossier.solution.appelInsi))]
        ]
      },
      ...(dossier.solution.interfaces === null ? [] : texteSaisi(dossier.solution.interfaces)),
      {
        b: 'encadre',
        ton: 'accent',
        titre: 'Services et référentiels socles',
        texte:
          'Dans chaque établissement, la mise en service comprend MSSanté, l’alimentation du DMP et de Mon espace santé, Pro Santé Connect, l’identité nationale de santé (INS) et l’enregistrement des professionnels au répertoire RPPS+. Le contrat d’adhésion de l’entité juridique avec l’Agence du numérique en santé et les certificats doivent être obtenus avant.'
      }
    ]
  }
}

/** Pièce 7: strategy, waves, establishments, dependencies, data take-over. */
export const deploiement = definePiece({
  numero: 7,
  produire: (dossier, contexte) => [{ sorte: 'pdf', base: 'Strategie_de_deploiement', doc: docDeploiement(dossier, contexte) }]
})
