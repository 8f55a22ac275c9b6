import { expect, it } from 'vitest'
import { projetDeTest } from '../dossier-de-test.ts'
import { dossierGalis, jour } from '../dossiers-de-test.ts'
import { analyser } from './analyse.ts'

it('what ends before it begins is said, with its two dates and the field to correct', () => {
  const c = dossierGalis()
  const dates = () => analyser(c.dossier(), { date: jour }).manques.filter((m) => m.cle.startsWith('dates:'))
  expect(dates()).toEqual([])
  c.modifier('grappe', projetDeTest, { dateDebut: '2027-09-01', dateFin: '2026-12-31', debutEligibilite: '2026-01-01', finEligibilite: '2026-01-01' })
  c.ajouter('tache', { id: 't', gantt: 'projet', libelle: 'Reprise', debut: '2027-02-01', fin: '2027-01-01' })
  c.ajouter('tache', { id: 'j', gantt: 'projet', libelle: 'VA', jalon: 'oui', debut: '2027-02-01', fin: '2027-01-01' })
  c.ajouter('vague', { id: 'v', nom: 'Vague 9', debut: '2027-02-01', fin: '2027-01-31' })
  expect(dates().map((m) => [m.texte.replaceAll(/\s/gu, ' '), m.ou?.kind, m.ou?.champ, m.lots])).toEqual([
    ['Le projet finit avant de commencer (1er septembre 2027, puis 31 décembre 2026)', 'grappe', 'dateFin', ['galis']],
    ['Finit avant de commencer : Reprise (1er février 2027, puis 1er janvier 2027)', 'tache', 'fin', ['galis']],
    ['Finit avant de commencer : Vague 9 (1er février 2027, puis 31 janvier 2027)', 'vague', 'fin', ['galis']]
  ])
})
