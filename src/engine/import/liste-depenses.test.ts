import { describe, expect, it } from 'vitest'
import { classeurDepenses } from '#documents/cloture/depenses-classeur.ts'
import { foldDossier } from '#domain/dossier.ts'
import { createReplique } from '../db/fixtures/banc.ts'
import { ecrireExemple } from '../exemple/ecrire-exemple.ts'
import { renderXlsx } from '../render/xlsx/render-xlsx.ts'
import type { ChoixColonnes } from './apercu.ts'
import { type Corrections, corrigerTable, lireSourceListe } from './apercu-import.ts'
import { fichierEssai } from './fixtures/fichier-essai.ts'
import { accepterDepenses, apercuDepenses } from './liste-depenses.ts'

function banc() {
  const { journal } = createReplique('a')
  const og = (raisonSociale: string, finessEj: string) => journal.ajouter('organisme', null, null, { raisonSociale, finessEj }).id
  const cedres = og('Association Les Cèdres', '340035007')
  const tilleuls = og('Fondation des Tilleuls', '340036005')
  const parc = journal.ajouter('etablissement', null, null, { nom: 'EHPAD du Parc', finess: '340900001', organisme: cedres, situation: 'conserve' }).id
  journal.ajouter('cout', null, null, { poste: 'Licences et abonnements', ttc: 1_000_000 })
  const dossier = () => foldDossier(journal.projet, journal.lireLignes())
  const table = async (contenu: Uint8Array | string) => {
    const source = await lireSourceListe(fichierEssai('depenses.csv', contenu), 'depense')
    if (!('table' in source)) throw new Error('une liste')
    return source.table
  }
  const apercu = async (contenu: Uint8Array | string, choix: ChoixColonnes | null = null, corrections: Corrections = []) =>
    apercuDepenses(corrigerTable(await table(contenu), corrections), dossier(), choix, true)
  return { journal, dossier, apercu, cedres, tilleuls, parc }
}
const csv = (...rangees: readonly (readonly string[])[]) => rangees.map((r) => r.join(';')).join('\n')
const entetes = ['Organisme', 'ESSMS', 'Poste', 'Type', 'Désignation', 'Prestataire', 'N° de facture', 'Date', 'Payé le', 'HT', 'Taux', 'TVA', 'TTC', 'Retenu']
const bonne = [
  'Fondation des Tilleuls',
  'Mutualisé',
  'licences et abonnements',
  'Logiciel',
  'Abonnement DUI',
  'Logisoin',
  'F-31',
  '05/03/2025',
  '12/04/2025',
  '1 000,00',
  '20 %',
  '200,00',
  '1 200,00 €',
  ''
]
const remarques = (a: Awaited<ReturnType<ReturnType<typeof banc>['apercu']>>) =>
  a.lignes.flatMap((l) => l.erreurs.map((e) => `${l.numero}.${e.colonne} ${e.message}`.replace(/[\u202f\u00a0]/gu, ' ')))

