import { crc32 } from 'node:zlib'
import { PDFDocument, rgb } from 'pdf-lib'
import { PNG } from 'pngjs'
import { expect, test } from 'vitest'
import { seedFrom } from '../core/seed.js'
import { feuille, type Feuille } from '../simulators/pieces.js'
import { lirePiece, refusDe, RESOLUTION_MINIMALE, TAILLE_MAXIMALE, TYPES_PIECE } from './piece.js'

const SHEETS: [string, Feuille, object][] = [
  ['a JPEG', { type: 'image/jpeg', resolution: 200 }, { type: 'image/jpeg', resolution: 200, pages: 1 }],
  ['a PNG', { type: 'image/png', resolution: 150 }, { type: 'image/png', resolution: 150, pages: 1 }],
  ['a scanned PDF', { type: 'application/pdf', resolution: 200 }, { type: 'application/pdf', pages: 1, resolution: 200 }],
  ['a PDF of text', { type: 'application/pdf', resolution: 200, texte: true }, { type: 'application/pdf', pages: 1, vectoriel: true }],
  ['a JPEG that is silent', { type: 'image/jpeg', resolution: 200, muette: true }, { type: 'image/jpeg', pages: 1 }],
  ['a PNG that is silent', { type: 'image/png', resolution: 200, muette: true }, { type: 'image/png', pages: 1 }],
]

test.each(SHEETS)('%s says its kind and its resolution', (_title, sheet, expected) => {
  const contenu = feuille(sheet)
  expect(lirePiece(contenu)).toEqual({ octets: contenu.length, ...expected })
})

test('the name of a file and what is announced prove nothing', () => {
  expect(lirePiece(Buffer.from('%!PS une impression'))).toEqual({ octets: 19 })
  expect(refusDe(lirePiece(Buffer.from('GIF89a')), 'image/png')).toEqual(['SIM-SCO-03'])
  expect(refusDe(lirePiece(feuille({ type: 'image/png', resolution: 150 })), 'image/jpeg')).toEqual(['SIM-SCO-04'])
})

test.each(TYPES_PIECE)('%s under 150 dots per inch is refused, at 150 it is not', (type) => {
  expect(refusDe(lirePiece(feuille({ type, resolution: 96 })), type)).toEqual(['SIM-SCO-05'])
  expect(refusDe(lirePiece(feuille({ type, resolution: 150 })), type)).toEqual([])
})

test('an unknown resolution is refused, a PDF without image is not', () => {
  expect(refusDe(lirePiece(feuille({ type: 'image/png', resolution: 300, muette: true })), 'image/png')).toEqual(['SIM-SCO-05'])
  expect(refusDe(lirePiece(feuille({ type: 'application/pdf', resolution: 300, texte: true })), 'application/pdf')).toEqual([])
})

test('a grainy document is too heavy', () => {
  expect(refusDe(lirePiece(feuille({ type: 'image/png', resolution: 150, grain: seedFrom('grain') })), 'image/png')).toEqual(['SIM-SCO-06'])
})

test('the density in centimetres and that of Exif count as those in inches', () => {
  const jpeg = Buffer.from(feuille({ type: 'image/jpeg', resolution: 60 }))
  jpeg[13] = 2
  expect(lirePiece(jpeg).resolution).toBe(152)
  const tiff = Buffer.alloc(64)
  tiff.write('II*\0', 0, 'latin1')
  tiff.writeUInt32LE(8, 4)
  tiff.writeUInt16LE(2, 8)
  for (const [index, [tag, type, value]] of [[0x011a, 5, 40], [0x0128, 3, 2]].entries()) {
    tiff.writeUInt16LE(tag!, 10 + index * 12)
    tiff.writeUInt16LE(type!, 12 + index * 12)
    tiff.writeUInt32LE(1, 14 + index * 12)
    tiff.writeUInt32LE(value!, 18 + index * 12)
  }
  tiff.writeUInt32LE(300, 40)
  tiff.writeUInt32LE(1, 44)
  const data = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff])
  const head = Buffer.from([0xff, 0xd8, 0xff, 0xe1, 0, data.length + 2])
  expect(lirePiece(Buffer.concat([head, data, Buffer.from([0xff, 0xda, 0, 2])])).resolution).toBe(300)
})

