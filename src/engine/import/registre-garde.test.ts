import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { FicheEt, Registre } from './registre-finess.ts'
import { garderRegistre, registreGarde } from './registre-garde.ts'

const profil = mkdtempSync(join(tmpdir(), 'grappe-registre-'))
afterAll(() => rmSync(profil, { recursive: true, force: true }))

const numero = (i: number) => String(340000000 + 7 * i)
const fiche = (i: number): FicheEt => ({
  finess: numero(i),
  finessEj: '340000011',
  nom: `ÉTABLISSEMENT n° ${i} ${'é'.repeat(i % 90)}`,
  categorie: '500',
  siret: null,
  adresse: null,
  codePostal: '34000',
  commune: 'MONTPELLIER',
  insee: null
})
const registre = (n: number): Registre => ({
  source: 'Extraction FINESS du 12 mai 2026',
  // In no order, as an official file may be.
  etablissements: Array.from({ length: n }, (_, i) => fiche((i * 7919) % n)),
  entites: [
    { finess: '340000011', raisonSociale: 'ASSOCIATION', siren: null, naf: null, statutJuridique: null, adresse: null, codePostal: null, commune: null }
  ],
  fermes: new Map(),
  capacites: new Map([[numero(3), 84]])
})

test('nothing is known before an extract was read', () => {
  expect(registreGarde(profil, ['340000003'])).toBeNull()
})

test('every establishment of an extract is found again, and nothing else', () => {
  const n = 3001
  garderRegistre(profil, registre(n))
  for (let i = 0; i < n; i++) expect(registreGarde(profil, [numero(i)])?.etablissements).toEqual([fiche(i)])
  for (const absent of ['340000001', '000000000', '999999999', '2A0000154', '', 'x', '0'])
    expect(registreGarde(profil, [absent])?.etablissements ?? []).toEqual([])
  const lu = registreGarde(profil, [numero(3), 'absent', numero(8)])
  expect(lu).toMatchObject({ source: 'Extraction FINESS du 12 mai 2026', entites: [{ finess: '340000011' }, { finess: '340000011' }] })
  expect(lu?.capacites).toEqual(new Map([[numero(3), 84]]))
})

test('an extract without establishments keeps the last one', () => {
  garderRegistre(profil, { ...registre(0) })
  expect(registreGarde(profil, [numero(2)])?.etablissements).toEqual([fiche(2)])
})

test('a damaged file knows nothing rather than failing', () => {
  for (const texte of ['', 'x', '0 "s"\n340000000 {', '\n\n\n', '340000000 {}\n']) {
    writeFileSync(join(profil, 'finess.jsonl'), texte)
    expect(registreGarde(profil, [numero(0)])).toBeNull()
  }
})
