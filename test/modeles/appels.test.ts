import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { afterAll, expect, test } from 'vitest'
import type { Demande, NomAppel, Sortie } from '#contract/contract.ts'
import { createEngine } from '#engine/engine.ts'
import { relireXlsx } from '#engine/render/xlsx/relire-xlsx.ts'

const racine = mkdtempSync(join(tmpdir(), 'grappe-modeles-'))
afterAll(() => rmSync(racine, { recursive: true, force: true }))
const fixture = (nom: string) => join(import.meta.dirname, 'fixtures', nom)

/** An engine with an example dossier, and its calls through the contract. */
async function atelier(nom: string) {
  const engine = createEngine({ profil: join(racine, nom), version: 'essai', ressources: join(import.meta.dirname, '..', '..', 'resources') })
  let rang = 0
  const ref = (chemin: string) => {
    rang += 1
    engine.accorder(`r${rang}`, chemin)
    return `r${rang}`
  }
  const essayer = <N extends NomAppel>(appel: N, entree: Demande<N>) => engine.server.run(appel, entree, () => undefined)
  const appeler = async <N extends NomAppel>(appel: N, entree: Demande<N>): Promise<Sortie<N>> => {
    const r = await essayer(appel, entree)
    if (!r.ok) throw new Error(`${r.error.code} ${r.error.message} ${(r.error.details ?? []).join(' | ')}`)
    return r.value as Sortie<N>
  }
  await appeler('app.auteur', { nom: 'Camille Vallorge', fonction: '', organisation: '' })
  return { engine, ref, appeler, essayer }
}

test('a model is kept with what a person decided, and a copy is filled accordingly', async () => {
  const { engine, ref, appeler } = await atelier('a')
  const base = join(racine, 'a.db')
  await appeler('dossier.exemple', { ref: ref(base), incomplet: false, essms: 6 })
  const lu = await appeler('modele.lire', { ref: ref(fixture('depenses-lo.xlsx')), usage: null })
  expect(lu.etat.usage).toBe('depenses')
  const { id } = lu.etat
  const corrige = await appeler('modele.corriger', {
    id,
    corrections: [
      { place: 'Dépenses!P13', donnee: 'depense.observation' },
      { place: 'Dépenses!C13', donnee: null },
      { place: 'Dépenses!D23', donnee: 'porteur.commune' },
      { place: 'Nulle part!A1', donnee: 'grappe.nom' }
    ]
  })
  const colonnes = corrige.etat.tables[0]!.colonnes
  expect(colonnes.find((c) => c.place === 'Dépenses!P13')).toMatchObject({ donnee: 'depense.observation', par: 'personne', remplir: true })
  expect(colonnes.find((c) => c.place === 'Dépenses!C13')).toMatchObject({ donnee: null, par: 'personne', remplir: false })
  await appeler('dossier.publier', { ref: null })
  await appeler('dossier.fermer', {})
  // Everything is in the file: the model, its use, the decisions.
  await appeler('dossier.ouvrir', { ref: ref(base) })
  expect(await appeler('modele.proposer', { id })).toEqual(corrige.etat)
  const sortie = join(racine, 'sortie')
  mkdirSync(sortie)
  const copie = await appeler('modele.remplir', { id, ref: ref(sortie) })
  expect(copie.nom).toBe('depenses-lo.xlsx')
  const cellules = new Map(relireXlsx(readFileSync(join(sortie, copie.nom))).feuilles[0]!.cellules.map((c) => [c.ref, c.value]))
  expect(cellules.get('C14') ?? null).toBeNull()
  expect(cellules.get('D14')).toEqual(expect.any(String))
  expect(copie.rapport.find((l) => l.place === 'Dépenses!C13')).toMatchObject({ etat: 'laisse', motif: 'Laissé vide à votre demande.' })
  // A second copy never takes the place of the first, and the model is never written.
  expect((await appeler('modele.remplir', { id, ref: ref(sortie) })).nom).toBe('depenses-lo (2).xlsx')
  expect(existsSync(join(sortie, 'depenses-lo (2).xlsx.~tmp'))).toBe(false)
  await engine.fermer()
})

