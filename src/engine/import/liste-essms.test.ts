import { describe, expect, it } from 'vitest'
import type { Cellule } from '#domain/champs/champ.ts'
import { foldDossier } from '#domain/dossier.ts'
import { withFinessKey, withSirenKey } from '#domain/identifiants.ts'
import { createReplique } from '../db/fixtures/banc.ts'
import { accepterImport } from './accepter-import.ts'
import type { ChoixColonnes } from './apercu.ts'
import { apercuImport, lireSource } from './apercu-import.ts'
import { classeurEssai, erreurDe, fichierEssai } from './fixtures/fichier-essai.ts'

const et = (rang: number) => withFinessKey(`34${String(900_000 + rang)}`)
const ej = withFinessKey('34003500')
const autreEj = withFinessKey('34003600')

/** A dossier in memory, and what the two import calls do to it. */
function banc(organismes: readonly Readonly<Record<string, Cellule>>[] = [], etablissements: readonly Readonly<Record<string, Cellule>>[] = []) {
  const { journal } = createReplique('a')
  for (const cellules of organismes) journal.ajouter('organisme', null, null, cellules)
  for (const cellules of etablissements) journal.ajouter('etablissement', null, null, cellules)
  const dossier = () => foldDossier(journal.projet, journal.lireLignes())
  const apercu = async (contenu: Uint8Array | string, choix: ChoixColonnes | null = null, exiger = true) =>
    apercuImport(await lireSource(fichierEssai('liste.csv', contenu)), dossier(), choix, exiger)
  return { journal, dossier, apercu, accepter: async (contenu: Uint8Array | string) => accepterImport(journal, dossier(), await apercu(contenu)) }
}
const csv = (...rangees: readonly (readonly string[])[]) => rangees.map((r) => r.join(';')).join('\n')
const messages = (lignes: readonly { readonly numero: number; readonly erreurs: readonly { readonly colonne: number; readonly message: string }[] }[]) =>
  lignes.flatMap((l) => l.erreurs.map((e) => `${l.numero}.${e.colonne} ${e.message}`))

