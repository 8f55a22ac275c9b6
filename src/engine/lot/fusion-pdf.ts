import type { LecteurIsole } from '../preuves/lecteur-isole.ts'
import type { AssemblageOptions, Signet } from '../render/pdf/assembler-pdf.ts'

export interface PartieFusion {
  /** What it belongs to, at least one: each is a bookmark on the first of its parts. */
  readonly groupes: readonly string[]
  /** Name of the file: bookmark below, when one of them has several. */
  readonly titre: string
  readonly octets: () => Promise<Uint8Array>
  /** Pages counted when the file was attached; a file that opens with fewer is damaged. */
  readonly pages: number | null
}
export interface PartiePlacee {
  readonly partie: PartieFusion
  readonly pages: number
  /** Pages before it, the cover left out. */
  readonly avant: number
}
export interface Fusion {
  readonly octets: Uint8Array
  readonly pages: number
  /** Parts left out because their pages cannot be copied (protected, damaged, endless), with the reason. */
  readonly ecartees: readonly { readonly partie: PartieFusion; readonly raison: string }[]
}

interface Demande {
  readonly lecteur: LecteurIsole
  readonly options: AssemblageOptions
  readonly parties: readonly PartieFusion[]
  /** The cover, once the place of every part is known. */
  readonly couverture: (places: readonly PartiePlacee[]) => Promise<Uint8Array>
  /** Awaited between two parts (cancellation). */
  readonly souffle: () => Promise<void>
}

/** What goes to the reader's thread in one message. */
const partiesMax = 32
const octetsMax = 8_000_000

function signetsDe(places: readonly PartiePlacee[]): readonly Signet[] {
  const titres = places.flatMap(({ partie: { groupes, titre } }, rang) => groupes.map((groupe) => ({ groupe, titre, rang })))
  return [
    { niveau: 1, titre: 'Sommaire', partie: null },
    ...[...Map.groupBy(titres, ({ groupe }) => groupe)].flatMap(([groupe, siens]): Signet[] => [
      { niveau: 1, titre: groupe, partie: siens[0]?.rang ?? null },
      ...(siens.length > 1 ? siens.map(({ titre, rang }): Signet => ({ niveau: 2, titre, partie: rang })) : [])
    ])
  ]
}

/**
 * Attached PDFs one after the other behind a cover, with a bookmark for each group: a copy for reading, never for what is signed
 * alone. They are opened in the reader's thread only: one that does not end costs its delay and is left out. Same parts, same bytes.
 */
export async function fusionnerPdf({ lecteur, options, parties, couverture, souffle }: Demande): Promise<Fusion> {
  const ecartees: { partie: PartieFusion; raison: string }[] = []
  let gardees: readonly PartieFusion[] = parties
  const toutEcarter = (restent: readonly PartieFusion[], raison: string): Fusion => ({
    octets: new Uint8Array(),
    pages: 0,
    ecartees: [...ecartees, ...restent.map((partie) => ({ partie, raison }))]
  })
  // Together while all goes well: a thread that ends does not say on which of them, they then go one by one.
  let ensemble = partiesMax
  // Each part may cost a thread once; another file read meanwhile, a few times.
  for (let essais = parties.length + 4; ; essais--) {
    const places: PartiePlacee[] = []
    let avant = 0
    let perdu = false
    let i = 0
    /** Bytes of the next parts; null after the last. */
    const rassembler = async () => {
      await souffle()
      const paquet: PartieFusion[] = []
      const octets: Uint8Array[] = []
      for (let taille = 0; i < gardees.length && paquet.length < ensemble && taille < octetsMax; i++) {
        const partie = gardees[i] as PartieFusion
        const contenu = await partie.octets()
        taille += contenu.length
        paquet.push(partie)
        octets.push(contenu)
      }
      return paquet.length === 0 ? null : { paquet, octets }
    }
    for (let pret = await rassembler(); pret && !perdu; ) {
      const { paquet, octets } = pret
      const reponse = lecteur.ajouterParties({
        bytes: Buffer.concat(octets),
        parties: paquet.map(({ titre, pages }, k) => ({ titre, pages, taille: octets[k]?.length ?? 0 })),
        rang: places.length,
        options
      })
      // The next are gathered while the reader works on these.
      const [issue, suivant] = await Promise.all([reponse, rassembler()])
      pret = suivant
      if (issue.etat === 'lu')
        for (const [k, partie] of paquet.entries()) {
          const pages = issue.ajoutees[k] ?? ''
          if (typeof pages === 'string') {
            ecartees.push({ partie, raison: pages })
            continue
          }
          places.push({ partie, pages, avant })
          avant += pages
        }
      else if (issue.etat === 'perdu' || paquet.length > 1) {
        perdu = true
        if (issue.etat !== 'perdu') ensemble = 1
      } else ecartees.push(...paquet.map((partie) => ({ partie, raison: issue.cause })))
    }
    if (places.length === 0 && !perdu) return { octets: new Uint8Array(), pages: 0, ecartees }
    if (!perdu) {
      const bytes = await couverture(places)
      const fin = await lecteur.finirAssemblage({ bytes, parties: places.length, signets: signetsDe(places) })
      if (fin.etat === 'lu') return { octets: fin.bytes, pages: fin.pages, ecartees }
      if (fin.etat !== 'perdu')
        return toutEcarter(
          places.map((p) => p.partie),
          fin.cause
        )
    }
    // The part that ended the thread took the others with it: again, without those left out.
    const hors = new Set(ecartees.map((e) => e.partie))
    gardees = gardees.filter((p) => !hors.has(p))
    if (essais === 0) return toutEcarter(gardees, 'l’assemblage a été interrompu')
  }
}
