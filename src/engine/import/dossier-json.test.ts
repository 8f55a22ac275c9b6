import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { type Dossier, foldDossier } from '#domain/dossier.ts'
import type { DossierJson } from '#domain/dossier-json.ts'
import { noms } from '#domain/noms.ts'
import { createIds, createReplique } from '../db/fixtures/banc.ts'
import { createJournal, initialiserJournal, type Journal } from '../db/journal.ts'
import { openBase } from '../db/open-base.ts'
import { createSchema } from '../db/schema.ts'
import { ecrireExemple } from '../exemple/ecrire-exemple.ts'
import { exporterDossier, importerDossier, lireDossierJson } from './dossier-json.ts'
import { erreurDe } from './fixtures/fichier-essai.ts'

/** An empty dossier of another project. */
function autreJournal(): Journal {
  const db = openBase('', 'memoire')
  createSchema(db)
  initialiserJournal(db, createIds('autre projet')())
  const auteur = { uuid: createIds('b')(), nom: 'B', fonction: 'Directeur', organisation: 'Fondation B' }
  return createJournal(db, {
    auteur: () => auteur,
    machine: createIds('machine b')(),
    version: '0.1.0',
    clock: () => 1_800_000_000_000,
    newId: createIds('b b')
  })
}
const lire = (journal: Journal): Dossier => foldDossier(journal.projet, journal.lireLignes())
const octets = (valeur: unknown) => Buffer.from(typeof valeur === 'string' ? valeur : JSON.stringify(valeur))
const importer = (journal: Journal, valeur: object | string) =>
  importerDossier(journal, lireDossierJson(octets(typeof valeur === 'string' ? valeur : { format: 'grappe-dossier-1', ...valeur })))
const compte = (journal: Journal) => ({ lignes: journal.lireLignes().length, ops: journal.db.prepare('SELECT count(*) FROM op').pluck().get() })

/** Collections with each id replaced by its place, in the order shown: equal for two dossiers that say the same. */
function anonyme(dossier: Dossier): unknown {
  const places = new Map<string, string>([[dossier.projet, 'projet']])
  for (const nom of noms) {
    const held = dossier[nom.collection]
    for (const [i, { id }] of (Array.isArray(held) ? (held as readonly { id: string }[]) : [held as { id: string }]).entries())
      if (!places.has(id)) places.set(id, `${nom.kind} ${i}`)
  }
  const texte = JSON.stringify(Object.fromEntries(noms.map((nom) => [nom.collection, dossier[nom.collection]])))
  return JSON.parse(texte.replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gu, (id) => places.get(id) ?? id)) as unknown
}
/** Lists of ids are kept sorted: their order means nothing. */
const trie = (dossier: Dossier): Dossier => ({ ...dossier, pvs: dossier.pvs.map((p) => ({ ...p, etablissements: [...(p.etablissements ?? [])].sort() })) })

describe('aller et retour de l’exemple', () => {
  const { journal } = createReplique('a')
  ecrireExemple(journal, { essms: 18, graine: 1, incomplet: false })
  const pv = lire(journal).pvs[0]
  const releve = lire(journal).releves[0]
  journal.ajouter('reponse', null, null, { cle: `pv-service:${pv?.id}:${lire(journal).etablissements[3]?.id}`, motif: 'Voir le courrier.' })
  journal.ajouter('reponse', null, null, { cle: `releve-estimation:${releve?.id}`, motif: 'Panne en mai.' })
  journal.ajouter('action', null, null, { catalogue: 'x', code: 'A1', portee: journal.projet, etat: 'fait' })
  journal.ajouter('piece-jointe', null, null, { role: 'autre', cible: lire(journal).reponses.at(-1)?.id ?? null, nom: 'note.pdf' })
  const avant = lire(journal)
  const texte = exporterDossier(avant, journal)

  it('loses nothing in an empty dossier of another project, attached bytes included', () => {
    const autre = autreJournal()
    importer(autre, texte)
    const apres = lire(autre)
    expect(apres.projet).not.toBe(avant.projet)
    expect(anonyme(trie(apres))).toEqual(anonyme(trie(avant)))
    expect(apres.etablissements).toEqual(avant.etablissements)
    for (const { sha256 } of apres.piecesJointes)
      if (sha256 !== null)
        expect(
          createHash('sha256')
            .update(autre.lireBlob(sha256)?.bytes ?? '')
            .digest('hex')
        ).toBe(sha256)
    const releveApres = apres.releves[0]?.id
    expect(releveApres).not.toBe(releve?.id)
    expect(apres.reponses.map((r) => r.cle)).toContain(`releve-estimation:${releveApres}`)
    expect(apres.piecesJointes.find((p) => p.nom === 'note.pdf')?.cible).toBe(apres.reponses.at(-1)?.id)
    expect(apres.actions.find((a) => a.catalogue === 'x')?.portee).toBe(apres.projet)
    const encore = JSON.parse(exporterDossier(apres, autre)) as DossierJson
    expect(encore.fichiers).toEqual((JSON.parse(texte) as DossierJson).fichiers)
  })

  it('adds nothing the second time, nor in the dossier it came from, and is one step of undo', () => {
    const autre = autreJournal()
    importer(autre, texte)
    const une = compte(autre)
    importer(autre, texte)
    expect(compte(autre)).toEqual(une)
    expect(autre.annuler().fait).toBe(true)
    expect(lire(autre).etablissements).toEqual([])
    const ici = compte(journal)
    importer(journal, texte)
    expect(compte(journal)).toEqual(ici)
  })

  it('carries the history with it', () => {
    const { journal: historique } = JSON.parse(texte) as { journal: { projet: string; ops: readonly unknown[] } }
    expect(historique.projet).toBe(avant.projet)
    expect(historique.ops).toHaveLength(compte(journal).ops as number)
  })
})