describe('en-têtes', () => {
  it.each([
    [
      'accents, unités, ponctuation, articles',
      ['N° FINESS ET *', 'Nom de l’établissement', 'Capacité (places)', 'Nb. personnes accompagnées [moyenne]', 'CODE  POSTAL', 'Remarques'],
      ['finess', 'nom', 'capacite', 'personnesAccompagnees', 'codePostal', null]
    ],
    [
      'le plus précis l’emporte',
      ['FINESS', 'FINESS ET', 'FINESS EJ', 'Raison sociale', 'Structure', 'Nom'],
      [null, 'finess', 'organisme.finessEj', 'organisme.raisonSociale', null, 'nom']
    ],
    [
      'libellés de Grappe',
      ['FINESS géographique (ET)', 'Nom', 'Dans la grappe', 'Mise en service du DUI'],
      ['finess', 'nom', 'situation', 'dateMiseEnService']
    ],
    [
      'abréviations et année',
      ['FINESS ET', 'Dénomination de la structure', 'Asso. gestionnaire', 'Adr.', 'File active 2025', 'Obs.'],
      ['finess', 'nom', 'organisme.raisonSociale', 'adresse', 'personnesAccompagnees', null]
    ],
    ['colonnes d’un extrait FINESS', ['nofinesset', 'nofinessej', 'rs', 'categetab', 'siret'], ['finess', 'organisme.finessEj', 'nom', 'categorie', 'siret']]
  ])('%s', async (_, entetes, attendu) => {
    const { colonnes } = await banc().apercu(csv(entetes, [et(1), 'A']))
    expect(colonnes.map((c) => c.champ)).toEqual(attendu)
  })

  it('settles a heading with several meanings by its values', async () => {
    const champs = async (valeur: string) => (await banc().apercu(csv(['FINESS', 'Nom', 'Situation'], [et(1), 'A', valeur]))).colonnes[2]?.champ
    expect([await champs('Retiré'), await champs('Mise en conformité')]).toEqual(['situation', 'situationDui'])
  })

  it.each([0, 1, 8, 18])('finds them under %i rows of title, and numbers rows as Excel', async (titres) => {
    const rangees = [
      ...Array.from({ length: titres }, (_, i) => [`Établissements : page ${i}`]),
      ['Liste'],
      ['FINESS', 'Nom', 'Ville'],
      ['', ''],
      [et(1), 'A', 'Sète']
    ]
    const { lignes } = await banc().apercu(
      await classeurEssai(rangees, (feuille) => {
        feuille.mergeCells(titres + 1, 1, titres + 1, 3)
      })
    )
    expect(lignes.map((l) => [l.numero, ...l.valeurs])).toEqual([[titres + 4, et(1), 'A', 'Sète']])
  })

  it('names the columns that are missing, and refuses a choice that makes no sense', async () => {
    const { apercu } = banc()
    expect(await erreurDe(() => apercu(csv(['Ville', 'Capacité'], ['Sète', '3'])))).toBe(
      'colonnes-manquantes | Des colonnes indispensables manquent dans ce fichier. Rien n’a été modifié. | Colonne manquante : FINESS géographique (ET). | Colonne manquante : Nom.'
    )
    expect(await erreurDe(() => apercu(csv(['a', 'b'], ['1', '2'])))).toMatch(/^colonnes-manquantes.*Aucun en-tête reconnu/u)
    expect(await erreurDe(() => apercu(csv(['FINESS', 'Nom'])))).toMatch(/^import-impossible/u)
    const liste = csv(['FINESS', 'Nom', 'Truc'], [et(1), 'A', 'Sète'])
    const choix = (champ: string): ChoixColonnes => [
      { index: 0, champ: 'finess' },
      { index: 1, champ: 'nom' },
      { index: 2, champ }
    ]
    expect((await apercu(liste, choix('commune'))).lignes[0]?.etablissement?.lues).toMatchObject({ commune: 'Sète' })
    expect(await erreurDe(() => apercu(liste, choix('organisme')))).toMatch(/^champ-inconnu/u)
    expect(await erreurDe(() => apercu(liste, choix('nom')))).toMatch(/^saisie-invalide.*deux colonnes/u)
  })

  it('lets the user match what it could not, keeping what it proposed', async () => {
    const { apercu } = banc()
    const liste = csv(['Ville', 'Truc', 'Machin'], ['Sète', et(1), 'EHPAD'])
    const premier = await apercu(liste, [], false)
    expect(premier.colonnes.map((c) => c.champ)).toEqual(['commune', null, null])
    expect(premier.manquantes).toEqual(['FINESS géographique (ET)', 'Nom'])
    expect(premier.lignes.flatMap((l) => l.erreurs)).toEqual([])
    expect((await apercu(csv(['', ''], ['a', 'b'], ['c', 'd']), [], false)).colonnes.map((c) => c.entete)).toEqual(['a', 'b'])
    const second = await apercu(liste, [
      { index: 1, champ: 'finess' },
      { index: 2, champ: 'nom' }
    ])
    expect(second.lignes[0]?.etablissement?.lues).toEqual({ commune: 'Sète', finess: et(1), nom: 'EHPAD' })
    const deplace = await apercu(csv(['FINESS', 'Nom', 'Ancien nom'], [et(1), 'A', 'B']), [{ index: 2, champ: 'nom' }])
    expect(deplace.colonnes.map((c) => c.champ)).toEqual(['finess', null, 'nom'])
  })

  it('recognises a column of FINESS numbers under an unknown heading', async () => {
    const rangees = [1, 2, 3, 4].map((n) => [et(n), ej, `E${n}`])
    expect((await banc().apercu(csv(['Code', 'Entité', 'Nom'], ...rangees))).colonnes.map((c) => c.champ)).toEqual(['finess', null, 'nom'])
  })
})

