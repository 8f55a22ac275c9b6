import { describe, expect, it } from 'vitest'
import { GrappeError } from '#contract/errors.ts'
import { type Cellule, celluleMax } from '#domain/champs/champ.ts'
import { foldDossier } from '#domain/dossier.ts'
import { auteurEssai, createIds, createReplique, midi, projetEssai } from './fixtures/banc.ts'
import { uuidNaturel } from './identifiant.ts'
import { createJournal } from './journal.ts'
import { areTetesExactes } from './tetes.ts'

const code = (fn: () => unknown): string => {
  try {
    fn()
    return 'aucune erreur'
  } catch (error) {
    return error instanceof GrappeError ? error.code : String(error)
  }
}

describe('écrire', () => {
  it('keeps every kind of cell, unknown kinds and fields included, and folds them', () => {
    const { journal } = createReplique('a')
    journal.ajouter('grappe', null, null, { nom: 'Grappe des Tilleuls' })
    const e = journal.ajouter('etablissement', null, null, { nom: 'EHPAD Les Pins', capacite: 84, heuresEligibles: 12.5, champDeDemain: 'x' })
    journal.ajouter('objet-de-demain', null, e.id, { n: -3, grand: 2 ** 53, vide: null })
    const [ligne] = journal.ecrire([{ kind: 'etablissement', id: e.id, champ: 'commune', valeur: 'Foix' }])
    expect(ligne?.cellules).toEqual({ nom: 'EHPAD Les Pins', capacite: 84, heuresEligibles: 12.5, champDeDemain: 'x', commune: 'Foix' })
    const dossier = foldDossier(journal.projet, journal.lireLignes())
    expect(dossier.grappe).toMatchObject({ id: projetEssai, nom: 'Grappe des Tilleuls' })
    expect(dossier.etablissements).toHaveLength(1)
    expect(journal.lireLignes().find((l) => l.kind === 'objet-de-demain')).toMatchObject({ part: e.id, cellules: { n: -3, grand: 2 ** 53 } })
  })

  it('stores whole numbers as integers and refuses what could not be read back', () => {
    const { journal, db } = createReplique('a')
    const { id } = journal.ajouter('depense', null, null, { ht: 123_456, tauxTva: 5.5 })
    expect(db.prepare("SELECT typeof(value) t FROM op JOIN field USING(field_no) WHERE key IN ('ht', 'tauxTva') ORDER BY key").pluck().all()).toEqual([
      'integer',
      'real'
    ])
    const refuses: Cellule[] = ['a\0b', '\ud800', 'x'.repeat(celluleMax + 1), Number.NaN, Number.POSITIVE_INFINITY]
    for (const valeur of refuses) expect(code(() => journal.ecrire([{ kind: 'depense', id, champ: 'libelle', valeur }]))).toBe('saisie-invalide')
    expect(journal.ecrire([{ kind: 'depense', id, champ: 'libelle', valeur: 'é'.repeat(celluleMax) }])[0]?.cellules['libelle']).toHaveLength(celluleMax)
  })

  it('writes all the edits of a batch or none', () => {
    const { journal, db } = createReplique('a')
    const { id } = journal.ajouter('risque', null, null, { risque: 'Retard' })
    const avant = db.prepare('SELECT count(*) FROM op').pluck().get()
    const inconnu = createIds('x')()
    const editions = [
      { kind: 'risque', id, champ: 'risque', valeur: 'Panne' },
      { kind: 'risque', id: inconnu, champ: 'risque', valeur: 'Panne' }
    ]
    expect(code(() => journal.ecrire(editions))).toBe('entite-inconnue')
    expect(code(() => journal.ecrire([{ kind: 'pv', id, champ: 'risque', valeur: 'x' }]))).toBe('entite-inconnue')
    expect(code(() => journal.ecrire([{ kind: 'risque', id, champ: '_alive', valeur: 0 }]))).toBe('champ-inconnu')
    expect(code(() => journal.ecrire([{ kind: 'risque', id, champ: '__proto__', valeur: 0 }]))).toBe('champ-inconnu')
    expect(db.prepare('SELECT count(*) FROM op').pluck().get()).toBe(avant)
    expect(journal.ligne(id)?.cellules['risque']).toBe('Retard')
  })

  it('a group whose inner call failed writes nothing, even when the error is caught', () => {
    const { journal } = createReplique('a')
    expect(
      code(() =>
        journal.groupe(() => {
          journal.ajouter('risque', null, null, { risque: 'Retard' })
          try {
            journal.ecrire([{ kind: 'risque', id: createIds('x')(), champ: 'risque', valeur: 1 }])
          } catch {}
        })
      )
    ).toBe('entite-inconnue')
    expect(journal.lireLignes()).toEqual([])
    expect(journal.ajouter('risque', null, null, { risque: 'Retard' }).vivant).toBe(true)
  })

  it('leaves a cell that already holds its value alone', () => {
    const { journal, db } = createReplique('a')
    const { id } = journal.ajouter('risque', null, null, { risque: 'Retard', criticite: null })
    const avant = db.prepare('SELECT count(*) FROM op').pluck().get()
    journal.ecrire([{ kind: 'risque', id, champ: 'risque', valeur: 'Retard' }])
    expect(db.prepare('SELECT count(*) FROM op').pluck().get()).toBe(avant)
  })

  it('refuses any edit without an author, and opens one session per opening and author', () => {
    const { db } = createReplique('a')
    let auteur: ReturnType<typeof auteurEssai> | null = null
    const ouvrir = () =>
      createJournal(db, { auteur: () => auteur, machine: createIds('m')(), version: '1', clock: () => midi, newId: createIds(`s${Math.random()}`) })
    const premier = ouvrir()
    expect(code(() => premier.ajouter('risque', null, null, {}))).toBe('auteur-inconnu')
    auteur = auteurEssai('Camille')
    premier.ajouter('risque', null, null, {})
    premier.ajouter('risque', null, null, {})
    auteur = auteurEssai('Dominique')
    premier.ajouter('risque', null, null, {})
    ouvrir().ajouter('risque', null, null, {})
    expect(db.prepare('SELECT count(*) FROM session').pluck().get()).toBe(3)
    expect(db.prepare('SELECT nom FROM author ORDER BY nom').pluck().all()).toEqual(['Camille', 'Dominique'])
  })
})

