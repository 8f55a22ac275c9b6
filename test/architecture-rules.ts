/** The rules of the house that the compiler cannot see. Pure: a file in, what is wrong with it out. */

export interface SourceFile {
  /** From the checkout's root, with `/`. */
  readonly path: string
  readonly text: string
}

interface Folder {
  /** npm packages its product code may import. */
  readonly packages: readonly string[]
  /** Other folders, by alias. */
  readonly folders: readonly string[]
  readonly node: boolean
}

const engine = [
  '@noble/ciphers',
  '@scure/bip39',
  'age-encryption',
  'better-sqlite3',
  'pdf-lib',
  'fontkit',
  'exceljs',
  'fflate',
  'yazl',
  'yauzl',
  'papaparse',
  'file-type',
  'ibantools',
  'pdfjs-dist',
  'uuid',
  'zod'
]
const ui = [
  'react',
  'react-dom',
  'react-aria-components',
  'ag-grid-community',
  'ag-grid-react',
  'marked',
  'pdfjs-dist',
  'd3-scale',
  'd3-shape',
  '@fontsource-variable/source-sans-3',
  'zod'
]

/** Longest prefix first. */
const folders: readonly (readonly [string, Folder])[] = [
  ['src/domain/', { packages: ['zod'], folders: [], node: false }],
  ['src/documents/', { packages: [], folders: ['domain'], node: false }],
  ['src/contract/', { packages: ['zod'], folders: ['domain'], node: false }],
  ['src/engine/', { packages: engine, folders: ['domain', 'documents', 'contract'], node: true }],
  ['src/ui/', { packages: ui, folders: ['domain', 'documents', 'contract'], node: false }],
  ['src/cli/', { packages: [], folders: ['domain', 'contract', 'engine'], node: true }],
  ['electron/engine', { packages: [], folders: ['contract', 'engine'], node: true }],
  ['electron/', { packages: ['electron', 'zod'], folders: ['contract'], node: true }],
  ['scripts/package.mjs', { packages: ['electron-builder'], folders: [], node: true }],
  // What the build does to the window's texts is the domain's typography.
  ['scripts/dress-window.mjs', { packages: [], folders: ['domain'], node: true }],
  ['scripts/', { packages: [], folders: [], node: true }]
]
/** `electron/engine-host.ts` and `engine-process.ts` are main's side of the engine; `engine.ts` and `engine-parent.ts` are the engine's. */
const mainSide = new Set(['electron/engine-host.ts', 'electron/engine-process.ts'])

const maxLines = 400
const isDataList = (path: string) => path.startsWith('src/domain/catalogue/')
const isTest = (path: string) => /\.(test|spec)\.tsx?$/.test(path) || path.startsWith('test/') || path.includes('/fixtures/')
const forbiddenNames = new Set(['utils', 'util', 'helpers', 'helper', 'common', 'misc', 'manager', 'data', 'info'])

interface Forbidden {
  readonly pattern: RegExp
  readonly reason: string
  /** Where it is allowed. */
  readonly except?: (path: string) => boolean
  /** Where it is looked for; everywhere when absent. */
  readonly within?: (path: string) => boolean
}

const isPure = (path: string) => /^src\/(domain|documents)\//.test(path) && !isTest(path)

/** What the tests of the shell attempt, or look for in its files. */
const isAttack = (path: string) => /^test\/(?:e2e\/(?:attaques|appels-natifs|securite)|ipc\/)/.test(path)

