import { copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Demande, NomAppel, Sortie } from '#contract/contract.ts'
import { type Cellule, type Champ, texteMax } from '#domain/champs/champ.ts'
import { foldDossier, type Ligne } from '#domain/dossier.ts'
import { etablissement } from '#domain/etablissement.ts'
import { withFinessKey, withIbanKeys, withSiretKey } from '#domain/identifiants.ts'
import { type NomConnu, noms } from '#domain/noms.ts'
import { createEngine } from '#engine/engine.ts'

/** Every field of the catalogue, typed in French, goes to the file and comes back the same. */
const dossier = mkdtempSync(join(tmpdir(), 'grappe-champs-'))
const fichier = join(dossier, 'tous les champs.db')
const demarrer = (profil: string) => createEngine({ profil: join(dossier, profil), version: '1', ressources: 'resources' })
type Moteur = ReturnType<typeof createEngine>
async function demander<N extends NomAppel>(moteur: Moteur, nom: N, entree: Demande<N>): Promise<Sortie<N>> {
  const outcome = await moteur.server.run(nom, entree, () => undefined)
  if (!outcome.ok) throw new Error(`${outcome.error.code}: ${outcome.error.message}`)
  return outcome.value as Sortie<N>
}
const identite = { nom: 'Camille Vallorge', fonction: 'Chef de projet', organisation: 'Association Les Cèdres' }

const champsDe = (nom: NomConnu) => Object.entries(nom.champs as unknown as Readonly<Record<string, Champ>>)
const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
/** One entity per noun; where the noun is named by a key, the id that the engine gives it. */
const ids = new Map<string, string>(noms.map((nom, i) => [nom.kind, uuid(i + 1)]))

const siret = withSiretKey('7328293200007')
/** What a person types, by kind of field. */
const tapes: Readonly<Record<string, string>> = {
  texte: '  L’Œuvre  « Été » – n° 1 ',
  'texte-long': 'Première ligne\r\nSeconde ligne, avec 1 000 €',
  entier: '1 234',
  decimal: '0,75',
  montant: '1 234,50 €',
  date: '5/3/2026',
  mois: '9/2026',
  finess: withFinessKey('34000001'),
  siren: siret.slice(0, 9),
  siret,
  iban: withIbanKeys('20041', '01005', '0500013M026'),
  bic: 'PSSTFRPPMON',
  courriel: 'direction@exemple.fr'
}
/** The value that must come back, when it is not the text itself. */
const attendus: Readonly<Record<string, unknown>> = {
  texte: 'L’Œuvre « Été » – n° 1',
  'texte-long': 'Première ligne\nSeconde ligne, avec 1 000 €',
  entier: 1234,
  decimal: 0.75,
  montant: 123_450,
  date: '2026-03-05',
  mois: '2026-09'
}

/** Fields that read words as their own code. */
const tapesPropres: Readonly<Record<string, string>> = { [etablissement.champs.categorie.label]: '500' }

function taper(champ: Champ): string {
  const propre = tapesPropres[champ.label]
  if (propre !== undefined) return propre
  if (champ.genre === 'choix') return champ.options!.at(-1)!.label
  if (champ.genre === 'reference') return ids.get(champ.vers!)!
  if (champ.genre === 'references') return `${ids.get(champ.vers!)}; ${uuid(99)}`
  if (champ.genre === 'nombres') return champ.noms!.map((_, i) => (i === 1 ? '' : String(i * 10))).join('\t')
  return tapes[champ.genre]!
}
function attendu(champ: Champ): unknown {
  if (champ.genre === 'choix') return champ.options!.at(-1)!.value
  if (champ.genre === 'references') return [ids.get(champ.vers!)!, uuid(99)].sort()
  if (champ.genre === 'nombres') return champ.noms!.map((_, i) => (i === 1 ? null : i * 10))
  return tapesPropres[champ.label] ?? attendus[champ.genre] ?? taper(champ)
}
/** What is typed → the cell that the window sends; throws when the field refuses it. */
function cellule(nom: NomConnu, name: string, champ: Champ, tape: string): Cellule {
  const lu = champ.parse(tape)
  if (!lu.ok) throw new Error(`${nom.kind}.${name} : ${lu.message}`)
  return champ.encode(lu.value)
}

