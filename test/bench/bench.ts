import { execFileSync, spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { GrappeError } from '#contract/errors.ts'
import { productionsDuLot } from '#documents/registre.ts'
import { foldDossier } from '#domain/dossier.ts'
import type { Lot } from '#domain/lot.ts'
import { creerFichier, type OptionsFichier, ouvrirFichier } from '#engine/db/fichier.ts'
import { ecrireExemple } from '#engine/exemple/ecrire-exemple.ts'
import { genererLot } from '#engine/lot/generer.ts'
import { createLecteurIsole } from '#engine/preuves/lecteur-isole.ts'
import { loadFonts } from '#engine/render/pdf/faces.ts'
import { renderPdf } from '#engine/render/pdf/render-pdf.ts'
import { jobLibreOffice, preparerProfil, type Tache } from './libreoffice.ts'

/**
 * Speed, as ratios taken in one run: opening, one durable edit against the fsync floor, each bundle against the same
 * documents made by LibreOffice. Usage: npm run bench [-- 18 500 2000]. Exit code 1 when a bar is missed.
 */
const tailles = process.argv.slice(2).map(Number).filter(Boolean)
const ns = tailles.length ? tailles : [18, 500, 2000]
const contexte = { date: '2026-11-21', version: 'bench' }
const fonts = loadFonts(join(import.meta.dirname, '..', '..', 'resources', 'fonts'))
const dir = mkdtempSync(join(tmpdir(), 'grappe-bench-'))
const auteur = { uuid: randomUUID(), nom: 'Banc', fonction: '', organisation: '' }
const options: OptionsFichier = { profil: join(dir, 'profil'), auteur: () => auteur, version: 'bench', clock: Date.now, newId: randomUUID }
const silencieux = { progres: () => undefined, verifierAnnulation: () => undefined }
const mediane = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
const chrono = async (fn: () => Promise<unknown> | unknown) => {
  const start = performance.now()
  await fn()
  return performance.now() - start
}
const lecteur = createLecteurIsole()
const rates: string[] = []
const barre = (ok: boolean, texte: string) => {
  console.log(`${ok ? 'ok ' : 'KO '} ${texte}`)
  if (!ok) rates.push(texte)
}
const ms = (value: number) => `${Math.round(value)} ms`
const memoire = () => `${Math.round(process.memoryUsage().rss / 1e6)} Mo, pic ${Math.round(process.resourceUsage().maxRSS / 1e3)} Mo`

/** Time of a bundle, warm: one run for nothing, then the median of three, and the shortest (what a busy neighbour cannot shorten). */
async function mesurerLot(lot: Lot, fichier: Awaited<ReturnType<typeof ouvrirFichier>>): Promise<{ readonly nous: number; readonly min: number }> {
  const times: number[] = []
  for (let i = 0; i < 4; i++) {
    const destination = mkdtempSync(join(dir, 'lot-'))
    const dossier = foldDossier(fichier.projet, fichier.journal.lireLignes(), fichier.journal.lireConflits())
    times.push(
      await chrono(() =>
        genererLot({
          dossier,
          lot,
          brouillon: false,
          destination,
          contexte,
          lireBlob: (sha) => fichier.journal.lireBlob(sha)?.bytes ?? null,
          rendu: { fonts },
          lecteur,
          aide: silencieux
        })
      )
    )
    rmSync(destination, { recursive: true, force: true })
  }
  return { nous: mediane(times.slice(1)), min: Math.min(...times.slice(1)) }
}

/** The documents of a bundle with the pages that ours take, for the reference job. */
async function taches(lot: Lot, fichier: Awaited<ReturnType<typeof ouvrirFichier>>): Promise<readonly Tache[]> {
  const dossier = foldDossier(fichier.projet, fichier.journal.lireLignes())
  const found: Tache[] = []
  for (const { production: p } of productionsDuLot(dossier, lot, contexte)) {
    if (p.sorte === 'xlsx') found.push({ base: p.base, classeur: p.classeur, pages: 0 })
    else
      found.push({
        base: p.base,
        doc: p.doc,
        pages: (await renderPdf(p.doc, { fonts, nomFichier: `${p.base}.pdf`, brouillon: false, version: 'bench' })).pages
      })
  }
  return found
}

/** The reference, measured as we are: the median of three, each in a LibreOffice of its own. */
async function mesurerLibreOffice(liste: readonly Tache[]): ReturnType<typeof jobLibreOffice> {
  const jobs = []
  for (let i = 0; i < 3; i++) jobs.push(await jobLibreOffice(profilLo, liste))
  const [a, median, c] = jobs.sort((x, y) => x.ms - y.ms)
  if (!a || !median || !c) throw new Error('no reference')
  return median
}

/** Asks for a stop after 100 ms and says how long the bundle went on. */
async function mesurerAnnulation(fichier: Awaited<ReturnType<typeof ouvrirFichier>>): Promise<number | null> {
  const dossier = foldDossier(fichier.projet, fichier.journal.lireLignes())
  const destination = mkdtempSync(join(dir, 'annule-'))
  let demande = 0
  let stop = false
  setTimeout(() => {
    stop = true
    demande = performance.now()
  }, 100)
  const aide = {
    progres: () => undefined,
    verifierAnnulation: () => {
      if (stop) throw new GrappeError('annule')
    }
  }
  try {
    await genererLot({
      dossier,
      lot: 'cloture',
      brouillon: false,
      destination,
      contexte,
      lireBlob: (sha) => fichier.journal.lireBlob(sha)?.bytes ?? null,
      rendu: { fonts },
      lecteur,
      aide
    })
    return null
  } catch (error) {
    if (error instanceof GrappeError && error.code === 'annule') return performance.now() - demande
    throw error
  }
}

/** Peaks of memory of an engine of its own, in MB, started as the application starts it. */
function moteurSeul(chemin: string, destination: string): { readonly picOuvert: number; readonly pic: number } {
  const args = ['--max-semi-space-size=16', join(import.meta.dirname, 'moteur-seul.ts'), chemin, destination, 'cloture']
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' }))
}

const clotures = new Map<number, number>()
const profilLo = preparerProfil()
try {
  for (const n of ns) {
    console.log(`\n${n} ESSMS`)
    const chemin = join(dir, `g${n}.db`)
    const cree = await creerFichier(null, 'Banc', options)
    console.log(`    écrire l’exemple : ${ms(await chrono(() => ecrireExemple(cree.journal, { essms: n, graine: 1, incomplet: false })))}`)
    await cree.publier(chemin)
    await cree.fermer()
    let fichier = await ouvrirFichier(chemin, options)
    await fichier.fermer()
    const ouvertures: number[] = []
    for (let i = 0; i < 3; i++) {
      ouvertures.push(
        await chrono(async () => {
          fichier = await ouvrirFichier(chemin, options)
          foldDossier(fichier.projet, fichier.journal.lireLignes(), fichier.journal.lireConflits())
        })
      )
      if (i < 2) await fichier.fermer()
    }
    console.log(`    ouvrir et plier : ${ms(mediane(ouvertures))} ; mémoire ${memoire()}`)
    for (const lot of ['galis', 'cloture'] as const) {
      const { nous, min } = await mesurerLot(lot, fichier)
      const liste = await taches(lot, fichier)
      const lo = await mesurerLibreOffice(liste)
      const attendues = liste.filter((t) => t.doc).map((t) => t.pages)
      const obtenues = lo.pdf.map((p) => p.pages)
      if (JSON.stringify(attendues) !== JSON.stringify(obtenues)) throw new Error(`pages: ${attendues.join(' ')} instead of ${obtenues.join(' ')}`)
      console.log(
        `    ${lot} : ${ms(nous)}, LibreOffice ${ms(lo.ms)} pour ${attendues.reduce((a, b) => a + b, 0)} pages et ${lo.xlsx} classeurs (× ${(lo.ms / nous).toFixed(1)}) ; mémoire ${memoire()}`
      )
      if (lot === 'cloture') clotures.set(n, min)
      if (lot === 'cloture' && n === 500) barre(lo.ms / nous >= 3, `clôture à 500 ESSMS ≥ 3 × plus rapide que LibreOffice (× ${(lo.ms / nous).toFixed(1)})`)
    }
    const arret = await mesurerAnnulation(fichier)
    if (arret !== null) barre(arret <= 1000, `annulation en ${ms(arret)} (≤ 1 s)`)
    await fichier.fermer()
    const { picOuvert, pic } = moteurSeul(chemin, mkdtempSync(join(dir, 'seul-')))
    console.log(`    moteur seul : pic de ${picOuvert} Mo à l’ouverture, ${pic} Mo après la clôture`)
    if (n === 2000) barre(pic < 600, `mémoire du moteur pour la clôture à 2 000 ESSMS : pic de ${pic} Mo (< 600)`)
  }
  const [a, b] = [clotures.get(500), clotures.get(2000)]
  if (a !== undefined && b !== undefined) barre(b / a <= 4.5, `clôture de 500 à 2 000 ESSMS : temps × ${(b / a).toFixed(1)} (≤ 4,5)`)
  const edition = spawnSync(process.execPath, [join(import.meta.dirname, 'edition.ts'), dir], { encoding: 'utf8' })
  barre(edition.status === 0, `une saisie durable contre le plancher du disque : ${edition.stdout.replace(/\s+/gu, ' ').trim()}`)
} finally {
  rmSync(dir, { recursive: true, force: true })
  rmSync(profilLo, { recursive: true, force: true })
}
console.log(rates.length ? `\n${rates.length} barres manquées` : '\nToutes les barres sont tenues')
process.exitCode = rates.length ? 1 : 0