const forbidden: readonly Forbidden[] = [
  { pattern: /\b(?:innerHTML|outerHTML|insertAdjacentHTML|dangerouslySetInnerHTML|document\.write)\b/, reason: 'writes HTML from text', except: isAttack },
  { pattern: /\beval\s*\(|\bnew Function\s*\(/, reason: 'runs text as code', except: isAttack },
  {
    pattern: /\bopenExternal\b/,
    reason: 'opens an address outside the shell calls',
    except: (path) => path === 'electron/open-address.ts' || path === 'test/e2e/application.ts' || isAttack(path)
  },
  {
    pattern: /\bopenPath\b|\bshowItemInFolder\b/,
    reason: 'opens a file outside the shell calls',
    // The latter replaces them, so that a test opens nothing on the computer that runs it.
    except: (path) => path === 'electron/shell-calls.ts' || path === 'test/e2e/application.ts' || isAttack(path)
  },
  { pattern: /\bipcMain\b/, reason: 'listens to the page outside the shell calls', except: (path) => path === 'electron/shell-calls.ts' || isAttack(path) },
  { pattern: /\bipcRenderer\b/, reason: 'talks to main outside the preload', except: (path) => path === 'electron/preload.ts' || isAttack(path) },
  {
    pattern: /\bnew BrowserWindow\b/,
    reason: 'makes a window outside window.ts',
    except: (path) => path === 'electron/window.ts' || isTest(path)
  },
  {
    pattern: /\bMath\.random\b|\bDate\.now\b|\bnew Date\(\)|\bperformance\.now\b|\bcrypto\./,
    reason: 'reads the clock or chance in a pure folder',
    within: isPure
  },
  { pattern: /\bnew Date\b/, reason: 'uses Date for a civil date in a pure folder', within: (path) => isPure(path) && path !== 'src/domain/format.ts' },
  {
    pattern: /\b(?:Map|Object)\.groupBy\b/,
    reason: 'groups with what the window of the tests does not know; see src/domain/preuves/par-cle.ts',
    within: (path) => /^src\/(?:domain|documents|contract|ui)\//.test(path) && !isTest(path)
  },
  { pattern: /^\s*export \* /m, reason: 'is a barrel' },
  { pattern: /^\s*(?:it|test|describe)\.(?:skip|only|todo|fixme)\b/m, reason: 'leaves a test out' },
  {
    pattern: /\bvi\.(?:mock|doMock|stubGlobal|stubEnv|useFakeTimers|setSystemTime)\b/,
    reason: 'replaces what the other tests of its worker share',
    // vitest.config.ts loads each of these alone.
    except: (path) => path.startsWith('electron/') || path === 'test/ipc/natifs.test.ts'
  },
  { pattern: /@ts-(?:ignore|nocheck)|@ts-expect-error\s*$/m, reason: 'silences the compiler' }
]

/** Modules a file imports, dynamic imports and re-exports included. */
export function importsOf(text: string): string[] {
  const found = text.matchAll(/(?:^|\n)\s*(?:import|export)\s(?:[^'"`;]*?\sfrom\s+)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/g)
  return [...found].map(([, fixed, dynamic]) => fixed ?? dynamic ?? '')
}

const withoutComments = (text: string) => text.replace(/\/\*[\s\S]*?\*\//g, ' ').replace(/(^|[\s;{(])\/\/.*$/gm, '$1')

/** `@scope/name/deep` → `@scope/name`. */
const packageOf = (module: string) =>
  module
    .split('/')
    .slice(0, module.startsWith('@') ? 2 : 1)
    .join('/')

function importFaults({ path, text }: SourceFile): string[] {
  const rule = folders.find(([prefix]) => path.startsWith(prefix) && !(prefix === 'electron/engine' && mainSide.has(path)))
  if (!rule) return []
  const [prefix, folder] = rule
  const own = prefix.split('/').find((part) => part !== 'src') ?? ''
  return importsOf(text).flatMap((module) => {
    if (module.startsWith('.')) {
      const target = new URL(module, `file:///${path}`).pathname.slice(1)
      const home = path.startsWith('src/') ? path.split('/').slice(0, 2).join('/') : path.split('/')[0]
      return target.startsWith(`${home}/`) ? [] : [`${path}: « ${module} » leaves its folder by a relative path; use the alias`]
    }
    if (module.startsWith('#')) {
      const [alias = ''] = module.slice(1).split('/')
      if (isTest(path)) return []
      return folder.folders.includes(alias) || alias === own ? [] : [`${path}: ${own} may not import ${module}`]
    }
    if (module.startsWith('node:')) return folder.node || isTest(path) ? [] : [`${path}: ${own} may not import ${module}`]
    if (isTest(path) && module !== 'electron') return []
    return folder.packages.includes(packageOf(module)) ? [] : [`${path}: ${own} may not import the package ${packageOf(module)}`]
  })
}

function nameFaults({ path }: SourceFile): string[] {
  const name = path.split('/').at(-1) ?? ''
  const base = name.replace(/\.(test|spec|config|d|preload)?\.?(ts|tsx|mjs|css)$/, '')
  const faults: string[] = []
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(base)) faults.push(`${path}: not in kebab-case`)
  if (forbiddenNames.has(base) || base.split('-').some((part) => forbiddenNames.has(part))) faults.push(`${path}: a name that says nothing`)
  if (base === 'index') faults.push(`${path}: is a barrel`)
  return faults
}

/** What breaks the rules in one file, one sentence each. */
export function faultsOf(file: SourceFile): string[] {
  const code = withoutComments(file.text)
  const calls = forbidden
    .filter(
      ({ pattern, except, within }) => (within?.(file.path) ?? true) && !except?.(file.path) && pattern.test(pattern.source.includes('@ts-') ? file.text : code)
    )
    .map(({ reason }) => `${file.path}: ${reason}`)
  const lines = file.text.split('\n').length - 1
  const length = lines > maxLines && !isDataList(file.path) ? [`${file.path}: ${lines} lines, more than ${maxLines}`] : []
  return [...importFaults({ ...file, text: code }), ...nameFaults(file), ...calls, ...length]
}
