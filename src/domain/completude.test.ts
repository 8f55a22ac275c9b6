import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { completude, etatLot, pieceEtats, retient } from './completude.ts'
import { foldDossier, type Ligne } from './dossier.ts'
import { type Constructeur, construire, projetDeTest } from './dossier-de-test.ts'
import { dossierCloture, dossierGalis, jour } from './dossiers-de-test.ts'
import { type Lot, lots } from './lot.ts'

const options = { date: jour }
const tenus = (c: Constructeur, lot: Lot) =>
  etatLot(c.dossier(), lot, options)
    .manques.filter(retient)
    .map((m) => `${m.gravite} ${m.cle}`)
/** Applies one change to a ready dossier, then says what holds the bundle back. */
const apres = (c: Constructeur, lot: Lot, change: (c: Constructeur) => unknown) => {
  change(c)
  return tenus(c, lot)
}

describe('a grappe taken up at its closure', () => {
  it('is ready for its closure with nothing of phases 2 to 5', () => {
    expect(etatLot(dossierCloture().dossier(), 'cloture', options)).toEqual({ pret: true, manques: [] })
    expect(etatLot(dossierCloture().dossier(), 'galis', options).pret).toBe(false)
  })

  it.each<[string, (c: Constructeur) => unknown, string[]]>([
    ['no link of the form', (c) => c.modifier('grappe', projetDeTest, { lienCloture: null }), [`bloquant champ:grappe.lienCloture:${projetDeTest}`]],
    ['an establishment without FINESS', (c) => c.modifier('etablissement', 'e1', { finess: null }), ['bloquant champ:etablissement.finess:e1']],
    ['blanks are nothing', (c) => c.modifier('etablissement', 'e1', { nom: ' ' }), ['bloquant champ:etablissement.nom:e1']],
    ['a wrong FINESS key', (c) => c.modifier('etablissement', 'e1', { finess: '340000011' }), ['a-justifier controle-champ:etablissement.finess:e1']],
    ['a wrong key confirmed', (c) => c.modifier('etablissement', 'e1', { finess: '340000011', motifFiness: 'Arrêté du 3 mai' }), []],
    ['one FINESS for two', (c) => c.modifier('etablissement', 'e1', { finess: c.dossier().etablissements[0]?.finess ?? null }), ['bloquant finess-double:e1']],
    ['an OG that was removed', (c) => c.modifier('etablissement', 'e1', { organisme: 'parti' }), ['bloquant champ:etablissement.organisme:e1']],
    ['no porteur', (c) => c.modifier('organisme', 'og', { porteur: 'non' }), ['bloquant nombre:porteur']],
    ['a relevé missing', (c) => c.retirer('r1'), ['bloquant releve:cloture:e1']],
    ['a number missing', (c) => c.modifier('releve', 'r1', { chiffres: [80, null, 48, 46, 45, 50, 50] }), ['bloquant releve:cloture:e1']],
    [
      'numbers that contradict',
      (c) => c.modifier('releve', 'r1', { chiffres: [80, 40, 51, 50, 50, 50, 50] }),
      ['bloquant releve-controle:dossiersActifs>personnesAccompagnees:r1']
    ],
    ['an estimation', (c) => c.modifier('releve', 'r1', { estimation: 'estimation' }), ['a-justifier releve-estimation:r1']],
    [
      'two relevés for one place',
      (c) => c.ajouter('releve', { id: 'r9', etablissement: 'e1', type: 'cloture', chiffres: [1, 1, 1, 1, 1, 1, 1] }),
      ['bloquant releve-double:r9']
    ],
    ['a target missed', (c) => c.modifier('releve', 'r1', { chiffres: [80, 10, 48, 46, 45, 50, 50] }), ['a-justifier cible:DMP']],
    ['a target unknown', (c) => c.retirer('cible-ACT'), ['a-justifier cible-inconnue:ACT']],
    ['an indicator not followed', (c) => c.modifier('cible', 'cible-DMP', { suivi: 'non' }), []],
    ['a window that is not over', (c) => c.modifier('grappe', projetDeTest, { finCloture: '2026-11-30' }), ['a-justifier fenetre:cloture']],
    ['a proof missing', (c) => c.retirer('preuve1'), ['a-justifier preuve:cloture:e1']],
    ['a proof for the whole OG', (c) => [c.retirer('preuve1'), c.modifier('piece-jointe', 'preuve0', { cible: 'og' })], []],
    ['a scanned proof', (c) => c.modifier('piece-jointe', 'preuve0', { texteLisible: 'non', analyse: null }), ['a-justifier preuve-scan:preuve0']],
    ['a proof that is no PDF', (c) => c.modifier('piece-jointe', 'preuve0', { type: 'image/png', nom: 'a.png' }), ['bloquant preuve-type:preuve0']],
    ['a file the platform refuses', (c) => c.modifier('piece-jointe', 'etat', { nom: 'etat.exe' }), ['bloquant fichier:etat']],
    ['a file too heavy', (c) => c.modifier('piece-jointe', 'etat', { taille: 209_715_200 }), ['bloquant fichier-taille:etat']],
    ['no VSR', (c) => [c.retirer('vsr'), c.retirer('vsr-signe')], ['bloquant pv:vsr']],
    ['a VA that leaves one out', (c) => c.modifier('pv', 'va', { etablissements: ['e0'] }), ['bloquant pv-couverture:va:e1']],
    ['a VA not signed', (c) => c.retirer('va-signe'), ['bloquant pv-signe:va']],
    ['a point of the VSR left blank', (c) => c.modifier('pv', 'vsr', { pointDmp: null }), ['bloquant champ:pv.pointDmp:vsr']],
    ['no expense', (c) => c.retirer('d1'), ['bloquant nombre:depense']],
    ['an expense that does not add up', (c) => c.modifier('depense', 'd1', { tva: 1 }), ['bloquant depense:somme:d1']],
    ['hardware of an OG of unknown size', (c) => c.modifier('depense', 'd1', { nature: 'materiel' }), ['a-justifier depense:materiel:d1']],
    ['a poste off the plan', (c) => c.ajouter('cout', { poste: 'Licences', ttc: 1 }), ['a-justifier poste:Licences']],
    ['less spent than the subsidy', (c) => c.modifier('depense', 'd1', { eligible: 29_999_999 }), ['a-justifier depenses:subvention']],
    [
      'a share by persons whose number is unknown',
      (c) => [c.modifier('depense', 'd1', { etablissement: null, cle: 'personnes' }), c.modifier('etablissement', 'e1', { personnesAccompagnees: null })],
      ['a-justifier depenses:personnes']
    ],
    ['no certified statement', (c) => c.retirer('etat'), ['a-justifier depenses:etat-certifie']],
    [
      'an establishment gone without a word',
      (c) => c.modifier('etablissement', 'e1', { situation: 'retire' }),
      ['bloquant champ:etablissement.dateRetrait:e1', 'bloquant champ:etablissement.motifRetrait:e1', 'a-justifier retrait:e1']
    ],
    [
      'an establishment gone with its reason',
      (c) => c.modifier('etablissement', 'e1', { situation: 'retire', dateRetrait: '2026-01-01', motifRetrait: 'Fermé' }),
      []
    ],
    [
      'a wrong FINESS on an establishment gone',
      (c) => c.modifier('etablissement', 'e1', { situation: 'retire', dateRetrait: '2026-01-01', motifRetrait: 'Fermé', finess: '340000011' }),
      []
    ],
    ['two values for an amount', (c) => c.conflit({ kind: 'depense', id: 'd1', champ: 'ttc', valeurs: [1, 2] }), ['bloquant conflit:depense.ttc:d1']],
    [
      'two values for a name',
      (c) => c.conflit({ kind: 'organisme', id: 'og', champ: 'raisonSociale', valeurs: ['a', 'b'] }),
      ['a-justifier conflit:organisme.raisonSociale:og']
    ],
    ['a conflict on something removed', (c) => c.conflit({ kind: 'depense', id: 'partie', champ: 'ttc', valeurs: [1, 2] }), []]
  ])('%s', (_, change, expected) => {
    expect(apres(dossierCloture(), 'cloture', change)).toEqual(expected)
  })

  it('is settled by a reason under the same key, and by nothing else', () => {
    const c = dossierCloture()
    c.modifier('releve', 'r1', { chiffres: [80, 10, 48, 46, 45, 50, 50] })
    c.ajouter('reponse', { cle: 'cible:MSS', motif: 'Autre sujet' })
    c.ajouter('reponse', { id: 'rep', cle: 'cible:DMP', motif: '  ' })
    expect(tenus(c, 'cloture')).toEqual(['a-justifier cible:DMP'])
    c.modifier('reponse', 'rep', { motif: 'Certificats reçus en août' })
    const etat = etatLot(c.dossier(), 'cloture', options)
    expect(etat.pret).toBe(true)
    expect(etat.manques.find((m) => m.cle === 'cible:DMP')).toMatchObject({
      motif: 'Certificats reçus en août',
      texte: expect.stringContaining('il manque 20 DMP alimentés')
    })
  })

  it('never settles what blocks', () => {
    const c = dossierCloture()
    c.retirer('va-signe')
    c.ajouter('reponse', { cle: 'pv-signe:va', motif: 'Plus tard' })
    expect(tenus(c, 'cloture')).toEqual(['bloquant pv-signe:va'])
  })

  it('asks for the monthly relevés when the grappe means three rates', () => {
    const c = dossierCloture(1)
    c.modifier('grappe', projetDeTest, { methodeTaux: 'moyenne' })
    for (const mois of ['2026-07', '2026-08']) c.ajouter('releve', { etablissement: 'e0', type: 'mois', mois, chiffres: [80, 40, 48, 46, 45, 50, 50] })
    expect(tenus(c, 'cloture')).toEqual(['bloquant releve:cloture:2026-09:e0'])
    c.ajouter('releve', { etablissement: 'e0', type: 'mois', mois: '2026-09', chiffres: [80, 40, 48, 46, 45, 50, 50] })
    expect(tenus(c, 'cloture')).toEqual([])
  })

  it('sees a signature on data changed since, once the codes are known', () => {
    const d = dossierCloture().dossier()
    const held = (codeDonnees: () => string) => etatLot(d, 'cloture', { date: jour, codeDonnees }).manques.map((m) => m.cle)
    expect(held(() => 'AAAA0000')).toEqual([])
    expect(held(() => 'BBBB1111')).toEqual(['signature:va-signe:BBBB1111', 'signature:vsr-signe:BBBB1111'])
  })
})

