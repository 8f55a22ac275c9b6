import { describe, expect, it } from 'vitest'
import { construire, projetDeTest } from '../dossier-de-test.ts'
import { createAppartenance, partsDeCollecte } from './appartenance.ts'
import { avancementDemande } from './avancement-demande.ts'
import { courrielEnvoi, courrielRelance, courrielRetour } from './courriels.ts'
import { demandeDe } from './demande.ts'
import { cleDoublon, doublonsDe } from './doublons.ts'
import { isBanque, isExtrait, isRib } from './extrait.ts'
import { suiviEnvois } from './suivi.ts'
import { passeParCourriel, tailleCourriel } from './taille.ts'

function grappe() {
  const c = construire()
  c.ajouter('grappe', { nom: 'Grappe des Sources', finVa: '2026-06-30' })
  const og = c.ajouter('organisme', { raisonSociale: 'Association Alpha', finessEj: '340000017' })
  const autre = c.ajouter('organisme', { raisonSociale: 'Association Bêta' })
  const e1 = c.ajouter('etablissement', { nom: 'EHPAD Un', organisme: og, situation: 'conserve' })
  const e2 = c.ajouter('etablissement', { nom: 'EHPAD Deux', organisme: og, situation: 'conserve' })
  const e3 = c.ajouter('etablissement', { nom: 'EHPAD Trois', organisme: autre, situation: 'conserve' })
  return { c, og, autre, e1, e2, e3 }
}

describe('appartenance', () => {
  it('follows each line to its OG or ESSMS, and leaves the rest to the grappe', () => {
    const lignes = [
      { id: 'og', kind: 'organisme', cellules: {} },
      { id: 'e', kind: 'etablissement', cellules: { organisme: 'og' } },
      { id: 'd', kind: 'depense', cellules: { organisme: 'og', etablissement: 'e' } },
      { id: 'd2', kind: 'depense', cellules: { organisme: null, etablissement: 'e' } },
      { id: 'f', kind: 'piece-jointe', cellules: { cible: 'd' } },
      { id: 'f2', kind: 'piece-jointe', cellules: { cible: 'projet' } },
      { id: 'a', kind: 'action', cellules: { portee: 'e' } },
      { id: 'a2', kind: 'action', cellules: { portee: 'grappe' } },
      { id: 'p', kind: 'pv', cellules: { organisme: 'og' } },
      { id: 'r', kind: 'releve', cellules: { etablissement: 'inconnu' } },
      { id: 'boucle', kind: 'piece-jointe', cellules: { cible: 'boucle' } }
    ]
    const partDe = createAppartenance('projet', (id) => lignes.find((l) => l.id === id))
    expect(lignes.map((l) => `${l.id} ${partDe(l)}`)).toEqual([
      'og og',
      'e e',
      'd og',
      'd2 e',
      'f og',
      'f2 projet',
      'a e',
      'a2 projet',
      'p projet',
      'r projet',
      'boucle projet'
    ])
  })
  it('a collecte holds the OG and its living establishments', () => {
    const etablissement = (id: string, organisme: string, vivant = true) => ({
      id,
      kind: 'etablissement',
      part: id,
      cree: 1,
      vivant,
      cellules: { organisme }
    })
    expect(partsDeCollecte([etablissement('a', 'og'), etablissement('b', 'autre'), etablissement('c', 'og', false)], 'og')).toEqual(['og', 'a'])
  })
})

describe('what a copy leaves out', () => {
  it.each([
    ['organisme', 'iban', true],
    ['organisme', 'bic', true],
    ['organisme', 'titulaireCompte', true],
    ['organisme', 'raisonSociale', false],
    ['inconnu', 'iban', false]
  ])('%s.%s is bank data: %s', (kind, champ, attendu) => expect(isBanque(kind, champ)).toBe(attendu))
  it('knows an attached RIB', () => {
    expect(isRib({ kind: 'piece-jointe', cellules: { role: 'piece', piece: 9 } })).toBe(true)
    expect(isRib({ kind: 'piece-jointe', cellules: { role: 'piece', piece: 3 } })).toBe(false)
  })
  it.each([
    ['grappe', 'finVa', true],
    ['grappe', 'montantDemande', false],
    ['cible', 'cible', true],
    ['cout', 'poste', true],
    ['cout', 'ttc', false],
    ['prevision', 'niveau', true],
    ['prevision', 'duree', false],
    ['grappe', 'niveauVa', true],
    ['cout-rh', 'fonction', false],
    ['cout-rh', 'coutMensuel', false],
    ['organisme', 'raisonSociale', false],
    ['toString', 'nom', false]
  ])('%s.%s in the extract: %s', (kind, champ, attendu) => expect(isExtrait(kind, champ)).toBe(attendu))
})

