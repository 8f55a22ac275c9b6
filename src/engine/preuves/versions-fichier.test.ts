import { expect, test } from 'vitest'
import type { Ligne } from '#domain/dossier.ts'
import { versionsDe } from './versions-fichier.ts'

const fichier = (id: string, remplace: string | null, cree: number, vivant = false): Ligne => ({
  id,
  kind: 'piece-jointe',
  part: '',
  cree,
  vivant,
  cellules: remplace === null ? {} : { remplace }
})
const chaine = [fichier('a', null, 1), fichier('b', 'a', 2), fichier('c', 'b', 3, true), fichier('x', null, 4)]

test.each<[string, readonly Ligne[], string, readonly string[]]>([
  ['a chain, the latest first', chaine, 'c', ['b', 'a']],
  ['the first put back: what came after it is a version too', [fichier('a', null, 1, true), fichier('b', 'a', 2), fichier('c', 'b', 3)], 'a', ['c', 'b']],
  [
    'two copies that each replaced it: one living does not show the other',
    [...chaine.slice(0, 2), fichier('c', 'a', 3, true), fichier('d', 'a', 4, true)],
    'd',
    ['b', 'a']
  ],
  ['a chain whose first line did not come along', [fichier('b', 'a', 2), fichier('c', 'b', 3, true)], 'c', ['b']],
  ['a loop, which only a damaged copy holds, ends', [fichier('a', 'b', 1), fichier('b', 'a', 2), fichier('c', 'b', 3, true)], 'c', ['b']],
  ['a file that replaced nothing', chaine, 'x', []]
])('%s', (_, lignes, id, attendues) => expect(versionsDe(lignes, id).map((l) => l.id)).toEqual(attendues))