test('the mapping goes to another dossier, and to a model whose columns moved', async () => {
  const { engine, ref, appeler, essayer } = await atelier('b')
  await appeler('dossier.exemple', { ref: null, incomplet: false, essms: 6 })
  const { etat } = await appeler('modele.lire', { ref: ref(fixture('perimetre-lo.xlsx')), usage: 'essms' })
  await appeler('modele.corriger', {
    id: etat.id,
    corrections: [
      { place: 'Périmètre!L11', donnee: 'essms.vague' },
      { place: 'Périmètre!D11', donnee: 'essms.categorie' },
      { place: 'Périmètre!B2', donnee: null }
    ]
  })
  const { json, nom } = await appeler('modele.exporterCorrespondance', { id: etat.id, ref: ref(racine) })
  expect(nom).toBe('perimetre-lo - correspondance.json')
  expect(readFileSync(join(racine, nom), 'utf8')).toBe(json)
  // What would be written first in each place is shown before anything is.
  const noms = (await appeler('modele.proposer', { id: etat.id })).tables.flatMap((t) => t.colonnes).filter((c) => c.donnee === 'essms.nom')
  expect(noms.map((c) => c.exemple)).toEqual([(await appeler('dossier.lire', {})).lignes.find((l) => l.kind === 'etablissement')?.cellules['nom']])
  // The same model with two headings exchanged and one reworded.
  const parties = unzipSync(readFileSync(fixture('perimetre-lo.xlsx')))
  const textes = strFromU8(parties['xl/sharedStrings.xml']!)
  const echange = textes
    .replace('>Couleur des volets<', '>¤<')
    .replace('>CP<', '>Couleur des volets<')
    .replace('>¤<', '>CP<')
    .replace('>Nom du projet de grappe<', '>Nom de code<')
  expect(echange).not.toBe(textes)
  const autre = join(racine, 'perimetre-2.xlsx')
  writeFileSync(autre, zipSync({ ...parties, 'xl/sharedStrings.xml': strToU8(echange) }))
  await appeler('dossier.exemple', { ref: null, incomplet: false, essms: 4 })
  const neuf = await appeler('modele.lire', { ref: ref(autre), usage: 'essms' })
  const repris = await appeler('modele.importerCorrespondance', { id: neuf.etat.id, ref: ref(join(racine, nom)) })
  const colonnes = repris.etat.tables.flatMap((t) => t.colonnes)
  expect(colonnes.find((c) => c.place === 'Périmètre!F11')).toMatchObject({ donnee: 'essms.vague', par: 'personne' })
  expect(colonnes.find((c) => c.place === 'Périmètre!D11')).toMatchObject({ donnee: 'essms.categorie', par: 'personne' })
  expect(colonnes.find((c) => c.place === 'Périmètre!L11')).toMatchObject({ donnee: 'essms.codePostal' })
  expect(repris.perdues.join()).toContain('Périmètre!B2')
  expect(await essayer('modele.importerCorrespondance', { id: neuf.etat.id, json: '{"a":1}' })).toMatchObject({
    ok: false,
    error: { code: 'import-impossible' }
  })
  expect(await essayer('modele.corriger', { id: neuf.etat.id, corrections: [{ place: 'Périmètre!B2', donnee: 'grappe.inconnu' }] })).toMatchObject({
    ok: false
  })
  expect(await essayer('modele.corriger', { id: neuf.etat.id, corrections: [{ place: 'Périmètre!B2', donnee: 'rien.du.tout' }] })).toMatchObject({ ok: false })
  await engine.fermer()
})

