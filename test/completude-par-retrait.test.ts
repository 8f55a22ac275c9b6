import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { GrappeError } from '#contract/errors.ts'
import { codeDonnees, optionsCompletude } from '#documents/code-donnees.ts'
import type { Cellule, Champ } from '#domain/champs/champ.ts'
import type { CleSignee } from '#domain/completude/collecteur.ts'
import { completude, etatLot, retient } from '#domain/completude.ts'
import { type Dossier, foldDossier, type Ligne } from '#domain/dossier.ts'
import { type Lot, lots, type Manque } from '#domain/lot.ts'
import { noms } from '#domain/noms.ts'
import { createReplique } from '#engine/db/fixtures/banc.ts'
import { ecrireExemple } from '#engine/exemple/ecrire-exemple.ts'
import { genererLot } from '#engine/lot/generer.ts'
import { createLecteurIsole } from '#engine/preuves/lecteur-isole.ts'
import { loadFonts } from '#engine/render/pdf/faces.ts'

/**
 * Completeness, proved by removal: from a complete dossier written in a journal, each required thing is taken away alone.
 * The bundles that require it are refused and name exactly that thing; put back, they are ready.
 */
const contexte = { date: '2026-11-21', version: '0.1.0' } as const
const replique = createReplique('retrait')
const { journal } = replique
ecrireExemple(journal, { essms: 18, graine: 1, incomplet: false })
const plier = (): Dossier => foldDossier(journal.projet, journal.lireLignes(), journal.lireConflits())
const manquesDe = (d: Dossier): readonly Manque[] => completude(d, optionsCompletude(d, contexte.date))
const ecrire = (kind: string, id: string, valeurs: Readonly<Record<string, Cellule>>) =>
  journal.ecrire(Object.entries(valeurs).map(([champ, valeur]) => ({ kind, id, champ, valeur })))

/** The example has none of these: a withdrawn establishment, mixed home help, a procès-verbal with reserves. Then it is signed again. */
function completer(): void {
  const { etablissements, pvs } = plier()
  journal.ajouter('etablissement', null, null, {
    nom: 'MAS Le Départ',
    finess: '340790019',
    organisme: etablissements[0]!.organisme,
    situation: 'retire',
    dateRetrait: '2025-06-30',
    motifRetrait: 'Fermeture.'
  })
  ecrire('etablissement', etablissements[1]!.id, { saadMixte: 'oui', heuresEligibles: 1200, heuresConfort: 300 })
  ecrire('pv', pvs[1]!.id, { decision: 'reserves', reserves: 'Droits à revoir.', delaiReserves: '2027-01-31' })
  ecrire('pv', pvs[5]!.id, { decision: 'reserves', reserves: 'Un poste à changer.', delaiReserves: '2027-01-31' })
  const d = plier()
  for (const p of d.piecesJointes)
    if (p.codeDonnees !== null)
      ecrire('piece-jointe', p.id, { codeDonnees: codeDonnees(d, (p.role === 'pv' ? `pv:${p.cible}` : `piece:${p.piece}`) as CleSignee) })
}
completer()
const dossier = plier()
const base = manquesDe(dossier)
const connues = new Set(base.map((m) => m.cle))

/** Ordinary spaces, to compare with what is typed here. */
const simple = (t: string) => t.replace(/[\u202f\u00a0]/gu, ' ')

const destination = mkdtempSync(join(tmpdir(), 'retrait-'))
afterAll(() => rmSync(destination, { recursive: true, force: true }))
const lecteur = createLecteurIsole()
const fonts = loadFonts(new URL('../resources/fonts', import.meta.url).pathname)

