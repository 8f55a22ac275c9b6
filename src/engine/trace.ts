import { appendFileSync, existsSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Passage } from '#contract/rpc.ts'

/** Beyond it the log starts again, the one before being kept: twice this on the disk at most, in bytes. */
const tailleMax = 256_000
/** Longest line, in characters. */
const ligneMax = 300

/** Slower calls that succeed are worth a line, in ms. */
const lent = 1_000

/** Kind of an error and functions that it went through: its message may quote what a person typed. */
function lieuDe(erreur: unknown): string {
  if (!(erreur instanceof Error)) return typeof erreur
  const code = (erreur as NodeJS.ErrnoException).code
  const pile = (erreur.stack ?? '').split('\n').flatMap((ligne) => /^\s+at (?:async )?([\w.<>]+) /u.exec(ligne)?.[1] ?? [])
  return [erreur.name, ...(typeof code === 'string' && /^[A-Z_0-9]+$/u.test(code) ? [code] : []), ...pile.slice(0, 4)].join(' ')
}

/** The log of this computer, in its profile. A disk that refuses it changes nothing else. */
export function createTrace(profil: string, version: string, clock: () => number) {
  const fichier = join(profil, 'journal.txt')
  const precedent = join(profil, 'journal-precedent.txt')
  const ecrire = (texte: string) => {
    try {
      if (existsSync(fichier) && statSync(fichier).size > tailleMax) renameSync(fichier, precedent)
      appendFileSync(fichier, `${new Date(clock()).toISOString()} ${texte.slice(0, ligneMax).replaceAll('\n', ' ')}\n`, { mode: 0o600 })
    } catch {
      // Nothing depends on the log.
    }
  }
  ecrire(`demarrage ${version} ${process.platform} ${process.version}`)
  return {
    fichiers: [precedent, fichier],
    noter: ({ appel, duree, code, erreur }: Passage) => {
      if (code === null && duree < lent) return
      ecrire(`${appel} ${Math.round(duree)} ms ${code ?? 'ok'}${erreur === undefined ? '' : ` ${lieuDe(erreur)}`}`)
    },
    lire: (): string => [precedent, fichier].map((f) => (existsSync(f) ? readFileSync(f, 'utf8') : '')).join(''),
    oublier: () => {
      for (const f of [precedent, fichier]) rmSync(f, { force: true })
    }
  }
}
export type Trace = ReturnType<typeof createTrace>
