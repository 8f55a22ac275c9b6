import { copyFileSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Cellule } from '#domain/champs/champ.ts'
import type { Dossier } from '#domain/dossier.ts'
import { demandeDe } from '#domain/partage/demande.ts'
import { doublonsDe } from '#domain/partage/doublons.ts'
import { suiviEnvois } from '#domain/partage/suivi.ts'
import type { FichierOuvert } from '../db/fichier-ouvert.ts'
import { createIds } from '../db/fixtures/banc.ts'
import { openBase } from '../db/open-base.ts'
import { choisirValeur, listerConflits } from './conflits.ts'
import { ecarterDoublon, reglerDoublon } from './doublons.ts'
import { envoyerCopie, renvoyerCopie } from './envoyer.ts'
import { createBancEchange, dossierDe, type Poste } from './fixtures/echange.ts'
import { listerSessions, pageHistorique, restaurerValeur } from './historique.ts'
import { trouverJumeaux } from './jumeaux.ts'
import { ouvrirRetour } from './retour.ts'
import { apercuReunion, type RapportFichier } from './reunion.ts'
import { annulerReunion, reunir } from './reunir.ts'

const clair = { zip: false, phrase: null }
const jour = 86_400_000

/** The whole exchange: porteur → three OG → edits on both sides, one conflict, one late, one out of scope → merged. */
describe('a scripted exchange', () => {
  const banc = createBancEchange()
  let porteur: Poste
  let fichier: FichierOuvert
  let depart: Dossier
  const ogs: { id: string; envoi: string; poste: Poste; chez: FichierOuvert }[] = []
  /** Every edit acknowledged on a recipient's side: where it must be found. */
  const acquittees: { id: string; champ: string; valeur: Cellule }[] = []
  afterAll(banc.fermer)

  const saisir = (chez: FichierOuvert, kind: string, id: string, champ: string, valeur: Cellule) => {
    chez.journal.ecrire([{ kind, id, champ, valeur }])
    if (chez !== fichier) acquittees.push({ id, champ, valeur })
  }
  const etablissementsDe = (og: string) => depart.etablissements.filter((e) => e.organisme === og)
  const retours = (...noms: string[]) => Promise.all(noms.map((n) => ouvrirRetour(banc.chemin(n), null, fichier.projet, porteur.options)))
  const quand = () => ({ maintenant: porteur.instant, date: '2026-09-20' })
  const renvoyer = (rang: number, mot: string) => {
    const { chez, poste, envoi } = ogs[rang]!
    return renvoyerCopie(chez.journal, envoi, mot, clair, { destination: banc.chemin(`retour-${rang}.db`), profil: poste.options.profil, date: '2026-09-10' })
  }

  beforeAll(async () => {
    porteur = banc.poste('Porteur')
    fichier = await banc.exemple(porteur, 60)
    depart = dossierDe(fichier)
    for (const [rang, og] of depart.organismes.slice(1, 4).entries()) {
      const nom = `collecte-${rang}.db`
      const { envoi } = await envoyerCopie(
        fichier.journal,
        { sorte: 'collecte', organisme: og.id, fichiers: 'aucun' },
        { demandeReleveVa: 'oui', demandeDepenses: 'oui', echeance: '2026-09-15', courriel: `og${rang}@exemple.invalid` },
        clair,
        { destination: banc.chemin(nom), fichier: nom, profil: porteur.options.profil, date: '2026-09-01' }
      )
      const poste = banc.poste(`OG ${rang}`)
      poste.instant += jour * (rang + 1)
      ogs.push({ id: og.id, envoi, poste, chez: await poste.ouvrir(banc.chemin(nom)) })
    }
  })

  it('each OG sees its demande and works on its own', () => {
    for (const { id, chez } of ogs) {
      const d = dossierDe(chez)
      expect(demandeDe(d)?.organisme.id).toBe(id)
      expect(d.etablissements.map((e) => e.id).sort()).toEqual(
        etablissementsDe(id)
          .map((e) => e.id)
          .sort()
      )
    }
    for (const { id, chez } of ogs) {
      const [premier, second] = etablissementsDe(id)
      saisir(chez, 'etablissement', premier!.id, 'directeur', `Directrice de ${id.slice(0, 4)}`)
      saisir(chez, 'etablissement', second!.id, 'capacite', 77)
      const releve = dossierDe(chez).releves.find((r) => r.etablissement === premier!.id && r.type === 'va')!
      saisir(chez, 'releve', releve.id, 'observation', 'Relu avec la cadre de santé')
      const depense = chez.journal.ajouter('depense', null, null, { organisme: id, libelle: 'Formation', ttc: 120_000, numero: 900 })
      acquittees.push({ id: depense.id, champ: 'libelle', valeur: 'Formation' })
      const facture = chez.journal.groupe(() =>
        chez.journal.ajouter('piece-jointe', null, null, {
          role: 'facture',
          cible: depense.id,
          nom: 'facture.pdf',
          sha256: chez.journal.ajouterBlob(Buffer.from(`%PDF-1.4 facture ${id}`), 'application/pdf')
        })
      )
      acquittees.push({ id: facture.id, champ: 'nom', valeur: 'facture.pdf' })
    }
  })

  it('both sides change one cell, one OG writes outside its scope, one is late', async () => {
    const [og0, og1] = ogs
    const conteste = etablissementsDe(og0!.id)[0]!
    saisir(og0!.chez, 'etablissement', conteste.id, 'nom', 'Nom donné par l’OG')
    fichier.journal.ecrire([{ kind: 'etablissement', id: conteste.id, champ: 'nom', valeur: 'Nom donné par le porteur' }])
    fichier.journal.ecrire([{ kind: 'grappe', id: fichier.projet, champ: 'description', valeur: 'Le porteur continue' }])
    // The engine's journal is not bound by the window: whatever a file holds, its scope is the porteur's record.
    const { journal } = og1!.chez
    journal.ecrire([{ kind: 'grappe', id: fichier.projet, champ: 'nom', valeur: 'Grappe renommée' }])
    journal.ajouter('etablissement', null, null, { nom: 'Établissement en plus', organisme: og1!.id, finess: '340009999' })
    journal.ajouter('depense', null, null, { organisme: og0!.id, libelle: 'Chez le voisin' })
    const sienne = dossierDe(og1!.chez).etablissements[0]!
    journal.ecrire([{ kind: 'etablissement', id: sienne.id, champ: 'organisme', valeur: og0!.id }])
    journal.ecrire([{ kind: 'envoi', id: og1!.envoi, champ: 'echeance', valeur: '2030-01-01' }])
    await renvoyer(0, 'Voici notre copie')
    await renvoyer(1, '')
    expect(suiviEnvois(dossierDe(fichier), '2026-09-16').map((s) => s.etat)).toEqual(['en-retard', 'en-retard', 'en-retard'])
  })

  it('the preview says everything and writes nothing', async () => {
    const avant = fichier.journal.exporterJson({ blobs: false })
    const ouverts = await retours('retour-0.db', 'retour-1.db')
    const [un, deux] = apercuReunion(fichier.journal, ouverts, porteur.instant) as RapportFichier[]
    for (const r of ouverts) r.liberer()
    expect(fichier.journal.exporterJson({ blobs: false })).toBe(avant)
    expect(un).toMatchObject({ role: 'collecte', destinataire: depart.organismes[1]!.raisonSociale, fichiersJoints: 1, saisies: { refusees: 0, laissees: 0 } })
    expect(un?.auteurs).toMatchObject([{ nom: 'OG 0' }])
    const groupes = un!.groupes.flatMap((g) => g.modifications.map((m) => [g.libelle, m.champLibelle, m.ancienne, m.nouvelle, m.auteur]))
    expect(groupes).toContainEqual([expect.any(String), 'Capacité autorisée', expect.any(Number), 77, 'OG 0'])
    const conflits = un!.groupes.flatMap((g) => g.conflits)
    expect(conflits).toMatchObject([
      {
        champLibelle: 'Nom',
        cotes: [
          { valeur: 'Nom donné par l’OG', auteur: 'OG 0' },
          { valeur: 'Nom donné par le porteur', auteur: 'Porteur' }
        ]
      }
    ])
    const refus = deux!.groupes.flatMap((g) => g.refus.map((r) => `${r.kind}.${r.champ} ${r.raison}`))
    expect(new Set(refus)).toEqual(
      new Set([
        'grappe.nom Hors du périmètre demandé à cet organisme',
        'etablissement._alive Hors du périmètre demandé à cet organisme',
        'etablissement.nom Hors du périmètre demandé à cet organisme',
        'etablissement.organisme Hors du périmètre demandé à cet organisme',
        'etablissement.finess Hors du périmètre demandé à cet organisme',
        'depense._alive Hors du périmètre demandé à cet organisme',
        'depense.organisme Hors du périmètre demandé à cet organisme',
        'depense.libelle Hors du périmètre demandé à cet organisme',
        'etablissement.organisme Rattache une ligne à un autre organisme ou établissement',
        'envoi.echeance Réservé au porteur'
      ])
    )
    expect(deux!.saisies.refusees).toBe(refus.length)
  })

  it('accepts one establishment alone, then the rest, in one transaction each', async () => {
    const [premier] = etablissementsDe(ogs[0]!.id)
    const [retour] = await retours('retour-0.db')
    const partiel = reunir(fichier, [retour!], [premier!.id], quand())
    expect(partiel.rapports[0]?.saisies.laissees).toBeGreaterThan(0)
    expect(partiel.version).not.toBeNull()
    const d = dossierDe(fichier)
    expect(d.etablissements.find((e) => e.id === premier!.id)?.directeur).toMatch(/^Directrice/u)
    expect(d.depenses.some((x) => x.organisme === ogs[0]!.id && x.libelle === 'Formation')).toBe(false)
    retour!.liberer()

    const avant = listerSessions(fichier.journal.db).length
    const ouverts = await retours('retour-0.db', 'retour-1.db')
    const fait = reunir(fichier, ouverts, 'tout', quand())
    for (const r of ouverts) r.liberer()
    expect(listerSessions(fichier.journal.db).length).toBeGreaterThan(avant)
    expect(fait.rapports.map((r) => r.saisies.laissees)).toEqual([0, 0])
    const apres = dossierDe(fichier)
    expect(apres.grappe.nom).toBe(depart.grappe.nom)
    expect(apres.etablissements).toHaveLength(depart.etablissements.length)
    expect(apres.envois.map((e) => [e.revenuLe, e.echeance])).toEqual([
      ['2026-09-20', '2026-09-15'],
      ['2026-09-20', '2026-09-15'],
      [null, '2026-09-15']
    ])
    expect(apres.envois[0]?.reponse).toBe('Voici notre copie')
  })

  it('the late one comes last; every acknowledged edit is accounted for', async () => {
    await renvoyer(2, 'Désolés du retard')
    const [retour] = await retours('retour-2.db')
    reunir(fichier, [retour!], 'tout', quand())
    // Sent twice by mistake: nothing new, nothing kept aside for nothing.
    expect(reunir(fichier, [retour!], 'tout', quand()).version).toBeNull()
    retour!.liberer()
    const conflits = listerConflits(fichier.journal)
    expect(conflits).toHaveLength(1)
    for (const { id, champ, valeur } of acquittees) {
      const ligne = fichier.journal.ligne(id)
      const conflit = conflits.find((c) => c.id === id && c.champ === champ)
      const trouvees = conflit ? conflit.cotes.map((c) => c.valeur) : [ligne?.cellules[champ]]
      expect([champ, trouvees.includes(valeur)]).toEqual([champ, true])
    }
    const facture = dossierDe(fichier).piecesJointes.filter((p) => p.nom === 'facture.pdf')
    expect(facture).toHaveLength(3)
    for (const f of facture) expect(fichier.journal.lireBlob(f.sha256!)).not.toBeNull()
    expect(dossierDe(fichier).grappe.description).toBe('Le porteur continue')
    expect(suiviEnvois(dossierDe(fichier), '2026-09-21').every((s) => s.etat !== 'en-retard')).toBe(true)
  })

  it('a conflict is settled by an edit that travels, and stays settled', async () => {
    const [c] = listerConflits(fichier.journal)
    choisirValeur(fichier.journal, { kind: c!.kind, id: c!.id, champ: c!.champ, valeur: 'Nom donné par l’OG' })
    expect(listerConflits(fichier.journal)).toEqual([])
    const [retour] = await retours('retour-0.db')
    expect((apercuReunion(fichier.journal, [retour!], porteur.instant)[0] as RapportFichier).groupes.flatMap((g) => g.conflits)).toEqual([])
    retour!.liberer()
    expect(() => choisirValeur(fichier.journal, { kind: c!.kind, id: c!.id, champ: c!.champ, valeur: 'x' })).toThrow()
  })

  it('one call undoes a merge, conflict included, and the merge can be put back', async () => {
    const og = ogs[0]!
    const cible = etablissementsDe(og.id)[1]!
    og.chez.journal.ecrire([{ kind: 'etablissement', id: cible.id, champ: 'nom', valeur: 'Deuxième nom' }])
    fichier.journal.ecrire([{ kind: 'etablissement', id: cible.id, champ: 'nom', valeur: 'Nom du porteur' }])
    await renvoyer(0, 'Encore')
    const avant = fichier.journal.lireLignes()
    const [retour] = await retours('retour-0.db')
    const { version } = reunir(fichier, [retour!], 'tout', quand())
    retour!.liberer()
    expect(listerConflits(fichier.journal)).toHaveLength(1)
    await annulerReunion(fichier, version)
    expect(listerConflits(fichier.journal)).toEqual([])
    const sansVides = (lignes: typeof avant) =>
      lignes
        .filter((l) => l.vivant)
        .map((l) => ({ ...l, cellules: Object.fromEntries(Object.entries(l.cellules).filter(([, v]) => v !== null)) }))
        .sort((a, b) => (a.id < b.id ? -1 : 1))
    expect(sansVides(fichier.journal.lireLignes())).toEqual(sansVides(avant))
    const derniere = fichier.versions.lister().find((v) => v.motif === 'avant-restauration')!
    await fichier.versions.restaurer(derniere.nom)
    expect(fichier.journal.ligne(og.envoi)?.cellules['reponse']).toBe('Encore')
  })

  it('refuses the file of another grappe with a clear sentence', async () => {
    const autre = await banc.exemple(banc.poste('Autre'), 5)
    await expect(ouvrirRetour(autre.cheminUtilisateur!, null, fichier.projet, porteur.options)).rejects.toMatchObject({
      code: 'autre-grappe',
      message: expect.stringContaining('autre grappe')
    })
  })

  it('a collecte that this dossier never issued brings nothing, and says so', async () => {
    const copie = banc.chemin('forgee.db')
    copyFileSync(banc.chemin('retour-1.db'), copie)
    const db = openBase(copie, 'privee')
    // Its author declares everything its own, under an id of their making.
    const parts = JSON.stringify([...depart.organismes, ...depart.etablissements].map((e) => e.id))
    db.prepare('UPDATE collecte SET id = ?, parts = ?').run(Buffer.from(createIds('forge')().replaceAll('-', ''), 'hex'), parts)
    db.close()
    const [retour] = await retours('forgee.db')
    const [rapport] = apercuReunion(fichier.journal, [retour!], porteur.instant)
    retour!.liberer()
    expect(rapport).toMatchObject({ destinataire: null, saisies: { retenues: 0 }, fichiersJoints: 0 })
  })

  it('a file that contradicts what is known is refused alone', async () => {
    const copie = banc.chemin('contraire.db')
    copyFileSync(banc.chemin('retour-2.db'), copie)
    const db = openBase(copie, 'privee')
    // Someone rewrote the past: an edit that the porteur has, with another value.
    db.exec(
      "UPDATE op SET value = 'réécrit' WHERE (session_no, seq) IN (SELECT session_no, seq FROM op WHERE typeof(value) = 'text' AND value LIKE 'Directrice%')"
    )
    db.close()
    const [faux, vrai] = await retours('contraire.db', 'retour-2.db')
    const [un, deux] = apercuReunion(fichier.journal, [faux!, vrai!], porteur.instant)
    expect(un).toMatchObject({ code: 'contenu-invalide' })
    expect(deux).toMatchObject({ saisies: { retenues: 0 } })
    expect(() => reunir(fichier, [vrai!, faux!], 'tout', quand())).toThrow()
    faux!.liberer()
    vrai!.liberer()
  })

  it('finds the twins that a synchronisation left beside the file', async () => {
    await fichier.publier(banc.chemin('Ma grappe.db'))
    copyFileSync(banc.chemin('Ma grappe.db'), banc.chemin('Ma grappe-PC-ACCUEIL.db'))
    const jumeaux = await trouverJumeaux(banc.chemin('Ma grappe.db'), fichier.projet, porteur.options)
    expect(jumeaux[0]?.nom).toBe('Ma grappe-PC-ACCUEIL.db')
    expect(jumeaux.map((j) => j.nom)).toContain('retour-0.db')
    expect(jumeaux.every((j) => j.apporte)).toBe(true)
    expect(await trouverJumeaux(banc.chemin('Ma grappe.db'), ogs[0]!.id, porteur.options)).toEqual([])
  })

  it('keeps the history: sessions, pages, by establishment; puts a value back', () => {
    const { journal } = fichier
    const sessions = listerSessions(journal.db)
    expect(sessions.map((s) => s.auteur)).toEqual(expect.arrayContaining(['Porteur', 'OG 0', 'OG 1', 'OG 2']))
    const tout = pageHistorique(journal, {}, 0, 10)
    expect(tout.total).toBe(sessions.reduce((n, s) => n + s.saisies, 0))
    const suite = pageHistorique(journal, {}, 1, 10)
    expect(new Set([...tout.editions, ...suite.editions].map((e) => JSON.stringify(e))).size).toBe(20)
    const og = ogs[1]!
    const siens = pageHistorique(journal, { part: og.id, session: sessions.find((s) => s.auteur === 'OG 1')!.session }, 0, 100)
    const capacite = siens.editions.find((e) => e.champ === 'capacite')!
    expect(capacite).toMatchObject({ valeur: 77, auteur: 'OG 1' })
    expect(capacite.ancienne).toBe(depart.etablissements.find((e) => e.id === capacite.id)?.capacite)
    restaurerValeur(journal, { kind: 'etablissement', id: capacite.id, champ: 'capacite', valeur: capacite.ancienne })
    expect(journal.ligne(capacite.id)?.cellules['capacite']).toBe(capacite.ancienne)
    const depense = dossierDe(fichier).depenses.find((d) => d.libelle === 'Formation')!
    journal.retirer('depense', depense.id)
    restaurerValeur(journal, { kind: 'depense', id: depense.id, champ: 'libelle', valeur: 'Formation initiale' })
    expect(dossierDe(fichier).depenses.find((d) => d.id === depense.id)?.libelle).toBe('Formation initiale')
  })

  it('settles a double by keeping one and moving what pointed at the other', () => {
    const { journal } = fichier
    const garde = etablissementsDe(ogs[2]!.id)[0]!
    const enTrop = journal.ajouter('etablissement', null, null, { nom: garde.nom, finess: garde.finess, organisme: ogs[2]!.id, insAQualifier: 12 })
    const action = journal.ajouter('action', null, null, { catalogue: 'x', code: 'y', portee: enTrop.id, etat: 'fait' })
    const preuve = journal.ajouter('piece-jointe', null, null, { role: 'preuve', cible: enTrop.id, nom: 'p.pdf' })
    const pv = journal.ajouter('pv', null, null, { type: 'va', etablissements: JSON.stringify([enTrop.id, garde.id].sort()) })
    const ids = [garde.id, enTrop.id] as const
    expect(doublonsDe(dossierDe(fichier))).toContainEqual({ kind: 'etablissement', ids, raison: 'finess' })
    ecarterDoublon(journal, { kind: 'etablissement', ids, date: '2026-09-21' })
    expect(doublonsDe(dossierDe(fichier))).not.toContainEqual({ kind: 'etablissement', ids, raison: 'finess' })
    reglerDoublon(journal, { kind: 'etablissement', garder: garde.id, retirer: enTrop.id })
    expect(journal.ligne(enTrop.id)?.vivant).toBe(false)
    expect(journal.ligne(garde.id)?.cellules['insAQualifier']).toBe(garde.insAQualifier ?? 12)
    expect(journal.ligne(action.id)?.cellules['portee']).toBe(garde.id)
    expect(journal.ligne(preuve.id)?.cellules['cible']).toBe(garde.id)
    expect(journal.ligne(pv.id)?.cellules['etablissements']).toBe(JSON.stringify([garde.id]))
    journal.annuler()
    expect(journal.ligne(enTrop.id)?.vivant).toBe(true)
    expect(journal.ligne(preuve.id)?.cellules['cible']).toBe(enTrop.id)
  })

  it('never touches the files it reads', () => {
    expect(readFileSync(banc.chemin('retour-0.db')).subarray(0, 15).toString()).toBe('SQLite format 3')
  })
})
