import { instructionDe } from '#domain/catalogue/instructions.ts'
import type { Dossier } from '#domain/dossier.ts'
import { grouper } from '#domain/grouper.ts'
import { indicateurs } from '#domain/indicateurs/registre.ts'
import { personne } from '#domain/personne.ts'
import { libelleChiffre } from '#domain/releve.ts'
import { type Bloc, cel, type Doc, ent, jour, pct, rangee, requis, txt, type Valeur } from '../doc.ts'
import { annuaireDe, libelle, nomComplet, somme } from '../libelles.ts'
import { entete } from '../page-de-garde.ts'
import { type Contexte, definePiece } from '../production.ts'
import { texteSaisi } from '../texte-saisi.ts'
import { matriceRisques, niveauImprime, numeroter } from './matrice-risques.ts'

const titre = (niveau: 1 | 2, texte: string): Bloc => ({ b: 'titre', niveau, texte })
const absent = requis(txt(null))

/** Those who carry the change on site, by role. */
const relais = ['chef-de-projet', 'referent-structure', 'referent-iv', 'referent-dmp', 'referent-mes', 'comop']

function groupes(dossier: Dossier): readonly Bloc[] {
  const annuaire = annuaireDe(dossier)
  const parRole = grouper(
    dossier.personnes.filter((p) => p.role !== null && relais.includes(p.role)),
    (p) => p.role
  )
  return [
    {
      b: 'table',
      titre: 'Groupes de travail et instances',
      colonnes: [
        { titre: 'Groupe', largeur: 0.24 },
        { titre: 'Composition', largeur: 0.44 },
        { titre: 'Fréquence', largeur: 0.32 }
      ],
      rangees:
        dossier.instances.length === 0
          ? [rangee([absent, absent, absent])]
          : dossier.instances.map((i) => rangee([requis(txt(i.nom)), requis(txt(i.composition)), requis(txt(i.frequence))]))
    },
    ...(parRole.size === 0
      ? []
      : ([
          {
            b: 'liste',
            elements: [...parRole].map(([role, membres]) => [
              { texte: `${libelle(personne.champs.role, role) ?? ''} : `, gras: true },
              {
                texte: membres
                  .map((p) => {
                    const lieu = annuaire.etablissement(p.etablissement)?.nom ?? annuaire.organisme(p.organisme)?.raisonSociale
                    return `${nomComplet(p.civilite, p.prenom, p.nom) ?? 'à compléter'}${lieu ? ` (${lieu})` : ''}`
                  })
                  .join(' ; ')
              }
            ])
          }
        ] as const))
  ]
}

const communications = (dossier: Dossier): Bloc => ({
  b: 'table',
  colonnes: [
    { titre: 'Action', largeur: 0.32 },
    { titre: 'Public', largeur: 0.22 },
    { titre: 'Support', largeur: 0.17 },
    { titre: 'Date', largeur: 0.12, aligne: 'centre' },
    { titre: 'Responsable', largeur: 0.17 }
  ],
  rangees:
    dossier.communications.length === 0
      ? [rangee([absent, absent, txt(''), absent, txt('')])]
      : dossier.communications.map((c) => rangee([requis(txt(c.action)), requis(txt(c.public)), txt(c.support), requis(jour(c.date)), txt(c.responsable)]))
})

const formations = (dossier: Dossier): Bloc => ({
  b: 'table',
  colonnes: [
    { titre: 'Formation', largeur: 0.24 },
    { titre: 'Public', largeur: 0.19 },
    { titre: 'Participants', largeur: 0.11, aligne: 'droite' },
    { titre: 'Durée', largeur: 0.11 },
    { titre: 'À partir du', largeur: 0.12, aligne: 'centre' },
    { titre: 'Organisation', largeur: 0.23 }
  ],
  rangees:
    dossier.formations.length === 0
      ? [rangee([absent, absent, absent, txt(''), absent, txt('')])]
      : [
          ...dossier.formations.map((f) =>
            rangee([requis(txt(f.intitule)), requis(txt(f.public)), requis(ent(f.participants)), txt(f.duree), requis(jour(f.date)), txt(f.organisation)])
          ),
          rangee([txt('Total'), txt(''), ent(somme(dossier.formations.map((f) => f.participants))), txt(''), txt(''), txt('')], 'total')
        ]
})

