import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Demande, NomAppel, Sortie } from '#contract/contract.ts'
import type { CodeErreur } from '#contract/errors.ts'
import { createEngine, type Engine } from '../engine.ts'

const racine = mkdtempSync(join(tmpdir(), 'grappe-appels-'))
const ressources = join(import.meta.dirname, '..', '..', '..', 'resources')

/** One computer: an engine with its own profile, called as the page calls it. */
function createPoste(nom: string) {
  const engine: Engine = createEngine({ profil: join(racine, nom), version: '0.1.0', ressources })
  let rang = 0
  return {
    engine,
    ref: (chemin: string) => {
      const ref = `${nom}-${rang++}`
      engine.accorder(ref, chemin)
      return ref
    },
    appel: async <N extends NomAppel>(name: N, input: Demande<N>): Promise<Sortie<N>> => {
      const outcome = await engine.server.run(name, input, () => undefined)
      if (!outcome.ok) throw Object.assign(new Error(outcome.error.message), { code: outcome.error.code })
      return outcome.value as Sortie<N>
    }
  }
}
const refuse = async (p: Promise<unknown>): Promise<CodeErreur | 'accepté'> =>
  p.then(
    () => 'accepté' as const,
    (e: { code: CodeErreur }) => e.code
  )

const porteur = createPoste('porteur')
const directrice = createPoste('directrice')
const chemin = (nom: string) => join(racine, nom)
let og = ''
let envoi = ''
let etablissement = ''

beforeAll(async () => {
  await porteur.appel('app.auteur', { nom: 'Camille Porteur', fonction: 'Cheffe de projet', organisation: 'Porteur' })
  await directrice.appel('app.auteur', { nom: 'Dominique Directrice', fonction: 'Directrice', organisation: 'OG' })
  const session = await porteur.appel('dossier.exemple', { ref: porteur.ref(chemin('grappe.db')), incomplet: false, essms: 12 })
  og = session.lignes.find((l) => l.kind === 'organisme' && l.cellules['porteur'] !== 'oui')!.id
  etablissement = session.lignes.find((l) => l.kind === 'etablissement' && l.cellules['organisme'] === og)!.id
})
afterAll(async () => {
  await porteur.engine.fermer()
  await directrice.engine.fermer()
  rmSync(racine, { recursive: true, force: true })
})

