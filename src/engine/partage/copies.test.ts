import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { withIbanKeys } from '#domain/identifiants.ts'
import { postesDuPlan } from '#domain/totaux-depense.ts'
import type { FichierOuvert } from '../db/fichier-ouvert.ts'
import { uuidToBytes } from '../db/identifiant.ts'
import { ouvrirRecu } from '../db/ouverture.ts'
import { type CopieVoulue, envoyerCopie, mesurerCopie } from './envoyer.ts'
import { createBancEchange, dossierDe, type Poste } from './fixtures/echange.ts'
import { ouvrirRetour } from './retour.ts'
import { collectesDe, roleDe } from './role.ts'

const banc = createBancEchange()
let porteur: Poste
let fichier: FichierOuvert
const clair = { zip: false, phrase: null }
const ancienIban = withIbanKeys('99999', '99999', '77777777777')

const envoyer = (voulue: CopieVoulue, nom: string, cellules = {}, emballage: { zip: boolean; phrase: string | null } = clair) =>
  envoyerCopie(fichier.journal, voulue, cellules, emballage, {
    destination: banc.chemin(nom),
    fichier: nom,
    profil: porteur.options.profil,
    date: '2026-09-01'
  })
const octets = (nom: string) => readFileSync(banc.chemin(nom))

beforeAll(async () => {
  porteur = banc.poste('Porteur')
  fichier = await banc.exemple(porteur, 60)
  const { journal } = fichier
  const d = dossierDe(fichier)
  const og = d.organismes.find((o) => o.porteur === 'oui')!
  const poser = (champ: string, valeur: string | null) => journal.ecrire([{ kind: 'organisme', id: og.id, champ, valeur }])
  // An IBAN replaced by mistake then put back: its trace is in the history.
  const iban = og.iban
  poser('iban', ancienIban)
  journal.db.prepare('VACUUM INTO ?').run(banc.chemin('vieille.db'))
  poser('iban', null)
  poser('iban', iban)
  const ancien = journal.ajouter('piece-jointe', null, null, {
    role: 'piece',
    piece: 9,
    nom: 'ancien-rib.pdf',
    sha256: journal.ajouterBlob(Buffer.from(`%PDF-1.4 ${ancienIban}`), 'application/pdf')
  })
  journal.retirer('piece-jointe', ancien.id)
})
afterAll(banc.fermer)

const contient = (dans: Buffer, texte: string) => dans.includes(Buffer.from(texte)) || dans.includes(Buffer.from(texte, 'utf16le'))

describe('a whole copy', () => {
  it('says the same as the dossier and leaves no bank data of the past', async () => {
    const faite = await envoyer({ sorte: 'complete' }, 'complete.db', { destinataire: 'Collègue', courriel: 'collegue@exemple.invalid' })
    const recu = await ouvrirRetour(banc.chemin('complete.db'), null, fichier.projet, porteur.options)
    try {
      const parId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1)
      // The size is written once the copy exists.
      const sansTaille = fichier.journal
        .lireLignes()
        .map((l) => (l.id === faite.envoi ? { ...l, cellules: { ...l.cellules, fichier: undefined, taille: undefined } } : l))
      expect(JSON.parse(JSON.stringify(recu.lignes.toSorted(parId)))).toEqual(JSON.parse(JSON.stringify(sansTaille.toSorted(parId))))
      expect(recu.role).toBe('grappe')
    } finally {
      recu.liberer()
    }
    expect(contient(octets('complete.db'), ancienIban)).toBe(false)
    // The working copy keeps it: the porteur can see who changed it.
    const og = dossierDe(fichier).organismes.find((o) => o.porteur === 'oui')!
    expect(fichier.journal.historique('organisme', og.id, 'iban').map((e) => e.valeur)).toContain(ancienIban)
    expect(contient(octets('complete.db'), og.iban!)).toBe(true)
  })
  it('comes back without any false conflict, even through someone who only has the old value', async () => {
    const avant = fichier.journal.lireConflits().length
    const recu = await ouvrirRetour(banc.chemin('complete.db'), null, fichier.projet, porteur.options)
    const essai = fichier.journal.fusionner(recu.db)
    recu.liberer()
    expect(essai.ops).toBe(0)
    expect(fichier.journal.lireConflits().length).toBe(avant)
    const ancienne = await banc.poste('Ancien').ouvrir(banc.chemin('vieille.db'))
    const og = dossierDe(ancienne).organismes.find((o) => o.porteur === 'oui')!
    expect(og.iban).toBe(ancienIban)
    const complete = await ouvrirRetour(banc.chemin('complete.db'), null, fichier.projet, porteur.options)
    ancienne.journal.fusionner(complete.db)
    complete.liberer()
    expect(ancienne.journal.lireConflits()).toEqual([])
    expect(dossierDe(ancienne).organismes.find((o) => o.id === og.id)?.iban).toBe(dossierDe(fichier).organismes.find((o) => o.id === og.id)?.iban)
  })
})

