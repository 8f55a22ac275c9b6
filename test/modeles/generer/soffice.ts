import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const filtres = { xlsx: 'xlsx:Calc MS Excel 2007 XML', xltx: 'xltx:Calc MS Excel 2007 XML Template', pdf: 'pdf:calc_pdf_Export' } as const

/** One flat document saved by LibreOffice in another format. */
export function parLibreOffice(source: string, extension: keyof typeof filtres): Uint8Array {
  const dossier = mkdtempSync(join(tmpdir(), 'modeles-'))
  try {
    writeFileSync(join(dossier, 'modele.fods'), source)
    execFileSync(
      'soffice',
      [
        `-env:UserInstallation=file://${join(dossier, 'profil')}`,
        '--headless',
        '--norestore',
        '--convert-to',
        filtres[extension],
        '--outdir',
        dossier,
        'modele.fods'
      ],
      {
        cwd: dossier,
        timeout: 110_000,
        stdio: 'ignore'
      }
    )
    return readFileSync(join(dossier, `modele.${extension}`))
  } finally {
    rmSync(dossier, { recursive: true, force: true })
  }
}