const lire = async (moteur: Moteur) => {
  const { projet, lignes, conflits } = await demander(moteur, 'dossier.lire', {})
  return { lignes: new Map<string, Ligne>(lignes.map((l) => [l.id, l])), dossier: foldDossier(projet, lignes, conflits) }
}
/** Opens the published file as another computer would. */
async function rouvrir(profil: string) {
  const moteur = demarrer(profil)
  const copie = join(dossier, `${profil}.db`)
  copyFileSync(fichier, copie)
  await demander(moteur, 'app.auteur', identite)
  moteur.accorder('copie', copie)
  await demander(moteur, 'dossier.ouvrir', { ref: 'copie' })
  const lu = await lire(moteur)
  await moteur.fermer()
  return lu
}

const moteur = demarrer('saisie')
beforeAll(async () => {
  await demander(moteur, 'app.auteur', identite)
  moteur.accorder('fichier', fichier)
  const { projet } = await demander(moteur, 'dossier.creer', { nom: 'Essai', ref: 'fichier' })
  ids.set('grappe', projet)
})
afterAll(async () => {
  await moteur.fermer()
  rmSync(dossier, { recursive: true, force: true })
})

describe('every field of the catalogue', () => {
  it('is typed, kept, published and found again by another computer', async () => {
    const { dossier: neuf } = await lire(moteur)
    ids.set('solution', neuf.solution.id)
    const ajouts = noms.filter((n) => !n.unique || !ids.get(n.kind)).map((n) => ({ kind: n.kind, id: ids.get(n.kind)!, cellules: {} }))
    const premier = await demander(moteur, 'champ.saisir', { ajouts, editions: [] })
    for (const [i, a] of ajouts.entries()) ids.set(a.kind, premier.ajoutees[i]!)
    const editions = noms.flatMap((nom) =>
      champsDe(nom).map(([champ, defini]) => ({ kind: nom.kind, id: ids.get(nom.kind)!, champ, valeur: cellule(nom, champ, defini, taper(defini)) }))
    )
    expect(editions.length).toBeGreaterThan(260)
    await demander(moteur, 'champ.saisir', { editions })
    await demander(moteur, 'dossier.publier', { ref: null })

    const { lignes, dossier: relu } = await rouvrir('autre')
    const trouves = editions.map((e) => [`${e.kind}.${e.champ}`, lignes.get(e.id)?.cellules[e.champ]])
    expect(trouves).toEqual(editions.map((e) => [`${e.kind}.${e.champ}`, e.valeur]))
    for (const nom of noms) {
      const tenus = [(relu as unknown as Readonly<Record<string, unknown>>)[nom.collection]].flat() as Readonly<Record<string, unknown>>[]
      const entite = tenus.find((e) => e['id'] === ids.get(nom.kind))
      for (const [name, champ] of champsDe(nom)) expect([`${nom.kind}.${name}`, entite?.[name]]).toEqual([`${nom.kind}.${name}`, attendu(champ)])
    }
  })

  it('is emptied, and stays empty', async () => {
    const editions = noms.flatMap((nom) => champsDe(nom).map(([champ]) => ({ kind: nom.kind, id: ids.get(nom.kind)!, champ, valeur: null })))
    await demander(moteur, 'champ.saisir', { editions })
    await demander(moteur, 'dossier.publier', { ref: null })
    const { lignes } = await rouvrir('vide')
    expect(editions.filter((e) => (lignes.get(e.id)?.cellules[e.champ] ?? null) !== null)).toEqual([])
  })
})