describe('a candidature', () => {
  it('is ready', () => {
    expect(etatLot(dossierGalis().dossier(), 'galis', options)).toEqual({ pret: true, manques: [] })
  })

  it.each<[string, (c: Constructeur) => unknown, string[]]>([
    ['a text of the note', (c) => c.modifier('grappe', projetDeTest, { contexte: null }), [`bloquant champ:grappe.contexte:${projetDeTest}`]],
    ['a FINESS', (c) => c.modifier('etablissement', 'e3', { finess: null }), ['bloquant champ:etablissement.finess:e3']],
    [
      'an e-mail that is none',
      (c) => c.modifier('organisme', 'og', { courrielRepresentant: 'direction' }),
      ['a-justifier controle-champ:organisme.courrielRepresentant:og']
    ],
    ['an IBAN with a wrong key', (c) => c.modifier('organisme', 'og', { iban: 'FR7620041010050500013M02607' }), ['bloquant controle-champ:organisme.iban:og']],
    ['a RIB of someone else', (c) => c.modifier('organisme', 'og', { titulaireCompte: 'Les Ormes' }), ['a-justifier rib:titulaire']],
    ['the RIB', (c) => c.retirer('rib'), ['bloquant piece:9']],
    ['the signed convention', (c) => c.retirer('convention'), ['bloquant piece-signee:3']],
    ['a RIB in a refused format', (c) => c.modifier('piece-jointe', 'rib', { nom: 'rib.heic' }), ['bloquant fichier:rib']],
    ['the authorisation of an affiliated OG', (c) => c.modifier('organisme', 'og', { entiteNationale: 'Fédération' }), ['bloquant piece:12:og']],
    [
      'a plan out of balance',
      (c) => c.modifier('ressource', 'avance', { montant: 4_000_000 }),
      ['bloquant financement:2027', 'bloquant financement:subvention']
    ],
    ['two A in a row of the RACI', (c) => c.modifier('raci', 'raci', { porteur: 'A' }), ['bloquant raci:raci']],
    ['no A in a row', (c) => c.modifier('raci', 'raci', { chefProjet: 'R' }), ['bloquant raci:raci']],
    ['a USLD', (c) => c.modifier('etablissement', 'e3', { categorie: '362' }), ['bloquant controle:1']],
    ['a doubtful category', (c) => c.modifier('etablissement', 'e3', { categorie: '999' }), ['a-justifier controle:1']],
    ['an establishment that leaves too few', (c) => c.modifier('etablissement', 'e3', { situation: 'retire' }), ['a-justifier controle:2']],
    ['aids that do not add up', (c) => c.modifier('etablissement', 'e3', { montantAide: 1 }), ['a-justifier financement:etablissements']]
  ])('lacks %s', (_, change, expected) => {
    expect(apres(dossierGalis(), 'galis', change)).toEqual(expected)
  })

  it('asks for one of each thing on an empty grappe, each with where to add it', () => {
    const manques = completude(construire().dossier(), options).filter((m) => m.lots.includes('galis') && m.cle.startsWith('nombre:'))
    expect(manques.map((m) => [m.cle.slice('nombre:'.length), m.ou?.kind])).toEqual([
      ['organisme', 'organisme'],
      ['etablissement', 'etablissement'],
      ['chef-de-projet', 'personne'],
      ['porteur', 'organisme'],
      ['instance', 'instance'],
      ['raci', 'raci'],
      ['risque', 'risque'],
      ['communication', 'communication'],
      ['formation', 'formation'],
      ['tache-projet', 'tache'],
      ['tache-changement', 'tache'],
      ['tache-deploiement', 'tache'],
      ['cout', 'cout'],
      ['ressource', 'ressource'],
      ['vague', 'vague']
    ])
    expect(manques.every((m) => m.ou?.id === null)).toBe(true)
  })

  it('writes French sentences that name the one at fault', () => {
    const c = dossierGalis()
    c.modifier('etablissement', 'e3', { nom: 'EHPAD Les Tilleuls', finess: null })
    c.modifier('organisme', 'og', { raisonSociale: null })
    c.modifier('grappe', projetDeTest, { objectifsGrappe: null })
    expect(
      completude(c.dossier(), options)
        .filter((m) => m.lots.includes('galis'))
        .map((m) => m.texte)
    ).toEqual([
      `Raison sociale manquante\u202f: ${c.dossier().organismes[0]?.finessEj}`,
      'FINESS géographique (ET) manquant\u202f: EHPAD Les Tilleuls',
      'Objectifs de la grappe manquants'
    ])
  })

  it('takes a supplied pièce in place of its data', () => {
    const c = dossierGalis()
    c.ajouter('piece', { id: 'p6', numero: 6, mode: 'fournie' })
    c.modifier('ressource', 'avance', { montant: null })
    expect(tenus(c, 'galis')).toEqual([
      'bloquant champ:ressource.montant:avance',
      'bloquant financement:2027',
      'bloquant financement:subvention',
      'bloquant piece:6'
    ])
    c.ajouter('piece-jointe', { role: 'piece', piece: 6, nom: 'plan.xlsx' })
    expect(tenus(c, 'galis')).toEqual([])
  })
})

