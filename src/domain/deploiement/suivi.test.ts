import { describe, expect, test } from 'vitest'
import { type Constructeur, construire, projetDeTest } from '../dossier-de-test.ts'
import { suivreDeploiement, toutAcheve } from './suivi.ts'

/** Two OG, three ESSMS kept (two in the first) and one withdrawn. */
function deuxOrganismes(): Constructeur {
  const c = construire()
  c.ajouter('grappe', { checklist: 'occitanie' })
  c.ajouter('organisme', { id: 'o1', raisonSociale: 'Les Cèdres' })
  c.ajouter('organisme', { id: 'o2', raisonSociale: 'Le Gué' })
  for (const [id, organisme, situation] of [
    ['e1', 'o1', 'conserve'],
    ['e2', 'o1', 'conserve'],
    ['e3', 'o2', 'conserve'],
    ['e4', 'o2', 'retire']
  ] as const)
    c.ajouter('etablissement', { id, nom: id.toUpperCase(), organisme, situation })
  return c
}
const faire = (c: Constructeur, code: string, portee: string, etat: 'fait' | 'en-cours' | 'sans-objet' = 'fait') =>
  c.ajouter('action', { catalogue: 'occitanie', code, portee, etat })
const possibles = (c: Constructeur) =>
  suivreDeploiement(c.dossier())
    .possibles()
    .map((e) => `${e.action.code}:${e.portee}`)

describe('ce qui est possible maintenant', () => {
  test('au départ, seul ce qui ne suit rien', () => {
    const codes = possibles(deuxOrganismes())
    expect(codes).toContain('A1:grappe')
    expect(codes).toContain('MSS1:o2')
    expect(codes.some((c) => c.startsWith('MIE1') || c.startsWith('A6'))).toBe(false)
  })
  test('dans une grappe vide, rien de ce qui suit des actions sans personne', () => {
    const c = construire()
    c.ajouter('grappe', { checklist: 'nationale' })
    expect(possibles(c)).toEqual([])
    c.ajouter('etablissement', { id: 'e1', nom: 'E1', situation: 'conserve' })
    expect(possibles(c)).not.toEqual([])
  })
  test('chaque organisme avance à son pas', () => {
    const c = deuxOrganismes()
    for (const code of ['A1', 'A2']) faire(c, code, 'grappe')
    faire(c, 'MIE1', 'o1')
    const codes = possibles(c)
    expect(codes).toContain('MIE4:o1')
    expect(codes).toContain('MIE1:o2')
    expect(codes).not.toContain('MIE4:o2')
  })
  test('un établissement suit son organisme, un organisme tous ses établissements', () => {
    const c = deuxOrganismes()
    for (const code of ['A1', 'A2']) faire(c, code, 'grappe')
    for (const code of ['MIE1', 'MIE4', 'MIE5']) faire(c, code, 'o1')
    expect(possibles(c).filter((p) => p.startsWith('MIE6'))).toEqual(['MIE6:e1', 'MIE6:e2'])
    faire(c, 'MIE6', 'e1')
    expect(possibles(c)).not.toContain('MSS3:o1')
    faire(c, 'MIE6', 'e2', 'sans-objet')
    expect(possibles(c)).toContain('MSS3:o1')
    expect(possibles(c)).not.toContain('MSS3:o2')
  })
  test('un établissement dont l’organisme n’est pas dit les suit tous', () => {
    const c = deuxOrganismes()
    c.ajouter('etablissement', { id: 'e5', nom: 'E5', situation: 'conserve' })
    for (const code of ['MIE4', 'MIE5']) faire(c, code, 'o1')
    expect(possibles(c)).toContain('MIE6:e1')
    expect(possibles(c)).not.toContain('MIE6:e5')
    for (const code of ['MIE4', 'MIE5']) faire(c, code, 'o2')
    expect(possibles(c)).toContain('MIE6:e5')
  })
  test('une action « pendant » commence dès que l’autre a commencé', () => {
    const c = deuxOrganismes()
    expect(possibles(c)).not.toContain('DMP5:o1')
    faire(c, 'DMP2', 'o1', 'en-cours')
    expect(possibles(c)).toContain('DMP5:o1')
    expect(possibles(c)).not.toContain('DMP5:o2')
  })
})

describe('portée', () => {
  test('une action qui ne porte sur rien encore n’est pas achevée', () => {
    const vide = suivreDeploiement(construire().dossier())
    expect(vide.actions.filter((a) => toutAcheve(vide.bilan(a.code)))).toEqual([])
  })
  test('un établissement retiré ne compte pas', () => expect(suivreDeploiement(deuxOrganismes().dossier()).bilan('MIE6').total).toBe(3))
  test('une action faite pour la grappe, ou pour l’organisme, l’est pour chacun', () => {
    const c = deuxOrganismes()
    faire(c, 'DMP4', 'o1')
    expect(suivreDeploiement(c.dossier()).bilan('DMP4')).toMatchObject({ total: 3, faits: 2 })
    faire(c, 'DMP4', 'grappe')
    expect(toutAcheve(suivreDeploiement(c.dossier()).bilan('DMP4'))).toBe(true)
  })
  test('la VA suit le niveau de signature choisi', () => {
    const c = deuxOrganismes()
    expect(suivreDeploiement(c.dossier()).etapes('A3')).toHaveLength(1)
    c.modifier('grappe', projetDeTest, { niveauVa: 'og', niveauVsr: 'essms' })
    const d = suivreDeploiement(c.dossier())
    expect([d.etapes('A3').length, d.etapes('A5').length]).toEqual([2, 3])
  })
  test('une action que la liste permet de suivre pour la grappe le peut, une autre non', () => {
    const c = deuxOrganismes()
    for (const code of ['IV5', 'DMP4']) c.ajouter('prevision', { catalogue: 'occitanie', code, niveau: 'grappe' })
    const d = suivreDeploiement(c.dossier())
    expect([d.niveau('IV5'), d.niveau('IV6'), d.niveau('DMP4')]).toEqual(['grappe', 'og', 'essms'])
  })
  test('sans certificat INSi, ses actions sont sans objet', () => {
    const c = deuxOrganismes()
    c.ajouter('solution', { appelInsi: 'non' })
    expect(toutAcheve(suivreDeploiement(c.dossier()).bilan('IV3'))).toBe(true)
  })
})

test('ce qui est attendu dit d’où vient le lien', () => {
  const d = suivreDeploiement(deuxOrganismes().dossier())
  const va = d.etape('A3', 'grappe')
  const attendu = va ? d.attentes(va).map(({ lien, restent }) => [lien.code, lien.origine, restent.length]) : []
  expect(attendu).toEqual([
    ['IV4', 'source', 2],
    ['DMP3', 'source', 2],
    ['MSS5', 'source', 3],
    ['DMP2', 'deduite', 2]
  ])
})
