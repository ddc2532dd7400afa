import { constants, crc32, inflateSync } from 'node:zlib'

/**
 * A supporting document, judged by what its bytes say, never by its name: kind, resolution, size. JPEG, PNG or PDF, 150 dots per inch or more
 * (formats.md 3.4, fiducial glossary); 250 is the limit of a product's settings, whose unit is not stated: read as kB of 1000 bytes (assumed).
 */
export const TYPES_PIECE = ['image/jpeg', 'image/png', 'application/pdf'] as const
export type TypePiece = (typeof TYPES_PIECE)[number]
export const RESOLUTION_MINIMALE = 150
export const TAILLE_MAXIMALE = 250_000

export interface Piece {
  octets: number
  /** Undefined: neither JPEG, PNG nor PDF. */
  type?: TypePiece
  /** Dots per inch, the lower of both directions; undefined when the file does not say. */
  resolution?: number
  /** Pages of a PDF; 1 for an image. */
  pages?: number
  /** A PDF without any image, or with small ones beside its text: text and drawings have no resolution. */
  vectoriel?: boolean
  /** Cut, damaged, or protected by a password: a reader does not open it. */
  illisible?: boolean
}

const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/** Which of the three kinds the bytes are. */
function typeDe(bytes: Buffer): TypePiece | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'image/jpeg'
  if (bytes.subarray(0, 8).equals(PNG_SIGNATURE)) return 'image/png'
  // A reader accepts a few bytes before the header of a PDF.
  return bytes.subarray(0, 1024).includes('%PDF-') ? 'application/pdf' : undefined
}

export function lirePiece(contenu: Uint8Array): Piece {
  const bytes = Buffer.from(contenu)
  const type = typeDe(bytes)
  if (type === undefined) return { octets: bytes.length }
  return { octets: bytes.length, type, ...READERS[type](bytes) }
}

type Read = Pick<Piece, 'resolution' | 'pages' | 'vectoriel' | 'illisible'>
const ILLISIBLE = { illisible: true } as const
const resolved = (x: number | undefined, y: number | undefined): Pick<Piece, 'resolution'> => {
  const known = [x, y].filter((value): value is number => value !== undefined && Number.isFinite(value) && value > 0)
  return known.length === 0 ? {} : { resolution: Math.round(Math.min(...known)) }
}

const CENTIMETRES = 2.54
const METRES = 0.0254

/* ---- JPEG: JFIF density, then Exif ---- */

const APP0 = 0xe0
const APP1 = 0xe1
const START_OF_SCAN = 0xda

/** Segments before the image itself. */
function* segmentsDe(bytes: Buffer): Generator<{ marker: number; data: Buffer }> {
  let at = 2
  while (at + 4 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1]!
    // A marker may be preceded by any number of fill bytes (B.1.1.2).
    if (marker === 0xff) {
      at += 1
      continue
    }
    const length = bytes.readUInt16BE(at + 2)
    if (marker === START_OF_SCAN || length < 2) return
    yield { marker, data: bytes.subarray(at + 4, at + 2 + length) }
    at += 2 + length
  }
}

const END_OF_IMAGE = Buffer.from([0xff, 0xd9])

/** A JPEG has a frame of some size, then a scan that ends; what is inside of the scan is not decoded. */
function isWholeJpeg(bytes: Buffer): boolean {
  let framed = false
  let end = 2
  for (const { marker, data } of segmentsDe(bytes)) {
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker) && data.length >= 5) framed = data.readUInt16BE(1) > 0 && data.readUInt16BE(3) > 0
    end = data.byteOffset - bytes.byteOffset + data.length
  }
  return framed && bytes.indexOf(Buffer.from([0xff, START_OF_SCAN]), end) >= 0 && bytes.lastIndexOf(END_OF_IMAGE) > end
}

function readJpeg(bytes: Buffer): Read {
  return { ...densityOf(bytes), ...(isWholeJpeg(bytes) ? {} : ILLISIBLE) }
}

function densityOf(bytes: Buffer): Read {
  let exif: Read = {}
  for (const { marker, data } of segmentsDe(bytes)) {
    if (marker === APP0 && data.subarray(0, 5).equals(Buffer.from('JFIF\0')) && data.length >= 12) {
      const unit = data[7]
      const [x, y] = [data.readUInt16BE(8), data.readUInt16BE(10)]
      // Unit 0 is a ratio, not a density.
      if (unit === 1) return { ...resolved(x, y), pages: 1 }
      if (unit === 2) return { ...resolved(x * CENTIMETRES, y * CENTIMETRES), pages: 1 }
    }
    if (marker === APP1 && data.subarray(0, 6).equals(Buffer.from('Exif\0\0'))) exif = readExif(data.subarray(6))
  }
  return { ...exif, pages: 1 }
}

