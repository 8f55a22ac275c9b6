import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { GrappeError } from '#contract/errors.ts'
import type { Cellule } from '#domain/champs/champ.ts'
import { createIds, createReplique, fermerRepliques, midi, type Replique } from './fixtures/banc.ts'
import { initialiserJournal } from './journal.ts'
import { openBase } from './open-base.ts'
import { createSchema } from './schema.ts'
import { areTetesExactes } from './tetes.ts'

const runs = Number(process.env['GRAPPE_FUSION_RUNS'] ?? 40)
const annee = 31_557_600_000

/** One step of a random history played on a few copies. Small domains, so that copies meet on the same cells. */
type Pas =
  | { t: 'ecrire'; r: number; e: number; champ: string; valeur: Cellule }
  | { t: 'ajouter'; r: number; finess: number }
  | { t: 'ajouter-enfant'; r: number; e: number }
  | { t: 'retirer'; r: number; e: number }
  | { t: 'retablir'; r: number; e: number }
  | { t: 'resoudre'; r: number }
  | { t: 'annuler'; r: number }
  | { t: 'refaire'; r: number }
  | { t: 'fusionner'; r: number; de: number }
  | { t: 'rouvrir'; r: number }
  | { t: 'horloge'; r: number; decalage: number }

const rang = fc.nat(2)
const element = fc.nat(5)
const pas: fc.Arbitrary<Pas> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      t: fc.constant('ecrire' as const),
      r: rang,
      e: element,
      champ: fc.constantFrom('nom', 'capacite', 'champInconnu', 'etablissement'),
      valeur: fc.constantFrom<Cellule>('a', 'b', 3, 1.5, null)
    })
  },
  { weight: 2, arbitrary: fc.record({ t: fc.constant('ajouter' as const), r: rang, finess: fc.nat(2) }) },
  { weight: 2, arbitrary: fc.record({ t: fc.constant('ajouter-enfant' as const), r: rang, e: element }) },
  { weight: 2, arbitrary: fc.record({ t: fc.constant('retirer' as const), r: rang, e: element }) },
  { weight: 1, arbitrary: fc.record({ t: fc.constant('retablir' as const), r: rang, e: element }) },
  { weight: 1, arbitrary: fc.record({ t: fc.constant('resoudre' as const), r: rang }) },
  { weight: 1, arbitrary: fc.record({ t: fc.constant('annuler' as const), r: rang }) },
  { weight: 1, arbitrary: fc.record({ t: fc.constant('refaire' as const), r: rang }) },
  { weight: 2, arbitrary: fc.record({ t: fc.constant('fusionner' as const), r: rang, de: rang }) },
  { weight: 1, arbitrary: fc.record({ t: fc.constant('rouvrir' as const), r: rang }) },
  { weight: 1, arbitrary: fc.record({ t: fc.constant('horloge' as const), r: rang, decalage: fc.constantFrom(-10, -1, 0, 1, 10) }) }
)
const histoire = fc.array(pas, { minLength: 5, maxLength: 30 })

/** Makes each reopening its own session; reset with each history so that a history always plays the same. */
let rang0 = 0

const vivantes = (r: Replique) => r.journal.lireLignes().filter((l) => l.vivant && l.kind !== 'grappe')

function jouer(copies: Replique[], p: Pas, horloges = true): void {
  const r = copies[p.r] as Replique
  const { journal } = r
  const choisir = (lignes: ReturnType<typeof vivantes>, e: number) => lignes.toSorted((a, b) => (a.id < b.id ? -1 : 1))[e % Math.max(1, lignes.length)]
  if (p.t === 'horloge') {
    if (horloges) r.instant = midi + p.decalage * annee
  } else if (p.t === 'ajouter') journal.ajouter('etablissement', null, null, { finess: `09000000${p.finess}`, nom: `E${p.r}` })
  else if (p.t === 'annuler') journal.annuler()
  else if (p.t === 'refaire') journal.refaire()
  else if (p.t === 'fusionner') {
    if (p.de !== p.r) journal.fusionner((copies[p.de] as Replique).db)
  } else if (p.t === 'rouvrir') {
    const rouverte = createReplique(`${p.r}-${r.db.prepare('SELECT count(*) FROM op').pluck().get()}-${rang0++}`, r.db)
    rouverte.instant = r.instant
    copies[p.r] = rouverte
  } else if (p.t === 'resoudre') {
    const c = journal.lireConflits()[0]
    if (c?.id && c.champ === '_alive') journal.retirer(c.kind, c.id)
    else if (c?.id && c.champ) journal.ecrire([{ kind: c.kind, id: c.id, champ: c.champ, valeur: c.valeurs.at(-1) ?? null }])
  } else if (p.t === 'retablir') {
    const mort = choisir(
      journal.lireLignes().filter((l) => !l.vivant),
      p.e
    )
    if (mort) journal.retablir(mort.kind, mort.id)
  } else {
    const ligne = choisir(vivantes(r), p.e)
    if (!ligne) return
    if (p.t === 'retirer') journal.retirer(ligne.kind, ligne.id)
    else if (p.t === 'ajouter-enfant') journal.ajouter('releve', null, null, { etablissement: ligne.id, type: 'va', observation: `r${p.r}` })
    else journal.ecrire([{ kind: ligne.kind, id: ligne.id, champ: p.champ, valeur: p.valeur }])
  }
}

