import { describe, expect, test } from 'vitest'
import { completude } from '../completude.ts'
import { dossierCloture, jour } from '../dossiers-de-test.ts'
import { withFinessKey } from '../identifiants.ts'
import { indicateurs } from '../indicateurs/registre.ts'
import { demandeDe } from '../partage/demande.ts'
import { nomsChiffres } from '../releve.ts'
import { type AnalysePreuve, analyseMax, analyseVide, ecrireAnalyse, lireAnalyse } from './analyse.ts'
import { analyserTexte } from './analyser.ts'
import { verifierChiffresDeclares } from './chiffres.ts'
import { createRecherche, reperesDe } from './detecter-noms.ts'
import { etatPreuves } from './etat-preuves.ts'
import { nirDeTest } from './nir-de-test.ts'
import { createControlePreuves } from './regles/registre.ts'
import { preuvesDemande } from './verdict.ts'

const chiffres = [80, 40, 48, 46, 45, 50, 50]
/** A proof as a DUI prints it, for establishment `i` of the test grappe. */
const lignesDe = (i: number, finess: string) => [
  `EHPAD ${i} – indicateurs d’usage`,
  `FINESS ${finess}`,
  'Période du 1er juillet 2026 au 30 septembre 2026',
  'Extrait le 5 octobre 2026',
  ...nomsChiffres.map((nom, k) => `${nom} : ${chiffres[k]}`)
]

type Retouche = (lignes: string[]) => readonly string[]
/** The closure dossier with the first proof read from these lines; the second one is right. */
function lu(retouche: Retouche = (l) => l, modifier: (a: AnalysePreuve) => AnalysePreuve = (a) => a) {
  const c = dossierCloture(2)
  const base = c.dossier()
  const recherche = createRecherche(reperesDe(base))
  for (const [i, e] of base.etablissements.entries()) {
    const lignes = lignesDe(i, e.finess!)
    const imprimees = i === 0 ? retouche(lignes) : lignes
    const morceaux = imprimees.map((texte, n) => ({ texte, x: 50, y: 60 + 18 * n, largeur: texte.length * 5, corps: 10 }))
    const analyse = analyserTexte({ nombrePages: 1, pages: [{ numero: 1, morceaux }] }, recherche)
    c.modifier('piece-jointe', `preuve${i}`, { analyse: ecrireAnalyse(i === 0 ? modifier(analyse) : analyse) })
  }
  return c
}
const ecarts = (c: ReturnType<typeof lu>) =>
  completude(c.dossier(), { date: jour })
    .filter((m) => m.cle.startsWith('preuve') && !m.cle.startsWith('preuve:va:'))
    .map((m) => `${m.gravite} ${m.cle}`)

