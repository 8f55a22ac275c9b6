import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Demande, NomAppel, Sortie } from '#contract/contract.ts'
import { createEngine, type Engine } from '../engine.ts'

/** Erasure of a person to the last byte, what the application keeps, the log, and the way out of a damaged file. */

const nom = 'Vantardière'
const telephone = '0612349876'
let dossier: string
const moteurs: Engine[] = []

beforeEach(() => {
  dossier = mkdtempSync(join(tmpdir(), 'grappe-confidentialite-'))
})
afterEach(async () => {
  for (const m of moteurs.splice(0)) await m.fermer()
  rmSync(dossier, { recursive: true, force: true })
})

/** The engine of one computer, and calls that must succeed. */
function poste(profil: string) {
  let instant = Date.parse('2026-03-02T09:00:00Z')
  const engine = createEngine({ profil: join(dossier, profil), version: '0.0.0', ressources: join(process.cwd(), 'resources'), clock: () => instant })
  moteurs.push(engine)
  const appeler = async <N extends NomAppel>(appel: N, input: Demande<N>) => engine.server.run(appel, input, () => undefined)
  return {
    profil: join(dossier, profil),
    engine,
    appeler,
    passerUneHeure: () => {
      instant += 3_700_000
    },
    faire: async <N extends NomAppel>(appel: N, input: Demande<N>): Promise<Sortie<N>> => {
      const fait = await appeler(appel, input)
      if (!fait.ok) throw new Error(`${appel}: ${fait.error.message}`)
      return fait.value as Sortie<N>
    },
    ref: (chemin: string) => {
      engine.accorder(chemin.slice(-70), chemin)
      return chemin.slice(-70)
    }
  }
}

const fichiersDe = (racine: string): string[] =>
  readdirSync(racine, { recursive: true, withFileTypes: true }).flatMap((e) => (e.isFile() ? [join(e.parentPath, e.name)] : []))
const contenant = (racine: string, texte: string) => fichiersDe(racine).filter((f) => readFileSync(f).includes(Buffer.from(texte)))

async function dossierAvecPersonne(p: ReturnType<typeof poste>, chemin: string, prenoms: readonly string[]) {
  await p.faire('app.auteur', { nom: `Odile ${nom}`, fonction: 'Directrice', organisation: 'OG' })
  await p.faire('dossier.creer', { nom: 'Grappe', ref: p.ref(chemin) })
  const { ligne } = await p.faire('entite.ajouter', { kind: 'personne', id: null, cellules: { role: 'dpo', nom, prenom: prenoms[0] ?? '', telephone } })
  for (const prenom of prenoms.slice(1)) {
    p.passerUneHeure()
    await p.faire('champ.saisir', { editions: [{ kind: 'personne', id: ligne.id, champ: 'prenom', valeur: prenom }] })
    await p.faire('dossier.publier', { ref: null })
  }
  return ligne.id
}