describe('the complement', () => {
  it('needs a pièce to correct, with an answer, and that pièce complete', () => {
    const c = dossierGalis()
    expect(tenus(c, 'complement')).toEqual(['bloquant complement:aucune'])
    c.ajouter('piece', { id: 'p8', numero: 8, suite: 'a-corriger', demandeArs: 'Précisez' })
    expect(tenus(c, 'complement')).toEqual(['bloquant complement:8'])
    c.modifier('piece', 'p8', { reponse: 'Plan complété' })
    expect(tenus(c, 'complement')).toEqual([])
    c.modifier('grappe', projetDeTest, { conduiteChangement: null, contexte: null })
    expect(tenus(c, 'complement')).toEqual([`bloquant champ:grappe.conduiteChangement:${projetDeTest}`])
  })
})

describe('phases never block one another', () => {
  it('a VSR not yet written holds back neither the VA nor the état des lieux', () => {
    const c = dossierCloture()
    c.modifier('grappe', projetDeTest, { courrielArs: 'ars@exemple.fr', finVa: '2025-04-30' })
    c.modifier('solution', 'solution', { referenceCommande: 'BC-1' })
    c.ajouter('pv', { id: 'brouillon', type: 'vsr' })
    for (const id of ['e0', 'e1']) c.ajouter('releve', { etablissement: id, type: 'va', chiffres: [0, 0, 10, 5, 5, 50, 50] })
    expect(tenus(c, 'va')).toEqual([])
    expect(tenus(c, 'etat-des-lieux')).toEqual([])
    expect(tenus(c, 'vsr')).toContain('bloquant pv-signe:brouillon')
  })
})

