import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Demande, NomAppel, Sortie } from '#contract/contract.ts'
import { foldDossier } from '#domain/dossier.ts'
import { lireAnalyse } from '#domain/preuves/analyse.ts'
import { bilanChiffres } from '#domain/preuves/chiffres.ts'
import { createEngine } from '../engine.ts'
import { pdfMinimal } from '../exemple/pdf-minimal.ts'
import { pdfSansFin } from './fixtures/pdf-brut.ts'

const dossier = mkdtempSync(join(tmpdir(), 'grappe-moteur-preuves-'))
const engine = createEngine({ profil: join(dossier, 'profil'), version: '1', ressources: 'resources', examen: { delaiMs: 4000, memoireMax: 800_000_000 } })
async function demander<N extends NomAppel>(nom: N, entree: Demande<N>): Promise<Sortie<N>> {
  const outcome = await engine.server.run(nom, entree, () => undefined)
  if (!outcome.ok) throw new Error(`${outcome.error.code}: ${outcome.error.message}`)
  return outcome.value as Sortie<N>
}
function fichier(nom: string, octets: Uint8Array): string {
  writeFileSync(join(dossier, nom), octets)
  engine.accorder(nom, join(dossier, nom))
  return nom
}
const lire = async () => {
  const { projet, lignes, conflits } = await demander('dossier.lire', {})
  return foldDossier(projet, lignes, conflits)
}
const ecarts = async () => (await demander('dossier.manques', {})).manques.filter((m) => m.cle.startsWith('preuve')).map((m) => `${m.gravite} ${m.cle}`)

beforeAll(async () => {
  await demander('app.auteur', { nom: 'Camille Vallorge', fonction: 'Chef de projet', organisation: 'Association Les Cèdres' })
  await demander('dossier.exemple', { ref: null, incomplet: false, essms: 4 })
})
afterAll(async () => {
  await engine.fermer()
  rmSync(dossier, { recursive: true, force: true })
})

test('the proofs of the example pass, all their figures found, and reading them again changes nothing', async () => {
  const avant = await lire()
  expect(await ecarts()).toEqual([])
  expect(bilanChiffres(avant, 'cloture')).toEqual({ trouve: 4 * 7, absent: 0, illisible: 0 })
  for (const preuve of avant.piecesJointes.filter((p) => p.role === 'preuve')) {
    const { lignes } = await demander('preuve.analyser', { id: preuve.id })
    expect(lignes).toHaveLength(1)
    const relue = lireAnalyse(lignes[0]!.cellules['analyse'] as string)!
    const valeurs = (a: typeof relue) => a.nombres.map((n) => (typeof n === 'number' ? n : n[0]))
    expect(valeurs(relue)).toEqual(valeurs(lireAnalyse(preuve.analyse)!))
    expect({ ...relue, nombres: [] }).toEqual({ ...lireAnalyse(preuve.analyse), nombres: [] })
  }
  expect(await ecarts()).toEqual([])
})

test('a proof is read when it is attached; a figure corrected afterwards is looked for again', async () => {
  const { etablissements, releves, piecesJointes } = await lire()
  const e = etablissements[0]!
  const releve = releves.find((r) => r.etablissement === e.id && r.type === 'cloture')!
  for (const p of piecesJointes) if (p.cible === e.id && p.releve === 'cloture') await demander('entite.retirer', { kind: 'piece-jointe', id: p.id })
  expect(await ecarts()).toEqual([`a-justifier preuve:cloture:${e.id}`])
  const octets = pdfMinimal(e.nom!, ['Fenêtre : juillet à septembre 2026', ...releve.chiffres!.map((n) => `Valeur : ${n}`)])
  const { ligne } = await demander('piece-jointe.ajouter', { ref: fichier('preuve.pdf', octets), cellules: { role: 'preuve', releve: 'cloture', cible: e.id } })
  expect(ligne.cellules).toMatchObject({ pages: 1, texteLisible: 'oui', type: 'application/pdf' })
  expect(await ecarts()).toEqual([])
  const chiffres = [...releve.chiffres!]
  chiffres[0] = 99_999
  await demander('champ.saisir', { editions: [{ kind: 'releve', id: releve.id, champ: 'chiffres', valeur: JSON.stringify(chiffres) }] })
  expect(await ecarts()).toEqual([`a-justifier preuve-chiffres:cloture:${e.id}`])
  await demander('historique.annuler', {})
  expect(await ecarts()).toEqual([])
})

test('a file that never ends is refused, nothing is written, and questions are answered meanwhile', async () => {
  const avant = (await lire()).piecesJointes.length
  const joint = engine.server.run(
    'piece-jointe.ajouter',
    { ref: fichier('piege.pdf', pdfSansFin()), cellules: { role: 'preuve', releve: 'cloture' } },
    () => undefined
  )
  let reponses = 0
  let fini = false
  void joint.then(() => {
    fini = true
  })
  while (!fini) {
    await demander('dossier.enregistrement', {})
    reponses += 1
    await new Promise((r) => setTimeout(r, 50))
  }
  expect(await joint).toMatchObject({ ok: false, error: { code: 'fichier-abime', message: expect.stringContaining('ne se termine pas') as string } })
  expect(reponses).toBeGreaterThan(5)
  expect((await lire()).piecesJointes).toHaveLength(avant)
})

