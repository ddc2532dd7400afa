import { crc32, deflateSync } from 'node:zlib'
import { PDFDocument, StandardFonts } from 'pdf-lib'
import { PNG } from 'pngjs'
import type { PNGOptions } from 'pngjs'
import QRCode from 'qrcode'
import { expect, test } from 'vitest'
import { buildCode2d, readCode2d } from '../core/code2d.js'
import { printCode2d } from '../simulators/code2d.js'
import { readQr, readQrs, UnreadableDocument } from './image.js'

const payload = buildCode2d({
  identifiant: '01S2TBPZ2JCNZZYGHZ',
  patient: { nomFamille: "D'ESSAI DE L'EXEMPLE", prenom: 'FICTIF', dateNaissance: '1965-11-03' },
  prescripteur: { rpps: '99900023138', rppsRemplacant: '99900007487', numeroAm: '991000696' },
})

const MM = 72 / 25.4

/** An A4 page with text around a code printed at a given size. */
async function slip(sizeMm: number, before = 0): Promise<Uint8Array> {
  const document = await PDFDocument.create()
  const font = await document.embedFont(StandardFonts.Helvetica)
  for (let index = 0; index < before; index += 1) document.addPage([595, 842]).drawText('Mentions')
  const page = document.addPage([595, 842])
  for (let line = 0; line < 40; line += 1) page.drawText(`${line} CLAMOXYL 1 g, comprimé dispersible : 1 comprimé matin et soir pendant 7 jours, à renouveler`, { x: 40, y: 800 - line * 15, size: 9, font })
  const image = await document.embedPng(await printCode2d(payload))
  page.drawImage(image, { x: 40, y: 60, width: sizeMm * MM, height: sizeMm * MM })
  page.drawText('e-prescription N°01S2TBPZ2JCNZZYGHZ', { x: 40, y: 50, size: 7, font })
  return document.save()
}

test('a printed code is read back from its PNG', async () => {
  expect(await readQr({ typeMedia: 'image/png', bytes: await printCode2d(payload) })).toBe(payload)
})

test.each([['L', 1], ['M', 2], ['Q', 3], ['H', 8]] as const)('level %s at %i pixels per module', async (errorCorrection, scale) => {
  expect(await readQr({ typeMedia: 'image/png', bytes: await printCode2d(payload, { errorCorrection, scale }) })).toBe(payload)
})

test.each([18, 25, 30, 45])('a code of %i mm is found on an A4 page full of text', async (size) => {
  const text = await readQr({ typeMedia: 'application/pdf', bytes: await slip(size) })
  expect(text).toBe(payload)
  expect(readCode2d(text!).nature).toBe('ordonnance')
})

test('every code of a document is read, on every page, each once', async () => {
  const document = await PDFDocument.create()
  for (const texts of [['un', 'deux'], ['un', 'trois']]) {
    const page = document.addPage([595, 842])
    for (const [rank, text] of texts.entries()) page.drawImage(await document.embedPng(await printCode2d(text)), { x: 40 + rank * 250, y: 400, width: 120, height: 120 })
  }
  const found = await readQrs({ typeMedia: 'application/pdf', bytes: await document.save() })
  expect(found.sort()).toEqual(['deux', 'trois', 'un'])
})

test('a code on the last page is found', async () => {
  expect(await readQr({ typeMedia: 'application/pdf', bytes: await slip(30, 2) })).toBe(payload)
})

test('names with accents come back as they were', async () => {
  expect(await readQr({ typeMedia: 'image/png', bytes: await printCode2d('É œ 漢字 🙂') })).toBe('É œ 漢字 🙂')
})

const pixelsOf = (png: Buffer): PNG => PNG.sync.read(png)
const saved = (image: PNG, options: PNGOptions = {}): Buffer => PNG.sync.write(image, options)

test('white on black is read too', async () => {
  const image = pixelsOf(await printCode2d(payload))
  for (let index = 0; index < image.data.length; index += 4) for (const channel of [0, 1, 2]) image.data[index + channel] = 255 - image.data[index + channel]!
  expect(await readQr({ typeMedia: 'image/png', bytes: saved(image) })).toBe(payload)
})

