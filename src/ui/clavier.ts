import type { Commande } from '#contract/shell.ts'
import { imprimer } from './impression.ts'
import { fermerDossier, nouvelleGrappe, ouvrirFichier } from './ouvrir.ts'
import type { Session } from './session.ts'

/** Menu entries, closing, and the keys that the menu does not carry. */
export function brancherClavier(session: Session): void {
  const { shell } = session
  const ouvert = () => session.store.lire() !== null
  const faire: Readonly<Record<Commande, () => void>> = {
    nouveau: () => void nouvelleGrappe(session),
    ouvrir: () => void ouvrirFichier(session),
    enregistrer: () => {
      if (ouvert()) void session.publier(null)
    },
    'enregistrer-ailleurs': () => {
      if (ouvert()) void enregistrerAilleurs(session)
    },
    imprimer: () => {
      if (ouvert()) void imprimer(session)
    },
    fermer: () => {
      if (ouvert()) void fermerDossier(session)
    },
    annuler: () => {
      if (ouvert()) void session.annuler()
      else document.execCommand('undo')
    },
    retablir: () => {
      if (ouvert()) void session.refaire()
      else document.execCommand('redo')
    },
    rechercher: () => {
      // Never over a dialog, which waits for its own answer.
      if (ouvert() && !document.querySelector('dialog[open]')) session.recherche.poser(true)
    },
    guide: () => {
      if (ouvert()) session.aller({ page: 'ressources' })
    },
    'a-propos': () => session.aPropos.poser(true)
  }
  shell.surCommande((commande) => faire[commande]())
  shell.avantFermeture(() => session.file.vider())
  window.addEventListener('blur', () => void session.file.vider())
  window.addEventListener('keydown', (e) => {
    if (e.key === 'F6') {
      e.preventDefault()
      regionSuivante(e.shiftKey ? -1 : 1)
      return
    }
    const commande = raccourci(e)
    // Inside the editor of a cell, undo concerns what is being typed.
    if (!commande || (e.target instanceof Element && e.target.closest('.grille-editeur') && commande !== 'enregistrer')) return
    e.preventDefault()
    faire[commande]()
  })
  // A file dropped beside the places meant for it must not replace the page.
  for (const type of ['dragover', 'drop'] as const) window.addEventListener(type, (e) => e.preventDefault())
}

/** Keys handled here so that they work wherever the focus is; the menu shows the same ones. */
function raccourci(e: KeyboardEvent): Commande | null {
  if (!(e.ctrlKey || e.metaKey) || e.altKey) return null
  const touche = e.key.toLowerCase()
  if (touche === 's') return e.shiftKey ? 'enregistrer-ailleurs' : 'enregistrer'
  if (touche === 'k') return 'rechercher'
  if (touche === 'p') return 'imprimer'
  if (touche === 'z') return e.shiftKey ? 'retablir' : 'annuler'
  return touche === 'y' ? 'retablir' : null
}

export async function enregistrerAilleurs(session: Session): Promise<void> {
  const nom = session.store.lire()?.fichier ?? `${session.dossier().grappe.nom ?? 'Grappe'}.db`
  const ref = await session.shell.choisirEnregistrement(nom)
  if (ref) await session.publier(ref)
}

/** F6: navigation, work, missing things, top bar, in turn. */
function regionSuivante(sens: 1 | -1): void {
  const regions = [...document.querySelectorAll<HTMLElement>('[data-region]')].filter((r) => r.offsetParent !== null)
  if (regions.length === 0) return
  const courante = regions.findIndex((r) => r.contains(document.activeElement))
  const suivante = regions[(courante + sens + regions.length) % regions.length]
  const cible = suivante?.querySelector<HTMLElement>('[aria-current="page"], button:not([disabled]), a[href], input, select, textarea, [tabindex="0"]')
  ;(cible ?? suivante)?.focus()
}
