import { inflateSync } from 'node:zlib'

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
  /** A PDF without any image: text and drawings have no resolution. */
  vectoriel?: boolean
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

type Read = Pick<Piece, 'resolution' | 'pages' | 'vectoriel'>
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
    const length = bytes.readUInt16BE(at + 2)
    if (marker === START_OF_SCAN || length < 2) return
    yield { marker, data: bytes.subarray(at + 4, at + 2 + length) }
    at += 2 + length
  }
}

function readJpeg(bytes: Buffer): Read {
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

function readPng(bytes: Buffer): Read {
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

/** Everything of the file that is not compressed, and the object streams, which hold the pages of a recent file. */
function textDe(bytes: Buffer): string {
  const text = bytes.toString('latin1')
  const streams = [...text.matchAll(/<<(?:[^<>]|<<[^<>]*>>|<[^<>]*>)*\/ObjStm(?:[^<>]|<<[^<>]*>>|<[^<>]*>)*>>\s*stream\r?\n/g)]
  return [text, ...streams.flatMap((found) => {
    try {
      return [inflateSync(bytes.subarray(found.index + found[0].length)).toString('latin1')]
    } catch {
      // Another filter, or a damaged stream: its objects stay unread.
      return []
    }
  })].join('\n')
}

const numbersOf = (text: string): number[] => text.trim().split(/\s+/).map(Number)

function readPdf(bytes: Buffer): Read {
  const text = textDe(bytes)
  const boxes = [...text.matchAll(/\/MediaBox\s*\[([^\]]*)\]/g)].map((found) => numbersOf(found[1]!))
  const pages = [...text.matchAll(/\/Type\s*\/Page(?![A-Za-z])/g)].length
  const dictionaries = [...text.matchAll(/<<(?:[^<>]|<<[^<>]*>>|<[^<>]*>)*\/Subtype\s*\/Image(?:[^<>]|<<[^<>]*>>|<[^<>]*>)*>>/g)].map((found) => found[0])
  const images = dictionaries.flatMap((dictionary) => {
    const [width, height] = ['Width', 'Height'].map((name) => Number(new RegExp(`/${name}\\s+(\\d+)`).exec(dictionary)?.[1] ?? Number.NaN))
    // A soft mask is not what the page shows.
    return Number.isNaN(width) || Number.isNaN(height) || /\/ImageMask\s+true/.test(dictionary) ? [] : [[width!, height!] as const]
  })
  if (images.length === 0) return { pages, vectoriel: true }
  const [left, bottom, right, top] = boxes[0] ?? []
  if (left === undefined || bottom === undefined || right === undefined || top === undefined) return { pages }
  // A scan fills its page: the largest image over the page, the long sides together (assumed; the drawing commands are not read).
  const largest = images.reduce((one, other) => (other[0] * other[1] > one[0] * one[1] ? other : one))
  const [short, long] = [...largest].sort((a, b) => a - b) as [number, number]
  const [width, height] = [right - left, top - bottom].map((points) => points / POINTS_PER_INCH).sort((a, b) => a - b) as [number, number]
  return { ...resolved(short / width, long / height), pages }
}

const READERS: Readonly<Record<TypePiece, (bytes: Buffer) => Read>> = { 'image/jpeg': readJpeg, 'image/png': readPng, 'application/pdf': readPdf }

/* ---- What a document may be refused for ---- */

export const REFUS_PIECE = {
  'SIM-SCO-03': 'Le document n’est ni un JPEG, ni un PNG, ni un PDF.',
  'SIM-SCO-04': 'Le document n’a pas le format annoncé.',
  'SIM-SCO-05': `La résolution du document est inférieure à ${RESOLUTION_MINIMALE} points par pouce, ou n’est pas dite.`,
  'SIM-SCO-06': `Le document dépasse ${TAILLE_MAXIMALE / 1000} ko.`,
} as const
export type CodeRefusPiece = keyof typeof REFUS_PIECE

/** What is wrong with a document, in the order of the codes. */
export function refusDe(piece: Piece, annonce: string): CodeRefusPiece[] {
  const { type, octets, resolution, vectoriel } = piece
  const size: CodeRefusPiece[] = octets > TAILLE_MAXIMALE ? ['SIM-SCO-06'] : []
  if (type === undefined) return ['SIM-SCO-03', ...size]
  return [
    ...(type === annonce ? [] : (['SIM-SCO-04'] as const)),
    ...(vectoriel || (resolution !== undefined && resolution >= RESOLUTION_MINIMALE) ? [] : (['SIM-SCO-05'] as const)),
    ...size,
  ]
}