describe('one proof against the grappe', () => {
  const nir = nirDeTest('1850578006084')
  const etranger = withFinessKey('75000999')
  const cas: readonly [string, Retouche, readonly string[]][] = [
    ['right', (l) => l, []],
    ['spaces between thousands and columns', (l) => l.map((t) => t.replace(' : 80', '\t80')), []],
    ['name missing, FINESS there', (l) => l.slice(1), []],
    ['neither name nor FINESS', (l) => l.slice(2), ['a-justifier preuve-etablissement:preuve0']],
    ['another establishment of the grappe', () => lignesDe(1, withFinessKey('34000001')), ['a-justifier preuve-etablissement:preuve0']],
    ['another establishment, unknown', (l) => ['EHPAD Ailleurs', `FINESS ${etranger}`, ...l.slice(2)], ['a-justifier preuve-etablissement:preuve0']],
    ['its own and another one', (l) => [...l, `FINESS ${etranger}`], ['information preuve-autres:preuve0']],
    ['another window', (l) => l.map((t) => t.replace('1er juillet', '1er avril').replace('30 septembre', '30 juin')), ['a-justifier preuve-fenetre:preuve0']],
    ['months in words', (l) => l.map((t) => t.replace(/^Période.*/u, 'juillet à septembre 2026')), []],
    ['no window', (l) => l.filter((t) => !t.startsWith('Période')), ['information preuve-fenetre:preuve0']],
    ['made before the end', (l) => l.map((t) => t.replace('5 octobre', '15 septembre')), ['a-justifier preuve-extraction:preuve0']],
    ['a figure changed', (l) => l.map((t) => (t.endsWith(': 45') ? t.replace(': 45', ': 44') : t)), ['a-justifier preuve-chiffres:cloture:e0']],
    ['a figure inside a longer one', (l) => l.map((t) => t.replace(': 45', ': 4 500')), ['a-justifier preuve-chiffres:cloture:e0']],
    ['a figure only as a percentage', (l) => l.map((t) => t.replace(': 45', ': 45 %')), ['a-justifier preuve-chiffres:cloture:e0']],
    ['a NIR', (l) => [...l, `Assuré ${nir}`], ['a-justifier preuve-personnel:preuve0']],
    ['thirteen digits', (l) => [...l, `Assuré ${nir.slice(0, 13)}`], ['information preuve-suite:preuve0']],
    ['five people', (l) => [...l, 'DUPONT Marie', 'MARTIN Jean', 'DURAND Paul', 'MOREL Anne', 'PETIT Luc'], ['information preuve-personnes:preuve0']],
    ['four people', (l) => [...l, 'DUPONT Marie', 'MARTIN Jean', 'DURAND Paul', 'MOREL Anne'], []],
    ['a scan', () => [], ['a-justifier preuve-scan:preuve0']],
    ['letters without meaning', () => ['\ue000\ue001\ue002 \ue003'], ['a-justifier preuve-scan:preuve0']]
  ]
  test.each(cas)('%s', (_nom, retouche, attendus) => {
    expect(ecarts(lu(retouche))).toEqual(attendus)
  })

  test.each(['pas-un-pdf', 'abime', 'protege', 'sans-fin'] as const)('%s is bloquant', (etat) => {
    expect(ecarts(lu(undefined, () => analyseVide(etat)))).toEqual(['bloquant preuve-illisible:preuve0'])
  })

  test('a proof that is not there yet is looked for at its establishment and window; one that is, at itself', () => {
    const c = lu((l) => l.slice(2))
    c.retirer('preuve1')
    const ou = (cle: string) => completude(c.dossier(), { date: jour }).find((m) => m.cle === cle)?.ou
    expect(ou('preuve:cloture:e1')).toEqual({ kind: 'piece-jointe', id: null, champ: null, preuve: { etablissement: 'e1', fenetre: 'cloture' } })
    expect(ou('preuve-etablissement:preuve0')).toEqual({ kind: 'piece-jointe', id: 'preuve0', champ: null })
  })

  test('figures are compared with the relevé as it is now', () => {
    const c = lu()
    c.modifier('releve', 'r0', { chiffres: [80, 40, 48, 46, 44, 50, 50] })
    expect(ecarts(c)).toEqual(['a-justifier preuve-chiffres:cloture:e0'])
    c.modifier('releve', 'r0', { chiffres: [80, 0, 48, 46, 45, 50, 50] })
    expect(ecarts(c)).toEqual([])
  })

  test('several proofs of one establishment add up; a scan among them suspends the verdict', () => {
    const c = lu((l) => l.filter((t) => !t.endsWith(': 45')))
    expect(ecarts(c)).toEqual(['a-justifier preuve-chiffres:cloture:e0'])
    const suite = { role: 'preuve', releve: 'cloture', cible: 'e0', nom: 'suite.pdf', type: 'application/pdf' } as const
    const autre = lu()
      .dossier()
      .piecesJointes.find((p) => p.id === 'preuve0')!
    c.ajouter('piece-jointe', { ...suite, id: 'suite', analyse: autre.analyse })
    expect(ecarts(c)).toEqual([])
    c.modifier('piece-jointe', 'suite', { analyse: null, texteLisible: 'non' })
    expect(ecarts(c)).toEqual(['a-justifier preuve-scan:suite'])
  })

  test('a proof common to several need not name those that have their own, but names one of them', () => {
    const c = lu()
    c.ajouter('piece-jointe', { ...c.dossier().piecesJointes.find((p) => p.id === 'preuve0')!, id: 'commune', cible: c.dossier().projet })
    // It names e0 only; e1 has its own proof.
    expect(ecarts(c)).toEqual([])
    c.modifier('piece-jointe', 'preuve1', { cible: 'e0' })
    expect(ecarts(c)).toContain('a-justifier preuve-etablissement:commune')
    expect(completude(c.dossier(), { date: jour }).find((m) => m.cle === 'preuve-etablissement:commune')?.texte).toContain('EHPAD 1')
    const ailleurs = lu((l) => l.slice(2))
    ailleurs.modifier('piece-jointe', 'preuve0', { cible: ailleurs.dossier().projet })
    ailleurs.ajouter('piece-jointe', {
      ...lu()
        .dossier()
        .piecesJointes.find((p) => p.id === 'preuve0')!,
      id: 'sienne'
    })
    expect(ecarts(ailleurs)).toEqual(['a-justifier preuve-etablissement:preuve0'])
  })

  test('one file attached for several establishments: each its own verdict, what is wrong with the file said once, and removed one by one', () => {
    const tableau = (retouche: Retouche = (l) => l) => {
      const c = lu(() => retouche([...lignesDe(0, withFinessKey('34000000')), ...lignesDe(1, withFinessKey('34000001')).slice(0, 2)]))
      const { analyse } = c.dossier().piecesJointes.find((p) => p.id === 'preuve0')!
      for (const id of ['preuve0', 'preuve1']) c.modifier('piece-jointe', id, { nom: 'tableau.pdf', sha256: 'a'.repeat(64), analyse })
      return c
    }
    const etats = (c: ReturnType<typeof lu>) => etatPreuves(c.dossier(), 'cloture')
    const bon = tableau()
    // The FINESS of the other establishment is not that of a stranger.
    expect(ecarts(bon)).toEqual([])
    expect(etats(bon).map((p) => [p.etat, p.preuves.map(({ servis }) => servis.map((e) => e.id))])).toEqual([
      ['conforme', [['e0', 'e1']]],
      ['conforme', [['e0', 'e1']]]
    ])
    const sansLeSecond = tableau((l) => l.slice(0, -2))
    expect(ecarts(sansLeSecond)).toEqual(['a-justifier preuve-etablissement:preuve1'])
    expect(etats(sansLeSecond).map((p) => p.etat)).toEqual(['conforme', 'verifier'])
    const nominatif = tableau((l) => [...l, `Assuré ${nir}`])
    expect(ecarts(nominatif)).toEqual(['a-justifier preuve-personnel:preuve0'])
    expect(etats(nominatif).map((p) => p.etat)).toEqual(['remplacer', 'remplacer'])
    const lourd = tableau()
    for (const id of ['preuve0', 'preuve1']) lourd.modifier('piece-jointe', id, { taille: 0 })
    expect(completude(lourd.dossier(), { date: jour }).flatMap((m) => (m.cle.startsWith('fichier-vide') ? [m.cle] : []))).toEqual(['fichier-vide:preuve0'])
    nominatif.modifier('piece-jointe', 'preuve0', { role: 'autre' })
    expect(ecarts(nominatif)).toEqual(['a-justifier preuve:cloture:e0', 'a-justifier preuve-personnel:preuve1', 'information preuve-autres:preuve1'])
  })

  test('in a table of several establishments, a figure is that of its own row; elsewhere, it is doubtful', () => {
    const rangees = (...celluleDe: ((rang: number, chiffre: number) => number)[]) =>
      celluleDe.map((f, i) => [withFinessKey(`3400000${i}`), `EHPAD ${i}`, ...chiffres.map((n, k) => f(k, n))].join('\t'))
    const tableau = (lignes: readonly string[]) => {
      const c = lu(() => ['Période du 1er juillet 2026 au 30 septembre 2026', 'Extrait le 5 octobre 2026', ...lignes])
      const { analyse } = c.dossier().piecesJointes.find((p) => p.id === 'preuve0')!
      for (const id of ['preuve0', 'preuve1']) c.modifier('piece-jointe', id, { nom: 'tableau.pdf', sha256: 'a'.repeat(64), analyse })
      return etatPreuves(c.dossier(), 'cloture').map((p) => [p.etat, p.chiffres.map((x) => x.surSaLigne), new Set(p.chiffres.map((x) => x.place?.[1])).size])
    }
    const oui = chiffres.map(() => true)
    const memes = (_: number, n: number) => n
    // The same figures in both: each is shown on its own row.
    expect(tableau(rangees(memes, memes))).toEqual([
      ['conforme', oui, 1],
      ['conforme', oui, 1]
    ])
    // 40 is there, on the row of the other one.
    expect(tableau(rangees(memes, (k, n) => (k === 1 ? 41 : n)))).toEqual([
      ['conforme', oui, 1],
      ['verifier', oui.map((_, k) => k !== 1), 2]
    ])
    // Rows that hold few of them are headings: nothing is said.
    const enTete = tableau([...rangees(memes, memes).map((l) => l.split('\t').slice(0, 2).join('\t')), ...chiffres.map((n) => `Valeur : ${n}`)])
    expect(enTete).toEqual([
      ['conforme', chiffres.map(() => null), 6],
      ['conforme', chiffres.map(() => null), 6]
    ])
  })

  test('a proof beside no declared figure is not conforme: nothing was compared', () => {
    const c = lu()
    const etats = () => etatPreuves(c.dossier(), 'cloture').map((p) => p.etat)
    expect(etats()).toEqual(['conforme', 'conforme'])
    c.modifier('releve', 'r0', { chiffres: [0, 0, 0, 0, 0, 0, 0] })
    expect(etats()).toEqual(['conforme', 'conforme'])
    c.modifier('releve', 'r0', { chiffres: null })
    expect(etats()).toEqual(['verifier', 'conforme'])
    for (const { code } of indicateurs) c.ajouter('cible', { indicateur: code, suivi: 'non' })
    expect(etats()).toEqual(['conforme', 'conforme'])
  })

  test('the state of the VA window only informs, except what cannot be opened and personal data', () => {
    const c = lu((l) => [...l.slice(2), nir])
    c.modifier('grappe', c.dossier().projet, { finVa: '2026-09-30' })
    c.modifier('piece-jointe', 'preuve0', { releve: 'va' })
    expect(ecarts(c).filter((e) => e.includes('preuve0'))).toEqual(['a-justifier preuve-personnel:preuve0', 'information preuve-etablissement:preuve0'])
  })

  test('not read yet, replaced since, or read by a newer version: said, never blocking', () => {
    const c = lu()
    c.modifier('piece-jointe', 'preuve0', { analyse: null })
    expect(ecarts(c)).toEqual(['information preuve-a-relire:preuve0'])
    c.modifier('piece-jointe', 'preuve0', { analyse: '{"v":2}' })
    expect(ecarts(c)).toEqual(['information preuve-a-relire:preuve0'])
    c.modifier('piece-jointe', 'preuve0', { analyse: ecrireAnalyse({ ...analyseVide('lu'), sha256: '0'.repeat(16) }), sha256: 'f'.repeat(64) })
    expect(ecarts(c)).toEqual(['information preuve-a-relire:preuve0'])
  })

  test('with the mean of months, the figures of each month are looked for', () => {
    const c = lu()
    c.modifier('grappe', c.dossier().projet, { methodeTaux: 'moyenne' })
    for (const mois of ['2026-07', '2026-08', '2026-09'])
      for (const e of ['e0', 'e1'])
        c.ajouter('releve', {
          id: `${e}-${mois}`,
          etablissement: e,
          type: 'mois',
          mois,
          chiffres: mois === '2026-08' && e === 'e0' ? [80, 40, 48, 46, 39, 50, 50] : chiffres
        })
    expect(ecarts(c)).toEqual(['a-justifier preuve-chiffres:cloture:e0'])
    expect(completude(c.dossier(), { date: jour }).find((m) => m.cle === 'preuve-chiffres:cloture:e0')?.texte).toContain('août 2026')
  })

  test('each declared figure says where it stands', () => {
    const dossier = lu().dossier()
    const [premier] = verifierChiffresDeclares(dossier, 'cloture').de(dossier.etablissements[0]!)
    expect(premier).toMatchObject({ nom: 'messagesEnvoyes', valeur: 80, etat: 'trouve', preuve: 'preuve0', page: 1 })
    expect(premier!.place).toHaveLength(4)
    expect(createControlePreuves(dossier, 'cloture')(dossier.piecesJointes.find((p) => p.id === 'preuve0')!)).toEqual([])
  })
})