describe('a list of expenses', () => {
  it.each<readonly [string, readonly string[], number]>([
    ['the first word of the row', ['Total', '', '', '', '1 000,00', '200,00', '1 200,00'], 1],
    ['further on', ['', '', '', 'Sous-total mars', '1 000,00', '200,00', '1 200,00'], 1],
    ['a supplier whose name starts so', ['06/03/2025', 'FA-2', 'Total Énergies', 'Électricité', '10,00', '2,00', '12,00'], 2],
    ['the same, without a day', ['', 'FA-2', 'Total Énergies', 'Électricité', '10,00', '2,00', '12,00'], 2]
  ])('leaves out the rows of sums: %s', async (_cas, rangee, lignes) => {
    const entetes = ['Date facture', 'N° facture', 'Fournisseur', 'Libellé', 'HT', 'TVA', 'TTC']
    const lu = await banc().apercu(csv(entetes, ['05/03/2025', 'FA-1', 'Logisoin', 'Abonnement', '1 000,00', '200,00', '1 200,00'], rangee))
    expect(lu.lignes).toHaveLength(lignes)
  })

  it('belongs to the only organisme of the grappe, unless it names another one', async () => {
    const { journal, apercu, cedres, tilleuls } = banc()
    const journalier = ['Date écriture', 'N° de pièce', 'Tiers', 'Libellé écriture', 'Montant HT', 'TVA', 'Montant TTC']
    const ligne = ['05/03/2025', 'FA-1', 'Logisoin', 'Abonnement', '1 000,00', '200,00', '1 200,00']
    const organismeDe = async (entetes: readonly string[], rangee: readonly string[]) => (await apercu(csv(entetes, rangee))).lignes[0]!.cellules!['organisme']
    expect(await organismeDe(journalier, ligne)).toBeUndefined()
    journal.retirer('organisme', tilleuls)
    expect(await organismeDe(journalier, ligne)).toBe(cedres)
    expect(await organismeDe([...journalier, 'Organisme'], [...ligne, 'Association d’ailleurs'])).toBeUndefined()
    expect((await apercu(csv(journalier, ligne))).colonnes.map((c) => c.champ)).toEqual([
      'dateFacture',
      'facture',
      'fournisseur',
      'libelle',
      'ht',
      'tva',
      'ttc'
    ])
  })

  it('is read under the words people use', async () => {
    const { apercu, tilleuls } = banc()
    const lu = await apercu(csv(['Dépenses de la grappe'], entetes, bonne, ['Total', '', '', '', '', '', '', '', '', '1 000,00', '', '200', '1 200']))
    expect(lu.colonnes.map((c) => c.champ)).toEqual([
      'organisme',
      'etablissement',
      'poste',
      'nature',
      'libelle',
      'fournisseur',
      'facture',
      'dateFacture',
      'dateAcquittement',
      'ht',
      'tauxTva',
      'tva',
      'ttc',
      null
    ])
    expect(remarques(lu)).toEqual([])
    expect(lu.lignes.map((l) => l.cellules)).toEqual([
      {
        organisme: tilleuls,
        poste: 'Licences et abonnements',
        nature: 'logiciel',
        libelle: 'Abonnement DUI',
        fournisseur: 'Logisoin',
        facture: 'F-31',
        dateFacture: '2025-03-05',
        dateAcquittement: '2025-04-12',
        ht: 100_000,
        tauxTva: 20,
        tva: 20_000,
        ttc: 120_000
      }
    ])
  })

  it.each([
    ['an unreadable date', { 7: '31/02/2025' }, '2.7 Une date est attendue, par exemple 05/03/2026.'],
    ['amounts that do not add up', { 12: '1 250,00' }, '2.12 HT 1 000,00 € + TVA 200,00 € = 1 200,00 €, et non 1 250,00 € (TTC).'],
    ['an OG of another grappe', { 0: 'Les Lilas' }, '2.0 « Les Lilas » n’est pas un organisme de la grappe.'],
    ['a poste that the plan has not', { 2: 'Divers' }, '2.2 « Divers » n’est pas un poste du plan de financement.'],
    ['an error of the spreadsheet', { 9: '#REF!' }, '2.9 Cette cellule contient une erreur de calcul (#REF!).']
  ] as const)('says what is wrong in the cell itself: %s', async (_, change, attendu) => {
    const { apercu } = banc()
    const cellules = bonne.map((c, i) => (change as Readonly<Record<number, string>>)[i] ?? c)
    expect(remarques(await apercu(csv(entetes, cellules)))).toContain(attendu)
  })

  it('accepts what is typed over a wrong cell, without changing the file', async () => {
    const { apercu, journal, dossier } = banc()
    const texte = csv(entetes, bonne.with(7, '31/02/2025'), bonne.with(6, 'F-32').with(12, '1 250'))
    expect(remarques(await apercu(texte))).toHaveLength(2)
    const juste = await apercu(texte, null, [
      { numero: 2, colonne: 7, valeur: '28/02/2025' },
      { numero: 3, colonne: 12, valeur: '1 200' }
    ])
    expect(remarques(juste)).toEqual([])
    expect(dossier().depenses).toEqual([])
    expect(accepterDepenses(journal, dossier(), juste)).toMatchObject({ ajoutes: 2, modifies: 0, ignores: 0 })
    expect(dossier().depenses.map((d) => [d.numero, d.facture, d.dateFacture, d.ttc])).toEqual([
      [1, 'F-31', '2025-02-28', 120_000],
      [2, 'F-32', '2025-03-05', 120_000]
    ])
    journal.annuler()
    expect(dossier().depenses).toEqual([])
  })

  it('completes the lines already there instead of doubling them, and tells twins of the file', async () => {
    const { apercu, journal, dossier } = banc()
    accepterDepenses(journal, dossier(), await apercu(csv(entetes, bonne)))
    const encore = await apercu(csv(entetes, bonne.with(8, '13/04/2025'), bonne))
    expect(encore.lignes.map((l) => l.existant)).toEqual([true, false])
    expect(encore.avertissements).toContain('1 valeur déjà saisie sera remplacée.')
    expect(remarques(encore)).toEqual(['3.6 Même facture et même montant qu’à la ligne 2.'])
  })

  it('finds an establishment by its number, its OG with it, and the missing amount', async () => {
    const { apercu, cedres, parc } = banc()
    const lu = await apercu(csv(['FINESS ET', 'Libellé', 'Nature', 'Salaire brut', 'Charges'], ['340900001', 'Chef de projet', 'Paie', '2500', '1000']))
    expect(lu.lignes[0]?.cellules).toEqual({
      etablissement: parc,
      organisme: cedres,
      libelle: 'Chef de projet',
      nature: 'rh',
      ht: 250_000,
      tva: 100_000,
      ttc: 350_000
    })
    expect(lu.avertissements).toEqual(['1 montant manquant est calculé : HT + TVA = TTC.'])
  })

  it.each([
    [
      'without amounts',
      [
        ['Libellé', 'Fournisseur'],
        ['DUI', 'Logisoin']
      ],
      /Montant TTC/u
    ],
    [
      'without headings',
      [
        ['DUI', '12'],
        ['Autre', '13']
      ],
      /en-tête/u
    ]
  ] as const)('is refused %s', async (_, rangees, attendu) => {
    const erreur = await banc()
      .apercu(csv(...rangees))
      .then(
        () => null,
        (e: unknown) => e as { details: readonly string[] }
      )
    expect(erreur?.details.join(' ')).toMatch(attendu)
  })

  it('takes back the workbook that Grappe itself writes, to the cent', async () => {
    const depart = createReplique('b').journal
    ecrireExemple(depart, { essms: 18, graine: 1, incomplet: false })
    const plein = foldDossier(depart.projet, depart.lireLignes())
    const octets = await renderXlsx(classeurDepenses(plein, { date: '2026-11-21', version: '0.1.0' }))
    for (const d of plein.depenses) depart.retirer('depense', d.id)
    const sans = foldDossier(depart.projet, depart.lireLignes())
    const source = await lireSourceListe(fichierEssai('depenses.xlsx', octets), 'depense')
    if (!('table' in source)) throw new Error('une liste')
    const apercu = apercuDepenses(source.table, sans, null, true)
    expect(remarques(apercu)).toEqual([])
    accepterDepenses(depart, sans, apercu)
    const revenu = foldDossier(depart.projet, depart.lireLignes())
    const nue = ({ id: _, beneficiaireSons: __, cle, ...d }: (typeof plein.depenses)[number]) => ({ ...d, cle: d.etablissement === null ? cle : null })
    expect(revenu.depenses.map(nue)).toEqual(plein.depenses.map(nue))
  })
})
