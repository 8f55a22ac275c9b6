import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Ligne } from '#domain/dossier.ts'
import { createReplique, midi, type Replique } from '../db/fixtures/banc.ts'
import { uuidToBytes } from '../db/identifiant.ts'
import { createLecture } from '../db/lecture.ts'
import type { RetourOuvert } from './retour.ts'
import { unirRetours } from './reunion.ts'
import { definirRole } from './role.ts'

const runs = Number(process.env['GRAPPE_FUSION_RUNS'] ?? 100)

/** One edit of whoever holds the file, anywhere in it: nothing on that side is bound to be honest. */
const pas = fc.record({
  geste: fc.constantFrom('ecrire', 'ajouter', 'retirer', 'rattacher', 'retablir'),
  ou: fc.nat(40),
  kind: fc.constantFrom('depense', 'releve', 'etablissement', 'organisme', 'personne', 'piece-jointe', 'envoi', 'risque', 'inconnu'),
  vers: fc.nat(6),
  valeur: fc.constantFrom('a', 'b', '2030-01-01', 'oui')
})

function depart(): { porteur: Replique; ogs: string[]; etablissements: string[]; envoi: string } {
  const porteur = createReplique('porteur')
  const { journal } = porteur
  journal.ajouter('grappe', null, null, { nom: 'Grappe' })
  const ogs = ['A', 'B', 'C'].map((nom) => journal.ajouter('organisme', null, null, { raisonSociale: `Organisme ${nom}` }).id)
  const etablissements = ogs.flatMap((organisme, i) =>
    [0, 1].map((j) => journal.ajouter('etablissement', null, null, { nom: `E${i}${j}`, organisme, finess: `34000${i}${j}00` }).id)
  )
  for (const organisme of ogs) journal.ajouter('depense', null, null, { organisme, libelle: 'Dépense' })
  for (const etablissement of etablissements) journal.ajouter('releve', null, null, { etablissement, type: 'va' })
  journal.ajouter('risque', null, null, { libelle: 'Risque' })
  const envoi = journal.ajouter('envoi', null, null, { sorte: 'collecte', organisme: ogs[0]!, echeance: '2026-09-15' }).id
  journal.db
    .prepare('INSERT INTO collecte(id, issued_hlc, recipient, parts, demande) VALUES (?, 1, ?, ?, ?)')
    .run(uuidToBytes(envoi), 'Organisme A', JSON.stringify([ogs[0], etablissements[0], etablissements[1]]), '{}')
  return { porteur, ogs, etablissements, envoi }
}

it('whatever a returned collecte holds, nothing outside its scope changes and every edit is counted once', () => {
  fc.assert(
    fc.property(fc.array(pas, { minLength: 1, maxLength: 25 }), fc.boolean(), (edits, enAvance) => {
      const { porteur, ogs, etablissements, envoi } = depart()
      // Worst case: the recipient somehow has the whole dossier, and says it is a collecte of everything.
      const chez = porteur.copier('destinataire')
      if (enAvance) chez.instant = midi + 3 * 31_557_600_000
      const cibles = [...ogs, ...etablissements]
      for (const { geste, ou, kind, vers, valeur } of edits) {
        const lignes = chez.journal.lireLignes().toSorted((a, b) => (a.id < b.id ? -1 : 1))
        const ligne = lignes[ou % lignes.length]!
        const cible = cibles[vers % cibles.length]!
        const tenter = (fn: () => unknown) => {
          try {
            fn()
          } catch {
            // Refused on that side already: removed line, unique noun.
          }
        }
        if (geste === 'ecrire') tenter(() => chez.journal.ecrire([{ kind: ligne.kind, id: ligne.id, champ: 'nom', valeur }]))
        else if (geste === 'rattacher')
          tenter(() => chez.journal.ecrire([{ kind: ligne.kind, id: ligne.id, champ: ligne.kind === 'releve' ? 'etablissement' : 'organisme', valeur: cible }]))
        else if (geste === 'retirer') tenter(() => chez.journal.retirer(ligne.kind, ligne.id))
        else if (geste === 'retablir') tenter(() => chez.journal.retablir(ligne.kind, ligne.id))
        else tenter(() => chez.journal.ajouter(kind, null, cible, { organisme: cible, etablissement: cible, cible, nom: valeur }))
      }
      definirRole(chez.db, 'collecte')
      chez.db.prepare('UPDATE collecte SET parts = ?').run(JSON.stringify(cibles))
      const retour: RetourOuvert = {
        nom: 'retour.db',
        taille: 1,
        db: chez.db,
        projet: porteur.journal.projet,
        role: 'collecte',
        collectes: [envoi],
        lignes: createLecture(chez.db).lireLignes(),
        avertissements: [],
        liberer: () => undefined
      }
      const dedans = new Set([ogs[0], etablissements[0], etablissements[1]])
      const isDedans = (l: Ligne) =>
        l.id === envoi ||
        dedans.has(l.id) ||
        (['depense', 'personne', 'piece-jointe'].includes(l.kind) && dedans.has(String(l.cellules['organisme'] ?? l.cellules['etablissement'] ?? ''))) ||
        (l.kind === 'releve' && dedans.has(String(l.cellules['etablissement'] ?? '')))
      const avant = porteur.journal.lireLignes()
      const inconnues = chez.journal.nombreOps() - porteur.journal.nombreOps()
      const [rapport] = unirRetours(porteur.journal, [retour], 'tout', midi, '2026-09-20')
      const { retenues, refusees, laissees } = rapport!.saisies
      expect(retenues + refusees + laissees).toBe(inconnues)

      const apres = new Map(porteur.journal.lireLignes().map((l) => [l.id, l]))
      for (const ligne of avant) {
        if (!isDedans(ligne)) expect(apres.get(ligne.id)).toEqual(ligne)
        if (ligne.kind === 'organisme' || ligne.kind === 'etablissement') expect(apres.get(ligne.id)?.vivant).toBe(true)
        // What is inside never leaves for another organisation by the recipient's will.
        if (isDedans(ligne)) expect(isDedans(apres.get(ligne.id)!)).toBe(true)
        apres.delete(ligne.id)
      }
      // What was added is inside, and no establishment among it.
      for (const ligne of apres.values()) {
        expect(isDedans(ligne)).toBe(true)
        expect(['organisme', 'etablissement', 'envoi']).not.toContain(ligne.kind)
      }
      expect(porteur.journal.ligne(envoi)?.cellules).toMatchObject({ echeance: '2026-09-15', revenuLe: '2026-09-20', organisme: ogs[0] })
      expect(porteur.db.prepare('SELECT count(*) FROM collecte').pluck().get()).toBe(1)
    }),
    { numRuns: runs }
  )
})