describe('identité', () => {
  it('gives a FINESS its id, and a second living line with the same FINESS another one', () => {
    const { journal } = createReplique('a')
    const attendu = uuidNaturel(projetEssai, 'etablissement', '090000001')
    const e = journal.ajouter('etablissement', null, null, { finess: '090000001', nom: 'Un' })
    expect(e.id).toBe(attendu)
    expect(journal.ajouter('etablissement', null, null, { finess: '090000001', nom: 'Deux' }).id).not.toBe(attendu)
    journal.retirer('etablissement', e.id)
    const revenu = journal.ajouter('etablissement', null, null, { finess: '090000001', capacite: 3 })
    expect(revenu).toMatchObject({ id: attendu, vivant: true, cellules: { nom: 'Un', capacite: 3 } })
  })

  it.each([
    ['reponse', { cle: 'controle:5' }, { reponse: 'oui' }],
    ['cible', { indicateur: 'DMP' }, { cible: 70 }],
    ['action', { catalogue: 'occitanie', code: 'A1', portee: 'grappe' }, { etat: 'fait' }],
    ['piece', { numero: 3 }, { mode: 'fournie' }],
    ['releve', { etablissement: createIds('e')(), type: 'va' }, { observation: 'x' }],
    ['solution', {}, { editeur: 'x' }]
  ])('completes the one %s of a key instead of adding a second', (kind, cle, suite) => {
    const { journal } = createReplique('a')
    const premiere = journal.ajouter(kind, null, null, cle)
    const seconde = journal.ajouter(kind, null, null, { ...cle, ...suite })
    expect(seconde.id).toBe(premiere.id)
    expect(seconde.cellules).toEqual({ ...cle, ...suite })
    expect(journal.lireLignes()).toHaveLength(1)
  })

  it('takes the id of the page, and taking it twice changes nothing', () => {
    const { journal, db } = createReplique('a')
    const id = createIds('page')()
    journal.ajouter('personne', id, null, { nom: 'Exemple' })
    const ops = db.prepare('SELECT count(*) FROM op').pluck().get()
    expect(journal.ajouter('personne', id, null, { nom: 'Exemple' }).id).toBe(id)
    expect(db.prepare('SELECT count(*) FROM op').pluck().get()).toBe(ops)
    expect(code(() => journal.ajouter('pv', id, null, {}))).toBe('saisie-invalide')
    expect(code(() => journal.ajouter('pv', 'pas-un-uuid', null, {}))).toBe('saisie-invalide')
  })

  it('keeps the part of an entity in line with the field that gives it', () => {
    const { journal } = createReplique('a')
    const o = journal.ajouter('organisme', null, null, { raisonSociale: 'Un' })
    const d = journal.ajouter('depense', null, null, { organisme: o.id })
    expect([o.part, d.part]).toEqual([o.id, o.id])
    const part = (valeur: Cellule) => journal.ecrire([{ kind: 'depense', id: d.id, champ: 'organisme', valeur }])[0]?.part
    expect(part(null)).toBe(projetEssai)
    expect(part('pas un identifiant')).toBe(projetEssai)
    expect(part(o.id)).toBe(o.id)
  })
})

