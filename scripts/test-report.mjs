import { spawnSync } from 'node:child_process'
import { root } from './run.mjs'

/**
 * Names of what failed, of what was skipped, and of what says nothing of a package (scripts/package-scope.mjs).
 * @typedef {{ passed: number, failed: readonly string[], skipped: readonly string[], notApplicable?: readonly string[] }} Report
 */

/**
 * A tool run as one check.
 * @param {string} name
 * @param {string} tool a bin of node_modules, first in the PATH of every npm script
 * @param {readonly string[]} args
 * @param {Readonly<Record<string, string>>} env added to the environment
 * @returns {Report}
 */
export function command(name, tool, args, env = {}) {
  const { status, error } = spawnSync(tool, args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32', env: { ...process.env, ...env } })
  if (error) console.error(error.message)
  return status === 0 ? { passed: 1, failed: [], skipped: [] } : { passed: 0, failed: [name], skipped: [] }
}
