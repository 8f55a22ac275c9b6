import { describe, expect, test } from 'vitest'
import { exemple } from '#domain/exemple/exemple.ts'
import { champsDeCollecte, isDansCollecte, isTrouvable } from './collecte.ts'
import { chercher, indexer } from './recherche.ts'

const { dossier } = exemple({ essms: 18, graine: 1 })
const index = indexer(dossier).filter(isTrouvable)
const trouves = (tape: string) => chercher(index, tape).map((e) => e.cle)

describe('the copy of an OG', () => {
  test.each([
    ['tableau', null, true],
    ['usages', 'preuves', true],
    ['depenses', 'lignes', true],
    ['depenses', 'totaux', false],
    ['depenses', 'etat', false],
    ['deploiement', 'actions', true],
    ['deploiement', 'maintenant', false],
    ['galis', null, false],
    ['cloture', 'va', false]
  ] as const)('%s %s is shown: %s', (page, onglet, attendu) => expect(isDansCollecte(page, onglet)).toBe(attendu))

  test('shows only the fields of the grappe that were put in it', () => {
    expect(champsDeCollecte('grappe', ['nom', 'montantConvention', 'dateFin', 'courrielArs'])).toEqual(['nom', 'dateFin'])
    expect(champsDeCollecte('solution', ['editeur', 'hebergement'])).toEqual(['editeur'])
  })

  test('its search leads to what is shown, and nowhere else', () => {
    expect(trouves('factures')).toContain('onglet:depenses/factures')
    expect(trouves('totaux et plan')).not.toContain('onglet:depenses/totaux')
    expect(trouves('montant de la convention')).not.toContain('champ:grappe.montantConvention')
    expect(trouves('pièce 5')).not.toContain('piece:5')
    const etablissement = dossier.etablissements[0]
    expect(trouves(etablissement?.finess ?? '')).toContain(`etablissement:${etablissement?.id}`)
    expect(index.flatMap(({ vers }) => (vers.t === 'ecran' && !isDansCollecte(vers.ecran.page, vers.ecran.onglet) ? [vers] : []))).toEqual([])
  })
})
