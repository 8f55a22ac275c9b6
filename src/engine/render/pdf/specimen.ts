import { type Bloc, cel, type Doc, dec, ent, eur, jour, pct, type Rangee, rangee, txt } from '#documents/doc.ts'

/** For the tests: an invented document with every kind of block, long names, accents, and the values that are hard to draw. */
export const phrase =
  'La grappe réunit dix-huit établissements de quatre secteurs : personnes âgées, handicap, aide à domicile et protection de l’enfance. Où qu’ils soient, ils partagent « un même dossier » ; l’œuvre commune coûte 12 000 € !'

const noms = [
  'EHPAD Les Tilleuls',
  'Foyer d’hébergement et de vie « La Bastide des Quatre-Vents »',
  'IME Le Petit Bois',
  'Service d’accompagnement médico-social pour adultes handicapés de la Communauté de communes du Pays Exemple'
]

const ligneEtablissement = (i: number): Rangee => ({
  cellules: [
    cel(txt(String(10_000_025 + i * 37).padStart(9, '0'))),
    cel(txt(noms[i % noms.length])),
    cel(ent((i * 13) % 1400)),
    cel(eur((i * 123_457) % 9_000_000)),
    cel(pct((i * 7.3) % 100)),
    cel(jour('2026-03-05')),
    cel(txt(i % 3 === 0 ? 'À vérifier' : 'Conforme'), { ton: i % 3 === 0 ? 'orange' : 'vert' })
  ]
})

/** A table of `n` establishments and a total. */
export const tableEtablissements = (n: number): Extract<Bloc, { b: 'table' }> => ({
  b: 'table',
  titre: `Établissements (${n})`,
  colonnes: [
    { titre: 'FINESS ET' },
    { titre: 'Établissement ou service' },
    { titre: 'Capacité', unite: 'places' },
    { titre: 'Montant', unite: '€ TTC' },
    { titre: 'Usage', unite: '%' },
    { titre: 'Ouverture' },
    { titre: 'État' }
  ],
  rangees: [
    ...Array.from({ length: n }, (_, i) => ligneEtablissement(i)),
    { role: 'total', cellules: [cel(txt('Total'), { etendue: 2 }), cel(ent(12_345)), cel(eur(123_456_789)), cel(pct(70)), cel(txt('')), cel(txt(''))] }
  ],
  note: 'Source : relevés du dossier usager informatisé.'
})

const budget: Bloc = {
  b: 'table',
  titre: 'Budget',
  colonnes: [
    { titre: 'Poste', largeur: 50 },
    { titre: 'Prévu', unite: '€ TTC', largeur: 25 },
    { titre: 'Réalisé', unite: '€ TTC', largeur: 25 }
  ],
  rangees: [
    { role: 'section', cellules: [cel(txt('Investissement'))] },
    rangee([txt('Logiciel'), eur(1_000_000), eur(950_050)]),
    rangee([txt('Formation'), eur(12), { t: 'vide' }]),
    { role: 'section', cellules: [cel(txt('Fonctionnement'))] },
    rangee([txt('Conduite du changement'), eur(2_000_000), eur(-10_000)]),
    rangee([txt('Total'), eur(3_000_012), eur(940_050)], 'total')
  ]
}

const mesures: Bloc = {
  b: 'table',
  colonnes: [{ titre: 'Mesure' }, { titre: 'Valeur' }],
  rangees: [rangee([txt('Dossiers'), dec(1.5)]), rangee([txt('Places'), ent(12)]), rangee([txt('Taux'), pct(70.5)]), rangee([txt('Coût'), dec(1234.125, 3)])]
}

const calendrier: Bloc = {
  b: 'gantt',
  titre: 'Calendrier du projet',
  debut: '2026-01-01',
  fin: '2027-12-31',
  barres: [
    { libelle: 'Cadrage', debut: '2026-01-05', fin: '2026-03-15', groupe: 'Préparation', responsable: 'Porteur' },
    { libelle: 'Comité de lancement', debut: '2026-02-01', groupe: 'Préparation' },
    {
      libelle: 'Déploiement dans les établissements du secteur des personnes âgées, première vague',
      debut: '2026-03-15',
      fin: '2026-12-31',
      groupe: 'Déploiement',
      responsable: 'Éditeur'
    },
    { libelle: 'Formation', debut: '2026-01-10', fin: '2027-12-20', groupe: 'Déploiement', responsable: 'Organisme de formation' },
    { libelle: 'Vérification de service régulier', debut: '2027-12-20', groupe: 'Clôture' }
  ]
}