describe('what is kept', () => {
  test('no text and no personal number', () => {
    const nir = nirDeTest('1850578006084')
    const cell = lu((l) => [...l, `DUPONT Marie ${nir}`, `Martin ${nir.replace(/(.)(..)(..)(..)(...)(...)(..)/u, '$1 $2 $3 $4 $5 $6 $7')}`])
      .dossier()
      .piecesJointes.find((p) => p.id === 'preuve0')!.analyse!
    expect(lireAnalyse(cell)?.nir).toHaveLength(2)
    expect(cell).not.toMatch(/dupont|marie|martin/iu)
    for (const part of [nir, nir.slice(0, 13), '850578', '78006', '6084']) expect(cell).not.toContain(part)
    expect(lireAnalyse(cell)?.nombres.map((n) => (typeof n === 'number' ? n : n[0]))).not.toContain(85)
  })

  test('the cell never exceeds a text field, even for a flood', () => {
    const morceaux = Array.from({ length: 20_000 }, (_, i) => ({
      texte: `${1000 + i} FINESS ${withFinessKey(`34${String(i).padStart(6, '0')}`)}`,
      x: 0,
      y: i * 12,
      largeur: 200,
      corps: 10
    }))
    const cell = ecrireAnalyse(analyserTexte({ nombrePages: 1, pages: [{ numero: 1, morceaux }] }, createRecherche([])))
    expect(cell.length).toBeLessThanOrEqual(analyseMax)
    expect(lireAnalyse(cell)).toMatchObject({ tronque: true })
  })
})

