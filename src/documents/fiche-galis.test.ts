import { describe, expect, it } from 'vitest'
import { foldDossier } from '#domain/dossier.ts'
import { exemple } from '#domain/exemple/exemple.ts'
import { champsGalis, docFicheGalis, nafGalis } from './fiche-galis.ts'
import { rangeesDe } from './lecture-de-test.ts'

const { dossier } = exemple({ essms: 18, graine: 5 })
const porteur = dossier.organismes.find((o) => o.porteur === 'oui')!
const champ = (libelle: string) =>
  champsGalis(dossier)
    .flatMap((s) => s.champs)
    .find((c) => c.libelle === libelle)

describe('the GALIS sheet', () => {
  it.each([
    ['8730A', '87.30A'],
    ['87.30A', '87.30A'],
    [' 8610z ', '86.10Z'],
    ['inconnu', 'INCONNU'],
    [null, null]
  ])('writes the NAF code %s as %s', (naf, attendu) => {
    expect(nafGalis(naf)).toBe(attendu)
  })

  it('follows the order of the teleservice', () => {
    expect(champsGalis(dossier).map((s) => s.titre)).toEqual([
      'Identification du porteur',
      'Adresse de correspondance',
      'Représentant légal',
      'Contact du projet',
      'Demande',
      'Solution',
      'Budget',
      'Compte bancaire'
    ])
  })

  it('gives bare values to copy', () => {
    expect(champ('SIRET')?.copie).toBe(porteur.siret)
    expect(champ('IBAN')?.copie).toBe(porteur.iban)
    expect(champ('Date de début')?.copie).toBe(dossier.grappe.dateDebut?.split('-').reverse().join('/'))
    expect(champ('Subvention demandée')?.copie).toMatch(/^\d+,\d{2}$/u)
  })

  it('affects an amount to each establishment, and their exact total', () => {
    const lignes = rangeesDe(docFicheGalis(dossier, { date: '2026-11-21', version: '0' }))
    for (const e of dossier.etablissements) expect(lignes.some((l) => l.includes(e.finess!) && l.includes(e.montantAide!))).toBe(true)
    expect(lignes.at(-1)).toContain(dossier.etablissements.reduce((n, e) => n + (e.montantAide ?? 0), 0))
  })

  it('copies nothing where nothing was entered', () => {
    for (const s of champsGalis(foldDossier('p', []))) for (const c of s.champs) expect(c.copie).toBe('')
  })
})
