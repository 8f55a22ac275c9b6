import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lireFiness } from './finess.ts'
import { erreurDe, fichierEssai } from './fixtures/fichier-essai.ts'
import { objetsPmej } from './objets-pmej.ts'

const lire = async (nom: string, contenu: Uint8Array | string) => {
  const registre = await lireFiness(fichierEssai(nom, contenu))
  if (!registre) throw new Error('pas un extrait FINESS')
  return registre
}

/** Rows in the layouts of the official files, invented. */
const tete = 'finess;etalab;111;2026-05-12\n'
const ehpad =
  'structureet;340000003;340000011;EHPAD LES PINS;EHPAD LES PINS DE LA GARRIGUE;;;12;R;DES PINS;B;BP 3;172;34;HERAULT;34000 MONTPELLIER CEDEX 5;0400000000;;500;Etablissement;4401;Hébergement;77567890100017;8710A;40;Tarif;1;;1990-01-01;1990-01-01;2024-01-01;'
const lieuDeVie =
  'structureet;980501506;980501498;"LIEU DE VIE ""LA CASE""";;ASSOCIATION;;;;;;LIEU-DIT "X";606;9F;MAYOTTE;97620 CHIRONGUI;;;462;"Lieux de Vie; accueil";4605;Divers;;;08;PCD;;;0787-01-01;2019-03-18;2025-05-07;'
const antilles = 'structureet;970210126;970210118;CMPP;;;;;;ZAC;;;207;9B;MARTINIQUE;97224 DUCOS;;;189;CMPP;4106;x;;;57;ARS;;;2008-04-14;2007-11-14;2017-02-21;'
const wallis = 'structureet;980600027;980600019;SIA;;;;;;;;BP 4;613;9J;WALLIS ET FUTUNA;98600 UVEA;;;355;CH;1102;x;;;99;x;1;x;2024-10-30;2024-10-30;2024-10-30;'
const corse =
  'structureet;2A0022596;2A0000154;IME;;;;1;RTE;DU COL;;;004;2A;CORSE-DU-SUD;20000 AJACCIO;;;183;IME;4101;x;;;57;ARS;;;2008-04-14;2007-11-14;2017-02-21;'
const entite =
  'structureej;340000011;ASS LES PINS;ASSOCIATION LES PINS;;5;AV;DE LA MER;B;;;172;34000 MONTPELLIER;34;HERAULT;0400000000;60;Association Loi 1901 non Reconnue d’Utilité Publique;;;775678901;8710A;1985-01-01'

describe('anciens extraits CSV', () => {
  it.each([
    ['UTF-8', (s: string) => s],
    ['UTF-8 avec BOM', (s: string) => `\ufeff${s}`],
    ['ISO-8859-1', (s: string) => Buffer.from(s.replaceAll('’', "'"), 'latin1')]
  ])('reads establishments, overseas and Corsican codes and quoted names (%s)', async (_, encoder) => {
    const geo = 'geolocalisation;340000003;1;2;1,source,80,0.9,LAMBERT_93;2026-05-12'
    const { source, etablissements, entites } = await lire('etalab.csv', encoder([tete + ehpad, geo, lieuDeVie, antilles, wallis, corse, ''].join('\n')))
    expect(source).toBe('Extraction FINESS du 12 mai 2026')
    expect(entites).toEqual([])
    expect(etablissements[0]).toEqual({
      finess: '340000003',
      finessEj: '340000011',
      nom: 'EHPAD LES PINS DE LA GARRIGUE',
      categorie: '500',
      siret: '77567890100017',
      adresse: '12 B R DES PINS',
      codePostal: '34000',
      commune: 'MONTPELLIER',
      insee: '34172'
    })
    expect(etablissements.slice(1).map((e) => [e.nom, e.categorie, e.adresse, e.commune, e.insee])).toEqual([
      ['LIEU DE VIE "LA CASE"', '462', 'LIEU-DIT "X"', 'CHIRONGUI', '97606'],
      ['CMPP', '189', 'ZAC', 'DUCOS', '97207'],
      ['SIA', '355', 'BP 4', 'UVEA', '98613'],
      ['IME', '183', '1 RTE DU COL', 'AJACCIO', '2A004']
    ])
  })

  it('reads entities, whose columns are in another order', async () => {
    const { entites, etablissements } = await lire('etalab-cs1100501.csv', tete + entite)
    expect(etablissements).toEqual([])
    expect(entites).toEqual([
      {
        finess: '340000011',
        raisonSociale: 'ASSOCIATION LES PINS',
        siren: '775678901',
        naf: '87.10A',
        statutJuridique: 'Association Loi 1901 non Reconnue d’Utilité Publique',
        adresse: '5 B AV DE LA MER',
        codePostal: '34000',
        commune: 'MONTPELLIER'
      }
    ])
  })

  it('sums the installed capacity of the lines that are not removed', async () => {
    const ligne = (et: string, places: string, retire: string) => `equipementsocial;${et};924;a;11;b;711;c;1;${places};;;;;;${retire};;`
    const contenu = [
      tete.trim(),
      'structureet;340000003;340000011',
      ligne('340000003', '70', 'N'),
      ligne('340000003', '14', ''),
      ligne('340000003', '9', 'O'),
      ligne('340000004', 'x', '')
    ]
    const { capacites, etablissements } = await lire('cs1100505.csv', contenu.join('\n'))
    expect([...capacites]).toEqual([['340000003', 84]])
    expect(etablissements).toEqual([])
  })
})

