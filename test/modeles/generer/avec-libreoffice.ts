import { fiche, financement } from './fiches.ts'
import { type Case, type ClasseurF, fods, lettre, repeter, suite, tete } from './fods.ts'
import { parLibreOffice } from './soffice.ts'

/** Two rows of headings, groups merged, protected sheet with unlocked cells, rates computed by the model, hidden sheet, total. */
const usages: ClasseurF = {
  feuilles: [
    {
      nom: 'Lisez-moi',
      lignes: {
        1: { A: { t: 'Restitution des usages – mode d’emploi', s: 'titre' } },
        3: { A: { t: 'Seules les cellules sur fond crème sont à compléter. Une ligne par structure.', s: 'note' } }
      }
    },
    {
      nom: 'Indicateurs',
      protegee: true,
      lignes: {
        2: { B: { t: 'Programme ESMS numérique – Restitution des usages du DUI', s: 'titre', l: 16 } },
        4: {
          B: { t: 'Intitulé de la grappe :', s: 'lib' },
          C: { s: 'txt' },
          F: { t: 'Début de période', s: 'lib' },
          G: { s: 'dat' },
          I: { t: 'Fin de période', s: 'lib' },
          J: { s: 'dat' }
        },
        6: suite('B', [
          tete('Organisme gestionnaire', 2),
          null,
          tete('ESSMS', 2),
          null,
          tete('Messagerie sécurisée de santé', 3),
          null,
          null,
          tete('Dossier médical partagé', 2),
          null,
          tete('Dossiers actifs', 3),
          null,
          null,
          tete('Projet personnalisé', 2),
          null,
          tete('Agenda', 2),
          null,
          tete('Commentaires', 1, 2)
        ]),
        7: suite('B', [
          tete('Raison sociale'),
          tete('N° FINESS juridique'),
          tete('Nom de l’établissement'),
          tete('N° FINESS géographique'),
          tete('Nb de messages envoyés'),
          tete('Nb de personnes pouvant bénéficier d’un projet'),
          tete('Taux d’utilisation'),
          tete('Nb de DMP alimentés'),
          tete('Taux d’utilisation'),
          tete('Nb de personnes accompagnées'),
          tete('Nb de dossiers actifs'),
          tete('Taux'),
          tete('Nb de dossiers actifs comportant un projet personnalisé'),
          tete('Taux'),
          tete('Nb de dossiers actifs avec au moins un évènement d’agenda'),
          tete('Taux')
        ]),
        ...repeter(8, 11, (n) =>
          suite('B', [
            { s: 'sai' },
            { s: 'txt' },
            { s: 'sai' },
            { s: 'txt' },
            { s: 'ent' },
            { s: 'ent' },
            { s: 'pct', f: `of:=IF([.G${n}]=0;"";[.F${n}]/[.G${n}])` },
            { s: 'ent' },
            { s: 'pct', f: `of:=IF([.G${n}]=0;"";[.I${n}]/[.G${n}])` },
            { s: 'ent' },
            { s: 'ent' },
            { s: 'pct', f: `of:=IF([.K${n}]=0;"";[.L${n}]/[.K${n}])` },
            { s: 'ent' },
            { s: 'pct', f: `of:=IF([.L${n}]=0;"";[.N${n}]/[.L${n}])` },
            { s: 'ent' },
            { s: 'pct', f: `of:=IF([.L${n}]=0;"";[.P${n}]/[.L${n}])` },
            { s: 'sai' }
          ])
        ),
        12: suite('B', [
          { t: 'TOTAL', s: 'tot', l: 4 },
          null,
          null,
          null,
          { s: 'tot', f: 'of:=SUM([.F8:.F11])' },
          { s: 'tot', f: 'of:=SUM([.G8:.G11])' },
          { s: 'pct', f: 'of:=IF([.G12]=0;"";[.F12]/[.G12])' },
          { s: 'tot', f: 'of:=SUM([.I8:.I11])' },
          { s: 'pct', f: 'of:=IF([.G12]=0;"";[.I12]/[.G12])' },
          { s: 'tot', f: 'of:=SUM([.K8:.K11])' },
          { s: 'tot', f: 'of:=SUM([.L8:.L11])' },
          { s: 'pct', f: 'of:=IF([.K12]=0;"";[.L12]/[.K12])' },
          { s: 'tot', f: 'of:=SUM([.N8:.N11])' },
          { s: 'pct', f: 'of:=IF([.L12]=0;"";[.N12]/[.L12])' },
          { s: 'tot', f: 'of:=SUM([.P8:.P11])' },
          { s: 'pct', f: 'of:=IF([.L12]=0;"";[.P12]/[.L12])' },
          { s: 'tot' }
        ]),
        14: { B: { t: 'Document à déposer sur la plateforme, accompagné des preuves.', s: 'note' } }
      },
      conditions: [{ plage: 'Indicateurs.H8:Indicateurs.H11', si: '<0.7' }],
      impression: 'Indicateurs.B2:Indicateurs.R12'
    },
    { nom: 'Listes', cachee: true, lignes: { 1: { A: { t: 'Oui' } }, 2: { A: { t: 'Non' } } } }
  ]
}

