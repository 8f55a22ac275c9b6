import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { rolesRpps } from '#domain/deploiement/identites.ts'
import { rolesRaci } from '#domain/gouvernance.ts'
import { noms } from '#domain/noms.ts'
import { pointsVerifies } from '#domain/pv.ts'

/** Fields that no person types, and why. */
const jamaisSaisis: Readonly<Record<string, string>> = {
  'piece-jointe.sha256': 'empreinte calculée',
  'modele.sha256': 'empreinte calculée',
  'modele.type': 'lu dans le fichier',
  'piece-jointe.codeDonnees': 'lu dans le fichier signé',
  'piece-jointe.remplace': 'écrit quand un fichier en remplace un autre',
  'piece-jointe.analyse': 'calculé à la relecture d’une preuve'
}
/** Kinds that the engine and the command line write; their screens come with sharing and with official models. */
const aVenir = new Set(['envoi'])
/** Drawn from these lists of the domain rather than named one by one. */
const enListe = new Set<string>([
  ...rolesRaci.map(([r]) => `raci.${r}`),
  ...pointsVerifies.map((p) => `pv.${p}`),
  ...rolesRpps.map(([r]) => `etablissement.${r}`)
])

const ui = join(import.meta.dirname, '..')
const sources = readdirSync(ui, { recursive: true, encoding: 'utf8' })
  .filter((f) => /\.tsx?$/u.test(f) && !f.endsWith('.test.ts'))
  .map((f) => readFileSync(join(ui, f), 'utf8'))
  .join('\n')

describe('chaque champ du catalogue a sa place dans la fenêtre', () => {
  const champs = noms.flatMap((n) => (n.kind === 'solution' || aVenir.has(n.kind) ? [] : Object.keys(n.champs).map((c) => [n.kind, c] as const)))
  test.each(champs)('%s.%s', (kind, champ) => {
    const cle = `${kind}.${champ}`
    const nomme = new RegExp(`(?:'${champ}'|\\b${champ}:|\\.${champ}\\b)`, 'u').test(sources)
    expect(nomme || enListe.has(cle) || cle in jamaisSaisis, `aucun écran ne montre ${cle}`).toBe(true)
  })
})
