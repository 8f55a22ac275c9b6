import { describe, expect, it } from 'vitest'
import { noms } from '../noms.ts'
import { etAutres, manquant } from './accord.ts'

/** First words of required labels that are masculine singular, as « manquant » agrees by default. */
const masculin =
  'BIC Code Contact Contexte Coût DUI Début E FINESS Financeur Fournisseur Hébergement IBAN Impact Libellé Lien Lieu Montant Motif Niveau Nom Nombre Numéro N Organisme Planning Poste Prix Prénom Pro Public Périmètre Risque Référencement Rôle SIRET Secteur Signataire Statut Taux Titulaire Type Téléphone Téléservice Établissement Éditeur'.split(
    ' '
  )

describe('manquant', () => {
  it.each([
    ['Nom', 'Nom manquant'],
    ['Raison sociale', 'Raison sociale manquante'],
    ['Objectifs de la grappe', 'Objectifs de la grappe manquants'],
    ['Heures de confort par an', 'Heures de confort par an manquantes'],
    ['À partir du', 'Date de début manquante'],
    ['N° de facture', 'N° de facture manquant'],
    ['ETP consacrés au projet', 'ETP consacrés au projet manquants'],
    ['Levée des réserves au plus tard le', 'Date limite de levée des réserves manquante']
  ])('%s', (label, expected) => {
    expect(manquant(label)).toBe(expected)
  })

  it('knows the gender of every required label', () => {
    const labels = noms.flatMap((nom) =>
      Object.values(nom.champs as Record<string, { label: string; exige?: unknown }>)
        .filter((c) => c.exige)
        .map((c) => c.label)
    )
    const unknown = labels.filter((l) => manquant(l) === `${l} manquant` && !masculin.includes(/^[\p{L}]+/u.exec(l)?.[0] ?? ''))
    expect(unknown).toEqual([])
  })
})

it.each([
  [1, 'et 1 autre'],
  [12, 'et 12 autres']
])('what a list does not show, %i', (n, attendu) => {
  expect(etAutres(n)).toBe(attendu)
})
