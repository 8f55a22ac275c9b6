import { fork } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as dormir } from 'node:timers/promises'
import { build } from 'vite'
import type { Demande, NomAppel, Sortie } from '#contract/contract.ts'
import type { Outcome } from '#contract/errors.ts'
import { createClient } from '#contract/rpc.ts'

/** Root of the checkout. */
export const racineProjet = join(import.meta.dirname, '..', '..')

const construit = join(racineProjet, '.cache', 'faults', 'engine')

/** Builds the engine as the product does, apart from `out/`. Once, before the first start. */
export async function construireMoteur(): Promise<void> {
  for (const mode of ['engine', 'lecteur-pdf'])
    await build({ root: racineProjet, configFile: join(racineProjet, 'vite.engine.config.ts'), mode, logLevel: 'error', build: { outDir: construit } })
}

export interface ReglagesMoteur {
  /** Modules loaded before the engine: planted faults, injected failures. */
  readonly avant?: readonly string[]
  readonly env?: NodeJS.ProcessEnv
}

/** The engine in a process of its own, started and spoken to as main does on the stand-in Electron. */
export interface MoteurReel {
  readonly pid: number
  /** Never throws: a failure, or the death of the process, is a value. */
  readonly call: <N extends NomAppel>(nom: N, demande: Demande<N>) => Promise<Outcome<Sortie<N>>>
  /** The same, throwing the code of a failure. */
  readonly exiger: <N extends NomAppel>(nom: N, demande: Demande<N>) => Promise<Sortie<N>>
  /** Gives the engine a path, as a dialog would. */
  readonly ref: (chemin: string) => string
  /** kill -9; resolves once the process is gone and everything it said was read. */
  readonly tuer: () => Promise<void>
  /** Asks the engine to publish and end, as closing the window does. */
  readonly fermer: () => Promise<void>
  readonly isMort: () => boolean
}

export async function lancerMoteur(profil: string, reglages: ReglagesMoteur = {}): Promise<MoteurReel> {
  const options = JSON.stringify({ profil, version: '0.1.0', ressources: join(racineProjet, 'resources') })
  const enfant = fork(join(construit, 'engine.cjs'), [options], {
    execArgv: ['--disable-warning=ExperimentalWarning', ...(reglages.avant ?? []).flatMap((module) => ['--import', module])],
    env: { ...process.env, ...reglages.env },
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'inherit', 'ipc']
  })
  const ecouteurs: ((message: unknown) => void)[] = []
  const fins: (() => void)[] = []
  let isMort = false
  const mort = new Promise<void>((resolve) => {
    // « close »: the channel is empty too, what was acknowledged before the end was heard.
    enfant.on('close', () => {
      isMort = true
      for (const fin of fins) fin()
      resolve()
    })
  })
  enfant.on('error', () => undefined)
  enfant.on('message', (pompe: { t: string; data?: unknown }) => {
    if (pompe.t === 'page') for (const ecouteur of ecouteurs) ecouteur(pompe.data)
  })
  const envoyer = (message: object) => {
    if (enfant.connected) enfant.send(message, () => undefined)
  }
  envoyer({ t: 'port', port: 1 })
  const client = createClient({
    send: (data) => envoyer({ t: 'page', port: 1, data }),
    onMessage: (ecouteur) => void ecouteurs.push(ecouteur),
    onClose: (fin) => void fins.push(fin)
  })
  let rang = 0
  const exiger = async <N extends NomAppel>(nom: N, demande: Demande<N>): Promise<Sortie<N>> => {
    const reponse = await client.call(nom, demande)
    if (!reponse.ok) throw new Error(`${nom}: ${reponse.error.code} ${reponse.error.message}`)
    return reponse.value
  }
  const etat = await exiger('app.etat', {})
  if (etat.auteur === null) await exiger('app.auteur', { nom: 'Camille', fonction: 'Directrice', organisation: 'Association des Tilleuls' })
  return {
    pid: enfant.pid ?? 0,
    call: client.call,
    exiger,
    ref: (chemin) => {
      const ref = `essai-${++rang}`
      envoyer({ t: 'private', message: { t: 'grant', ref, path: chemin } })
      return ref
    },
    tuer: () => {
      enfant.kill('SIGKILL')
      return mort
    },
    fermer: async () => {
      envoyer({ t: 'private', message: { t: 'close' } })
      await Promise.race([mort, dormir(60_000, undefined, { ref: false })])
      if (!isMort) throw new Error('the engine did not end')
    },
    isMort: () => isMort
  }
}