const X_RESOLUTION = 0x011a
const Y_RESOLUTION = 0x011b
const RESOLUTION_UNIT = 0x0128

/** First directory of a TIFF header: the two resolutions and their unit. */
function readExif(tiff: Buffer): Read {
  const little = tiff.subarray(0, 2).toString('latin1') === 'II'
  const short = (at: number): number => (little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at))
  const long = (at: number): number => (little ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at))
  try {
    const directory = long(4)
    const entries = Array.from({ length: short(directory) }, (_, index) => directory + 2 + index * 12)
    const valueAt = (tag: number): number | undefined => entries.find((at) => short(at) === tag)
    const rational = (tag: number): number | undefined => {
      const at = valueAt(tag)
      return at === undefined ? undefined : long(long(at + 8)) / long(long(at + 8) + 4)
    }
    const unit = valueAt(RESOLUTION_UNIT)
    // Unit 1 is a ratio, 2 inches, 3 centimetres; none said is inches (TIFF 6.0, ResolutionUnit).
    if (unit !== undefined && short(unit + 8) === 1) return {}
    const perInch = unit !== undefined && short(unit + 8) === 3 ? CENTIMETRES : 1
    const [x, y] = [rational(X_RESOLUTION), rational(Y_RESOLUTION)]
    return resolved(x === undefined ? x : x * perInch, y === undefined ? y : y * perInch)
  } catch (cause) {
    // A truncated directory says nothing.
    if (cause instanceof RangeError) return {}
    throw cause
  }
}

/* ---- PNG: pHYs, in dots per metre ---- */

/** Largest image that is looked into; a document of the size that is admitted holds less. */
const MAX_PIXELS_BYTES = 64 * 1024 * 1024

/** Every chunk has its check sum, from IHDR to IEND, and the image can be inflated. */
function isWholePng(bytes: Buffer): boolean {
  const image: Buffer[] = []
  for (let at = PNG_SIGNATURE.length; at + 12 <= bytes.length; ) {
    const end = at + 8 + bytes.readUInt32BE(at)
    if (end + 4 > bytes.length || crc32(bytes.subarray(at + 4, end)) !== bytes.readUInt32BE(end)) return false
    const name = bytes.toString('latin1', at + 4, at + 8)
    if (at === PNG_SIGNATURE.length && name !== 'IHDR') return false
    if (name === 'IDAT') image.push(bytes.subarray(at + 8, end))
    if (name === 'IEND') return isInflatable(Buffer.concat(image))
    at = end + 4
  }
  return false
}

function isInflatable(data: Buffer): boolean {
  try {
    return inflateSync(data, { maxOutputLength: MAX_PIXELS_BYTES }).length > 0
  } catch {
    return false
  }
}

const readPng = (bytes: Buffer): Read => ({ ...physOf(bytes), ...(isWholePng(bytes) ? {} : ILLISIBLE) })

function physOf(bytes: Buffer): Read {
  let at = PNG_SIGNATURE.length
  while (at + 12 <= bytes.length) {
    const length = bytes.readUInt32BE(at)
    const name = bytes.subarray(at + 4, at + 8).toString('latin1')
    if (name === 'IDAT' || name === 'IEND') break
    if (name === 'pHYs' && length >= 9 && at + 17 <= bytes.length && bytes[at + 16] === 1) return { ...resolved(bytes.readUInt32BE(at + 8) * METRES, bytes.readUInt32BE(at + 12) * METRES), pages: 1 }
    at += 12 + length
  }
  return { pages: 1 }
}

/* ---- PDF: size of the pages, and of the images that they show ---- */

const POINTS_PER_INCH = 72

interface Stream {
  dictionary: string
  raw: Buffer
}

