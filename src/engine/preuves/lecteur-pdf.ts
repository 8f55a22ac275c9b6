import { parentPort } from 'node:worker_threads'
import { GrappeError } from '#contract/errors.ts'
import { ecrireAnalyse } from '#domain/preuves/analyse.ts'
import { analyserTexte } from '#domain/preuves/analyser.ts'
import { createRecherche } from '#domain/preuves/detecter-noms.ts'
import { type Assemblage, createAssemblage } from '../render/pdf/assembler-pdf.ts'
import { openPdf } from '../render/pdf/inspect-pdf.ts'
import { constaterPdf } from '../render/pdf/relire-pdf.ts'
import { comparerXlsx } from '../render/xlsx/comparer-xlsx.ts'
import type { Echec, Lectures, Message, SorteLecture } from './examen.ts'
import { lireTextePdf } from './lire-texte-pdf.ts'
import { extrairePage } from './page-seule.ts'

/** Between two pages, the reader stops by itself a little before its caller would end it. */
const delaiMs = 15_000
const delaiConstatMs = 45_000

/** The document being put together, one at a time. */
let assemblage: Assemblage | null = null

class Perdu extends Error {}

/** What a file that cannot be read is told with; an error of another kind is not about the file. */
function causeDe(error: unknown): string {
  if (!(error instanceof GrappeError)) throw error
  return /\((.*)\)$/su.exec(error.message)?.[1] ?? ''
}

const faire: { readonly [S in SorteLecture]: (demande: Lectures[S]['demande']) => Promise<Lectures[S]['lu']> } = {
  examen: async ({ bytes, preuve }) => {
    const lu = await lireTextePdf(bytes, { delaiMs, premierTexte: preuve === null })
    const texteLisible = lu.pages.some((p) => p.morceaux.some((m) => m.texte.trim() !== ''))
    const analyse = preuve === null ? null : ecrireAnalyse(analyserTexte(lu, createRecherche(preuve.reperes), preuve.sha256))
    // The foot of each page of a document to sign: a copy signed on screen still holds it as text, a scan does not.
    const lignes = lu.pages.flatMap((p) => p.morceaux.map((m) => m.texte)).join(' ')
    const code = /Code des données\s*:\s*([0-9A-HJKMNP-TV-Z]{8})(?![0-9A-Z])/u.exec(lignes)?.[1] ?? null
    return { pages: lu.nombrePages, texteLisible, analyse, code }
  },
  pages: async ({ bytes }) => ({ pages: (await openPdf(bytes)).getPageCount() }),
  constat: ({ bytes }) => constaterPdf(bytes, { delaiMs: delaiConstatMs }),
  classeur: ({ bytes, classeur }) => comparerXlsx(bytes, classeur),
  page: extrairePage,
  parties: async ({ bytes, parties, rang, options }) => {
    if (rang === 0) assemblage = await createAssemblage(options)
    const courant = assemblage
    if (courant?.parties() !== rang) throw new Perdu()
    const ajoutees: (number | string)[] = []
    let debut = 0
    for (const { titre, pages, taille } of parties) {
      const octets = bytes.subarray(debut, debut + taille)
      debut += taille
      ajoutees.push(await courant.ajouter(titre, octets, pages).catch(causeDe))
    }
    return { ajoutees }
  },
  fin: async ({ bytes, parties, signets }) => {
    const courant = assemblage
    assemblage = null
    if (courant?.parties() !== parties) throw new Perdu()
    return courant.finir(bytes.length === 0 ? null : bytes, signets)
  }
}

async function repondre(message: Message): Promise<{ readonly etat: 'lu' } | Echec> {
  try {
    return { etat: 'lu', ...(await faire[message.sorte](message as never)) }
  } catch (error) {
    if (error instanceof Perdu) return { etat: 'perdu', cause: 'l’assemblage est à reprendre' }
    const cause = causeDe(error)
    return { etat: (error as GrappeError).code === 'format-refuse' ? (/mot de passe/u.test(cause) ? 'protege' : 'pas-un-pdf') : 'abime', cause }
  }
}

parentPort?.on('message', (message: Message) => {
  void repondre(message).then((issue) => parentPort?.postMessage(issue))
})
