import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { delaiPublication, emplacementDe } from './emplacement.ts'

describe('emplacement', () => {
  it.each([
    ['/home/camille/Documents/g.db', {}, 'ordinaire'],
    ['/home/camille/OneDrive - Association/g.db', {}, 'nuage'],
    ['/home/camille/onedrive/g.db', {}, 'nuage'],
    ['/home/camille/Dropbox/ESMS/g.db', {}, 'nuage'],
    ['/home/camille/Mes OneDrives/g.db', {}, 'ordinaire'],
    ['/srv/partage/equipe/g.db', { OneDriveCommercial: '/srv/partage' }, 'nuage'],
    ['/srv/partage-bis/g.db', { OneDriveCommercial: '/srv/partage' }, 'ordinaire'],
    ['\\\\serveur\\partage\\g.db', {}, 'reseau'],
    [join(tmpdir(), 'courriel', 'g.db'), {}, 'temporaire']
  ])('%s → %s', (chemin, env, attendu) => expect(emplacementDe(chemin, env)).toBe(attendu))

  it.each([
    [1_000_000, 'ordinaire', 2000],
    [19_999_999, 'ordinaire', 2000],
    [20_000_000, 'ordinaire', 60_000],
    [1000, 'nuage', 60_000],
    [1000, 'reseau', 60_000]
  ] as const)('%d bytes, %s: published %d ms after the last edit', (taille, lieu, ms) => expect(delaiPublication(taille, lieu)).toBe(ms))
})