test('a person erased leaves no byte: file, working copy, versions; and an old returned copy brings nothing back', async () => {
  const a = poste('a')
  const fichier = join(dossier, 'grappe.db')
  const id = await dossierAvecPersonne(a, fichier, ['Odile', 'Odette', 'Odalie'])
  expect((await a.faire('versions.lister', {})).versions.length).toBeGreaterThan(0)
  expect(contenant(dossier, telephone).length).toBeGreaterThanOrEqual(3)
  const ancienne = join(dossier, 'ailleurs.db')
  copyFileSync(fichier, ancienne)

  const trouve = await a.faire('personne.chercher', { texte: `odile VANTARDIERE` })
  expect(trouve.mentions.map((m) => m.champ).sort()).toEqual(['nom', 'prenom', 'telephone'])
  expect(trouve.mentions.find((m) => m.champ === 'prenom')).toMatchObject({ valeur: 'Odalie', anciennes: 2, champLibelle: 'Prénom' })
  expect(trouve.auteurs).toMatchObject([{ nom: `Odile ${nom}` }])

  // Someone else types the erasure, as would be asked of them.
  await a.faire('app.auteur', { nom: 'Autre', fonction: '', organisation: '' })
  const { effacees, versions } = await a.faire('personne.effacer', {
    cellules: trouve.mentions.map(({ kind, champ }) => ({ kind, id, champ })),
    auteurs: trouve.auteurs.map((x) => x.auteur)
  })
  expect(effacees).toBe(6)
  expect(versions).toBeGreaterThan(0)
  expect((await a.faire('personne.chercher', { texte: nom })).mentions).toEqual([])
  const restants = [nom, telephone, 'Odette', 'Odalie'].flatMap((t) =>
    contenant(join(dossier, 'a'), t).concat(readFileSync(fichier).includes(t) ? [fichier] : [])
  )
  expect(restants).toEqual([])
  // The kept versions still open, without the person.
  for (const { nom: version } of (await a.faire('versions.lister', {})).versions) await a.faire('versions.restaurer', { nom: version })
  await a.faire('dossier.publier', { ref: null })
  expect(readFileSync(fichier).includes(telephone)).toBe(false)

  // The old copy, edited on another computer by someone who knew nothing, then united.
  const b = poste('b')
  await b.faire('app.auteur', { nom: 'Colette', fonction: '', organisation: '' })
  await b.faire('dossier.ouvrir', { ref: b.ref(ancienne) })
  await b.faire('entite.ajouter', { kind: 'risque', id: null, cellules: { libelle: 'Retard de l’éditeur' } })
  await b.faire('dossier.publier', { ref: null })
  await b.faire('dossier.fermer', {})
  expect(readFileSync(ancienne).includes(telephone)).toBe(true)
  const retour = a.ref(ancienne)
  await a.faire('partage.reunir', { fichiers: [{ ref: retour }], accepter: 'tout' })
  await a.faire('dossier.publier', { ref: null })
  for (const t of [nom, telephone, 'Odette', 'Odalie']) expect(readFileSync(fichier).includes(t), t).toBe(false)
  expect(readFileSync(fichier).includes('Retard de l’éditeur')).toBe(true)

  // And the erasure travels: the other computer, uniting the porteur's file, loses the person too.
  await b.faire('dossier.ouvrir', { ref: b.ref(ancienne) })
  await b.faire('partage.reunir', { fichiers: [{ ref: b.ref(fichier) }], accepter: 'tout' })
  await b.faire('dossier.publier', { ref: null })
  for (const t of [nom, telephone]) expect(readFileSync(ancienne).includes(t), t).toBe(false)
})

test('what is kept on this computer is told with its size, and deleted only when nothing can be lost', async () => {
  const a = poste('a')
  const fichier = join(dossier, 'grappe.db')
  await dossierAvecPersonne(a, fichier, ['Odile', 'Odette'])
  const { elements } = await a.faire('application.donnees', {})
  expect(Object.fromEntries(elements.map((e) => [e.cle, e.fichiers > 0]))).toMatchObject({
    copies: true,
    versions: true,
    recents: true,
    auteur: true,
    journal: true
  })
  expect(elements.find((e) => e.cle === 'copies')?.retenu).toMatch(/ouverts/u)
  await a.faire('application.oublier', { quoi: 'copies' })
  expect(readdirSync(join(a.profil, 'travail')).filter((n) => n.endsWith('.db'))).toHaveLength(1)
  await a.faire('application.oublier', { quoi: 'versions' })
  expect((await a.faire('versions.lister', {})).versions).toEqual([])
  await a.faire('application.oublier', { quoi: 'recents' })
  await a.faire('application.oublier', { quoi: 'auteur' })
  expect(await a.faire('app.etat', {})).toMatchObject({ recents: [], auteur: null })
  await a.faire('dossier.fermer', {})

  // A file that is gone: the working copy is all that is left of its edits.
  rmSync(fichier)
  await a.faire('application.oublier', { quoi: 'copies' })
  expect(readdirSync(join(a.profil, 'travail')).filter((n) => n.endsWith('.db'))).toHaveLength(1)
})

