// Draws the application's icon: a bunch of grapes on a rounded square. Writes resources/icons/ and the icons of resources/installer/.
// node scripts/icons.mjs

import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { crc32, deflateSync } from 'node:zlib'
import { root } from './run.mjs'

/** Drawing grid, in units; every length below is in these units. */
const grid = 64
const background = { radius: 14, colour: [31, 78, 140] }
const berry = { radius: 5.6, colour: [255, 255, 255] }
const stem = { x: 32, top: 6, bottom: 14, half: 1.5, colour: [141, 184, 240] }
/** Rows of the bunch, from the stem down: number of berries. */
const rows = [4, 3, 2, 1]

const berries = rows.flatMap((count, row) => Array.from({ length: count }, (_, index) => ({ x: 32 + (index - (count - 1) / 2) * 13, y: 21 + row * 11 })))

/**
 * Colour of one point, null outside the square.
 * @param {number} x
 * @param {number} y
 */
function colourAt(x, y) {
  const dx = Math.max(background.radius - x, x - (grid - background.radius), 0)
  const dy = Math.max(background.radius - y, y - (grid - background.radius), 0)
  if (Math.hypot(dx, dy) > background.radius) return null
  if (berries.some((centre) => Math.hypot(x - centre.x, y - centre.y) <= berry.radius)) return berry.colour
  if (Math.abs(x - stem.x) <= stem.half && y >= stem.top && y <= stem.bottom) return stem.colour
  return background.colour
}

/**
 * @param {string} type
 * @param {Buffer} content
 */
function chunk(type, content) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(content.length, 0)
  frame.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
}

/**
 * The icon's pixels, RGBA from the top left, each the mean of 16 points.
 * @param {number} size in pixels
 */
function pixels(size) {
  const samples = 4
  const raw = Buffer.alloc(size * size * 4)
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      const sum = [0, 0, 0, 0]
      for (let sample = 0; sample < samples * samples; sample += 1) {
        const x = column + ((sample % samples) + 0.5) / samples
        const y = row + (Math.floor(sample / samples) + 0.5) / samples
        const colour = colourAt((x * grid) / size, (y * grid) / size)
        if (!colour) continue
        for (const [index, value] of [...colour, 255].entries()) sum[index] = (sum[index] ?? 0) + value
      }
      const opaque = (sum[3] ?? 0) / 255
      const at = (row * size + column) * 4
      for (const index of [0, 1, 2]) raw[at + index] = opaque ? Math.round((sum[index] ?? 0) / opaque) : 0
      raw[at + 3] = Math.round((opaque * 255) / (samples * samples))
    }
  }
  return raw
}

/** @param {number} size in pixels */
function png(size) {
  const points = pixels(size)
  const raw = Buffer.alloc(size * (size * 4 + 1))
  for (let row = 0; row < size; row += 1) points.copy(raw, row * (size * 4 + 1) + 1, row * size * 4, (row + 1) * size * 4)
  const header = Buffer.alloc(13)
  header.writeUInt32BE(size, 0)
  header.writeUInt32BE(size, 4)
  header.set([8, 6, 0, 0, 0], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', deflateSync(raw, { level: 9 })), chunk('IEND', Buffer.alloc(0))])
}

/** @param {readonly number[]} colour */
const css = (colour) => `rgb(${colour.join(' ')})`
const svg = [
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${grid} ${grid}">`,
  '  <title>Grappe</title>',
  `  <rect width="${grid}" height="${grid}" rx="${background.radius}" fill="${css(background.colour)}" />`,
  `  <rect x="${stem.x - stem.half}" y="${stem.top}" width="${stem.half * 2}" height="${stem.bottom - stem.top}" fill="${css(stem.colour)}" />`,
  ...berries.map(({ x, y }) => `  <circle cx="${x}" cy="${Math.round(y * 10) / 10}" r="${berry.radius}" fill="${css(berry.colour)}" />`),
  '</svg>\n'
].join('\n')

/**
 * One picture of a Windows icon below 256 pixels, where some programs read no PNG: BGRA rows from the bottom, then an empty mask.
 * @param {number} size in pixels
 */
function bitmap(size) {
  const points = pixels(size)
  const head = Buffer.alloc(40)
  head.writeUInt32LE(40, 0)
  head.writeInt32LE(size, 4)
  head.writeInt32LE(size * 2, 8)
  head.writeUInt16LE(1, 12)
  head.writeUInt16LE(32, 14)
  const rows = Buffer.alloc(size * size * 4)
  for (let row = 0; row < size; row += 1) points.copy(rows, row * size * 4, (size - 1 - row) * size * 4, (size - row) * size * 4)
  for (let at = 0; at < rows.length; at += 4) [rows[at], rows[at + 2]] = [rows[at + 2] ?? 0, rows[at] ?? 0]
  return Buffer.concat([head, rows, Buffer.alloc(Math.ceil(size / 32) * 4 * size)])
}

/**
 * Windows icon: pictures behind a directory of 16-byte entries (size, depth, length, place).
 * @param {readonly number[]} sizes in pixels, 256 at most
 */
function ico(sizes) {
  const pictures = sizes.map((size) => (size < 256 ? bitmap(size) : png(size)))
  const head = Buffer.alloc(6 + 16 * sizes.length)
  head.writeUInt16LE(1, 2)
  head.writeUInt16LE(sizes.length, 4)
  let place = head.length
  for (const [index, size] of sizes.entries()) {
    const at = 6 + 16 * index
    const length = pictures[index]?.length ?? 0
    head.set([size % 256, size % 256, 0, 0, 1, 0, 32, 0], at)
    head.writeUInt32LE(length, at + 8)
    head.writeUInt32LE(place, at + 12)
    place += length
  }
  return Buffer.concat([head, ...pictures])
}

/** macOS icon: PNG pictures, each behind its four-letter type and its length. */
function icns() {
  const types = /** @type {const} */ ([
    ['icp4', 16],
    ['icp5', 32],
    ['icp6', 64],
    ['ic07', 128],
    ['ic08', 256],
    ['ic09', 512],
    ['ic10', 1024]
  ])
  /** @type {(type: string, content: Buffer) => Buffer} */
  const part = (type, content) => {
    const head = Buffer.from(`${type}....`, 'latin1')
    head.writeUInt32BE(content.length + 8, 4)
    return Buffer.concat([head, content])
  }
  return part('icns', Buffer.concat(types.map(([type, size]) => part(type, png(size)))))
}

const folder = join(root, 'resources', 'icons')
mkdirSync(folder, { recursive: true })
writeFileSync(join(folder, 'icon.svg'), svg)
writeFileSync(join(folder, 'icon.png'), png(512))

// What the installers want, so that none of them has to fetch a tool that converts pictures.
const installer = join(root, 'resources', 'installer')
mkdirSync(join(installer, 'linux'), { recursive: true })
writeFileSync(join(installer, 'icon.ico'), ico([16, 24, 32, 48, 64, 128, 256]))
writeFileSync(join(installer, 'icon.icns'), icns())
for (const size of [16, 32, 48, 64, 128, 256, 512]) writeFileSync(join(installer, 'linux', `${size}x${size}.png`), png(size))