/** Three copies of one file, then a random history on them. */
function trois(pasJoues: readonly Pas[], horloges = true): Replique[] {
  rang0 = 0
  const a = createReplique('a')
  a.journal.ajouter('grappe', null, null, { nom: 'G' })
  for (let i = 0; i < 3; i++) a.journal.ajouter('etablissement', null, null, { nom: `E${i}` })
  const copies = [a, a.copier('b'), a.copier('c')]
  for (const p of pasJoues) jouer(copies, p, horloges)
  return copies
}

/** A new copy holding the union of some, in order. */
function unir(...copies: readonly Replique[]): Replique {
  const db = openBase('', 'memoire')
  createSchema(db)
  initialiserJournal(db, copies[0]?.journal.projet ?? '')
  const union = createReplique('union', db)
  for (const c of copies) union.journal.fusionner(c.db)
  return union
}

/** Everything a copy says: its journal and what it shows of it. */
const dit = (r: Replique) => ({
  journal: r.journal.exporterJson(),
  lignes: r.journal.lireLignes().toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  conflits: r.journal.lireConflits()
})
const ops = (r: Replique): string[] =>
  (JSON.parse(r.journal.exporterJson()) as { ops: { session: string; seq: number }[] }).ops.map((o) => `${o.session}/${o.seq}`)

const verifier = (propriete: (copies: Replique[]) => void) =>
  fc.assert(
    fc
      .property(histoire, (h) => {
        propriete(trois(h))
      })
      .afterEach(fermerRepliques),
    { numRuns: runs }
  )

