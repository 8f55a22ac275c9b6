import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as attendre } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { contract, type NomAppel } from '#contract/contract.ts'
import { ref } from '#contract/formes.ts'
import { lectures } from '#contract/lectures.ts'
import { type Canal, serve } from '#contract/rpc.ts'
import { createEngine, type Engine } from '#engine/engine.ts'
import { type LectureVeillee, veillerPar } from '#engine/veille.ts'
import { entreeType } from './entree-type.ts'

const noms = Object.keys(contract) as NomAppel[]

/** Places where Grappe writes, and what it has itself just written: nothing there is opened. Anything else is read under watch. */
const nonLues = [
  'agenda.ecrire ref',
  'archive.creer ref',
  'collecte.classeurs ref',
  'document.du-lot ref',
  'document.ecrire ref',
  'dossier.creer ref',
  'dossier.exemple ref',
  'dossier.extraireVersion vers',
  'dossier.publier ref',
  'dossier.reparer vers',
  'dossier.reprendre ref',
  // Only compared with what this computer knows.
  'dossier.secours ref',
  'lot.generer ref',
  'modele.exporterCorrespondance ref',
  'modele.remplir ref',
  'partage.courriel joint',
  'partage.courriel ref',
  'partage.envoyer ref',
  'partage.renvoyer ref'
]

/** Where a schema holds a ref: `fichiers[].ref`. */
function placesDesRefs(schema: z.ZodType, chemin: string): string[] {
  if (schema === (ref as z.ZodType)) return [chemin]
  const def = schema._zod.def as unknown as Readonly<Record<string, unknown>>
  const suivre = (v: unknown, suite: string): string[] => (v instanceof z.ZodType ? placesDesRefs(v, chemin + suite) : [])
  return [
    ...Object.entries((def['shape'] ?? {}) as Readonly<Record<string, unknown>>).flatMap(([cle, v]) => suivre(v, `${chemin === '' ? '' : '.'}${cle}`)),
    ...suivre(def['element'], '[]'),
    ...['innerType', 'valueType', 'in', 'out'].flatMap((cle) => suivre(def[cle], '')),
    ...['options', 'items'].flatMap((cle) => ((def[cle] ?? []) as readonly unknown[]).flatMap((v) => suivre(v, '')))
  ]
}

/** An input that holds, at each of these places, the place itself. */
function entreeAvec(places: readonly string[]): object {
  const entree: Record<string, unknown> = {}
  for (const place of places) {
    const [tete = '', suite] = place.split('[]')
    if (suite === undefined) entree[tete] = place
    else entree[tete] = [suite === '' ? place : { [suite.slice(1)]: place }]
  }
  return entree
}

describe('no call that takes a file escapes the watch', () => {
  const prises = noms.map((nom) => [nom, placesDesRefs(contract[nom].input, '')] as const).filter(([, places]) => places.length > 0)

  test('there are such calls, in every shape', () => {
    expect(prises.length).toBeGreaterThan(35)
    expect(prises.flatMap(([, places]) => places)).toEqual(expect.arrayContaining(['ref', 'refs[]', 'fichiers[].ref', 'lot', 'vers']))
    const toutes = prises.flatMap(([nom, places]) => places.map((place) => `${nom} ${place}`))
    expect(nonLues.filter((n) => !toutes.includes(n))).toEqual([])
  })

  test.each(prises)('%s', (nom, places) => {
    const lues = (lectures[nom] as ((entree: object) => readonly string[]) | undefined)?.(entreeAvec(places)) ?? []
    expect(lues).toEqual(places.filter((place) => !nonLues.includes(`${nom} ${place}`)))
  })
})

describe('the engine tells who watches it what it reads', () => {
  let dossier: string
  let engine: Engine
  let envoyer: (message: unknown) => void = () => undefined
  const reponses = new Map<number, (outcome: unknown) => void>()
  const lues: LectureVeillee[] = []
  let enCours = 0
  const appeler = (call: NomAppel, input: unknown) =>
    new Promise((resolve) => {
      reponses.set(reponses.size, resolve)
      envoyer({ id: reponses.size - 1, call, input })
    })

  beforeAll(async () => {
    dossier = mkdtempSync(join(tmpdir(), 'grappe-lectures-'))
    engine = createEngine({ profil: join(dossier, 'profil'), version: '0.0.0', ressources: join(process.cwd(), 'resources') })
    const canal: Canal = {
      send: (message) => {
        const { id, outcome } = message as { id?: number; outcome: unknown }
        if (id !== undefined) reponses.get(id)?.(outcome)
      },
      onMessage: (listener) => {
        envoyer = listener
      },
      onClose: () => undefined
    }
    serve(engine.server, canal)
    engine.accorder('ici', join(dossier, 'lu.db'))
    await appeler('app.auteur', { nom: 'Essai', fonction: 'x', organisation: 'x' })
    await appeler('dossier.creer', { nom: 'Lectures', ref: 'ici' })
    veillerPar(async (lecture) => {
      lues.push(lecture)
      enCours++
      await attendre(1)
      return () => enCours--
    })
  })
  afterAll(async () => {
    veillerPar(null)
    await engine.fermer()
    rmSync(dossier, { recursive: true, force: true })
  })

  test.each(noms)('%s', async (nom) => {
    lues.length = 0
    // The smallest input of each call: refused further on, but not before it is known to whoever watches.
    await appeler(nom, entreeType(contract[nom].input).valeur)
    expect(lues.some(({ appel }) => appel === nom)).toBe(Object.hasOwn(lectures, nom))
    expect(enCours).toBe(0)
  })

  test('with its size, and the file opened once more in full before anything of it is believed', async () => {
    await appeler('dossier.creer', { nom: 'Autre', ref: 'ici' })
    await appeler('dossier.publier', { ref: null })
    await appeler('dossier.fermer', {})
    lues.length = 0
    expect(await appeler('dossier.verifier', { ref: 'ici' })).toMatchObject({ ok: true })
    const [appel, fichier] = lues
    expect(appel).toMatchObject({ appel: 'dossier.verifier', chemins: [join(dossier, 'lu.db')] })
    expect(fichier).toMatchObject({ appel: null, octets: appel?.octets })
    expect(appel?.octets).toBeGreaterThan(10_000)
  })

  test('a repair passes under watch too, with the time of its several readings', async () => {
    const abime = join(dossier, 'abime.db')
    writeFileSync(abime, Buffer.alloc(8192, 7))
    engine.accorder('abime', abime)
    engine.accorder('vers', join(dossier, 'repare.db'))
    lues.length = 0
    expect(await appeler('dossier.reparer', { ref: 'abime', vers: 'vers' })).toMatchObject({ ok: false, error: { code: 'fichier-abime' } })
    expect(lues).toMatchObject([
      { appel: 'dossier.reparer', octets: 8192 },
      { appel: null, octets: 8 * 8192 }
    ])
    expect(enCours).toBe(0)
  })
})