/** What `genererLot` says when it refuses; throws when it does not. Nothing may be written. */
async function refus(d: Dossier, lot: Lot): Promise<readonly string[]> {
  const demande = { dossier: d, lot, brouillon: false, destination, contexte, lireBlob: () => null, rendu: { fonts }, lecteur }
  const erreur = await genererLot({ ...demande, aide: { progres: () => undefined, verifierAnnulation: () => undefined } }).then(
    () => new Error('le lot a été généré'),
    (e: unknown) => e
  )
  if (!(erreur instanceof GrappeError) || erreur.code !== 'lot-pas-pret') throw erreur
  expect(readdirSync(destination)).toEqual([])
  return erreur.details
}

/** The dossier once these lines are written, without reading the whole journal again: as the window does. */
const lignes = new Map([...journal.lireLignes()].map((l) => [l.id, l]))
function plierAvec(touchees: readonly Ligne[]): Dossier {
  for (const l of touchees) lignes.set(l.id, l)
  return foldDossier(journal.projet, lignes.values(), journal.lireConflits())
}

/** Everything is there again: same dossier, same findings, every bundle ready. */
const avant = JSON.stringify(dossier)
function estRevenu(d: Dossier = plier()): void {
  expect(JSON.stringify(d) === avant).toBe(true)
  const manques = manquesDe(d)
  for (const lot of lots) expect([lot, etatLot(d, lot, optionsCompletude(d, contexte.date), manques).pret]).toEqual([lot, true])
}

it('the complete dossier is ready for the six bundles', () => estRevenu())

// --- each required field ---

interface Retrait {
  readonly nom: string
  readonly kind: string
  readonly id: string
  readonly champ: string
  readonly lots: readonly Lot[]
}

/**
 * What else is blocking by necessity, by field: a check of recevabilité that reads it, a total it enters, what it covers.
 * Anything not listed here must stay silent.
 */
const suites: Readonly<Record<string, readonly RegExp[]>> = {
  'grappe.typeProjet': [/^controle:5$/u],
  'grappe.instruction': [/^controle:2$/u],
  'solution.editeur': [/^controle:9$/u],
  'solution.nom': [/^controle:9$/u],
  'solution.version': [/^controle:9$/u],
  'solution.statutSegur': [/^controle:10$/u],
  'personne.role': [/^nombre:chef-de-projet$/u],
  'pv.etablissements': [/^pv-couverture:v/u],
  'cout.annee': [/^financement:\d{4}$/u],
  'cout.ttc': [/^financement:\d{4}$/u],
  'cout-rh.annee': [/^financement:\d{4}$/u],
  'cout-rh.etp': [/^financement:\d{4}$/u],
  'cout-rh.mois': [/^financement:\d{4}$/u],
  'cout-rh.coutMensuel': [/^financement:\d{4}$/u],
  'ressource.source': [/^financement:subvention$/u],
  'ressource.annee': [/^financement:\d{4}$/u],
  'ressource.montant': [/^financement:\d{4}$/u, /^financement:subvention$/u]
}
/** Printed by pièce 7, which the ARS of the example asks again: the complements need them too. */
const piece7 = new Set(['grappe.strategieDeploiement', 'grappe.repriseDonnees', 'etablissement.vague', 'vague.nom', 'vague.debut', 'vague.fin'])

type Entite = Readonly<Record<string, unknown>> & { readonly id: string }
const exiges = noms.flatMap((nom) =>
  Object.entries(nom.champs as unknown as Readonly<Record<string, Champ>>).flatMap(([champ, defini]) => (defini.exige ? [{ nom, champ, defini }] : []))
)
/** One representative for which the field is required; a VA and a VSR for the procès-verbaux. */
const retraits = exiges.flatMap(({ nom, champ, defini }): Retrait[] => {
  const held = (dossier as unknown as Readonly<Record<string, Entite | readonly Entite[]>>)[nom.collection]!
  const tenus = (Array.isArray(held) ? held : [held]).filter((e: Entite) => defini.si?.(e) !== false) as readonly Entite[]
  const representants = nom.kind === 'pv' ? ['va', 'vsr'].map((type) => tenus.find((e) => e['type'] === type)) : [tenus[0]]
  const cle = `${nom.kind}.${champ}`
  return representants.flatMap((e) => {
    if (!e) return []
    const autre = nom.kind === 'pv' ? (e['type'] === 'va' ? 'vsr' : 'va') : null
    const voulus = [...defini.exige!.filter((lot) => lot !== autre), ...(piece7.has(cle) ? (['complement'] as const) : [])]
    return [
      { nom: autre === null ? cle : `${cle} (${String(e['type'])})`, kind: nom.kind, id: nom.kind === 'grappe' ? dossier.projet : e.id, champ, lots: voulus }
    ]
  })
})

