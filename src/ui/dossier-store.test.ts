import { describe, expect, test } from 'vitest'
import { foldDossier, type Ligne } from '#domain/dossier.ts'
import { createDossierStore } from './dossier-store.ts'

const projet = '0198c0de-0000-7000-8000-000000000001'
const ligne = (kind: string, id: string, cree: number, cellules: Ligne['cellules'], vivant = true): Ligne => ({ id, kind, part: '', cree, vivant, cellules })
const depart = (): Ligne[] => [
  ligne('grappe', projet, 1, { nom: 'Grappe des Pins' }),
  ligne('organisme', 'o1', 2, { raisonSociale: 'Association A', porteur: 'oui' }),
  ligne('etablissement', 'e1', 3, { nom: 'EHPAD A', organisme: 'o1' }),
  ligne('etablissement', 'e2', 4, { nom: 'EHPAD B', organisme: 'o1' })
]
const ouvert = () => {
  const store = createDossierStore()
  store.ouvrir({ projet, fichier: 'a.db', lectureSeule: false, role: 'grappe', emplacement: null, lignes: depart(), conflits: [] })
  return store
}

describe('dossier de la page', () => {
  test('ce qui ne change pas garde son identité', () => {
    const store = ouvert()
    const avant = store.lire()?.dossier
    store.saisir([{ id: 'e1', champ: 'nom', valeur: 'EHPAD des Pins' }])
    const apres = store.lire()?.dossier
    expect(apres?.etablissements[0]?.nom).toBe('EHPAD des Pins')
    expect(apres?.etablissements[1]).toBe(avant?.etablissements[1])
    expect(apres?.organismes).toBe(avant?.organismes)
    expect(apres).not.toBe(avant)
  })

  test('après toute suite de changements, le Dossier est le pliage de ses lignes', () => {
    const store = ouvert()
    store.ajouter([{ kind: 'etablissement', id: 'e3', cellules: { nom: 'SAVS', capacite: 12 } }])
    store.saisir([
      { id: 'e3', champ: 'capacite', valeur: 20 },
      { id: projet, champ: 'nom', valeur: 'Autre' }
    ])
    store.marquer('e1', false)
    store.recevoir([ligne('etablissement', 'e2', 4, { nom: 'EHPAD B', organisme: 'o1', capacite: 80 })], [])
    const lignes = ['e1', 'e2', 'e3', 'o1', projet].flatMap((id) => store.ligne(id) ?? [])
    expect(store.lire()?.dossier).toEqual(foldDossier(projet, lignes, []))
    expect(store.lire()?.dossier.etablissements.map((e) => e.id)).toEqual(['e2', 'e3'])
    store.marquer('e1', true)
    expect(store.lire()?.dossier.etablissements.map((e) => e.id)).toEqual(['e1', 'e2', 'e3'])
  })

  test('la réponse du moteur n’efface pas ce qui est tapé depuis', () => {
    const store = ouvert()
    store.saisir([{ id: 'e1', champ: 'nom', valeur: 'tapé ensuite' }])
    store.recevoir([ligne('etablissement', 'e1', 3, { nom: 'envoyé avant', organisme: 'o1' })], [], (id) => (id === 'e1' ? { nom: 'tapé ensuite' } : undefined))
    expect(store.lire()?.dossier.etablissements[0]?.nom).toBe('tapé ensuite')
  })

  test('un suiveur reçoit tout à l’ouverture, puis seulement ce qui change', () => {
    const store = ouvert()
    expect(store.prendreModifiees()).toMatchObject({ tout: true, lignes: { length: 4 } })
    expect(store.prendreModifiees()).toEqual({ tout: false, lignes: [] })
    store.saisir([{ id: 'e1', champ: 'nom', valeur: 'x' }])
    store.marquer('e2', false)
    expect(store.prendreModifiees().lignes.map((l) => l.id)).toEqual(['e1', 'e2'])
  })

  test('les abonnés sont prévenus une fois par changement', () => {
    const store = ouvert()
    let fois = 0
    const quitter = store.abonner(() => fois++)
    store.saisir([
      { id: 'e1', champ: 'nom', valeur: 'x' },
      { id: 'e2', champ: 'nom', valeur: 'y' }
    ])
    expect(fois).toBe(1)
    quitter()
    store.fermer()
    expect([fois, store.lire()]).toEqual([1, null])
  })
})
