import { parentPort } from 'node:worker_threads'
import { GrappeError } from '#contract/errors.ts'
import { ecrireAnalyse } from '#domain/preuves/analyse.ts'
import { analyserTexte } from '#domain/preuves/analyser.ts'
import { createRecherche } from '#domain/preuves/detecter-noms.ts'
import type { DemandeExamen, Examen } from './examen.ts'
import { lireTextePdf } from './lire-texte-pdf.ts'

/** Between two pages, the reader stops by itself a little before its caller would end it. */
const delaiMs = 15_000

async function examiner({ bytes, preuve }: DemandeExamen): Promise<Examen> {
  try {
    const lu = await lireTextePdf(bytes, { delaiMs, premierTexte: preuve === null })
    const texteLisible = lu.pages.some((p) => p.morceaux.some((m) => m.texte.trim() !== ''))
    // The foot of each page of a document to sign: a copy signed on screen still holds it as text, a scan does not.
    const lignes = lu.pages.flatMap((p) => p.morceaux.map((m) => m.texte)).join(' ')
    const code = /Code des données\s*:\s*([0-9A-HJKMNP-TV-Z]{8})(?![0-9A-Z])/u.exec(lignes)?.[1] ?? null
    return {
      etat: 'lu',
      pages: lu.nombrePages,
      texteLisible,
      code,
      analyse: preuve === null ? null : ecrireAnalyse(analyserTexte(lu, createRecherche(preuve.reperes), preuve.sha256))
    }
  } catch (error) {
    if (!(error instanceof GrappeError)) throw error
    const cause = /\((.*)\)$/su.exec(error.message)?.[1] ?? ''
    const etat = error.code === 'format-refuse' ? (/mot de passe/u.test(cause) ? 'protege' : 'pas-un-pdf') : 'abime'
    return { etat, cause }
  }
}

parentPort?.on('message', (demande: DemandeExamen) => {
  void examiner(demande).then((examen) => parentPort?.postMessage(examen))
})