describe('fichier écrit par un autre programme', () => {
  const finess = ['349001002', '349001010'] as const
  const simple = {
    grappe: { nom: 'Grappe' },
    solution: { nom: 'DUI' },
    organismes: [{ id: '1', raisonSociale: 'A', porteur: 'oui' }],
    etablissements: [
      { id: '1', nom: 'EHPAD', organisme: '1', finess: finess[0] },
      { id: '2', nom: 'IME', organisme: '1', finess: finess[0] },
      { id: '5', nom: 'SAVS', organisme: '1' }
    ],
    releves: [{ id: 'r', etablissement: '1', type: 'va', chiffres: [1, 2, 3, 4, 5, 6, null] }],
    pvs: [{ id: 'pv', type: 'va', etablissements: ['1', '2'] }],
    reponses: [
      { id: 'a', cle: 'controle:5', reponse: 'oui' },
      { id: 'b', cle: 'champ:etablissement.finess:5', motif: 'En attente.' },
      { id: 'c', cle: 'pv-retire:pv:2', motif: 'Vendu.' }
    ],
    actions: [
      { id: 'x', catalogue: 'c', code: 'A1', portee: 'grappe', etat: 'fait' },
      { id: 'y', catalogue: 'c', code: 'A1', portee: '5', etat: 'fait' }
    ]
  }

  it('accepts short ids, the same in two kinds, and completes the second time', () => {
    const { journal } = createReplique('a')
    importer(journal, simple)
    const d = lire(journal)
    const [un, deux, cinq] = d.etablissements
    expect(d.etablissements.map((e) => [e.nom, e.organisme])).toEqual(['EHPAD', 'IME', 'SAVS'].map((nom) => [nom, d.organismes[0]?.id]))
    expect(d.releves[0]?.etablissement).toBe(un?.id)
    expect(d.pvs[0]?.etablissements).toEqual([un?.id, deux?.id].sort())
    expect(d.reponses.map((r) => r.cle)).toEqual(['controle:5', `champ:etablissement.finess:${cinq?.id}`, `pv-retire:${d.pvs[0]?.id}:${deux?.id}`])
    expect(d.actions.map((a) => a.portee)).toEqual(['grappe', cinq?.id])
    const une = compte(journal)
    importer(journal, simple)
    expect(compte(journal)).toEqual(une)
    importer(journal, { etablissements: [{ id: 'autre nom', finess: finess[1], nom: 'Nouveau' }], solution: { version: '2' } })
    expect(lire(journal).etablissements).toHaveLength(4)
    expect(lire(journal).solution).toMatchObject({ nom: 'DUI', version: '2' })
  })

  it('completes what a person had typed under the same FINESS', () => {
    const { journal } = createReplique('a')
    const { id } = journal.ajouter('etablissement', null, null, { nom: 'Sans numéro' })
    journal.ecrire([{ kind: 'etablissement', id, champ: 'finess', valeur: finess[1] }])
    importer(journal, { etablissements: [{ id: 'x', finess: finess[1], nom: 'EHPAD' }] })
    expect(lire(journal).etablissements.map((e) => [e.id, e.nom])).toEqual([[id, 'EHPAD']])
  })

  const sha = createHash('sha256').update('bonjour').digest('hex')
  const fichiers = { [sha]: Buffer.from('bonjour').toString('base64') }
  it('checks attached bytes', async () => {
    const { journal } = createReplique('a')
    importer(journal, { piecesJointes: [{ id: 'f', nom: 'a.pdf', sha256: sha, taille: 7, type: 'application/pdf' }], fichiers })
    expect(journal.lireBlob(sha)).toMatchObject({ bytes: Buffer.from('bonjour'), mime: 'application/pdf' })
    importer(journal, { piecesJointes: [{ id: 'g', nom: 'b.pdf', sha256: sha }] })
    for (const [piecesJointes, joints, attendu] of [
      [[{ id: 'f', sha256: sha }], { [sha]: 'AAAA' }, `fichiers.${sha} : ce contenu est abîmé`],
      [[{ id: 'f', sha256: 'a'.repeat(64) }], {}, 'piecesJointes[0].sha256 : le contenu du fichier n’est pas fourni'],
      [[{ id: 'f', sha256: sha, taille: 3 }], fichiers, 'piecesJointes[0].taille : 7 octets sont fournis']
    ] as const)
      expect(await erreurDe(() => importer(createReplique('b').journal, { piecesJointes, fichiers: joints }))).toContain(attendu)
  })

  it.each<[string, object | string, string]>([
    ['unknown key', { etablissements: [{ id: '1', nomm: 'x' }] }, 'etablissements[0] : clé inconnue « nomm »'],
    ['unknown collection', { etablisements: [] }, 'clé inconnue « etablisements »'],
    ['prototype', '{"format":"grappe-dossier-1","grappe":{"__proto__":{"nom":"x"}}}', 'clé inconnue « __proto__ »'],
    ['missing id', { organismes: [{ raisonSociale: 'A' }] }, 'organismes[0].id : valeur absente'],
    ['choice', { organismes: [{ id: '1', porteur: 'peut-être' }] }, 'organismes[0].porteur : valeurs possibles : oui, non'],
    ['impossible date', { grappe: { dateDebut: '2026-02-30' } }, 'grappe.dateDebut : '],
    ['French date', { grappe: { dateDebut: '05/03/2026' } }, 'grappe.dateDebut : cette forme n’est pas celle attendue'],
    ['euros instead of cents', { grappe: { montantDemande: 12.5 } }, 'grappe.montantDemande : '],
    ['negative count', { etablissements: [{ id: '1', capacite: -1 }] }, 'etablissements[0].capacite : un nombre positif est attendu'],
    ['six numbers', { releves: [{ id: '1', chiffres: [1, 2, 3, 4, 5, 6] }] }, 'releves[0].chiffres : 7 valeurs attendues'],
    ['text too long', { grappe: { description: 'x'.repeat(20_001) } }, 'grappe.description : texte trop long'],
    ['lone surrogate', '{"format":"grappe-dossier-1","grappe":{"nom":"\\ud800"}}', 'grappe.nom : '],
    ['NUL', { grappe: { nom: 'a\0b' } }, 'grappe.nom : '],
    ['unknown reference', { etablissements: [{ id: '1', organisme: '9' }] }, 'etablissements[0].organisme : rien n’a l’identifiant « 9 »'],
    ['unknown reference in a list', { pvs: [{ id: '1', etablissements: ['9'] }] }, 'pvs[0].etablissements : rien n’a l’identifiant « 9 »'],
    ['id given twice', { risques: [{ id: '1' }, { id: '1' }] }, 'risques[1].id : l’identifiant « 1 » est donné deux fois'],
    ['not JSON', '{', 'n’est pas du JSON'],
    ['other format', '{"format":"autre"}', 'format : valeurs possibles : grappe-dossier-1']
  ])('refuses and names: %s', async (_, valeur, attendu) => {
    const { journal } = createReplique('a')
    const erreur = await erreurDe(() => importer(journal, valeur))
    expect(erreur).toMatch(/^import-impossible/u)
    expect(erreur).toContain(attendu)
    expect(journal.lireLignes()).toEqual([])
  })

  it('refuses text that is not UTF-8 rather than guess', async () => {
    expect(await erreurDe(() => lireDossierJson(Buffer.from('{"format":"grappe-dossier-1","grappe":{"nom":"é"}}', 'latin1')))).toMatch(/UTF-8/u)
  })
})
