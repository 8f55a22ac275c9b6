import { type Dossier, etablissementsConserves } from '../dossier.ts'
import type { AnalysePreuve } from './analyse.ts'
import { createRecherche, reperesDe } from './detecter-noms.ts'

/** What a proof seems to be about: id of an establishment or of an organisation, and what says so. */
export interface Rattachement {
  readonly cible: string | null
  /** `finess` and `nom`: found in the text; `fichier`: only in the name of the file. */
  readonly par: 'finess' | 'nom' | 'fichier' | null
}

const aucun: Rattachement = { cible: null, par: null }

/**
 * Proposes what a proof is about, for a person to confirm: the one establishment whose FINESS the text gives, else the one it names, else
 * what the name of the file says. Several establishments of one organisation: the organisation. Anything else is left to the person.
 */
export function createRattachement(dossier: Dossier): (analyse: AnalysePreuve | null, nomFichier: string) => Rattachement {
  const conserves = etablissementsConserves(dossier)
  const ogDe = new Map(conserves.map((e) => [e.id, e.organisme]))
  const parFiness = new Map<string, string>()
  for (const o of dossier.organismes) if (o.finessEj !== null) parFiness.set(o.finessEj, o.id)
  for (const e of conserves) if (e.finess !== null) parFiness.set(e.finess, e.id)
  const organismes = new Set(dossier.organismes.map((o) => o.id))
  const recherche = createRecherche(reperesDe({ etablissements: conserves, organismes: dossier.organismes }))

  function choisir(ids: readonly string[]): string | null {
    const essms = [...new Set(ids.filter((id) => ogDe.has(id)))]
    if (essms.length === 1) return essms[0] ?? null
    const ogs = new Set(essms.length > 0 ? essms.map((id) => ogDe.get(id) ?? '') : ids.filter((id) => organismes.has(id)))
    const [og = ''] = ogs
    return ogs.size === 1 && og !== '' ? og : null
  }
  return (analyse, nomFichier) => {
    const nomSepare = nomFichier.replace(/\.[^.]*$/u, '').replace(/[_.-]+/gu, ' ')
    const numeros = [...nomSepare.replace(/ /gu, '\u0000').matchAll(/(?<![0-9AB])[0-9AB]{9}(?![0-9AB])/gu)].map(([numero]) => numero)
    const pistes: readonly (readonly [Rattachement['par'], readonly string[]])[] = [
      ['finess', (analyse?.finess ?? []).flatMap(([finess]) => parFiness.get(finess) ?? [])],
      ['nom', (analyse?.noms ?? []).map(([id]) => id)],
      ['fichier', numeros.flatMap((numero) => parFiness.get(numero) ?? [])],
      ['fichier', recherche.dans(nomSepare)]
    ]
    for (const [par, ids] of pistes) {
      const cible = choisir(ids)
      if (cible !== null) return { cible, par }
    }
    return aucun
  }
}
