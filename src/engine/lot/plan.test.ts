import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { productionsDuLot } from '#documents/registre.ts'
import type { Dossier } from '#domain/dossier.ts'
import type { Lot } from '#domain/lot.ts'
import type { PieceJointe } from '#domain/piece-jointe.ts'
import { lotExemple } from './lot-exemple.ts'
import { estNomSur } from './nom-fichier.ts'
import { paquets } from './paquets.ts'
import { planLot } from './plan.ts'

const contexte = { date: '2026-11-21', version: '0.0.0' }
const planDe = (dossier: Dossier, lot: Lot) => planLot(dossier, lot, productionsDuLot(dossier, lot, contexte))
const { dossier } = lotExemple()
const joindre = (d: Dossier, extra: Partial<PieceJointe>): Dossier => {
  const modele = d.piecesJointes[0]
  if (!modele) throw new Error('example without files')
  const vierge = { cible: null, piece: null, releve: null, organisme: null, codeDonnees: null }
  return { ...d, piecesJointes: [...d.piecesJointes, { ...modele, ...vierge, id: `ajout-${d.piecesJointes.length}`, ...extra }] }
}

describe('planLot, GALIS', () => {
  it('names the fourteen pièces in order, signed files in the place of their drafts', () => {
    const plan = planDe(dossier, 'galis')
    const noms = plan.fichiers.map((f) => f.nom)
    expect(noms.slice(0, 12)).toEqual([
      '01_Note_de_presentation.pdf',
      '02_Gouvernance.pdf',
      '03_Convention_signee.pdf',
      '04_Lettre_d_engagement_signee.pdf',
      '05_Planning.pdf',
      '05_Planning.xlsx',
      '06_Plan_de_financement.pdf',
      '06_Plan_de_financement.xlsx',
      '07_Strategie_de_deploiement.pdf',
      '08_Conduite_du_changement.pdf',
      '09_RIB.pdf',
      '10-01_Autodiagnostic_ANAP_Association_Les_Rives_Claires.pdf'
    ])
    expect([...noms].sort()).toEqual(noms)
    expect(noms.every((n) => estNomSur(n))).toBe(true)
    expect(plan.refus).toEqual([])
    expect(plan.fichiers.find((f) => f.nom.startsWith('16_'))?.champ.depose).toBe(false)
  })

  it('puts the draft back when the signed file is taken away', () => {
    const sans = { ...dossier, piecesJointes: dossier.piecesJointes.filter((p) => p.piece !== 3) }
    expect(planDe(sans, 'galis').fichiers.map((f) => f.nom)).toContain('03_Convention.pdf')
  })

  it('lets the user’s own file replace a generated pièce', () => {
    const modele = dossier.pieces[0]
    if (!modele) throw new Error('example without pieces')
    const fournie = {
      ...dossier,
      pieces: [...dossier.pieces.filter((p) => p.numero !== 2), { ...modele, id: 'p2', numero: 2, mode: 'fournie' as const, suite: null }]
    }
    const avec = joindre(fournie, { role: 'piece', piece: 2, nom: 'notre gouvernance.docx', type: null })
    const deux = planDe(avec, 'galis').fichiers.filter((f) => f.champ.code === 'piece-2')
    expect(deux.map((f) => [f.nom, f.source.s])).toEqual([['02_Gouvernance.docx', 'joint']])
    expect(
      planDe(fournie, 'galis')
        .fichiers.filter((f) => f.champ.code === 'piece-2')
        .map((f) => f.nom)
    ).toEqual(['02_Gouvernance.pdf'])
  })

  it('renames a .jpeg and refuses what GALIS refuses, with the remedy', () => {
    const photo = planDe(joindre(dossier, { role: 'piece', piece: 13, nom: 'statuts.JPEG', type: 'image/jpeg' }), 'galis')
    expect(photo.fichiers.map((f) => f.nom)).toContain('13_Statuts.jpg')
    expect(photo.refus).toEqual([])
    const odt = planDe(joindre(dossier, { role: 'piece', piece: 13, nom: 'statuts.odt', type: null }), 'galis')
    expect(odt.refus).toEqual([expect.stringContaining('exportez-le en PDF')])
  })

  it('keeps only what the ARS asked again, with the answer', () => {
    const numeros = new Set(planDe(dossier, 'complement').fichiers.map((f) => f.champ.code))
    const demandees = dossier.pieces.filter((p) => p.suite === 'a-corriger').map((p) => `piece-${p.numero}`)
    expect(demandees.length).toBeGreaterThan(0)
    expect([...numeros].sort()).toEqual([...demandees, 'piece-18'].sort())
  })
})

