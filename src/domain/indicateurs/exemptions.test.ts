import { expect, it, test } from 'vitest'
import { completude } from '../completude.ts'
import { construire, type Valeurs } from '../dossier-de-test.ts'
import { dossierRepris } from '../reprise.ts'
import { calculerUsages } from './calcul.ts'
import { exemptionsDe, phrasesExemptions } from './exemptions.ts'

const source = 'Convention, article 6'
/** Two AHI, one of which the SONS does not fund, and one of the domicile; each sends 20 messages for 100 persons but the last, 80. */
function dossier(grappe: Valeurs<'grappe'>, ...saisies: readonly Valeurs<'exemption'>[]) {
  const c = construire()
  c.ajouter('grappe', { finVa: '2026-06-30', finCloture: '2026-09-30', ...grappe })
  c.ajouter('cible', { indicateur: 'MSS', cible: 70 })
  c.ajouter('etablissement', { id: 'a', nom: 'A', secteur: 'AHI', eligibleSons: 'non' })
  c.ajouter('etablissement', { id: 'b', nom: 'B', secteur: 'AHI', eligibleSons: 'oui' })
  c.ajouter('etablissement', { id: 'c', nom: 'C', secteur: 'DOM' })
  for (const [etablissement, messages] of Object.entries({ a: 20, b: 20, c: 80 }))
    c.ajouter('releve', { etablissement, type: 'cloture', chiffres: [messages, 0, 90, 81, 81, 100, 100] })
  for (const e of saisies) c.ajouter('exemption', e)
  return c.dossier()
}

const ahi = 'Accueil, hébergement, insertion'
const instruction = `${ahi}, établissements non éligibles au SONS : MSS et DMP (n° DNS/DGCS/CNSA/2025/100 du 2 septembre 2025).`
test.each<[string, Valeurs<'grappe'>, readonly Valeurs<'exemption'>[], readonly string[], number, readonly string[]]>([
  ['none', { instruction: '2023' }, [], [], 40, []],
  ['of the instruction', { instruction: '2025' }, [], ['a'], 50, [instruction]],
  [
    'of the instruction, put aside',
    { instruction: '2025', exemptionsInstruction: 'non' },
    [],
    [],
    40,
    ['Celles de l’instruction sont écartées par la grappe.']
  ],
  ['nothing to put aside', { instruction: '2023', exemptionsInstruction: 'non' }, [], [], 40, []],
  [
    'entered beside that of the instruction',
    { instruction: '2025' },
    [{ secteur: 'DOM', indicateur: 'MSS', source }],
    ['a', 'c'],
    20,
    [instruction, `Domicile : MSS (${source}), saisie par la grappe.`]
  ],
  [
    'entered in place of that of the instruction',
    { instruction: '2025', exemptionsInstruction: 'non' },
    [{ secteur: 'AHI', indicateur: 'MSS', etablissements: 'tous', source }],
    ['a', 'b'],
    80,
    [`${ahi} : MSS (${source}), saisie par la grappe, à la place de l’instruction.`]
  ],
  [
    'entered where nothing is known, for those the SONS does not fund',
    { instruction: '2026' },
    [{ secteur: 'AHI', indicateur: 'MSS', etablissements: 'non-eligible-sons' }],
    ['a'],
    50,
    [`${ahi}, établissements non éligibles au SONS : MSS, saisie par la grappe.`]
  ],
  [
    'of another indicator',
    { instruction: '2023' },
    [{ secteur: 'DOM', indicateur: 'DMP', source }],
    [],
    40,
    [`Domicile : DMP (${source}), saisie par la grappe.`]
  ],
  ['without indicator', { instruction: '2023' }, [{ secteur: 'DOM', source }], [], 40, []],
  ['without sector', { instruction: '2023' }, [{ indicateur: 'MSS', source }], [], 40, []]
])('%s', (_, grappe, saisies, exemptes, taux, phrases) => {
  const d = dossier(grappe, ...saisies)
  const { MSS } = calculerUsages(d, 'cloture').grappe
  expect([MSS.exemptes, MSS.taux]).toEqual([exemptes, taux])
  expect(phrasesExemptions(d)).toEqual(phrases)
})

it('an exempt establishment owes neither figures nor target; an incomplete line is said', () => {
  const manques = (...saisies: readonly Valeurs<'exemption'>[]) => {
    const d = dossier({ instruction: '2023' }, ...saisies)
    const sans = { ...d, releves: d.releves.filter((r) => r.etablissement !== 'c') }
    return completude(sans, { date: '2026-11-22' }).map((m) => `${m.gravite} ${m.texte}`)
  }
  const tous = ['MSS', 'DMP', 'ACT', 'PP', 'AGD'] as const
  const absent = 'bloquant Relevé absent pour la clôture\u202f: C'
  expect(manques()).toContain(absent)
  expect(manques(...tous.map((indicateur) => ({ secteur: 'DOM', indicateur, source }) as const))).not.toContain(absent)
  const dits = (saisie: Valeurs<'exemption'>) => manques(saisie).filter((m) => m.includes('xemption') || m.includes('exempte'))
  expect(dits({ secteur: 'DOM', indicateur: 'MSS', source })).toEqual([])
  expect(dits({ secteur: 'DOM', indicateur: 'MSS' })).toEqual(['information Source à saisir\u202f: exemption Domicile, MSS'])
  expect(dits({ secteur: 'DOM' })).toEqual(['information Sans indicateur, elle n’exempte personne\u202f: exemption Domicile'])
  expect(dits({})).toEqual(['information Sans secteur, elle n’exempte personne\u202f: exemption n° 1'])
})

it('another call starts without them', () => {
  const repris = dossierRepris(dossier({ instruction: '2025', exemptionsInstruction: 'non' }, { secteur: 'DOM', indicateur: 'MSS', source }))
  expect(JSON.stringify(repris)).not.toMatch(/exemption|article 6/u)
  expect(exemptionsDe({ grappe: dossier({}).grappe, exemptions: [] })).toEqual({ instruction: [], grappe: [], ecartees: false })
})
