import { crc32, deflateSync } from 'node:zlib'
import type { TypePiece } from '../facturation/piece.js'
import type { Seed } from '../core/seed.js'

/**
 * Invented documents to send: a sheet with a few grey lines where a text would be, drawn by code. Sizes are those of an A5 sheet at the
 * resolution asked for.
 */
export interface Feuille {
  type: TypePiece
  /** Dots per inch; the file says it unless `muette`. */
  resolution: number
  /** The file says nothing of its resolution. */
  muette?: boolean
  /** A PDF of text: no image in it. */
  texte?: boolean
  /** A file that does not open: cut in its middle, or protected by a password when it is a PDF. */
  abimee?: boolean
  /** Grain of a bad scanner: the document weighs far more than its content. */
  grain?: Seed
}

const A5_INCHES = { width: 5.83, height: 8.27 }
const INCHES_PER_METRE = 1 / 0.0254
const PAPER = 0xf0
const INK = 0x50

interface Gray {
  width: number
  height: number
  at(x: number, y: number): number
}

/** Lines of a text, and a margin. */
function drawn({ resolution, grain }: Feuille): Gray {
  const width = Math.ceil(A5_INCHES.width * resolution)
  const height = Math.ceil(A5_INCHES.height * resolution)
  const noise = grain ? grainOf(grain, width * height) : undefined
  const line = Math.ceil(resolution / 5)
  const inked = (x: number, y: number): boolean => x > width / 8 && x < (width * 7) / 8 && y > height / 8 && y < (height * 5) / 8 && y % line < line / 4
  return { width, height, at: (x, y) => (noise ? noise[y * width + x]! : inked(x, y) ? INK : PAPER) }
}

/** Bytes that no compression makes smaller. */
function grainOf(seed: Seed, length: number): Uint8Array {
  const bytes = new Uint8Array(length)
  let value = 1 + seed.integer(2_147_483_645)
  // Lehmer's generator: enough to look like grain.
  for (let index = 0; index < length; index += 1) {
    value = (value * 48_271) % 2_147_483_647
    bytes[index] = value & 0xff
  }
  return bytes
}

/* ---- PNG ---- */

const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const check = Buffer.alloc(4)
  check.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, check])
}

function png(feuille: Feuille): Buffer {
  const { width, height, at } = drawn(feuille)
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  // Eight bits of grey.
  header[8] = 8
  const density = Buffer.alloc(9)
  const perMetre = Math.round(feuille.resolution * INCHES_PER_METRE)
  density.writeUInt32BE(perMetre, 0)
  density.writeUInt32BE(perMetre, 4)
  density[8] = 1
  const rows = Buffer.alloc((width + 1) * height)
  for (let y = 0; y < height; y += 1) for (let x = 0; x < width; x += 1) rows[y * (width + 1) + 1 + x] = at(x, y)
  return Buffer.concat([PNG_SIGNATURE, chunk('IHDR', header), ...(feuille.muette ? [] : [chunk('pHYs', density)]), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))])
}

/* ---- JPEG: baseline, grey, one level per block of 8 by 8 ---- */

const BLOCK = 8
/** Step of the mean of a block: one unit is one level of grey. */
const STEP = 8
/** Code of each size of difference (JPEG F.1.2.1): 0 → `0`, then one more `1` each. The sheet has two greys: no other size occurs. */
const SIZES = [0, 7, 8] as const
const CODES = ['0', '10', '110'] as const
/** End of block, the only code of the other table. */
const END_OF_BLOCK = '0'

const segment = (marker: number, data: readonly number[]): Buffer => Buffer.from([0xff, marker, (data.length + 2) >> 8, (data.length + 2) & 0xff, ...data])

