import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'
import { themes } from '#contract/shell.ts'

/** What this computer remembers of the window. Every part stands alone: one that cannot be read is forgotten, the others are kept. */
const schema = z.object({
  theme: z.enum(themes).catch('systeme'),
  /** Factor of the page, 1 for its usual size. */
  zoom: z.number().min(0.8).max(2).catch(1),
  place: z.object({ x: z.int(), y: z.int(), width: z.int(), height: z.int(), isMaximized: z.boolean() }).nullable().catch(null)
})
type Content = z.infer<typeof schema>

function readContent(path: string): Content {
  try {
    return schema.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return schema.parse({})
  }
}

/** The preferences kept in a file of the profile. Losing them costs nothing, so a disk that refuses them stops nobody. */
export function openPreferences(path: string) {
  let content = readContent(path)
  return {
    read: () => content,
    keep(changes: Partial<Content>) {
      content = { ...content, ...changes }
      try {
        mkdirSync(dirname(path), { recursive: true })
        writeFileSync(`${path}.tmp`, JSON.stringify(content))
        renameSync(`${path}.tmp`, path)
      } catch {
        // Read-only or full: they hold until the window closes.
      }
    }
  }
}
export type Preferences = ReturnType<typeof openPreferences>