describe('union of journals, on random histories', { timeout: 300_000 }, () => {
  it('is commutative', () => verifier(([a, b]) => expect(dit(unir(a!, b!))).toEqual(dit(unir(b!, a!)))))

  it('is associative, whatever the order of three copies', () =>
    verifier(([a, b, c]) => {
      const attendu = dit(unir(a!, b!, c!))
      expect(dit(unir(unir(b!, c!), a!))).toEqual(attendu)
      expect(dit(unir(c!, a!, b!))).toEqual(attendu)
    }))

  it('is idempotent and absorbing: a second time changes nothing', () =>
    verifier(([a, b]) => {
      const union = unir(a!, b!)
      const avant = dit(union)
      expect(union.journal.fusionner(a!.db)).toEqual({ ops: 0, blobs: 0, ajouts: [], modifications: [], suppressions: [], retablis: [], conflits: [] })
      expect(union.journal.fusionner(union.copier('d').db).ops).toBe(0)
      expect(dit(union)).toEqual(avant)
    }))

  it('loses no op, invents none, keeps the file coherent', () =>
    verifier((copies) => {
      const union = unir(...copies)
      expect(ops(union).sort()).toEqual([...new Set(copies.flatMap(ops))].sort())
      for (const r of [...copies, union]) {
        expect(areTetesExactes(r.db)).toBe(true)
        expect(r.db.pragma('foreign_key_check')).toEqual([])
        expect(r.db.pragma('integrity_check', { simple: true })).toBe('ok')
        const { ops: lues } = JSON.parse(r.journal.exporterJson()) as {
          ops: { session: string; seq: number; hlc: number; entite: string; remplace: [string, number][] }[]
        }
        const parCle = new Map(lues.map((o) => [`${o.session}/${o.seq}`, o]))
        for (const o of lues) for (const [s, q] of o.remplace) expect(o.hlc).toBeGreaterThan(parCle.get(`${s}/${q}`)?.hlc ?? Number.POSITIVE_INFINITY)
        const premieres = new Map<string, number>()
        for (const o of lues) premieres.set(o.entite, Math.min(o.hlc, premieres.get(o.entite) ?? Number.POSITIVE_INFINITY))
        for (const ligne of r.journal.lireLignes()) {
          expect(ligne.cree).toBe(premieres.get(ligne.id))
          expect(r.journal.ligne(ligne.id)).toEqual(ligne)
        }
      }
    }))

  it('finds exactly the conflicts that an oracle finds on the ops alone', () =>
    verifier((copies) => {
      const union = unir(...copies)
      const { ops: lues } = JSON.parse(union.journal.exporterJson()) as {
        ops: { session: string; seq: number; entite: string; champ: string; valeur: Cellule; remplace: [string, number][] }[]
      }
      const parCle = new Map(lues.map((o) => [`${o.session}/${o.seq}`, o]))
      const couvertes = new Set<string>()
      for (const o of lues)
        for (const [s, q] of o.remplace) {
          const parent = parCle.get(`${s}/${q}`)
          if (parent?.entite === o.entite && parent.champ === o.champ) couvertes.add(`${s}/${q}`)
        }
      const vivants = new Set(vivantes(union).map((l) => l.id))
      const valeurs = new Map<string, Set<Cellule>>()
      for (const o of lues) {
        if (couvertes.has(`${o.session}/${o.seq}`) || o.champ === '_alive' || !vivants.has(o.entite)) continue
        const cle = `${o.entite}|${o.champ}`
        valeurs.set(cle, (valeurs.get(cle) ?? new Set()).add(o.valeur))
      }
      const attendus = [...valeurs].filter(([, v]) => v.size > 1).map(([cle, v]) => [cle, [...v].map(String).sort()])
      const trouves = union.journal
        .lireConflits()
        .filter((c) => c.champ !== '_alive')
        .map((c) => [`${c.id}|${c.champ}`, c.valeurs.map(String).sort()])
      expect(trouves.sort()).toEqual(attendus.sort())
    }))

  it('shows the same conflicts and the same one-sided edits whatever the clocks', () =>
    fc.assert(
      fc
        .property(histoire, (h) => {
          const juste = unir(...trois(h, false))
          const decale = unir(...trois(h, true))
          const tries = (r: Replique) => r.journal.lireConflits().map((c) => ({ ...c, valeurs: c.valeurs.map(String).sort() }))
          expect(tries(decale)).toEqual(tries(juste))
          const enConflit = new Set(juste.journal.lireConflits().map((c) => `${c.id}|${c.champ}`))
          const sures = (r: Replique) =>
            vivantes(r)
              .map((l) => [l.id, Object.entries(l.cellules).filter(([champ]) => !enConflit.has(`${l.id}|${champ}`))] as const)
              .toSorted(([x], [y]) => (x < y ? -1 : 1))
          expect(sures(decale)).toEqual(sures(juste))
        })
        .afterEach(fermerRepliques),
      { numRuns: runs }
    ))

  it('lets a resolution settle every conflict, and it stays settled', () =>
    verifier((copies) => {
      const union = unir(...copies)
      for (let tour = 0; tour < 50 && union.journal.lireConflits().length > 0; tour++) jouer([union], { t: 'resoudre', r: 0 })
      expect(union.journal.lireConflits()).toEqual([])
      const { conflits, ops: recues } = union.journal.fusionner(copies[1]!.db)
      expect([recues, conflits]).toEqual([0, []])
      copies[0]!.journal.fusionner(union.db)
      expect(copies[0]!.journal.lireConflits()).toEqual([])
    }))

  it('lets an edit made on one side only win, whatever the clocks', () =>
    fc.assert(
      fc
        .property(histoire, fc.constantFrom(-10, 0, 10), (h, decalage) => {
          const base = unir(...trois(h))
          const cote = base.copier('cote')
          cote.instant = midi + decalage * annee
          const ligne = vivantes(cote)[0]
          if (!ligne) return
          const [ecrite] = cote.journal.ecrire([{ kind: ligne.kind, id: ligne.id, champ: 'nom', valeur: 'un seul côté' }])
          base.journal.ajouter('risque', null, null, { risque: 'ailleurs' })
          base.journal.fusionner(cote.db)
          expect(base.journal.ligne(ligne.id)?.cellules).toEqual(ecrite?.cellules)
        })
        .afterEach(fermerRepliques),
      { numRuns: runs }
    ))

  it('tells what it changed', () =>
    verifier(([a, b]) => {
      const avant = new Map(vivantes(a!).map((l) => [l.id, l]))
      const rapport = a!.journal.fusionner(b!.db)
      const apres = new Map(vivantes(a!).map((l) => [l.id, l]))
      const tries = (ids: Iterable<string>) => [...ids].sort()
      const venus = [...apres.keys()].filter((id) => !avant.has(id))
      expect(tries([...rapport.ajouts, ...rapport.retablis].map((d) => d.id))).toEqual(tries(venus))
      expect(tries(rapport.suppressions.map((d) => d.id))).toEqual(tries([...avant.keys()].filter((id) => !apres.has(id))))
      const changees = [...apres].flatMap(([id, l]) => {
        const ancienne = avant.get(id)
        return ancienne ? Object.keys(l.cellules).flatMap((c) => ((ancienne.cellules[c] ?? null) === l.cellules[c] ? [] : [`${id}|${c}`])) : []
      })
      const dites = rapport.modifications.map((m) => `${m.id}|${m.champ}`).filter((cle) => avant.has(cle.split('|')[0] ?? ''))
      expect(tries(dites)).toEqual(tries(changees))
    }))
})

