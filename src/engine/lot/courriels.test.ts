import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Demande, NomAppel, Sortie } from '#contract/contract.ts'
import { createEngine } from '../engine.ts'
import { relireEml } from '../render/relire-eml.ts'
import { courriels } from './courriels.ts'

const racine = mkdtempSync(join(tmpdir(), 'grappe-courriels-'))
const engine = createEngine({ profil: join(racine, 'profil'), version: '1', ressources: 'resources', clock: () => Date.UTC(2026, 10, 21, 9) })
async function demander<N extends NomAppel>(nom: N, entree: Demande<N>): Promise<Sortie<N>> {
  const outcome = await engine.server.run(nom, entree, () => undefined)
  if (!outcome.ok) throw new Error(`${outcome.error.code}: ${outcome.error.message} ${outcome.error.details?.join(' ')}`)
  return outcome.value as Sortie<N>
}
engine.accorder('racine', racine)

beforeAll(async () => {
  await demander('app.auteur', { nom: 'Camille Vallorge', fonction: 'Chef de projet', organisation: 'Association Les Cèdres' })
  await demander('dossier.exemple', { ref: null, incomplet: false, essms: 6 })
})
afterAll(async () => {
  await engine.fermer()
  rmSync(racine, { recursive: true, force: true })
})

describe.each(['va', 'etat-des-lieux', 'vsr'] as const)('the mailing %s', (lot) => {
  test('holds a draft with the files to send, byte for byte, and re-reading the bundle finds nothing wrong', async () => {
    const lot_ = await demander('lot.generer', { lot, ref: 'racine', brouillon: false })
    const dossier = engine.cheminDe(lot_.ref)
    const lu = relireEml(readFileSync(join(dossier, '00_Message_a_envoyer.eml')))
    const message = await demander('envoi.message', { lot })
    expect(lu.entetes.get('to')).toBe(message.a.join(', '))
    expect(lu.entetes.get('subject')).toBe(message.objet)
    expect(message.invalides).toEqual([])
    for (const paragraphe of message.texte.split('\n\n')) expect(lu.texte.replaceAll('\r\n', '\n')).toContain(paragraphe)
    const attendus = lot_.fichiers.map((f) => f.nom).filter((nom) => !nom.startsWith('00'))
    expect(lu.pieces.map((p) => p.nom)).toEqual(attendus)
    for (const { nom, octets } of lu.pieces) expect(Buffer.compare(octets, readFileSync(join(dossier, nom)))).toBe(0)
    expect(await demander('lot.relire', { ref: lot_.ref })).toMatchObject({ ok: true, ecarts: [] })
    expect(lot_.fichiers.map((f) => f.nom).slice(0, 3)).toEqual(['00_Bordereau.pdf', '00_Message_a_envoyer.eml', '00_Message_a_envoyer.pdf'])
  })
})

test('a limit gives numbered messages that hold every file once', () => {
  const message = { a: 'ars@exemple.fr', copie: null, objet: 'Procès-verbaux', texte: ['Bonjour,', 'Ci-joint.', 'Signature'] }
  const pieces = [1, 2, 3].map((i) => ({ nom: `0${i}.pdf`, octets: new Uint8Array(600_000).fill(i) }))
  const trois = courriels(message, pieces, 1, '00')
  expect(trois.map((c) => c.nom)).toEqual(['00_Message_a_envoyer_1_sur_3.eml', '00_Message_a_envoyer_2_sur_3.eml', '00_Message_a_envoyer_3_sur_3.eml'])
  const lus = trois.map((c) => relireEml(c.octets))
  expect(lus.map((l) => l.entetes.get('subject'))).toEqual(['Procès-verbaux (1/3)', 'Procès-verbaux (2/3)', 'Procès-verbaux (3/3)'])
  expect(lus.flatMap((l) => l.pieces.map((p) => p.nom))).toEqual(pieces.map((p) => p.nom))
  for (const [i, l] of lus.entries()) expect(l.texte).toContain(`Celui-ci est le ${i + 1}/3`)
  for (const c of trois) expect(c.octets.length).toBeLessThanOrEqual(1_000_000)
  expect(courriels(message, [{ nom: 'gros.pdf', octets: new Uint8Array(2_000_000) }], 1, '00')[0]?.titre).toContain('dépasse 1 Mo')
  expect(courriels(message, pieces, null, '00')).toHaveLength(1)
})

test('a draft of a bundle says so in its subject', async () => {
  const lot = await demander('lot.generer', { lot: 'va', ref: 'racine', brouillon: true })
  const lu = relireEml(readFileSync(join(engine.cheminDe(lot.ref), '00_Message_a_envoyer.eml')))
  expect(lu.entetes.get('subject')).toMatch(/^BROUILLON – /u)
})

test('deadlines are written where asked, and only as .ics', async () => {
  const fait = await demander('agenda.ecrire', { ref: 'racine' })
  expect(fait).toMatchObject({ nom: expect.stringMatching(/^Echeances_.*\.ics$/u) as string })
  expect(fait.echeances).toBeGreaterThan(1)
  expect(readFileSync(engine.cheminDe(fait.ref!), 'utf8')).toMatch(/^BEGIN:VCALENDAR\r\n/u)
  engine.accorder('autre', join(racine, 'echeances.txt'))
  await expect(demander('agenda.ecrire', { ref: 'autre' })).rejects.toThrow('format-refuse')
  await demander('dossier.creer', { nom: 'Vide', ref: null })
  expect(await demander('agenda.ecrire', { ref: 'racine' })).toEqual({ ref: null, nom: null, echeances: 0 })
})
