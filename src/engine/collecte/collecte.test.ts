import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import ExcelJS from 'exceljs'
import { strToU8, zipSync } from 'fflate'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Demande, NomAppel, Sortie } from '#contract/contract.ts'
import { classeursDeCollecte } from '#documents/collecte/releves-classeur.ts'
import { foldDossier } from '#domain/dossier.ts'
import { nomsChiffres } from '#domain/releve.ts'
import { createEngine } from '../engine.ts'
import { ecartsRecalcul, recalculerAvecLibreOffice } from '../render/xlsx/recalcul-libreoffice.ts'
import { relireXlsx } from '../render/xlsx/relire-xlsx.ts'
import { renderXlsx } from '../render/xlsx/render-xlsx.ts'

const racine = mkdtempSync(join(tmpdir(), 'grappe-collecte-'))
const engine = createEngine({ profil: join(racine, 'profil'), version: '1', ressources: 'resources' })
async function demander<N extends NomAppel>(nom: N, entree: Demande<N>): Promise<Sortie<N>> {
  const outcome = await engine.server.run(nom, entree, () => undefined)
  if (!outcome.ok) throw new Error(`${outcome.error.code}: ${outcome.error.message}`)
  return outcome.value as Sortie<N>
}
let rang = 0
function accorder(chemin: string): string {
  const ref = `ref-${rang++}`
  engine.accorder(ref, chemin)
  return ref
}
function neuf(): string {
  const dossier = join(racine, `d${rang++}`)
  mkdirSync(dossier)
  return dossier
}
const lire = async () => {
  const { projet, lignes, conflits } = await demander('dossier.lire', {})
  return foldDossier(projet, lignes, conflits)
}
/** Sends the workbooks of a period and gives their paths. */
async function envoyer(periode = '2026-10', par: 'og' | 'essms' = 'og'): Promise<readonly string[]> {
  const { ref, fichiers } = await demander('collecte.classeurs', { periode, ref: accorder(neuf()), par })
  return fichiers.map((f) => join(engine.cheminDe(ref), f.nom))
}
/** Opens a copy as a partner does, with another library, and saves it. */
async function remplir(chemin: string, faire: (releves: ExcelJS.Worksheet, classeur: ExcelJS.Workbook) => void): Promise<string> {
  const classeur = new ExcelJS.Workbook()
  await classeur.xlsx.readFile(chemin)
  faire(classeur.getWorksheet('Relevés')!, classeur)
  await classeur.xlsx.writeFile(chemin)
  return chemin
}
const apercuDe = (chemins: readonly string[]) => demander('collecte.apercu', { refs: chemins.map(accorder) })
const premiere = 6
const nombres = [120, 80, 90, 85, 88, 100, 95]
const saisir = (feuille: ExcelJS.Worksheet, ligne: number, valeurs: readonly (number | string | null)[]) => {
  for (const [i, v] of valeurs.entries()) feuille.getRow(ligne).getCell(3 + i).value = v
}

const poser = (feuille: ExcelJS.Worksheet, ligne: number, colonne: number, valeur: string) => {
  feuille.getRow(ligne).getCell(colonne).value = valeur
}

beforeAll(async () => {
  await demander('app.auteur', { nom: 'Camille Vallorge', fonction: 'Chef de projet', organisation: 'Association Les Cèdres' })
})
beforeEach(async () => {
  await demander('dossier.exemple', { ref: null, incomplet: false, essms: 9 })
})
afterAll(async () => {
  await engine.fermer()
  rmSync(racine, { recursive: true, force: true })
})

