import { describe, expect, test } from 'vitest'
import { actionsPour, checklistDe } from '#domain/catalogue/checklists.ts'
import { foldDossier, type Ligne } from '#domain/dossier.ts'
import { bilanDe, estAchevee, indexSuivis, porteesDe, possiblesMaintenant } from './checklist.ts'

const ligne = (kind: string, id: string, cellules: Ligne['cellules']): Ligne => ({ id, kind, part: '', cree: 1, vivant: true, cellules })
const suivi = (code: string, portee: string, etat: string) => ligne('action', `${code}-${portee}`, { catalogue: 'occitanie', code, portee, etat })
const base = [
  ligne('organisme', 'o1', { raisonSociale: 'A' }),
  ligne('organisme', 'o2', { raisonSociale: 'B' }),
  ligne('etablissement', 'e1', { nom: 'E1' }),
  ligne('etablissement', 'e2', { nom: 'E2', situation: 'retire' })
]
const voir = (suivis: readonly Ligne[], appelInsi: 'oui' | 'non' | null = null) => {
  const dossier = foldDossier('p', [...base, ...suivis])
  const actions = actionsPour(checklistDe('occitanie'), appelInsi)
  const index = indexSuivis(dossier, 'occitanie')
  const bilans = new Map(actions.map((a) => [a.code, bilanDe(a, porteesDe(dossier, a.portee), index)]))
  return { bilans, possibles: possiblesMaintenant(actions, bilans).map((a) => a.code) }
}

describe('checklist de déploiement', () => {
  test('au départ, seul ce qui ne suit rien est possible', () => {
    const { possibles } = voir([])
    expect(possibles).toContain('A1')
    expect(possibles).not.toContain('MIE1')
    expect(possibles).not.toContain('A6')
  })
  test('une action par organisme n’est achevée que pour tous', () => {
    const un = voir([suivi('A1', 'grappe', 'fait'), suivi('A2', 'grappe', 'fait'), suivi('MIE1', 'o1', 'fait')])
    expect(un.bilans.get('MIE1')).toEqual({ total: 2, faits: 1, enCours: 0, sansObjet: 0 })
    expect(un.possibles).toContain('MIE1')
    expect(un.possibles).not.toContain('MIE4')
    const deux = voir([suivi('A1', 'grappe', 'fait'), suivi('A2', 'grappe', 'fait'), suivi('MIE1', 'o1', 'fait'), suivi('MIE1', 'o2', 'sans-objet')])
    expect(estAchevee(deux.bilans.get('MIE1') ?? { total: 0, faits: 0, enCours: 0, sansObjet: 0 })).toBe(true)
    expect(deux.possibles).toContain('MIE4')
  })
  test('un établissement retiré ne compte pas', () => expect(voir([]).bilans.get('MIE6')?.total).toBe(1))
  test('sans certificat INSi, les actions de certificat sont sans objet', () => {
    const { bilans } = voir([], 'non')
    expect(estAchevee(bilans.get('IV3') ?? { total: 0, faits: 0, enCours: 0, sansObjet: 0 })).toBe(true)
  })
})
