import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Token, walkTokens } from 'marked'
import { expect, test } from 'vitest'
import { phases } from '#domain/lot.ts'
import { lireChapitre } from './chapitres.ts'

const folder = join(import.meta.dirname, '../../../resources/guide')
const files = readdirSync(folder).filter((name) => name.endsWith('.md'))
/** What `texte.tsx` draws. */
const drawn = new Set(['heading', 'paragraph', 'list', 'list_item', 'table', 'text', 'strong', 'codespan', 'link', 'image', 'space'])

test('the guide has its chapters', () => {
  expect(files.length).toBeGreaterThanOrEqual(9)
})

test.each(files)('%s can be drawn: known tokens, links to real screens, pictures that exist', (name) => {
  const { titre, jetons } = lireChapitre(name, readFileSync(join(folder, name), 'utf8'))
  expect(titre).toMatch(/\S/u)
  const wrong: string[] = []
  walkTokens([...jetons] as Token[], (token) => {
    if (!drawn.has(token.type)) wrong.push(`token ${token.type}`)
    if (token.type === 'link' && !phases.some((p) => p.code === token['href'].slice(1).split('/')[0])) wrong.push(`lien ${token['href']}`)
    if (token.type === 'image' && !readdirSync(join(folder, 'images')).includes(token['href'])) wrong.push(`image ${token['href']}`)
  })
  expect(wrong).toEqual([])
})