it('every field that a bundle requires is met in the complete dossier', () => {
  expect(retraits.map((r) => `${r.kind}.${r.champ}`)).toEqual(expect.arrayContaining(exiges.map(({ nom, champ }) => `${nom.kind}.${champ}`)))
  expect(exiges.length).toBeGreaterThan(140)
})

describe(`each of the ${retraits.length} required fields, removed alone`, () => {
  it.each(retraits.map((r) => [r.nom, r] as const))('%s', async (_, { kind, id, champ, lots: voulus }) => {
    const valeur = journal.ligne(id)!.cellules[champ]!
    try {
      const d = plierAvec(ecrire(kind, id, { [champ]: null }))
      const manques = manquesDe(d)
      const bloquants = manques.filter((m) => m.gravite === 'bloquant' && !connues.has(m.cle))
      const directs = bloquants.filter((m) => m.ou?.kind === kind && m.ou.id === id && m.ou.champ === champ && m.cle.startsWith('champ:'))
      expect(directs.map((m) => [...m.lots].sort())).toEqual([[...voulus].sort()])
      const permises = suites[`${kind}.${champ}`] ?? []
      expect(bloquants.filter((m) => !directs.includes(m) && !permises.some((p) => p.test(m.cle))).map((m) => m.texte)).toEqual([])
      for (const p of permises) expect(bloquants.some((m) => p.test(m.cle))).toBe(true)
      for (const lot of voulus) {
        expect([lot, etatLot(d, lot, optionsCompletude(d, contexte.date), manques).pret]).toEqual([lot, false])
        expect(await refus(d, lot)).toContain(directs[0]!.texte)
      }
    } finally {
      estRevenu(plierAvec(ecrire(kind, id, { [champ]: valeur })))
    }
  })
})

// --- each required file, count, relevé, coverage, and a conflict ---

interface Cas {
  readonly nom: string
  readonly retirer: () => void
  readonly lots: readonly Lot[]
  /** Start of the key of the one finding that names it. */
  readonly cle: string
  readonly texte: RegExp
  readonly gravite?: Manque['gravite']
  /** What else holds bundles back by necessity. */
  readonly suites?: readonly RegExp[]
}

const signature = /^signature:/u
const financement = /^financement:/u
const retirerTous = (kind: string, liste: readonly { readonly id: string }[]) => () => {
  for (const { id } of liste) journal.retirer(kind, id)
}
const joints = (voulu: (p: Dossier['piecesJointes'][number]) => boolean) => retirerTous('piece-jointe', dossier.piecesJointes.filter(voulu))
const [va] = dossier.pvs
const nomDe = (id: string | null) => dossier.etablissements.find((e) => e.id === id)!.nom!
const releve = (type: string) => dossier.releves.find((r) => r.type === type)!
const compte = (nom: string, kind: string, liste: readonly { readonly id: string }[], plus: Partial<Cas> = {}): Cas => ({
  nom: `dernière ligne : ${nom}`,
  retirer: retirerTous(kind, liste),
  lots: ['galis'],
  cle: `nombre:${kind}`,
  texte: /^Aucun/u,
  ...plus
})