test('a transparent background is paper', async () => {
  const image = pixelsOf(await printCode2d(payload))
  for (let index = 0; index < image.data.length; index += 4) {
    const white = image.data[index] === 255
    image.data.fill(0, index, index + 3)
    image.data[index + 3] = white ? 0 : 255
  }
  expect(await readQr({ typeMedia: 'image/png', bytes: saved(image, { colorType: 6 }) })).toBe(payload)
})

test('greys are read', async () => {
  expect(await readQr({ typeMedia: 'image/png', bytes: saved(pixelsOf(await printCode2d(payload)), { colorType: 0 }) })).toBe(payload)
})

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  check.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, check])
}

/** A PNG of one bit per pixel, its two colours in a palette: what office software writes and pngjs does not. */
function palettePng(text: string, scale: number): Buffer {
  const { modules } = QRCode.create(text)
  const size = (modules.size + 8) * scale
  const isDark = (x: number, y: number): boolean => {
    const [column, row] = [Math.floor(x / scale) - 4, Math.floor(y / scale) - 4]
    return column >= 0 && row >= 0 && column < modules.size && row < modules.size && Boolean(modules.get(row, column))
  }
  const rows = Array.from({ length: size }, (_, y) => {
    const row = Buffer.alloc(1 + Math.ceil(size / 8))
    for (let x = 0; x < size; x += 1) if (isDark(x, y)) row[1 + (x >> 3)]! |= 0x80 >> (x & 7)
    return row
  })
  const header = Buffer.alloc(13)
  header.writeUInt32BE(size, 0)
  header.writeUInt32BE(size, 4)
  header.set([1, 3, 0, 0, 0], 8)
  const palette = Buffer.from([0xf5, 0xf5, 0xdc, 0x10, 0x20, 0x40])
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('PLTE', palette),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

test('a palette of two colours is read', async () => {
  expect(await readQr({ typeMedia: 'image/png', bytes: palettePng(payload, 4) })).toBe(payload)
})

test('a small code is found in a large scan', async () => {
  const code = pixelsOf(await printCode2d(payload, { scale: 4 }))
  const page = new PNG({ width: 2480, height: 3508 })
  page.data.fill(255)
  for (let y = 0; y < 1800; y += 30) for (let x = 200; x < 2200; x += 1) page.data.fill((x * 7 + y) % 5 < 2 ? 0 : 255, ((y + 200) * 2480 + x) * 4, ((y + 200) * 2480 + x) * 4 + 3)
  PNG.bitblt(code, page, 0, 0, code.width, code.height, 180, 3000)
  expect(await readQr({ typeMedia: 'image/png', bytes: saved(page) })).toBe(payload)
})

test('no code is null, not an error', async () => {
  const blank = new PNG({ width: 300, height: 300 })
  blank.data.fill(255)
  expect(await readQr({ typeMedia: 'image/png', bytes: saved(blank) })).toBeNull()
  const document = await PDFDocument.create()
  document.addPage([595, 842]).drawText('Ordonnance sans code')
  expect(await readQr({ typeMedia: 'application/pdf', bytes: await document.save() })).toBeNull()
})

test('bytes that are not what they claim are refused in French', async () => {
  const png = await printCode2d(payload)
  const huge = Buffer.from(png)
  huge.writeUInt32BE(100_000, 16)
  huge.writeUInt32BE(100_000, 20)
  for (const [typeMedia, bytes, message] of [
    ['image/png', Buffer.from('bonjour'), /signature/],
    ['image/png', png.subarray(0, png.length / 2), /abîmée/],
    ['image/png', huge, /100000 × 100000/],
    ['application/pdf', Buffer.from('bonjour'), /ne s’ouvre pas/],
    ['application/pdf', Buffer.alloc(0), /ne s’ouvre pas/],
  ] as const) {
    await expect(readQr({ typeMedia, bytes })).rejects.toThrow(UnreadableDocument)
    await expect(readQr({ typeMedia, bytes })).rejects.toThrow(message)
  }
})

test('a torn code is not read', async () => {
  const image = pixelsOf(await printCode2d(payload))
  image.data.fill(255, 0, Math.floor(image.height / 2) * image.width * 4)
  expect(await readQr({ typeMedia: 'image/png', bytes: saved(image) })).toBeNull()
})

test('the same document is searched once', async () => {
  const bytes = await printCode2d('une fois')
  expect(readQrs({ typeMedia: 'image/png', bytes })).toBe(readQrs({ typeMedia: 'image/png', bytes: Buffer.from(bytes) }))
})