describe('valeurs', () => {
  const lire = async (entete: string, valeur: string) => {
    const [ligne] = (await banc().apercu(csv(['FINESS', 'Nom', entete], [et(1), 'A', valeur]))).lignes
    const { finess: _f, nom: _n, ...lues } = ligne?.etablissement?.lues ?? {}
    return [Object.values(lues)[0] ?? Object.values(ligne?.organisme ?? {})[0] ?? null, ...(ligne?.erreurs ?? []).map((e) => e.message)]
  }
  it.each<[string, string, Cellule]>([
    ['Secteur', 'Personnes agées', 'PA'],
    ['Secteur', 'PH enfants', 'PHE'],
    ['Secteur', "Protection de l'enfance", 'PDE'],
    ['Secteur', 'aide à domicile', 'DOM'],
    ['Secteur', 'Handicap - adultes', 'PHA'],
    ['Catégorie', 'EHPAD', '500'],
    ['Catégorie', '500 - EHPAD', '500'],
    ['Catégorie', 'SESSAD (182)', '182'],
    ['Catégorie', 'Résidence autonomie', '202'],
    ['Catégorie', 'FAM', '448'],
    ['Catégorie', 'SAAD', '460'],
    ['Dans la grappe', 'conserve', 'conserve'],
    ['Dans la grappe', 'RETIRÉ', 'retire'],
    ['Situation DUI', 'Mise en conformité', 'conformite'],
    ['Région', 'ile-de-france', '11'],
    ['Région', 'PACA', '93'],
    ['Capacité', '1 234', 1234],
    ['Capacité', '84 places', 84],
    ['Capacité', '84,0', 84],
    ['Heures éligibles', '12 345,5 h', 12345.5],
    ['Aide demandée', '12 500,00 €', 1_250_000],
    ['Mise en service', '5 mars 2025', '2025-03-05'],
    ['Mise en service', '05/03/25', '2025-03-05'],
    ['Code postal', '1440', '01440'],
    ['SIREN', withSirenKey('00700120').slice(1), withSirenKey('00700120')],
    ['Commune', 'Sète\u200b\u202e', 'Sète'],
    ['Commune', ' – ', null]
  ])('%s : %s', async (entete, valeur, attendu) => {
    expect(await lire(entete, valeur)).toEqual([attendu])
  })

  it.each([
    ['Secteur', 'Cirque', /« Cirque » n’est pas reconnu. Valeurs possibles : Personnes âgées,/u],
    ['Catégorie', 'Truc', /non reconnue : indiquez son code/u],
    ['Capacité', 'environ 80', /nombre entier/u],
    ['Capacité', '12,5', /nombre entier/u],
    ['Mise en service', '31/02/2025', /date/u],
    ['Commune', '#N/A', /erreur de calcul/u],
    ['Commune', 'x'.repeat(20_001), /20000/u]
  ])('leaves out and reports %s : %s', async (entete, valeur, attendu) => {
    const [lu, message] = await lire(entete, valeur)
    expect(lu).toBeNull()
    expect(message).toMatch(attendu)
  })

  it.each([
    ['SIRET', '12345678901234', '12345678901234', /clé de contrôle/u],
    ['Catégorie', '999', '999', /inconnue : à vérifier/u]
  ])('keeps and reports %s : %s', async (entete, valeur, attendu, message) => {
    const [lu, dit] = await lire(entete, valeur)
    expect(lu).toBe(attendu)
    expect(dit).toMatch(message)
  })
})

describe('FINESS', () => {
  const lire = async (valeur: string | number, plus: readonly string[] = []) => {
    const { apercu } = banc([{ finessEj: ej, raisonSociale: 'Association A' }])
    const contenu = await classeurEssai([
      ['FINESS', 'Nom', 'FINESS EJ'],
      [valeur, 'A', ...plus]
    ])
    const [ligne] = (await apercu(contenu)).lignes
    return [ligne?.etablissement?.lues['finess'] ?? null, ...(ligne?.erreurs ?? []).map((e) => e.message)]
  }
  it('gives back the zero that Excel lost, only when the key proves it', async () => {
    expect(await lire(10780054)).toEqual(['010780054'])
    expect(await lire('10780054')).toEqual(['010780054'])
    expect(await lire(10780055)).toEqual([null, expect.stringMatching(/« 10780055 » n’est pas un numéro FINESS/u)])
  })
  it('reads it as people write it, keeps a wrong key and says so', async () => {
    expect(await lire('34 090 000 1'.replace('34 090 000 1', `${et(1).slice(0, 2)} ${et(1).slice(2, 5)} ${et(1).slice(5)}`))).toEqual([et(1)])
    expect(await lire(`1${et(1)}`)).toEqual([et(1)])
    expect(await lire('2a0022596')).toEqual(['2A0022596'])
    const faux = `${et(1).slice(0, 8)}${(Number(et(1).slice(8)) + 1) % 10}`
    expect(await lire(faux)).toEqual([faux, expect.stringMatching(/clé de contrôle/u)])
  })
  it('refuses the EJ in place of the ET: its own, or one of a known organisme', async () => {
    expect(await lire(ej)).toEqual([null, expect.stringMatching(/FINESS juridique \(EJ\) de Association A/u)])
    expect(await lire(autreEj, [autreEj])).toEqual([null, expect.stringMatching(/FINESS juridique \(EJ\) de l’organisme de cette ligne/u)])
  })
  it.each(['à venir', '', '340000001 / 340000002'])('leaves « %s » out', async (valeur) => {
    expect(await lire(valeur)).toEqual([null, expect.stringMatching(/FINESS/u)])
  })
})

