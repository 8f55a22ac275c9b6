import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { cheminPrive, nettoyerPrives, temporaireAilleurs } from './fichier-prive.ts'

it('deletes what dead processes left, never what a living one is using', () => {
  const profil = mkdtempSync(join(tmpdir(), 'grappe-prives-'))
  const travail = join(profil, 'travail')
  mkdirSync(travail)
  const mien = cheminPrive(profil)
  // No process can have this number; number 1 always exists.
  const mort = 4_194_999
  const noms = [
    mien,
    ...[mort, 1].flatMap((pid) => ['', '-journal', '.zip.db'].map((suite) => join(profil, 'reception', `${pid}-0123456789abcdef.db${suite}`)))
  ]
  for (const nom of [...noms, ...[mort, 1].map((pid) => join(travail, `p.db.${pid}.tmp`)), join(travail, 'p.db')]) writeFileSync(nom, 'x')
  const vieux = join(profil, 'reception', '1-fedcba9876543210.db')
  writeFileSync(vieux, 'x')
  utimesSync(vieux, 1, 1)
  nettoyerPrives(profil, travail, join(profil, 'absent'))
  const restent = readdirSync(profil, { recursive: true, encoding: 'utf8' }).filter((n) => n.includes('.db'))
  expect(restent.map((n) => n.replace(/^reception.\d+-[0-9a-f]+/u, (m) => (m.endsWith(mien.slice(-19, -3)) ? 'mien' : m))).sort()).toEqual([
    'mien.db',
    ...['', '-journal', '.zip.db'].map((suite) => join('reception', `1-0123456789abcdef.db${suite}`)),
    join('travail', 'p.db'),
    join('travail', 'p.db.1.tmp')
  ])
  rmSync(profil, { recursive: true })
})

it('deletes what a dead process was writing beside a file of the user, and nothing else of that folder', () => {
  const profil = mkdtempSync(join(tmpdir(), 'grappe-prives-'))
  const bureau = join(profil, 'bureau')
  const cle = join(profil, 'cle')
  const reception = join(profil, 'reception')
  for (const dossier of [bureau, cle]) mkdirSync(dossier)
  const notes = () => readdirSync(reception).filter((nom) => nom.endsWith('.ailleurs'))
  const mort = '4194999-0123456789abcde'
  /** A note as a process that is gone leaves it. */
  const laisser = (n: number, texte: string) => writeFileSync(join(reception, `${mort}${n}.db.ailleurs`), texte)

  const fini = temporaireAilleurs(profil, join(bureau, 'fini.db'))
  fini.oublier()
  expect(notes()).toEqual([])
  const vivant = temporaireAilleurs(profil, join(bureau, 'copie.db'))
  const perdu = temporaireAilleurs(profil, join(bureau, 'copie.db'))
  const ailleurs = temporaireAilleurs(profil, join(cle, 'copie.db'))
  for (const { oublier } of [perdu, ailleurs]) oublier()
  laisser(1, perdu.chemin)
  laisser(2, ailleurs.chemin)
  // Notes that name what Grappe never writes this way are forgotten, their file is not touched.
  const autres = ['copie.db', 'copie.db.tmp', '.~verrou', '.~copie.db.tmp', '~$rapport.docx'].map((nom) => join(bureau, nom))
  for (const [i, chemin] of autres.entries()) laisser(3 + i, chemin)
  laisser(9, '.~copie.db.01234567.tmp')
  for (const chemin of [vivant.chemin, perdu.chemin, `${perdu.chemin}-journal`, ailleurs.chemin, ...autres]) writeFileSync(chemin, 'x')
  renameSync(cle, `${cle}-retiree`)

  nettoyerPrives(profil)
  expect(
    readdirSync(bureau)
      .map((nom) => join(bureau, nom))
      .sort()
  ).toEqual([vivant.chemin, ...autres].sort())
  expect(notes().length).toBe(2)
  renameSync(`${cle}-retiree`, cle)
  nettoyerPrives(profil)
  expect(existsSync(ailleurs.chemin)).toBe(false)
  expect(notes().length).toBe(1)
  vivant.oublier()
  rmSync(profil, { recursive: true })
})
