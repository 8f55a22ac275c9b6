import { type Dossier, etablissementsConserves } from '../dossier.ts'
import type { Etablissement } from '../etablissement.ts'
import { grouper } from '../grouper.ts'
import type { AnalysePreuve } from './analyse.ts'
import { createRecherche, reperesDe } from './detecter-noms.ts'

/** What a proof seems to be about: ids of establishments, or of one organisation, or of the whole grappe; and what says so. */
export interface Rattachement {
  /** Empty when nothing says it. */
  readonly cibles: readonly string[]
  /** `finess` and `nom`: found in the text; `fichier`: only in the name of the file. */
  readonly par: 'finess' | 'nom' | 'fichier' | null
}

const aucun: Rattachement = { cibles: [], par: null }

/**
 * Proposes what a proof is about, for a person to confirm: the one establishment whose FINESS the text gives; several, with those it names;
 * else those it names, else the organisation, else what the name of the file says. All those of an organisation, or of the grappe, are it.
 */
export function createRattachement(dossier: Dossier): (analyse: AnalysePreuve | null, nomFichier: string) => Rattachement {
  const conserves = etablissementsConserves(dossier)
  const parOrganisme = grouper(conserves, (e) => e.organisme ?? '')
  const parFiness = new Map<string, string>()
  for (const o of dossier.organismes) if (o.finessEj !== null) parFiness.set(o.finessEj, o.id)
  for (const e of conserves) if (e.finess !== null) parFiness.set(e.finess, e.id)
  const organismes = new Set(dossier.organismes.map((o) => o.id))
  const recherche = createRecherche(reperesDe({ etablissements: conserves, organismes: dossier.organismes }))

  /** Establishments among these, in the order of the Dossier. */
  function essmsDe(ids: readonly string[]): readonly Etablissement[] {
    const vises = new Set(ids)
    return conserves.filter((e) => vises.has(e.id))
  }
  /** One id for all those of an organisation or of the grappe. */
  function resumer(essms: readonly Etablissement[]): readonly string[] {
    if (essms.length < 2) return essms.map((e) => e.id)
    const [og = null, ...autres] = new Set(essms.map((e) => e.organisme))
    if (autres.length === 0 && og !== null && essms.length === parOrganisme.get(og)?.length) return [og]
    return essms.length === conserves.length ? [dossier.projet] : essms.map((e) => e.id)
  }
  function organismeDe(ids: readonly string[]): readonly string[] {
    const ogs = [...new Set(ids.filter((id) => organismes.has(id)))]
    return ogs.length === 1 ? ogs : []
  }
  return (analyse, nomFichier) => {
    const nomSepare = nomFichier.replace(/\.[^.]*$/u, '').replace(/[_.-]+/gu, ' ')
    const numeros = [...nomSepare.replace(/ /gu, '\u0000').matchAll(/(?<![0-9AB])[0-9AB]{9}(?![0-9AB])/gu)].map(([numero]) => numero)
    const finess = (analyse?.finess ?? []).flatMap(([numero]) => parFiness.get(numero) ?? [])
    const noms = (analyse?.noms ?? []).map(([id]) => id)
    const dansFichier = [numeros.flatMap((numero) => parFiness.get(numero) ?? []), recherche.dans(nomSepare)]
    const numerotes = essmsDe(finess)
    const pistes: readonly (readonly [Rattachement['par'], readonly string[]])[] = [
      ['finess', resumer(numerotes.length > 1 ? essmsDe([...finess, ...noms]) : numerotes)],
      ['nom', resumer(essmsDe(noms))],
      ['finess', organismeDe(finess)],
      ['nom', organismeDe(noms)],
      ...dansFichier.flatMap((ids) => [['fichier', resumer(essmsDe(ids))] as const, ['fichier', organismeDe(ids)] as const])
    ]
    for (const [par, cibles] of pistes) if (cibles.length > 0) return { cibles, par }
    return aucun
  }
}