describe('demande', () => {
  it('counts what is asked, says what comes next, and follows what is done', () => {
    const { c, og, e1, e2 } = grappe()
    c.ajouter('envoi', { id: 'envoi-1', sorte: 'collecte', organisme: og, demandeReleveVa: 'oui', echeance: '2026-09-15' })
    const lire = () => {
      const d = c.dossier()
      return avancementDemande(d, demandeDe(d)!)
    }
    expect(lire()).toMatchObject({ fait: 0, total: 4, prochain: { texte: 'Chiffres relevés : EHPAD Un' } })
    c.ajouter('releve', { etablissement: e1, type: 'va', chiffres: [1, 2, 30, 10, 10, 40, 35] })
    expect(lire()).toMatchObject({ fait: 1, prochain: { texte: 'Preuve extraite du DUI : EHPAD Un', ou: { kind: 'piece-jointe' } } })
    c.ajouter('releve', { id: 'r2', etablissement: e2, type: 'va', chiffres: [1, null, 30, 10, 10, 40, 35] })
    c.ajouter('piece-jointe', { role: 'preuve', releve: 'va', cible: og })
    expect(lire()).toMatchObject({ fait: 3, prochain: { ou: { kind: 'releve', id: 'r2', champ: 'chiffres' } } })
    c.modifier('releve', 'r2', { chiffres: [1, 2, 30, 10, 10, 40, 35] })
    expect(lire()).toMatchObject({ fait: 4, prochain: null })
  })
  it('asks the identity without bank data, the expenses, the checklist, for the establishments named', () => {
    const { c, og, e1 } = grappe()
    c.ajouter('envoi', { sorte: 'collecte', organisme: og, etablissements: [e1], demandeIdentite: 'oui', demandeDepenses: 'oui', demandeChecklist: 'oui' })
    const d = c.dossier()
    const { points, fait } = avancementDemande(d, demandeDe(d)!)
    expect(points.some((p) => ['iban', 'bic', 'titulaireCompte'].includes(p.ou.champ ?? ''))).toBe(false)
    expect(points.filter((p) => p.ou.kind === 'etablissement').every((p) => p.ou.id === e1)).toBe(true)
    expect(points.find((p) => p.ou.champ === 'raisonSociale')).toMatchObject({ fait: true, ou: { id: og } })
    expect(points.find((p) => p.objet === 'depenses')).toMatchObject({ fait: false })
    expect(points.filter((p) => p.objet === 'checklist').length).toBe(3)
    expect(fait).toBeGreaterThan(0)
  })
  it('is null without a collecte, or without its organisation', () => {
    const { c } = grappe()
    expect(demandeDe(c.dossier())).toBeNull()
    c.ajouter('envoi', { sorte: 'collecte', organisme: 'parti' })
    expect(demandeDe(c.dossier())).toBeNull()
  })
})

