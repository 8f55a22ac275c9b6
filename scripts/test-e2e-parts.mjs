import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { root } from './run.mjs'

/** The longest files, longest first: each is a part, begun before the others so that those that run at once end together. */
const longest = ['ecrans', 'parcours', 'dialogues', 'partage', 'porteur', 'au-clavier', 'moteur']

/** How many parts share the other files: each part costs a start of Playwright. */
const others = 4

/**
 * Every end-to-end test in small parts, each the words that ask Playwright for its files.
 * @returns {readonly (readonly string[])[]}
 */
export function endToEndParts() {
  const files = readdirSync(join(root, 'test', 'e2e'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.spec.ts'))
    .map((file) => basename(file, '.spec.ts'))
    .sort()
  const alone = longest.filter((file) => files.includes(file))
  const rest = files.filter((file) => !longest.includes(file))
  const dealt = Array.from({ length: others }, (_, part) => rest.filter((_, rank) => rank % others === part))
  return [...alone.map((file) => [file]), ...dealt].map((part) => part.map((file) => `[\\\\/]${file}\\.spec\\.ts$`))
}
