import type { Champ } from '../champs/champ.ts'
import { communication, formation } from '../conduite.ts'
import type { Dossier } from '../dossier.ts'
import { instance } from '../gouvernance.ts'
import { materiel } from '../materiel.ts'
import { tache, vague } from '../planning.ts'
import { risque } from '../risque.ts'
import type { SujetProjet } from './usage.ts'

type Entites = Readonly<Record<string, unknown>>
type Brut = { readonly v: string | number; readonly autres?: readonly string[] } | string | number | null

const noms = {
  taches: tache,
  instances: instance,
  communications: communication,
  formations: formation,
  risques: risque,
  vagues: vague,
  materiels: materiel
} as const

const total = (m: Entites, avecTva: boolean): number | null => {
  const { quantite, prixUnitaireHt, tauxTva } = m
  if (typeof quantite !== 'number' || typeof prixUnitaireHt !== 'number' || (avecTva && typeof tauxTva !== 'number')) return null
  return Math.round(quantite * prixUnitaireHt * (avecTva ? 1 + Number(tauxTva) / 100 : 1))
}

function derive(dossier: Dossier, cle: string, e: Entites): Brut | undefined {
  if (cle === 'vague.essms') return dossier.etablissements.filter((x) => x.vague === e['id'] && x.situation !== 'retire').length
  if (cle === 'tache.vague') return dossier.vagues.find((v) => v.id === e['vague'])?.nom ?? null
  if (cle === 'risque.criticite') return e['probabilite'] && e['impact'] ? Number(e['probabilite']) * Number(e['impact']) : null
  if (cle === 'risque.probabilite' || cle === 'risque.impact') {
    const niveau = e[cle.slice(7)]
    return typeof niveau === 'string' ? Number(niveau) : null
  }
  if (cle === 'materiel.ht' || cle === 'materiel.ttc') return total(e, cle === 'materiel.ttc')
  return undefined
}

/** Rows of a trame of the project, and how one of them is read. */
export function lignesProjet(dossier: Dossier, sujet: SujetProjet): readonly { readonly etablissement: string | null; readonly lire: (cle: string) => Brut }[] {
  const champs = noms[sujet].champs as unknown as Readonly<Record<string, Pick<Champ, 'options'>>>
  return (dossier[sujet] as readonly unknown[]).map((ligne) => {
    const e = ligne as Entites
    return {
      etablissement: typeof e['etablissement'] === 'string' ? e['etablissement'] : null,
      lire: (cle) => {
        const derivee = derive(dossier, cle, e)
        if (derivee !== undefined) return derivee
        const champ = cle.slice(cle.indexOf('.') + 1)
        const lue = e[champ]
        const libelle = champs[champ]?.options?.find((o) => o.value === lue)?.label
        if (libelle !== undefined && typeof lue === 'string') return { v: libelle, autres: [lue] }
        return typeof lue === 'string' || typeof lue === 'number' ? lue : null
      }
    }
  })
}
