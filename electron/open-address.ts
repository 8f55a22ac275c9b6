import { type BrowserWindow, clipboard, dialog, shell } from 'electron'
import { isDuCatalogue } from '#contract/adresses.ts'
import type { SuiteAdresse } from '#contract/shell.ts'
import { readWebAddress } from './web-address.ts'

const answers = ['ouverte', 'copiee', 'abandon'] as const
let isAsking = false

/**
 * Opens an address in the browser of the system once the person has read it in a dialog that the page neither draws nor answers.
 * « Annuler » is the default: a key pressed for something else opens nothing. One dialog at a time.
 */
export async function openAddress(window: BrowserWindow, typed: string): Promise<SuiteAdresse> {
  const address = readWebAddress(typed)
  if (address === null) return 'refusee'
  if (isAsking) return 'abandon'
  isAsking = true
  try {
    const { response } = await dialog.showMessageBox(window, {
      type: 'question',
      title: 'Ouvrir une adresse',
      message: isDuCatalogue(address) ? 'Ouvrir ce site dans votre navigateur ?' : 'Ouvrir cette adresse, saisie dans le dossier, dans votre navigateur ?',
      detail: address,
      buttons: ['Ouvrir dans le navigateur', 'Copier l’adresse', 'Annuler'],
      defaultId: 2,
      cancelId: 2,
      noLink: true
    })
    const answer = answers[response] ?? 'abandon'
    if (answer === 'copiee') clipboard.writeText(address)
    if (answer === 'ouverte') await shell.openExternal(address)
    return answer
  } catch {
    return 'refusee'
  } finally {
    isAsking = false
  }
}
