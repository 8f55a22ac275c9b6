import { expect, test } from 'vitest'
import { classeursDeCollecte } from '#documents/collecte/releves-classeur.ts'
import { construire } from '#domain/dossier-de-test.ts'
import { nomsChiffres } from '#domain/releve.ts'
import { comparerReleves, ecrituresDe } from './comparer-releves.ts'
import { lireTexteReleves, relevesDe } from './lire-releves.ts'

/** An establishment whose closure is an estimation: messages and persons, from its three months. */
const c = construire()
c.ajouter('grappe', { instruction: '2023', finCloture: '2026-09-30' })
c.ajouter('organisme', { id: 'og', raisonSociale: 'Association A' })
c.ajouter('etablissement', { id: 'e', nom: 'EHPAD Un', finess: '340000017', organisme: 'og' })
c.ajouter('releve', { id: 'r', etablissement: 'e', type: 'cloture', chiffres: [30, null, null, null, null, 20, 18], estimation: 'estimation' })
const dossier = c.dossier()

const entetes = ['FINESS', 'Messages envoyés', 'DMP alimentés', 'Dossiers actifs', 'Avec projet', 'Avec agenda', 'Personnes accompagnées', 'Projet possible']
const comparer = (valeurs: readonly (number | '')[]) => {
  const source = lireTexteReleves([entetes, ['340000017', ...valeurs]].map((l) => l.join('\t')).join('\n'))
  return comparerReleves(dossier, [relevesDe(source, dossier, { periode: 'cloture', colonnes: null })])
}

test('an estimation is sent out blank: what comes back was read', () => {
  const [envoye] = classeursDeCollecte(dossier, 'cloture', 'og', { date: '2026-11-21', version: '0' })
  const ligne = envoye!.classeur.feuilles.find((f) => f.nom === 'Relevés')!.lignes.at(-1)!
  expect(ligne.slice(2, 2 + nomsChiffres.length).map((x) => x.v)).toEqual(nomsChiffres.map(() => null))
})

test('it stays one while a number of it was not given again', () => {
  const lignes = comparer(['', 12, 19, 18, 17, '', ''])
  expect(lignes[0]!.alertes.join()).toContain('restent des estimations')
  expect(ecrituresDe(lignes)).toEqual([{ id: 'r', cellules: { chiffres: '[30,12,19,18,17,20,18]' } }])
})

test('the same numbers, but read: said, and taken', () => {
  const lignes = comparer([30, 12, 19, 18, 17, 20, 18])
  expect(lignes[0]!.alertes).toEqual([])
  expect(lignes[0]!.cellules[0]).toMatchObject({ champ: 'messagesEnvoyes', avant: '30 (estimé)', apres: '30', statut: 'modifie' })
  expect(ecrituresDe(lignes)).toEqual([{ id: 'r', cellules: { chiffres: '[30,12,19,18,17,20,18]', estimation: 'releve' } }])
})
