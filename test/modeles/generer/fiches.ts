import { type ClasseurF, repeter, suite, tete } from './fods.ts'

/** Three sheets; years in columns, payroll with a computed cost, resources. */
export const financement: ClasseurF = {
  feuilles: [
    {
      nom: 'Coûts du projet',
      lignes: {
        2: { B: { t: 'Coûts du projet (montants TTC en euros)', s: 'titre' } },
        4: suite('B', [tete('Poste de dépense'), tete('Nature'), tete('Année 1'), tete('Année 2'), tete('Année 3'), tete('Total')]),
        ...repeter(5, 7, (n) =>
          suite('B', [{ s: 'sai' }, { s: 'sai' }, { s: 'eur' }, { s: 'eur' }, { s: 'eur' }, { s: 'cal', f: `of:=SUM([.D${n}:.F${n}])` }])
        ),
        8: suite('B', [
          { t: 'Total', s: 'tot' },
          { s: 'tot' },
          { s: 'cal', f: 'of:=SUM([.D5:.D7])' },
          { s: 'cal', f: 'of:=SUM([.E5:.E7])' },
          { s: 'cal', f: 'of:=SUM([.F5:.F7])' },
          { s: 'cal', f: 'of:=SUM([.G5:.G7])' }
        ])
      }
    },
    {
      nom: 'Coûts RH',
      lignes: {
        2: suite('B', [
          tete('Fonction'),
          tete('Structure employeuse'),
          tete('Exercice'),
          tete('Quotité (ETP)'),
          tete('Durée en mois'),
          tete('Coût mensuel chargé'),
          tete('Coût total')
        ]),
        ...repeter(3, 4, (n) =>
          suite('B', [{ s: 'sai' }, { s: 'sai' }, { s: 'ent' }, { s: 'ent' }, { s: 'ent' }, { s: 'eur' }, { s: 'cal', f: `of:=[.E${n}]*[.F${n}]*[.G${n}]` }])
        ),
        5: suite('B', [{ t: 'Total', s: 'tot' }, { s: 'tot' }, { s: 'tot' }, { s: 'tot' }, { s: 'tot' }, { s: 'tot' }, { s: 'cal', f: 'of:=SUM([.H3:.H4])' }])
      }
    },
    {
      nom: 'Ressources',
      lignes: {
        2: suite('B', [tete('Origine du financement'), tete('Précisions'), tete('Année'), tete('Montant')]),
        ...repeter(3, 12, () => suite('B', [{ s: 'sai' }, { s: 'sai' }, { s: 'ent' }, { s: 'eur' }])),
        13: suite('B', [{ t: 'Total des ressources', s: 'tot', l: 3 }, null, null, { s: 'cal', f: 'of:=SUM([.E3:.E12])' }]),
        15: { B: { t: 'Total des dépenses', s: 'lib' }, E: { s: 'cal', f: "of:=[$'Coûts du projet'.G8]+[$'Coûts RH'.H5]" } },
        16: { B: { t: 'Écart', s: 'lib' }, E: { s: 'cal', f: 'of:=[.E13]-[.E15]' } }
      }
    }
  ]
}

/** No table at all: labels before their cell, above it, on two sheets; merged answers. */
export const fiche: ClasseurF = {
  feuilles: [
    {
      nom: 'Identification',
      protegee: true,
      lignes: {
        1: { A: { t: 'Fiche d’identification du projet', s: 'titre', l: 6 } },
        3: { A: { t: 'Nom de la grappe', s: 'lib', l: 2 }, C: { s: 'sai', l: 3 } },
        4: { A: { t: 'Organisme porteur', s: 'lib', l: 2 }, C: { s: 'sai', l: 3 } },
        5: { A: { t: 'N° FINESS EJ du porteur', s: 'lib', l: 2 }, C: { s: 'txt', l: 3 } },
        6: { A: { t: 'SIRET', s: 'lib', l: 2 }, C: { s: 'txt', l: 3 } },
        7: { A: { t: 'Adresse', s: 'lib', l: 2 }, C: { s: 'sai', l: 3 } },
        8: { A: { t: 'Code postal', s: 'lib', l: 2 }, C: { s: 'txt' }, D: { t: 'Commune', s: 'lib' }, E: { s: 'sai' } },
        9: { A: { t: 'Nom du représentant légal', s: 'lib', l: 2 }, C: { s: 'sai' }, D: { t: 'Prénom', s: 'lib' }, E: { s: 'sai' } },
        10: { A: { t: 'Qualité du représentant légal', s: 'lib', l: 2 }, C: { s: 'sai', l: 3 } },
        11: { A: { t: 'Courriel du représentant légal', s: 'lib', l: 2 }, C: { s: 'sai', l: 3 } },
        13: { A: { t: 'Téléphone de permanence de l’ARS', s: 'lib', l: 2 }, C: { s: 'sai', l: 3 } },
        14: { A: { t: 'Réservé à l’administration', s: 'lib', l: 2 }, C: { s: 'tot', l: 3 } }
      }
    },
    {
      nom: 'Projet',
      lignes: {
        2: {
          B: { t: 'Date de notification', s: 'lib' },
          C: { t: 'Date de signature de la convention', s: 'lib' },
          D: { t: 'Montant notifié', s: 'lib' },
          E: { t: 'Avance perçue', s: 'lib' }
        },
        3: { B: { s: 'dat' }, C: { s: 'dat' }, D: { s: 'eur' }, E: { s: 'eur' } },
        5: { B: { t: 'Nombre d’organismes gestionnaires', s: 'lib' }, D: { s: 'ent' } },
        6: { B: { t: 'Nombre d’établissements et services', s: 'lib' }, D: { s: 'ent' } },
        7: { B: { t: 'Nombre total de personnes accompagnées', s: 'lib' }, D: { s: 'ent' } },
        8: { B: { t: 'Solution logicielle', s: 'lib' }, D: { s: 'sai' } },
        9: { B: { t: 'Version de la solution', s: 'lib' }, D: { s: 'txt' } },
        10: { B: { t: 'Date de début du projet', s: 'lib' }, D: { s: 'dat' } },
        11: { B: { t: 'Date de fin du projet', s: 'lib' }, D: { s: 'dat' } }
      }
    }
  ]
}