const fichiers: readonly Cas[] = [
  { nom: 'RIB', retirer: joints((p) => p.piece === 9), lots: ['galis'], cle: 'piece:9', texte: /^RIB du porteur : fichier absent$/u },
  {
    nom: 'convention signée',
    retirer: joints((p) => p.piece === 3),
    lots: ['galis'],
    cle: 'piece-signee:3',
    texte: /^Convention.* : version signée absente$/u
  },
  {
    nom: 'lettre signée',
    retirer: joints((p) => p.piece === 4),
    lots: ['galis'],
    cle: 'piece-signee:4',
    texte: /^Lettre d’engagement : version signée absente$/u
  },
  {
    nom: 'autorisation',
    retirer: joints((p) => p.piece === 12),
    lots: ['galis'],
    cle: 'piece:12:',
    texte: /fichier absent pour Groupement La Maison des Tilleuls$/u
  },
  ...dossier.pvs.map(
    (pv): Cas => ({
      nom: `${pv.type === 'va' ? 'VA' : 'VSR'} signée ${pv.lieu}`,
      retirer: joints((p) => p.role === 'pv' && p.cible === pv.id),
      lots: [pv.type!, 'cloture'],
      cle: `pv-signe:${pv.id}`,
      texte: /le fichier signé n’est pas joint$/u
    })
  ),
  ...dossier.etablissements
    .filter((e) => e.situation !== 'retire')
    .map(
      (e): Cas => ({
        nom: `preuve de ${e.nom}`,
        retirer: joints((p) => p.role === 'preuve' && p.releve === 'cloture' && p.cible === e.id),
        lots: ['cloture'],
        cle: `preuve:cloture:${e.id}`,
        texte: new RegExp(`^Preuve d’usage absente : ${e.nom}$`, 'u'),
        gravite: 'a-justifier'
      })
    ),
  {
    nom: 'état des dépenses certifié',
    retirer: joints((p) => p.role === 'etat-depenses'),
    lots: ['cloture'],
    cle: 'depenses:etat-certifie',
    texte: /certifié n’est pas joint$/u,
    gravite: 'a-justifier'
  }
]
const comptes: readonly Cas[] = [
  compte('instance', 'instance', dossier.instances, { suites: [signature] }),
  compte('activité du RACI', 'raci', dossier.racis),
  ...(['projet', 'changement', 'deploiement'] as const).map((g) =>
    compte(
      `planning ${g}`,
      'tache',
      dossier.taches.filter((t) => t.gantt === g),
      { cle: `nombre:tache-${g}` }
    )
  ),
  compte('coût', 'cout', dossier.couts, { suites: [financement, /^poste:/u, /^depenses:/u] }),
  compte('ressource', 'ressource', dossier.ressources, { suites: [financement] }),
  compte('vague', 'vague', dossier.vagues, { lots: ['galis', 'complement'], suites: [/^champ:etablissement\.vague:/u] }),
  compte('risque', 'risque', dossier.risques),
  compte('communication', 'communication', dossier.communications),
  compte('formation', 'formation', dossier.formations),
  compte('dépense', 'depense', dossier.depenses, { lots: ['cloture'] }),
  compte(
    'chef de projet',
    'personne',
    dossier.personnes.filter((p) => p.role === 'chef-de-projet'),
    { cle: 'nombre:chef-de-projet', suites: [signature, /^champ:grappe\.contactProjet:/u] }
  ),
  {
    nom: 'porteur',
    retirer: () => ecrire('organisme', dossier.organismes[0]!.id, { porteur: 'non' }),
    lots,
    cle: 'nombre:porteur',
    texte: /^Aucun organisme n’est désigné porteur/u,
    suites: [signature, /^controle:/u]
  }
]
const autres: readonly Cas[] = [
  ...(['va', 'cloture'] as const).map(
    (type): Cas => ({
      nom: `relevé (${type})`,
      retirer: () => journal.retirer('releve', releve(type).id),
      lots: [type === 'va' ? 'etat-des-lieux' : 'cloture'],
      cle: `releve:${type}:${releve(type).etablissement}`,
      texte: new RegExp(`^Relevé absent pour ${type === 'va' ? 'l’état des lieux' : 'la clôture'} : ${nomDe(releve(type).etablissement)}$`, 'u')
    })
  ),
  {
    nom: 'établissement d’un PV',
    retirer: () => ecrire('pv', va!.id, { etablissements: JSON.stringify(va!.etablissements!.slice(1)) }),
    lots: ['va', 'cloture'],
    cle: `pv-couverture:va:${va!.etablissements![0]}`,
    texte: new RegExp(`^${nomDe(va!.etablissements![0]!)} n’est couvert par aucun PV de VA$`, 'u'),
    suites: [signature]
  },
  { nom: 'PV de VSR', retirer: () => journal.retirer('pv', dossier.pvs[5]!.id), lots: ['vsr', 'cloture'], cle: 'pv:vsr', texte: /^Aucun PV de VSR$/u },
  ...dossier.reponses.map(
    (r): Cas => ({
      nom: `réponse ${r.cle}`,
      retirer: () => journal.retirer('reponse', r.id),
      lots: manquesSans(r.cle!),
      cle: r.cle!,
      texte: /./u,
      gravite: r.cle!.startsWith('controle:') ? 'bloquant' : 'a-justifier'
    })
  )
]

