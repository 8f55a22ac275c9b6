import { spawnSync } from 'node:child_process'
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { rename } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { GrappeError } from '#contract/errors.ts'
import { celluleMax } from '#domain/champs/champ.ts'
import { travailNeuf } from './copie-de-travail.ts'
import { creerFichier, type OptionsFichier, ouvrirFichier } from './fichier.ts'
import { auteurEssai, createIds, midi, projetEssai } from './fixtures/banc.ts'
import { createJournal } from './journal.ts'
import type { Migration } from './migration.ts'
import { openBase } from './open-base.ts'
import { ouvrirRecu } from './ouverture.ts'

let racine = ''
let rang = 0
beforeEach(() => {
  racine = mkdtempSync(join(tmpdir(), 'grappe-pannes-'))
})
afterEach(() => rmSync(racine, { recursive: true, force: true }))

const poste = (nom: string, suite: Partial<OptionsFichier> = {}): OptionsFichier => ({
  profil: join(racine, `profil-${nom}`),
  auteur: () => auteurEssai(nom),
  version: '0.1.0',
  clock: () => midi,
  newId: createIds(`${nom} ${rang++}`),
  planifier: () => () => undefined,
  ...suite
})
const codeDe = (error: unknown) => (error instanceof GrappeError ? error.code : String(error))

describe('places that cannot be written', () => {
  it.each([
    ['read-only folder', 0o555, 0o644],
    ['read-only file', 0o777, 0o444]
  ])('%s: opens, keeps the edits, says so, publishes elsewhere', async (_nom, droitsDossier, droitsFichier) => {
    const dossier = join(racine, 'lu')
    const ailleurs = join(racine, 'ailleurs')
    const profil = join(racine, 'profil')
    for (const d of [dossier, ailleurs, profil]) mkdirSync(d)
    const chemin = join(dossier, 'g.db')
    await (await creerFichier(chemin, 'Grappe', poste('a'))).fermer()
    chmodSync(racine, 0o755)
    chmodSync(chemin, droitsFichier)
    chmodSync(dossier, droitsDossier)
    const isRoot = process.getuid?.() === 0
    if (isRoot) for (const d of [ailleurs, profil]) chownSync(d, 65_534, 65_534)
    const script = fileURLToPath(new URL('fixtures/sans-droit.ts', import.meta.url))
    const { stdout, stderr } = spawnSync(process.execPath, [script, chemin, profil, join(ailleurs, 'g.db')], {
      encoding: 'utf8',
      ...(isRoot ? { uid: 65_534, gid: 65_534 } : {})
    })
    chmodSync(dossier, 0o755)
    expect(stderr).toBe('')
    const dit: unknown = JSON.parse(stdout)
    expect(dit).toEqual({
      uid: expect.not.objectContaining({ root: 0 }),
      code: 'lecture-seule',
      erreur: 'lecture-seule',
      intact: true,
      voisins: ['g.db'],
      apres: false
    })
    const repris = await ouvrirFichier(join(ailleurs, 'g.db'), poste('b'), { lecture: true })
    expect(repris.journal.lireLignes().some((l) => l.cellules['risque'] === 'écrit malgré tout')).toBe(true)
    await repris.fermer()
    expect(readdirSync(ailleurs)).toEqual(['g.db'])
  })

  it('a full disk refuses the edit, keeps the previous ones, and works again once there is room', () => {
    const db = travailNeuf(join(racine, 'profil'), projetEssai, [])
    const { auteur, version, clock, newId } = poste('a')
    const journal = createJournal(db, { auteur, version, clock, newId, machine: newId() })
    const pages = Number(db.pragma('page_count', { simple: true }))
    db.pragma(`max_page_count = ${pages + 6}`)
    let acquises = 0
    let code = ''
    for (; acquises < 2000 && code === ''; ) {
      try {
        journal.ajouter('risque', null, null, { risque: `R${acquises}`, consequence: 'x'.repeat(500) })
        acquises++
      } catch (error) {
        code = codeDe(error)
      }
    }
    expect(code).toBe('disque-plein')
    const risques = () => journal.lireLignes().filter((l) => l.kind === 'risque').length
    expect(risques()).toBe(acquises)
    db.pragma('max_page_count = 1000000')
    journal.ajouter('risque', null, null, { risque: 'de nouveau' })
    expect([risques(), db.pragma('integrity_check', { simple: true })]).toEqual([acquises + 1, 'ok'])
    db.close()
  })

  it('a publication that fails for lack of room leaves the old file and nothing beside it', async () => {
    const dossier = join(racine, 'd')
    mkdirSync(dossier)
    let isPlein = false
    const f = await creerFichier(
      join(dossier, 'g.db'),
      'Grappe',
      poste('a', {
        renommer: async (de, vers) => {
          if (isPlein) throw Object.assign(new Error('plein'), { code: 'ENOSPC' })
          return rename(de, vers)
        }
      })
    )
    isPlein = true
    f.journal.ajouter('risque', null, null, { risque: 'x' })
    await expect(f.publier()).rejects.toMatchObject({ code: 'disque-plein' })
    expect([readdirSync(dossier), f.etatEnregistrement().aPublier]).toEqual([['g.db'], true])
    isPlein = false
    expect((await f.fermer()).aPublier).toBe(false)
  })
})

