import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { GrappeError } from '#contract/errors.ts'
import { creerFichier, listerDossiers, type OptionsFichier, ouvrirFichier, rouvrirDossier } from './fichier.ts'
import type { FichierOuvert } from './fichier-ouvert.ts'
import { auteurEssai, createIds, midi } from './fixtures/banc.ts'
import { openBase, pragmas } from './open-base.ts'

let racine = ''
let instant = midi
let rang = 0
let ouverts: FichierOuvert[] = []
beforeEach(() => {
  racine = realpathSync(mkdtempSync(join(tmpdir(), 'grappe-fichier-')))
  instant = midi
  ouverts = []
})
afterEach(async () => {
  for (const f of ouverts) await f.fermer()
  rmSync(racine, { recursive: true, force: true })
})

/** One computer: its profile folder; publications only happen when asked. */
function poste(nom: string, suite: Partial<OptionsFichier> = {}): OptionsFichier {
  const newId = createIds(`${nom} ${rang++}`)
  return {
    profil: join(racine, `profil-${nom}`),
    auteur: () => auteurEssai(nom),
    version: '0.1.0',
    clock: () => instant,
    newId,
    planifier: () => () => undefined,
    ...suite
  }
}
const suivre = <T extends FichierOuvert>(f: T): T => {
  ouverts.push(f)
  return f
}
const creer = async (chemin: string | null, o: OptionsFichier) => suivre(await creerFichier(chemin, 'Grappe des Tilleuls', o))
const ouvrir = async (chemin: string, o: OptionsFichier, r = {}) => suivre(await ouvrirFichier(chemin, o, r))
const sha = (chemin: string) => createHash('sha256').update(readFileSync(chemin)).digest('hex')
const dossierUtilisateur = () => {
  const d = join(racine, 'Documents')
  mkdirSync(d, { recursive: true })
  return d
}
const ajouter = (f: FichierOuvert, nom: string) => f.journal.ajouter('etablissement', null, null, { nom })
const nomsDe = (f: FichierOuvert) =>
  f.journal
    .lireLignes()
    .filter((l) => l.kind === 'etablissement' && l.vivant)
    .map((l) => l.cellules['nom'])
    .sort()
async function code(promesse: Promise<unknown> | (() => unknown)): Promise<string> {
  try {
    await (typeof promesse === 'function' ? promesse() : promesse)
    return 'aucune erreur'
  } catch (error) {
    return error instanceof GrappeError ? error.code : String(error)
  }
}

