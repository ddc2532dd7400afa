import { PDFDocument, PDFName, PDFNumber, PDFRawStream } from 'pdf-lib'
import { PNG } from 'pngjs'
import type { Piece } from './session.js'

/** Controls of a scanned document before it is joined: JPEG, PNG or PDF, 150 dots per inch or more, 250 kB at most. */

export interface ProblemePiece {
  nom: string
  texte: string
}

export const TAILLE_MAXIMALE = 250_000
export const RESOLUTION_MINIMALE = 150
const INCH_IN_METRES = 0.0254
const POINTS_PER_INCH = 72

export async function problemesOf({ nom, type, contenu }: Piece): Promise<ProblemePiece[]> {
  const found: ProblemePiece[] = []
  const refuse = (texte: string): void => void found.push({ nom, texte: `${nom} : ${texte}` })
  if (contenu.length > TAILLE_MAXIMALE) refuse(`${Math.ceil(contenu.length / 1000)} ko, 250 au plus.`)
  const real = typeOf(contenu)
  if (real !== type) {
    refuse(real === undefined ? 'ce n’est ni un JPEG, ni un PNG, ni un PDF.' : `c’est un document ${real}, annoncé ${type}.`)
    return found
  }
  const resolution = await resolutionOf(contenu, type)
  if (resolution === 'inconnue') refuse('sa résolution n’est pas dite : numérisez à 150 points par pouce ou plus.')
  else if (resolution === 'illisible') refuse('le document est illisible.')
  else if (resolution !== 'sansImage' && Math.round(resolution) < RESOLUTION_MINIMALE) refuse(`${Math.round(resolution)} points par pouce, il en faut au moins ${RESOLUTION_MINIMALE}.`)
  return found
}

function typeOf(bytes: Buffer): Piece['type'] | undefined {
  if (bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))) return 'image/jpeg'
  if (bytes.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))) return 'image/png'
  return bytes.subarray(0, 1024).includes('%PDF-') ? 'application/pdf' : undefined
}

type Resolution = number | 'inconnue' | 'illisible' | 'sansImage'

const resolutionOf = (bytes: Buffer, type: Piece['type']): Resolution | Promise<Resolution> =>
  type === 'image/png' ? pngResolution(bytes) : type === 'image/jpeg' ? jpegResolution(bytes) : pdfResolution(bytes)

/** Chunk pHYs: pixels per metre. */
function pngResolution(bytes: Buffer): Resolution {
  try {
    PNG.sync.read(bytes.subarray(0, bytes.lastIndexOf('IEND') + 8))
  } catch {
    return 'illisible'
  }
  for (let at = 8; at + 12 <= bytes.length; at += 12 + bytes.readUInt32BE(at)) {
    const name = bytes.toString('latin1', at + 4, at + 8)
    if (name === 'IDAT') break
    if (name === 'pHYs' && at + 17 <= bytes.length) return bytes[at + 16] === 1 ? Math.min(bytes.readUInt32BE(at + 8), bytes.readUInt32BE(at + 12)) * INCH_IN_METRES : 'inconnue'
  }
  return 'inconnue'
}

/** Segment APP0 (JFIF): density by inch or by centimetre. */
function jpegResolution(bytes: Buffer): Resolution {
  // A scan that began has to end.
  if (bytes.lastIndexOf(Buffer.from([0xff, 0xd9])) < bytes.indexOf(Buffer.from([0xff, 0xda])) || !bytes.includes(Buffer.from([0xff, 0xda]))) return 'illisible'
  for (let at = 2; at + 4 <= bytes.length && bytes[at] === 0xff && bytes[at + 1] !== 0xda; at += 2 + bytes.readUInt16BE(at + 2)) {
    if (bytes[at + 1] !== 0xe0 || bytes.toString('latin1', at + 4, at + 8) !== 'JFIF' || at + 16 > bytes.length) continue
    const [unit, density] = [bytes[at + 11], Math.min(bytes.readUInt16BE(at + 12), bytes.readUInt16BE(at + 14))]
    return unit === 1 ? density : unit === 2 ? density * 2.54 : 'inconnue'
  }
  return 'inconnue'
}

/** A scanned page is one image that fills it: its pixels over the inches of the page. A page without image has no resolution. */
async function pdfResolution(bytes: Buffer): Promise<Resolution> {
  try {
    const document = await PDFDocument.load(bytes)
    const width = Math.max(...document.getPages().map((page) => page.getWidth()))
    const images = document.context.enumerateIndirectObjects().flatMap(([, object]) => (object instanceof PDFRawStream && object.dict.get(PDFName.of('Subtype')) === PDFName.of('Image') ? [object.dict.get(PDFName.of('Width'))] : []))
    const pixels = images.flatMap((value) => (value instanceof PDFNumber ? [value.asNumber()] : []))
    return pixels.length === 0 ? 'sansImage' : Math.max(...pixels) / (width / POINTS_PER_INCH)
  } catch {
    return 'illisible'
  }
}
