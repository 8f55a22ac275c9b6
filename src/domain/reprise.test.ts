import { expect, test } from 'vitest'
import { schemaDossierJson } from './dossier-json.ts'
import { exemple } from './exemple/exemple.ts'
import { dossierRepris } from './reprise.ts'

const { dossier } = exemple({ essms: 18, graine: 1 })

test('another call starts from who and where, without the money, the dates and the follow-up of the last one', () => {
  const repris = dossierRepris(dossier)
  expect(schemaDossierJson.safeParse(repris).error).toBeUndefined()
  const grappe = repris['grappe'] as Record<string, unknown>
  expect(grappe).toMatchObject({ contexte: dossier.grappe.contexte, courrielArs: dossier.grappe.courrielArs })
  for (const champ of ['nom', 'instruction', 'montantDemande', 'montantConvention', 'dateConvention', 'finCloture', 'niveauVa', 'lienCloture'])
    expect([champ, dossier.grappe[champ as keyof typeof dossier.grappe] === null, champ in grappe]).toEqual([champ, false, false])
  const etablissements = repris['etablissements'] as readonly Record<string, unknown>[]
  expect(etablissements.map((e) => e['finess'])).toEqual(dossier.etablissements.map((e) => e.finess))
  for (const e of etablissements) expect(Object.keys(e).filter((c) => /^(?:ins[A-Z]|rpps|vague|date|montant)/u.test(c))).toEqual([])
  expect(Object.keys(repris).sort()).toEqual(
    [
      'format',
      'grappe',
      'solution',
      'organismes',
      'etablissements',
      'personnes',
      'instances',
      'racis',
      'communications',
      'contacts',
      'formations',
      'risques'
    ].sort()
  )
})

test('a withdrawn establishment stays behind, with what pointed at it', () => {
  const [premier, ...autres] = dossier.etablissements
  const [risque] = dossier.risques
  if (!premier || !risque) throw new Error('no establishment or risk')
  const repris = dossierRepris({
    ...dossier,
    etablissements: [{ ...premier, situation: 'retire' }, ...autres],
    risques: [{ ...risque, etablissement: premier.id }]
  })
  expect(repris['etablissements']).toHaveLength(17)
  expect((repris['risques'] as readonly Record<string, unknown>[])[0]).not.toHaveProperty('etablissement')
})