/** The streams of a file with their dictionaries, in one pass: what is inside of a stream is not looked into. */
function streamsOf(bytes: Buffer, text: string): Stream[] {
  const streams: Stream[] = []
  const marks = /<<|>>|stream\r?\n/g
  const open: number[] = []
  let last: { start: number; end: number } | undefined
  for (let found = marks.exec(text); found; found = marks.exec(text)) {
    if (found[0] === '<<') open.push(found.index)
    else if (found[0] === '>>') {
      const start = open.pop()
      if (start !== undefined && open.length === 0) last = { start, end: marks.lastIndex }
    } else if (last && text.slice(last.end, found.index).trim() === '') {
      const end = text.indexOf('endstream', marks.lastIndex)
      if (end < 0) break
      streams.push({ dictionary: text.slice(last.start, last.end), raw: bytes.subarray(marks.lastIndex, end) })
      marks.lastIndex = end
      last = undefined
      open.length = 0
    }
  }
  return streams
}

/** What the streams of one file may hold in all; a document of the size that is admitted holds less. */
interface Budget {
  left: number
}

/** A stream as text, when its filters can be undone. */
function plain({ dictionary, raw }: Stream, budget: Budget): string | undefined {
  try {
    const filters = [...dictionary.matchAll(/\/(\w{1,20}Decode)\b/g)].map(([, name]) => name)
    const data = filters.reduce<Buffer>((bytes, filter) => {
      if (filter === 'ASCII85Decode') return ascii85(bytes.toString('latin1'))
      if (filter !== 'FlateDecode' || budget.left <= 0) throw new RangeError(filter)
      const inflated = inflateSync(bytes, { maxOutputLength: budget.left, finishFlush: constants.Z_SYNC_FLUSH })
      budget.left -= inflated.length
      return inflated
    }, raw)
    return data.toString('latin1')
  } catch {
    // Another filter, a damaged stream, or one that is no part of a document.
    budget.left -= raw.length
    return undefined
  }
}

const numbersOf = (text: string): number[] => text.trim().split(/\s+/).map(Number)

/** ISO 32000-1, 7.4.3. */
function ascii85(text: string): Buffer {
  const digits = text.replaceAll(/\s/g, '').replace(/~>[^]*$/, '').replaceAll('z', '!!!!!')
  return Buffer.concat(
    (digits.match(/[!-u]{1,5}/g) ?? []).map((group) => {
      const value = [...group.padEnd(5, 'u')].reduce((sum, digit) => sum * 85 + digit.codePointAt(0)! - 33, 0)
      const word = Buffer.alloc(4)
      word.writeUInt32BE(value % 2 ** 32)
      return word.subarray(0, group.length - 1)
    }),
  )
}

type Matrix = readonly [number, number, number, number]
const IDENTITY: Matrix = [1, 0, 0, 1]
const times = ([a, b, c, d]: Matrix, [e, f, g, h]: Matrix): Matrix => [a * e + b * g, a * f + b * h, c * e + d * g, c * f + d * h]

/** Sides of what each `Do` shows, in points: the matrix in force (8.3.4) applied to the unit square of an image (8.9.5). */
function shownSizes(commands: string): (readonly [width: number, height: number])[] {
  const sizes: (readonly [number, number])[] = []
  const saved: Matrix[] = []
  let matrix = IDENTITY
  for (const [command, numbers] of commands.replaceAll(/\((?:\\.|[^\\()])*\)/g, '()').matchAll(/((?:(?<![\d.])-?[\d.]{1,20}\s{1,20}){6})cm\b|(?<!\S)[qQ](?!\S)|\/\S{1,200}\s{1,20}Do\b/g)) {
    if (numbers !== undefined) matrix = times(numbersOf(numbers).slice(0, 4) as unknown as Matrix, matrix)
    else if (command === 'q') saved.push(matrix)
    else if (command === 'Q') matrix = saved.pop() ?? IDENTITY
    else sizes.push([Math.hypot(matrix[0], matrix[1]), Math.hypot(matrix[2], matrix[3])])
  }
  return sizes
}

const IS_IMAGE = /\/Subtype\s{0,20}\/Image\b/
/** Streams that hold no drawing. */
const IS_OTHER = /\/(?:Subtype\s{0,20}\/(?:Image|XML)|ObjStm|XRef|FontFile|Length[123])\b/

const area = ([width, height]: readonly [number, number]): number => width * height
const largestOf = (sizes: readonly (readonly [number, number])[]): readonly [number, number] => sizes.reduce((one, other) => (area(other) > area(one) ? other : one))

/** Part of the page under which an image is a logo or a stamp, not the scan of a document (assumed). */
const SCAN_SHARE = 0.25

/** No page, no end, or a password: nothing to read (7.5.5, 7.6). */
const isUnreadable = (text: string, pages: number): boolean => pages === 0 || !/startxref\s+\d+\s+%%EOF/.test(text.slice(-2048)) || /\/Encrypt\s*(?:\d+\s+\d+\s+R|<<)/.test(text)