describe('accepter', () => {
  const liste = csv(
    ['FINESS', 'Nom', 'Organisme', 'FINESS EJ', 'Code postal', 'Catégorie', 'Capacité', 'Secteur', 'Dans la grappe'],
    [et(1), 'EHPAD Les Pins', 'Association A', ej, '34000', 'EHPAD', '84', '', ''],
    [et(2), 'IME Les Cèdres', 'association a', '', '34500', '183', 'beaucoup', '', 'Retiré'],
    [et(1), 'Doublon', 'Association A', ej, '', '', '', '', ''],
    [et(3), 'SAVS', 'Fondation B', '', '2A000', '446', '', 'Handicap', ''],
    ['', 'Sans numéro', 'Association A', ej, '', '', '', '', '']
  )

  it('writes nothing before, then everything in one step that undo takes back', async () => {
    const { journal, dossier, apercu, accepter } = banc()
    expect(messages((await apercu(liste)).lignes)).toEqual([
      '3.6 Un nombre entier est attendu, par exemple 42.',
      `4.0 Le FINESS ${et(1)} figure déjà à la ligne 2 : cette ligne ne sera pas importée.`,
      '6.0 FINESS absent : cette ligne ne sera pas importée.'
    ])
    expect(journal.lireLignes()).toEqual([])
    const { lignes, ...fait } = await accepter(liste)
    expect(fait).toEqual({ ajoutes: 3, modifies: 0, ignores: 2 })
    expect(lignes).toHaveLength(5)
    const d = dossier()
    expect(d.organismes.map((o) => [o.raisonSociale, o.finessEj])).toEqual([
      ['Association A', ej],
      ['Fondation B', null]
    ])
    expect(d.etablissements.map((e) => [e.nom, e.organisme, e.categorie, e.secteur, e.region, e.capacite, e.situation])).toEqual([
      ['EHPAD Les Pins', d.organismes[0]?.id, '500', 'PA', '76', 84, 'conserve'],
      ['IME Les Cèdres', d.organismes[0]?.id, '183', 'PHE', '76', null, 'retire'],
      ['SAVS', d.organismes[1]?.id, '446', 'PH', null, null, 'conserve']
    ])
    expect(journal.annuler().fait).toBe(true)
    expect(dossier().etablissements).toEqual([])
    expect(dossier().organismes).toEqual([])
    expect(journal.annuler().fait).toBe(false)
  })

  it('completes what is already there, doubles nothing, and announces what it replaces', async () => {
    const { dossier, apercu, accepter } = banc(
      [{ finessEj: ej }],
      [
        { finess: et(1), nom: 'Les Pins', capacite: 80, situation: 'retire', secteur: 'AUTRE', directeur: 'Camille' },
        { nom: 'ime les cedres', capacite: 12 }
      ]
    )
    const avant = await apercu(liste)
    expect(avant.lignes.map((l) => l.existant)).toEqual([true, true, false, false, false])
    expect(avant.avertissements).toEqual(['3 valeurs déjà saisies seront remplacées.'])
    const { lignes: _, ...fait } = await accepter(liste)
    expect(fait).toEqual({ ajoutes: 1, modifies: 2, ignores: 2 })
    const apres = dossier()
    expect(apres.organismes.map((o) => [o.raisonSociale, o.finessEj])).toEqual([
      ['Association A', ej],
      ['Fondation B', null]
    ])
    expect(apres.etablissements.map((e) => [e.finess, e.nom, e.capacite, e.situation, e.secteur, e.directeur])).toEqual([
      [et(1), 'EHPAD Les Pins', 84, 'retire', 'AUTRE', 'Camille'],
      [et(2), 'IME Les Cèdres', 12, 'retire', 'PHE', null],
      [et(3), 'SAVS', null, 'conserve', 'PH', null]
    ])
    expect({ ...(await accepter(liste)), lignes: [] }).toEqual({ ajoutes: 0, modifies: 3, ignores: 2, lignes: [] })
    expect(dossier()).toEqual(apres)
  })

  it('says which columns it does not take', async () => {
    expect((await banc().apercu(csv(['FINESS', 'Nom', 'Remarque', ''], [et(1), 'A', 'x', 'y']))).avertissements).toEqual([
      'Colonne non reprise : « Remarque ».'
    ])
    expect((await banc().apercu(csv(['FINESS', 'Nom', 'Remarque', 'Avis'], [et(1), 'A', 'x', 'y']))).avertissements).toEqual([
      'Colonnes non reprises : « Remarque », « Avis ».'
    ])
  })
})