describe('suivi', () => {
  it('says sent, late, returned, complete', () => {
    const { c, og, autre } = grappe()
    c.ajouter('envoi', { id: 'x', sorte: 'complete', destinataire: 'Collègue' })
    c.ajouter('envoi', { id: 'a', sorte: 'collecte', organisme: og, demandeReleveVa: 'oui', echeance: '2026-09-15' })
    c.ajouter('envoi', { id: 'b', sorte: 'collecte', organisme: autre, echeance: '2026-09-15' })
    const etats = (date: string) => Object.fromEntries(suiviEnvois(c.dossier(), date).map((s) => [s.envoi.id, s.etat]))
    expect(etats('2026-09-15')).toEqual({ x: 'envoyee', a: 'envoyee', b: 'envoyee' })
    expect(etats('2026-09-16')).toEqual({ x: 'envoyee', a: 'en-retard', b: 'en-retard' })
    c.modifier('envoi', 'a', { revenuLe: '2026-09-16' })
    c.modifier('envoi', 'b', { revenuLe: '2026-09-16' })
    expect(etats('2026-09-17')).toEqual({ x: 'envoyee', a: 'revenue', b: 'complete' })
    const [, a, b] = suiviEnvois(c.dossier(), '2026-09-17')
    expect(courrielRelance(c.dossier(), a!)?.texte).toContain('Il reste 4 éléments sur 4')
    expect(courrielRelance(c.dossier(), b!)).toBeNull()
  })
  it('a sending replaced by a later one to the same OG is not late', () => {
    const { c, og } = grappe()
    c.ajouter('envoi', { id: 'a', sorte: 'collecte', organisme: og, echeance: '2026-09-01' })
    c.ajouter('envoi', { id: 'b', sorte: 'collecte', organisme: og, echeance: '2026-10-01' })
    expect(suiviEnvois(c.dossier(), '2026-09-16').map((s) => s.etat)).toEqual(['envoyee', 'envoyee'])
  })
  it('writes the e-mail in French, without the words of the phrase', () => {
    const { c, og } = grappe()
    c.ajouter('envoi', {
      id: 'a',
      sorte: 'collecte',
      organisme: og,
      courriel: 'a@exemple.invalid',
      demandeDepenses: 'oui',
      echeance: '2026-09-01',
      chiffre: 'oui'
    })
    const mail = courrielEnvoi(c.dossier(), 'a')!
    expect(mail).toMatchObject({ a: 'a@exemple.invalid', objet: 'ESMS Numérique – Grappe des Sources – ce que nous vous demandons' })
    expect(mail.texte).toContain('1er septembre 2026')
    expect(mail.texte).toContain('- Dépenses et factures')
    expect(mail.texte).toContain('par téléphone ou par SMS')
  })
  it('the e-mail that goes back is signed by who sends it, with what they said of themselves', () => {
    const { c, og } = grappe()
    c.ajouter('envoi', { sorte: 'collecte', organisme: og, courrielDemandeur: 'p@exemple.invalid', reponse: 'Il manque une preuve.' })
    const fin = (qui: { nom: string; fonction: string; organisation: string } | null) => courrielRetour(c.dossier(), qui)?.texte.split('\n\n').slice(2)
    expect(fin({ nom: 'Léa Retour', fonction: 'Directrice', organisation: 'Association Alpha' })).toEqual([
      'Il manque une preuve.',
      'Léa Retour\nDirectrice\nAssociation Alpha'
    ])
    expect(fin({ nom: 'Léa Retour', fonction: '', organisation: '' })).toEqual(['Il manque une preuve.', 'Léa Retour'])
    expect(fin(null)).toEqual(['Il manque une preuve.'])
  })
  it('says the three months that the figures must cover, and what is missing in an expense', () => {
    const { c, og } = grappe()
    c.modifier('grappe', projetDeTest, { finCloture: '2026-09-30' })
    c.ajouter('depense', { numero: 1, organisme: og, libelle: 'Licences', ht: 400000 })
    c.ajouter('envoi', { id: 'a', sorte: 'collecte', organisme: og, demandeReleveCloture: 'oui', demandeDepenses: 'oui' })
    const dossier = c.dossier()
    expect(courrielEnvoi(dossier, 'a')?.texte).toMatch(/- Relevé de clôture et ses preuves, du 1er\sjuillet au 30\sseptembre 2026/u)
    expect(avancementDemande(dossier, demandeDe(dossier)!).points.at(-1)).toMatchObject({
      texte: 'Compléter la dépense n° 1 : Poste du plan de financement, Nature, Imputation et 7 autres',
      ou: { kind: 'depense', champ: 'poste' }
    })
  })
})

describe('doubles', () => {
  it('finds the same number and near names in one commune, oldest first, unless a person told them apart', () => {
    const c = construire()
    const a = c.ajouter('etablissement', { nom: 'EHPAD Les Tilleuls', finess: '340000017', commune: 'Sète' })
    const b = c.ajouter('etablissement', { nom: 'Autre nom', finess: '340000017' })
    const d = c.ajouter('etablissement', { nom: 'Résidence du Tilleul', commune: 'SETE' })
    c.ajouter('etablissement', { nom: 'EHPAD Les Tilleuls', finess: '340000025', commune: 'Sète' })
    c.ajouter('etablissement', { nom: 'EHPAD Les Tilleuls', commune: 'Agde' })
    c.ajouter('etablissement', { nom: 'EHPAD Les Mimosas', commune: 'Sète' })
    expect(doublonsDe(c.dossier()).map((x) => [x.raison, ...x.ids])).toEqual([
      ['finess', a, b],
      ['nom', a, d],
      ['nom', d, expect.any(String)]
    ])
    c.ajouter('reponse', { cle: cleDoublon('etablissement', b, a), reponse: 'non' })
    expect(doublonsDe(c.dossier()).some((x) => x.raison === 'finess')).toBe(false)
  })
  it('finds the same organisation entered twice', () => {
    const c = construire()
    c.ajouter('organisme', { raisonSociale: 'Association Alpha', finessEj: '340000017' })
    c.ajouter('organisme', { raisonSociale: 'Alpha', finessEj: '340000017' })
    expect(doublonsDe(c.dossier())).toMatchObject([{ kind: 'organisme', raison: 'finess' }])
  })
})

it('a file grows by a third in an e-mail', () => {
  expect(tailleCourriel(1_000_000)).toBe(1_370_000)
  expect(passeParCourriel(7_299_270, 10)).toBe(true)
  expect(passeParCourriel(7_299_271, 10)).toBe(false)
  expect(projetDeTest).toHaveLength(36)
})
