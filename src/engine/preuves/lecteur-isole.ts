import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { GrappeError } from '#contract/errors.ts'
import type { Classeur } from '#documents/classeur.ts'
import type { ConstatPdf } from '../render/pdf/relire-pdf.ts'
import type { Comparaison } from '../render/xlsx/comparer-xlsx.ts'
import type { DemandeExamen, Examen, Issue, Lectures, Message, SorteLecture } from './examen.ts'

export interface LimitesExamen {
  /** Time allowed to one file, in milliseconds. */
  readonly delaiMs: number
  /** What the whole process may grow by while it reads one, in bytes. */
  readonly memoireMax: number
}
const limitesUsuelles: LimitesExamen = { delaiMs: 20_000, memoireMax: 800_000_000 }

/** A thread that has nothing to read for so long ends, in milliseconds. */
const repos = 10_000
const surveillance = 100

/**
 * A thread of its own, which can be ended at any instant, even inside a loop. From sources it runs the file beside this one;
 * once built, the text of the file beside the engine, which an archive of the application may hold.
 */
function demarrer(): Worker {
  const resourceLimits = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 64, stackSizeMb: 4 }
  const isSource = import.meta.url.endsWith('.ts')
  const fichier = new URL(isSource ? './lecteur-pdf.ts' : './lecteur-pdf.cjs', import.meta.url)
  const worker = isSource ? new Worker(fichier, { resourceLimits }) : new Worker(readFileSync(fileURLToPath(fichier), 'utf8'), { eval: true, resourceLimits })
  // A thread that ends may still report why when nobody listens: an unheard error would end the engine.
  return worker.on('error', () => undefined)
}

/** Bytes given to the thread: copied, so that the caller keeps its own. */
const donner = (worker: Worker, message: Message) => {
  const bytes = new Uint8Array(message.bytes)
  worker.postMessage({ ...message, bytes }, [bytes.buffer])
}

/** Reads PDFs one at a time in a thread kept for the next one, ended when a file holds it too long or takes too much memory. */
export function createLecteurIsole(limites: LimitesExamen = limitesUsuelles) {
  let thread: Worker | null = null
  let endormir: NodeJS.Timeout | undefined
  let tour: Promise<unknown> = Promise.resolve()

  const arreter = async () => {
    clearTimeout(endormir)
    const ancien = thread
    thread = null
    await ancien?.terminate()
  }

  function lire<S extends SorteLecture>(message: Message, delaiMs: number): Promise<Issue<S>> {
    clearTimeout(endormir)
    const courant = thread ?? demarrer()
    if (thread === null) courant.once('exit', () => (thread = thread === courant ? null : thread))
    thread = courant
    courant.ref()
    return new Promise((resolve) => {
      const depart = process.memoryUsage.rss()
      const finir = (issue: Issue<S>, isSain: boolean) => {
        clearTimeout(minuterie)
        clearInterval(veille)
        courant.off('message', onMessage).off('error', onError).off('exit', onExit)
        if (isSain) {
          courant.unref()
          endormir = setTimeout(() => void arreter(), repos)
          endormir.unref()
        } else void arreter()
        resolve(issue)
      }
      const minuterie = setTimeout(() => finir({ etat: 'sans-fin', cause: 'sa lecture ne se termine pas' }, false), delaiMs)
      const veille = setInterval(() => {
        if (process.memoryUsage.rss() - depart > limites.memoireMax) finir({ etat: 'sans-fin', cause: 'sa lecture demande trop de mémoire' }, false)
      }, surveillance)
      const onMessage = (issue: Issue<S>) => finir(issue, true)
      const onError = (error: Error & { code?: string }) =>
        finir(
          error.code === 'ERR_WORKER_OUT_OF_MEMORY'
            ? { etat: 'sans-fin', cause: 'sa lecture demande trop de mémoire' }
            : { etat: 'abime', cause: 'sa lecture s’est interrompue' },
          false
        )
      const onExit = () => finir({ etat: 'abime', cause: 'sa lecture s’est interrompue' }, false)
      courant.on('message', onMessage).on('error', onError).on('exit', onExit)
      donner(courant, message)
    })
  }
  const demander = <S extends SorteLecture>(sorte: S, demande: Lectures[S]['demande'], delaiMs = limites.delaiMs): Promise<Issue<S>> => {
    const suivant = tour.then(() => lire<S>({ sorte, ...demande } as Message, delaiMs))
    tour = suivant
    return suivant
  }

  // None of these lasts beyond the limits.
  return {
    /** What a PDF is and, for a proof, what it says. */
    examiner: (demande: DemandeExamen): Promise<Examen> => demander('examen', demande) as Promise<Examen>,
    /** Pages of a PDF; null when it cannot be opened. */
    compterPages: async (bytes: Uint8Array): Promise<number | null> => {
      const issue = await demander('pages', { bytes })
      return issue.etat === 'lu' ? issue.pages : null
    },
    /** Faults of a document said to be ours, which may have thousands of pages. Throws `fichier-abime` when it cannot be read. */
    constaterPdf: async (bytes: Uint8Array): Promise<ConstatPdf> => {
      const issue = await demander('constat', { bytes }, 3 * limites.delaiMs)
      if (issue.etat !== 'lu') throw new GrappeError('fichier-abime', issue.cause)
      return issue
    },
    /** A workbook of ours, against the tree it was made from. Throws `fichier-abime` when it cannot be read. */
    comparerXlsx: async (bytes: Uint8Array, classeur: Classeur): Promise<Comparaison> => {
      const issue = await demander('classeur', { bytes, classeur }, 3 * limites.delaiMs)
      if (issue.etat !== 'lu') throw new GrappeError('fichier-abime', issue.cause)
      return issue
    },
    /** One page of a PDF, or a picture, as a PDF of its own. */
    extrairePage: (demande: Lectures['page']['demande']): Promise<Issue<'page'>> => demander('page', demande),
    /** Adds parts to the document being put together: one document at a time for a reader. */
    ajouterParties: (demande: Lectures['parties']['demande']): Promise<Issue<'parties'>> => demander('parties', demande),
    /** Ends it. Writing hundreds of megabytes takes its time, whatever they hold. */
    finirAssemblage: (demande: Lectures['fin']['demande']): Promise<Issue<'fin'>> => demander('fin', demande, 6 * limites.delaiMs),
    arreter
  }
}
export type LecteurIsole = ReturnType<typeof createLecteurIsole>