/** Single cells above, table far from the corner, choices, conditional format, total and signature below. */
const depenses: ClasseurF = {
  listes: { section: ['Investissement', 'Fonctionnement'], type: ['Logiciel', 'Prestation', 'Matériel', 'Formation', 'AMOA', 'RH'] },
  noms: { TotalTTC: '$Dépenses.$M$19' },
  feuilles: [
    {
      nom: 'Dépenses',
      lignes: {
        1: { C: { t: 'État récapitulatif des dépenses acquittées', s: 'titre' } },
        3: { C: { t: 'Grappe', s: 'lib' }, D: { s: 'sai' } },
        4: { C: { t: 'Structure porteuse', s: 'lib' }, D: { s: 'sai' } },
        5: { C: { t: 'SIRET du porteur', s: 'lib' }, D: { s: 'txt' } },
        6: { C: { t: 'N° de convention', s: 'lib' }, D: { s: 'sai' } },
        7: { C: { t: 'Date de la convention', s: 'lib' }, D: { s: 'dat' } },
        8: { C: { t: 'Montant de la subvention (€)', s: 'lib' }, D: { s: 'eur' } },
        9: { C: { t: 'Date et visa du comptable', s: 'lib' }, D: { s: 'sai' } },
        13: suite('C', [
          tete('N° d’ordre'),
          tete('Organisme gestionnaire'),
          tete('Établissement concerné'),
          tete('Rubrique du plan de financement'),
          tete('Type de dépense'),
          tete('Section\n(investissement / fonctionnement)'),
          tete('Fournisseur'),
          tete('Référence de la facture'),
          tete('Date de facturation'),
          tete('Montant HT (€)'),
          tete('Montant TTC (€)'),
          tete('Date de paiement'),
          tete('Dépense éligible (€)'),
          tete('Visa')
        ]),
        ...repeter(14, 18, () =>
          suite('C', [
            { s: 'ent' },
            { s: 'sai' },
            { s: 'sai' },
            { s: 'sai' },
            { s: 'sai', v: 'type' },
            { s: 'sai', v: 'section' },
            { s: 'sai' },
            { s: 'txt' },
            { s: 'dat' },
            { s: 'eur' },
            { s: 'eur' },
            { s: 'dat' },
            { s: 'eur' },
            { s: 'sai' }
          ])
        ),
        19: suite('C', [
          { t: 'Total général', s: 'tot', l: 9 },
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          { s: 'cal', f: 'of:=SUM([.L14:.L18])' },
          { s: 'cal', f: 'of:=SUM([.M14:.M18])' },
          { s: 'tot' },
          { s: 'cal', f: 'of:=SUM([.O14:.O18])' },
          { s: 'tot' }
        ]),
        21: { C: { t: 'Reste à justifier', s: 'lib' }, D: { s: 'cal', f: 'of:=[.D8]-[.O19]' } },
        23: { C: { t: 'Fait à', s: 'lib' }, D: { s: 'sai' }, F: { t: 'Signature', s: 'lib' }, G: { s: 'sai', l: 3, h: 3 } }
      },
      conditions: [{ plage: 'Dépenses.O14:Dépenses.O18', si: '>1000' }],
      impression: 'Dépenses.C1:Dépenses.P23'
    },
    {
      nom: 'Récapitulatif',
      lignes: {
        1: { A: { t: 'Total TTC', s: 'lib' }, B: { s: 'cal', f: 'of:=[$Dépenses.M19]' } },
        2: { A: { t: 'Plus forte dépense', s: 'lib' }, B: { s: 'cal', f: 'of:=MAX([$Dépenses.$M$14:.$M$18])' } }
      }
    }
  ]
}

