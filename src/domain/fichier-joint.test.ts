import { expect, test } from 'vitest'
import { demarcheNumerique, galis, limitesDe } from './catalogue/plateformes.ts'
import { completude } from './completude.ts'
import { construire } from './dossier-de-test.ts'
import { remarqueDepot } from './fichier-joint.ts'
import { grappe } from './grappe.ts'
import type { PieceJointe } from './piece-jointe.ts'

const Mo = 1_000_000
const catalogue = { limiteGalisMo: null, limiteClotureMo: null, fichiersClotureMax: null }
test.each<[PieceJointe['role'], string, number, boolean | null, RegExp]>([
  ['piece', 'statuts.pdf', 2 * Mo, null, /^$/u],
  ['piece', 'statuts.pdf', 12 * Mo, false, /GALIS.*n’est pas publiée/u],
  ['piece', 'statuts.odt', 1 * Mo, true, /n’accepte pas les fichiers \.odt.*exportez-le en PDF/u],
  ['piece', 'photo.heic', 1 * Mo, true, /enregistrez-la en JPEG/u],
  ['preuve', 'preuve.pdf', 12 * Mo, null, /^$/u],
  ['preuve', 'preuve.pdf', 195 * Mo, false, /proche de la limite de démarche numérique/u],
  ['pv', 'pv.pdf', 210 * Mo, true, /n’accepte par fichier que moins de 200\u202fMo, soit 209,7\u202fMo tels que Grappe les compte/u],
  ['courrier', 'lettre.msg', 300 * Mo, null, /^$/u],
  [null, 'x', 1, null, /^$/u]
])('%s %s de %d octets', (role, nom, taille, isRefus, texte) => {
  const remarque = remarqueDepot({ role, nom, taille }, catalogue)
  expect(remarque?.isRefus ?? null).toBe(isRefus)
  expect(remarque?.texte ?? '').toMatch(texte)
})

test('the limits entered for the grappe are those that count, lower or higher than the catalogue’s', () => {
  const saisies = { limiteGalisMo: 20, limiteClotureMo: 50, fichiersClotureMax: 4 }
  const hautes = { limiteGalisMo: null, limiteClotureMo: 900, fichiersClotureMax: 99 }
  const remarque = (role: PieceJointe['role'], taille: number, limites = saisies as typeof catalogue | typeof saisies | typeof hautes) =>
    remarqueDepot({ role, nom: 'a.pdf', taille }, limites)
  expect(remarque('piece', 12 * Mo)).toBeNull()
  expect(remarque('piece', 21 * Mo)).toMatchObject({ isRefus: false, texte: expect.stringMatching(/au-dessus de la limite saisie pour GALIS/u) })
  expect(remarque('preuve', 47 * Mo)).toBeNull()
  expect(remarque('preuve', 49 * Mo)).toMatchObject({ isRefus: false, texte: expect.stringMatching(/proche de la limite saisie pour démarche numérique/u) })
  expect(remarque('preuve', 60 * Mo)).toMatchObject({
    isRefus: true,
    texte: expect.stringMatching(/au-dessus de la limite saisie pour démarche numérique \(50/u)
  })
  expect(remarque('preuve', 195 * Mo, hautes)).toBeNull()
  expect(remarque('preuve', 901 * Mo, hautes)).toMatchObject({ isRefus: true })
  expect(limitesDe(demarcheNumerique, saisies)).toEqual({ octets: 47.5 * Mo, refusOctets: 50 * Mo + 1, fichiers: 4 })
  expect(limitesDe(demarcheNumerique, hautes)).toEqual({ octets: 200 * Mo, refusOctets: 900 * Mo + 1, fichiers: 99 })
  expect(limitesDe(demarcheNumerique, catalogue)).toEqual({ octets: 190 * Mo, refusOctets: 200 * 1024 * 1024, fichiers: 10 })
  expect(limitesDe(galis, { ...saisies, limiteGalisMo: 0 })).toEqual({ octets: 10 * Mo, refusOctets: null, fichiers: null })
})

test.each([
  ['limiteClotureMo', 200, null],
  ['limiteClotureMo', 201, /janvier 2026, démarche numérique refusait un fichier de plus de 200 Mo/u],
  ['fichiersClotureMax', 10, null],
  ['fichiersClotureMax', 11, /janvier 2026, démarche numérique refusait plus de 10 fichiers par rubrique/u]
] as const)('%s of %d: what is above the known refusal is obeyed, and said to be verified', (champ, valeur, attendu) => {
  expect(grappe.champs[champ].controle?.(valeur) ?? '').toMatch(attendu ?? /^$/u)
  const c = construire()
  c.ajouter('grappe', { [champ]: valeur })
  const dits = completude(c.dossier(), { date: '2026-11-22' }).filter((m) => m.ou?.champ === champ)
  expect(dits.map((m) => [m.gravite, m.lots])).toEqual(attendu ? [['information', ['cloture']]] : [])
})
