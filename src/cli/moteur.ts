import { mkdirSync } from 'node:fs'
import { homedir, userInfo } from 'node:os'
import { join, resolve } from 'node:path'
import type { Demande, NomAppel, Sortie } from '#contract/contract.ts'
import { GrappeError } from '#contract/errors.ts'
import { type Canal, createClient, serve } from '#contract/rpc.ts'
import { createEngine } from '#engine/engine.ts'
import type { Options } from './arguments.ts'

/** Where the window keeps its profile, so that a dossier open in the window is seen as open here. */
function profilParDefaut(): string {
  if (process.platform === 'win32') return join(process.env['APPDATA'] ?? homedir(), 'Grappe')
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Grappe')
  return join(process.env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config'), 'Grappe')
}

/** Two ends of an in-memory channel, asynchronous like a real one. */
function createCanalInterne(): readonly [Canal, Canal] {
  const ends = [[], []] as [((m: unknown) => void)[], ((m: unknown) => void)[]]
  const end = (mine: 0 | 1): Canal => ({
    send: (message) => queueMicrotask(() => ends[mine === 0 ? 1 : 0].forEach((listener) => void listener(message))),
    onMessage: (listener) => void ends[mine].push(listener),
    onClose: () => undefined
  })
  return [end(0), end(1)]
}

export interface Moteur {
  /** Calls the engine's own handler through the contract; a failure is thrown. */
  readonly call: <N extends NomAppel>(name: N, input: Demande<N>) => Promise<Sortie<N>>
  readonly ref: (chemin: string) => string
  readonly cheminDe: (ref: string) => string
  readonly fermer: () => Promise<void>
}

/** Starts the engine inside this process, with the author of `--auteur` or of the profile. */
export async function ouvrirMoteur(valeurs: Options, version: string, ressources: string, onProgres: (texte: string) => void): Promise<Moteur> {
  const profil = resolve(valeurs.profil ?? profilParDefaut())
  mkdirSync(profil, { recursive: true })
  const engine = createEngine({ profil, version, ressources })
  const [page, moteur] = createCanalInterne()
  engine.onEvent(serve(engine.server, moteur))
  const client = createClient(page)
  client.onEvent((e) => {
    if (e.e === 'progres') onProgres(`${e.texte} (${e.fait}/${e.total})`)
  })
  let rank = 0
  const call = async <N extends NomAppel>(name: N, input: Demande<N>): Promise<Sortie<N>> => {
    const outcome = await client.call(name, input)
    if (outcome.ok) return outcome.value
    throw Object.assign(new GrappeError(outcome.error.code, '', outcome.error.details ?? []), { message: outcome.error.message })
  }
  const etat = await call('app.etat', {})
  if (valeurs.auteur || !etat.auteur) await call('app.auteur', { nom: valeurs.auteur ?? userInfo().username, fonction: '', organisation: '' })
  return {
    call,
    ref: (chemin) => {
      rank += 1
      const ref = `cli-${rank}`
      engine.accorder(ref, resolve(chemin))
      return ref
    },
    cheminDe: engine.cheminDe,
    fermer: engine.fermer
  }
}