describe('extrait FINESS', () => {
  const ligne = (finess: string, entite: string, nom: string, categorie = '500') =>
    `structureet;${finess};${entite};${nom};;;;;;;;;172;34;HERAULT;34000 MONTPELLIER;;;${categorie};x;4401;x;;;;;;;;;;`
  const fiches = [
    'finess;etalab;1;2026-05-12',
    ligne(et(1), ej, 'EHPAD LES PINS'),
    ligne(et(2), ej, 'IME', '183'),
    ligne(et(3), autreEj, 'SAVS', '446'),
    ligne(et(4), ej, 'CLINIQUE', '365')
  ]
  const entites = `finess;etalab;1;2026-05-12\nstructureej;${ej};ASS A;ASSOCIATION A;;;;RUE;;;;172;34000 MONTPELLIER;34;HERAULT;;60;Association;;;775678901;8710A;1985-01-01`

  it('completes without replacing, and proposes the establishments of an organisme that has none', async () => {
    const { dossier, accepter, apercu } = banc(
      [{ finessEj: ej }, { finessEj: autreEj, raisonSociale: 'Fondation B' }],
      [{ finess: et(1), nom: 'EHPAD Les Pins' }]
    )
    expect((await apercu(fiches.join('\n'))).format).toBe('Extraction FINESS du 12 mai 2026')
    expect((await apercu(fiches.join('\n'))).lignes.map((l) => [l.valeurs[1], l.existant])).toEqual([
      ['EHPAD LES PINS', true],
      ['IME', false],
      ['SAVS', false]
    ])
    expect((await apercu(fiches.join('\n'))).avertissements).toEqual(['1 établissement laissé de côté : catégorie hors du programme.'])
    await accepter(fiches.join('\n'))
    await accepter(entites)
    const d = dossier()
    expect(d.organismes.map((o) => [o.raisonSociale, o.siren, o.naf, o.commune])).toEqual([
      ['ASSOCIATION A', '775678901', '87.10A', 'MONTPELLIER'],
      ['Fondation B', null, null, null]
    ])
    expect(d.etablissements.map((e) => [e.nom, e.organisme === null ? null : d.organismes.findIndex((o) => o.id === e.organisme), e.insee, e.region])).toEqual([
      ['EHPAD Les Pins', 0, '34172', '76'],
      ['IME', 0, '34172', '76'],
      ['SAVS', 1, '34172', '76']
    ])
    expect((await apercu(`${fiches.join('\n')}\n${ligne(et(5), ej, 'AUTRE')}`)).avertissements[0]).toMatch(/^1 autre établissement de vos organismes figure/u)
  })

  it('proposes a small selection whole to an empty grappe, and says when nothing concerns the grappe', async () => {
    expect((await banc().apercu(fiches.join('\n'))).lignes).toHaveLength(3)
    const rien = await banc([{ finessEj: withFinessKey('34003700') }]).apercu(fiches.join('\n'))
    expect(rien.lignes).toEqual([])
    expect(rien.avertissements[0]).toMatch(/^Rien dans cet extrait ne concerne votre grappe/u)
  })

  it('gives the installed capacity and doubts implausible numbers of persons', async () => {
    const capacites = ['finess;etalab;1;2026-05-12', `equipementsocial;${et(1)};1;a;1;b;1;c;1;20;;;;;;N`].join('\n')
    const { dossier, apercu, accepter } = banc([], [{ finess: et(1), nom: 'EHPAD', personnesAccompagnees: 90 }])
    expect((await apercu(capacites)).avertissements).toEqual(['EHPAD : 90 personnes accompagnées pour 20 places installées, à vérifier.'])
    await accepter(capacites)
    expect(dossier().etablissements[0]?.capacite).toBe(20)
  })
})
