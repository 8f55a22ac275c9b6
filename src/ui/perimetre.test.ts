import { describe, expect, test } from 'vitest'
import type { Ligne } from '#domain/dossier.ts'
import { createDossierStore } from './dossier-store.ts'

const projet = '0198c0de-0000-7000-8000-000000000001'
const ligne = (kind: string, id: string, cellules: Ligne['cellules']): Ligne => ({ id, kind, part: '', cree: 1, vivant: true, cellules })
const ouvrir = (role: 'grappe' | 'collecte') => {
  const store = createDossierStore()
  const lignes = [
    ligne('grappe', projet, { nom: 'Grappe des Pins' }),
    ligne('organisme', 'a', { raisonSociale: 'Association A' }),
    ligne('organisme', 'b', { raisonSociale: 'Association B' }),
    ligne('etablissement', 'a1', { nom: 'EHPAD A', organisme: 'a' }),
    ligne('etablissement', 'b1', { nom: 'EHPAD B', organisme: 'b' }),
    ligne('depense', 'd', { organisme: 'a' }),
    ligne('envoi', 'e', { sorte: 'collecte', organisme: 'a' })
  ]
  store.ouvrir({ projet, fichier: 'a.db', lectureSeule: false, role, emplacement: null, lignes, conflits: [] })
  return store
}

describe('what a collecte copy lets its recipient change', () => {
  const cas: readonly (readonly [string, string | undefined, boolean])[] = [
    ['organisme', 'a', true],
    ['organisme', 'b', false],
    ['etablissement', 'a1', true],
    ['etablissement', 'b1', false],
    ['depense', 'd', true],
    ['grappe', '', false],
    ['grappe', projet, false],
    ['envoi', 'e', false],
    ['depense', undefined, true],
    ['etablissement', undefined, false],
    ['mesure-propre', undefined, true],
    ['indicateur-propre', undefined, false],
    ['exemption', undefined, false],
    ['cible', undefined, false]
  ]
  test.each(cas)('%s %s : %s', (kind, id, attendu) => {
    expect(ouvrir('collecte').isEcrivable(kind, id)).toBe(attendu)
    expect(ouvrir('grappe').isEcrivable(kind, id)).toBe(true)
  })
  test('a new line is given its OG when it says none', () => {
    const store = ouvrir('collecte')
    expect(store.completer('depense', { libelle: 'PC' })).toEqual({ libelle: 'PC', organisme: 'a' })
    expect(store.completer('releve', { etablissement: 'a1' })).toEqual({ etablissement: 'a1' })
    expect(ouvrir('grappe').completer('depense', {})).toEqual({})
  })
  test('nothing may be changed while nothing is open', () => expect(createDossierStore().isEcrivable()).toBe(false))
})
