import { expect, test } from 'vitest'
import { demarcheNumerique, galis, limitesDe } from './catalogue/plateformes.ts'
import { remarqueDepot } from './fichier-joint.ts'
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
  ['pv', 'pv.pdf', 210 * Mo, true, /n’accepte que moins de/u],
  ['courrier', 'lettre.msg', 300 * Mo, null, /^$/u],
  [null, 'x', 1, null, /^$/u]
])('%s %s de %d octets', (role, nom, taille, isRefus, texte) => {
  const remarque = remarqueDepot({ role, nom, taille }, catalogue)
  expect(remarque?.isRefus ?? null).toBe(isRefus)
  expect(remarque?.texte ?? '').toMatch(texte)
})

test('the limits entered for the grappe are those that count, never above what the platform refuses', () => {
  const saisies = { limiteGalisMo: 20, limiteClotureMo: 50, fichiersClotureMax: 4 }
  const texte = (role: PieceJointe['role'], taille: number) => remarqueDepot({ role, nom: 'a.pdf', taille }, saisies)?.texte ?? ''
  expect(texte('piece', 12 * Mo)).toBe('')
  expect(texte('piece', 21 * Mo)).toMatch(/limite saisie pour GALIS/u)
  expect(texte('preuve', 60 * Mo)).toMatch(/limite saisie pour démarche numérique/u)
  expect(limitesDe(demarcheNumerique, saisies)).toEqual({ octets: 50 * Mo, fichiers: 4 })
  const trop = limitesDe(demarcheNumerique, { ...saisies, limiteClotureMo: 900, fichiersClotureMax: 99 })
  expect(trop.fichiers).toBe(10)
  expect(trop.octets).toBeLessThan(demarcheNumerique.tailleMaxOctets ?? 0)
  expect(limitesDe(demarcheNumerique, catalogue)).toEqual({ octets: 190 * Mo, fichiers: 10 })
  expect(limitesDe(galis, { ...saisies, limiteGalisMo: 0 })).toEqual({ octets: 10 * Mo, fichiers: null })
})
