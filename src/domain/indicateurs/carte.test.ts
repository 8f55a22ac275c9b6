import { expect, test } from 'vitest'
import type { ParIndicateur } from './calcul.ts'
import { ecartDe, type LigneCarte, trierCarte } from './carte.ts'
import type { CodeIndicateur } from './registre.ts'
import type { EtatTaux, Taux } from './taux.ts'

const taux = (t: number | null, etat: EtatTaux = t === null ? 'sans-releve' : t >= 70 ? 'atteint' : 'sous', cible: number | null = 70): Taux => ({
  indicateur: 'DMP',
  numerateur: null,
  denominateur: null,
  taux: t,
  etat,
  cible,
  manqueEnUnites: null
})
const tous = (t: Taux): ParIndicateur<Taux> => ({ MSS: t, DMP: t, ACT: t, PP: t, AGD: t })

test.each([
  [taux(70), 'atteint'],
  [taux(63), 'proche'],
  [taux(62.9), 'sous'],
  [taux(35), 'sous'],
  [taux(34.9), 'loin'],
  [taux(null), 'aucun'],
  [taux(10, 'exempte'), 'aucun'],
  [taux(10, 'sans-cible', null), 'aucun']
] as const)('%j stands %s', (t, attendu) => expect(ecartDe(t)).toBe(attendu))

const ligne = (cle: string, t: Taux, dmp: Taux = t): LigneCarte => ({ cle, nom: cle, taux: { ...tous(t), DMP: dmp } })
const lignes = [
  ligne('atteint', taux(95)),
  ligne('un seul bas', taux(95), taux(20)),
  ligne('sans relevé', taux(null)),
  ligne('exempté', taux(null, 'exempte')),
  ligne('moyen', taux(60))
]
test.each<[CodeIndicateur | null, readonly string[]]>([
  [null, ['sans relevé', 'un seul bas', 'moyen', 'atteint', 'exempté']],
  ['DMP', ['sans relevé', 'un seul bas', 'moyen', 'atteint', 'exempté']],
  ['MSS', ['sans relevé', 'moyen', 'atteint', 'un seul bas', 'exempté']]
])('lowest first by %s', (par, attendu) => expect(trierCarte(lignes, par).map((l) => l.cle)).toEqual(attendu))