describe('créer, publier, rouvrir', () => {
  it('creates one file, alone in its folder, in rollback mode, that says whose grappe it is', async () => {
    const d = dossierUtilisateur()
    const f = await creer(join(d, 'tilleuls.db'), poste('a'))
    expect(readdirSync(d)).toEqual(['tilleuls.db'])
    const octets = readFileSync(join(d, 'tilleuls.db'))
    expect([octets[18], octets[19], octets.readUInt32BE(68), octets.readUInt32BE(60), octets.readUInt16BE(16)]).toEqual([1, 1, 0x47525031, 1, 4096])
    expect(f.etatEnregistrement()).toEqual({ aPublier: false, publieLe: midi, erreur: null })
    expect(f.journal.ligne(f.projet)?.cellules).toEqual({ nom: 'Grappe des Tilleuls' })
    expect(f.journal.annuler().fait).toBe(false)
  })

  it('keeps edits in the working copy, publishes them whole, opens again by the short way', async () => {
    const chemin = join(dossierUtilisateur(), 'g.db')
    const a = poste('a')
    const f = await creer(chemin, a)
    const avant = sha(chemin)
    ajouter(f, 'Les Pins')
    expect([sha(chemin), f.etatEnregistrement().aPublier]).toEqual([avant, true])
    await f.publier()
    expect(sha(chemin)).not.toBe(avant)
    expect(f.etatEnregistrement().aPublier).toBe(false)
    await f.fermer()
    const publie = sha(chemin)
    const g = await ouvrir(chemin, a)
    expect([nomsDe(g), g.rapport, g.etatEnregistrement().aPublier]).toEqual([['Les Pins'], null, false])
    await g.fermer()
    expect(sha(chemin)).toBe(publie)
  })

  it('publishes what is pending when closing', async () => {
    const chemin = join(dossierUtilisateur(), 'g.db')
    const f = await creer(chemin, poste('a'))
    ajouter(f, 'Les Pins')
    expect((await f.fermer()).aPublier).toBe(false)
    expect(nomsDe(await ouvrir(chemin, poste('b')))).toEqual(['Les Pins'])
  })

  it('publishes by itself after the delay of the place, and again when it failed', async () => {
    const attentes: { ms: number; fn: () => void }[] = []
    let panne = false
    const chemin = join(dossierUtilisateur(), 'g.db')
    const f = await creer(
      chemin,
      poste('a', {
        planifier: (ms, fn) => {
          attentes.push({ ms, fn })
          return () => undefined
        },
        patience: 0,
        renommer: async (de, vers) => {
          if (panne) throw Object.assign(new Error('occupé'), { code: 'EBUSY' })
          const { rename } = await import('node:fs/promises')
          return rename(de, vers)
        }
      })
    )
    const evenements: string[] = []
    f.onChange((quoi) => evenements.push(quoi))
    ajouter(f, 'Les Pins')
    expect(attentes.at(-1)?.ms).toBe(2000)
    panne = true
    attentes.at(-1)?.fn()
    await expect.poll(() => f.etatEnregistrement().erreur?.code).toBe('publication-impossible')
    expect(attentes.at(-1)?.ms).toBe(60_000)
    expect(readdirSync(dossierUtilisateur())).toEqual(['g.db'])
    panne = false
    attentes.at(-1)?.fn()
    await expect.poll(() => f.etatEnregistrement()).toEqual({ aPublier: false, publieLe: midi, erreur: null })
    expect(evenements).toContain('enregistrement')
  })

  it('a dossier without a place is found again, then given one', async () => {
    const a = poste('a')
    const f = await creer(null, a)
    ajouter(f, 'Les Pins')
    expect(await code(f.publier())).toBe('destination-refusee')
    await f.fermer()
    expect(listerDossiers(a.profil)).toEqual([{ projet: f.projet, nom: 'Grappe des Tilleuls', chemin: null, publieLe: null }])
    const g = suivre(rouvrirDossier(f.projet, a))
    expect([nomsDe(g), g.cheminUtilisateur]).toEqual([['Les Pins'], null])
    const chemin = join(dossierUtilisateur(), 'g.db')
    await g.publier(chemin)
    expect(g.cheminUtilisateur).toBe(chemin)
    expect(await code(() => rouvrirDossier('x', a))).toBe('fichier-introuvable')
  })

  it('leaves nothing behind when the chosen place cannot be written', async () => {
    const a = poste('a')
    expect(await code(creerFichier(join(racine, 'absent', 'g.db'), 'G', a))).toBe('publication-impossible')
    expect(listerDossiers(a.profil)).toEqual([])
    expect(readdirSync(join(a.profil, 'travail'))).toEqual([])
  })
})

