import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type CelluleLue, relireXlsx } from './relire-xlsx.ts'

/** Makes LibreOffice compute every formula of an OOXML file when it opens it, instead of trusting the stored results. */
const reglage = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>
`

/** Workbooks opened in LibreOffice with a forced recalculation, then saved in this format, in the same order. */
async function convertir(classeurs: readonly Uint8Array[], format: string, extension: string): Promise<Uint8Array[]> {
  const dossier = await mkdtemp(join(tmpdir(), 'grappe-recalcul-'))
  try {
    await mkdir(join(dossier, 'profil', 'user'), { recursive: true })
    await mkdir(join(dossier, 'sortie'))
    await writeFile(join(dossier, 'profil', 'user', 'registrymodifications.xcu'), reglage)
    const noms = classeurs.map((_, i) => `classeur-${i}.xlsx`)
    for (const [i, octets] of classeurs.entries()) await writeFile(join(dossier, `classeur-${i}.xlsx`), octets)
    const options = ['--headless', '--norestore', '--convert-to', format, '--outdir', join(dossier, 'sortie')]
    await promisify(execFile)('soffice', [`-env:UserInstallation=file://${join(dossier, 'profil')}`, ...options, ...noms], { cwd: dossier, timeout: 110_000 })
    return await Promise.all(noms.map((nom) => readFile(join(dossier, 'sortie', nom.replace(/xlsx$/u, extension)))))
  } finally {
    await rm(dossier, { recursive: true, force: true })
  }
}

/** For tests: workbooks as LibreOffice saves them once it has computed them again. Throws when `soffice` is missing: a test then fails, it is never skipped. */
export const recalculerAvecLibreOffice = (classeurs: readonly Uint8Array[]) => convertir(classeurs, 'xlsx:Calc MS Excel 2007 XML', 'xlsx')

/** For tests: workbooks as LibreOffice prints them, one PDF each. */
export const imprimerAvecLibreOffice = (classeurs: readonly Uint8Array[]) => convertir(classeurs, 'pdf', 'pdf')

/** Cells that LibreOffice computed, or read, otherwise than the file says; one line each. */
export function ecartsRecalcul(avant: Uint8Array, apres: Uint8Array): { readonly formules: number; readonly ecarts: readonly string[] } {
  const apresCellules = new Map(relireXlsx(apres).feuilles.flatMap((f) => f.cellules.map((c): [string, CelluleLue] => [`${f.nom}!${c.ref}`, c])))
  const ecarts: string[] = []
  let formules = 0
  for (const c of relireXlsx(avant).feuilles.flatMap((f) => f.cellules)) {
    if (c.formula !== undefined) formules++
    const ou = `${c.sheet}!${c.ref}`
    const lue = apresCellules.get(ou)?.value ?? null
    const pareils =
      typeof c.value === 'number'
        ? typeof lue === 'number' && Math.abs(lue - c.value) <= 1e-9 * Math.max(1, Math.abs(c.value))
        : (lue ?? '') === (c.value ?? '')
    if (!pareils) ecarts.push(`${ou}: ${String(c.value)} stored, ${String(lue)} computed (${c.formula ?? 'no formula'})`)
  }
  return { formules, ecarts }
}
