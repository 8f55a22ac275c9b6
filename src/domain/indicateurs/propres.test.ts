import { describe, expect, it } from 'vitest'
import { completude } from '../completude.ts'
import { construire } from '../dossier-de-test.ts'
import { calculerPropres, phrasePropre } from './propres.ts'

/** Four kept establishments of two OG and a withdrawn one; one indicator with a target of 60 %. */
function grappe() {
  const c = construire()
  c.ajouter('grappe', { finCloture: '2026-09-30' })
  for (const og of ['a', 'b']) c.ajouter('organisme', { id: og, raisonSociale: `OG ${og}` })
  for (const [i, organisme] of ['a', 'a', 'b', 'b', 'b'].entries()) c.ajouter('etablissement', { id: `e${i}`, nom: `Foyer ${i}`, organisme })
  c.modifier('etablissement', 'e4', { situation: 'retire' })
  c.ajouter('indicateur-propre', { id: 'i', nom: 'E-prescription', cible: 60 })
  const mesure = (etablissement: string, numerateur: number | null, denominateur: number | null, mois: string | null = null) =>
    c.ajouter('mesure-propre', {
      id: `m-${etablissement}-${mois ?? 'cloture'}`,
      etablissement,
      indicateur: 'i',
      type: mois === null ? 'cloture' : 'mois',
      mois,
      numerateur,
      denominateur
    })
  return { c, mesure }
}
const infos = (c: ReturnType<typeof construire>) =>
  completude(c.dossier(), { date: '2026-11-21' }).flatMap((m) => (m.cle.startsWith('mesure-propre') ? [[m.gravite, m.texte.replace(/\u202f/gu, ' ')]] : []))

describe('indicators added by the grappe', () => {
  it('sums the establishments that have both numbers, kept ones only', () => {
    const { c, mesure } = grappe()
    mesure('e0', 3, 10)
    mesure('e1', 0, 0)
    mesure('e2', 7, null)
    mesure('e4', 100, 100)
    const [u] = calculerPropres(c.dossier(), 'cloture')
    expect(u?.grappe).toEqual({ numerateur: 3, denominateur: 10, taux: 30, etat: 'sous', cible: 60, manqueEnUnites: 3, comptes: 2, sansReleve: ['e2', 'e3'] })
    expect(phrasePropre(u!.grappe)).toBe('il manque 3 au numérateur')
    expect(['e0', 'e1', 'e2'].map((id) => u?.etablissements.get(id)?.etat)).toEqual(['sous', 'non-calculable', 'sans-releve'])
    expect(['a', 'b'].map((id) => u?.organismes.get(id)?.etat)).toEqual(['sous', 'sans-releve'])
    expect(u?.etablissements.has('e4')).toBe(false)
  })

  it('follows the method of the grappe: the mean of three months, all of them or none', () => {
    const { c, mesure } = grappe()
    c.ajouter('grappe', { methodeTaux: 'moyenne' })
    for (const [n, mois] of ['2026-07', '2026-08', '2026-09'].entries()) {
      mesure('e0', 2 * n, 4, mois)
      if (n < 2) mesure('e1', 4, 4, mois)
    }
    const [u] = calculerPropres(c.dossier(), 'cloture')
    expect([u?.grappe.taux, u?.grappe.comptes, u?.etablissements.get('e1')?.etat]).toEqual([50, 1, 'sans-releve'])
  })

  it('is nothing at all without an indicator, and forgets the measures of one that is removed', () => {
    const { c, mesure } = grappe()
    mesure('e0', 9, 3)
    c.retirer('i')
    expect(calculerPropres(c.dossier(), 'cloture')).toEqual([])
    expect(infos(c)).toEqual([])
  })

  it('says what lacks and what is doubtful, and never holds a bundle back', () => {
    const { c, mesure } = grappe()
    mesure('e0', 1203, 1100)
    expect(infos(c)).toEqual([
      ['information', 'E-prescription : 3 établissements sans chiffres pour la clôture (Foyer 1, Foyer 2, Foyer 3)'],
      ['information', 'E-prescription, Foyer 0 : le numérateur (1 203) dépasse le dénominateur (1 100)']
    ])
    const lieux = () => completude(c.dossier(), { date: '2026-11-21' }).flatMap((m) => (m.cle.startsWith('mesure-propre') ? [m.ou?.releve] : []))
    expect(lieux()).toEqual(['e1', 'e0'].map((etablissement) => ({ etablissement, periode: 'cloture', chiffre: 'i.numerateur' })))
    for (const e of ['e1', 'e2', 'e3']) mesure(e, 1, 2)
    c.ajouter('mesure-propre', { etablissement: 'e1', indicateur: 'i', type: 'cloture', numerateur: 2, denominateur: 2 })
    expect(infos(c).map(([, texte]) => texte?.split(' : ')[1])).toEqual([
      'le numérateur (1 203) dépasse le dénominateur (1 100)',
      'deux mesures pour la même période, la première saisie est comptée'
    ])
  })
})