describe('union, case by case', () => {
  const deux = () => {
    const a = createReplique('a')
    const { id } = a.journal.ajouter('etablissement', null, null, { nom: 'Un', capacite: 1 })
    return { a, b: a.copier('b'), id }
  }

  it('keeps what one removed and another changed, and says so', () => {
    const { a, b, id } = deux()
    a.journal.retirer('etablissement', id)
    b.journal.ecrire([{ kind: 'etablissement', id, champ: 'capacite', valeur: 2 }])
    expect(a.journal.fusionner(b.db)).toMatchObject({ retablis: [{ id }], conflits: [{ id, champ: '_alive', valeurs: [1, 0] }] })
    expect(a.journal.ecrire([{ kind: 'etablissement', id, champ: 'nom', valeur: 'Deux' }])[0]?.vivant).toBe(true)
    expect(a.journal.retirer('etablissement', id).vivant).toBe(false)
    expect(a.journal.lireConflits()).toEqual([])
    b.journal.fusionner(a.db)
    expect(b.journal.ligne(id)?.vivant).toBe(false)
  })

  it('keeps an establishment removed while another added it a relevé; putting it back settles it', () => {
    const { a, b, id } = deux()
    a.journal.retirer('etablissement', id)
    b.journal.ajouter('releve', null, null, { etablissement: id, type: 'va' })
    b.journal.fusionner(a.db)
    expect(b.journal.lireConflits()).toMatchObject([{ id, champ: '_alive' }])
    b.journal.retablir('etablissement', id)
    expect(b.journal.lireConflits()).toEqual([])
  })

  it('a removal alone is a removal', () => {
    const { a, b, id } = deux()
    a.journal.retirer('etablissement', id)
    expect(b.journal.fusionner(a.db)).toMatchObject({ suppressions: [{ id }], conflits: [], modifications: [] })
  })

  it('makes one of the same FINESS added on two sides, with both values in conflict', () => {
    const { a, b } = deux()
    const id = a.journal.ajouter('etablissement', null, null, { finess: '090000001', nom: 'Pins' }).id
    expect(b.journal.ajouter('etablissement', null, null, { finess: '090000001', nom: 'Sapins' }).id).toBe(id)
    a.journal.fusionner(b.db)
    expect(a.journal.lireConflits().map((c) => [c.champ, [...c.valeurs].sort()])).toEqual([['nom', ['Pins', 'Sapins']]])
  })

  it('the same value on two sides is no conflict', () => {
    const { a, b, id } = deux()
    for (const r of [a, b]) r.journal.ecrire([{ kind: 'etablissement', id, champ: 'nom', valeur: 'Pareil' }])
    a.journal.fusionner(b.db)
    expect(a.journal.lireConflits()).toEqual([])
  })

  it('displays the value of the latest clock first', () => {
    const { a, b, id } = deux()
    b.instant = midi + 1000
    a.journal.ecrire([{ kind: 'etablissement', id, champ: 'nom', valeur: 'tôt' }])
    b.journal.ecrire([{ kind: 'etablissement', id, champ: 'nom', valeur: 'tard' }])
    a.journal.fusionner(b.db)
    expect(a.journal.lireConflits()[0]?.valeurs).toEqual(['tard', 'tôt'])
    expect(a.journal.ligne(id)?.cellules['nom']).toBe('tard')
  })

  it('moves an entity to the part that the copy gave it', () => {
    const a = createReplique('a')
    const [un, deux] = ['Un', 'Deux'].map((raisonSociale) => a.journal.ajouter('organisme', null, null, { raisonSociale }).id)
    const { id } = a.journal.ajouter('depense', null, null, { organisme: un ?? null })
    const b = a.copier('b')
    b.journal.ecrire([{ kind: 'depense', id, champ: 'organisme', valeur: deux ?? null }])
    expect(a.journal.ligne(id)?.part).toBe(un)
    a.journal.fusionner(b.db)
    expect(a.journal.ligne(id)?.part).toBe(deux)
  })

  it('knows that an edit of a partial copy replaces one that comes later', () => {
    const { a, b, id } = deux()
    b.journal.ecrire([{ kind: 'etablissement', id, champ: 'nom', valeur: 'Deux' }])
    // What a copy limited to recent edits would hold: the new op and its link, without the op it replaces.
    b.db.exec("DELETE FROM op WHERE value = 'Un'")
    const partielle = b.copier('partielle')
    expect(partielle.journal.ligne(id)?.cellules).toEqual({ nom: 'Deux', capacite: 1 })
    partielle.journal.fusionner(a.db)
    expect([partielle.journal.ligne(id)?.cellules['nom'], partielle.journal.lireConflits()]).toEqual(['Deux', []])
    expect(areTetesExactes(partielle.db)).toBe(true)
  })

  it('carries attachments and erasures', () => {
    const { a, b, id } = deux()
    const sha = b.journal.ajouterBlob(Buffer.from('x'), 'application/pdf')
    b.db.exec(
      "INSERT INTO redaction SELECT session_no, seq FROM op JOIN field USING(field_no) WHERE key = 'nom'; UPDATE op SET value = NULL WHERE (session_no, seq) IN (SELECT session_no, seq FROM redaction)"
    )
    expect(a.journal.fusionner(b.db).blobs).toBe(1)
    expect(a.journal.lireBlob(sha)?.bytes.toString()).toBe('x')
    expect(a.journal.ligne(id)?.cellules['nom']).toBeNull()
    b.journal.fusionner(a.db)
    expect(b.journal.exporterJson()).toBe(a.journal.exporterJson())
  })

  it('one file attached in each copy for other establishments, removed for one of them: kept once, each line as its copy left it', () => {
    const { a, b } = deux()
    const bytes = Buffer.from('tableau')
    const joindre = ({ journal }: Replique, ...cibles: string[]) =>
      cibles.map((cible) => journal.ajouter('piece-jointe', null, null, { role: 'preuve', cible, sha256: journal.ajouterBlob(bytes, 'application/pdf') }).id)
    const [, retire = ''] = joindre(a, 'e1', 'e2')
    joindre(b, 'e2', 'e3')
    a.journal.retirer('piece-jointe', retire)
    a.journal.fusionner(b.db)
    b.journal.fusionner(a.db)
    for (const { journal } of [a, b]) {
      const vivants = journal.lireLignes().filter((l) => l.kind === 'piece-jointe' && l.vivant)
      expect(vivants.map((l) => l.cellules['cible']).sort()).toEqual(['e1', 'e2', 'e3'])
      expect([journal.listerBlobs().length, journal.lireConflits()]).toEqual([1, []])
    }
    expect(b.journal.exporterJson()).toBe(a.journal.exporterJson())
  })

  it.each([
    ['another grappe', "UPDATE meta SET v = '00000000-0000-4000-8000-000000000000' WHERE k = 'project_uuid'", 'import-impossible'],
    ['a known op with another value', "UPDATE op SET value = 'faux' WHERE value = 'Un'", 'contenu-invalide'],
    ['a known entity of another kind', "UPDATE entity SET kind = 'organisme'", 'contenu-invalide']
  ])('refuses %s, and changes nothing', (_nom, sql, attendu) => {
    const { a, b } = deux()
    const avant = a.journal.exporterJson()
    b.journal.ajouter('risque', createIds('r')(), null, { risque: 'x' })
    b.db.exec(sql)
    let code = ''
    try {
      a.journal.fusionner(b.db)
    } catch (error) {
      code = error instanceof GrappeError ? error.code : String(error)
    }
    expect([code, a.journal.exporterJson()]).toEqual([attendu, avant])
  })
})
