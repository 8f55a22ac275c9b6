import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { executer } from './grappe.ts'

const racine = mkdtempSync(join(tmpdir(), 'grappe-cli-partage-'))
const chemin = (nom: string) => join(racine, nom)

/** One command on one computer, its JSON read. */
async function grappe(poste: string, ...argv: string[]): Promise<{ code: number; json: Record<string, unknown> }> {
  let sortie = ''
  const espion = vi.spyOn(process.stdout, 'write').mockImplementation((texte) => {
    sortie += String(texte)
    return true
  })
  try {
    const code = await executer([...argv, '--json', '--profil', chemin(`profil-${poste}`), '--auteur', `Auteur ${poste}`])
    return { code, json: JSON.parse(sortie) }
  } finally {
    espion.mockRestore()
  }
}

beforeAll(async () => {
  await grappe('porteur', 'exemple', chemin('grappe.db'), '--essms', '12')
})
afterAll(() => rmSync(racine, { recursive: true, force: true }))

describe('sharing from the command line', () => {
  let finess = ''
  it('sends a collecte, with its demande and its size', async () => {
    const { json } = await grappe('porteur', 'lire', chemin('grappe.db'), 'organismes[2]')
    finess = String(json['finessEj'])
    const { code, json: faite } = await grappe(
      'porteur',
      'envoyer',
      chemin('grappe.db'),
      '--collecte',
      finess,
      '--vers',
      chemin('collecte.db'),
      '--demande',
      'releve-va,depenses',
      '--echeance',
      '15/09/2026',
      '--mot',
      'Merci'
    )
    expect([code, faite['taille']]).toEqual([0, statSync(chemin('collecte.db')).size])
    expect((await grappe('porteur', 'lire', chemin('grappe.db'), 'envois[1].echeance')).json).toBe('2026-09-15')
  })
  it.each([
    [['--vers', 'x.db'], 'appel-refuse'],
    [['--complet', '--leger', '--vers', 'x.db'], 'appel-refuse'],
    [['--collecte', '000000000', '--vers', 'x.db'], 'entite-inconnue'],
    [['--leger', '--vers', 'x.db', '--fichiers', 'quelques'], 'appel-refuse'],
    [['--leger', '--vers', 'x.db', '--echeance', 'bientôt'], 'saisie-invalide'],
    [['--leger', '--vers', 'x.db', '--demande', 'tout'], 'appel-refuse']
  ])('refuses %s', async (options, attendu) => {
    const { code, json } = await grappe('porteur', 'envoyer', chemin('grappe.db'), ...options)
    expect([code, (json['erreur'] as { code: string }).code]).toEqual([2, attendu])
  })
  it('is answered, previewed and united', async () => {
    await grappe('og', 'saisir', chemin('collecte.db'), 'etablissements[1].directeur', 'Dominique Exemple')
    const refuse = await grappe('og', 'saisir', chemin('collecte.db'), 'grappe.nom', 'Autre')
    expect((refuse.json['erreur'] as { code: string }).code).toBe('hors-perimetre')
    const retour = await grappe('og', 'renvoyer', chemin('collecte.db'), '--vers', chemin('retour.zip'), '--zip', '--mot', 'Voici')
    expect(retour.json).toMatchObject({ fichier: chemin('retour.zip'), total: expect.any(Number) })

    const apercu = await grappe('porteur', 'recevoir', chemin('grappe.db'), chemin('retour.zip'), '--apercu')
    const [fichier] = apercu.json['fichiers'] as { rapport: { saisies: { retenues: number }; groupes: { modifications: { nouvelle: string }[] }[] } }[]
    expect(fichier?.rapport.groupes.flatMap((g) => g.modifications.map((m) => m.nouvelle))).toContain('Dominique Exemple')
    const fait = await grappe('porteur', 'recevoir', chemin('grappe.db'), chemin('retour.zip'))
    expect([fait.code, fait.json['conflits']]).toEqual([0, []])
    expect((await grappe('porteur', 'lire', chemin('grappe.db'), 'envois[1].reponse')).json).toBe('Voici')
    const registre = await grappe('porteur', 'envois', chemin('grappe.db'))
    expect(registre.json).toMatchObject([{ etat: 'complete', avancement: { fait: expect.any(Number) } }])
    // The same file again brings nothing.
    expect((await grappe('porteur', 'recevoir', chemin('grappe.db'), chemin('retour.zip'))).json).toMatchObject({ version: null })
  })
  it('protects a copy with six words, and asks for them', async () => {
    const { json } = await grappe('porteur', 'envoyer', chemin('grappe.db'), '--leger', '--fichiers', 'aucun', '--proteger', '--vers', chemin('sortie'))
    expect(json['phrase']).toMatch(/^(?:[a-z]+ ){5}[a-z]+$/u)
    const recevoir = (...options: string[]) => grappe('porteur', 'recevoir', chemin('grappe.db'), String(json['fichier']), ...options)
    const erreur = ({ json: lu }: { json: Record<string, unknown> }) => (lu['fichiers'] as { erreur: { code: string } | null }[])[0]?.erreur?.code ?? null
    expect(erreur(await recevoir())).toBe('phrase-requise')
    expect(erreur(await recevoir('--phrase', 'chaton', '--apercu'))).toBe('phrase-incorrecte')
    expect(erreur(await recevoir('--phrase', String(json['phrase']), '--apercu'))).toBeNull()
  })
})