describe('copies et pannes', () => {
  it('recovers by union, without a question, the edits that were never published', async () => {
    const chemin = join(dossierUtilisateur(), 'g.db')
    const a = poste('a')
    const f = await creer(chemin, a)
    const ancien = readFileSync(chemin)
    ajouter(f, 'Les Pins')
    await f.publier()
    ajouter(f, 'Les Sapins')
    await f.fermer()
    // A restored backup, older than the working copy.
    writeFileSync(chemin, ancien)
    const g = await ouvrir(chemin, a)
    expect([nomsDe(g), g.etatEnregistrement().aPublier]).toEqual([['Les Pins', 'Les Sapins'], true])
    await g.publier()
    expect(nomsDe(await ouvrir(chemin, poste('b')))).toEqual(['Les Pins', 'Les Sapins'])
  })

  it('unites what someone else wrote in the file meanwhile, and says it changed', async () => {
    const chemin = join(dossierUtilisateur(), 'g.db')
    const f = await creer(chemin, poste('a'))
    const b = await ouvrir(chemin, poste('b'))
    ajouter(b, 'De B')
    await b.publier()
    const evenements: string[] = []
    f.onChange((quoi) => evenements.push(quoi))
    ajouter(f, 'De A')
    await f.publier()
    expect([nomsDe(f), evenements.includes('dossier')]).toEqual([['De A', 'De B'], true])
    expect(f.versions.lister().map((v) => v.motif)).toEqual(['avant-reunion'])
    await b.publier()
    expect(nomsDe(b)).toEqual(['De A', 'De B'])
    expect(readdirSync(dossierUtilisateur())).toEqual(['g.db'])
  })

  it('opening a copy of a known dossier unites it, opening it aside changes nothing', async () => {
    const d = dossierUtilisateur()
    const a = poste('a')
    const f = await creer(join(d, 'g.db'), a)
    copyFileSync(join(d, 'g.db'), join(d, 'copie.db'))
    const b = await ouvrir(join(d, 'copie.db'), poste('b'))
    ajouter(b, 'De B')
    await b.fermer()
    ajouter(f, 'De A')
    await f.fermer()
    const lue = await ouvrir(join(d, 'copie.db'), a, { lecture: true })
    expect([lue.lectureSeule, nomsDe(lue), lue.etatEnregistrement().aPublier]).toEqual([true, ['De B'], false])
    expect(await code(() => ajouter(lue, 'x'))).toBe('lecture-seule')
    expect(await code(lue.publier())).toBe('lecture-seule')
    await lue.fermer()
    expect(readdirSync(join(a.profil, 'reception'))).toEqual([])
    const g = await ouvrir(join(d, 'copie.db'), a)
    expect([nomsDe(g), g.rapport?.ajouts.length, g.etatEnregistrement().aPublier]).toEqual([['De A', 'De B'], 1, true])
  })

  it('opening a newer copy of a known dossier does not rewrite it', async () => {
    const chemin = join(dossierUtilisateur(), 'g.db')
    const a = poste('a')
    await (await creer(chemin, a)).fermer()
    const b = await ouvrir(chemin, poste('b'))
    ajouter(b, 'De B')
    await b.fermer()
    const g = await ouvrir(chemin, a)
    expect([nomsDe(g), g.etatEnregistrement().aPublier]).toEqual([['De B'], false])
  })

  it('refuses a second opening of the same working copy', async () => {
    const chemin = join(dossierUtilisateur(), 'g.db')
    const a = poste('a')
    const f = await creer(chemin, a)
    ajouter(f, 'Les Pins')
    expect(await code(ouvrirFichier(chemin, a))).toBe('deja-ouvert')
    await f.publier()
    expect(await code(ouvrirFichier(chemin, a))).toBe('deja-ouvert')
    ajouter(f, 'Les Sapins')
    expect(nomsDe(f)).toHaveLength(2)
  })

  it('a damaged working copy is put aside and the file opens', async () => {
    const chemin = join(dossierUtilisateur(), 'g.db')
    const a = poste('a')
    const f = await creer(chemin, a)
    ajouter(f, 'Les Pins')
    await f.fermer()
    const travail = join(a.profil, 'travail', `${f.projet}.db`)
    const octets = readFileSync(travail)
    octets.fill(0xff, 4096, 4096 * 6)
    writeFileSync(travail, octets)
    const g = await ouvrir(chemin, a)
    expect([nomsDe(g), g.avertissements.length]).toEqual([['Les Pins'], 1])
    expect(readdirSync(join(a.profil, 'travail')).filter((n) => n.includes('.abime-'))).toHaveLength(1)
  })

  it('does not replace another file that took its place, unless the person chooses that place', async () => {
    const d = dossierUtilisateur()
    const f = await creer(join(d, 'g.db'), poste('a'))
    for (const contenu of ['notes personnelles', '']) {
      writeFileSync(join(d, 'g.db'), contenu)
      ajouter(f, 'Les Pins')
      expect(await code(f.publier())).toBe('publication-impossible')
      expect(readFileSync(join(d, 'g.db'), 'utf8')).toBe(contenu)
    }
    const autre = await creer(join(d, 'autre.db'), poste('b'))
    await autre.fermer()
    copyFileSync(join(d, 'autre.db'), join(d, 'g.db'))
    expect(await code(f.publier())).toBe('publication-impossible')
    expect(sha(join(d, 'g.db'))).toBe(sha(join(d, 'autre.db')))
    expect((await f.publier(join(d, 'g.db'))).erreur).toBeNull()
    rmSync(join(d, 'g.db'))
    ajouter(f, 'Les Sapins')
    await f.publier()
    expect(existsSync(join(d, 'g.db'))).toBe(true)
    expect(readdirSync(d).sort()).toEqual(['autre.db', 'g.db'])
  })

  it('cleans at the next opening what an interrupted publication left', async () => {
    const d = dossierUtilisateur()
    const a = poste('a')
    let interrompre = false
    const f = await creer(join(d, 'g.db'), {
      ...a,
      renommer: async (de, vers) => {
        const { rename } = await import('node:fs/promises')
        if (interrompre) {
          copyFileSync(de, `${de.replace(/\.tmp$/u, '')}ff.tmp`)
          writeFileSync(`${de.replace(/\.tmp$/u, '')}ff.tmp-journal`, 'x')
        }
        return rename(de, vers)
      }
    })
    interrompre = true
    ajouter(f, 'x')
    await f.fermer()
    writeFileSync(join(d, '.~g.db.autre-poste.tmp'), 'd’un autre poste')
    expect(readdirSync(d)).toHaveLength(4)
    await ouvrir(join(d, 'g.db'), a)
    expect(readdirSync(d).sort()).toEqual(['.~g.db.autre-poste.tmp', 'g.db'])
  })
})