describe('pieceEtats', () => {
  const etats = (c: Constructeur) => pieceEtats(c.dossier(), options).map((p) => `${p.numero} ${p.etat}`)
  it('follows the 14 pièces', () => {
    const c = dossierGalis()
    c.retirer('lettre')
    c.modifier('grappe', projetDeTest, { contexte: null })
    c.ajouter('piece', { numero: 2, suite: 'deposee' })
    c.ajouter('piece', { numero: 8, suite: 'a-corriger' })
    expect(etats(c)).toEqual([
      '1 en-cours',
      '2 deposee',
      '3 prete',
      '4 a-signer',
      '5 prete',
      '6 prete',
      '7 prete',
      '8 a-corriger',
      '9 prete',
      '10 a-faire',
      '11 a-faire',
      '12 a-faire',
      '13 a-faire',
      '14 a-faire'
    ])
    expect(pieceEtats(c.dossier(), options)[0]?.manques.map((m) => m.cle)).toEqual([`champ:grappe.contexte:${projetDeTest}`])
  })
  it.each([
    ['asked', null, null, 'a-corriger'],
    ['answered', 'Plan complété', null, 'a-corriger'],
    ['answered and sent again', 'Plan complété', '2025-03-20', 'deposee'],
    ['sent before the demand', 'Plan complété', '2025-03-01', 'a-corriger'],
    ['sent again without an answer', null, '2025-03-20', 'a-corriger']
  ] as const)('a pièce to correct, %s', (_nom, reponse, envoi, etat) => {
    const c = dossierGalis()
    c.ajouter('piece', { numero: 8, suite: 'a-corriger', demandeArs: 'Précisez', reponse })
    c.ajouter('depot', { lot: 'galis', date: '2025-02-10', resultat: 'incomplete', dateReponse: '2025-03-10' })
    c.ajouter('depot', { lot: 'complement', date: envoi })
    expect(etats(c)).toContain(`8 ${etat}`)
  })
  it('starts with everything to do', () => {
    expect(etats(construire())).toEqual(Array.from({ length: 14 }, (_, i) => `${i + 1} a-faire`))
  })
})

