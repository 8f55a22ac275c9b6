import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Demande, NomAppel, Sortie } from '#contract/contract.ts'
import { imageRendueMax } from '#contract/piece-jointe.ts'
import { foldDossier } from '#domain/dossier.ts'
import { createEngine } from '../engine.ts'
import { pdfMinimal } from '../exemple/pdf-minimal.ts'
import { tailleGif, tailleImage } from '../preuves/taille-image.ts'

const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAgAAAAECAAAAACMEmMfAAAADklEQVR4nGNgoAAwMgAAAA0AAQ3c5wwAAAAASUVORK5CYII=', 'base64')
const jpeg = Buffer.from(
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDACgcHiMeGSgjISMtKygwPGRBPDc3PHtYXUlkkYCZlo+AjIqgtObDoKrarYqMyP/L2u71////m8H////6/+b9//j/wAALCAAEAAgBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAABf/EABcQAAMBAAAAAAAAAAAAAAAAAAADFFL/2gAIAQEAAD8ATlVk/9k=',
  'base64'
)
const gif = Buffer.from('R0lGODlhAwACAIAAAP8AAP///yH5BAAAAAAALAAAAAADAAIAAAIChF8AOw==', 'base64')
const place = mkdtempSync(join(tmpdir(), 'grappe-jointe-'))
const engine = createEngine({ profil: join(place, 'profil'), version: '1', ressources: 'resources' })
const essayer = (nom: NomAppel, entree: unknown) => engine.server.run(nom, entree, () => undefined)
async function demander<N extends NomAppel>(nom: N, entree: Demande<N>): Promise<Sortie<N>> {
  const outcome = await essayer(nom, entree)
  if (!outcome.ok) throw new Error(`${outcome.error.code}: ${outcome.error.message}`)
  return outcome.value as Sortie<N>
}
function fichier(nom: string, octets: Uint8Array): string {
  writeFileSync(join(place, nom), octets)
  engine.accorder(nom, join(place, nom))
  return nom
}
const lire = async () => {
  const { projet, lignes, conflits } = await demander('dossier.lire', {})
  return foldDossier(projet, lignes, conflits)
}
const joindre = async (nom: string, octets: Uint8Array, cellules: Demande<'piece-jointe.ajouter'>['cellules'] = { role: 'autre' }) =>
  (await demander('piece-jointe.ajouter', { ref: fichier(nom, octets), cellules })).ligne
const versions = async (id: string) => (await demander('piece-jointe.versions', { id })).versions

beforeAll(async () => {
  await demander('app.auteur', { nom: 'Camille Vallorge', fonction: 'Chef de projet', organisation: 'Association Les Cèdres' })
  await demander('dossier.exemple', { ref: null, incomplet: false, essms: 3 })
})
afterAll(async () => {
  await engine.fermer()
  rmSync(place, { recursive: true, force: true })
})

test('a replaced file stays a version, with who and when; it can be put back, and each way back is one undo', async () => {
  const premier = await joindre('organigramme.pdf', pdfMinimal('Un', ['un']), { role: 'piece', piece: 14 })
  const { ligne: second, ancienne } = await demander('piece-jointe.remplacer', { id: premier.id, ref: fichier('deux.pdf', pdfMinimal('Deux', ['deux'])) })
  expect(ancienne).toMatchObject({ id: premier.id, vivant: false })
  expect(second.cellules).toMatchObject({ role: 'piece', piece: 14, nom: 'deux.pdf', pages: 1, remplace: premier.id })
  expect(await versions(second.id)).toMatchObject([{ id: premier.id, nom: 'organigramme.pdf', pages: 1, auteur: 'Camille Vallorge', presente: true }])
  const { ligne: troisieme } = await demander('piece-jointe.remplacer', { id: second.id, ref: fichier('trois.pdf', pdfMinimal('Trois', ['trois'])) })
  expect((await versions(troisieme.id)).map((v) => v.nom)).toEqual(['deux.pdf', 'organigramme.pdf'])

  await demander('piece-jointe.revenir', { id: troisieme.id, version: premier.id })
  expect((await versions(premier.id)).map((v) => v.nom)).toEqual(['trois.pdf', 'deux.pdf'])
  const noms = async () => (await lire()).piecesJointes.flatMap((p) => (p.piece === 14 ? [p.nom] : []))
  expect(await noms()).toContain('organigramme.pdf')
  expect(await noms()).not.toContain('trois.pdf')
  await demander('historique.annuler', {})
  expect(await noms()).toContain('trois.pdf')
  expect(await noms()).not.toContain('organigramme.pdf')
})

