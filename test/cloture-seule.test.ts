import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import ExcelJS from 'exceljs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeDonnees, optionsCompletude } from '#documents/code-donnees.ts'
import { completude, etatLot, retient } from '#domain/completude.ts'
import { foldDossier } from '#domain/dossier.ts'
import { noms } from '#domain/noms.ts'
import { createReplique } from '#engine/db/fixtures/banc.ts'
import { ecrireExemple } from '#engine/exemple/ecrire-exemple.ts'
import { genererLot } from '#engine/lot/generer.ts'
import type { ResultatProduction } from '#engine/lot/produire.ts'
import { relireLot } from '#engine/lot/relire.ts'
import { createLecteurIsole } from '#engine/preuves/lecteur-isole.ts'
import { loadFonts } from '#engine/render/pdf/faces.ts'

/**
 * A grappe of an earlier year that only closes: convention, OG, ESSMS, relevés, procès-verbaux, proofs, expenses.
 * Phases 2 to 5 are empty, the instruction is « autre », targets are typed by hand. Programme, « Phases ».
 */
const contexte = { date: '2026-11-21', version: '0.1.0' } as const

/** All that is known; every other field of the dossier is blank, every other kind absent. */
const gardes: Readonly<Record<string, readonly string[]>> = {
  grappe: ['nom', 'dateConvention', 'referenceConvention', 'montantConvention', 'definitionDossierActif', 'niveauVa', 'niveauVsr', 'finCloture', 'lienCloture'],
  solution: ['editeur', 'nom', 'version'],
  organisme: ['raisonSociale', 'finessEj', 'porteur', 'siret', 'nomRepresentant', 'prenomRepresentant', 'fonctionRepresentant', 'nombreEssmsGeres'],
  etablissement: ['nom', 'finess', 'organisme', 'secteur', 'commune', 'situation', 'dateMiseEnService', 'personnesAccompagnees'],
  releve: ['etablissement', 'type', 'chiffres', 'dateExtraction', 'estimation'],
  depense: [
    'numero',
    'organisme',
    'poste',
    'nature',
    'imputation',
    'libelle',
    'fournisseur',
    'facture',
    'dateFacture',
    'dateAcquittement',
    'ht',
    'tauxTva',
    'tva',
    'ttc',
    'eligible',
    'cle'
  ],
  pv: ['*'],
  'piece-jointe': ['*']
}
const cibles = [
  ['MSS', 60],
  ['DMP', 65],
  ['ACT', 85],
  ['PP', 80],
  ['AGD', 75]
] as const

const { journal } = createReplique('clôture seule')
ecrireExemple(journal, { essms: 18, graine: 5, incomplet: false })
const plier = () => foldDossier(journal.projet, journal.lireLignes(), journal.lireConflits())

function toutOublierSaufLaCloture(): void {
  for (const nom of noms) {
    const champs = gardes[nom.kind]
    for (const ligne of journal.lireLignes()) {
      if (ligne.kind !== nom.kind || !ligne.vivant) continue
      const inutile = ligne.kind === 'piece-jointe' && ligne.cellules['role'] === 'piece'
      if (inutile || (!champs && !nom.unique)) journal.retirer(nom.kind, ligne.id)
      else if (!champs?.includes('*'))
        journal.ecrire(Object.keys(ligne.cellules).flatMap((champ) => (champs?.includes(champ) ? [] : [{ kind: nom.kind, id: ligne.id, champ, valeur: null }])))
    }
  }
  for (const r of plier().releves) if (r.type !== 'cloture') journal.retirer('releve', r.id)
  for (const p of plier().piecesJointes) if (p.role === 'preuve' && p.releve !== 'cloture') journal.retirer('piece-jointe', p.id)
  journal.ecrire([{ kind: 'grappe', id: journal.projet, champ: 'instruction', valeur: 'autre' }])
  for (const [indicateur, cible] of cibles) journal.ajouter('cible', null, null, { indicateur, cible, source: 'Convention, annexe 3' })
  // Signed on what is known here: the codes are those of these procès-verbaux.
  const d = plier()
  for (const p of d.piecesJointes)
    if (p.role === 'pv') journal.ecrire([{ kind: 'piece-jointe', id: p.id, champ: 'codeDonnees', valeur: codeDonnees(d, `pv:${p.cible}`) }])
}
toutOublierSaufLaCloture()

