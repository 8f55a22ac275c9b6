import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { creerFichier, type OptionsFichier, ouvrirFichier } from './fichier.ts'
import { auteurEssai, createIds } from './fixtures/banc.ts'
import { openBase } from './open-base.ts'

const cycles = Number(process.env['GRAPPE_KILLS'] ?? 10)
const enfant = fileURLToPath(new URL('fixtures/saisir-sans-fin.ts', import.meta.url))

/** Runs the child, kills it at a random moment; returns the last edit and publication it acknowledged. */
function tuer(
  chemin: string,
  profil: string,
  graine: string,
  delai: number
): Promise<{ saisie: number; publiee: number; ajoutees: readonly string[]; erreurs: string }> {
  return new Promise((resolve) => {
    const processus = spawn(process.execPath, [enfant, chemin, profil, graine], { stdio: ['ignore', 'pipe', 'pipe'] })
    let sortie = ''
    let erreurs = ''
    processus.stdout.setEncoding('utf8').on('data', (texte: string) => {
      if (!sortie.includes('pret') && (sortie + texte).includes('pret')) setTimeout(() => processus.kill('SIGKILL'), delai)
      sortie += texte
    })
    processus.stderr.setEncoding('utf8').on('data', (texte: string) => {
      erreurs += texte
    })
    processus.on('close', () => {
      const dites = (lettre: string) => sortie.split('\n').flatMap((l) => (l.startsWith(`${lettre} `) ? [l.slice(2)] : []))
      const dernier = (lettre: string) => Math.max(0, ...dites(lettre).map(Number))
      resolve({ saisie: dernier('e'), publiee: dernier('p'), ajoutees: dites('a'), erreurs })
    })
  })
}

describe('kill -9', () => {
  it(`${cycles} times: no acknowledged edit lost, the user's file always whole and never older than its last publication`, {
    timeout: cycles * 20_000
  }, async () => {
    const racine = mkdtempSync(join(tmpdir(), 'grappe-kill-'))
    const dossier = join(racine, 'Documents')
    mkdirSync(dossier)
    const chemin = join(dossier, 'g.db')
    const poste = (nom: string): OptionsFichier => ({
      profil: join(racine, nom),
      auteur: () => auteurEssai('parent'),
      version: '0.1.0',
      clock: Date.now,
      newId: createIds(`${nom} ${racine} ${performance.now()}`),
      planifier: () => () => undefined
    })
    await (await creerFichier(chemin, 'Grappe', poste('a'))).fermer()
    let acquises = 0
    let publications = 0
    for (let cycle = 0; cycle < cycles; cycle++) {
      const graine = `cycle ${cycle}`
      const { saisie, publiee, ajoutees, erreurs } = await tuer(chemin, join(racine, 'a'), graine, 20 + ((cycle * 137) % 400))
      expect(erreurs).toBe('')
      acquises += saisie
      publications += publiee > 0 ? 1 : 0

      // What was mailed at that moment: the user's file alone, on another computer.
      const recu = await ouvrirFichier(chemin, poste(`autre-${cycle}`), { lecture: true })
      const compteur = (lignes: ReturnType<typeof recu.journal.lireLignes>) =>
        Number(lignes.find((l) => l.cellules['risque'] === graine)?.cellules['probabilite'] ?? 0)
      expect(compteur(recu.journal.lireLignes())).toBeGreaterThanOrEqual(publiee)
      await recu.fermer()

      const repris = await ouvrirFichier(chemin, poste('a'))
      const lignes = repris.journal.lireLignes()
      expect(compteur(lignes)).toBeGreaterThanOrEqual(saisie)
      const noms = new Set(lignes.map((l) => l.cellules['nom']))
      expect(ajoutees.filter((n) => !noms.has(`${graine} ${n}`))).toEqual([])
      expect((await repris.fermer()).aPublier).toBe(false)
      const travail = openBase(join(racine, 'a', 'travail', `${repris.projet}.db`), 'lecture')
      expect(travail.pragma('integrity_check', { simple: true })).toBe('ok')
      travail.close()
      expect(readdirSync(dossier)).toEqual(['g.db'])
    }
    expect(acquises).toBeGreaterThan(cycles)
    expect(publications).toBeGreaterThan(0)
    rmSync(racine, { recursive: true, force: true })
  })
})