describe('planLot, closure', () => {
  it('fills the five fields, one proofs file by OG', () => {
    const plan = planDe(dossier, 'cloture')
    expect([...new Set(plan.fichiers.map((f) => f.champ.code))]).toEqual(['va', 'vsr', 'indicateurs', 'preuves', 'depenses'])
    expect(plan.fichiers.filter((f) => f.champ.code === 'preuves')).toHaveLength(dossier.organismes.length)
    expect(plan.fichiers.filter((f) => f.champ.code === 'va').every((f) => f.source.s === 'joint')).toBe(true)
    expect(plan.fichiers.filter((f) => f.champ.code === 'depenses').map((f) => f.nom)).toEqual([
      '05-01_Etat_recapitulatif_depenses.pdf',
      '05-01_Etat_recapitulatif_depenses.xlsx',
      '05-02_Etat_des_depenses_certifie.pdf'
    ])
    expect(plan.refus).toEqual([])
  })

  it('keeps every field within ten files, every proof once, every signed original as it is', () => {
    const grand = lotExemple(400).dossier
    const plan = planDe(grand, 'cloture')
    const de = (champ: string) => plan.fichiers.filter((f) => f.champ.code === champ)
    for (const champ of ['va', 'vsr', 'indicateurs', 'preuves', 'depenses']) expect(de(champ).length, champ).toBeLessThanOrEqual(10)
    const preuves = de('preuves').flatMap(({ source }) => (source.s === 'fusion' ? source.pieces : source.s === 'joint' ? [source.piece] : []))
    const attendues = grand.piecesJointes.filter((p) => p.role === 'preuve' && p.releve === 'cloture')
    expect(preuves.map((p) => p.id).sort()).toEqual(attendues.map((p) => p.id).sort())
    const archive = de('va').find((f) => f.source.s === 'archive')
    const signes = grand.piecesJointes.filter((p) => p.role === 'pv' && grand.pvs.find((pv) => pv.id === p.cible)?.type === 'va')
    expect(signes.length).toBeGreaterThan(10)
    expect(archive?.source.s === 'archive' && archive.source.pieces.map((p) => p.id).sort()).toEqual(signes.map((p) => p.id).sort())
    expect(plan.refus).toEqual([])
  })

  it('refuses a file the platform would refuse for its size', () => {
    const enorme = joindre(dossier, { role: 'etat-depenses', nom: 'scan.pdf', taille: 200 * 1024 * 1024 })
    expect(planDe(enorme, 'cloture').refus).toEqual([expect.stringContaining('scan.pdf')])
    const avec = (limiteClotureMo: number) => planDe({ ...enorme, grappe: { ...enorme.grappe, limiteClotureMo } }, 'cloture').refus
    expect(avec(250)).toEqual([])
    expect(avec(205)).toEqual([expect.stringMatching(/limite est 205.Mo/u)])
  })

  it('gives a field as many files as the limit entered says, fewer or more than the platform is known to take', () => {
    const grand = lotExemple(400).dossier
    const avec = (fichiersClotureMax: number | null) => {
      const plan = planDe({ ...grand, grappe: { ...grand.grappe, fichiersClotureMax } }, 'cloture')
      return [plan.fichiers.filter((f) => f.champ.code === 'va').length, plan.refus] as const
    }
    const signes = grand.piecesJointes.filter((p) => p.role === 'pv' && grand.pvs.find((pv) => pv.id === p.cible)?.type === 'va').length
    expect(signes).toBeGreaterThan(10)
    expect(avec(null)[0]).toBeLessThanOrEqual(10)
    expect(avec(5)[0]).toBeLessThanOrEqual(5)
    expect(avec(signes)).toEqual([signes, []])
  })

  it('adds no archive of originals while nobody has signed', () => {
    const grand = lotExemple(400).dossier
    const sans = { ...grand, piecesJointes: grand.piecesJointes.filter((p) => p.role !== 'pv') }
    const va = planDe(sans, 'cloture').fichiers.filter((f) => f.champ.code === 'va')
    expect(va).toHaveLength(grand.pvs.filter((pv) => pv.type === 'va').length)
    expect(va.every((f) => f.source.s === 'genere')).toBe(true)
  })

  it('plans the drafts of PV that nobody signed', () => {
    const sans = { ...dossier, piecesJointes: dossier.piecesJointes.filter((p) => p.role !== 'pv') }
    expect(planDe(sans, 'vsr').fichiers.map((f) => [f.nom, f.source.s])).toEqual([
      ['00_Message_a_envoyer.eml', 'courriel'],
      ['00_Message_a_envoyer.pdf', 'genere'],
      ['01_PV_VSR.pdf', 'genere']
    ])
  })
})

describe('paquets', () => {
  it('keeps the order and every element, under the size when one can, in as few packs as asked when sizes allow', () => {
    const element = fc.record({ groupe: fc.constantFrom('a', 'b', 'c', 'd', 'e'), octets: fc.integer({ min: 0, max: 50 }) })
    fc.assert(
      fc.property(
        fc.array(element, { maxLength: 60 }),
        fc.integer({ min: 50, max: 300 }),
        fc.integer({ min: 1, max: 12 }),
        (elements, octetsMax, paquetsMax) => {
          const numerotes = elements.map((e, i) => ({ ...e, element: i }))
          const liste = paquets(numerotes, octetsMax, paquetsMax)
          expect(liste.flatMap((p) => p.elements)).toEqual(numerotes.map((e) => e.element))
          expect(liste.every((p) => p.octets <= octetsMax)).toBe(true)
          const resteJoignable = liste.some((p, i) => i > 0 && p.octets + (liste[i - 1]?.octets ?? 0) <= octetsMax)
          if (liste.length > paquetsMax) expect(resteJoignable).toBe(false)
        }
      ),
      { numRuns: 2000, seed: 5 }
    )
  })
})