test('the working copy of a closed dossier whose file holds everything is deleted on request', async () => {
  const a = poste('a')
  const fichier = join(dossier, 'grappe.db')
  await dossierAvecPersonne(a, fichier, ['Odile'])
  await a.faire('dossier.publier', { ref: null })
  await a.faire('dossier.fermer', {})
  await a.faire('application.oublier', { quoi: 'copies' })
  expect(readdirSync(join(a.profil, 'travail'))).toEqual([])
  expect((await a.faire('dossier.ouvrir', { ref: a.ref(fichier) })).lignes.some((l) => l.kind === 'personne')).toBe(true)
})

test('the log tells calls, codes and places, never a value, and stays small', async () => {
  const a = poste('a')
  await dossierAvecPersonne(a, join(dossier, 'grappe.db'), ['Odile'])
  await a.appeler('champ.saisir', { editions: [{ kind: 'personne', id: crypto.randomUUID(), champ: 'nom', valeur: nom }] })
  await a.appeler('dossier.ouvrir', { ref: 'inconnue' })
  const { texte } = await a.faire('application.journal', {})
  expect(texte).toMatch(/demarrage 0\.0\.0/u)
  expect(texte).toMatch(/champ\.saisir \d+ ms entite-inconnue/u)
  expect(texte).toMatch(/dossier\.ouvrir \d+ ms fichier-introuvable/u)
  for (const secret of [nom, telephone, dossier, 'Odile']) expect(texte).not.toContain(secret)
  for (let i = 0; i < 12_000; i++) await a.appeler('dossier.verifier', { ref: 'inconnue' })
  expect((await a.faire('application.journal', {})).taille).toBeLessThan(530_000)
  expect(fichiersDe(a.profil).filter((f) => /journal/u.test(f))).toHaveLength(2)
})

test('a damaged file: the working copy and the versions first, else a new file with what can be read', async () => {
  const a = poste('a')
  const fichier = join(dossier, 'grappe.db')
  await dossierAvecPersonne(a, fichier, ['Odile', 'Odette'])
  await a.faire('dossier.fermer', {})
  const octets = readFileSync(fichier)
  octets.fill(1, 0, 4096)
  writeFileSync(fichier, octets)
  expect(await a.appeler('dossier.ouvrir', { ref: a.ref(fichier) })).toMatchObject({ ok: false })

  const secours = await a.faire('dossier.secours', { ref: a.ref(fichier) })
  expect(secours.copieDeTravail).toBe(true)
  expect(secours.versions.length).toBeGreaterThan(0)
  const version = join(dossier, 'version.db')
  await a.faire('dossier.extraireVersion', { projet: secours.projet ?? '', nom: secours.versions[0]?.nom ?? '', vers: a.ref(version) })
  expect(existsSync(version)).toBe(true)

  const b = poste('b')
  await b.faire('app.auteur', { nom: 'Colette', fonction: '', organisation: '' })
  expect(await b.faire('dossier.secours', { ref: b.ref(fichier) })).toEqual({ projet: null, copieDeTravail: false, versions: [] })
  const neuf = join(dossier, 'repare.db')
  const fait = await b.faire('dossier.reparer', { ref: b.ref(fichier), vers: b.ref(neuf) })
  expect(fait.projet).toBe(secours.projet)
  const ouvert = await b.faire('dossier.ouvrir', { ref: b.ref(neuf) })
  expect(ouvert.lignes.find((l) => l.kind === 'personne')?.cellules).toMatchObject({ nom, prenom: 'Odette' })
  expect(readFileSync(fichier).equals(octets)).toBe(true)
})
