import type { Champ } from '../champs/champ.ts'
import { type Lot, lots } from '../lot.ts'
import { type NomConnu, noms } from '../noms.ts'
import { manquant } from './accord.ts'
import { type ContexteCompletude, enFamille, type Verification } from './collecteur.ts'
import { type Rattachement, rattachementDe } from './rattachement.ts'

// biome-ignore lint/suspicious/noExplicitAny: fields of every value type
type ChampQuelconque = Champ<any>
type Entite = Readonly<Record<string, unknown>> & { readonly id: string }

interface ChampExige {
  readonly name: string
  readonly champ: ChampQuelconque
  readonly exige: readonly Lot[]
  readonly lieu: Rattachement
}

/** Fields that some bundle requires or that have a rule, by noun: the only ones read here. */
const surveilles: readonly (readonly [NomConnu, readonly ChampExige[]])[] = noms.map((nom) => [
  nom,
  Object.entries(nom.champs as Readonly<Record<string, ChampQuelconque>>)
    .filter(([, champ]) => champ.exige || champ.controle)
    .map(([name, champ]) => ({ name, champ, exige: champ.exige ?? [], lieu: rattachementDe(nom.kind, name) }))
])

const isEmpty = (value: unknown): boolean =>
  value === null || value === undefined || (typeof value === 'string' && value.trim() === '') || (Array.isArray(value) && value.length === 0)

/** Kinds whose ids may be pointed at, to find references to something removed. */
function vivants({ dossier }: ContexteCompletude): (kind: string, id: string) => boolean {
  const known = new Map<string, Set<string>>()
  const byKind = new Map<string, string>(noms.map((n) => [n.kind, n.collection]))
  return (kind, id) => {
    let ids = known.get(kind)
    if (!ids) {
      const list = (dossier as unknown as Record<string, readonly Entite[] | undefined>)[byKind.get(kind) ?? '']
      ids = new Set((list ?? []).map((e) => e.id))
      known.set(kind, ids)
    }
    return ids.has(id)
  }
}

/** Applies the rule of a field once per value: one supplier's SIRET is on thousands of expense lines. */
function juge(): (champ: ChampQuelconque, value: unknown) => string | null {
  const known = new Map<ChampQuelconque, Map<unknown, string | null>>()
  return (champ, value) => {
    const verdicts = known.get(champ) ?? new Map<unknown, string | null>()
    known.set(champ, verdicts)
    const before = verdicts.get(value)
    if (before !== undefined) return before
    const verdict = champ.controle?.(value) ?? null
    verdicts.set(value, verdict)
    return verdict
  }
}

const pourInformation: ReadonlySet<string> = new Set(['siren', 'siret', 'entier'])

/** A wrong bank number, or a wrong FINESS, SIRET or e-mail: how grave, and what already settles it. Source: programme, « Sévérités ». */
function graviteControle(champ: ChampQuelconque): 'bloquant' | 'a-justifier' | 'information' {
  if (champ.banque) return 'bloquant'
  return pourInformation.has(champ.genre) ? 'information' : 'a-justifier'
}

/** A VA holds nothing back of the VSR mailing, and the other way round. */
function lotsDe(nom: NomConnu, entite: Entite, exige: readonly Lot[]): readonly Lot[] {
  if (nom.kind !== 'pv' || entite['type'] === null) return exige
  return exige.filter((lot) => lot !== (entite['type'] === 'va' ? 'vsr' : 'va'))
}

/** Every required field of every entity is filled (references point to something that exists), and every filled field respects its rule. */
export const verifierChamps: Verification = (contexte) => {
  const { dossier, designation, manque, enRegle } = contexte
  const vivant = vivants(contexte)
  const juger = juge()
  for (const [nom, champs] of surveilles) {
    if (champs.length === 0) continue
    const held = (dossier as unknown as Record<string, unknown>)[nom.collection]
    const entites = (nom.unique ? [held] : held) as readonly Entite[]
    const right = champs.map(() => 0)
    for (const [rang, entite] of entites.entries()) {
      const id = nom.kind === 'grappe' ? dossier.projet : entite.id
      for (let i = 0; i < champs.length; i++) {
        const { name, champ, exige, lieu } = champs[i] as ChampExige
        const value = entite[name]
        const dangling =
          !isEmpty(value) &&
          ((champ.genre === 'reference' && !vivant(champ.vers ?? '', value as string)) ||
            (champ.genre === 'references' && !(value as readonly string[]).some((v) => vivant(champ.vers ?? '', v))))
        const required = exige.length > 0 && (champ.si === undefined || champ.si(entite))
        if (isEmpty(value) || dangling) {
          if (!required) continue
          const who = designation.de(nom, entite, rang)
          manque({
            cle: `champ:${nom.kind}.${name}:${id}`,
            gravite: 'bloquant',
            ...lieu,
            lots: lotsDe(nom, entite, exige),
            ...(who === '' ? { texte: manquant(champ) } : enFamille({ kind: nom.kind, quoi: manquant(champ), qui: who })),
            ou: { kind: nom.kind, id, champ: name }
          })
          continue
        }
        // What no bundle needs of this entity (a withdrawn establishment) is not judged either.
        const refusal = champ.controle === undefined || (exige.length > 0 && !required) ? null : juger(champ, value)
        if (refusal === null) {
          if (required) right[i] = (right[i] ?? 0) + 1
          continue
        }
        const who = designation.de(nom, entite, rang)
        const confirmed = nom.kind === 'etablissement' && name === 'finess' ? entite['motifFiness'] : null
        manque({
          cle: `controle-champ:${nom.kind}.${name}:${id}`,
          gravite: graviteControle(champ),
          ...lieu,
          exclusif: false,
          lots: exige.length > 0 ? exige : (lieu.lots ?? lots),
          texte: who === '' ? refusal : `${who} : ${refusal}`,
          ou: { kind: nom.kind, id, champ: name },
          motif: typeof confirmed === 'string' ? confirmed : undefined
        })
      }
    }
    champs.forEach(({ lieu }, i) => {
      enRegle(lieu.phase, right[i])
    })
  }
}

/** After the deposit: two kept establishments never share a FINESS géographique, nor carry an EJ number. Before it, recevabilité (check 3) says so. */
const apresDepot: readonly Lot[] = ['va', 'etat-des-lieux', 'vsr', 'cloture']

export const verifierFinessDoubles: Verification = ({ conserves, organismes, designation, manque }) => {
  const ejs = new Set([...organismes.values()].flatMap((o) => (o.finessEj === null ? [] : [o.finessEj])))
  const first = new Map<string, string>()
  for (const e of conserves) {
    if (e.finess === null) continue
    const ou = { kind: 'etablissement', id: e.id, champ: 'finess' }
    const twin = first.get(e.finess)
    if (twin !== undefined)
      manque({
        cle: `finess-double:${e.id}`,
        gravite: 'bloquant',
        phase: 'grappe',
        lots: apresDepot,
        texte: `FINESS ${e.finess} déjà porté par ${designation.etablissement(twin)} : ${designation.etablissement(e.id)}`,
        ou
      })
    else first.set(e.finess, e.id)
    if (ejs.has(e.finess))
      manque({
        cle: `finess-ej:${e.id}`,
        gravite: 'bloquant',
        phase: 'grappe',
        lots: apresDepot,
        texte: `${designation.etablissement(e.id)} porte le numéro FINESS juridique d’un organisme (${e.finess}) : un FINESS géographique est attendu`,
        ou
      })
  }
}
