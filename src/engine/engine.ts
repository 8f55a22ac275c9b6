import { randomUUID } from 'node:crypto'
import { createServer, type Handlers } from '#contract/rpc.ts'
import { type Atelier, createAtelier, type OptionsMoteur } from './atelier.ts'
import { appelsApp } from './calls/app.ts'
import { appelsArchive } from './calls/archive.ts'
import { appelsChamp } from './calls/champ.ts'
import { appelsCollecte } from './calls/collecte.ts'
import { appelsConfidentialite } from './calls/confidentialite.ts'
import { appelsDocument } from './calls/document.ts'
import { appelsDossier } from './calls/dossier.ts'
import { appelsEnvoi } from './calls/envoi.ts'
import { appelsHistorique } from './calls/historique.ts'
import { appelsImport } from './calls/import.ts'
import { appelsJoindrePreuves } from './calls/joindre-preuves.ts'
import { appelsLot } from './calls/lot.ts'
import { appelsModele } from './calls/modele.ts'
import { appelsPartage } from './calls/partage.ts'
import { appelsPieceJointe } from './calls/piece-jointe.ts'
import { appelsPreuve } from './calls/preuve.ts'
import { veiller } from './calls/veiller.ts'
import { createLecteurIsole } from './preuves/lecteur-isole.ts'
import { createTrace } from './trace.ts'

/**
 * The whole engine: opens one dossier at a time and answers the calls of the contract.
 * The same in a utility process, in a child process and inside the command line.
 */
export function createEngine(options: Omit<OptionsMoteur, 'clock' | 'newId'> & Partial<Pick<OptionsMoteur, 'clock' | 'newId'>>) {
  const atelier: Atelier = createAtelier({ clock: Date.now, newId: randomUUID, ...options })
  const lecteur = createLecteurIsole(options.examen)
  const trace = createTrace(options.profil, options.version, atelier.options.clock)
  const handlers: Handlers = {
    ...appelsApp(atelier),
    ...appelsArchive(atelier, lecteur),
    ...appelsDossier(atelier),
    ...appelsChamp(atelier),
    ...appelsPieceJointe(atelier, lecteur),
    ...appelsPreuve(atelier, lecteur),
    ...appelsJoindrePreuves(atelier, lecteur),
    ...appelsCollecte(atelier),
    ...appelsConfidentialite(atelier, trace),
    ...appelsDocument(atelier),
    ...appelsEnvoi(atelier),
    ...appelsImport(atelier),
    ...appelsLot(atelier, lecteur),
    ...appelsModele(atelier),
    ...appelsPartage(atelier),
    ...appelsHistorique(atelier)
  }
  const server = createServer(veiller(handlers, atelier), trace.noter)
  return {
    server,
    handlers,
    /** Gives a handle to a path chosen by a person: the only way a path enters the engine. */
    accorder: atelier.accorder,
    /** Path behind a handle that the engine itself made (a generated folder), for the shell to open. */
    cheminDe: atelier.chemin,
    onEvent: atelier.onEvent,
    /** Waits for the queue, publishes what is pending and closes. */
    fermer: async () => {
      await server.idle()
      await atelier.fermer()
      await lecteur.arreter()
    }
  }
}
export type Engine = ReturnType<typeof createEngine>
