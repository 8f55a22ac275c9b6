import { createMagasin } from './magasin.ts'
import type { Session } from './session.ts'

/** True while the page is being printed: grids then show every row as an ordinary table. */
export const impression = createMagasin(false)

const image = () => new Promise((suite) => requestAnimationFrame(suite))

/** « Imprimer… »: what the window shows, laid out for paper by impression.css. */
export async function imprimer(session: Session): Promise<void> {
  if (impression.lire()) return
  impression.poser(true)
  try {
    await session.file.vider()
    // The tables are drawn before the system takes its copy of the page.
    await image()
    await image()
    await session.shell.imprimer()
  } finally {
    impression.poser(false)
  }
}
