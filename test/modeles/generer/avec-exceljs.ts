import ExcelJS from 'exceljs'

type Feuille = ExcelJS.Worksheet
const bord = { style: 'thin' } as const
const cadre = { top: bord, left: bord, bottom: bord, right: bord }

function tete(f: Feuille, adresse: string, texte: string | number | Date, fusion?: string): void {
  if (fusion) f.mergeCells(`${adresse}:${fusion}`)
  const c = f.getCell(adresse)
  c.value = texte
  c.style = {
    font: { bold: true },
    fill: { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFD9E1F2' } },
    border: cadre,
    alignment: { wrapText: true, horizontal: 'center' }
  }
}

function libre(f: Feuille, adresse: string, format = 'General'): void {
  f.getCell(adresse).style = { border: cadre, numFmt: format, protection: { locked: false } }
}

const octets = async (classeur: ExcelJS.Workbook): Promise<Uint8Array> => new Uint8Array(await classeur.xlsx.writeBuffer())
const nouveau = () => {
  const classeur = new ExcelJS.Workbook()
  classeur.creator = 'Modèle d’essai'
  classeur.created = new Date(Date.UTC(2026, 0, 5))
  classeur.modified = new Date(Date.UTC(2026, 0, 5))
  return classeur
}

/** Three rows of headings, both declared windows side by side, rates to type, frozen panes, conditional formats. */
async function comparaison(): Promise<Uint8Array> {
  const classeur = nouveau()
  const f = classeur.addWorksheet('Restitution', { views: [{ state: 'frozen', xSplit: 3, ySplit: 7 }] })
  f.getCell('C2').value = 'Évolution des usages entre l’état des lieux initial et la clôture'
  f.getCell('C2').style = { font: { bold: true, size: 14 } }
  tete(f, 'C5', 'Identification', 'D6')
  tete(f, 'C7', 'N° FINESS (ET)')
  tete(f, 'D7', 'Dénomination')
  const fenetres = [
    ['E', 'État des lieux (VA)', 'L'],
    ['M', 'Clôture', 'T']
  ] as const
  for (const [debut, titre, fin] of fenetres) {
    const base = debut.charCodeAt(0)
    const col = (i: number) => String.fromCharCode(base + i)
    tete(f, `${debut}5`, titre, `${fin}5`)
    tete(f, `${col(0)}6`, 'MSSanté', `${col(2)}6`)
    tete(f, `${col(3)}6`, 'DMP', `${col(5)}6`)
    tete(f, `${col(6)}6`, 'Dossier actif', `${col(7)}6`)
    for (const [i, t] of ['Numérateur', 'Dénominateur', 'Taux (%)', 'Numérateur', 'Dénominateur', 'Taux (%)', 'Numérateur', 'Dénominateur'].entries())
      tete(f, `${col(i)}7`, t)
  }
  for (let r = 8; r <= 30; r++) {
    libre(f, `C${r}`, '@')
    libre(f, `D${r}`)
    for (let i = 0; i < 16; i++) libre(f, `${String.fromCharCode(69 + i)}${r}`, i % 8 === 2 || i % 8 === 5 ? '0.0' : '0')
  }
  f.addConditionalFormatting({
    ref: 'G8:G30',
    rules: [{ type: 'cellIs', operator: 'lessThan', formulae: ['70'], priority: 1, style: { font: { color: { argb: 'FFC00000' } } } }]
  })
  f.getCell('C32').value = 'Les taux sont exprimés en points de pourcentage.'
  return octets(classeur)
}

/** Indicators in rows, figures in columns; single cells; a note sheet that stays as it is. */
async function synthese(): Promise<Uint8Array> {
  const classeur = nouveau()
  const f = classeur.addWorksheet('Synthèse')
  f.mergeCells('A1:F1')
  f.getCell('A1').value = 'Synthèse des indicateurs de la grappe'
  f.getCell('A1').style = { font: { bold: true, size: 16 } }
  for (const [r, t] of [
    [3, 'Grappe :'],
    [4, 'Porteur :'],
    [5, 'Nombre d’ESSMS de la grappe :']
  ] as const) {
    f.getCell(`A${r}`).value = t
    libre(f, `B${r}`)
  }
  f.getCell('D3').value = 'Période observée – du'
  libre(f, 'E3', 'dd/mm/yyyy')
  f.getCell('D4').value = 'Période observée – au'
  libre(f, 'E4', 'dd/mm/yyyy')
  for (const [i, t] of ['Indicateur', 'Numérateur', 'Dénominateur', 'Taux', 'Cible', 'Observations'].entries()) tete(f, `${'ABCDEF'[i]}8`, t)
  const lignes = [
    'Utilisation de la MSSanté',
    'Utilisation du DMP',
    'Dossiers usagers actifs',
    'Dossiers actifs avec projet personnalisé',
    'Dossiers actifs avec événement dans l’agenda',
    'Satisfaction des familles'
  ]
  for (const [i, t] of lignes.entries()) {
    const r = 9 + i
    f.getCell(`A${r}`).value = t
    f.getCell(`A${r}`).style = { border: cadre }
    libre(f, `B${r}`, '0')
    libre(f, `C${r}`, '0')
    f.getCell(`D${r}`).value = { formula: `IF(C${r}=0,"",B${r}/C${r})`, result: '' }
    f.getCell(`D${r}`).style = { border: cadre, numFmt: '0.0%' }
    libre(f, `E${r}`, '0%')
    libre(f, `F${r}`)
  }
  const n = classeur.addWorksheet('Notice')
  n.getCell('A1').value = 'Le nombre de dossiers actifs est lu dans le DUI.'
  n.getCell('A3').value = 'Pour toute question, écrire à l’adresse indiquée dans la convention.'
  return octets(classeur)
}

/** One blank row only between headings and total; groups written without merging; a note at the side; a data sheet hidden twice. */
async function uneLigne(): Promise<Uint8Array> {
  const classeur = nouveau()
  const f = classeur.addWorksheet('État', { pageSetup: { printArea: 'B2:J10', orientation: 'landscape' } })
  f.getCell('B2').value = 'ÉTAT DES DÉPENSES'
  f.getCell('B2').style = { font: { bold: true, size: 14 } }
  tete(f, 'B5', 'Facture')
  tete(f, 'C5', '')
  tete(f, 'D5', '')
  tete(f, 'E5', 'Bénéficiaire')
  tete(f, 'F5', '')
  tete(f, 'G5', 'Montants en euros')
  tete(f, 'H5', '')
  tete(f, 'I5', '')
  for (const [i, t] of ['Numéro', 'Date', 'Fournisseur', 'FINESS ET', 'Établissement', 'HT', 'TVA', 'TTC'].entries()) tete(f, `${'BCDEFGHI'[i]}6`, t)
  libre(f, 'B7', '@')
  libre(f, 'C7', 'dd/mm/yyyy')
  libre(f, 'D7')
  libre(f, 'E7', '@')
  libre(f, 'F7')
  for (const c of 'GHI') libre(f, `${c}7`, '#,##0.00')
  f.getCell('B8').value = 'Total'
  for (const c of 'GHI') {
    f.getCell(`${c}8`).value = { formula: `SUM(${c}7:${c}7)`, result: 0 }
    f.getCell(`${c}8`).style = { font: { bold: true }, numFmt: '#,##0.00', border: cadre }
  }
  f.getCell('B10').value = 'Contrôle'
  f.getCell('C10').value = { formula: 'IF(ROUND(G8+H8-I8,2)=0,"Équilibré","À revoir")', result: '' }
  f.getCell('L6').value = 'Joindre les factures acquittées.'
  const t = classeur.addWorksheet('_param', { state: 'veryHidden' })
  t.getCell('A1').value = 'version'
  t.getCell('B1').value = '3'
  return octets(classeur)
}

/** Models saved by exceljs, by file name. */
export const modelesExceljs = async (): Promise<Readonly<Record<string, Uint8Array>>> => ({
  'comparaison-exceljs.xlsx': await comparaison(),
  'synthese-exceljs.xlsx': await synthese(),
  'une-ligne-exceljs.xlsx': await uneLigne()
})
