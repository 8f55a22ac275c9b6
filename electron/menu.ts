import { app, Menu, type MenuItemConstructorOptions } from 'electron'
import { type Commande, type EtatMenu, type Theme, themes } from '#contract/shell.ts'
import { type Display, zooms } from './display.ts'

interface Options {
  readonly display: Display
  /** What concerns the dossier is carried out by the page. */
  readonly send: (commande: Commande) => void
  /** Opens a file of the recent list. */
  readonly open: (ref: string) => void
}

const isMac = process.platform === 'darwin'
const separator: MenuItemConstructorOptions = { type: 'separator' }
const themeLabels: Readonly<Record<Theme, string>> = { systeme: 'Comme le système', clair: 'Clair', sombre: 'Sombre' }

/** The window's menu, in French; drawn again when the dossier, the recent files, the zoom or the theme change. */
export function createMenu({ display, send, open }: Options) {
  let etat: EtatMenu = { isOuvert: false, recents: [] }

  const entry = (label: string, commande: Commande, accelerator?: string, needsDossier = false): MenuItemConstructorOptions => ({
    id: commande,
    label,
    click: () => send(commande),
    enabled: !needsDossier || etat.isOuvert,
    ...(accelerator ? { accelerator } : {})
  })
  const quit: MenuItemConstructorOptions = { role: 'quit', label: 'Quitter Grappe', accelerator: 'CmdOrCtrl+Q' }

  const recents = (): MenuItemConstructorOptions[] =>
    etat.recents.length === 0
      ? [{ label: 'Aucun dossier récent', enabled: false }]
      : etat.recents.map(({ ref, nom }) => ({ label: nom.replaceAll('&', '&&'), click: () => open(ref) }))

  const fichier = (): MenuItemConstructorOptions[] => [
    entry('Nouvelle grappe…', 'nouveau', 'CmdOrCtrl+N'),
    entry('Ouvrir…', 'ouvrir', 'CmdOrCtrl+O'),
    { id: 'recents', label: 'Ouvrir un dossier récent', submenu: recents() },
    separator,
    entry('Enregistrer maintenant', 'enregistrer', 'CmdOrCtrl+S', true),
    entry('Enregistrer ailleurs…', 'enregistrer-ailleurs', 'CmdOrCtrl+Shift+S', true),
    separator,
    entry('Imprimer…', 'imprimer', 'CmdOrCtrl+P', true),
    separator,
    entry('Fermer le dossier', 'fermer', 'CmdOrCtrl+W', true),
    ...(isMac ? [] : [quit])
  ]
  const edition = (): MenuItemConstructorOptions[] => [
    entry('Annuler', 'annuler', 'CmdOrCtrl+Z'),
    entry('Rétablir', 'retablir', isMac ? 'Cmd+Shift+Z' : 'Ctrl+Y'),
    separator,
    { role: 'cut', label: 'Couper' },
    { role: 'copy', label: 'Copier' },
    { role: 'paste', label: 'Coller' },
    { role: 'selectAll', label: 'Tout sélectionner' },
    separator,
    entry('Rechercher…', 'rechercher', 'CmdOrCtrl+K', true)
  ]

  /** Other keys for the same thing, which the menu does not show. */
  const alsoBy = (accelerator: string, click: () => void): MenuItemConstructorOptions => ({ label: accelerator, accelerator, click, visible: false })
  const affichage = (): MenuItemConstructorOptions[] => [
    { label: 'Agrandir', accelerator: 'CmdOrCtrl+Plus', click: display.zoomIn, enabled: display.zoom() < Math.max(...zooms) },
    { label: 'Réduire', accelerator: 'CmdOrCtrl+-', click: display.zoomOut, enabled: display.zoom() > Math.min(...zooms) },
    { label: 'Taille normale', accelerator: 'CmdOrCtrl+0', click: () => display.setZoom(100) },
    alsoBy('CmdOrCtrl+=', display.zoomIn),
    alsoBy('CmdOrCtrl+numadd', display.zoomIn),
    alsoBy('CmdOrCtrl+numsub', display.zoomOut),
    alsoBy('CmdOrCtrl+num0', () => display.setZoom(100)),
    {
      id: 'zoom',
      label: 'Zoom',
      submenu: zooms.map((percent) => ({
        id: `zoom-${percent}`,
        label: `${percent}\u00a0%`,
        type: 'radio',
        checked: display.zoom() === percent,
        click: () => display.setZoom(percent)
      }))
    },
    separator,
    {
      id: 'theme',
      label: 'Couleurs',
      submenu: themes.map((theme) => ({
        id: `theme-${theme}`,
        label: themeLabels[theme],
        type: 'radio',
        checked: display.theme() === theme,
        click: () => display.setTheme(theme)
      }))
    },
    separator,
    { role: 'togglefullscreen', label: 'Plein écran', accelerator: isMac ? 'Ctrl+Cmd+F' : 'F11' },
    ...(app.isPackaged ? [] : [separator, { role: 'toggleDevTools', label: 'Outils de développement' } as const])
  ]
  const aide = (): MenuItemConstructorOptions[] => [
    entry('Guide et ressources', 'guide', 'F1', true),
    ...(isMac ? [] : [separator, entry('À propos de Grappe', 'a-propos')])
  ]
  const application = (): MenuItemConstructorOptions => ({
    label: 'Grappe',
    submenu: [
      entry('À propos de Grappe', 'a-propos'),
      separator,
      { role: 'hide', label: 'Masquer Grappe' },
      { role: 'hideOthers', label: 'Masquer les autres' },
      { role: 'unhide', label: 'Tout afficher' },
      separator,
      quit
    ]
  })

  const draw = () =>
    Menu.setApplicationMenu(
      Menu.buildFromTemplate([
        ...(isMac ? [application()] : []),
        { label: '&Fichier', submenu: fichier() },
        { label: '&Édition', submenu: edition() },
        { label: '&Affichage', submenu: affichage() },
        { label: 'A&ide', submenu: aide() }
      ])
    )
  display.onChange(draw)
  draw()
  return {
    show(changed: EtatMenu) {
      etat = changed
      draw()
    }
  }
}