/** Most instructions publish no target: an unknown one is said so, never invented. */
const cibleDe = (cible: number | null): Valeur => (cible === null ? txt('non connue') : pct(cible, 0))

/** Followed indicators and their targets: the one typed for the grappe, else that of the instruction. */
function indicateursSuivis(dossier: Dossier): Bloc {
  const reglages = new Map(dossier.cibles.map((c) => [c.indicateur, c]))
  const { cibles } = instructionDe(dossier.grappe.instruction)
  return {
    b: 'table',
    colonnes: [
      { titre: 'Indicateur', largeur: 0.32 },
      { titre: 'Numérateur', largeur: 0.27 },
      { titre: 'Dénominateur', largeur: 0.29 },
      { titre: 'Cible', largeur: 0.12, aligne: 'droite', unite: '%' }
    ],
    rangees: indicateurs
      .filter((i) => reglages.get(i.code)?.suivi !== 'non')
      .map((i) =>
        rangee([txt(i.titre), txt(libelleChiffre[i.numerateur]), txt(libelleChiffre[i.denominateur]), cibleDe(reglages.get(i.code)?.cible ?? cibles[i.code])])
      ),
    note: 'Chaque établissement relève ces chiffres dans son DUI ; ils sont suivis par établissement, par organisme et pour la grappe.'
  }
}

function risques(dossier: Dossier): readonly Bloc[] {
  const annuaire = annuaireDe(dossier)
  const numerotes = numeroter(dossier.risques)
  const table: Bloc = {
    b: 'table',
    titre: 'Registre des risques',
    colonnes: [
      { titre: 'N°', largeur: 0.05 },
      { titre: 'Risque', largeur: 0.17 },
      { titre: 'Portée', largeur: 0.1 },
      { titre: 'P', largeur: 0.04, aligne: 'centre' },
      { titre: 'I', largeur: 0.04, aligne: 'centre' },
      { titre: 'Criticité', largeur: 0.17 },
      { titre: 'Action préventive', largeur: 0.17 },
      { titre: 'Action corrective', largeur: 0.15 },
      { titre: 'Responsable', largeur: 0.11 }
    ],
    rangees:
      numerotes.length === 0
        ? [rangee([txt(''), absent, txt(''), absent, absent, txt(''), absent, txt(''), txt('')])]
        : numerotes.map(({ numero, risque: r, criticite: c }) => {
            const niveau = c === null ? null : niveauImprime(c)
            return {
              cellules: [
                cel(txt(numero), { gras: true }),
                cel(requis(txt(r.libelle))),
                cel(txt(r.etablissement === null ? 'Grappe' : (annuaire.etablissement(r.etablissement)?.nom ?? 'à compléter'))),
                cel(requis(txt(r.probabilite))),
                cel(requis(txt(r.impact))),
                niveau === null ? cel(absent) : cel(txt(`${c} – ${niveau.mot}`), { ton: niveau.ton }),
                cel(requis(txt(r.preventif))),
                cel(txt(r.correctif)),
                cel(txt(r.responsable))
              ]
            }
          }),
    note: 'P : probabilité et I : impact, de 1 (faible) à 4 (très fort). Criticité = P × I : faible jusqu’à 3, moyenne de 4 à 8, élevée à partir de 9.'
  }
  return numerotes.length === 0 ? [table] : [matriceRisques(numerotes), table]
}

function docConduite(dossier: Dossier, contexte: Contexte): Doc {
  return {
    ...entete(dossier, contexte, {
      titre: 'Plan de conduite du changement',
      titreCourt: 'Conduite du changement',
      sousTitre: 'Programme ESMS Numérique – pièce 8 du dossier de candidature'
    }),
    blocs: [
      titre(1, 'Approche'),
      ...texteSaisi(dossier.grappe.conduiteChangement),
      titre(1, 'Groupes et relais'),
      ...groupes(dossier),
      titre(1, 'Plan de communication'),
      communications(dossier),
      titre(1, 'Plan de formation'),
      formations(dossier),
      titre(1, 'Indicateurs d’usage'),
      indicateursSuivis(dossier),
      titre(1, 'Risques'),
      ...risques(dossier)
    ]
  }
}

/** Pièce 8: approach, groups, communication, training, indicators, risks. */
export const conduiteChangement = definePiece({
  numero: 8,
  produire: (dossier, contexte) => [{ sorte: 'pdf', base: 'Conduite_du_changement', doc: docConduite(dossier, contexte) }]
})
