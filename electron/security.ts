import { randomBytes } from 'node:crypto'
import { app, protocol, type Session, session, type WebContents, type WebPreferences } from 'electron'
import type { PageFile } from './page-files.ts'

/** Where the page lives. Nothing else is ever loaded. */
export const pageOrigin = 'app://grappe'

/** Replaced in index.html by the nonce of each load, for the style sheets that the grid adds itself. */
const noncePlaceholder = '__GRAPPE_NONCE__'

const contentSecurityPolicy = (nonce: string) =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' blob: data:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "frame-src 'none'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    // No text becomes markup or code, but what the one policy of src/ui/types-surs.ts lets through.
    "require-trusted-types-for 'script'",
    'trusted-types default'
  ].join('; ')

/** Shared memory between threads and its precise clock are refused too (`cross-origin-isolated`): nothing here uses them. */
const refusedFeatures = [
  'accelerometer',
  'autoplay',
  'bluetooth',
  'camera',
  'clipboard-read',
  'cross-origin-isolated',
  'display-capture',
  'encrypted-media',
  'fullscreen',
  'geolocation',
  'gyroscope',
  'hid',
  'idle-detection',
  'local-fonts',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'picture-in-picture',
  'publickey-credentials-get',
  'screen-wake-lock',
  'serial',
  'usb',
  'window-management',
  'xr-spatial-tracking'
]

const headers = (type: string, nonce: string) => ({
  'Content-Type': type,
  'Content-Security-Policy': contentSecurityPolicy(nonce),
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': refusedFeatures.map((feature) => `${feature}=()`).join(', '),
  'Cache-Control': 'no-store'
})

/** Proxy that refuses every connection: WebRTC over TCP ignores both the CSP and the request filter. */
const deadProxy = { mode: 'fixed_servers', proxyRules: 'http=127.0.0.1:1;https=127.0.0.1:1;socks=127.0.0.1:1', proxyBypassRules: '<-loopback>' } as const

export function hardenBeforeReady() {
  app.enableSandbox()
  app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND')
  app.commandLine.appendSwitch('disable-background-networking')
  app.commandLine.appendSwitch('dns-prefetch-disable')
  // Hiding local addresses behind names of the local network would make this computer join its multicast group.
  app.commandLine.appendSwitch('disable-features', 'WebRtcHideLocalIpsWithMdns')
  app.commandLine.appendSwitch('lang', 'fr')
  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } }])
}

/** No page ever navigates, opens a window or embeds another. */
export function hardenContents() {
  app.on('web-contents-created', (_event, contents: WebContents) => {
    contents.on('will-navigate', (event) => event.preventDefault())
    contents.on('will-frame-navigate', (event) => event.preventDefault())
    contents.on('will-redirect', (event) => event.preventDefault())
    contents.on('will-attach-webview', (event) => event.preventDefault())
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  })
}

const isOurs = (url: string) => url.startsWith(`${pageOrigin}/`) || url.startsWith(`blob:${pageOrigin}/`) || /^data:image\/(png|jpeg|svg\+xml)[;,]/.test(url)

async function closeSession(closed: Session, isAllowed: (url: string) => boolean) {
  closed.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !isAllowed(details.url) }))
  closed.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  closed.setPermissionCheckHandler(() => false)
  closed.setDevicePermissionHandler(() => false)
  closed.setDisplayMediaRequestHandler((_request, answer) => answer({}))
  closed.setSpellCheckerEnabled(false)
  closed.on('will-download', (event) => event.preventDefault())
  await closed.setProxy(deadProxy)
}

/**
 * The page's session: in memory (no cookie, cache or storage on the disk), serving only the files of the build, reaching nothing else.
 * The tools of the developer load from `devtools://`, in an unpackaged application only.
 */
export async function hardenSession(files: ReadonlyMap<string, PageFile>): Promise<Session> {
  const own = session.fromPartition('grappe')
  own.protocol.handle('app', (request) => answer(files, request))
  await closeSession(own, (url) => isOurs(url) || (!app.isPackaged && url.startsWith('devtools://')))
  await closeSession(session.defaultSession, () => false)
  return own
}

function answer(files: ReadonlyMap<string, PageFile>, request: Request): Response {
  const url = new URL(request.url)
  const file = files.get(url.pathname)
  if (request.method !== 'GET' || url.host !== 'grappe' || !file) return new Response(null, { status: 404 })
  const nonce = randomBytes(16).toString('base64')
  const isPage = file.type.startsWith('text/html')
  const body = isPage ? file.bytes.toString('utf8').replaceAll(noncePlaceholder, nonce) : new Uint8Array(file.bytes)
  return new Response(body, { headers: headers(file.type, nonce) })
}

/** Preferences of every window, the same for all. */
export const windowPreferences = (own: Session, preload: string): WebPreferences => ({
  session: own,
  preload,
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  webviewTag: false,
  plugins: false,
  experimentalFeatures: false,
  navigateOnDragDrop: false,
  spellcheck: false,
  disableDialogs: true,
  devTools: !app.isPackaged
})
