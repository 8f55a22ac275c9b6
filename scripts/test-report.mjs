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
 * @returns {Report}
 */
export function command(name, tool, args) {
  const { status, error } = spawnSync(tool, args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' })
  if (error) console.error(error.message)
  return status === 0 ? { passed: 1, failed: [], skipped: [] } : { passed: 0, failed: [name], skipped: [] }
}