describe('from one computer to another', () => {
  it('measures, then sends an encrypted collecte', async () => {
    const copie = { sorte: 'collecte', organisme: og, fichiers: 'aucun' } as const
    const mesure = await porteur.appel('partage.mesurer', copie)
    expect(mesure).toMatchObject({ limites: [10, 20, 25].map((mo) => ({ mo, passe: true })), nomPropose: expect.stringMatching(/^[\w-]+\.db$/u) })
    const { phrase } = await porteur.appel('partage.phrase', {})
    const faite = await porteur.appel('partage.envoyer', {
      ...copie,
      phrase,
      envoi: { courriel: 'dir@exemple.invalid', demandeReleveVa: 'oui', echeance: '2026-09-15', mot: 'Merci' },
      ref: porteur.ref(chemin('collecte.db.age'))
    })
    envoi = faite.ligne.id
    expect(faite.ligne.cellules).toMatchObject({ sorte: 'collecte', chiffre: 'oui', fichier: 'collecte.db.age', taille: faite.taille })

    const ref = directrice.ref(chemin('collecte.db.age'))
    expect(await refuse(directrice.appel('dossier.ouvrir', { ref }))).toBe('phrase-requise')
    expect(await refuse(directrice.appel('dossier.ouvrir', { ref, phrase: 'chaton' }))).toBe('phrase-incorrecte')
    expect(await directrice.appel('partage.reconnaitre', { ref, phrase })).toMatchObject({ role: 'collecte', connu: null })
    const session = await directrice.appel('dossier.ouvrir', { ref, phrase: phrase.toUpperCase() })
    expect(session).toMatchObject({ role: 'collecte', fichier: null, emplacement: null, lectureSeule: false })
    // It has a place only once the person gave it one.
    await directrice.appel('dossier.publier', { ref: directrice.ref(chemin('chez-la-directrice.db')) })
    expect((await directrice.appel('dossier.lire', {})).emplacement).toBe('temporaire')
  })

  it('refuses at once what the porteur would refuse at the return', async () => {
    const { projet } = await directrice.appel('dossier.lire', {})
    const editions = (kind: string, id: string, champ: string, valeur: string) => ({ editions: [{ kind, id, champ, valeur }] })
    expect(await refuse(directrice.appel('champ.saisir', editions('grappe', projet, 'nom', 'Autre')))).toBe('hors-perimetre')
    expect(await refuse(directrice.appel('champ.saisir', editions('envoi', envoi, 'echeance', '2030-01-01')))).toBe('hors-perimetre')
    expect(await refuse(directrice.appel('entite.ajouter', { kind: 'etablissement', id: null, cellules: { nom: 'En plus' } }))).toBe('hors-perimetre')
    expect(await refuse(directrice.appel('entite.retirer', { kind: 'etablissement', id: etablissement }))).toBe('hors-perimetre')
    expect(await refuse(directrice.appel('entite.ajouter', { kind: 'risque', id: null, cellules: { libelle: 'x' } }))).toBe('hors-perimetre')
    await directrice.appel('champ.saisir', editions('etablissement', etablissement, 'directeur', 'Dominique'))
    await directrice.appel('entite.ajouter', { kind: 'depense', id: null, cellules: { organisme: og, libelle: 'Formation' } })
  })

  it('returns, is previewed, united, undone, and every answer has the shape of the contract', async () => {
    await directrice.appel('partage.renvoyer', { envoi, reponse: 'Voici', zip: true, ref: directrice.ref(chemin('retour.zip')) })
    await porteur.appel('champ.saisir', { editions: [{ kind: 'etablissement', id: etablissement, champ: 'directeur', valeur: 'Camille' }] })
    // Double-click on the returned collecte: never united without being seen.
    expect(await refuse(porteur.appel('dossier.ouvrir', { ref: porteur.ref(chemin('retour.zip')) }))).toBe('copie-connue')
    const reconnue = await porteur.appel('partage.reconnaitre', { ref: porteur.ref(chemin('retour.zip')) })
    expect(reconnue).toMatchObject({ role: 'collecte', connu: { nom: 'grappe.db', ailleurs: true } })
    await porteur.appel('dossier.rouvrir', { projet: reconnue.projet })

    const refs = ['retour.zip', 'absent.db'].map((n) => porteur.ref(chemin(n)))
    const apercu = await porteur.appel('partage.apercu', { fichiers: refs.map((ref) => ({ ref })) })
    expect(apercu.fichiers.map((f) => f.erreur?.code ?? f.rapport?.destinataire !== undefined)).toEqual([true, 'fichier-introuvable'])
    const fait = await porteur.appel('partage.reunir', { fichiers: [{ ref: refs[0]! }], accepter: 'tout' })
    expect(fait.rapports[0]?.groupes.flatMap((g) => g.ajouts.map((a) => a.libelle))).toEqual(['dépense Formation'])
    expect(fait.conflits).toMatchObject([{ id: etablissement, champ: 'directeur' }])
    const [conflit] = (await porteur.appel('conflit.lister', {})).conflits
    expect(conflit?.cotes.map((c) => [c.auteur, c.valeur]).sort()).toEqual([
      ['Camille Porteur', 'Camille'],
      ['Dominique Directrice', 'Dominique']
    ])
    const choisi = await porteur.appel('conflit.choisir', { kind: 'etablissement', id: etablissement, champ: 'directeur', valeur: 'Dominique' })
    expect(choisi.conflits).toEqual([])
    expect(readdirSync(join(racine, 'porteur', 'reception'))).toEqual([])

    expect((await porteur.appel('versions.lister', {})).versions[0]).toMatchObject({ motif: 'avant-reunion' })
    await porteur.appel('partage.annuler', { version: fait.version })
    const { lignes } = await porteur.appel('dossier.lire', {})
    expect(lignes.find((l) => l.id === etablissement)?.cellules['directeur']).toBe('Camille')
    expect(lignes.filter((l) => l.vivant && l.cellules['libelle'] === 'Formation')).toEqual([])

    const { sessions } = await porteur.appel('historique.sessions', {})
    expect(sessions.map((s) => s.auteur)).toContain('Dominique Directrice')
    const page = await porteur.appel('historique.dossier', { page: 0, taille: 20, id: etablissement })
    expect(page.editions.map((e) => e.valeur)).toEqual(expect.arrayContaining(['Dominique', 'Camille']))
    await porteur.appel('historique.restaurer', { kind: 'etablissement', id: etablissement, champ: 'directeur', valeur: 'Dominique' })
  })

  it('asks before uniting a whole copy found elsewhere, opens it aside, finds it beside the file', async () => {
    await porteur.appel('dossier.publier', { ref: null })
    copyFileSync(chemin('grappe.db'), chemin('grappe-PC.db'))
    const ref = porteur.ref(chemin('grappe-PC.db'))
    expect(await refuse(porteur.appel('dossier.ouvrir', { ref, copie: 'demander' }))).toBe('copie-connue')
    expect(await porteur.appel('dossier.ouvrir', { ref, copie: 'lecture' })).toMatchObject({ lectureSeule: true, role: 'grappe' })
    expect(await refuse(porteur.appel('partage.reunir', { fichiers: [{ ref }], accepter: 'tout' }))).toBe('lecture-seule')
    expect(await porteur.appel('dossier.ouvrir', { ref: porteur.ref(chemin('grappe.db')), copie: 'demander' })).toMatchObject({ fichier: 'grappe.db' })
    const { jumeaux } = await porteur.appel('partage.jumeaux', {})
    expect(jumeaux).toContainEqual(expect.objectContaining({ nom: 'grappe-PC.db', apporte: false }))
  })

  it('writes the draft of the reminder with the file attached, and never over the open dossier', async () => {
    const ref = porteur.ref(chemin('relance.eml'))
    const { taille } = await porteur.appel('partage.courriel', { envoi, modele: 'envoi', joint: porteur.ref(chemin('collecte.db.age')), ref })
    const eml = readFileSync(chemin('relance.eml'), 'latin1')
    expect(eml.length).toBe(taille)
    expect(eml).toMatch(/^X-Unsent: 1\r\nTo: dir@exemple\.invalid\r\nSubject: =\?UTF-8\?B\?/u)
    const joint = /filename="collecte\.db\.age"\r\n\r\n([\s\S]*?)\r\n--/u.exec(eml)?.[1]
    expect(Buffer.from(joint!, 'base64').equals(readFileSync(chemin('collecte.db.age')))).toBe(true)
    expect(eml.split('\r\n').every((l) => l.length <= 998)).toBe(true)
    const grappe = porteur.ref(chemin('grappe.db'))
    expect(await refuse(porteur.appel('partage.courriel', { envoi, modele: 'envoi', joint: null, ref: grappe }))).toBe('destination-refusee')
    expect(await refuse(porteur.appel('partage.envoyer', { sorte: 'complete', organisme: null, envoi: {}, ref: grappe }))).toBe('destination-refusee')
    expect(await refuse(porteur.appel('partage.envoyer', { sorte: 'complete', organisme: null, envoi: { revenuLe: '2026-01-01' }, ref }))).toBe('champ-inconnu')
    expect(existsSync(chemin('grappe.db'))).toBe(true)
  })

  it('proposes and settles doubles', async () => {
    const { lignes } = await porteur.appel('dossier.lire', {})
    const e = lignes.find((l) => l.id === etablissement)!
    const { ligne } = await porteur.appel('entite.ajouter', { kind: 'etablissement', id: null, cellules: { ...e.cellules, directeur: null } })
    expect(ligne.id).not.toBe(e.id)
    const { doublons } = await porteur.appel('doublon.lister', {})
    expect(doublons).toEqual([{ kind: 'etablissement', ids: [e.id, ligne.id], raison: 'finess' }])
    await porteur.appel('doublon.regler', { kind: 'etablissement', garder: e.id, retirer: ligne.id })
    expect((await porteur.appel('doublon.lister', {})).doublons).toEqual([])
  })
})
