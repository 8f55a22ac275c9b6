import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { cheminPrive, nettoyerPrives } from './fichier-prive.ts'

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