describe('completude', () => {
  it('gives each thing a key of its own, and sorts the worst first', () => {
    for (const c of [construire(), dossierCloture(), dossierGalis()]) {
      const manques = completude(c.dossier(), options)
      expect(new Set(manques.map((m) => m.cle)).size).toBe(manques.length)
      const rank = { bloquant: 0, 'a-justifier': 1, information: 2 }
      const ranks = manques.map((m) => rank[m.gravite])
      expect(ranks).toEqual([...ranks].sort())
      for (const m of manques) expect(m.lots.every((lot) => lots.includes(lot)) && m.lots.length > 0).toBe(true)
    }
  })

  it('does not depend on the order of the lines', () => {
    const lignes: Ligne[] = ['a', 'b', 'c', 'd'].map((id, i) => ({
      id,
      kind: i < 2 ? 'etablissement' : 'depense',
      part: id,
      cree: i,
      vivant: true,
      cellules: { nom: id }
    }))
    const expected = completude(foldDossier('p', lignes), options)
    fc.assert(
      fc.property(fc.shuffledSubarray(lignes, { minLength: lignes.length }), (shuffled) => {
        expect(completude(foldDossier('p', shuffled), options)).toEqual(expected)
      })
    )
  })

  it('grows in line with the grappe: establishments, relevés and expenses', () => {
    const time = (n: number) => {
      const c = dossierCloture(n)
      for (let i = 0; i < n; i++) {
        c.ajouter('releve', { etablissement: `e${i}`, type: 'va', chiffres: [0, 0, 10, 5, 5, 50, 50] })
        for (let k = 0; k < 10; k++)
          c.ajouter('depense', {
            organisme: 'og',
            etablissement: `e${i}`,
            nature: 'materiel',
            ht: 100,
            tva: 20,
            ttc: 121,
            facture: `F${i}-${k}`,
            fournisseur: 'A'
          })
      }
      const dossier = c.dossier()
      // The time of this thread alone, which neighbours do not lengthen; its clock is coarse: several runs, the more the shorter.
      const runs = Math.ceil(2400 / n)
      const start = process.threadCpuUsage()
      for (let i = 0; i < runs; i++) completude(dossier, options)
      const { user, system } = process.threadCpuUsage(start)
      return (user + system) / runs
    }
    time(100)
    // Eight times the size: a quadratic pass would take 64 times as long.
    expect(time(800) / time(100)).toBeLessThan(24)
  })
})