const schema: Bloc = {
  b: 'figure',
  titre: 'Architecture',
  alternative: 'Le dossier usager échange avec Mon espace santé.',
  largeur: 400,
  hauteur: 120,
  formes: [
    { f: 'rect', x: 10, y: 20, l: 110, h: 50, fond: '#E9EFF7', trait: '#1F4E8C', rayon: 5 },
    { f: 'texte', x: 65, y: 50, texte: 'Dossier usager', taille: 11, gras: true, ancre: 'milieu' },
    {
      f: 'ligne',
      points: [
        [120, 45],
        [250, 45]
      ],
      trait: '#4A525C',
      fleche: true
    },
    { f: 'rect', x: 250, y: 20, l: 130, h: 50, trait: '#1E6B3A' },
    { f: 'texte', x: 315, y: 50, texte: 'Mon espace santé', taille: 11, ancre: 'milieu' },
    { f: 'cercle', x: 185, y: 90, r: 12, fond: '#FCF2E1', trait: '#9A5B00' },
    {
      f: 'ligne',
      points: [
        [20, 100],
        [170, 100]
      ],
      trait: '#A8261C',
      pointille: true
    }
  ]
}

const signatures: Bloc = {
  b: 'signatures',
  blocs: [
    {
      titre: 'Pour le porteur',
      organisation: 'Association Les Deux Rives',
      nom: 'Camille Exemple',
      fonction: 'Directrice générale',
      lieu: 'Ville-Exemple',
      date: '2026-03-05'
    },
    {
      titre: 'Pour le membre',
      organisation: 'Fondation du Haut-Vallon pour l’accompagnement des personnes handicapées',
      nom: null,
      fonction: null,
      lieu: null,
      date: null
    },
    { titre: 'Pour le membre', organisation: 'CCAS de Bourg-Exemple', nom: 'Dominique Modèle', fonction: 'Présidente', lieu: null, date: null }
  ]
}

/** A document around the given blocks. */
export const docDe = (blocs: readonly Bloc[], extra: Partial<Doc> = {}): Doc => ({
  titre: 'Convention de partenariat de la grappe',
  titreCourt: 'Convention de grappe',
  grappe: 'Grappe numérique des Deux Rives',
  porteur: 'Association Les Deux Rives',
  instruction: 'Instruction exemple',
  date: '2026-03-05',
  ...extra,
  blocs
})

export const specimen: Doc = docDe(
  [
    { b: 'titre', niveau: 1, texte: 'Objet et périmètre' },
    {
      b: 'paragraphe',
      texte: [{ texte: phrase }, { texte: ' Le porteur', gras: true }, { texte: ' s’engage avant le ' }, { texte: '31 décembre', italique: true }]
    },
    { b: 'titre', niveau: 2, texte: 'Membres' },
    { b: 'paragraphe', texte: phrase },
    { b: 'liste', elements: ['Un premier élément court', phrase, [{ texte: 'Gras : ', gras: true }, { texte: 'puis la suite.' }]] },
    { b: 'liste', ordonnee: true, elements: ['Installer', 'Former', 'Mesurer'] },
    { b: 'titre', niveau: 3, texte: 'Identité du porteur' },
    {
      b: 'paires',
      lignes: [
        ['Raison sociale', txt('Association Les Deux Rives')],
        ['Adresse', txt('12 rue des Écoles\n30000 Ville-Exemple')],
        ['Montant demandé', eur(123_456_700)],
        ['Date d’effet', jour('2026-03-01')],
        ['Référent', { t: 'vide' }]
      ]
    },
    { b: 'encadre', ton: 'orange', titre: 'À vérifier', texte: 'Le numéro 010000025 est peut-être erroné.' },
    { b: 'encadre', ton: 'vert', texte: phrase },
    { b: 'encadre', ton: 'rouge', texte: 'Bloquant.' },
    { b: 'titre', niveau: 1, texte: 'Tableaux' },
    tableEtablissements(4),
    tableEtablissements(60),
    budget,
    mesures,
    { b: 'titre', niveau: 1, texte: 'Calendrier' },
    calendrier,
    schema,
    { b: 'paragraphe', texte: phrase, petit: true },
    signatures
  ],
  { sousTitre: 'Programme exemple', sommaire: true, codeDonnees: 'A1B2C3D4', mention: 'projet — à adapter et à faire valider' }
)