describe('what an OG is told of the proofs it sends back', () => {
  const vues = (c: ReturnType<typeof lu>) => {
    c.ajouter('envoi', { sorte: 'collecte', organisme: 'og', demandeReleveCloture: 'oui' })
    const d = c.dossier()
    return preuvesDemande(d, demandeDe(d)!)
  }
  const dits = (c: ReturnType<typeof lu>) => vues(c).map(({ preuves, aRevoir }) => [...preuves.map((p) => `${p.ton} | ${p.texte}`), aRevoir])
  const bonne = ['succes | 7 chiffres sur 7 trouvés.', null]
  const nir = nirDeTest('1850578006084')
  const sans45 = 'Introuvable : Dossiers actifs avec événement d’agenda 45. Corrigez les chiffres, ou remplacez la preuve.'
  const cas: readonly [string, Retouche, readonly (string | null)[]][] = [
    ['right', (l) => l, bonne],
    ['a page more, without text, is no fault', (l) => [...l, ''], bonne],
    [
      'a figure that is not there',
      (l) => l.filter((t) => !t.endsWith(': 45')),
      [`attention | 6 chiffres sur 7 trouvés. ${sans45}`, '6 chiffres sur 7 trouvés']
    ],
    [
      'figures of another period',
      (l) => l.slice(0, 4),
      [
        'attention | 0 chiffre sur 7 trouvé. Introuvables : Messages MSSanté envoyés 80 ; DMP alimentés 40 ; Dossiers actifs 48 et 4 autres. Corrigez les chiffres, ou remplacez la preuve.',
        '0 chiffre sur 7 trouvé'
      ]
    ],
    [
      'another establishment',
      () => lignesDe(1, withFinessKey('34000001')),
      [
        `attention | 7 chiffres sur 7 trouvés. Elle ne nomme ni EHPAD 0 ni son FINESS ; elle porte le FINESS de EHPAD 1 (${withFinessKey('34000001')}).`,
        'ne nomme ni EHPAD 0 ni son FINESS'
      ]
    ],
    [
      'a scan',
      () => [],
      [
        'attention | Les chiffres n’ont pas pu y être cherchés. Elle est une numérisation : une preuve conforme est un PDF extrait du DUI.',
        'est une numérisation'
      ]
    ],
    [
      'a personal number',
      (l) => [...l, `Assuré ${nir}`],
      [
        expect.stringMatching(
          /^erreur \| Elle montre un numéro de sécurité sociale ou INS, page 1 \(.*\) : remplacez la preuve\. 7 chiffres sur 7 trouvés\.$/u
        ),
        'montre un numéro de sécurité sociale ou INS'
      ]
    ]
  ]
  test.each(cas)('%s', (_nom, retouche, attendu) => expect(dits(lu(retouche))).toEqual([attendu, bonne]))

  test('nothing is said of a proof that is not there, and little while there is no figure', () => {
    const c = lu()
    c.retirer('preuve1')
    c.retirer('r0')
    expect(dits(c)).toEqual([['neutre | Aucun chiffre à y chercher pour l’instant.', null], [null]])
  })
  test('a window that is not asked, an establishment of another OG are not looked at', () => {
    const c = lu()
    c.modifier('etablissement', 'e1', { organisme: c.ajouter('organisme', { raisonSociale: 'Autre' }) })
    expect(vues(c).map((v) => [v.fenetre, v.etablissement.id])).toEqual([['cloture', 'e0']])
  })
})
