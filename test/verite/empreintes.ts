import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { argv, env, stdout } from 'node:process'
import { unzipSync } from 'fflate'
import type { Lot } from '#domain/lot.ts'
import { genererLot } from '#engine/lot/generer.ts'
import { createLecteurIsole } from '#engine/preuves/lecteur-isole.ts'
import { contexte, type Fabrique, fabriquer, rendu } from './fabriquer.ts'
import { graines } from './graines.ts'

const lecteur = createLecteurIsole()
const sha256 = (octets: Uint8Array) => createHash('sha256').update(octets).digest('hex')

/** SHA-256 of every file of a bundle, of every part of its workbooks, and of its ZIP, by name. */
export async function empreintesDuLot({ dossier, journal }: Pick<Fabrique, 'dossier' | 'journal'>, lot: Lot): Promise<Readonly<Record<string, string>>> {
  const destination = mkdtempSync(join(tmpdir(), 'empreintes-'))
  try {
    const { chemin, zip, cheminZip } = await genererLot({
      dossier,
      lot,
      brouillon: false,
      destination,
      contexte,
      rendu,
      lecteur,
      lireBlob: (empreinte) => journal.lireBlob(empreinte)?.bytes ?? null,
      aide: { progres: () => undefined, verifierAnnulation: () => undefined }
    })
    const fichiers = readdirSync(chemin).sort()
    const parts = fichiers.flatMap((nom): [string, string][] => {
      const octets = readFileSync(join(chemin, nom))
      const dedans = nom.endsWith('.xlsx') ? Object.entries(unzipSync(octets)).map(([part, o]): [string, string] => [`${nom}/${part}`, sha256(o)]) : []
      return [[nom, sha256(octets)], ...dedans]
    })
    return Object.fromEntries([...parts, [zip, sha256(readFileSync(cheminZip))]])
  } finally {
    rmSync(destination, { recursive: true, force: true })
  }
}

/**
 * Run as a program with time zones as words: the fingerprints of two bundles of the first seed, made from scratch in this
 * process, under each zone in turn.
 */
export const lotsCompares: readonly Lot[] = ['galis', 'cloture']
if (argv[1] === import.meta.filename) {
  const parFuseau: Record<string, { readonly minuit: string; readonly empreintes: Readonly<Record<string, string>> }> = {}
  const fabrique = fabriquer(graines[0]!)
  for (const fuseau of argv.slice(2)) {
    env['TZ'] = fuseau
    const empreintes: Record<string, string> = {}
    for (const lot of lotsCompares) Object.assign(empreintes, await empreintesDuLot(fabrique, lot))
    parFuseau[fuseau] = { minuit: new Date(2026, 10, 21).toISOString(), empreintes }
  }
  stdout.write(JSON.stringify(parFuseau))
}
