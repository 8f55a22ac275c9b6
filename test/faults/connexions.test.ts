import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { racineProjet } from './moteur.ts'

const sources = ['src', 'electron'].flatMap((dossier) =>
  readdirSync(join(racineProjet, dossier), { recursive: true, encoding: 'utf8' })
    .filter((nom) => /\.tsx?$/u.test(nom) && !/\.test\.tsx?$|fixtures/u.test(nom))
    .map((nom) => join(dossier, nom))
)
const contenant = (motif: RegExp) => sources.filter((nom) => motif.test(readFileSync(join(racineProjet, nom), 'utf8'))).map((nom) => nom.replaceAll('\\', '/'))

/** `openBase` sets and reads back every pragma: nothing else may open a connection. */
it('opens every SQLite connection in one place, the one that asserts its pragmas', () => {
  expect(sources.length).toBeGreaterThan(100)
  expect(contenant(/new Database\(/u)).toEqual(['src/engine/db/open-base.ts'])
  expect(contenant(/node:sqlite|new DatabaseSync/u)).toEqual([])
  expect(contenant(/ATTACH DATABASE|ATTACH '/u)).toEqual([])
  // SQLite's own destination of an online copy, checked again by `openBase` before it replaces anything.
  expect(contenant(/\.backup\(/u)).toEqual(['src/engine/db/copier-base.ts'])
  // A private draft, checked whole by the untrusted protocol before it leaves.
  expect(contenant(/foreign_keys = OFF/u)).toEqual(['src/engine/partage/ecrire-copie.ts'])
})