describe('what is sent out', () => {
  test('one workbook by OG, every kept establishment once, and the same as a ZIP', async () => {
    const dossier = await lire()
    await demander('champ.saisir', { editions: [{ kind: 'etablissement', id: dossier.etablissements[0]!.id, champ: 'situation', valeur: 'retire' }] })
    const chemins = await envoyer('cloture')
    expect(chemins).toHaveLength(new Set(dossier.etablissements.slice(1).map((e) => e.organisme)).size)
    const finess = chemins.flatMap((c) =>
      relireXlsx(readFileSync(c))
        .feuilles.find((f) => f.nom === 'Relevés')!
        .cellules.filter((x) => x.colonne === 0 && x.ligne >= premiere)
        .map((x) => x.value)
    )
    expect(finess.toSorted()).toEqual(
      dossier.etablissements
        .slice(1)
        .map((e) => e.finess)
        .sort()
    )
    expect(readdirSync(join(chemins[0]!, '..', '..')).some((nom) => nom.endsWith('.zip'))).toBe(true)
  })

  test('inputs are unlocked, everything else is locked, and the program refuses what is no whole number', async () => {
    const [chemin] = await envoyer()
    const classeur = new ExcelJS.Workbook()
    await classeur.xlsx.readFile(chemin!)
    expect(classeur.worksheets.map((f) => f.name)).toEqual(['Lisez-moi', 'Relevés', 'Contrôle'])
    for (const feuille of classeur.worksheets) expect((feuille as unknown as { sheetProtection: { sheet: boolean } }).sheetProtection.sheet).toBe(true)
    const ligne = classeur.getWorksheet('Relevés')!.getRow(premiere)
    const libres = Array.from({ length: 12 }, (_, i) => ligne.getCell(i + 1).protection?.locked === false)
    expect(libres).toEqual([false, false, ...Array.from({ length: 9 }, () => true), false])
    expect(ligne.getCell(3).dataValidation).toMatchObject({ type: 'whole', operator: 'greaterThanOrEqual', formulae: [0] })
  })

  test('the formulas of « Contrôle » give their stored results in LibreOffice, empty, filled, incoherent', async () => {
    const dossier = await lire()
    const contexte = { date: '2026-11-21', version: '1' }
    const incoherents = dossier.releves.map((r, i) =>
      r.type === 'cloture' && i % 3 === 0 ? { ...r, chiffres: [1, 2, 3, 4, 5, i % 2 === 0 ? 0 : 6, null] } : r
    )
    const classeurs = (['cloture', '2026-10'] as const).flatMap((p) => classeursDeCollecte({ ...dossier, releves: incoherents }, p, 'og', contexte))
    const octets = await Promise.all(classeurs.map((c) => renderXlsx(c.classeur)))
    const recalcules = await recalculerAvecLibreOffice(octets)
    for (const [i, avant] of octets.entries()) {
      const { formules, ecarts } = ecartsRecalcul(avant, recalcules[i]!)
      expect(ecarts).toEqual([])
      expect(formules).toBeGreaterThan(5)
    }
  }, 120_000)
})

