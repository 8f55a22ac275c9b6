import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { modelesMain } from './generer/a-la-main.ts'
import { modelesExceljs } from './generer/avec-exceljs.ts'
import { modelesLibreOffice } from './generer/avec-libreoffice.ts'
import { modelesPdf } from './generer/pdf.ts'

/** Writes the models again: `node test/modeles/generer.ts`. Their files are kept, so that the tests read what another tool wrote. */
const modeles = { ...modelesLibreOffice(), ...(await modelesExceljs()), ...modelesMain(), ...(await modelesPdf()) }
for (const [nom, octets] of Object.entries(modeles)) writeFileSync(join(import.meta.dirname, 'fixtures', nom), octets)
