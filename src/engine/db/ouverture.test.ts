import { createHash } from 'node:crypto'
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { GrappeError, messages } from '#contract/errors.ts'
import { auteurEssai, createIds, midi, projetEssai } from './fixtures/banc.ts'
import { ecrireFichierSain, hostiles } from './fixtures/hostiles.ts'
import { createJournal } from './journal.ts'
import { ouvrirRecu } from './ouverture.ts'

const mutants = Number(process.env['GRAPPE_MUTANTS'] ?? 300)
let racine = ''
let sain = ''
let profil = ''
beforeAll(() => {
  racine = mkdtempSync(join(tmpdir(), 'grappe-recu-'))
  sain = join(racine, 'sain.db')
  profil = join(racine, 'profil')
  ecrireFichierSain(sain)
})
afterAll(() => rmSync(racine, { recursive: true, force: true }))

const empreinte = (chemin: string) => {
  const s = statSync(chemin)
  return s.isFile() && s.size < 1e8 ? `${createHash('sha256').update(readFileSync(chemin)).digest('hex')} ${s.mtimeMs}` : `${s.size}`
}
/** What opening says: a code, or the journal it gives. */
async function essayer(chemin: string): Promise<{ code: string; json: string; avis: readonly string[] }> {
  try {
    const recu = await ouvrirRecu(chemin, { profil })
    const journal = createJournal(recu.db, {
      auteur: () => auteurEssai('x'),
      machine: createIds('x')(),
      version: '1',
      clock: () => midi,
      newId: createIds('y')
    })
    const json = journal.exporterJson()
    journal.lireLignes()
    recu.liberer()
    return { code: 'ouvert', json, avis: recu.avertissements }
  } catch (error) {
    if (!(error instanceof GrappeError)) throw error
    return { code: error.code, json: '', avis: [] }
  }
}

describe('received files', () => {
  it('opens a sound file, without touching it nor its folder', async () => {
    const dossier = mkdtempSync(join(racine, 'd-'))
    const chemin = join(dossier, 'g.db')
    copyFileSync(sain, chemin)
    const avant = empreinte(chemin)
    const progres: number[] = []
    const recu = await ouvrirRecu(chemin, { profil, progres: (fait, total) => progres.push(fait / total) })
    expect([recu.projet, recu.version, recu.avertissements, progres.at(-1)]).toEqual([projetEssai, 1, [], 1])
    expect(recu.empreinte.sha256).toBe(avant.slice(0, 64))
    expect(() => recu.db.exec('DELETE FROM op')).toThrow()
    recu.liberer()
    expect([empreinte(chemin), readdirSync(dossier), readdirSync(join(profil, 'reception'))]).toEqual([avant, ['g.db'], []])
  })

  it.each(hostiles)('$nom → $code', async ({ code, abimer }) => {
    const dossier = mkdtempSync(join(racine, 'd-'))
    const chemin = join(dossier, 'g.db')
    copyFileSync(sain, chemin)
    abimer(chemin)
    const avant = [empreinte(chemin), readdirSync(dossier)]
    const debut = performance.now()
    expect((await essayer(chemin)).code).toBe(code)
    expect(performance.now() - debut).toBeLessThan(5000)
    expect([[empreinte(chemin), readdirSync(dossier)], readdirSync(join(profil, 'reception'))]).toEqual([avant, []])
  })

  it('a file left in WAL mode by another program is read at its last rest, and said so', async () => {
    const chemin = join(racine, 'wal.db')
    copyFileSync(sain, chemin)
    const db = new Database(chemin)
    db.pragma('journal_mode = WAL')
    db.close()
    const avant = empreinte(chemin)
    const { code, avis } = await essayer(chemin)
    expect([code, avis.length, empreinte(chemin)]).toEqual(['ouvert', 1, avant])
  })

  it.each([
    ['replaced', 'the old one', 0],
    ['rewritten in place', 'the new one', 1]
  ])('a file %s while it is read: one content, %s', async (comment, _lequel, rangAttendu) => {
    const chemin = join(racine, 'mouvant.db')
    const suivant = join(racine, 'suivant.db')
    copyFileSync(sain, chemin)
    rmSync(suivant, { force: true })
    ecrireFichierSain(suivant, 30)
    const shas = [chemin, suivant].map((c) => empreinte(c).slice(0, 64))
    let isFait = false
    const recu = await ouvrirRecu(chemin, {
      profil,
      progres: () => {
        if (isFait) return
        isFait = true
        if (comment === 'replaced') renameSync(suivant, chemin)
        else writeFileSync(chemin, readFileSync(suivant))
      }
    })
    expect(recu.empreinte.sha256).toBe(shas[rangAttendu])
    recu.liberer()
  })

  it('a file that is not there', async () => expect((await essayer(join(racine, 'absent.db'))).code).toBe('fichier-introuvable'))

  it(`${mutants} damaged files: a code of the closed list or a coherent journal, fast, original untouched`, { timeout: 600_000 }, async () => {
    let etat = 20_260_305
    const hasard = (n: number) => {
      etat = (Math.imul(etat, 1_664_525) + 1_013_904_223) >>> 0
      return Math.floor((etat / 4_294_967_296) * n)
    }
    const original = readFileSync(sain)
    const attendu = (await essayer(sain)).json
    const chemin = join(racine, 'mutant.db')
    const issues = new Map<string, number>()
    let differents = 0
    for (let i = 0; i < mutants; i++) {
      let b = Buffer.from(original)
      const page = () => hasard(b.length / 4096) * 4096
      const sorte = i % 7
      if (sorte === 0) b = b.subarray(0, hasard(b.length))
      else if (sorte === 1) for (let k = hasard(50); k >= 0; k--) b[hasard(b.length)] = hasard(256)
      else if (sorte === 2) for (let k = hasard(3); k >= 0; k--) b[16 + hasard(84)] = hasard(256)
      else if (sorte === 3) b.fill(hasard(2) * 255, page(), page())
      else if (sorte === 4) b.copy(b, page(), page(), page())
      else if (sorte === 5) {
        const bit = hasard(4096 * 3)
        b.writeUInt8(b.readUInt8(bit) ^ (1 << hasard(8)), bit)
      } else b = Buffer.concat([b, Buffer.alloc(1 + hasard(9000), hasard(256))])
      writeFileSync(chemin, b)
      const avant = empreinte(chemin)
      const debut = performance.now()
      const { code, json } = await essayer(chemin)
      expect(performance.now() - debut).toBeLessThan(5000)
      expect(empreinte(chemin)).toBe(avant)
      expect(code === 'ouvert' || code in messages).toBe(true)
      issues.set(code, (issues.get(code) ?? 0) + 1)
      if (code === 'ouvert' && json !== attendu) differents++
    }
    // A byte changed inside a plain text value stays a legal text: nothing but a seal could tell.
    expect(differents / mutants).toBeLessThan(0.03)
    expect(issues.size).toBeGreaterThan(3)
    expect(readdirSync(join(profil, 'reception'))).toEqual([])
  })
})