test('only a version of the same file is put back', async () => {
  const [a, b] = [await joindre('a.pdf', pdfMinimal('A', ['a'])), await joindre('b.pdf', pdfMinimal('B', ['b']))]
  await demander('entite.retirer', { kind: 'piece-jointe', id: b.id })
  expect(await essayer('piece-jointe.revenir', { id: a.id, version: b.id })).toMatchObject({ ok: false, error: { code: 'entite-inconnue' } })
  expect(await essayer('piece-jointe.remplacer', { id: b.id, ref: 'a.pdf' })).toMatchObject({ ok: false, error: { code: 'entite-inconnue' } })
})

test('a file that is not what its name says is refused in plain words, and a replacement too', async () => {
  const refus = async (nom: string, octets: Uint8Array) => {
    const fait = await essayer('piece-jointe.ajouter', { ref: fichier(nom, octets), cellules: { role: 'autre' } })
    return fait.ok ? 'accepté' : fait.error.message
  }
  expect(await refus('releve.pdf', png)).toContain('« releve.pdf » finit par .pdf, mais son contenu est une image PNG')
  expect(await refus('photo.png', jpeg)).toContain('une image JPEG')
  expect(await refus('texte.docx', pdfMinimal('A', ['a']))).toContain('un PDF')
  expect(await refus('note.xyz', Buffer.from('bonjour'))).toContain('ni un PDF, ni une image')
  expect(await refus('photo.jpeg', jpeg)).toBe('accepté')
  const bon = await joindre('bon.pdf', pdfMinimal('A', ['a']))
  expect(await essayer('piece-jointe.remplacer', { id: bon.id, ref: fichier('faux.pdf', png) })).toMatchObject({ ok: false, error: { code: 'format-refuse' } })
  expect((await lire()).piecesJointes.some((p) => p.id === bon.id)).toBe(true)
})

test('a picture is handed over, taken back turned, lighter, then as one A4 page; the original stays', async () => {
  const photo = await joindre('facture.jpg', jpeg, { role: 'facture' })
  const image = await demander('piece-jointe.image', { id: photo.id })
  expect(image).toMatchObject({ type: 'image/jpeg', largeur: 8, hauteur: 4 })
  expect(Buffer.compare(Buffer.from(image.octets), jpeg)).toBe(0)
  const tournee = await demander('piece-jointe.transformer', { id: photo.id, geste: 'pivoter', image: png.toString('base64') })
  expect(tournee.ligne.cellules).toMatchObject({ nom: 'facture.png', type: 'image/png', role: 'facture', taille: png.length })
  const reduite = await demander('piece-jointe.transformer', { id: tournee.ligne.id, geste: 'reduire', image: jpeg.toString('base64') })
  expect(reduite.ligne.cellules).toMatchObject({ nom: 'facture.jpg', type: 'image/jpeg', role: 'facture', taille: jpeg.length })
  const page = await demander('piece-jointe.transformer', { id: reduite.ligne.id, geste: 'pdf', image: null })
  expect(page.ligne.cellules).toMatchObject({ nom: 'facture.pdf', type: 'application/pdf', pages: 1, texteLisible: 'non', role: 'facture' })
  expect((await versions(page.ligne.id)).map((v) => v.nom)).toEqual(['facture.jpg', 'facture.png', 'facture.jpg'])
  expect(await demander('piece-jointe.page', { id: page.ligne.id, page: 1 })).toMatchObject({ pages: 1 })
})

