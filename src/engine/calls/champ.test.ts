import { beforeAll, expect, test } from 'vitest'
import { foldDossier } from '#domain/dossier.ts'
import { moteurEssai } from './fixtures/moteur-essai.ts'

const { demander } = moteurEssai('champ')

const lire = async () => {
  const { projet, lignes, conflits } = await demander('dossier.lire', {})
  return foldDossier(projet, lignes, conflits)
}

beforeAll(async () => {
  await demander('app.auteur', { nom: 'Camille Vallorge', fonction: 'Chef de projet', organisation: 'Association Les Cèdres' })
  await demander('dossier.exemple', { ref: null, incomplet: false, essms: 8 })
})

test('one paste adds and changes in one transaction: one step of undo takes all of it back', async () => {
  const avant = await lire()
  const ids = avant.etablissements.map((_, i) => `00000000-0000-4000-8000-0000000001${String(i).padStart(2, '0')}`)
  const ajouts = avant.etablissements.map((e, i) => ({
    kind: 'releve',
    id: ids[i]!,
    cellules: { etablissement: e.id, type: 'mois', mois: '2026-10', chiffres: JSON.stringify([1, 2, 3, 4, 5, 6, 7]) }
  }))
  const clotures = avant.releves.filter((r) => r.type === 'cloture')
  const { ajoutees, lignes } = await demander('champ.saisir', {
    ajouts,
    editions: [
      // Of what was just added, under the id that the page gave it.
      { kind: 'releve', id: ids[0]!, champ: 'observation', valeur: 'collé' },
      ...clotures.map((r) => ({ kind: 'releve', id: r.id, champ: 'observation', valeur: 'revu' }))
    ]
  })
  // The same relevé has the same id on every computer, whatever the page called it.
  expect(ajoutees).toHaveLength(8)
  expect(ajoutees.some((id) => ids.includes(id))).toBe(false)
  expect(new Set(lignes.map((l) => l.id)).size).toBe(16)
  const apres = await lire()
  expect(apres.releves.filter((r) => r.mois === '2026-10').map((r) => r.observation)).toEqual(['collé', ...Array.from({ length: 7 }, () => null)])
  await demander('historique.annuler', {})
  expect(await lire()).toEqual(avant)
})

test('one cell that its field refuses refuses the whole paste', async () => {
  const avant = await lire()
  const [e] = avant.etablissements
  await expect(
    demander('champ.saisir', {
      ajouts: [{ kind: 'releve', id: null, cellules: { etablissement: e!.id, type: 'mois', mois: '2026-11' } }],
      editions: [{ kind: 'releve', id: avant.releves[0]!.id, champ: 'chiffres', valeur: 'douze' }]
    })
  ).rejects.toThrow('saisie-invalide')
  expect(await lire()).toEqual(avant)
})