test('other files are only opened', async () => {
  const { ligne } = await demander('piece-jointe.ajouter', { ref: fichier('rib.pdf', pdfMinimal('RIB', ['IBAN'])), cellules: { role: 'piece', piece: 9 } })
  expect(ligne.cellules).toMatchObject({ pages: 1, texteLisible: 'oui' })
  expect(ligne.cellules).not.toHaveProperty('analyse')
  await expect(demander('preuve.analyser', { id: ligne.id })).rejects.toThrow('entite-inconnue')
})

test('several proofs at once: what each seems to be about, then all of them in one step', async () => {
  const avant = await lire()
  const [a, b] = avant.etablissements
  const anciennes = avant.piecesJointes.filter((p) => p.role === 'preuve' && p.releve === 'cloture')
  const refs = [
    fichier('export-1.pdf', pdfMinimal('Indicateurs', [`FINESS ${a!.finess}`, 'DMP alimentés : 12'])),
    fichier(`scan_${b!.finess}.pdf`, pdfMinimal('', [])),
    fichier('inconnu.pdf', pdfMinimal('Indicateurs', ['rien'])),
    fichier('tableau.pdf', new TextEncoder().encode('PK tableau'))
  ]
  const { fichiers } = await demander('preuve.apercu', { refs })
  expect(fichiers.map((f) => [f.nom, f.cibles, f.par, f.scan, f.refus === null])).toEqual([
    ['export-1.pdf', [a!.id], 'finess', false, true],
    [`scan_${b!.finess}.pdf`, [b!.id], 'fichier', true, true],
    ['inconnu.pdf', [], null, false, true],
    ['tableau.pdf', [], null, false, false]
  ])
  expect((await lire()).piecesJointes).toEqual(avant.piecesJointes)
  const remplace = anciennes.find((p) => p.cible === a!.id)?.id ?? null
  const { lignes, refus } = await demander('preuve.joindre', {
    releve: 'cloture',
    fichiers: [
      { ref: refs[0]!, cible: a!.id, remplace },
      { ref: refs[1]!, cible: b!.id },
      { ref: refs[3]!, cible: b!.id }
    ]
  })
  expect(refus.map((r) => r.nom)).toEqual(['tableau.pdf'])
  expect(lignes.filter((l) => l.vivant).map((l) => l.cellules)).toMatchObject([
    { role: 'preuve', releve: 'cloture', cible: a!.id, pages: 1, texteLisible: 'oui' },
    { cible: b!.id, texteLisible: 'non' }
  ])
  expect((await lire()).piecesJointes.some((p) => p.id === remplace)).toBe(false)
  await demander('historique.annuler', {})
  expect((await lire()).piecesJointes).toEqual(avant.piecesJointes)
})

test('one file for several establishments: proposed from its text, kept once, a proof of its own for each, and one step of undo', async () => {
  const avant = await lire()
  const [a, b, c] = avant.etablissements
  const ref = fichier(
    'tableau.pdf',
    pdfMinimal(
      'Indicateurs',
      [a, b].map((e) => `FINESS ${e!.finess} ${e!.nom}`)
    )
  )
  const { fichiers } = await demander('preuve.apercu', { refs: [ref] })
  expect(fichiers.map((f) => [f.cibles, f.par])).toEqual([[[a!.id, b!.id], 'finess']])
  const deB = avant.piecesJointes.find((p) => p.role === 'preuve' && p.releve === 'cloture' && p.cible === b!.id)!
  const { lignes } = await demander('preuve.joindre', {
    releve: 'cloture',
    fichiers: [
      { ref, cible: a!.id },
      { ref, cible: b!.id, remplace: deB.id },
      { ref, cible: c!.id }
    ]
  })
  const jointes = lignes.filter((l) => l.vivant)
  expect(jointes.map((l) => l.cellules['cible'])).toEqual([a!.id, b!.id, c!.id])
  expect(new Set(jointes.map((l) => l.cellules['sha256'])).size).toBe(1)
  const deC = jointes[2]!.id
  // It does not name the third one: said of that one alone.
  expect((await ecarts()).filter((e) => e.includes('preuve-etablissement'))).toEqual([`a-justifier preuve-etablissement:${deC}`])
  expect((await demander('preuve.analyser', { id: deC })).lignes.map((l) => l.id).sort()).toEqual(jointes.map((l) => l.id).sort())
  await demander('entite.retirer', { kind: 'piece-jointe', id: deC })
  const apres = (await lire()).piecesJointes.filter((p) => p.nom === 'tableau.pdf')
  expect(apres.map((p) => p.cible)).toEqual([a!.id, b!.id])
  expect((await demander('piece-jointe.page', { id: apres[0]!.id, page: 1 })).pages).toBe(1)
  // Reading it again changed nothing: the removal, then the three proofs at once.
  await demander('historique.annuler', {})
  await demander('historique.annuler', {})
  expect((await lire()).piecesJointes).toEqual(avant.piecesJointes)
})

test('a page of an attached file comes alone; a page that does not exist is refused', async () => {
  const preuve = (await lire()).piecesJointes.find((p) => p.role === 'preuve')!
  const { pages, pdf } = await demander('piece-jointe.page', { id: preuve.id, page: 1 })
  expect(pages).toBe(1)
  expect(Buffer.from(pdf.subarray(0, 5)).toString()).toBe('%PDF-')
  await expect(demander('piece-jointe.page', { id: preuve.id, page: 2 })).rejects.toThrow('fichier-abime')
})
