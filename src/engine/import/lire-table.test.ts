import { strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { classeurEssai, erreurDe, fichierEssai } from './fixtures/fichier-essai.ts'
import { lireTable } from './lire-table.ts'

const cellules = async (nom: string, contenu: Uint8Array | string) =>
  (await lireTable(fichierEssai(nom, contenu))).rangees.map((r) => [r.numero, ...r.cellules])
const utf16 = (texte: string) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(texte, 'utf16le')])

describe('CSV', () => {
  const attendu = [
    [1, 'N° FINESS', 'Nom', 'Capacité'],
    [3, '340000001', 'EHPAD Les Cèdres', '84']
  ]
  it.each([
    ['UTF-8', 'N° FINESS;Nom;Capacité\n\n340000001;EHPAD Les Cèdres;84\n'],
    ['UTF-8 avec BOM, fins de ligne Windows', '\ufeffN° FINESS;Nom;Capacité\r\n\r\n340000001;EHPAD Les Cèdres;84\r\n'],
    ['ISO-8859-1', Buffer.from('N° FINESS;Nom;Capacité\n;;\n340000001; EHPAD Les Cèdres ;84', 'latin1')],
    ['UTF-16 d’Excel, tabulations', utf16('N° FINESS\tNom\tCapacité\r\n\r\n340000001\tEHPAD Les Cèdres\t84\r\n')],
    ['virgules', 'N° FINESS,Nom,Capacité\n\n340000001,"EHPAD Les Cèdres",84\n']
  ])('%s', async (_, contenu) => {
    expect(await cellules('liste.csv', contenu)).toEqual(attendu)
  })

  it('keeps separators, quotes and line breaks of quoted cells, and numbers rows as Excel does', async () => {
    expect(await cellules('liste.txt', 'FINESS;Nom\n1;"Lieu de vie ""A;B""\nAnnexe"\n2;C\n')).toEqual([
      [1, 'FINESS', 'Nom'],
      [2, '1', 'Lieu de vie "A;B"\nAnnexe'],
      [3, '2', 'C']
    ])
  })

  it('is not misled by a title full of commas, nor by the sep= line of Excel', async () => {
    expect(await cellules('a.csv', 'Liste, au 1er mars, des établissements, provisoire\nFINESS;Nom\n1;A\n')).toHaveLength(3)
    expect((await lireTable(fichierEssai('a.csv', 'Liste, au 1er mars, des établissements\nFINESS;Nom\n1;A\n'))).rangees[2]?.cellules).toEqual(['1', 'A'])
    expect(await cellules('b.csv', 'sep=|\nFINESS|Nom\n1|A;B\n')).toEqual([
      [2, 'FINESS', 'Nom'],
      [3, '1', 'A;B']
    ])
  })
})

