import { strToU8, zipSync } from 'fflate'

const entete = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const ns = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const rel = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const pkg = 'http://schemas.openxmlformats.org/package/2006'
const ct = 'application/vnd.openxmlformats-officedocument'

const emballer = (parties: Readonly<Record<string, string>>): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(parties).map(([nom, texte]) => [nom, [strToU8(texte), { mtime: new Date(2026, 0, 5) }]])), { level: 6 })

const styles = `${entete}<styleSheet xmlns="${ns}"><numFmts count="1"><numFmt numFmtId="164" formatCode="0.0%"/></numFmts><fonts count="3"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font><font><b/><color rgb="FFFFFFFF"/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="4"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FF305496"/></patternFill></fill><fill><patternFill patternType="solid"><fgColor rgb="FFFFF2CC"/></patternFill></fill></fills><borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border><left style="thin"/><right style="thin"/><top style="thin"/><bottom style="thin"/><diagonal/></border></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="9"><xf/><xf fontId="1" applyFont="1"/><xf fontId="2" fillId="2" borderId="1" applyFont="1" applyFill="1"/><xf fillId="3" borderId="1" applyFill="1" applyProtection="1"><protection locked="0"/></xf><xf numFmtId="49" fillId="3" borderId="1" applyNumberFormat="1"/><xf numFmtId="3" fillId="3" borderId="1" applyNumberFormat="1"/><xf numFmtId="164" borderId="1" applyNumberFormat="1"/><xf numFmtId="14" fillId="3" borderId="1" applyNumberFormat="1"/><xf fontId="1" numFmtId="3" borderId="1" applyNumberFormat="1"/></cellXfs><dxfs count="1"><dxf><font><color rgb="FF9C0006"/></font></dxf></dxfs></styleSheet>`

const chaine = (textes: readonly string[]) =>
  `${entete}<sst xmlns="${ns}" count="${textes.length}" uniqueCount="${textes.length}">${textes.map((t) => `<si><t>${t}</t></si>`).join('')}</sst>`