describe('effacer', () => {
  it('leaves no byte of an erased value in the published file, here or in a copy united later', async () => {
    const d = dossierUtilisateur()
    const [iban, nom] = ['FR7630006000011234567890189', 'Prénom Secret']
    const f = await creer(join(d, 'g.db'), poste('a'))
    const { id } = f.journal.ajouter('organisme', null, null, { iban, nomRepresentant: nom, raisonSociale: 'Association' })
    f.journal.ecrire([{ kind: 'organisme', id, champ: 'iban', valeur: 'autre' }])
    await f.publier()
    const contient = (chemin: string) => [iban, nom].map((secret) => readFileSync(chemin).includes(secret))
    expect(contient(join(d, 'g.db'))).toEqual([true, true])
    copyFileSync(join(d, 'g.db'), join(d, 'b.db'))
    const b = await ouvrir(join(d, 'b.db'), poste('b'))
    b.journal.ecrire([{ kind: 'organisme', id, champ: 'siren', valeur: '1' }])
    const { effacees, ligne } = f.journal.effacer('organisme', id, ['iban', 'nomRepresentant'])
    expect([effacees, ligne.cellules, f.journal.annuler().fait]).toEqual([3, { iban: null, nomRepresentant: null, raisonSociale: 'Association' }, false])
    expect(f.journal.historique('organisme', id, 'iban').map((h) => h.valeur)).toEqual([null, null, null])
    await f.publier()
    expect(contient(join(d, 'g.db'))).toEqual([false, false])
    await b.publier(join(d, 'g.db'))
    expect([contient(join(d, 'g.db')), b.journal.ligne(id)?.cellules['siren'], b.journal.ligne(id)?.cellules['iban']]).toEqual([[false, false], '1', null])
  })
})

describe('versions', () => {
  it('keeps one an hour while the file changes, thirty at most, latest first', async () => {
    const f = await creer(join(dossierUtilisateur(), 'g.db'), poste('a'))
    for (let heure = 0; heure < 34; heure++) {
      instant += 3_600_000
      ajouter(f, `E${heure}`)
      await f.publier()
      await f.publier()
    }
    const versions = f.versions.lister()
    expect([versions.length, new Set(versions.map((v) => v.motif))]).toEqual([30, new Set(['horaire'])])
    expect(versions[0]?.instant).toBe(instant)
    expect(versions.map((v) => v.instant)).toEqual(versions.map((v) => v.instant).sort((a, b) => b - a))
  })

  it('restores what a version shows, as edits that can be undone and travel', async () => {
    const f = await creer(join(dossierUtilisateur(), 'g.db'), poste('a'))
    const pins = ajouter(f, 'Les Pins')
    ajouter(f, 'Les Ormes')
    instant += 3_600_000
    await f.publier()
    const attendu = f.journal.lireLignes()
    const version = f.versions.lister()[0]?.nom ?? ''
    instant += 60_000
    f.journal.retirer('etablissement', pins.id)
    ajouter(f, 'De trop')
    f.journal.ecrire([{ kind: 'grappe', id: f.projet, champ: 'nom', valeur: 'Autre nom' }])
    const chezB = join(dossierUtilisateur(), 'b.db')
    await f.publier()
    copyFileSync(join(dossierUtilisateur(), 'g.db'), chezB)
    expect(await f.versions.restaurer(version)).toBe(3)
    const restaurees = f.journal.lireLignes().filter((l) => l.vivant)
    expect(restaurees).toEqual(attendu)
    expect(f.versions.lister()[0]?.motif).toBe('avant-restauration')
    await f.publier(chezB)
    expect(f.journal.lireLignes().filter((l) => l.vivant)).toEqual(attendu)
    expect(f.journal.annuler().fait).toBe(true)
    expect(nomsDe(f)).toEqual(['De trop', 'Les Ormes'])
    expect(await code(f.versions.restaurer('../../x.db'))).toBe('fichier-introuvable')
  })
})

describe('pragmas', () => {
  it.each(['travail', 'privee', 'memoire'] as const)('%s', (usage) => {
    const db = openBase(join(racine, `${usage}.db`), usage)
    db.exec('CREATE TABLE t(x)')
    for (const [nom, valeur] of Object.entries(pragmas[usage])) expect([nom, db.pragma(nom, { simple: true })]).toEqual([nom, valeur])
    if (usage === 'travail') {
      expect(db.pragma('synchronous', { simple: true })).toBe(2)
      expect(existsSync(join(racine, 'travail.db-shm'))).toBe(false)
      expect(() => openBase(join(racine, 'travail.db'), 'travail')).toThrow(GrappeError)
    }
    db.close()
    if (usage === 'memoire') return
    const lue = openBase(join(racine, `${usage}.db`), 'lecture')
    expect(() => lue.exec('CREATE TABLE u(x)')).toThrow()
    for (const [nom, valeur] of Object.entries(pragmas.lecture)) expect([nom, lue.pragma(nom, { simple: true })]).toEqual([nom, valeur])
    lue.close()
  })
})
