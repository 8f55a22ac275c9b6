import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'

const jour = 86_400_000
/** `<process>-<random>.db`, `<project>.db.<process>.tmp`, and what SQLite or a ZIP adds to them. */
const forme = /^(?:(\d+)-[0-9a-f]{16}\.db|.+\.(\d+)\.tmp)(?:\.zip\.db)?(?:-journal|-wal)?$/u

const dossierPrive = (profil: string) => join(profil, 'reception')

/** A fresh name in the private folder. It says which process made it, so that the next start knows what a dead one left there. */
export function cheminPrive(profil: string): string {
  mkdirSync(dossierPrive(profil), { recursive: true, mode: 0o700 })
  return join(dossierPrive(profil), `${process.pid}-${randomBytes(8).toString('hex')}.db`)
}

function isVivant(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Deletes the private files of processes that are gone, from this profile's private folder and from `autres`. */
export function nettoyerPrives(profil: string, ...autres: readonly string[]): void {
  for (const dossier of [dossierPrive(profil), ...autres]) {
    if (!existsSync(dossier)) continue
    for (const nom of readdirSync(dossier)) {
      const lu = forme.exec(nom)
      const pid = Number(lu?.[1] ?? lu?.[2])
      if (!lu || pid === process.pid) continue
      try {
        // The number of a dead process may have been given to another one since.
        if (!isVivant(pid) || statSync(join(dossier, nom)).mtimeMs < Date.now() - jour) rmSync(join(dossier, nom), { force: true })
      } catch {
        // Held by another program: the next start tries again.
      }
    }
  }
}
