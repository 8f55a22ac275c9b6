import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate as laisserPasser } from 'node:timers/promises'
import type { FichierEcrit } from '#documents/lot/bordereau.ts'
import type { Production } from '#documents/production.ts'
import { constaterPdf } from '../render/pdf/relire-pdf.ts'
import { comparerXlsx } from '../render/xlsx/comparer-xlsx.ts'
import type { DemandeProduction } from './demande.ts'
import { type Lecture, lireFichier, reglesPlateforme } from './lecture-fichier.ts'
import { sha256Hex } from './manifeste.ts'

/** Files to read, for one or several readers: whoever asks for the next waits for it, and gets undefined once all are taken. */
export interface FileDAttente {
  readonly deposer: (f: FichierEcrit) => void
  readonly fermer: () => void
  readonly prochain: () => Promise<FichierEcrit | undefined>
}

export function createFile(): FileDAttente {
  const prets: FichierEcrit[] = []
  let isFermee = false
  let reveil = Promise.withResolvers<void>()
  const eveiller = () => {
    reveil.resolve()
    reveil = Promise.withResolvers()
  }
  return {
    deposer: (f) => {
      prets.push(f)
      eveiller()
    },
    fermer: () => {
      isFermee = true
      eveiller()
    },
    prochain: async () => {
      while (prets.length === 0 && !isFermee) await reveil.promise
      return prets.shift()
    }
  }
}

/**
 * Reads the files of a bundle back from the folder where they were just written, before anything takes its final name. Each is read
 * once: here (`ici`: our own documents, nobody else's) or in the reader's thread (`lecteur`).
 */
export function createRelecture(dossier: string, { plan, lecteur }: Pick<DemandeProduction, 'plan' | 'lecteur'>) {
  const attendues = new Map<string, Production>()
  const lus = new Map<FichierEcrit, Lecture>()
  const lecteurs = { ici: { compterPages: lecteur.compterPages, constaterPdf, comparerXlsx }, lecteur }

  async function lireUn(f: FichierEcrit, ou: keyof typeof lecteurs, verifierAnnulation: () => void): Promise<Lecture> {
    await laisserPasser()
    verifierAnnulation()
    const octets = await readFile(join(dossier, f.nom))
    const production = attendues.get(f.nom)
    if (production?.sorte !== 'xlsx' || sha256Hex(octets) !== f.sha256) return lireFichier(f, octets, lecteurs[ou], { verifierAnnulation })
    const { cellules, ecarts } = await lecteurs[ou].comparerXlsx(octets, production.classeur, { verifierAnnulation })
    return { pages: 0, cellules, ecarts: ecarts.map((e) => `${f.nom} : ${e}`) }
  }

  return {
    /** What the file of this name was made from: a workbook is compared with it cell by cell. */
    attendre: (nom: string, production: Production) => void attendues.set(nom, production),
    /** Reads files as they come. */
    lire: async (file: FileDAttente, ou: keyof typeof lecteurs, verifierAnnulation: () => void): Promise<void> => {
      for (let f = await file.prochain(); f; f = await file.prochain()) lus.set(f, await lireUn(f, ou, verifierAnnulation))
    },
    /** Reads here those that were not yet. */
    achever: async (fichiers: readonly FichierEcrit[], verifierAnnulation: () => void): Promise<void> => {
      for (const f of fichiers) if (!lus.has(f)) lus.set(f, await lireUn(f, 'ici', verifierAnnulation))
    },
    /** Pages and cells read, and what is wrong, file by file in this order; every one of them must have been read. */
    bilan: (fichiers: readonly FichierEcrit[]) => {
      const lectures = fichiers.map((f) => {
        const lecture = lus.get(f)
        if (!lecture) throw new Error(`not read again: ${f.nom}`)
        return { ...lecture, ecarts: [...lecture.ecarts, ...reglesPlateforme(f, plan.plateforme, plan.limites)] }
      })
      return {
        pages: lectures.reduce((n, l) => n + l.pages, 0),
        cellules: lectures.reduce((n, l) => n + l.cellules, 0),
        ecarts: lectures.flatMap((l) => l.ecarts)
      }
    }
  }
}
