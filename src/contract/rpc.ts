import { z } from 'zod'
import { type Contract, contract, type Demande, type Entree, type Evenement, evenement, type NomAppel, type Sortie } from './contract.ts'
import { type CodeErreur, GrappeError, messages, type Outcome } from './errors.ts'
import { type FinMoteur, lectures } from './lectures.ts'
import { isMessageSimple } from './message-simple.ts'

/** One end of a two-way channel: an Electron MessagePort, a process channel or an in-memory pair. */
export interface Canal {
  readonly send: (message: unknown) => void
  readonly onMessage: (listener: (message: unknown) => void) => void
  readonly onClose: (listener: () => void) => void
  /** Once closed: what the engine was reading when it ended, null when nothing. Without it, it is never known. */
  readonly fin?: Promise<FinMoteur | null>
}

export type Handlers = {
  readonly [N in NomAppel]: (input: Entree<N>, aide: Aide) => Promise<Sortie<N>> | Sortie<N>
}

/** What a long handler may use: report progress, and stop when asked (throws `annule`). */
export interface Aide {
  readonly progres: (fait: number, total: number, texte: string) => void
  readonly verifierAnnulation: () => void
}

export interface Client {
  /** Calls the engine. Never throws: a failure is a value. */
  readonly call: <N extends NomAppel>(name: N, input: Demande<N>) => Promise<Outcome<Sortie<N>>>
  /** Asks every call in flight with this name to stop. */
  readonly annuler: (name: NomAppel) => void
  readonly onEvent: (listener: (e: Evenement) => void) => () => void
}

const demande = z.union([z.object({ id: z.number().int(), call: z.string(), input: z.unknown() }).strict(), z.object({ annuler: z.string() }).strict()])
const reponse = z.object({
  id: z.number().int(),
  outcome: z.union([
    z.object({ ok: z.literal(true), value: z.unknown() }),
    z.object({ ok: z.literal(false), error: z.object({ code: z.string(), message: z.string(), details: z.array(z.string()).optional() }) })
  ])
})

/** Largest request accepted from the page, in characters. */
const tailleMax = 8_000_000
/** Demands of one page that may wait for their answer. Its edits go one by one, and a screen asks a few things at once. */
const enCoursMax = 500

const failure = (code: CodeErreur, message: string = messages[code], details: readonly string[] = []): Outcome<never> => ({
  ok: false,
  error: { code, message, ...(details.length ? { details } : {}) }
})

/** One call that ended, as a log may tell it: `erreur` is what was thrown that is no closed code. */
export interface Passage {
  readonly appel: string
  /** Milliseconds. */
  readonly duree: number
  readonly code: CodeErreur | null
  readonly erreur?: unknown
}

/** Runs one call with both schemas checked; commands are queued one at a time, queries run at once, background ones after the queue. */
export function createServer(handlers: Handlers, noter: (passage: Passage) => void = () => undefined) {
  let queue: Promise<unknown> = Promise.resolve()
  const cancelled = new Map<string, Set<{ stop: boolean }>>()

  async function run(name: NomAppel, input: unknown, emit: (e: Evenement) => void): Promise<Outcome<unknown>> {
    const spec: Contract[NomAppel] = contract[name]
    const read = spec.input.safeParse(input)
    if (!read.success) return failure('appel-refuse')
    const token = { stop: false }
    const tokens = cancelled.get(name) ?? new Set()
    cancelled.set(name, tokens.add(token))
    const aide: Aide = {
      progres: (fait, total, texte) => emit({ e: 'progres', appel: name, fait, total, texte }),
      verifierAnnulation: () => {
        if (token.stop) throw new GrappeError('annule')
      }
    }
    const execute = async (): Promise<Outcome<unknown>> => {
      const depart = Date.now()
      const passer = (code: CodeErreur | null, erreur?: unknown) =>
        noter({ appel: name, duree: Date.now() - depart, code, ...(erreur === undefined ? {} : { erreur }) })
      try {
        const handler = handlers[name] as (input: unknown, aide: Aide) => unknown
        const value = await handler(read.data, aide)
        const out = spec.output.safeParse(value)
        passer(out.success ? null : 'interne')
        return out.success ? { ok: true, value: out.data } : failure('interne', `${messages.interne} (${name})`)
      } catch (error) {
        if (error instanceof GrappeError) {
          passer(error.code)
          return failure(error.code, error.message, error.details)
        }
        passer('interne', error)
        console.error(name, error)
        return failure('interne')
      } finally {
        tokens.delete(token)
      }
    }
    if (spec.type === 'query') return execute()
    const turn = queue.then(execute, execute)
    // A background command waits for those before it and holds none up: edits go on while a large file is published.
    if (spec.type === 'command') queue = turn
    return turn
  }

  return {
    run,
    cancel: (name: string) => {
      for (const token of cancelled.get(name) ?? []) token.stop = true
    },
    /** Resolves when every queued command has run. */
    idle: () => queue
  }
}
export type Serveur = ReturnType<typeof createServer>

