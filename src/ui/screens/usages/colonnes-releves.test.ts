import { describe, expect, test } from 'vitest'
import { construire } from '#domain/dossier-de-test.ts'
import { colonnesDe, rangeesDe } from './colonnes-releves.ts'

const c = construire()
c.ajouter('organisme', { id: 'o1', raisonSociale: 'Association' })
c.ajouter('etablissement', { id: 'e1', nom: 'EHPAD', organisme: 'o1' })
const colonne = (periode: string, cle: string) => colonnesDe(periode).find((x) => x.cle === cle)
const rangee = (periode: string) => rangeesDe(c.dossier(), periode)[0]!

describe('cellules des relevés', () => {
  test('un texte illisible reste à sa place quand son relevé naît, et n’est que de sa période', () => {
    const cle = (periode: string) => colonne(periode, 'messagesEnvoyes')?.cleChamp?.(rangee(periode))
    const avant = cle('cloture')
    c.ajouter('releve', { id: 'r1', etablissement: 'e1', type: 'cloture', chiffres: [1, null, null, null, null, null, null] })
    expect(cle('cloture')).toBe(avant)
    expect(cle('va')).not.toBe(avant)
  })

  test.each([
    ['cloture', 'dmpAlimentes', { kind: 'releve', id: 'r1', champ: 'chiffres' }],
    ['cloture', 'dateExtraction', { kind: 'releve', id: 'r1', champ: 'dateExtraction' }],
    ['va', 'dmpAlimentes', { kind: 'releve', id: null, champ: 'chiffres' }],
    ['cloture', 'nom', null],
    ['cloture', 'organisme', null]
  ])('l’historique sait ce que montre une cellule : %s, %s', (periode, cle, attendue) => {
    expect(colonne(periode, cle)?.adresse?.(rangee(periode))).toEqual(attendue)
  })
})