/** A JPEG of no image whose Exif directory has these entries, in the order of bytes of big machines. */
function exif(entries: readonly (readonly [tag: number, type: number, value: number])[], fractions: readonly (readonly [at: number, value: number])[]): Buffer {
  const tiff = Buffer.alloc(64)
  tiff.write('MM\0*', 0, 'latin1')
  tiff.writeUInt32BE(8, 4)
  tiff.writeUInt16BE(entries.length, 8)
  for (const [index, [tag, type, value]] of entries.entries()) {
    const at = 10 + index * 12
    tiff.writeUInt16BE(tag, at)
    tiff.writeUInt16BE(type, at + 2)
    tiff.writeUInt32BE(1, at + 4)
    if (type === 3) tiff.writeUInt16BE(value, at + 8)
    else tiff.writeUInt32BE(value, at + 8)
  }
  for (const [at, value] of fractions) {
    tiff.writeUInt32BE(value, at)
    tiff.writeUInt32BE(1, at + 4)
  }
  const data = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff])
  return Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe1, 0, data.length + 2]), data, Buffer.from([0xff, 0xda, 0, 2])])
}

test('Exif is read in both orders of bytes and both units, the lower direction counts', () => {
  const [x, y, unit] = [0x011a, 0x011b, 0x0128]
  expect(lirePiece(exif([[x, 5, 48], [y, 5, 56], [unit, 3, 2]], [[48, 300], [56, 150]])).resolution).toBe(150)
  expect(lirePiece(exif([[x, 5, 48], [unit, 3, 3]], [[48, 60]])).resolution).toBe(152)
  expect(lirePiece(exif([[x, 5, 48]], [[48, 300]])).resolution).toBe(300)
  // A ratio is no density, and a directory that points outside of the segment says nothing.
  expect(lirePiece(exif([[x, 5, 48], [unit, 3, 1]], [[48, 300]])).resolution).toBeUndefined()
  expect(lirePiece(exif([[x, 5, 4096], [unit, 3, 2]], []))).toMatchObject({ type: 'image/jpeg', pages: 1 })
  expect(lirePiece(exif([[x, 5, 4096], [unit, 3, 2]], [])).resolution).toBeUndefined()
})

test('a PNG whose density has no unit says a ratio, not a resolution', () => {
  const bytes = Buffer.from(feuille({ type: 'image/png', resolution: 300 }))
  const unit = bytes.indexOf('pHYs') + 4 + 8
  expect(bytes[unit]).toBe(1)
  bytes[unit] = 0
  bytes.writeUInt32BE(crc32(bytes.subarray(unit - 12, unit + 1)), unit + 1)
  expect(refusDe(lirePiece(bytes), 'image/png')).toEqual(['SIM-SCO-05'])
})

test('the header of a PDF may come a little late, not too late', () => {
  const bytes = Buffer.from(feuille({ type: 'application/pdf', resolution: 150 }))
  expect(lirePiece(Buffer.concat([Buffer.alloc(1000, 0x0a), bytes])).type).toBe('application/pdf')
  expect(lirePiece(Buffer.concat([Buffer.alloc(1024, 0x0a), bytes])).type).toBeUndefined()
})

test('a scan laid on its side has the same resolution, a mask is no image, and its page must have a size', () => {
  const text = Buffer.from(feuille({ type: 'application/pdf', resolution: 200 })).toString('latin1')
  const read = (changed: string): ReturnType<typeof lirePiece> => lirePiece(Buffer.from(changed, 'latin1'))
  expect(read(text.replace('[0 0 420 595]', '[0 0 595 420]')).resolution).toBe(200)
  expect(read(text.replace('/Subtype /Image', '/Subtype /Image /ImageMask true'))).toMatchObject({ vectoriel: true })
  const boundless = read(text.replace('/MediaBox [0 0 420 595]', ''))
  expect(boundless.resolution).toBeUndefined()
  expect(refusDe(boundless, 'application/pdf')).toEqual(['SIM-SCO-05'])
})

test('everything that is wrong is said, in the order of the codes', () => {
  expect(refusDe({ octets: TAILLE_MAXIMALE + 1 }, 'image/png')).toEqual(['SIM-SCO-03', 'SIM-SCO-06'])
  expect(refusDe({ octets: TAILLE_MAXIMALE + 1, type: 'image/png', resolution: RESOLUTION_MINIMALE - 1 }, 'image/jpeg')).toEqual(['SIM-SCO-04', 'SIM-SCO-05', 'SIM-SCO-06'])
  expect(refusDe({ octets: TAILLE_MAXIMALE, type: 'image/png', resolution: RESOLUTION_MINIMALE }, 'image/png')).toEqual([])
})

