import type { Evenement } from '#contract/contract.ts'
import { serve } from '#contract/rpc.ts'
import { createEngine } from '#engine/engine.ts'
import { contenirMemoire } from '#engine/memoire.ts'
import { veillerPar } from '#engine/veille.ts'
import { createBeats } from './engine-beats.ts'
import { connectParent } from './engine-parent.ts'
import type { EngineOptions } from './engine-protocol.ts'

const options: EngineOptions = JSON.parse(process.argv[2] ?? '{}')
contenirMemoire()
const engine = createEngine(options)
let emit: (event: Evenement) => void = () => undefined
engine.onEvent((event) => emit(event))

// Ctrl+C in a terminal reaches every process: main decides when the engine ends, after the page's last edits.
process.on('SIGINT', () => undefined)

const parent = connectParent({
  onPage: (canal) => {
    emit = serve(engine.server, canal)
  },
  onMessage: (message) => {
    if (message.t === 'grant') engine.accorder(message.ref, message.path)
    else if (message.t === 'locate') parent.send({ t: 'located', id: message.id, path: locate(message.ref) })
    else void close()
  },
  onGone: () => void close()
})

veillerPar(createBeats(parent.send, options.essai ?? null))

/** Path behind a handle that the engine made; null for one it never gave. */
function locate(ref: string): string | null {
  try {
    return engine.cheminDe(ref)
  } catch {
    return null
  }
}

async function close() {
  await engine.fermer().catch((error: unknown) => console.error(error))
  parent.send({ t: 'closed' })
  process.exit(0)
}
