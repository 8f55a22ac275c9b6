import { expect, test } from 'vitest'
import { construire } from '../dossier-de-test.ts'
import { type AnalysePreuve, analyseVide } from './analyse.ts'
import { createRecherche } from './detecter-noms.ts'
import { createRattachement } from './rattacher.ts'

const c = construire()
c.ajouter('organisme', { id: 'og-1', raisonSociale: 'Association Valbrune', finessEj: '340000017' })
c.ajouter('organisme', { id: 'og-2', raisonSociale: 'Fondation Orsane' })
c.ajouter('etablissement', { id: 'pins', nom: 'EHPAD Les Grands Pins', finess: '340000025', organisme: 'og-1' })
c.ajouter('etablissement', { id: 'ormes', nom: 'MAS Les Ormeaux', finess: '340000033', organisme: 'og-1' })
c.ajouter('etablissement', { id: 'houx', nom: 'SESSAD Le Houx', finess: '340000041', organisme: 'og-2' })
c.ajouter('etablissement', { id: 'parti', nom: 'IME Disparu', finess: '340000058', organisme: 'og-2', situation: 'retire' })
const proposer = createRattachement(c.dossier())
const lu = (finess: readonly string[], noms: readonly string[] = []): AnalysePreuve => ({
  ...analyseVide('lu', 1),
  finess: finess.map((f) => [f, 1, 1]),
  noms: noms.map((id) => [id, 1])
})

test.each([
  ['the FINESS of the text wins over the names', lu(['340000025'], ['houx']), 'houx.pdf', { cibles: ['pins'], par: 'finess' }],
  ['its organisation beside it changes nothing', lu(['340000025', '340000017']), 'a.pdf', { cibles: ['pins'], par: 'finess' }],
  ['several of one organisation: the organisation', lu(['340000025', '340000033']), 'a.pdf', { cibles: ['og-1'], par: 'finess' }],
  ['several of several: each of them', lu(['340000041', '340000025'], ['houx']), 'a.pdf', { cibles: ['pins', 'houx'], par: 'finess' }],
  [
    'several numbers, and others by their name: all of the grappe',
    lu(['340000041', '340000025'], ['ormes']),
    'a.pdf',
    { cibles: [c.dossier().projet], par: 'finess' }
  ],
  ['several names', lu([], ['houx', 'ormes', 'og-1']), 'a.pdf', { cibles: ['ormes', 'houx'], par: 'nom' }],
  ['the number of the organisation in the head, its establishments by name', lu(['340000017'], ['ormes']), 'a.pdf', { cibles: ['ormes'], par: 'nom' }],
  ['several numbers in the name of the file', null, '340000025_340000041.pdf', { cibles: ['pins', 'houx'], par: 'fichier' }],
  ['a name', lu([], ['ormes', 'og-1']), 'a.pdf', { cibles: ['ormes'], par: 'nom' }],
  ['only the organisation named', lu([], ['og-2']), 'a.pdf', { cibles: ['og-2'], par: 'nom' }],
  ['a scan: the number in the name of the file', null, 'preuve_340000041_cloture.pdf', { cibles: ['houx'], par: 'fichier' }],
  ['a scan: the name in the name of the file', null, 'DUI-les-ormeaux-T3.PDF', { cibles: ['ormes'], par: 'fichier' }],
  ['an establishment that left is not proposed', lu(['340000058']), '340000058.pdf', { cibles: [], par: null }],
  ['nothing known', lu(['750000018']), 'export.pdf', { cibles: [], par: null }]
])('%s', (_, analyse, nom, attendu) => {
  expect(proposer(analyse, nom)).toEqual(attendu)
})

test.each([
  ['EHPAD Les Cèdres Bleus, juillet à septembre 2026', ['bleus']],
  ['EHPAD Les Cèdres, juillet à septembre 2026', ['cedres', 'jumeau']],
  ['Les Cèdres Bleus ; Les Cèdres', ['cedres', 'bleus', 'jumeau']],
  ['Les Cèdres Bleus Les Cèdres Bleus', ['bleus']],
  ['Foyer du Parc', []]
])('a name inside a longer one is not named by it: %s', (texte, attendus) => {
  const recherche = createRecherche([
    { id: 'cedres', nom: 'EHPAD Les Cèdres' },
    { id: 'bleus', nom: 'MAS Les Cèdres Bleus' },
    { id: 'jumeau', nom: 'Résidence Les Cèdres' }
  ])
  expect(recherche.dans(texte)).toEqual(attendus)
})
