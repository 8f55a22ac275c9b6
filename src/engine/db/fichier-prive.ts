import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, isAbsolute, join } from 'node:path'

const jour = 86_400_000
/** `<process>-<random>.db`, `<project>.db.<process>.tmp`, and what SQLite, a ZIP or a note adds to them. */
const forme = /^(?:(\d+)-[0-9a-f]{16}\.db|.+\.(\d+)\.tmp)(?:\.zip\.db)?(?:-journal|-wal|\.ailleurs)?$/u
/** Names that Grappe alone gives to what it writes beside a file of the user until it is whole. */
const formeTemporaire = /^\.~.*[0-9a-f]{8}\.tmp$/u
const suites = ['', '-journal', '-wal']

const dossierPrive = (profil: string) => join(profil, 'reception')

/** A fresh name in the private folder. It says which process made it, so that the next start knows what a dead one left there. */
export function cheminPrive(profil: string): string {
  mkdirSync(dossierPrive(profil), { recursive: true, mode: 0o700 })
  return join(dossierPrive(profil), `${process.pid}-${randomBytes(8).toString('hex')}.db`)
}

/**
 * A fresh name beside a file about to be written in a folder of the user. It is noted first in the private folder, so that the next start deletes
 * what a killed process left there; `oublier` once nothing of it stays.
 */
export function temporaireAilleurs(profil: string, cible: string): { readonly chemin: string; readonly oublier: () => void } {
  const chemin = join(dirname(cible), `.~${basename(cible).slice(0, 60)}.${randomBytes(4).toString('hex')}.tmp`)
  const note = `${cheminPrive(profil)}.ailleurs`
  writeFileSync(note, chemin, { mode: 0o600 })
  return { chemin, oublier: () => rmSync(note, { force: true }) }
}

/** Deletes what a note tells of. False when its folder cannot be reached now: a key that was taken out, a network that is away. */
function effacerAilleurs(note: string): boolean {
  const chemin = readFileSync(note, 'utf8')
  if (!isAbsolute(chemin) || !formeTemporaire.test(basename(chemin))) return true
  if (!existsSync(dirname(chemin))) return false
  for (const suite of suites) rmSync(chemin + suite, { force: true })
  return true
}

function isVivant(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Deletes the private files of processes that are gone, from this profile's private folder and from `autres`, and what they were writing elsewhere. */
export function nettoyerPrives(profil: string, ...autres: readonly string[]): void {
  for (const dossier of [dossierPrive(profil), ...autres]) {
    if (!existsSync(dossier)) continue
    for (const nom of readdirSync(dossier)) {
      const lu = forme.exec(nom)
      const pid = Number(lu?.[1] ?? lu?.[2])
      if (!lu || pid === process.pid) continue
      try {
        // The number of a dead process may have been given to another one since.
        if (isVivant(pid) && statSync(join(dossier, nom)).mtimeMs > Date.now() - jour) continue
        if (nom.endsWith('.ailleurs') && !effacerAilleurs(join(dossier, nom))) continue
        rmSync(join(dossier, nom), { force: true })
      } catch {
        // Held by another program: the next start tries again.
      }
    }
  }
}