/** As Excel writes them: a table with totals, a chart and a picture frame below, shared formulas, comments, names, calculation chain. */
function recapitulatif(): Uint8Array {
  const textes = [
    'État des lieux après VA',
    'Nom de l’ESSMS',
    'Code FINESS',
    'Secteur',
    'Usagers accompagnés',
    'Dossiers actifs',
    '% de dossiers actifs',
    'Total',
    'Lecture : voir la définition du dossier actif.',
    'Rapport de'
  ]
  const s = (n: number) => `t="s"><v>${n}</v></c>`
  const ligne = (r: number) =>
    `<row r="${r}" spans="2:7" ht="18" customHeight="1"><c r="B${r}" s="3"/><c r="C${r}" s="4"/><c r="D${r}" s="3"/><c r="E${r}" s="5"/><c r="F${r}" s="5"/><c r="G${r}" s="6">${r === 5 ? '<f t="shared" ref="G5:G7" si="0">IF(E5=0,"",F5/E5)</f>' : '<f t="shared" si="0"/>'}<v></v></c></row>`
  const feuille = `${entete}<worksheet xmlns="${ns}" xmlns:r="${rel}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="x14ac" xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"><sheetPr><tabColor rgb="FF305496"/></sheetPr><dimension ref="B2:G10"/><sheetViews><sheetView showGridLines="0" workbookViewId="0"><pane ySplit="4" topLeftCell="A5" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft" activeCell="B5" sqref="B5"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15" x14ac:dyDescent="0.25"/><cols><col min="2" max="2" width="34" customWidth="1"/><col min="3" max="7" width="16" customWidth="1"/></cols><sheetData><row r="2" spans="2:7"><c r="B2" s="1" ${s(0)}</row><row r="4" spans="2:7" x14ac:dyDescent="0.25"><c r="B4" s="2" ${s(1)}<c r="C4" s="2" ${s(2)}<c r="D4" s="2" ${s(3)}<c r="E4" s="2" ${s(4)}<c r="F4" s="2" ${s(5)}<c r="G4" s="2" ${s(6)}</row>${ligne(5)}${ligne(6)}${ligne(7)}<row r="8" spans="2:7"><c r="B8" s="1" ${s(7)}<c r="C8" s="1"/><c r="D8" s="1"/><c r="E8" s="8"><f>SUBTOTAL(109,TableUsages[Usagers accompagnés])</f><v>0</v></c><c r="F8" s="8"><f>SUBTOTAL(109,TableUsages[Dossiers actifs])</f><v>0</v></c><c r="G8" s="6"><f>IF(E8=0,"",F8/E8)</f><v></v></c></row><row r="10" spans="2:7"><c r="B10" ${s(8)}<c r="E10" s="8"><f>SUM(E5:E7)+SUM($F$5:$F$7)*0</f><v>0</v></c></row></sheetData><mergeCells count="1"><mergeCell ref="B10:D10"/></mergeCells><conditionalFormatting sqref="G5:G7"><cfRule type="cellIs" dxfId="0" priority="1" operator="lessThan"><formula>0.9</formula></cfRule></conditionalFormatting><dataValidations count="1"><dataValidation type="whole" operator="greaterThanOrEqual" allowBlank="1" showErrorMessage="1" sqref="E5:F7"><formula1>0</formula1></dataValidation></dataValidations><pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="landscape"/><rowBreaks count="1" manualBreakCount="1"><brk id="10" max="16383" man="1"/></rowBreaks><drawing r:id="rId1"/><legacyDrawing r:id="rId2"/><tableParts count="1"><tablePart r:id="rId3"/></tableParts><extLst><ext uri="{78C0D931-6437-407d-A8EE-F0AAD7539E65}" xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"><x14:conditionalFormattings><x14:conditionalFormatting xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x14:cfRule type="dataBar" id="{00000000-000E-0000-0000-000001000000}"><x14:dataBar minLength="0" maxLength="100"><x14:cfvo type="num"><xm:f>0</xm:f></x14:cfvo><x14:cfvo type="formula"><xm:f>MAX($F$5:$F$7)</xm:f></x14:cfvo></x14:dataBar></x14:cfRule><xm:sqref>F5:F7</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings></ext></extLst></worksheet>`
  const calcul = `${entete}<worksheet xmlns="${ns}"><sheetData><row r="1"><c r="A1"><f>Usages!F8</f><v>0</v></c><c r="B1" t="str"><f>"Usages!F8 et "&amp;COUNTA(Usages!B5:B7)</f><v></v></c></row></sheetData></worksheet>`
  return emballer({
    '[Content_Types].xml': `${entete}<Types xmlns="${pkg}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="vml" ContentType="${ct}.vmlDrawing"/><Override PartName="/xl/workbook.xml" ContentType="${ct}.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${ct}.spreadsheetml.worksheet+xml"/><Override PartName="/xl/worksheets/sheet2.xml" ContentType="${ct}.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${ct}.spreadsheetml.styles+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="${ct}.spreadsheetml.sharedStrings+xml"/><Override PartName="/xl/calcChain.xml" ContentType="${ct}.spreadsheetml.calcChain+xml"/><Override PartName="/xl/tables/table1.xml" ContentType="${ct}.spreadsheetml.table+xml"/><Override PartName="/xl/drawings/drawing1.xml" ContentType="${ct}.drawing+xml"/><Override PartName="/xl/charts/chart1.xml" ContentType="${ct}.drawingml.chart+xml"/><Override PartName="/xl/comments1.xml" ContentType="${ct}.spreadsheetml.comments+xml"/></Types>`,
    '_rels/.rels': `${entete}<Relationships xmlns="${pkg}/relationships"><Relationship Id="rId1" Type="${rel}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${entete}<workbook xmlns="${ns}" xmlns:r="${rel}"><workbookPr codeName="ThisWorkbook"/><bookViews><workbookView xWindow="0" yWindow="0" windowWidth="24000" windowHeight="12000"/></bookViews><sheets><sheet name="Usages" sheetId="1" r:id="rId1"/><sheet name="Calcul caché" sheetId="2" state="hidden" r:id="rId2"/></sheets><definedNames><definedName name="_xlnm.Print_Area" localSheetId="0">Usages!$B$2:$G$30</definedName><definedName name="Actifs">Usages!$F$5:$F$7</definedName></definedNames><calcPr calcId="191029"/></workbook>`,
    'xl/_rels/workbook.xml.rels': `${entete}<Relationships xmlns="${pkg}/relationships"><Relationship Id="rId1" Type="${rel}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${rel}/worksheet" Target="worksheets/sheet2.xml"/><Relationship Id="rId3" Type="${rel}/styles" Target="styles.xml"/><Relationship Id="rId4" Type="${rel}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId5" Type="${rel}/calcChain" Target="calcChain.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': feuille,
    'xl/worksheets/sheet2.xml': calcul,
    'xl/worksheets/_rels/sheet1.xml.rels': `${entete}<Relationships xmlns="${pkg}/relationships"><Relationship Id="rId1" Type="${rel}/drawing" Target="../drawings/drawing1.xml"/><Relationship Id="rId2" Type="${rel}/vmlDrawing" Target="../drawings/vmlDrawing1.vml"/><Relationship Id="rId3" Type="${rel}/table" Target="../tables/table1.xml"/><Relationship Id="rId4" Type="${rel}/comments" Target="../comments1.xml"/></Relationships>`,
    'xl/tables/table1.xml': `${entete}<table xmlns="${ns}" id="1" name="TableUsages" displayName="TableUsages" ref="B4:G8" totalsRowCount="1"><autoFilter ref="B4:G7"/><tableColumns count="6"><tableColumn id="1" name="Nom de l’ESSMS" totalsRowLabel="Total"/><tableColumn id="2" name="Code FINESS"/><tableColumn id="3" name="Secteur"/><tableColumn id="4" name="Usagers accompagnés" totalsRowFunction="sum"/><tableColumn id="5" name="Dossiers actifs" totalsRowFunction="sum"/><tableColumn id="6" name="% de dossiers actifs" totalsRowFunction="custom"><calculatedColumnFormula>IF(E5=0,"",F5/E5)</calculatedColumnFormula><totalsRowFormula>IF(E8=0,"",F8/E8)</totalsRowFormula></tableColumn></tableColumns><tableStyleInfo name="TableStyleMedium2" showFirstColumn="0" showLastColumn="0" showRowStripes="1" showColumnStripes="0"/></table>`,
    'xl/drawings/drawing1.xml': `${entete}<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:twoCellAnchor><xdr:from><xdr:col>1</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>11</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to><xdr:col>6</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>27</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to><xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="2" name="Graphique 1"/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr><xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:r="${rel}" r:id="rId1"/></a:graphicData></a:graphic></xdr:graphicFrame><xdr:clientData/></xdr:twoCellAnchor></xdr:wsDr>`,
    'xl/drawings/_rels/drawing1.xml.rels': `${entete}<Relationships xmlns="${pkg}/relationships"><Relationship Id="rId1" Type="${rel}/chart" Target="../charts/chart1.xml"/></Relationships>`,
    'xl/charts/chart1.xml': `${entete}<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/><c:barChart><c:barDir val="bar"/><c:grouping val="clustered"/><c:varyColors val="0"/><c:ser><c:idx val="0"/><c:order val="0"/><c:tx><c:strRef><c:f>Usages!$F$4</c:f></c:strRef></c:tx><c:cat><c:strRef><c:f>Usages!$B$5:$B$7</c:f></c:strRef></c:cat><c:val><c:numRef><c:f>Usages!$F$5:$F$7</c:f></c:numRef></c:val></c:ser><c:axId val="1"/><c:axId val="2"/></c:barChart><c:catAx><c:axId val="1"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/><c:axPos val="l"/><c:crossAx val="2"/></c:catAx><c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/><c:axPos val="b"/><c:crossAx val="1"/></c:valAx></c:plotArea><c:plotVisOnly val="1"/></c:chart></c:chartSpace>`,
    'xl/drawings/vmlDrawing1.vml': `<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shape id="_x0000_s1025" type="#_x0000_t202" style="visibility:hidden"><x:ClientData ObjectType="Note"><x:Anchor>8, 15, 9, 10, 10, 31, 13, 9</x:Anchor><x:Row>9</x:Row><x:Column>4</x:Column></x:ClientData></v:shape></xml>`,
    'xl/comments1.xml': `${entete}<comments xmlns="${ns}"><authors><author>Instructeur</author></authors><commentList><comment ref="E10" authorId="0"><text><t>Contrôle de cohérence.</t></text></comment></commentList></comments>`,
    'xl/calcChain.xml': `${entete}<calcChain xmlns="${ns}"><c r="G5" i="1"/><c r="G6" i="1"/><c r="G7" i="1"/><c r="E8" i="1"/><c r="F8" i="1"/><c r="G8" i="1"/><c r="E10" i="1"/><c r="A1" i="2"/></calcChain>`,
    'xl/sharedStrings.xml': chaine(textes),
    'xl/styles.xml': styles
  })
}

/** As a business program writes it: prefixed elements, inline texts, cells without address, 1904 dates, rows already named by FINESS number. */
function prerempli(): Uint8Array {
  const t = (texte: string, s = 2) => `<x:c s="${s}" t="inlineStr"><x:is><x:t>${texte}</x:t></x:is></x:c>`
  const etablissements = [
    ['990000028', 'Structure B'],
    ['990000010', 'Structure A'],
    ['990000077', 'Structure G'],
    ['990009994', 'Structure inconnue'],
    ['990000044', 'Structure D']
  ]
  const rows = etablissements
    .map(([finess, nom]) => `<x:row>${t(finess ?? '', 4)}${t(nom ?? '', 4)}<x:c s="7"/><x:c s="5"/><x:c s="5"/><x:c s="3"/></x:row>`)
    .join('')
  const feuille = `${entete}<x:worksheet xmlns:x="${ns}"><x:sheetData><x:row>${t('Collecte des usages par établissement', 1)}</x:row><x:row/><x:row>${t('FINESS géographique')}${t('Établissement')}${t('Date de mise en service du DUI')}${t('Messages émis par MSSanté')}${t('Nombre de DMP alimentés')}${t('Remarques')}</x:row>${rows}</x:sheetData></x:worksheet>`
  return emballer({
    '[Content_Types].xml': `${entete}<Types xmlns="${pkg}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${ct}.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/collecte.xml" ContentType="${ct}.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${ct}.spreadsheetml.styles+xml"/></Types>`,
    '_rels/.rels': `${entete}<Relationships xmlns="${pkg}/relationships"><Relationship Id="R1" Type="${rel}/officeDocument" Target="/xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${entete}<x:workbook xmlns:x="${ns}" xmlns:r="${rel}"><x:workbookPr date1904="1"/><x:sheets><x:sheet name="Collecte" sheetId="1" r:id="S1"/></x:sheets></x:workbook>`,
    'xl/_rels/workbook.xml.rels': `${entete}<Relationships xmlns="${pkg}/relationships"><Relationship Id="S1" Type="${rel}/worksheet" Target="/xl/worksheets/collecte.xml"/><Relationship Id="S2" Type="${rel}/styles" Target="styles.xml"/></Relationships>`,
    'xl/worksheets/collecte.xml': feuille,
    'xl/styles.xml': styles
  })
}

/** Models written by hand, by file name. */
export const modelesMain = (): Readonly<Record<string, Uint8Array>> => ({ 'recapitulatif-main.xlsx': recapitulatif(), 'prerempli-main.xlsx': prerempli() })