describe('retirer, historique, pièces jointes', () => {
  it('removes, refuses edits meanwhile, puts back', () => {
    const { journal } = createReplique('a')
    const { id } = journal.ajouter('pv', null, null, { date: '2026-01-02' })
    expect(journal.retirer('pv', id).vivant).toBe(false)
    expect(code(() => journal.ecrire([{ kind: 'pv', id, champ: 'date', valeur: null }]))).toBe('entite-inconnue')
    expect(foldDossier(journal.projet, journal.lireLignes()).pvs).toEqual([])
    expect(journal.retablir('pv', id)).toMatchObject({ vivant: true, cellules: { date: '2026-01-02' } })
    expect(journal.lireConflits()).toEqual([])
    const solution = journal.ajouter('solution', null, null, {})
    expect(code(() => journal.retirer('solution', solution.id))).toBe('saisie-invalide')
  })

  it('an edit of what a removed entity held does not bring the entity back', () => {
    const { journal } = createReplique('a')
    const e = journal.ajouter('etablissement', null, null, { nom: 'Un' })
    const r = journal.ajouter('releve', null, null, { etablissement: e.id, type: 'va' })
    journal.retirer('etablissement', e.id)
    journal.ecrire([{ kind: 'releve', id: r.id, champ: 'observation', valeur: 'tard' }])
    journal.ajouter('releve', null, null, { etablissement: e.id, type: 'cloture' })
    expect(journal.ligne(e.id)?.vivant).toBe(false)
    expect(journal.lireConflits()).toEqual([])
  })

  it('tells who wrote what and when, latest first', () => {
    const r = createReplique('Camille')
    const { id } = r.journal.ajouter('organisme', null, null, { iban: 'A' })
    r.instant = midi + 60_000
    r.journal.ecrire([{ kind: 'organisme', id, champ: 'iban', valeur: 'B' }])
    expect(r.journal.historique('organisme', id, 'iban')).toEqual([
      { valeur: 'B', auteur: 'Camille', instant: midi + 60_000 },
      { valeur: 'A', auteur: 'Camille', instant: midi }
    ])
    expect(r.journal.historique('organisme', id, 'jamaisEcrit')).toEqual([])
  })

  it('keeps attached bytes once', () => {
    const { journal } = createReplique('a')
    const sha = journal.ajouterBlob(Buffer.from('%PDF-1.7'), 'application/pdf')
    expect(journal.ajouterBlob(Buffer.from('%PDF-1.7'), 'application/pdf')).toBe(sha)
    expect(journal.lireBlob(sha)).toEqual({ bytes: Buffer.from('%PDF-1.7'), mime: 'application/pdf' })
    expect(journal.listerBlobs()).toEqual([{ sha256: sha, taille: 8, mime: 'application/pdf' }])
    expect(journal.lireBlob('00')).toBeNull()
    expect(code(() => journal.ajouterBlob(Buffer.alloc(0), 'x'))).toBe('fichier-vide')
  })
})