describe('migrations', () => {
  const etapes: readonly Migration[] = [
    { numero: 10, titre: 'Téléphone de l’auteur', appliquer: (db) => db.exec('ALTER TABLE author ADD COLUMN telephone TEXT') },
    { numero: 20, titre: 'Étiquettes', appliquer: (db) => db.exec('CREATE TABLE etiquette(nom TEXT PRIMARY KEY) STRICT') }
  ]

  const versionTravail = (nom: string, projet: string): unknown => {
    const db = openBase(join(racine, `profil-${nom}`, 'travail', `${projet}.db`), 'lecture')
    const version: unknown = db.pragma('user_version', { simple: true })
    db.close()
    return version
  }

  it('an older file is kept aside, migrated on the working copy only, published at the new version; an older application refuses it', async () => {
    const chemin = join(racine, 'g.db')
    const f = await creerFichier(chemin, 'Grappe', poste('a'))
    f.journal.ajouter('risque', null, null, { risque: 'x' })
    await f.fermer()
    const g = await ouvrirFichier(chemin, poste('b', { etapes }))
    expect([g.versions.lister().map((v) => v.motif), g.etatEnregistrement().aPublier]).toEqual([['avant-migration'], false])
    expect((await ouvrirRecu(chemin, { profil: join(racine, 'p') })).version).toBe(1)
    g.journal.ajouter('risque', null, null, { risque: 'y' })
    await g.fermer()
    expect([versionTravail('b', g.projet), (await ouvrirRecu(chemin, { profil: join(racine, 'p'), etapes })).version]).toEqual([20, 20])
    await expect(ouvrirFichier(chemin, poste('c'))).rejects.toMatchObject({ code: 'version-plus-recente' })
    // The first computer is updated: its own working copy is older, it is migrated too, then united.
    const h = await ouvrirFichier(chemin, poste('a', { etapes }))
    expect(h.journal.lireLignes().filter((l) => l.kind === 'risque')).toHaveLength(2)
    expect(h.versions.lister().map((v) => v.motif)).toContain('avant-migration')
    await h.fermer()
    expect(versionTravail('a', h.projet)).toBe(20)
  })

  it('a step that fails leaves the working copy as it was', async () => {
    const chemin = join(racine, 'g.db')
    await (await creerFichier(chemin, 'Grappe', poste('a'))).fermer()
    const rompue: Migration = {
      numero: 20,
      titre: 'rompue',
      appliquer: (db) => {
        db.exec('DELETE FROM op')
        throw new Error('panne')
      }
    }
    await expect(ouvrirFichier(chemin, poste('a', { etapes: [etapes[0] as Migration, rompue] }))).rejects.toThrow()
    const f = await ouvrirFichier(chemin, poste('a'))
    expect(f.journal.lireLignes()).toHaveLength(2)
    await f.fermer()
    expect(versionTravail('a', f.projet)).toBe(1)
  })
})

describe('any value', () => {
  it('comes back unchanged from the journal, the published file and the JSON, or is refused', { timeout: 1_800_000 }, async () => {
    const chemin = join(racine, 'g.db')
    const f = await creerFichier(chemin, 'Grappe', poste('a'))
    const { id } = f.journal.ajouter('risque', null, null, { risque: 'x' })
    const attendues = new Map<string, string | number | null>()
    let n = 0
    const valeur = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.string({ unit: 'grapheme' }),
      fc.double(),
      fc.integer(),
      fc.maxSafeInteger(),
      fc.constantFrom(-0, 2 ** 53, 1e300, 5e-324, '', '\uFFFD', '\u202E', 'x'.repeat(celluleMax), "'; DROP TABLE op; --")
    )
    fc.assert(
      fc.property(valeur, (v) => {
        const champ = `c${n++}`
        const isLisible = typeof v === 'string' ? v.isWellFormed() && !v.includes('\0') : Number.isFinite(v)
        try {
          const [ligne] = f.journal.ecrire([{ kind: 'risque', id, champ, valeur: v }])
          expect(isLisible).toBe(true)
          expect(ligne?.cellules[champ] === v).toBe(true)
          attendues.set(champ, v)
        } catch (error) {
          expect([isLisible, codeDe(error)]).toEqual([false, 'saisie-invalide'])
        }
      }),
      { numRuns: Number(process.env['GRAPPE_VALEURS'] ?? 1000) }
    )
    await f.publier()
    const lu = await ouvrirFichier(chemin, poste('b'))
    const relue = await creerFichier(
      null,
      'x',
      poste('c', {
        newId: (() => {
          const ids = createIds('c')
          let premier = true
          return () => {
            if (premier) {
              premier = false
              return f.projet
            }
            return ids()
          }
        })()
      })
    )
    relue.journal.importerJson(f.journal.exporterJson())
    for (const journal of [lu.journal, relue.journal]) {
      const cellules = journal.ligne(id)?.cellules ?? {}
      for (const [champ, v] of attendues) expect(cellules[champ] === v).toBe(true)
    }
    for (const x of [f, lu, relue]) await x.fermer()
  })
})