describe('a light copy', () => {
  it('holds no bank data, no RIB, and only the files asked', async () => {
    const d = dossierDe(fichier)
    const og = d.organismes.find((o) => o.porteur === 'oui')!
    const sans = await envoyer({ sorte: 'legere', fichiers: 'aucun' }, 'legere.db', { courriel: 'dsi@exemple.invalid' })
    const avec = await envoyer({ sorte: 'legere', fichiers: 'tous' }, 'legere-fichiers.db', { courriel: 'dsi@exemple.invalid' })
    const nouveaux = await envoyer({ sorte: 'legere', fichiers: 'nouveaux' }, 'legere-nouveaux.db', { courriel: 'dsi@exemple.invalid' })
    expect(sans.fichiersJoints).toBe(0)
    expect(nouveaux.fichiersJoints).toBe(0)
    const joints = new Set(d.piecesJointes.filter((p) => p.piece !== 9).map((p) => p.sha256))
    expect(avec.fichiersJoints).toBe(joints.size)
    for (const nom of ['legere.db', 'legere-fichiers.db'])
      for (const secret of [ancienIban, og.iban!, og.bic!, 'ancien-rib.pdf']) expect([nom, secret, contient(octets(nom), secret)]).toEqual([nom, secret, false])
    // Then a file is added: only it goes.
    fichier.journal.ajouter('piece-jointe', null, null, {
      role: 'autre',
      nom: 'nouveau.pdf',
      sha256: fichier.journal.ajouterBlob(Buffer.from('%PDF-1.4 nouveau'), 'application/pdf')
    })
    expect((await envoyer({ sorte: 'legere', fichiers: 'nouveaux' }, 'legere-2.db', { courriel: 'dsi@exemple.invalid' })).fichiersJoints).toBe(1)
  })
})

describe('a collecte copy', () => {
  it('holds nothing of another organisation nor of a bank, byte by byte, for each OG', async () => {
    const d = dossierDe(fichier)
    const secrets = (og: string) => {
      const autres = d.organismes.filter((o) => o.id !== og)
      const dehors = d.etablissements.filter((e) => e.organisme !== og)
      const siens = [...d.organismes.filter((o) => o.id === og), ...d.etablissements.filter((e) => e.organisme === og)]
      const aEux = new Set(siens.flatMap((e) => ['raisonSociale' in e ? e.raisonSociale : e.nom]))
      return {
        textes: [
          ...autres.flatMap((o) => [o.raisonSociale, o.finessEj, o.siren, o.siret, o.id, o.courrielRepresentant]),
          ...dehors.flatMap((e) => [e.nom, e.finess, e.siret, e.id]),
          ...d.organismes.flatMap((o) => [o.iban, o.bic]),
          ancienIban,
          'Maison de Porteur'
        ].filter((t): t is string => t !== null && t !== undefined && t.length >= 6 && ![...aEux].some((nom) => nom?.includes(t))),
        ids: [...autres, ...dehors].map((e) => uuidToBytes(e.id))
      }
    }
    for (const og of d.organismes) {
      const nom = `collecte-${og.finessEj}.db`
      const faite = await envoyer({ sorte: 'collecte', organisme: og.id, fichiers: 'tous' }, nom, { demandeReleveVa: 'oui', echeance: '2026-09-15' })
      const lus = octets(nom)
      const { textes, ids } = secrets(og.id)
      expect(textes.length).toBeGreaterThan(100)
      expect([og.raisonSociale, textes.filter((t) => contient(lus, t)), ids.filter((id) => lus.includes(id)).length]).toEqual([og.raisonSociale, [], 0])
      expect(faite.etablissements).toBe(d.etablissements.filter((e) => e.organisme === og.id).length)
      expect(contient(lus, og.raisonSociale!)).toBe(true)
    }
  })
  it('opens as a collecte with its demande and the extract, on both sides of the record', async () => {
    const d = dossierDe(fichier)
    const og = d.organismes[1]!
    const faite = await envoyer({ sorte: 'collecte', organisme: og.id, fichiers: 'aucun' }, 'extrait.db', { demandeReleveVa: 'oui', mot: 'Merci à tous' })
    const recu = await ouvrirRecu(banc.chemin('extrait.db'), porteur.options)
    try {
      expect(roleDe(recu.db)).toBe('collecte')
      const siens = d.etablissements.filter((e) => e.organisme === og.id).map((e) => e.id)
      const [collecte, ...autres] = collectesDe(recu.db)
      expect(autres).toEqual([])
      expect(collecte).toMatchObject({ id: faite.envoi, destinataire: og.raisonSociale, parts: [og.id, ...siens] })
      expect(collectesDe(fichier.journal.db).find((c) => c.id === faite.envoi)).toEqual(collecte)
    } finally {
      recu.liberer()
    }
    const poste = banc.poste('Directrice')
    const chez = dossierDe(await poste.ouvrir(banc.chemin('extrait.db')))
    expect(chez.grappe).toMatchObject({ nom: d.grappe.nom, finVa: d.grappe.finVa, instruction: d.grappe.instruction, montantDemande: null, description: null })
    expect(chez.envois).toMatchObject([{ mot: 'Merci à tous', organisme: og.id }])
    expect(chez.organismes).toHaveLength(1)
    expect(chez.depots).toEqual([])
    expect(chez.solution.nom).toBe(d.solution.nom)
    // An expense names a poste of the plan; what each costs, and who is paid, stays behind.
    expect(postesDuPlan(chez)).toEqual(postesDuPlan(d))
    expect(postesDuPlan(chez)).toContain('Ressources humaines')
    const dits = (lignes: readonly object[]) => new Set(lignes.flatMap((l) => Object.entries(l).flatMap(([champ, valeur]) => (valeur === null ? [] : [champ]))))
    expect([...dits(chez.couts)].sort()).toEqual(['id', 'ordre', 'poste'])
    expect([...dits(chez.coutsRh)].sort()).toEqual(['id', 'ordre'])
  })
  it('holds back a text that names another organisation, and says so', async () => {
    const d = dossierDe(fichier)
    const [og, autre] = [d.organismes[1]!, d.organismes[2]!]
    const e = d.etablissements.find((x) => x.organisme === og.id)!
    const releve = d.releves.find((r) => r.etablissement === e.id)!
    fichier.journal.ecrire([{ kind: 'releve', id: releve.id, champ: 'observation', valeur: `Comme ${autre.raisonSociale} (${autre.finessEj})` }])
    const faite = await envoyer({ sorte: 'collecte', organisme: og.id, fichiers: 'aucun' }, 'masquee.db')
    expect(faite.masquees).toEqual([{ kind: 'releve', id: releve.id, champ: 'observation' }])
    expect(contient(octets('masquee.db'), autre.finessEj!)).toBe(false)
  })
})

