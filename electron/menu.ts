import { app, Menu, type MenuItemConstructorOptions } from 'electron'
import type { Commande } from '#contract/shell.ts'

/** The window's menu, in French. What concerns the dossier is carried out by the page. */
export function setMenu(send: (commande: Commande) => void) {
  const entry = (label: string, commande: Commande, accelerator?: string): MenuItemConstructorOptions => ({
    label,
    click: () => send(commande),
    ...(accelerator ? { accelerator } : {})
  })
  const separator: MenuItemConstructorOptions = { type: 'separator' }

  const fichier: MenuItemConstructorOptions[] = [
    entry('Nouvelle grappe…', 'nouveau', 'CmdOrCtrl+N'),
    entry('Ouvrir…', 'ouvrir', 'CmdOrCtrl+O'),
    separator,
    entry('Enregistrer maintenant', 'enregistrer', 'CmdOrCtrl+S'),
    entry('Enregistrer ailleurs…', 'enregistrer-ailleurs', 'CmdOrCtrl+Shift+S'),
    separator,
    { role: 'quit', label: 'Quitter Grappe', accelerator: 'CmdOrCtrl+Q' }
  ]
  const edition: MenuItemConstructorOptions[] = [
    entry('Annuler', 'annuler', 'CmdOrCtrl+Z'),
    entry('Rétablir', 'retablir', process.platform === 'darwin' ? 'Cmd+Shift+Z' : 'Ctrl+Y'),
    separator,
    { role: 'cut', label: 'Couper' },
    { role: 'copy', label: 'Copier' },
    { role: 'paste', label: 'Coller' },
    { role: 'selectAll', label: 'Tout sélectionner' },
    separator,
    entry('Rechercher…', 'rechercher', 'CmdOrCtrl+K')
  ]
  const affichage: MenuItemConstructorOptions[] = [
    { role: 'zoomIn', label: 'Agrandir', accelerator: 'CmdOrCtrl+Plus' },
    { role: 'zoomOut', label: 'Réduire', accelerator: 'CmdOrCtrl+-' },
    { role: 'resetZoom', label: 'Taille normale', accelerator: 'CmdOrCtrl+0' },
    separator,
    { role: 'togglefullscreen', label: 'Plein écran', accelerator: process.platform === 'darwin' ? 'Ctrl+Cmd+F' : 'F11' },
    ...(app.isPackaged ? [] : [separator, { role: 'toggleDevTools', label: 'Outils de développement' } as const])
  ]
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      { label: 'Fichier', submenu: fichier },
      { label: 'Édition', submenu: edition },
      { label: 'Affichage', submenu: affichage },
      { label: 'Aide', submenu: [entry('À propos de Grappe', 'a-propos')] }
    ])
  )
}
