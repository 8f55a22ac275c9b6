import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createEcarts, type Mesure } from './bilan.ts'
import { racineProjet } from './moteur.ts'

interface Mutant {
  readonly nom: string
  /** Under `src/engine`. */
  readonly fichier: string
  readonly de: string
  readonly par: string
}

const temoin: Mutant = { nom: 'no change', fichier: 'db/tetes.ts', de: '', par: '' }
const mutants: readonly Mutant[] = [
  {
    nom: 'no new session at each opening',
    fichier: 'db/ecriture.ts',
    de: 'const uuid = uuidToBytes(options.newId())',
    par: `const ancienne = db.prepare('SELECT session_no, max(seq) FROM op').raw().get() as [number, number] | undefined
    if (ancienne?.[1]) {
      session = { no: ancienne[0], auteur: { ...auteur } }
      seq = ancienne[1]
      return session.no
    }
    const uuid = uuidToBytes(options.newId())`
  },
  { nom: 'only the first head as parent', fichier: 'db/ecriture.ts', de: 'for (const p of avant)', par: 'for (const p of avant.slice(0, 1))' },
  { nom: 'parents forgotten', fichier: 'db/ecriture.ts', de: 'for (const p of avant)', par: 'for (const p of avant.slice(0, 0))' },
  { nom: 'known removals not recorded', fichier: 'db/ecriture.ts', de: 'for (const p of connus)', par: 'for (const p of connus.slice(0, 0))' },
  {
    nom: 'removal blind to what the entity holds',
    fichier: 'db/ecriture.ts',
    de: 'OR h.entity_no IN (SELECT entity_no FROM entity WHERE part = :u)',
    par: 'AND :u IS NOT NULL'
  },
  {
    nom: 'replaced heads kept',
    fichier: 'db/tetes.ts',
    de: 'for (const { entite, champ, session, seq } of nouveau.aretes) retrait.run(entite, champ, session, seq)',
    par: 'void retrait'
  },
  {
    nom: 'every new op taken for a head',
    fichier: 'db/tetes.ts',
    de: 'WHERE o.session_no = ? AND o.seq = ? AND NOT $',
    par: 'WHERE o.session_no = ? AND o.seq = ? AND 1 OR 0 AND $'
  },
  {
    nom: 'latest value only',
    fichier: 'db/tetes.ts',
    de: '  for (const { entite, champ, session, seq } of nouveau.aretes)',
    par: `  db.exec('DELETE FROM head WHERE EXISTS (SELECT 1 FROM head g JOIN op a ON a.session_no = g.session_no AND a.seq = g.seq JOIN op b ON b.session_no = head.session_no AND b.seq = head.seq WHERE g.entity_no = head.entity_no AND g.field_no = head.field_no AND a.hlc > b.hlc)')
  for (const { entite, champ, session, seq } of nouveau.aretes)`
  },
  { nom: 'wall clock instead of the hybrid one', fichier: 'db/horloge.ts', de: 'Math.max(instantToHlc(now()), last + 1)', par: 'instantToHlc(now())' },
  {
    nom: 'sessions matched by local number',
    fichier: 'db/union.ts',
    de: 'numeros.set(ligne.no, no)',
    par: "numeros.set(ligne.no, table === 'session' ? ligne.no : no)"
  },
  {
    nom: 'conflict displayed by local number',
    fichier: 'db/lecture.ts',
    de: 'ORDER BY o.hlc DESC, s.uuid DESC, h.seq DESC`',
    par: 'ORDER BY h.session_no, s.uuid DESC, h.seq DESC`'
  },
  { nom: 'creation clock of the copy ignored', fichier: 'db/union.ts', de: 'Math.min(e.hlc, ici.hlc)', par: 'ici.hlc' },
  {
    nom: 'scope of a returned collecte ignored',
    fichier: 'partage/perimetre-retour.ts',
    de: "if (!parts.has(partDe(id))) return 'hors-perimetre'",
    par: "if (!parts.has(partDe(id)) && id === '') return 'hors-perimetre'"
  },
  { nom: 'part left as it was', fichier: 'db/fusion.ts', de: '  rangerParts(db, projet, lecture, touchees)\n', par: '' }
]

/** Tests that must fail: those of the journal and of the union, and the one of the scope of a returned collecte. */
const epreuves = ['src/engine/db/fusion.test.ts', 'src/engine/db/journal.test.ts', 'src/engine/partage/perimetre-retour.test.ts']
const texteDe = (fichier: string) => readFileSync(join(racineProjet, 'src/engine', fichier), 'utf8')

/** Mutants whose text to change is no longer in the source: they would prove nothing. */
export const mutantsPerdus = (): string[] => mutants.filter((m) => !texteDe(m.fichier).includes(m.de)).map((m) => m.nom)

/** Runs the tests with a source changed on the way to them; true when one fails. */
function isTue({ fichier, de, par }: Mutant): Promise<boolean> {
  const dossier = mkdtempSync(join(racineProjet, '.cache', 'mutant-'))
  const config = join(dossier, 'vitest.config.mjs')
  const mute = { fichier: join(racineProjet, 'src/engine', fichier), de, par }
  writeFileSync(
    config,
    `const m = ${JSON.stringify(mute)}
    export default {
      root: ${JSON.stringify(racineProjet)},
      plugins: [{ name: 'mutant', enforce: 'pre', transform: (code, id) => (id.split('?')[0] === m.fichier && m.de ? code.replace(m.de, () => m.par) : undefined) }],
      test: { include: ${JSON.stringify(epreuves)}, bail: 1, testTimeout: 120000 }
    }`
  )
  const args = [join(racineProjet, 'node_modules/vitest/vitest.mjs'), 'run', '--config', config]
  return new Promise((resolve) => {
    spawn(process.execPath, args, { cwd: racineProjet, stdio: 'ignore' }).on('close', (code) => {
      rmSync(dossier, { recursive: true, force: true })
      resolve(code !== 0)
    })
  })
}

/** Puts each known bug in the source, whose tests must then fail. Without one they pass, else their failures would prove nothing. */
export async function mutantsFusion(): Promise<Mesure> {
  const { ecarts, exiger } = createEcarts()
  exiger(!(await isTue(temoin)), 'the tests fail without any bug')
  let tues = 0
  for (const perdu of mutantsPerdus()) exiger(false, `${perdu}: the text to change is no longer there`)
  for (const mutant of mutants) {
    const tue = await isTue(mutant)
    if (tue) tues++
    exiger(tue, `${mutant.nom}: survives`)
  }
  return { barre: 'réunion : défauts plantés', demande: 'tous vus, les huit de la conception compris', vu: `${tues} vus sur ${mutants.length}`, ecarts }
}