const adresse = (usage: string, ville: string) => ({
  usageAdresse: usage,
  numeroVoie: '12 ',
  complementVoie: null,
  typeVoie: 'R',
  libelleVoie: 'DES PINS',
  cogCommune: '34172',
  codePostal: '34000',
  ligneAcheminement: `${ville} CEDEX 5`
})
const ege = (finess: string, plus: object = {}, info: object = {}) => ({
  informationsGeneralesEGE: { numFinessEge: finess, nomEgeCourt: 'COURT', nomEgeLong: 'EHPAD LES PINS  ', siret: '', dateFermeture: null, ...info },
  categorieentiteGeographiqueExercice: '500',
  etatObjet: 'A',
  adresse: [adresse('03', 'MONTPELLIER')],
  ...plus
})
const extrait = (eges: readonly object[], pm: object = {}) => ({
  schemaVersion: 'v1.0.0',
  gco: [{ pmej: [{ piege: '"}]' }] }],
  pmej: [
    {
      informationsGeneralesPMEJ: {
        numFinessPm: '340000011',
        denominationPm: 'ASS',
        denominationLonguePmSmsse: 'ASSOCIATION « LES PINS » ',
        siren: '775678901',
        codeApe: '87.10A',
        statutJuridique: '60'
      },
      adresse: [adresse('02', 'LUNEL')],
      etatObjet: 'A',
      ege: eges,
      ...pm
    }
  ],
  gcc: []
})
const gz = (valeur: unknown) => gzipSync(typeof valeur === 'string' ? valeur : JSON.stringify(valeur))