// --- what a hostile or clumsy person types ---

const pieges = [
  '=1+1',
  '+cmd|’ /C calc’!A0',
  '@SUM(A1)',
  '-2+3',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '{{7*7}}<%= 7*7 %>',
  '\u202eexe.fdp\u202c gauche à droite',
  'שלום עולם مرحبا',
  '👩‍👩‍👧‍👦 🏳️‍🌈 👍🏽',
  'e\u0301\u0327\u0323'.repeat(20),
  'nul\u0000ici\u0007cloche\u001b[31m',
  '\ud800 seul',
  '__proto__',
  '\ufeffmarque',
  '\u2028ligne\u2029paragraphe',
  'a'.repeat(10_000),
  '中文字符'.repeat(2500),
  '%s%n%x',
  '../../etc/passwd',
  'CON.pdf',
  'NULL',
  '’; DROP TABLE op; --'
]
const hostile = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...pieges) },
  { weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 200 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', minLength: 500, maxLength: 10_000, size: 'max' }) },
  { weight: 1, arbitrary: fc.tuple(fc.constantFrom(...pieges), fc.string({ unit: 'grapheme', maxLength: 50 })).map(([a, b]) => a + b) }
)
/** Rounds over the whole catalogue; the long form is asked for by an environment variable. */
const tours = Number(process.env['GRAPPE_CHAMPS'] ?? 3)

describe('any text in any field', () => {
  const champs = noms.flatMap((nom) => champsDe(nom).map(([name, champ]) => ({ nom, name, champ })))
  const parNom = new Map(champs.map(({ nom, name, champ }) => [`${nom.kind}.${name}`, champ]))

  it('is read as a value of the field, or refused with a French sentence', () => {
    fc.assert(
      fc.property(fc.constantFrom(...parNom.keys()), hostile, (cle, tape) => {
        const champ = parNom.get(cle)!
        const lu = champ.parse(tape)
        if (!lu.ok) {
          expect(lu.message).toMatch(/^[\p{Lu}\d].*[.\d]$/su)
          return
        }
        const cell = champ.encode(lu.value)
        // What is kept is read again as the same value, and typing it again changes nothing.
        expect(champ.decode(cell)).toEqual(lu.value)
        if (typeof lu.value === 'string') {
          expect(lu.value.isWellFormed()).toBe(true)
          expect(champ.parse(lu.value)).toEqual(lu)
        }
      }),
      { numRuns: 400 * tours }
    )
  })

  it('is kept in the file as that very text', { timeout: 30_000 + tours * 4000 }, async () => {
    for (let tour = 0; tour < tours; tour++) {
      const tapes = fc.sample(hostile, { numRuns: champs.length, seed: 1 + tour })
      const editions = champs.flatMap(({ nom, name, champ }, i) => {
        const lu = champ.parse(tapes[i]!)
        return lu.ok ? [{ kind: nom.kind, id: ids.get(nom.kind)!, champ: name, valeur: champ.encode(lu.value) }] : []
      })
      await demander(moteur, 'champ.saisir', { editions })
      await demander(moteur, 'dossier.publier', { ref: null })
      const { lignes } = await rouvrir(`tour ${tour}`)
      for (const e of editions) expect([e.kind, e.champ, lignes.get(e.id)?.cellules[e.champ]]).toEqual([e.kind, e.champ, e.valeur])
    }
    // Nothing beside the files: no lock, no sidecar.
    expect(existsSync(fichier) && readdirSync(dossier).filter((n) => n.startsWith('tous les champs'))).toEqual(['tous les champs.db'])
  })

  it('longer than what a field holds is refused, saying how much it holds', () => {
    for (const { champ } of champs.filter((c) => ['texte', 'texte-long'].includes(c.champ.genre)))
      expect(champ.parse('é'.repeat(texteMax + 1))).toEqual({ ok: false, message: `Ce texte dépasse ${texteMax} caractères.` })
  })
})
