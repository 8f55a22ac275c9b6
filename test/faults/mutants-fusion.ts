/**
 * Proves that the tests of the journal and of the union can fail: each known bug is put in a copy of `src/engine/db`,
 * whose tests must then fail. `node test/faults/mutants-fusion.ts`; prints JSON, exits 1 when a bug survives.
 */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

interface Mutant {
  readonly nom: string
  readonly fichier: string
  readonly de: string
  readonly par: string
}

const temoin: Mutant = { nom: 'no change', fichier: 'tetes.ts', de: '', par: '' }
const mutants: readonly Mutant[] = [
  {
    nom: 'no new session at each opening',
    fichier: 'ecriture.ts',
    de: 'const uuid = uuidToBytes(options.newId())',
    par: `const ancienne = db.prepare('SELECT session_no, max(seq) FROM op').raw().get() as [number, number] | undefined
    if (ancienne?.[1]) {
      session = { no: ancienne[0], auteur: { ...auteur } }
      seq = ancienne[1]
      return session.no
    }
    const uuid = uuidToBytes(options.newId())`
  },
  { nom: 'only the first head as parent', fichier: 'ecriture.ts', de: 'for (const p of avant)', par: 'for (const p of avant.slice(0, 1))' },
  { nom: 'parents forgotten', fichier: 'ecriture.ts', de: 'for (const p of avant)', par: 'for (const p of avant.slice(0, 0))' },
  { nom: 'known removals not recorded', fichier: 'ecriture.ts', de: 'for (const p of connus)', par: 'for (const p of connus.slice(0, 0))' },
  {
    nom: 'removal blind to what the entity holds',
    fichier: 'ecriture.ts',
    de: 'OR h.entity_no IN (SELECT entity_no FROM entity WHERE part = :u)',
    par: 'AND :u IS NOT NULL'
  },
  {
    nom: 'replaced heads kept',
    fichier: 'tetes.ts',
    de: 'for (const { entite, champ, session, seq } of nouveau.aretes) retrait.run(entite, champ, session, seq)',
    par: 'void retrait'
  },
  {
    nom: 'every new op taken for a head',
    fichier: 'tetes.ts',
    de: 'WHERE o.session_no = ? AND o.seq = ? AND NOT $',
    par: 'WHERE o.session_no = ? AND o.seq = ? AND 1 OR 0 AND $'
  },
  {
    nom: 'latest value only',
    fichier: 'tetes.ts',
    de: '  for (const { entite, champ, session, seq } of nouveau.aretes)',
    par: `  db.exec('DELETE FROM head WHERE EXISTS (SELECT 1 FROM head g JOIN op a ON a.session_no = g.session_no AND a.seq = g.seq JOIN op b ON b.session_no = head.session_no AND b.seq = head.seq WHERE g.entity_no = head.entity_no AND g.field_no = head.field_no AND a.hlc > b.hlc)')
  for (const { entite, champ, session, seq } of nouveau.aretes)`
  },
  { nom: 'wall clock instead of the hybrid one', fichier: 'horloge.ts', de: 'Math.max(instantToHlc(now()), last + 1)', par: 'instantToHlc(now())' },
  {
    nom: 'sessions matched by local number',
    fichier: 'union.ts',
    de: 'numeros.set(ligne.no, no)',
    par: "numeros.set(ligne.no, table === 'session' ? ligne.no : no)"
  },
  {
    nom: 'conflict displayed by local number',
    fichier: 'lecture.ts',
    de: 'ORDER BY o.hlc DESC, s.uuid DESC, h.seq DESC`',
    par: 'ORDER BY h.session_no, s.uuid DESC, h.seq DESC`'
  },
  { nom: 'creation clock of the copy ignored', fichier: 'union.ts', de: 'Math.min(e.hlc, ici.hlc)', par: 'ici.hlc' },
  { nom: 'part left as it was', fichier: 'fusion.ts', de: '  rangerParts(db, projet, lecture, touchees)\n', par: '' }
]

const racine = fileURLToPath(new URL('../..', import.meta.url))
const source = join(racine, 'src/engine/db')
const copie = join(racine, '.cache/mutants')

function essayer({ nom, fichier, de, par }: Mutant) {
  rmSync(copie, { recursive: true, force: true })
  mkdirSync(copie, { recursive: true })
  cpSync(source, join(copie, 'db'), { recursive: true })
  const texte = readFileSync(join(copie, 'db', fichier), 'utf8')
  if (!texte.includes(de)) return { nom, tue: false, cause: 'the text to change is no longer there' }
  writeFileSync(
    join(copie, 'db', fichier),
    texte.replace(de, () => par)
  )
  writeFileSync(join(copie, 'vitest.config.mjs'), 'export default { test: { include: ["db/fusion.test.ts", "db/journal.test.ts"], bail: 1 } }')
  const { status } = spawnSync(process.execPath, [join(racine, 'node_modules/vitest/vitest.mjs'), 'run', '--root', copie], { encoding: 'utf8', cwd: racine })
  return { nom, tue: status !== 0 }
}

// Without a change the tests pass, else their failures would prove nothing.
const isSain = !essayer(temoin).tue
const choisis = process.argv[2] === undefined ? mutants : mutants.filter((m) => m.nom.includes(process.argv[2] ?? ''))
const resultats = choisis.map(essayer)
rmSync(copie, { recursive: true, force: true })
console.log(JSON.stringify({ isSain, resultats }, null, 2))
if (!isSain || resultats.some((r) => !r.tue)) process.exitCode = 1