test('damaged documents are read as far as they go', () => {
  for (const type of TYPES_PIECE) {
    const whole = Buffer.from(feuille({ type, resolution: 150 }))
    for (let length = 0; length < 300; length += 7) expect(lirePiece(whole.subarray(0, length)).octets).toBe(length)
  }
})

test('what does not open is refused: cut, damaged, protected; what follows the end is no matter', () => {
  for (const type of TYPES_PIECE) {
    const whole = Buffer.from(feuille({ type, resolution: 200 }))
    expect({ type, refus: refusDe(lirePiece(Buffer.concat([whole, Buffer.from('\r\n')])), type) }).toEqual({ type, refus: [] })
    expect({ type, refus: refusDe(lirePiece(whole.subarray(0, whole.length >> 1)), type) }).toEqual({ type, refus: ['SIM-SCO-10'] })
    expect({ type, refus: refusDe(lirePiece(feuille({ type, resolution: 200, abimee: true })), type) }).toEqual({ type, refus: ['SIM-SCO-10'] })
  }
  const damaged = Buffer.from(feuille({ type: 'image/png', resolution: 200 }))
  damaged[damaged.length - 40]! ^= 0xff
  expect(refusDe(lirePiece(damaged), 'image/png')).toEqual(['SIM-SCO-10'])
  expect(refusDe(lirePiece(Buffer.from('%PDF-1.4\nrien\n%%EOF\n')), 'application/pdf')).toEqual(['SIM-SCO-10'])
  expect(refusDe(lirePiece(Buffer.from([0xff, 0xd8, 0xff, 0xd9])), 'image/jpeg')).toEqual(['SIM-SCO-10'])
})

test('the resolution of a PDF is that of its image where the page shows it; a logo is no scan', async () => {
  const written = async (width: number, height: number, compress: boolean): Promise<ReturnType<typeof lirePiece>> => {
    const document = await PDFDocument.create()
    const page = document.addPage([595, 842])
    page.drawText('Ordonnance (q 1 0 0 1 0 0 cm)')
    page.drawRectangle({ x: 0, y: 0, width: 10, height: 10, color: rgb(0, 0, 0) })
    page.drawImage(await document.embedJpg(feuille({ type: 'image/jpeg', resolution: 150 })), { x: 50, y: 50, width, height })
    return lirePiece(await document.save({ useObjectStreams: compress }))
  }
  for (const compress of [true, false]) {
    expect(await written(420, 595.68, compress)).toMatchObject({ resolution: 150 })
    expect(await written(595, 842, compress)).toMatchObject({ resolution: 106 })
    expect(await written(42, 59.5, compress)).toMatchObject({ vectoriel: true })
  }
})

test('hostile documents cost no more than their size', () => {
  const started = performance.now()
  for (const text of ['<<'.repeat(500_000), '<< /Subtype /Image '.repeat(50_000), `${'<<a>>'.repeat(200_000)}stream\n`, 'q '.repeat(500_000), '/MediaBox ['.repeat(90_000), '<< /Length 1 >>\nstream\n'.repeat(5_000)]) lirePiece(Buffer.from(`%PDF-1.4\n${text}`))
  lirePiece(Buffer.concat([Buffer.from([0xff, 0xd8]), Buffer.alloc(1_000_000, 0xff)]))
  expect(performance.now() - started).toBeLessThan(10_000)
})

test('other programs read the invented documents', async () => {
  expect(PNG.sync.read(Buffer.from(feuille({ type: 'image/png', resolution: 150 })))).toMatchObject({ width: 875, height: 1241 })
  const written = await PDFDocument.load(feuille({ type: 'application/pdf', resolution: 150 }))
  expect(written.getPage(0).getSize()).toEqual({ width: 420, height: 595 })
  // A PDF written again keeps its pages in an object stream.
  expect(lirePiece(await written.save())).toMatchObject({ type: 'application/pdf', pages: 1, resolution: 150 })
  const other = await PDFDocument.create()
  const image = await other.embedJpg(feuille({ type: 'image/jpeg', resolution: 150 }))
  expect([image.width, image.height]).toEqual([875, 1241])
})