/** A template: one merged group per indicator, one column per month. */
const mensuel: ClasseurF = {
  feuilles: [
    {
      nom: 'Suivi trimestriel',
      lignes: {
        1: { A: { t: 'Suivi des usages – trimestre de clôture', s: 'titre' } },
        3: suite('A', [
          tete('Structure', 1, 2),
          tete('FINESS', 1, 2),
          tete('Messages MSSanté envoyés', 3),
          null,
          null,
          tete('DMP alimentés', 3),
          null,
          null,
          tete('Dossiers actifs', 3),
          null,
          null,
          tete('File active', 3),
          null,
          null
        ]),
        4: suite(
          'C',
          [...['Mois 1', 'Mois 2', 'Mois 3'], ...['Mois 1', 'Mois 2', 'Mois 3'], ...['Mois 1', 'Mois 2', 'Mois 3'], ...['Mois 1', 'Mois 2', 'Mois 3']].map(
            (t) => tete(t)
          )
        ),
        ...repeter(5, 24, () => suite('A', [{ s: 'sai' }, { s: 'txt' }, ...Array.from({ length: 12 }, (): Case => ({ s: 'ent' }))])),
        25: suite('A', [
          { t: 'Ensemble', s: 'tot' },
          { s: 'tot' },
          ...Array.from({ length: 12 }, (_, i): Case => ({ s: 'tot', f: `of:=SUM([.${lettre(i + 2)}5:.${lettre(i + 2)}24])` }))
        ])
      }
    }
  ]
}

/** Two tables one above the other; the first is too short. Headings on one row, words of the field. */
const perimetre: ClasseurF = {
  feuilles: [
    {
      nom: 'Périmètre',
      lignes: {
        1: { A: { t: 'Périmètre du projet', s: 'titre' } },
        2: { A: { t: 'Nom du projet de grappe', s: 'lib' }, B: { s: 'sai' }, D: { t: 'Nombre d’ESSMS', s: 'lib' }, E: { s: 'ent' } },
        3: { A: { t: 'Solution DUI retenue', s: 'lib' }, B: { s: 'sai' }, D: { t: 'Éditeur', s: 'lib' }, E: { s: 'sai' } },
        5: { A: { t: '1. Organismes gestionnaires', s: 'lib' } },
        6: suite('A', [
          tete('Dénomination de l’OG'),
          tete('FINESS EJ'),
          tete('SIREN'),
          tete('Forme juridique'),
          tete('Représentant légal'),
          tete('Mél'),
          tete('Nb d’ESSMS gérés')
        ]),
        ...repeter(7, 8, () => suite('A', [{ s: 'sai' }, { s: 'txt' }, { s: 'txt' }, { s: 'sai' }, { s: 'sai' }, { s: 'sai' }, { s: 'ent' }])),
        10: { A: { t: '2. Établissements et services', s: 'lib' } },
        11: suite('A', [
          tete('Nom de la structure'),
          tete('FINESS ET'),
          tete('OG de rattachement'),
          tete('Catégorie (libellé)'),
          tete('Public'),
          tete('CP'),
          tete('Ville'),
          tete('Capacité autorisée'),
          tete('Nb d’usagers accompagnés'),
          tete('Acquisition ou mise en conformité'),
          tete('Montant de l’aide demandée'),
          tete('Couleur des volets')
        ]),
        ...repeter(12, 15, () =>
          suite('A', [
            { s: 'sai' },
            { s: 'txt' },
            { s: 'sai' },
            { s: 'sai' },
            { s: 'sai' },
            { s: 'txt' },
            { s: 'sai' },
            { s: 'ent' },
            { s: 'ent' },
            { s: 'sai' },
            { s: 'eur' },
            { s: 'sai' }
          ])
        ),
        16: suite('A', [
          { t: 'TOTAL', s: 'tot', l: 7 },
          null,
          null,
          null,
          null,
          null,
          null,
          { s: 'tot', f: 'of:=SUM([.H12:.H15])' },
          { s: 'tot', f: 'of:=SUM([.I12:.I15])' },
          { s: 'tot' },
          { s: 'cal', f: 'of:=SUM([.K12:.K15])' },
          { s: 'tot' }
        ])
      }
    }
  ]
}

/** Models saved by LibreOffice, by file name. */
export const modelesLibreOffice = (): Readonly<Record<string, Uint8Array>> => ({
  'usages-lo.xlsx': parLibreOffice(fods(usages), 'xlsx'),
  'depenses-lo.xlsx': parLibreOffice(fods(depenses), 'xlsx'),
  'mensuel-lo.xltx': parLibreOffice(fods(mensuel), 'xltx'),
  'perimetre-lo.xlsx': parLibreOffice(fods(perimetre), 'xlsx'),
  'financement-lo.xlsx': parLibreOffice(fods(financement), 'xlsx'),
  'fiche-lo.xlsx': parLibreOffice(fods(fiche), 'xlsx')
})
