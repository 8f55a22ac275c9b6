import { expect, test } from 'vitest'
import { remarqueDepot } from './fichier-joint.ts'
import type { PieceJointe } from './piece-jointe.ts'

const Mo = 1_000_000
test.each<[PieceJointe['role'], string, number, boolean | null, RegExp]>([
  ['piece', 'statuts.pdf', 2 * Mo, null, /^$/u],
  ['piece', 'statuts.pdf', 12 * Mo, false, /GALIS.*n’est pas publiée/u],
  ['piece', 'statuts.odt', 1 * Mo, true, /n’accepte pas les fichiers \.odt.*exportez-le en PDF/u],
  ['piece', 'photo.heic', 1 * Mo, true, /enregistrez-la en JPEG/u],
  ['preuve', 'preuve.pdf', 12 * Mo, null, /^$/u],
  ['preuve', 'preuve.pdf', 195 * Mo, false, /proche de la limite de démarche numérique/u],
  ['pv', 'pv.pdf', 210 * Mo, true, /n’accepte que moins de/u],
  ['courrier', 'lettre.msg', 300 * Mo, null, /^$/u],
  [null, 'x', 1, null, /^$/u]
])('%s %s de %d octets', (role, nom, taille, isRefus, texte) => {
  const remarque = remarqueDepot({ role, nom, taille })
  expect(remarque?.isRefus ?? null).toBe(isRefus)
  expect(remarque?.texte ?? '').toMatch(texte)
})
