import { expect, test } from 'vitest'
import { echeancesDe } from './agenda.ts'
import { construire } from './dossier-de-test.ts'

test('an action dated and not begun is a deadline; begun or done, it is none', () => {
  const c = construire()
  c.ajouter('grappe', { nom: 'Les Cèdres', checklist: 'occitanie', dateFin: '2027-01-31' })
  c.ajouter('organisme', { id: 'o', raisonSociale: 'Association du Gué' })
  c.ajouter('action', { id: 'a', catalogue: 'occitanie', code: 'MIE1', portee: 'o', etat: 'a-faire', date: '2026-05-04', personne: 'Camille Vallorge' })
  c.ajouter('action', { id: 'b', catalogue: 'occitanie', code: 'A1', portee: 'grappe', etat: 'en-cours', date: '2026-05-05' })
  c.ajouter('action', { id: 'c', catalogue: 'autre', code: 'A1', portee: 'grappe', etat: 'a-faire', date: '2026-05-06' })
  expect(echeancesDe(c.dossier())).toEqual([
    {
      cle: 'action:a',
      date: '2026-05-04',
      titre: 'MIE1 Contractualiser avec l’ANS – Les Cèdres',
      objet: 'MIE1 Contractualiser avec l’ANS',
      detail: 'Association du Gué, Camille Vallorge',
      phase: 'deploiement',
      attendue: true
    },
    { cle: 'fin', date: '2027-01-31', titre: 'Fin du projet – Les Cèdres', objet: 'Fin du projet', detail: '', phase: 'grappe', attendue: false }
  ])
})