test('a filled copy stands beside our workbook in its field of the closure, of the mailing and of GALIS', async () => {
  const { engine, ref, appeler } = await atelier('c')
  await appeler('dossier.exemple', { ref: null, incomplet: false, essms: 12 })
  const modeles = [
    ['comparaison-exceljs.xlsx', 'indicateurs-cloture'],
    ['depenses-lo.xlsx', 'depenses'],
    ['bilan-pdflib.pdf', 'indicateurs-cloture'],
    ['recapitulatif-main.xlsx', 'indicateurs-va'],
    ['financement-lo.xlsx', 'piece-6'],
    ['fiche-lo.xlsx', 'autre']
  ] as const
  for (const [nom, usage] of modeles) await appeler('modele.lire', { ref: ref(fixture(nom)), usage })
  const { fichiers } = await appeler('lot.etat', { lot: 'cloture' })
  const noms = fichiers.map((f) => f.nom)
  expect(noms.filter((n) => /comparaison|depenses[-_]lo|bilan|recapitulatif[-_]main|financement[-_]lo|fiche[-_]lo/iu.test(n))).toHaveLength(3)
  const sortie = join(racine, 'lots')
  mkdirSync(sortie)
  for (const lot of ['cloture', 'etat-des-lieux', 'galis'] as const) {
    const r = await appeler('lot.generer', { lot, ref: ref(sortie), brouillon: true })
    const chemin = engine.cheminDe(r.ref)
    const relu = await appeler('lot.relire', { ref: ref(chemin) })
    expect(relu.ecarts).toEqual([])
    const manifeste = JSON.parse(readFileSync(join(chemin, 'manifeste.json'), 'utf8')) as {
      fichiers: { nom: string; titre: string; champ: string; origine: string }[]
    }
    const completes = manifeste.fichiers.filter((f) => f.origine === 'complete')
    expect(completes.map((f) => [f.champ, f.titre])).toEqual(
      {
        cloture: [
          ['indicateurs', 'comparaison-exceljs.xlsx'],
          ['indicateurs', 'bilan-pdflib.pdf'],
          ['depenses', 'depenses-lo.xlsx']
        ],
        'etat-des-lieux': [['indicateurs', 'recapitulatif-main.xlsx']],
        galis: [['piece-6', 'financement-lo.xlsx']]
      }[lot]
    )
    for (const f of completes) expect(manifeste.fichiers.some((g) => g.champ === f.champ && g.origine === 'genere')).toBe(true)
    for (const f of completes.filter((g) => g.nom.endsWith('.xlsx'))) {
      const avec = relireXlsx(readFileSync(join(chemin, f.nom)))
        .feuilles.flatMap((x) => x.cellules)
        .filter((c) => typeof c.value === 'string')
      expect(avec.length).toBeGreaterThan(12)
    }
  }
  await engine.fermer()
}, 120_000)

test('what is not a model is refused with a sentence, and nothing is kept', async () => {
  const { engine, ref, appeler, essayer } = await atelier('d')
  await appeler('dossier.creer', { nom: 'Vide', ref: null })
  const parties = unzipSync(readFileSync(fixture('usages-lo.xlsx')))
  const ecrire = (nom: string, octets: Uint8Array) => {
    writeFileSync(join(racine, nom), octets)
    return ref(join(racine, nom))
  }
  const avec = (partie: string, faire: (texte: string) => string) => zipSync({ ...parties, [partie]: strToU8(faire(strFromU8(parties[partie]!))) })
  const cas: readonly (readonly [nom: string, octets: Uint8Array, code: string])[] = [
    ['vide.xlsx', new Uint8Array(), 'fichier-vide'],
    ['texte.xlsx', strToU8('Bonjour, je ne suis pas un classeur.'), 'format-refuse'],
    ['coupe.xlsx', readFileSync(fixture('usages-lo.xlsx')).subarray(0, 3000), 'fichier-illisible'],
    ['macros.xlsm', avec('[Content_Types].xml', (t) => t.replace('spreadsheetml.sheet.main+xml', 'ms-excel.sheet.macroEnabled.main+xml')), 'format-refuse'],
    ['doctype.xlsx', avec('xl/workbook.xml', (t) => t.replace('<workbook', '<!DOCTYPE workbook [<!ENTITY a "b">]><workbook')), 'fichier-illisible'],
    ['ouvert.xlsx', avec('xl/worksheets/sheet2.xml', (t) => t.replace('</sheetData>', '')), 'fichier-illisible'],
    ['bombe.xlsx', zipSync({ ...parties, 'xl/bombe.xml': new Uint8Array(80_000_000) }), 'fichier-trop-grand'],
    ['sans-champ.pdf', readFileSync(join(import.meta.dirname, 'fixtures', 'bilan-pdflib.pdf')).subarray(0, 500), 'fichier-abime']
  ]
  for (const [nom, octets, code] of cas)
    expect(await essayer('modele.lire', { ref: ecrire(nom, octets), usage: null }), nom).toMatchObject({ ok: false, error: { code } })
  expect((await appeler('dossier.lire', {})).lignes.filter((l) => l.kind === 'modele')).toEqual([])
  // A model with nothing to recognise is kept all the same: a person may say what goes where.
  copyFileSync(fixture('fiche-lo.xlsx'), join(racine, 'fiche.xlsx'))
  expect((await appeler('modele.lire', { ref: ref(join(racine, 'fiche.xlsx')), usage: null })).etat.usage).toBe('autre')
  await engine.fermer()
})
