import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { foldDossier } from '#domain/dossier.ts'
import { moteurEssai } from './fixtures/moteur-essai.ts'

const { dossier, engine, demander } = moteurEssai('completer')

const lire = async () => {
  const { projet, lignes } = await demander('dossier.lire', {})
  return foldDossier(projet, lignes)
}

test('a number that the last FINESS extract knows fills its line, keeps what was typed, and is undone in one step', async () => {
  await demander('app.auteur', { nom: 'Camille Vallorge', fonction: 'Chef de projet', organisation: 'Association Les Cèdres' })
  await demander('dossier.creer', { nom: 'Essai', ref: null })
  const extrait = join(dossier, 'etalab.csv')
  writeFileSync(
    extrait,
    'finess;etalab;111;2026-05-12\nstructureet;340000017;340000011;EHPAD LES PINS;EHPAD LES PINS DE LA GARRIGUE;;;12;R;DES PINS;;;172;34;HERAULT;34000 MONTPELLIER;0400000000;;500;Etablissement;4401;Hébergement;77567890100017;8710A;40;Tarif;1;;1990-01-01;1990-01-01;2024-01-01;\n'
  )
  const ref = 'extrait'
  engine.accorder(ref, extrait)
  await demander('import.apercu', { ref, colonnes: null })
  await demander('entite.ajouter', { kind: 'etablissement', id: null, cellules: { finess: '340000017', commune: 'Sète' } })
  expect(await demander('import.completer', { finess: ['340000025'] })).toEqual({ source: null, lignes: [] })
  const fait = await demander('import.completer', { finess: ['340000017'] })
  expect(fait.source).toBe('Extraction FINESS du 12 mai 2026')
  const [e] = (await lire()).etablissements
  expect(e).toMatchObject({ nom: 'EHPAD LES PINS DE LA GARRIGUE', categorie: '500', codePostal: '34000', commune: 'Sète' })
  // Nothing left to fill: nothing written.
  expect(await demander('import.completer', { finess: ['340000017'] })).toEqual({ source: null, lignes: [] })
  await demander('historique.annuler', {})
  const [apres] = (await lire()).etablissements
  expect(apres).toMatchObject({ nom: null, commune: 'Sète', finess: '340000017' })
})

test('a preview counts the rows that it would write, not the doubles, the totals and the notes', async () => {
  const liste = join(dossier, 'liste.csv')
  writeFileSync(liste, 'FINESS ET;Nom\n340000017;EHPAD A\n340000025;EHPAD B\n340000017;Doublon\n;TOTAL\n')
  engine.accorder('liste', liste)
  expect(await demander('import.apercu', { ref: 'liste', colonnes: null })).toMatchObject({ total: 4, importables: 2 })
  expect(await demander('import.accepter', { ref: 'liste', colonnes: null })).toMatchObject({ ignores: 2 })
})