describe('annuler et refaire', () => {
  it('walks back to the start and forward again, one user action at a time', () => {
    const { journal, db } = createReplique('a')
    const etats: string[] = []
    const photo = () =>
      JSON.stringify(journal.lireLignes().map((l) => [l.id, l.vivant, l.vivant ? Object.entries(l.cellules).filter(([, v]) => v !== null) : []]))
    const agir = (fn: () => void) => {
      etats.push(photo())
      fn()
    }
    const id = createIds('u')()
    agir(() => journal.ajouter('risque', id, null, { risque: 'a' }))
    agir(() => journal.ecrire([{ kind: 'risque', id, champ: 'risque', valeur: 'b' }]))
    agir(() =>
      journal.ecrire([
        { kind: 'risque', id, champ: 'risque', valeur: 'c' },
        { kind: 'risque', id, champ: 'risque', valeur: 'd' },
        { kind: 'risque', id, champ: 'probabilite', valeur: 2 }
      ])
    )
    agir(() => journal.retirer('risque', id))
    agir(() => journal.retablir('risque', id))
    const fin = photo()
    for (const etat of etats.slice(1).toReversed()) {
      expect(journal.annuler().fait).toBe(true)
      expect(photo()).toBe(etat)
    }
    expect(journal.annuler().fait).toBe(true)
    expect(journal.ligne(id)?.vivant).toBe(false)
    expect(journal.annuler().fait).toBe(false)
    for (const etat of etats.slice(1)) {
      expect(journal.refaire().fait).toBe(true)
      expect(photo()).toBe(etat)
    }
    expect(journal.refaire().fait).toBe(true)
    expect(photo()).toBe(fin)
    expect(journal.refaire().fait).toBe(false)
    for (let i = 0; i < 5; i++) expect(journal.annuler().fait).toBe(true)
    for (let i = 0; i < 5; i++) expect(journal.refaire().fait).toBe(true)
    expect(photo()).toBe(fin)
    expect(areTetesExactes(db)).toBe(true)
  })

  it('a new edit forgets what was undone, and a group is one step', () => {
    const { journal } = createReplique('a')
    journal.groupe(() => {
      for (const risque of ['a', 'b', 'c']) journal.ajouter('risque', null, null, { risque })
    })
    expect(journal.annuler().lignes).toHaveLength(3)
    journal.ajouter('risque', null, null, { risque: 'd' })
    expect(journal.refaire().fait).toBe(false)
  })

  it('leaves alone a cell that another copy changed since', () => {
    const a = createReplique('a')
    const { id } = a.journal.ajouter('risque', null, null, { risque: 'a', proprietaire: 'x' })
    a.journal.ecrire([
      { kind: 'risque', id, champ: 'risque', valeur: 'b' },
      { kind: 'risque', id, champ: 'proprietaire', valeur: 'y' }
    ])
    const b = a.copier('b')
    b.journal.ecrire([{ kind: 'risque', id, champ: 'risque', valeur: 'c' }])
    a.journal.fusionner(b.db)
    expect(a.journal.annuler().fait).toBe(true)
    expect(a.journal.ligne(id)?.cellules).toEqual({ risque: 'c', proprietaire: 'x' })
  })
})

describe('export JSON', () => {
  it('is lossless and rebuilds the same journal', () => {
    const a = createReplique('a')
    const sha = a.journal.ajouterBlob(Buffer.from('preuve'), 'application/pdf')
    const { id } = a.journal.ajouter('piece-jointe', null, null, { nom: 'preuve.pdf', sha256: sha, taille: 6 })
    a.journal.ecrire([{ kind: 'piece-jointe', id, champ: 'nom', valeur: 'Preuve d’usage.pdf' }])
    a.journal.ajouter('objet-de-demain', null, null, { x: 1.5 })
    const json = a.journal.exporterJson()
    const b = createReplique('b')
    expect(b.journal.importerJson(json)).toMatchObject({
      blobs: 1,
      ajouts: [{ kind: 'piece-jointe' }, { kind: 'objet-de-demain' }].map((x) => expect.objectContaining(x))
    })
    expect(b.journal.exporterJson()).toBe(json)
    expect(b.journal.lireLignes()).toEqual(a.journal.lireLignes())
    expect(b.journal.importerJson(json).ops).toBe(0)
    expect(areTetesExactes(b.db)).toBe(true)
  })

  it.each([
    ['not JSON', () => '{'],
    ['another shape', () => '{"format":"autre"}'],
    ['an op of nobody', (json: string) => json.replace(/"session":"[0-9a-f-]{36}"/u, '"session":"00000000-0000-4000-8000-000000000000"')],
    ['altered bytes', (json: string) => json.replace(Buffer.from('preuve').toString('base64'), Buffer.from('fraude').toString('base64'))]
  ])('refuses %s', (_nom, abimer) => {
    const a = createReplique('a')
    a.journal.ajouterBlob(Buffer.from('preuve'), 'application/pdf')
    a.journal.ajouter('risque', null, null, { risque: 'x' })
    const b = createReplique('b')
    expect(code(() => b.journal.importerJson(abimer(a.journal.exporterJson())))).toBe('contenu-invalide')
    expect(b.journal.lireLignes()).toEqual([])
  })
})
