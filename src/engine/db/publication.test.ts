import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { messages } from '#contract/errors.ts'
import { creerFichier, type OptionsFichier } from './fichier.ts'
import { erreurPublication } from './publication.ts'

/** What a person reads when their file cannot be written: the cause in their words, what is safe, what to do. */

const panne = (code: string) => Object.assign(new Error(`${code}: chemin secret`), { code })

test.each([
  ['ENOSPC', 'linux', 'disque-plein', /disque est plein.*sécurité.*Libérez/u],
  ['EDQUOT', 'linux', 'disque-plein', /disque est plein/u],
  ['SQLITE_FULL', 'win32', 'disque-plein', /disque est plein/u],
  ['EROFS', 'linux', 'lecture-seule', /lecture seule.*sécurité.*ailleurs/u],
  ['EACCES', 'linux', 'lecture-seule', /lecture seule/u],
  ['EPERM', 'darwin', 'lecture-seule', /lecture seule/u],
  ['EPERM', 'win32', 'dossier-protege', /accès contrôlé aux dossiers.*sécurité.*Autorisez.*ailleurs/u],
  ['EACCES', 'win32', 'dossier-protege', /antivirus/u],
  ['EBUSY', 'win32', 'publication-impossible', /utilisé par un autre logiciel/u],
  ['ENOENT', 'linux', 'publication-impossible', /le dossier n’existe plus/u],
  ['ENETUNREACH', 'win32', 'emplacement-perdu', /réseau coupé.*sécurité.*réessaiera/u],
  ['ECONNRESET', 'win32', 'emplacement-perdu', /ne répond plus/u],
  ['ESTALE', 'linux', 'emplacement-perdu', /ne répond plus/u],
  ['EIO', 'linux', 'emplacement-perdu', /support retiré/u],
  ['ENAMETOOLONG', 'win32', 'publication-impossible', /nom est trop long/u],
  ['EAUTRE', 'linux', 'publication-impossible', /code EAUTRE/u]
] as const)('%s on %s: %s', (code, plateforme, attendu, phrase) => {
  const erreur = erreurPublication(panne(code), plateforme)
  expect(erreur.code).toBe(attendu)
  expect(erreur.message).toMatch(phrase)
  expect(erreur.message).not.toContain('secret')
  expect(messages[erreur.code]).toMatch(/sécurité/u)
})

describe('an error injected at the replacement of the file', () => {
  let dossier: string
  beforeEach(() => {
    dossier = mkdtempSync(join(tmpdir(), 'grappe-publication-'))
  })
  afterEach(() => rmSync(dossier, { recursive: true, force: true }))

  test.each([
    ['ENOSPC', 'disque-plein', null],
    ['EROFS', 'lecture-seule', null],
    ['EIO', 'emplacement-perdu', null],
    ['EBUSY', 'publication-impossible', /antivirus, synchronisation/u],
    ['EPERM', 'publication-impossible', /antivirus, synchronisation/u]
  ] as const)('%s: the old file stays whole, nothing is left beside it, the state says why, then it recovers', async (code, attendu, phrase) => {
    let isEnPanne = false
    const { rename } = await import('node:fs/promises')
    const options: OptionsFichier = {
      profil: join(dossier, 'profil'),
      auteur: () => ({ uuid: '00000000-0000-4000-8000-000000000001', nom: 'Essai', fonction: '', organisation: '' }),
      version: '0.0.0',
      clock: Date.now,
      newId: () => crypto.randomUUID(),
      planifier: () => () => undefined,
      patience: 100,
      renommer: async (de, vers) => {
        if (isEnPanne) throw panne(code)
        await rename(de, vers)
      }
    }
    const chemin = join(dossier, 'grappe.db')
    const fichier = await creerFichier(chemin, 'Grappe', options)
    const avant = readFileSync(chemin)
    isEnPanne = true
    fichier.journal.ajouter('risque', null, null, { libelle: 'Retard' })
    await expect(fichier.publier()).rejects.toMatchObject({ code: attendu })
    const etat = fichier.etatEnregistrement()
    expect(etat).toMatchObject({ aPublier: true, erreur: { code: attendu } })
    if (phrase) expect(etat.erreur?.message).toMatch(phrase)
    expect(readFileSync(chemin).equals(avant)).toBe(true)
    expect(readdirSync(dossier).sort()).toEqual(['grappe.db', 'profil'])
    isEnPanne = false
    expect(await fichier.publier()).toMatchObject({ aPublier: false, erreur: null })
    await fichier.fermer()
  })
})