function readPdf(bytes: Buffer): Read {
  const file = bytes.toString('latin1')
  const read = readPages(bytes, file)
  return { ...read, ...(isUnreadable(file, read.pages ?? 0) ? ILLISIBLE : {}) }
}

function readPages(bytes: Buffer, file: string): Read {
  const streams = streamsOf(bytes, file)
  const budget: Budget = { left: MAX_PIXELS_BYTES }
  const plainOf = (some: readonly Stream[]): string[] => some.flatMap((stream) => plain(stream, budget) ?? [])
  // Everything that is not compressed, and the object streams, which hold the pages of a recent file.
  const text = [file, ...plainOf(streams.filter(({ dictionary }) => dictionary.includes('/ObjStm')))].join('\n')
  const boxes = [...text.matchAll(/\/MediaBox\s{0,20}\[([^\]]{0,200})\]/g)].map((found) => numbersOf(found[1]!))
  const pages = [...text.matchAll(/\/Type\s{0,20}\/Page(?![A-Za-z])/g)].length
  const images = streams.filter(({ dictionary }) => IS_IMAGE.test(dictionary)).flatMap(({ dictionary }) => {
    const [width, height] = ['Width', 'Height'].map((name) => Number(new RegExp(`/${name}\\s{1,20}(\\d{1,9})`).exec(dictionary)?.[1] ?? Number.NaN))
    // A soft mask is not what the page shows.
    return Number.isNaN(width) || Number.isNaN(height) || /\/ImageMask\s{1,20}true/.test(dictionary) ? [] : [[width!, height!] as const]
  })
  if (images.length === 0) return { pages, vectoriel: true }
  const [left, bottom, right, top] = boxes[0] ?? []
  if (left === undefined || bottom === undefined || right === undefined || top === undefined) return { pages }
  // The largest image where the largest is shown, the long sides together; where the drawing is not known, a scan fills its page (assumed).
  const page = [right - left, top - bottom] as const
  const drawings = /\/Subtype\s*\/Form\b/.test(text) ? [] : plainOf(streams.filter(({ dictionary }) => !IS_OTHER.test(dictionary))).flatMap(shownSizes).filter((size) => area(size) > 0)
  const shown = drawings.length === 0 ? page : largestOf(drawings)
  if (area(shown) < area(page) * SCAN_SHARE) return { pages, vectoriel: true }
  const [short, long] = [...largestOf(images)].sort((a, b) => a - b) as [number, number]
  const [width, height] = shown.map((points) => points / POINTS_PER_INCH).sort((a, b) => a - b) as [number, number]
  return { ...resolved(short / width, long / height), pages }
}

const READERS: Readonly<Record<TypePiece, (bytes: Buffer) => Read>> = { 'image/jpeg': readJpeg, 'image/png': readPng, 'application/pdf': readPdf }

/* ---- What a document may be refused for ---- */

export const REFUS_PIECE = {
  'SIM-SCO-03': 'Le document n’est ni un JPEG, ni un PNG, ni un PDF.',
  'SIM-SCO-04': 'Le document n’a pas le format annoncé.',
  'SIM-SCO-05': `La résolution du document est inférieure à ${RESOLUTION_MINIMALE} points par pouce, ou n’est pas dite.`,
  'SIM-SCO-10': 'Le document est abîmé, incomplet ou protégé : il ne s’ouvre pas.',
  'SIM-SCO-06': `Le document dépasse ${TAILLE_MAXIMALE / 1000} ko.`,
} as const
export type CodeRefusPiece = keyof typeof REFUS_PIECE

/** What is wrong with a document, in the order of the codes. */
export function refusDe(piece: Piece, annonce: string): CodeRefusPiece[] {
  const { type, octets, resolution, vectoriel, illisible } = piece
  const size: CodeRefusPiece[] = octets > TAILLE_MAXIMALE ? ['SIM-SCO-06'] : []
  if (type === undefined) return ['SIM-SCO-03', ...size]
  return [
    ...(type === annonce ? [] : (['SIM-SCO-04'] as const)),
    ...(illisible ? (['SIM-SCO-10'] as const) : vectoriel || (resolution !== undefined && resolution >= RESOLUTION_MINIMALE) ? [] : (['SIM-SCO-05'] as const)),
    ...size,
  ]
}