describe('what comes back', () => {
  test('numbers shown before acceptance, written in one step of undo', async () => {
    const [chemin] = await envoyer()
    await remplir(chemin!, (f) => {
      saisir(f, premiere, nombres)
      f.getRow(premiere).getCell(10).value = new Date(Date.UTC(2026, 10, 3))
      f.getRow(premiere).getCell(11).value = 'Deux relances'
    })
    const avant = await lire()
    const apercu = await apercuDe([chemin!])
    expect(apercu.fichiers).toMatchObject([{ sorte: 'classeur', periode: '2026-10', refus: null }])
    expect(apercu.lignes[0]).toMatchObject({ numero: premiere, statut: 'ajoute', periode: '2026-10', alertes: [] })
    expect(apercu.lignes[0]!.cellules.map((c) => c.apres)).toEqual([...nombres.map(String), '03/11/2026', 'Deux relances'])
    expect(await lire()).toEqual(avant)
    const { totaux, lignes } = await demander('collecte.accepter', { refs: [accorder(chemin!)] })
    expect(totaux).toMatchObject({ ajoute: 1, modifie: 0, refuse: 0 })
    expect(lignes).toHaveLength(1)
    expect(lignes[0]!.cellules).toMatchObject({
      type: 'mois',
      mois: '2026-10',
      chiffres: JSON.stringify(nombres),
      dateExtraction: '2026-11-03',
      estimation: 'releve'
    })
    expect((await apercuDe([chemin!])).totaux).toMatchObject({ ajoute: 0, modifie: 0 })
    await demander('historique.annuler', {})
    expect(await lire()).toEqual(avant)
  })

  test('a number changed is old → new; a number left as sent never undoes what was typed since', async () => {
    const [chemin] = await envoyer('cloture')
    const dossier = await lire()
    const ids = (await apercuDe([chemin!])).lignes.map((l) => l.etablissement)
    const releve = dossier.releves.find((r) => r.type === 'cloture' && r.etablissement === ids[0])!
    const [messages, dmp] = releve.chiffres!
    await remplir(chemin!, (f) => {
      f.getRow(premiere).getCell(3).value = messages! + 1000
    })
    const chiffres = [...releve.chiffres!]
    chiffres[1] = dmp! - 1
    await demander('champ.saisir', { editions: [{ kind: 'releve', id: releve.id, champ: 'chiffres', valeur: JSON.stringify(chiffres) }] })
    const [ligne] = (await apercuDe([chemin!])).lignes
    expect(ligne).toMatchObject({ statut: 'modifie' })
    expect(ligne!.cellules.filter((c) => c.statut !== 'inchange')).toMatchObject([{ champ: 'messagesEnvoyes', avant: String(messages) }])
    await demander('collecte.accepter', { refs: [accorder(chemin!)] })
    expect((await lire()).releves.find((r) => r.id === releve.id)!.chiffres!.slice(0, 2)).toEqual([messages! + 1000, dmp! - 1])
  })

  test('sorted rows, another file name and a copy saved by LibreOffice come back whole', async () => {
    const [chemin] = await envoyer()
    await remplir(chemin!, (f) => {
      const derniere = f.rowCount
      for (let r = premiere; r <= derniere; r++)
        saisir(
          f,
          r,
          nombres.map((n) => n + r)
        )
      // As a spreadsheet sorts: the whole rows change places.
      const lignes = Array.from({ length: derniere - premiere + 1 }, (_, i) => f.getRow(premiere + i).values as ExcelJS.CellValue[])
      for (const [i, valeurs] of lignes.toReversed().entries()) f.getRow(premiere + i).values = valeurs
    })
    const avant = await apercuDe([chemin!])
    expect(avant.totaux).toMatchObject({ refuse: 0, inchange: 0, modifie: 0 })
    const [resauve] = await recalculerAvecLibreOffice([readFileSync(chemin!)])
    const copie = join(neuf(), 'copie de Marie (2).xlsx')
    writeFileSync(copie, resauve!)
    const apres = await apercuDe([copie])
    expect(apres.fichiers[0]).toMatchObject({ sorte: 'classeur', refus: null })
    expect(apres.lignes.map((l) => l.cellules)).toEqual(avant.lignes.map((l) => l.cellules))
  }, 120_000)

  test('values that are no whole number are refused one by one, the others are taken', async () => {
    const [chemin] = await envoyer()
    await remplir(chemin!, (f) => {
      saisir(f, premiere, ['1 234', 12.5, -3, '40 env.', '12,0', 100, null])
      f.getRow(premiere).getCell(10).value = 'hier'
    })
    const [ligne] = (await apercuDe([chemin!])).lignes
    expect(ligne!.statut).toBe('ajoute')
    expect(ligne!.cellules.map((c) => [c.champ, c.statut, c.apres])).toEqual([
      ['messagesEnvoyes', 'ajoute', '1\u202f234'],
      ['dmpAlimentes', 'refuse', '12,5'],
      ['dossiersActifs', 'refuse', '-3'],
      ['actifsAvecProjet', 'refuse', '40 env.'],
      ['actifsAvecAgenda', 'ajoute', '12'],
      ['personnesAccompagnees', 'ajoute', '100'],
      ['dateExtraction', 'refuse', 'hier']
    ])
    for (const c of ligne!.cellules) expect(c.message === null).toBe(c.statut !== 'refuse')
  })

  test('what does not hold together is said before it is accepted', async () => {
    const [chemin] = await envoyer()
    await remplir(chemin!, (f) => saisir(f, premiere, [120, 99, 90, 85, 88, 100, 95]))
    expect((await apercuDe([chemin!])).lignes[0]!.alertes).toEqual([expect.stringContaining('DMP alimentés')])
  })

  type Trouver = (lignes: Sortie<'collecte.apercu'>['lignes']) => Sortie<'collecte.apercu'>['lignes'][number] | undefined
  const parMessage =
    (message: RegExp): Trouver =>
    (lignes) =>
      lignes.find((l) => message.test(l.message ?? ''))
  const fautes: readonly (readonly [string, (f: ExcelJS.Worksheet) => void, RegExp, number])[] = [
    ['renamed', (f) => poser(f, premiere, 2, 'Autre nom'), /a été modifié/u, premiere],
    ['given another FINESS', (f) => poser(f, premiere + 1, 1, '750009999'), /a été modifié/u, premiere + 1],
    ['added', (f) => void f.addRow(['750009999', 'Nouvel établissement', ...nombres]), /a été ajoutée/u, 8],
    ['repeated', (f) => void f.addRow((f.getRow(premiere).values as ExcelJS.CellValue[]).slice(1)), /répète la ligne 6/u, 8],
    ['deleted', (f) => void f.spliceRows(premiere + 1, 1), /a été supprimée/u, premiere + 1]
  ]
  test.each(fautes)('a row %s is refused with its number, the others are taken', async (_nom, faire, message, numero) => {
    const chemin = (await envoyer()).find((c) => c)!
    const attendues = (await apercuDe([chemin])).lignes.length
    expect(attendues).toBe(2)
    await remplir(chemin, (f) => {
      for (let r = premiere; r < premiere + attendues; r++) saisir(f, r, nombres)
      faire(f)
    })
    const { lignes, totaux } = await apercuDe([chemin])
    expect(parMessage(message)(lignes)).toMatchObject({ numero, statut: 'refuse' })
    expect(totaux.refuse).toBe(1)
    expect(totaux.ajoute).toBeGreaterThanOrEqual(1)
    expect((await demander('collecte.accepter', { refs: [accorder(chemin)] })).lignes).toHaveLength(totaux.ajoute)
  })

  const refuses: readonly (readonly [string, (f: ExcelJS.Worksheet) => void, RegExp])[] = [
    ['a column added', (f) => f.spliceColumns(5, 0, ['Nouvelle']), /colonnes ont été modifiées/u],
    ['a column deleted', (f) => f.spliceColumns(5, 1), /absentes : Dossiers actifs/u],
    ['a heading renamed', (f) => poser(f, 5, 4, 'Mes DMP'), /absentes : DMP alimentés ; ajoutées : Mes DMP/u],
    [
      'another grappe',
      (f) => poser(f, 3, 1, String(f.getRow(3).getCell(1).value).replace(/ \S{36} /u, ' 11111111-1111-4111-8111-111111111111 ')),
      /autre grappe/u
    ],
    ['a newer format', (f) => poser(f, 3, 1, String(f.getRow(3).getCell(1).value).replace('RELEVES-1', 'RELEVES-2')), /version plus récente/u]
  ]
  test.each(refuses)('%s: the whole file is refused', async (_nom, faire, refus) => {
    const [chemin] = await envoyer()
    await remplir(chemin!, faire)
    const apercu = await apercuDe([chemin!])
    expect(apercu.fichiers[0]!.refus).toMatch(refus)
    expect(apercu.lignes).toEqual([])
  })

  test('an establishment that left the grappe since is refused', async () => {
    const [chemin] = await envoyer()
    await remplir(chemin!, (f) => saisir(f, premiere, nombres))
    const id = (await apercuDe([chemin!])).lignes[0]!.etablissement!
    await demander('champ.saisir', { editions: [{ kind: 'etablissement', id, champ: 'situation', valeur: 'retire' }] })
    expect((await apercuDe([chemin!])).lignes[0]).toMatchObject({ statut: 'refuse', message: expect.stringContaining('n’est plus dans la grappe') as string })
  })

  test('several at once: two that complete each other, two that disagree, one that is no workbook', async () => {
    const [a] = await envoyer('2026-10')
    const [b] = await envoyer('2026-10')
    await remplir(a!, (f) => saisir(f, premiere, [120, 80, null, null, null, null, null]))
    await remplir(b!, (f) => saisir(f, premiere, [null, 81, 90, 85, 88, 100, 95]))
    const intrus = join(neuf(), 'photo.xlsx')
    writeFileSync(intrus, Buffer.from([0x89, 0x50, 0x4e, 0x47, 1, 2, 3]))
    const refs = [a!, b!, intrus].map(accorder)
    const apercu = await demander('collecte.apercu', { refs })
    expect(apercu.fichiers.map((f) => f.refus === null)).toEqual([true, true, false])
    const desaccord = apercu.lignes.flatMap((l) => l.cellules).find((c) => c.statut === 'refuse')
    expect(desaccord).toMatchObject({ champ: 'dmpAlimentes', apres: '81', message: expect.stringContaining('donne 80') as string })
    const { lignes } = await demander('collecte.accepter', { refs })
    expect(lignes.map((l) => l.cellules['chiffres'])).toEqual([JSON.stringify(nombres)])
  })

  test('a folder stands for its files', async () => {
    const chemins = await envoyer()
    for (const c of chemins) await remplir(c, (f) => saisir(f, premiere, nombres))
    writeFileSync(join(chemins[0]!, '..', '~$verrou.xlsx'), 'x')
    writeFileSync(join(chemins[0]!, '..', 'zz-rendu.ods'), zipSync({ 'content.xml': strToU8('<a/>') }))
    const apercu = await apercuDe([join(chemins[0]!, '..')])
    expect(apercu.fichiers).toHaveLength(chemins.length + 1)
    expect(apercu.fichiers.at(-1)).toMatchObject({ nom: 'zz-rendu.ods', refus: expect.stringContaining('OpenDocument') as string })
    expect(apercu.totaux.ajoute).toBe(chemins.length)
  })

  test('500 establishments, one workbook each, out and back', async () => {
    await demander('dossier.exemple', { ref: null, incomplet: false, essms: 500 })
    const chemins = await envoyer('2026-11', 'essms')
    expect(chemins).toHaveLength(500)
    const apercu = await apercuDe([join(chemins[0]!, '..')])
    expect(apercu.totaux).toEqual({ ajoute: 0, modifie: 0, inchange: 500, refuse: 0 })
    const [seul] = await envoyer('cloture')
    await remplir(seul!, (f) =>
      saisir(
        f,
        premiere,
        nombres.map((n) => n + 5000)
      )
    )
    expect((await apercuDe([seul!])).totaux).toMatchObject({ modifie: 1, refuse: 0 })
  }, 120_000)
})

