import { formatDate, formatSiret } from '#domain/format.ts'
import { type Bloc, cel, ent, eur, type Fragment, rangee, requis, txt } from '../doc.ts'
import { accorde, somme } from '../libelles.ts'
import { manquant, ou } from '../texte-saisi.ts'
import type { DonneesConvention } from './donnees-convention.ts'
import { libelleSiret, type Partie } from './parties.ts'

/** « Association X, dont le siège est situé…, ayant pour représentant légal… », with what is missing in red; no word agrees with a gender. */
export const designation = (p: Omit<Partie, 'civilite'>): readonly Fragment[] => [
  ou(p.raisonSociale, true),
  { texte: ', ' },
  ou(p.statutJuridique),
  { texte: ', dont le siège est situé ' },
  ou(p.adresse),
  { texte: ', numéro FINESS juridique ' },
  ou(p.finessEj),
  { texte: p.siret === null ? '' : `, ${libelleSiret(p.siret)} ${formatSiret(p.siret)}` },
  { texte: ', ayant pour représentant légal ' },
  ou(p.representant),
  { texte: ', agissant en qualité de ' },
  ou(p.fonction),
  { texte: ', avec tout pouvoir à cet effet' }
]

export function partiesPresentes(d: DonneesConvention): readonly Bloc[] {
  const [premier, ...autres] = d.parties
  const blocs: Bloc[] = [{ b: 'titre', niveau: 1, texte: 'Entre les soussignés' }]
  if (!premier || !d.porteurDesigne) blocs.push({ b: 'paragraphe', texte: [{ texte: 'Porteur de la grappe : ' }, manquant] })
  if (premier) {
    const role = d.porteurDesigne ? ', ci-après « le porteur » ;' : ' ;'
    blocs.push({
      b: 'liste',
      ordonnee: true,
      elements: [[...designation(premier), { texte: role }], ...autres.map((p) => [...designation(p), { texte: ' ;' }])]
    })
  }
  blocs.push({
    b: 'paragraphe',
    texte: [{ texte: 'Ensemble désignés « les membres », réunis dans la grappe « ' }, ou(d.projet.nom), { texte: ' », il est convenu ce qui suit.' }]
  })
  return blocs
}

export const tableMembres = (d: DonneesConvention): Bloc => ({
  b: 'table',
  titre: 'Membres de la grappe',
  colonnes: [
    { titre: 'Organisme gestionnaire', largeur: 0.46 },
    { titre: 'FINESS EJ', largeur: 0.16 },
    { titre: 'Qualité', largeur: 0.14 },
    { titre: 'ESSMS', largeur: 0.1, aligne: 'droite' },
    { titre: 'Personnes accompagnées', largeur: 0.14, aligne: 'droite' }
  ],
  rangees: [
    ...(d.parties.length === 0 ? [rangee([requis(txt(null)), requis(txt(null)), txt(''), txt(''), txt('')])] : []),
    ...d.parties.map((p, i) =>
      rangee([
        requis(txt(p.raisonSociale)),
        requis(txt(p.finessEj)),
        txt(i === 0 && d.porteurDesigne ? 'Porteur' : 'Membre'),
        ent(p.essms),
        requis(ent(p.personnes))
      ])
    ),
    rangee(
      [txt('Total'), txt(''), txt(accorde(d.parties.length, 'organisme')), ent(d.etablissements.length), ent(somme(d.parties.map((p) => p.personnes)))],
      'total'
    )
  ]
})

const signees =
  'Fait en autant d’exemplaires originaux que de membres, ou signé électroniquement. Chaque signataire déclare avoir qualité pour engager son organisme.'

export const signataires = (d: DonneesConvention): readonly Bloc[] => [
  { b: 'titre', niveau: 1, texte: 'Signatures' },
  { b: 'paragraphe', texte: signees },
  d.parties.length === 0
    ? { b: 'paragraphe', texte: [{ texte: 'Signataires : ' }, manquant] }
    : {
        b: 'signatures',
        blocs: d.parties.map((p, i) => ({
          titre: i === 0 && d.porteurDesigne ? 'Pour le porteur' : 'Pour le membre',
          organisation: p.raisonSociale ?? 'à compléter',
          nom: p.representant,
          fonction: p.fonction,
          lieu: null,
          date: null
        }))
      }
]

export function annexes(d: DonneesConvention): readonly Bloc[] {
  const aides = d.etablissements.map((e) => e.aide)
  return [
    { b: 'titre', niveau: 1, texte: 'Annexe 1 – Établissements et services de la grappe' },
    {
      b: 'table',
      colonnes: [
        { titre: 'FINESS ET', largeur: 0.14 },
        { titre: 'Établissement ou service', largeur: 0.36 },
        { titre: 'Commune', largeur: 0.2 },
        { titre: 'Organisme gestionnaire', largeur: 0.3 }
      ],
      rangees: [
        ...d.etablissements.map((e) => rangee([requis(txt(e.finess)), requis(txt(e.nom)), requis(txt(e.commune)), requis(txt(e.organisme))])),
        { role: 'total', cellules: [cel(txt(`Total : ${accorde(d.etablissements.length, 'établissement')}`), { etendue: 4 })] }
      ]
    },
    { b: 'titre', niveau: 1, texte: 'Annexe 2 – Répartition prévisionnelle de l’aide' },
    {
      b: 'table',
      colonnes: [
        { titre: 'Organisme gestionnaire', largeur: 0.5 },
        { titre: 'ESSMS', largeur: 0.15, aligne: 'droite' },
        { titre: 'Aide prévisionnelle', largeur: 0.35, aligne: 'droite', unite: '€ TTC' }
      ],
      rangees: [
        ...d.parties.map((p) => rangee([requis(txt(p.raisonSociale)), ent(p.essms), eur(p.aide)])),
        rangee([txt('Total'), ent(d.etablissements.length), eur(somme(aides))], 'total')
      ],
      note: `Montants issus de l’aide demandée pour chaque établissement${d.projet.dateDebut ? `, projet débutant le ${formatDate(d.projet.dateDebut)}` : ''}. Le montant notifié par l’ARS prévaut.`
    }
  ]
}
