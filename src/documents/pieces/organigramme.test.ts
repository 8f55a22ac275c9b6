import { describe, expect, it } from 'vitest'
import { construire } from '#domain/dossier-de-test.ts'
import type { Forme } from '../doc.ts'
import { organigramme } from './organigramme.ts'

const long = 'Association départementale pour l’accompagnement et la sauvegarde des adultes en situation de handicap '.repeat(2).trim()

function formesDe(nom: string): readonly Forme[] {
  const c = construire()
  c.ajouter('grappe', { nom: 'Grappe', financeur: nom })
  for (const porteur of ['oui', 'non', 'non', 'non', 'non'] as const)
    c.ajouter('organisme', { raisonSociale: nom, porteur, civiliteRepresentant: 'Mme', prenomRepresentant: nom, nomRepresentant: nom })
  c.ajouter('instance', { nom, frequence: nom })
  for (const role of ['chef-de-projet', 'dpo', 'rsi'] as const) c.ajouter('personne', { role, prenom: nom, nom })
  const bloc = organigramme(c.dossier())
  return bloc.b === 'figure' ? bloc.formes : []
}

describe('organigramme', () => {
  it.each([
    ['short names', 'Alpha'],
    ['names of two hundred characters', long],
    ['a word without a space', 'Hyperlong'.repeat(20)]
  ])('every line of text stands inside a box: %s', (_, nom) => {
    const formes = formesDe(nom)
    const boites = formes.filter((f) => f.f === 'rect')
    const textes = formes.filter((f) => f.f === 'texte')
    expect(textes.length).toBeGreaterThan(20)
    const dehors = textes.filter((t) => !boites.some((b) => t.x > b.x && t.x < b.x + b.l && t.y - t.taille > b.y && t.y < b.y + b.h))
    expect(dehors).toEqual([])
    const hauts = boites.map((b) => [b.y, b.y + b.h] as const).toSorted(([a], [b]) => a - b)
    const rangs = hauts.filter(([y], i) => i === 0 || y !== hauts[i - 1]?.[0])
    for (const [i, [y]] of rangs.entries()) expect(y).toBeGreaterThan(i === 0 ? -1 : (rangs[i - 1]?.[1] ?? 0))
  })
})
