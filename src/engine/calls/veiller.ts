import { statSync } from 'node:fs'
import { join } from 'node:path'
import type { Entree, NomAppel } from '#contract/contract.ts'
import { lectures } from '#contract/lectures.ts'
import type { Aide, Handlers } from '#contract/rpc.ts'
import type { Atelier } from '../atelier.ts'
import { fichierMax } from '../db/entete.ts'
import { dossierTravail } from '../db/registre.ts'
import { sousVeille } from '../veille.ts'

/** Bytes of a file; none for a folder, whose files are read one by one. */
function tailleDe(chemin: string): number {
  const infos = statSync(chemin, { throwIfNoEntry: false })
  return infos?.isFile() ? infos.size : 0
}

function tailleOuverte({ options, projetOuvert }: Atelier): number {
  const projet = projetOuvert()
  return projet === null ? 0 : tailleDe(join(dossierTravail(options.profil), `${projet}.db`))
}

/** Paths of these refs; the call itself says when nobody knows one. */
function cheminsDe(atelier: Atelier, refs: readonly string[]): string[] {
  return refs.flatMap((ref) => {
    try {
      return [atelier.chemin(ref)]
    } catch {
      return []
    }
  })
}

/** The handlers, those of `lectures` under watch. The open dossier counts too: what is received is often set against it. */
export function veiller(handlers: Handlers, atelier: Atelier): Handlers {
  const veilles = Object.entries(handlers).map(([nom, handler]) => {
    const appel = nom as NomAppel
    const refsDe = lectures[appel] as ((entree: Entree<NomAppel>) => readonly string[]) | undefined
    if (!refsDe) return [nom, handler]
    const executer = handler as (entree: Entree<NomAppel>, aide: Aide) => unknown
    const veille = (entree: Entree<NomAppel>, aide: Aide) => {
      const chemins = cheminsDe(atelier, refsDe(entree))
      const octets = chemins.reduce((n, chemin) => n + tailleDe(chemin), tailleOuverte(atelier))
      return sousVeille({ appel, octets: Math.min(octets, fichierMax), chemins }, () => executer(entree, aide))
    }
    return [nom, veille]
  })
  return Object.fromEntries(veilles) as Handlers
}