const destination = mkdtempSync(join(tmpdir(), 'cloture-seule-'))
afterAll(() => rmSync(destination, { recursive: true, force: true }))
const dossier = plier()
const lecteur = createLecteurIsole()
let lot: ResultatProduction
beforeAll(async () => {
  const rendu = { fonts: loadFonts(new URL('../resources/fonts', import.meta.url).pathname) }
  const lireBlob = (sha256: string) => journal.lireBlob(sha256)?.bytes ?? null
  const aide = { progres: () => undefined, verifierAnnulation: () => undefined }
  lot = await genererLot({ dossier, lot: 'cloture', brouillon: false, destination, contexte, lireBlob, rendu, lecteur, aide })
})

const texte = (nom: string) => execFileSync('pdftotext', ['-raw', '-enc', 'UTF-8', join(lot.chemin, nom), '-']).toString('utf8')
const pdfs = () => lot.fichiers.map((f) => f.nom).filter((nom) => nom.endsWith('.pdf'))
const fichier = (fin: string) => lot.fichiers.find((f) => f.nom.endsWith(fin))!.nom
const simple = (t: string) => t.replace(/[\u202f\u00a0\n]/gu, ' ')

describe('a closure alone', () => {
  it('holds nothing of phases 2 to 5', () => {
    const {
      couts,
      coutsRh,
      ressources,
      taches,
      vagues,
      instances,
      racis,
      risques,
      communications,
      formations,
      personnes,
      reponses,
      pieces,
      depots,
      materiels,
      actions
    } = dossier
    expect([couts, coutsRh, ressources, taches, vagues, instances, racis, risques, communications, formations, personnes].flat()).toEqual([])
    expect([reponses, pieces, depots, materiels, actions].flat()).toEqual([])
    expect(dossier.grappe.instruction).toBe('autre')
  })

  it('is ready without a written reason, while the GALIS bundle is far from it', () => {
    const options = optionsCompletude(dossier, contexte.date)
    const manques = completude(dossier, options)
    expect(manques.filter((m) => m.lots.includes('cloture') && retient(m)).map((m) => m.texte)).toEqual([])
    expect(etatLot(dossier, 'cloture', options, manques).pret).toBe(true)
    expect(etatLot(dossier, 'galis', options, manques).pret).toBe(false)
  })

  it('is written ready, and re-read without a difference', async () => {
    expect(lot.etat).toBe('pret')
    expect(await relireLot(lot.chemin, lecteur)).toMatchObject({ ok: true, ecarts: [] })
    expect(await relireLot(lot.cheminZip, lecteur)).toMatchObject({ ok: true, ecarts: [] })
    expect(new Set(lot.fichiers.map((f) => f.champ)).size).toBe(6)
  })

  it('says « à compléter » nowhere, and prints no unknown value as one', () => {
    expect(pdfs().length).toBeGreaterThan(8)
    for (const nom of pdfs()) {
      expect(simple(texte(nom)), nom).not.toMatch(/à compléter/iu)
      expect(texte(nom), nom).not.toMatch(/\b(?:undefined|null|NaN|Infinity)\b/u)
    }
  })

  it('judges the targets typed by hand', () => {
    const dit = simple(texte(fichier('Indicateurs_synthese.pdf')))
    for (const [code, cible] of cibles) expect(dit).toMatch(new RegExp(`${code} – .*Cible ${cible} % \\(Convention, annexe 3\\)`, 'u'))
    expect(dit).not.toContain('Sans cible')
  })

  it('compares the expenses with an empty plan gracefully', async () => {
    const dit = simple(texte(fichier('Etat_recapitulatif_depenses.pdf')))
    expect(dit).toContain('Période d’éligibilité Non renseigné')
    const realise = dossier.depenses.filter((d) => d.poste === 'Formation').reduce((n, d) => n + d.ttc!, 0)
    const euros = simple(new Intl.NumberFormat('fr-FR', { minimumFractionDigits: 2 }).format(realise / 100))
    expect(dit).toContain(`Formation 0,00 ${euros} ${euros} ${euros} –`)
    const classeur = new ExcelJS.Workbook()
    await classeur.xlsx.load(new Uint8Array(readFileSync(join(lot.chemin, fichier('Etat_recapitulatif_depenses.xlsx')))).buffer)
    const feuille = classeur.getWorksheet('Par poste')!
    const lignes = Array.from({ length: feuille.rowCount - 4 }, (_, i) => feuille.getRow(5 + i)).filter((r) => typeof r.getCell(1).value === 'number')
    expect(lignes.length).toBe(new Set(dossier.depenses.map((d) => d.poste)).size)
    for (const r of lignes) {
      expect(r.getCell(3).value).toBe(0)
      expect(r.getCell(7).result ?? '').toBe('')
    }
  })
})
