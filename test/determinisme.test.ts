import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, it } from 'vitest'
import { lots } from '#domain/lot.ts'
import { empreintesDuLot } from './verite/empreintes.ts'
import { type Fabrique, fabriquer } from './verite/fabriquer.ts'
import { graines } from './verite/graines.ts'

/** Same input, same day: the same bytes, whatever the run, the process and the time zone of the computer. */
const programme = join(import.meta.dirname, 'verite', 'empreintes.ts')
const fuseaux = ['Europe/Paris', 'UTC', 'Indian/Reunion', 'America/Cayenne', 'Pacific/Auckland']
const ailleurs = ['galis', 'cloture'] as const

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

  it('gives the same bytes in other processes, in five time zones', { timeout: 120_000 }, async () => {
    const attendues = Object.assign({}, ...ailleurs.map((lot) => ici[lot])) as Readonly<Record<string, string>>
    expect(Object.keys(attendues).filter((nom) => nom.includes('.xlsx/')).length).toBeGreaterThan(30)
    const lancer = async (TZ: string) => {
      const { stdout } = await promisify(execFile)(process.execPath, [programme, ...ailleurs], { env: { ...process.env, TZ }, maxBuffer: 10_000_000 })
      return JSON.parse(stdout) as unknown
    }
    for (let i = 0; i < fuseaux.length; i += 2) {
      const lances = fuseaux.slice(i, i + 2)
      const lues = await Promise.all(lances.map(lancer))
      for (const [k, lue] of lues.entries()) expect(lue, lances[k]).toEqual(attendues)
    }
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