function jpeg(feuille: Feuille): Buffer {
  const { width, height, at } = drawn(feuille)
  const [columns, rows] = [Math.ceil(width / BLOCK), Math.ceil(height / BLOCK)]
  let previous = 0
  let bits = ''
  const bytes: number[] = []
  const flush = (): void => {
    while (bits.length >= 8) {
      const byte = Number.parseInt(bits.slice(0, 8), 2)
      bits = bits.slice(8)
      bytes.push(byte, ...(byte === 0xff ? [0] : []))
    }
  }
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      // Two levels only, around the middle: a difference is 0, or takes 7 or 8 bits.
      const level = at(Math.min(column * BLOCK, width - 1), Math.min(row * BLOCK, height - 1)) >= 0x80 ? 100 : -100
      const change = level - previous
      previous = level
      const size = change === 0 ? 0 : Math.abs(change).toString(2).length
      const code = CODES[SIZES.indexOf(size as (typeof SIZES)[number])]!
      const amplitude = size === 0 ? '' : (change > 0 ? change : change + 2 ** size - 1).toString(2).padStart(size, '0')
      bits += code + amplitude + END_OF_BLOCK
      flush()
    }
  }
  bits += '1'.repeat((8 - (bits.length % 8)) % 8)
  flush()
  const { resolution, muette } = feuille
  // JFIF 1.01; unit 1 is dots per inch, 0 says nothing.
  const density = [muette ? 0 : 1, resolution >> 8, resolution & 0xff, resolution >> 8, resolution & 0xff]
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xe0, [...Buffer.from('JFIF\0'), 1, 1, ...density, 0, 0]),
    segment(0xdb, [0, STEP, ...Array.from({ length: 63 }, () => 1)]),
    segment(0xc0, [8, height >> 8, height & 0xff, width >> 8, width & 0xff, 1, 1, 0x11, 0]),
    segment(0xc4, [0x00, 1, 1, 1, ...Array.from({ length: 13 }, () => 0), ...SIZES]),
    segment(0xc4, [0x10, 1, ...Array.from({ length: 15 }, () => 0), 0x00]),
    segment(0xda, [1, 1, 0x00, 0, 63, 0]),
    Buffer.from(bytes),
    Buffer.from([0xff, 0xd9]),
  ])
}

/* ---- PDF: one page, an image of the sheet or a few words ---- */

const POINTS = { width: 420, height: 595 }

function pdf(feuille: Feuille): Buffer {
  const image = feuille.texte ? undefined : jpeg(feuille)
  const { width, height } = drawn(feuille)
  const drawing = feuille.texte ? 'BT /F1 14 Tf 60 500 Td (Ordonnance fictive, document de test) Tj ET' : `q ${POINTS.width} 0 0 ${POINTS.height} 0 0 cm /Im1 Do Q`
  const resource = feuille.texte ? '/Font << /F1 5 0 R >>' : '/XObject << /Im1 5 0 R >>'
  const objects: (string | Buffer)[][] = [
    ['<< /Type /Catalog /Pages 2 0 R >>'],
    ['<< /Type /Pages /Kids [3 0 R] /Count 1 >>'],
    [`<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${POINTS.width} ${POINTS.height}] /Contents 4 0 R /Resources << ${resource} >> >>`],
    [`<< /Length ${drawing.length} >>\nstream\n${drawing}\nendstream`],
    image
      ? [`<< /Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /DCTDecode /Length ${image.length} >>\nstream\n`, image, '\nendstream']
      : ['<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>'],
  ]
  const written: Buffer[] = [Buffer.from('%PDF-1.4\n', 'latin1')]
  const offsets: number[] = []
  const size = (): number => written.reduce((sum, part) => sum + part.length, 0)
  for (const [index, parts] of objects.entries()) {
    offsets.push(size())
    written.push(Buffer.from(`${index + 1} 0 obj\n`, 'latin1'), ...parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part)), Buffer.from('\nendobj\n', 'latin1'))
  }
  const start = size()
  const table = ['0000000000 65535 f ', ...offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n `)]
  written.push(Buffer.from(`xref\n0 ${table.length}\n${table.join('\n')}\ntrailer\n<< /Size ${table.length} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`, 'latin1'))
  return Buffer.concat(written)
}

const WRITERS: Readonly<Record<TypePiece, (feuille: Feuille) => Buffer>> = { 'image/png': png, 'image/jpeg': jpeg, 'application/pdf': pdf }

/** The bytes of an invented document. */
export function feuille(feuille: Feuille): Uint8Array {
  const bytes = WRITERS[feuille.type](feuille)
  if (!feuille.abimee) return bytes
  return feuille.type === 'application/pdf' ? Buffer.from(bytes.toString('latin1').replace('/Root 1 0 R', '/Root 1 0 R /Encrypt 5 0 R'), 'latin1') : bytes.subarray(0, bytes.length >> 1)
}
