import { describe, expect, it } from 'vitest'
import { etablissement } from '../etablissement.ts'
import { noms } from '../noms.ts'
import { tache } from '../planning.ts'
import { pv } from '../pv.ts'
import { etAutres, manquant, plusieurs } from './accord.ts'

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
    ['N° de facture', 'N° de facture manquant'],
    ['ETP consacrés au projet', 'ETP consacrés au projet manquants']
  ])('%s', (label, expected) => {
    expect(manquant({ label })).toBe(expected)
  })

  it.each([
    [pv.champs.pointMss, 'MSSanté, résultat à saisir'],
    [pv.champs.pointReprise, 'Reprise de données, résultat à saisir'],
    [pv.champs.delaiReserves, 'Date limite de levée des réserves manquante'],
    [etablissement.champs.personnesAccompagnees, 'Nombre de personnes accompagnées manquant'],
    [tache.champs.libelle, 'Intitulé manquant']
  ])('the words of the field itself: $label', (champ, expected) => {
    expect(manquant(champ)).toBe(expected)
  })

  it('knows the gender of every required label', () => {
    const labels = noms.flatMap((nom) =>
      Object.values(nom.champs as Record<string, { label: string; exige?: unknown; manque?: string }>)
        .filter((c) => c.exige && c.manque === undefined)
        .map((c) => c.label)
    )
    const unknown = labels.filter((l) => manquant({ label: l }) === `${l} manquant` && !masculin.includes(/^[\p{L}]+/u.exec(l)?.[0] ?? ''))
    expect(unknown).toEqual([])
  })
})

it.each([
  [1, 'et 1 autre'],
  [12, 'et 12 autres']
])('what a list does not show, %i', (n, attendu) => {
  expect(etAutres(n)).toBe(attendu)
})

it.each([
  ['établissement', 'établissements'],
  ['procès-verbal', 'procès-verbaux'],
  ['action de communication', 'actions de communication'],
  ['coût RH', 'coûts RH']
])('several of « %s »', (un, attendu) => {
  expect(plusieurs(un)).toBe(attendu)
})
