import type { Champ } from '#domain/champs/champ.ts'
import type { Dossier } from '#domain/dossier.ts'
import { type NomConnu, noms } from '#domain/noms.ts'
import type { Classeur } from './classeur.ts'
import type { Bloc, Doc, Texte, Valeur } from './doc.ts'
import type { Production } from './production.ts'

/** For tests: everything a document says, as raw values (money in cents, dates ISO). */

type Dit = string | number
const texte = (t: Texte): string => (typeof t === 'string' ? t : t.map((f) => f.texte).join(''))
const valeur = (v: Valeur): readonly Dit[] => (v.t === 'vide' ? [] : [v.v])

function bloc(b: Bloc): readonly Dit[] {
  switch (b.b) {
    case 'titre':
      return [b.texte]
    case 'paragraphe':
      return [texte(b.texte)]
    case 'liste':
      return b.elements.map(texte)
    case 'paires':
      return b.lignes.flatMap(([l, v]) => [l, ...valeur(v)])
    case 'table':
      return [b.titre ?? '', b.note ?? '', ...b.colonnes.map((c) => c.titre), ...b.rangees.flatMap((r) => r.cellules.flatMap((c) => valeur(c.valeur)))]
    case 'gantt':
      return [b.titre, ...b.barres.flatMap((x) => [x.libelle, x.debut, x.fin ?? '', x.responsable ?? '', x.groupe ?? ''])]
    case 'figure':
      return [b.titre, b.alternative, ...b.formes.flatMap((f) => (f.f === 'texte' ? [f.texte] : []))]
    case 'encadre':
      return [b.titre ?? '', texte(b.texte)]
    case 'signatures':
      return b.blocs.flatMap((s) => [s.titre, s.organisation, s.nom ?? '', s.fonction ?? '', s.lieu ?? '', s.date ?? ''])
    case 'saut':
      return []
  }
}

const ditDoc = (doc: Doc): readonly Dit[] => [
  doc.titre,
  doc.titreCourt,
  doc.sousTitre ?? '',
  doc.grappe,
  doc.porteur,
  doc.instruction ?? '',
  ...doc.blocs.flatMap(bloc)
]
export const ditClasseur = (c: Classeur): readonly Dit[] => [
  c.titre,
  c.grappe,
  c.porteur,
  ...c.feuilles.flatMap((f) => f.lignes.flatMap((l) => l.flatMap((x) => (x.v === null ? [] : [x.v]))))
]
export const ditProduction = (p: Production): readonly Dit[] => (p.sorte === 'pdf' ? ditDoc(p.doc) : ditClasseur(p.classeur))
/** All of it as one text, numbers in plain digits. */
export const toutTexte = (p: Production): string => ditProduction(p).join('\n')

/** Every row of every table of a document, as raw values. */
export const rangeesDe = (doc: Doc): readonly (readonly Dit[])[] =>
  doc.blocs.flatMap((b) => (b.b === 'table' ? b.rangees.map((r) => r.cellules.flatMap((c) => valeur(c.valeur))) : []))

export interface ChampEdite {
  readonly nom: NomConnu
  readonly id: string
  readonly champ: string
  readonly defini: Champ
  readonly avant: unknown
}

/** Every field of the first `parKind` entities of each kind. */
export function* champsDuDossier(dossier: Dossier, parKind: number): Generator<ChampEdite> {
  for (const nom of noms) {
    const contenu = (dossier as unknown as Record<string, unknown>)[nom.collection]
    const entites = (nom.unique ? [contenu] : contenu) as readonly Record<string, unknown>[]
    for (const e of entites.slice(0, parKind))
      for (const [champ, defini] of Object.entries(nom.champs as unknown as Record<string, Champ>))
        yield { nom, id: e['id'] as string, champ, defini, avant: e[champ] ?? null }
  }
}

/** The same Dossier with one field changed. */
export function avec(dossier: Dossier, { nom, id, champ }: Pick<ChampEdite, 'nom' | 'id' | 'champ'>, apres: unknown): Dossier {
  const contenu = (dossier as unknown as Record<string, unknown>)[nom.collection]
  const change = (e: Record<string, unknown>) => (e['id'] === id ? { ...e, [champ]: apres } : e)
  const suite = nom.unique ? change(contenu as Record<string, unknown>) : (contenu as readonly Record<string, unknown>[]).map(change)
  return { ...dossier, [nom.collection]: suite } as unknown as Dossier
}