test('a GIF is handed over to be drawn; only what the page draws of it is kept', async () => {
  const anime = await joindre('plan.gif', gif)
  expect(await demander('piece-jointe.image', { id: anime.id })).toMatchObject({ type: 'image/gif', largeur: 3, hauteur: 2 })
  for (const image of [null, gif.toString('base64')])
    expect(await essayer('piece-jointe.transformer', { id: anime.id, geste: 'pdf', image })).toMatchObject({ ok: false, error: { code: 'appel-refuse' } })
  const { ligne } = await demander('piece-jointe.transformer', { id: anime.id, geste: 'pivoter', image: png.toString('base64') })
  expect(ligne.cellules).toMatchObject({ nom: 'plan.png', type: 'image/png' })
  expect((await versions(ligne.id)).map((v) => v.nom)).toEqual(['plan.gif'])
  expect([tailleGif(png), tailleGif(gif.subarray(0, 9)), tailleImage(gif)]).toEqual([null, null, null])
})

test('a signed page turned keeps the code of the data that were signed', async () => {
  const signee = await joindre('convention.jpg', jpeg, { role: 'piece', piece: 3 })
  const code = signee.cellules['codeDonnees']
  expect(code).toMatch(/^[0-9A-Z]{8}$/u)
  const { id, cellules } = (await lire()).organismes.map((o) => ({ id: o.id, cellules: o }))[0]!
  await demander('champ.saisir', { editions: [{ kind: 'organisme', id, champ: 'raisonSociale', valeur: `${cellules.raisonSociale} bis` }] })
  const { ligne } = await demander('piece-jointe.transformer', { id: signee.id, geste: 'pdf', image: null })
  expect(ligne.cellules['codeDonnees']).toBe(code)
  const { ligne: autre } = await demander('piece-jointe.remplacer', { id: ligne.id, ref: fichier('neuve.jpg', jpeg) })
  expect(autre.cellules['codeDonnees']).not.toBe(code)
})

test('what the page sends back is judged anew', async () => {
  const photo = await joindre('photo.png', png)
  const grande = Buffer.from(png)
  grande.writeUInt32BE(5000, 16)
  const transformer = async (geste: string, image: string | null) => {
    const fait = await essayer('piece-jointe.transformer', { id: photo.id, geste, image })
    return fait.ok ? 'ok' : fait.error.code
  }
  expect(await transformer('pivoter', null)).toBe('appel-refuse')
  expect(await transformer('reduire', null)).toBe('appel-refuse')
  expect(await transformer('pivoter', pdfMinimalBase64)).toBe('appel-refuse')
  expect(await transformer('pivoter', grande.toString('base64'))).toBe('appel-refuse')
  expect(await transformer('pivoter', 'x'.repeat(imageRendueMax + 1))).toBe('appel-refuse')
  expect(await transformer('pivoter', png.subarray(0, 34).toString('base64'))).toBe('fichier-abime')
  expect(await transformer('agrandir', null)).toBe('appel-refuse')
  expect((await lire()).piecesJointes.some((p) => p.id === photo.id)).toBe(true)
  const pdf = await joindre('a4.pdf', pdfMinimal('A', ['a']))
  await expect(demander('piece-jointe.image', { id: pdf.id })).rejects.toThrow('PNG, JPEG ou GIF')
})
const pdfMinimalBase64 = Buffer.from(pdfMinimal('A', ['a'])).toString('base64')

test.each([
  ['a PNG', png, { type: 'image/png', largeur: 8, hauteur: 4 }],
  ['a JPEG', jpeg, { type: 'image/jpeg', largeur: 8, hauteur: 4 }],
  ['a cut PNG', png.subarray(0, 20), null],
  ['a cut JPEG', jpeg.subarray(0, 12), null],
  ['a JPEG whose lengths are zero', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]), null],
  ['a text', Buffer.from('bonjour'), null],
  ['nothing', Buffer.alloc(0), null]
])('the size of %s', (_, octets, attendue) => expect(tailleImage(octets)).toEqual(attendue))
