import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { strToU8, zipSync } from 'fflate'
import { expect, it } from 'vitest'
import { GrappeError } from '#contract/errors.ts'
import { deballer } from '#engine/partage/deballer.ts'
import { createHasard } from './bilan.ts'
import { dossierEssai } from './postes.ts'

const nombre = Number(process.env['GRAPPE_ZIPS'] ?? 60)
const morceaux = ['..', '.', '', 'C:', 'con', 'aux.', 'a', '~', '\u202e', 'é', 'nul.db', '%2e%2e', '\\\\serveur', 'a:flux', ' ', 'x'.repeat(300)]

it(`${nombre} archives whose entries have hostile names: nothing is written but one private file`, { timeout: 600_000 }, async () => {
  const racine = dossierEssai('zip')
  const profil = join(racine, 'a', 'b', 'profil')
  mkdirSync(profil, { recursive: true })
  const chemin = join(racine, 'a', 'b', 'recu.zip')
  const hasard = createHasard(7)
  const un = <T>(liste: readonly T[]): T => liste[Math.floor(hasard() * liste.length)]!
  const octets = strToU8('SQLite format 3\0')
  let ouvertes = 0
  for (let i = 0; i < nombre; i++) {
    const nom = `${Array.from({ length: 1 + Math.floor(hasard() * 5) }, () => un(morceaux)).join(un(['/', '\\']))}.db`
    writeFileSync(chemin, zipSync({ [nom]: octets }))
    const deballe = await deballer(chemin, null, profil).catch((error: unknown) => {
      expect(error).toBeInstanceOf(GrappeError)
      return null
    })
    const crees = readdirSync(racine, { recursive: true, encoding: 'utf8', withFileTypes: true }).filter((d) => d.isFile() && d.name !== 'recu.zip')
    expect(crees.map((d) => d.parentPath)).toEqual(deballe ? [join(profil, 'reception')] : [])
    if (!deballe) continue
    ouvertes++
    expect(readFileSync(deballe.chemin).equals(Buffer.from(octets))).toBe(true)
    deballe.liberer()
  }
  expect(ouvertes).toBeGreaterThan(nombre / 10)
  rmSync(racine, { recursive: true, force: true })
})
