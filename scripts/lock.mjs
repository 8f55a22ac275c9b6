import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * @typedef {{ optional?: boolean, optionalDependencies?: Record<string, string>, os?: string | string[], cpu?: string | string[], libc?: string | string[] }} LockEntry
 * @typedef {{ platform: string, arch: string, libc: string | null }} Machine
 */

/** @returns {Machine} */
function thisMachine() {
  const report = process.platform === 'linux' ? /** @type {{ header: Record<string, unknown> }} */ (process.report.getReport()) : null
  const libc = report ? (report.header['glibcVersionRuntime'] ? 'glibc' : 'musl') : null
  return { platform: process.platform, arch: process.arch, libc }
}

/**
 * @param {string | readonly string[] | undefined} field `os`, `cpu` or `libc` of a package, with « !x » exclusions
 * @param {string | null} value
 */
function accepts(field, value) {
  if (!field || value === null) return true
  const list = typeof field === 'string' ? [field] : field
  const excluded = list.filter((entry) => entry.startsWith('!'))
  return excluded.length > 0 ? !excluded.includes(`!${value}`) : list.includes(value)
}

/**
 * The entry a package's dependency resolves to, walking up the nested node_modules.
 * @param {Record<string, LockEntry>} packages
 * @param {string} from
 * @param {string} name
 */
function resolve(packages, from, name) {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('node_modules/') - 1))) {
    const path = `${folder ? `${folder}/` : ''}node_modules/${name}`
    if (packages[path]) return path
    if (!folder) return null
  }
}

/**
 * Optional packages that this machine needs and does not have: npm leaves them out silently, from the lock or from the disk.
 * @param {string} root
 * @param {Machine} machine
 * @returns {string[]} their names
 */
export function missingOptionalPackages(root, machine = thisMachine()) {
  /** @type {{ packages: Record<string, LockEntry> }} */
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
  const forHere = new RegExp(`(^|[/-])${machine.platform}-${machine.arch}($|-gnu$|-glibc$)`)
  const missing = new Set()
  for (const [from, entry] of Object.entries(packages)) {
    for (const name of Object.keys(entry.optionalDependencies ?? {})) {
      const path = resolve(packages, from, name)
      if (path === null) {
        if (forHere.test(name)) missing.add(name)
        continue
      }
      const target = packages[path] ?? {}
      const wanted = accepts(target.os, machine.platform) && accepts(target.cpu, machine.arch) && accepts(target.libc, machine.libc)
      if (wanted && existsSync(join(root, from, 'package.json')) && !existsSync(join(root, path, 'package.json'))) missing.add(name)
    }
  }
  return [...missing].sort()
}