describe('sending', () => {
  it('measures without recording, then says the same size', async () => {
    const avant = dossierDe(fichier).envois.length
    const mesure = await mesurerCopie(fichier.journal, { sorte: 'legere', fichiers: 'aucun' }, { zip: true, phrase: null }, porteur.options.profil)
    expect(dossierDe(fichier).envois.length).toBe(avant)
    const faite = await envoyer({ sorte: 'legere', fichiers: 'aucun' }, 'mesure.zip', {}, { zip: true, phrase: null })
    expect(Math.abs(faite.taille - mesure.taille)).toBeLessThan(20_000)
    expect(statSync(banc.chemin('mesure.zip')).size).toBe(faite.taille)
  })
  it('zips and encrypts; no byte of the dossier is readable, and the words open it', async () => {
    const phrase = 'elephant chaton abaisser acajou zeste zoologie'
    await envoyer({ sorte: 'complete' }, 'secrete.zip.age', {}, { zip: true, phrase })
    const og = dossierDe(fichier).organismes.find((o) => o.porteur === 'oui')!
    expect(contient(octets('secrete.zip.age'), og.iban!)).toBe(false)
    await expect(ouvrirRetour(banc.chemin('secrete.zip.age'), 'chaton', fichier.projet, porteur.options)).rejects.toMatchObject({ code: 'phrase-incorrecte' })
    const recu = await ouvrirRetour(banc.chemin('secrete.zip.age'), 'Éléphant chaton abaisser acajou zeste zoologie', fichier.projet, porteur.options)
    expect(recu.lignes.length).toBeGreaterThan(500)
    recu.liberer()
  })
  it('leaves nothing beside what it wrote, and keeps no trace of what it could not write', async () => {
    const dossier = dirname(banc.chemin('x'))
    expect(readdirSync(dossier).filter((n) => n.startsWith('.~'))).toEqual([])
    expect(readdirSync(join(porteur.options.profil, 'reception'))).toEqual([])
    const avant = dossierDe(fichier).envois.length
    const collectes = collectesDe(fichier.journal.db).length
    const og = dossierDe(fichier).organismes[1]!
    writeFileSync(banc.chemin('obstacle'), 'x')
    await expect(envoyer({ sorte: 'collecte', organisme: og.id, fichiers: 'aucun' }, 'obstacle/copie.db')).rejects.toMatchObject({
      code: 'publication-impossible'
    })
    expect(dossierDe(fichier).envois.length).toBe(avant)
    expect(collectesDe(fichier.journal.db).length).toBe(collectes)
    expect(existsSync(banc.chemin('obstacle/copie.db'))).toBe(false)
  })
})