/** Bundles that an answer settles: those of the finding that it answers. */
function manquesSans(cle: string): readonly Lot[] {
  return cle.startsWith('controle:') ? ['galis'] : (base.find((m) => m.cle === cle)?.lots ?? [])
}

describe('each required file, count, relevé and answer, removed alone', () => {
  it.each([...fichiers, ...comptes, ...autres].map((c) => [c.nom, c] as const))(
    '%s',
    async (_, { retirer, lots: voulus, cle, texte, gravite = 'bloquant', suites: permises = [] }) => {
      journal.groupe(retirer)
      try {
        const d = plier()
        const manques = manquesDe(d)
        const retenus = manques.filter(retient)
        const directs = retenus.filter((m) => m.cle.startsWith(cle))
        expect(directs.map((m) => [m.gravite, [...m.lots].sort()])).toEqual([[gravite, [...voulus].sort()]])
        expect(simple(directs[0]!.texte)).toMatch(texte)
        expect(retenus.filter((m) => !directs.includes(m) && !permises.some((p) => p.test(m.cle))).map((m) => m.texte)).toEqual([])
        for (const lot of voulus) {
          expect([lot, etatLot(d, lot, optionsCompletude(d, contexte.date), manques).pret]).toEqual([lot, false])
          expect(await refus(d, lot)).toContain(directs[0]!.texte)
        }
      } finally {
        expect(journal.annuler().fait).toBe(true)
      }
      estRevenu()
    }
  )
})

it('the journal read again whole gives the complete dossier', () => estRevenu())

it('a conflict on the IBAN refuses the GALIS bundle until one value is chosen', async () => {
  const porteur = dossier.organismes.find((o) => o.porteur === 'oui')!
  const copie = replique.copier('autre poste')
  const ailleurs = 'FR7630006000011234567890189'
  copie.journal.ecrire([{ kind: 'organisme', id: porteur.id, champ: 'iban', valeur: ailleurs }])
  ecrire('organisme', porteur.id, { iban: 'FR7630004000031234567890143' })
  journal.fusionner(copie.db)
  const d = plier()
  const retenus = manquesDe(d).filter((m) => retient(m))
  expect(retenus.map((m) => [m.gravite, m.cle, m.lots, m.ou])).toEqual([
    ['bloquant', `conflit:organisme.iban:${porteur.id}`, ['galis'], { kind: 'organisme', id: porteur.id, champ: 'iban' }]
  ])
  expect((await refus(d, 'galis')).map(simple)).toEqual([`Deux valeurs différentes ont été réunies, choisissez la bonne : IBAN, ${porteur.raisonSociale}`])
  ecrire('organisme', porteur.id, { iban: porteur.iban })
  estRevenu()
})