describe('XLSX', () => {
  it('reads cells as a person sees them, from the visible sheet that holds the list', async () => {
    const contenu = await classeurEssai([['Lisez-moi', 'Grappe']], (_, classeur) => {
      const masquee = classeur.addWorksheet('Brouillon', { state: 'hidden' })
      masquee.addRow(['FINESS', 'Nom', 'SIRET', 'Capacité'])
      const liste = classeur.addWorksheet('Établissements')
      liste.mergeCells('A1:F1')
      liste.getCell('A1').value = 'Établissements de la grappe'
      liste.getRow(4).values = ['FINESS ET', 'Nom', 'Mise en service', 'Capacité (places)', 'OG', 'Remarque']
      liste.getRow(5).values = [10780054, { richText: [{ text: 'EHPAD ' }, { text: 'Cèdres' }] }, new Date(Date.UTC(2025, 2, 5)), 84.5, 'Association A', true]
      liste.getRow(6).values = ['x', { text: 'Site', hyperlink: 'https://exemple.invalid' }, null, { formula: '40+2', result: 42 }, null, { error: '#N/A' }]
      liste.mergeCells('E5:E6')
      liste.getCell('C5').numFmt = 'dd/mm/yyyy'
    })
    expect(await cellules('sans-extension', contenu)).toEqual([
      [1, 'Établissements de la grappe'],
      [4, 'FINESS ET', 'Nom', 'Mise en service', 'Capacité (places)', 'OG', 'Remarque'],
      [5, '10780054', 'EHPAD Cèdres', '05/03/2025', '84,5', 'Association A', 'Oui'],
      [6, 'x', 'Site', '', '42', 'Association A', '#N/A']
    ])
  })

  const classeur = (feuille: string, classeurXml = '<workbook><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>') =>
    zipSync({
      'xl/workbook.xml': strToU8(classeurXml),
      'xl/_rels/workbook.xml.rels': strToU8('<Relationships><Relationship Target="/xl/f.xml" Id="rId1"/></Relationships>'),
      'xl/f.xml': strToU8(feuille)
    })

  it('reads what business programs write: prefixed elements, cells without address, ISO dates, 1904 calendar', async () => {
    const prefixe = classeur(
      '<?xml version="1.0"?><x:worksheet xmlns:x="u"><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>FINESS</x:t></x:is></x:c><x:c t="str"><x:v>Nom</x:v></x:c></x:row><x:row r="7"><x:c r="B7" t="d"><x:v>2025-03-05T00:00:00</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    )
    expect(await cellules('a.xlsx', prefixe)).toEqual([
      [1, 'FINESS', 'Nom'],
      [7, '', '05/03/2025']
    ])
    const mac = zipSync({
      'xl/workbook.xml': strToU8('<workbook><workbookPr date1904="1"/><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>'),
      'xl/_rels/workbook.xml.rels': strToU8('<Relationships><Relationship Id="rId1" Target="f.xml"/></Relationships>'),
      'xl/styles.xml': strToU8('<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>'),
      'xl/f.xml': strToU8('<worksheet><row r="1"><c r="A1"><v>12.5</v></c><c r="B1" s="1"><v>44259</v></c></row></worksheet>')
    })
    expect(await cellules('b.xlsx', mac)).toEqual([[1, '12,5', '05/03/2025']])
  })

  it('refuses bombs before unpacking them, and packages that lie about their sizes', async () => {
    const bombe = zipSync({ 'xl/workbook.xml': strToU8('<workbook/>'), 'xl/f.xml': [new Uint8Array(40_000_000), { level: 1 }] })
    expect(bombe.length).toBeLessThan(400_000)
    expect(await erreurDe(() => lireTable(fichierEssai('a.xlsx', bombe)))).toMatch(/^fichier-trop-grand/u)
    const mensonge = Buffer.from(bombe)
    for (let at = mensonge.indexOf('PK'); at >= 0; at = mensonge.indexOf('PK', at + 1)) {
      const place = mensonge.readUInt32LE(at) === 0x04034b50 ? 22 : mensonge.readUInt32LE(at) === 0x02014b50 ? 24 : 0
      if (place > 0 && mensonge.readUInt32LE(at + place) === 40_000_000) mensonge.writeUInt32LE(1000, at + place)
    }
    const avant = performance.now()
    expect(await erreurDe(() => lireTable(fichierEssai('a.xlsx', mensonge)))).toMatch(/^import-impossible/u)
    expect(performance.now() - avant).toBeLessThan(2000)
    const nombreuses = zipSync(Object.fromEntries(Array.from({ length: 2001 }, (_, i) => [`${i}.xml`, new Uint8Array()])))
    expect(await erreurDe(() => lireTable(fichierEssai('a.xlsx', nombreuses)))).toMatch(/^fichier-trop-grand/u)
  })

  it('refuses a truncated workbook and too many rows', async () => {
    const entier = await classeurEssai([['FINESS', 'Nom']])
    expect(await erreurDe(() => lireTable(fichierEssai('a.xlsx', entier.slice(0, 2000))))).toMatch(/^import-impossible/u)
    const rangees = Array.from({ length: 20_001 }, (_, i) => `<row r="${i + 1}"><c r="A${i + 1}"><v>${i}</v></c></row>`).join('')
    expect(await erreurDe(() => lireTable(fichierEssai('a.xlsx', classeur(`<worksheet>${rangees}</worksheet>`))))).toMatch(/^fichier-trop-grand.*20000/u)
    expect(await erreurDe(() => lireTable(fichierEssai('a.csv', 'a;b\n'.repeat(20_001))))).toMatch(/^fichier-trop-grand/u)
  })
})

it('refuses a line without end, a quote that never closes and thousands of columns before the parser holds them', async () => {
  const debut = performance.now()
  for (const texte of ['a;'.repeat(5_000_000), `nom;finess\n"${'a"";'.repeat(1_000_000)}`, `nom;finess\n${'a;'.repeat(600)}`])
    expect(await erreurDe(() => lireTable(fichierEssai('a.csv', texte)))).toMatch(/^fichier-trop-grand/u)
  expect(performance.now() - debut).toBeLessThan(3000)
})

describe('autre chose qu’une liste', () => {
  it.each([
    ['un PDF', '%PDF-1.7\n', /format-refuse.*PDF/u],
    ['une image', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a]), /format-refuse.*image/u],
    ['un .xls', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]), /format-refuse.*\.xlsx/u],
    ['une base de données', 'SQLite format 3\0', /format-refuse.*attendue/u],
    ['une page web', '<html><table><tr><td>FINESS</td></tr></table></html>', /format-refuse.*page/u],
    ['du JSON', '{"a":1}', /format-refuse.*JSON/u],
    ['un texte', 'Bonjour,\nVoici la liste demandée.\n', /format-refuse.*colonnes/u],
    ['un OpenDocument', zipSync({ 'content.xml': strToU8('<a/>') }), /format-refuse.*OpenDocument/u],
    ['un autre ZIP', zipSync({ 'a.pdf': strToU8('a') }), /format-refuse/u],
    ['rien', '', /fichier-vide/u],
    ['des lignes vides', '\n;;\n', /import-impossible/u]
  ])('%s', async (_, contenu, attendu) => {
    expect(await erreurDe(() => lireTable(fichierEssai('liste.xlsx', contenu as Uint8Array)))).toMatch(attendu)
  })

  it('says when the file is gone', async () => {
    expect(await erreurDe(() => lireTable('/nulle/part/liste.csv'))).toMatch(/^fichier-introuvable/u)
  })
})