describe('a free list', () => {
  const liste = async (texte: string, reste: Partial<Demande<'collecte.apercu'>> = {}) => demander('collecte.apercu', { texte, ...reste })

  test('headings are recognised by their words, establishments by FINESS or name, periods by row', async () => {
    const { etablissements } = await lire()
    const [a, b] = etablissements
    const texte = [
      'Tableau de suivi',
      'N° FINESS;Structure;Période;Nb de messages MSSanté;DMP;Nombre de dossiers actifs;dont PP;Avec agenda;File active;Projet possible;Extrait le',
      `${a!.finess};;Clôture;1 500;70;73;68;70;77;76;05/10/2026`,
      `;${b!.nom!.toUpperCase()};octobre 2026;120;32;41;38;39;42;39;`,
      '750009999;Inconnu;VA;1;1;1;1;1;1;1;',
      `${a!.finess};;printemps;1;1;1;1;1;1;1;`
    ].join('\n')
    const apercu = await liste(texte)
    expect(apercu.fichiers[0]).toMatchObject({ nom: 'Texte collé', sorte: 'liste', refus: null })
    expect(apercu.fichiers[0]!.colonnes.map((c) => c.champ)).toEqual([
      'finess',
      'nom',
      'type',
      'messagesEnvoyes',
      'dmpAlimentes',
      'dossiersActifs',
      null,
      'actifsAvecAgenda',
      'personnesAccompagnees',
      'personnesProjet',
      'dateExtraction'
    ])
    expect(apercu.lignes.map((l) => [l.numero, l.etablissement, l.periode, l.statut])).toEqual([
      [3, a!.id, 'cloture', 'modifie'],
      [4, b!.id, '2026-10', 'ajoute'],
      [5, null, 'va', 'refuse'],
      [6, a!.id, null, 'refuse']
    ])
    const corrige = await liste(texte, { colonnes: [{ index: 6, champ: 'actifsAvecProjet' }] })
    expect(corrige.lignes[1]!.cellules.find((c) => c.champ === 'actifsAvecProjet')).toMatchObject({ apres: '38', statut: 'ajoute' })
    const { lignes } = await demander('collecte.accepter', { texte, colonnes: [{ index: 6, champ: 'actifsAvecProjet' }] })
    expect(lignes.map((l) => l.cellules['chiffres'])).toEqual(['[1500,70,73,68,70,77,76]', '[120,32,41,38,39,42,39]'])
  })

  test('pasted from a spreadsheet, for the period in view', async () => {
    const { etablissements } = await lire()
    const entete = ['Établissement', ...nomsChiffres]
      .join('\t')
      .replace('messagesEnvoyes', 'Messages')
      .replace('dmpAlimentes', 'DMP alimentés')
      .replace('dossiersActifs', 'Dossiers actifs')
    const texte = `${entete}\n${etablissements.map((e, i) => [e.nom, i + 1, 2, 3].join('\t')).join('\n')}`
    expect((await liste(texte)).lignes.every((l) => l.message?.includes('aucune période'))).toBe(true)
    const apercu = await liste(texte, { periode: '2026-12' })
    expect(apercu.totaux).toEqual({ ajoute: etablissements.length, modifie: 0, inchange: 0, refuse: 0 })
  })

  test.each([
    ['nothing recognised', 'a;b\n1;2'],
    ['no number', 'FINESS;Établissement\n1;2'],
    ['no establishment', 'Messages;DMP\n1;2']
  ])('%s is refused', async (_nom, texte) => {
    expect((await liste(texte)).fichiers[0]!.refus).not.toBeNull()
  })

  test('a workbook of another program', async () => {
    const { etablissements } = await lire()
    const classeur = new ExcelJS.Workbook()
    classeur.addWorksheet('Notice').addRow(['Lire avant'])
    const f = classeur.addWorksheet('Données')
    f.addRow(['FINESS', 'Messages MSSanté', 'DMP'])
    for (const e of etablissements) f.addRow([Number(e.finess), 12, 3])
    const chemin = join(neuf(), 'suivi.xlsx')
    await classeur.xlsx.writeFile(chemin)
    const apercu = await demander('collecte.apercu', { refs: [accorder(chemin)], periode: 'va' })
    expect(apercu.fichiers[0]).toMatchObject({ sorte: 'liste', refus: null })
    expect(apercu.totaux).toMatchObject({ modifie: etablissements.length, refuse: 0 })
  })

  test('the list of establishments says where a collection workbook goes', async () => {
    const [chemin] = await envoyer()
    await expect(demander('import.apercu', { ref: accorder(chemin!), colonnes: null })).rejects.toThrow('classeur de relevés')
  })
})
