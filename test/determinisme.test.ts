import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, it } from 'vitest'
import { lots } from '#domain/lot.ts'
import { empreintesDuLot, lotsCompares } from './verite/empreintes.ts'
import { type Fabrique, fabriquer } from './verite/fabriquer.ts'
import { graines } from './verite/graines.ts'

/** Same input, same day: the same bytes, whatever the run, the process and the time zone of the computer. */
const programme = join(import.meta.dirname, 'verite', 'empreintes.ts')
const fuseaux = [
  ['Europe/Paris', 'UTC', 'Indian/Reunion'],
  ['America/Cayenne', 'Pacific/Auckland']
]

let fabrique: Fabrique
const ici: Record<string, Readonly<Record<string, string>>> = {}
beforeAll(async () => {
  fabrique = fabriquer(graines[0]!)
  for (const lot of lots) ici[lot] = await empreintesDuLot(fabrique, lot)
}, 60_000)

describe('the same dossier on the same day', () => {
  it.each(lots)('gives the same bundle %s twice, its PDFs, the parts of its workbooks and its ZIP', async (lot) => {
    const noms = Object.keys(ici[lot]!)
    expect(noms).toContain('manifeste.json')
    expect(noms.some((nom) => nom.endsWith('.zip'))).toBe(true)
    expect(await empreintesDuLot(fabrique, lot)).toEqual(ici[lot])
  })

  it('gives the same bytes in two other processes, under five time zones', { timeout: 120_000 }, async () => {
    const attendues = Object.assign({}, ...lotsCompares.map((lot) => ici[lot])) as Readonly<Record<string, string>>
    expect(Object.keys(attendues).filter((nom) => nom.includes('.xlsx/')).length).toBeGreaterThan(30)
    const lancer = async (zones: readonly string[]) => {
      const env = { ...process.env, TZ: zones[0] }
      const { stdout } = await promisify(execFile)(process.execPath, [programme, ...zones], { env, maxBuffer: 10_000_000 })
      return Object.entries(JSON.parse(stdout) as Readonly<Record<string, { readonly minuit: string; readonly empreintes: unknown }>>)
    }
    const lues = (await Promise.all(fuseaux.map(lancer))).flat()
    // Each zone was really in force: midnight is not the same instant.
    expect(new Set(lues.map(([, { minuit }]) => minuit)).size).toBe(5)
    for (const [fuseau, { empreintes }] of lues) expect(empreintes, fuseau).toEqual(attendues)
  })

  it('gives another PDF when one figure changes', async () => {
    const autre = fabriquer({
      ...graines[0]!,
      retouches: (journal, d) => void journal.ecrire([{ kind: 'etablissement', id: d.etablissements[0]!.id, champ: 'capacite', valeur: 999 }])
    })
    const nouvelles = await empreintesDuLot(autre, 'galis')
    const changes = Object.keys(nouvelles).filter((nom) => nouvelles[nom] !== ici['galis']![nom])
    expect(changes).toContain('01_Note_de_presentation.pdf')
    expect(changes.filter((nom) => nom.endsWith('.pdf')).length).toBeLessThan(5)
  })
})
