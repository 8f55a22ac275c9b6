/**
 * Loaded before the engine, by `--import`: one fault planted or injected, named by GRAPPE_DEFAUT. The tests must see each planted one.
 * The product has no switch for them: what is changed is what the engine finds in Node.
 */
import promesses from 'node:fs/promises'
import { createRequire, syncBuiltinESMExports } from 'node:module'

const defaut = process.env['GRAPPE_DEFAUT']

if (defaut === 'wal-normal') {
  const Database: { prototype: { pragma: (source: string, options?: object) => unknown } } = createRequire(import.meta.url)('better-sqlite3')
  const vrai = Database.prototype.pragma
  // What better-sqlite3 does by itself in WAL mode; the engine's own check of its pragmas is deceived too.
  Database.prototype.pragma = function (source, options) {
    if (source === 'synchronous = 2') return vrai.call(this, 'synchronous = 1', options)
    if (source === 'synchronous' && vrai.call(this, 'synchronous', options) === 1) return 2
    return vrai.call(this, source, options)
  }
}

if (defaut === 'renommages') {
  // What an antivirus or a synchronisation does: three renames in ten are refused.
  const vrai = promesses.rename
  promesses.rename = (de, vers) => (Math.random() < 0.3 ? Promise.reject(Object.assign(new Error('EPERM'), { code: 'EPERM' })) : vrai(de, vers))
}

syncBuiltinESMExports()