/** Serves a channel until it closes. Returns the function that sends events. */
export function serve(server: Serveur, canal: Canal): (e: Evenement) => void {
  const emit = (e: Evenement) => canal.send({ event: e })
  let enCours = 0
  canal.onMessage((message) => {
    const read = demande.safeParse(message)
    if (!read.success) return
    const request = read.data
    if ('annuler' in request) return server.cancel(request.annuler)
    const refuse = () => canal.send({ id: request.id, outcome: failure('appel-refuse') })
    if (!Object.hasOwn(contract, request.call)) return refuse()
    if (enCours >= enCoursMax || !isMessageSimple(request.input, tailleMax)) return refuse()
    enCours += 1
    void server.run(request.call as NomAppel, request.input, emit).then((outcome) => {
      enCours -= 1
      canal.send({ id: request.id, outcome })
    })
  })
  return emit
}

/** The page's and the command line's end of a channel. */
export function createClient(canal: Canal): Client {
  let next = 1
  const waiting = new Map<number, { readonly name: NomAppel; readonly settle: (outcome: Outcome<unknown>) => void }>()
  const listeners = new Set<(e: Evenement) => void>()
  canal.onMessage((message) => {
    const answer = reponse.safeParse(message)
    if (answer.success) {
      waiting.get(answer.data.id)?.settle(answer.data.outcome as Outcome<unknown>)
      waiting.delete(answer.data.id)
      return
    }
    const event = z.object({ event: evenement }).safeParse(message)
    if (event.success) for (const listener of listeners) listener(event.data.event)
  })
  canal.onClose(() => {
    const lost = [...waiting.values()]
    waiting.clear()
    const { fin } = canal
    // A reading waits for the next engine, which comes with the reason: the file itself may be why this one ended.
    const isReading = ({ name }: { readonly name: NomAppel }) => fin !== undefined && Object.hasOwn(lectures, name)
    for (const call of lost) if (!isReading(call)) call.settle(failure('moteur-arrete'))
    void fin?.then((why) => {
      for (const call of lost) if (isReading(call)) call.settle(failure(why?.appels.includes(call.name) ? why.code : 'moteur-arrete'))
    })
  })
  return {
    call: (name, input) =>
      new Promise((resolve) => {
        const id = next++
        const settle = (outcome: Outcome<unknown>) => {
          if (!outcome.ok) return resolve(outcome as Outcome<never>)
          const out = contract[name].output.safeParse(outcome.value)
          resolve(out.success ? ({ ok: true, value: out.data } as never) : failure('interne', `${messages.interne} (${name})`))
        }
        waiting.set(id, { name, settle })
        try {
          canal.send({ id, call: name, input })
        } catch {
          waiting.delete(id)
          resolve(failure('moteur-arrete'))
        }
      }),
    annuler: (name) => canal.send({ annuler: name }),
    onEvent: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    }
  }
}