describe('extrait JSON de 2026', () => {
  it('keeps open entities, takes the geographic address among 150, trims, and reads keys in another case', async () => {
    const nombreuses = [...Array.from({ length: 149 }, () => adresse('04', 'ANNEXE')), adresse('03', 'MONTPELLIER')]
    const autreCasse = {
      INFORMATIONSGENERALESEGE: { numfinessege: '340000005', nomEgeCourt: 'SSIAD', NomEgeLong: ' ' },
      CategorieEntiteGeographiqueExercice: '354',
      EtatObjet: 'A',
      Adresse: [adresse('07', 'SETE')]
    }
    const eges = [
      ege('340000003', { adresse: nombreuses }),
      autreCasse,
      ege('340000006', { etatObjet: 'I' }),
      ege('340000007', {}, { dateFermeture: '2020-12-31' }),
      ege('', {}, { numFinessEge: null })
    ]
    for (const [nom, contenu] of [
      ['a.json.gz', gz(extrait(eges))],
      ['a.json', JSON.stringify(extrait(eges), null, 2)]
    ] as const) {
      const { etablissements, entites, fermes } = await lire(nom, contenu)
      expect(etablissements).toEqual([
        {
          finess: '340000003',
          finessEj: '340000011',
          nom: 'EHPAD LES PINS',
          categorie: '500',
          siret: null,
          adresse: '12 R DES PINS',
          codePostal: '34000',
          commune: 'MONTPELLIER',
          insee: '34172'
        },
        {
          finess: '340000005',
          finessEj: '340000011',
          nom: 'SSIAD',
          categorie: '354',
          siret: null,
          adresse: '12 R DES PINS',
          codePostal: '34000',
          commune: 'SETE',
          insee: '34172'
        }
      ])
      expect([...fermes]).toEqual([
        ['340000006', ''],
        ['340000007', '2020-12-31']
      ])
      expect(entites).toEqual([
        {
          finess: '340000011',
          raisonSociale: 'ASSOCIATION « LES PINS »',
          siren: '775678901',
          naf: '87.10A',
          statutJuridique: null,
          adresse: '12 R DES PINS',
          codePostal: '34000',
          commune: 'LUNEL'
        }
      ])
    }
    expect((await lire('a.json.gz', gz(extrait([ege('340000003')], { etatObjet: 'I' })))).entites).toEqual([])
  })

  it('says that a cut, damaged, foreign or oversized extract cannot be imported', async () => {
    const entier = gz(extrait(Array.from({ length: 400 }, (_, i) => ege(String(340_000_000 + i)))))
    const refus = (nom: string, contenu: Uint8Array | string) => erreurDe(() => lire(nom, contenu))
    expect(await refus('a.json.gz', entier.subarray(0, entier.length - 400))).toMatch(/^import-impossible.*incomplet/u)
    expect(await refus('a.json', JSON.stringify(extrait([ege('340000003')])).slice(0, -3))).toMatch(/^import-impossible.*incomplet/u)
    expect(await refus('a.json.gz', gz('finess;etalab'))).toMatch(/^import-impossible/u)
    expect(await refus('a.json.gz', gz('{"pmej":[]}'))).toMatch(/^import-impossible.*aucun/u)
    expect(await refus('a.json', '{"format":"grappe-dossier-1"}')).toMatch(/^format-refuse.*dossier/u)
    expect(await refus('a.json.gz', gz(`{"pmej":[{"a":"${'x'.repeat(21_000_000)}"}]}`))).toMatch(/^import-impossible/u)
    const avant = performance.now()
    expect(await refus('bombe.json.gz', gzipSync(`{${' '.repeat(80_000_000)}}`, { level: 1 }))).toMatch(/^fichier-trop-grand/u)
    expect(performance.now() - avant).toBeLessThan(4000)
  })

  it('cuts the objects of pmej exactly, whatever the content and the chunks', async () => {
    const sain = fc.jsonValue({ maxDepth: 3 })
    await fc.assert(
      fc.asyncProperty(fc.array(fc.dictionary(fc.string(), sain)), sain, fc.array(fc.nat(200)), fc.boolean(), async (pmej, autre, coupes, indente) => {
        const bytes = Buffer.from(JSON.stringify({ pmejs: [autre, { pmej: [{}] }], pmej, apres: [autre] }, null, indente ? 2 : 0))
        async function* morceaux() {
          let at = 0
          for (const n of coupes) {
            yield bytes.subarray(at, at + n)
            at += n
          }
          yield bytes.subarray(at)
        }
        const lus: unknown[] = []
        for await (const texte of objetsPmej(morceaux())) lus.push(JSON.parse(texte))
        expect(lus).toEqual(JSON.parse(JSON.stringify(pmej)))
      }),
      { numRuns: 300 }
    )
  })
})

it('leaves any other file to the list reader', async () => {
  for (const contenu of ['FINESS;Nom\n1;a', 'PK\u0003\u0004', '%PDF-1.7']) expect(await lireFiness(fichierEssai('liste.csv', contenu))).toBeNull()
})
