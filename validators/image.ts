import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { PDFiumLibrary } from '@hyzyla/pdfium'
import type { PDFiumPage } from '@hyzyla/pdfium'
import { PNG } from 'pngjs'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'

/** A printed document as the software gives it. */
export interface PrintedDocument {
  typeMedia: 'image/png' | 'application/pdf'
  bytes: Uint8Array
}

/** The bytes are not what their media type says, or are too large to be looked at: the message is French. */
export class UnreadableDocument extends Error {
  override readonly name = 'UnreadableDocument'
}

interface Bitmap {
  data: Uint8ClampedArray
  width: number
  height: number
}

/** A page of paper at 300 dpi has nine million pixels; nothing sensible is four times larger. */
const MAX_PIXELS = 36_000_000
const MAX_PAGES = 20
/** Pixels per point (1/72 inch): about 144, 216 and 360 dpi. A code is nearly always found at the first. */
const PAGE_SCALES = [2, 3, 5]

// The reader is a WebAssembly module that would otherwise look for itself on the Internet.
const wasm = readFileSync(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'))
prepareZXingModule({ overrides: { wasmBinary: wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength) } })

/** Bytes that are not UTF-8 are read one by one, so that the finding shows them. */
function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return Buffer.from(bytes).toString('latin1')
  }
}

/** Codes that one page may reasonably carry. */
const MAX_CODES = 8

async function search({ data, width, height }: Bitmap): Promise<string[]> {
  const found = await readBarcodes(
    { data, width, height, colorSpace: 'srgb' } as Parameters<typeof readBarcodes>[0],
    { formats: ['QRCode'], tryHarder: true, tryInvert: true, maxNumberOfSymbols: MAX_CODES },
  )
  return found.map(({ bytes }) => textOf(bytes))
}

/** Paper is white: what is transparent shows it. */
function onWhite(data: Uint8Array): Uint8ClampedArray {
  const flat = new Uint8ClampedArray(data.length)
  for (let index = 0; index < data.length; index += 4) {
    const alpha = data[index + 3]! / 255
    for (let channel = 0; channel < 3; channel += 1) flat[index + channel] = data[index + channel]! * alpha + 255 * (1 - alpha)
    flat[index + 3] = 255
  }
  return flat
}

const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/** Reads the announced size before anything is inflated. */
function refuseWrongPng(bytes: Buffer): void {
  if (bytes.length < 24 || !bytes.subarray(0, 8).equals(PNG_SIGNATURE)) {
    throw new UnreadableDocument('Attendu : une image PNG ; reçu : des octets qui n’en ont pas la signature.')
  }
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)]
  if (width * height > MAX_PIXELS) throw new UnreadableDocument(`L’image PNG annonce ${width} × ${height} pixels ; la limite est de ${MAX_PIXELS} pixels.`)
}

function readPng(bytes: Uint8Array): Bitmap {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  refuseWrongPng(buffer)
  try {
    const { data, width, height } = PNG.sync.read(buffer)
    return { data: onWhite(data), width, height }
  } catch (cause) {
    throw new UnreadableDocument(`L’image PNG est abîmée : ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
  }
}

type Engine = Awaited<ReturnType<typeof PDFiumLibrary.init>>
let library: Promise<Engine> | undefined

/** The PDF engine is a WebAssembly module: started once, on the first PDF. */
const pdfium = (): Promise<Engine> => (library ??= PDFiumLibrary.init())

async function readPage(page: PDFiumPage, scale: number): Promise<Bitmap | undefined> {
  const { originalWidth, originalHeight } = page.getOriginalSize()
  if (originalWidth * originalHeight * scale * scale > MAX_PIXELS) return undefined
  const { data, width, height } = await page.render({ scale, render: 'bitmap', renderFormFields: true })
  // The same bytes under another type: a copy would convert millions of them one by one.
  return { data: new Uint8ClampedArray(data.buffer, data.byteOffset, data.byteLength), width, height }
}

async function searchPdf(bytes: Uint8Array): Promise<string[]> {
  const engine = await pdfium()
  const document = await engine.loadDocument(bytes).catch((cause: unknown) => {
    throw new UnreadableDocument(`Le document PDF ne s’ouvre pas : ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
  })
  try {
    const pages = Array.from({ length: Math.min(document.getPageCount(), MAX_PAGES) }, (_, index) => index)
    // Every page at a coarse scale before any page at a finer one: the code is usually found at once.
    for (const scale of PAGE_SCALES) {
      const texts: string[] = []
      for (const index of pages) {
        const bitmap = await readPage(document.getPage(index), scale)
        if (bitmap) texts.push(...(await search(bitmap)))
      }
      if (texts.length > 0) return texts
    }
    return []
  } finally {
    document.destroy()
  }
}

/** The words of a PDF, page after page: runs of blanks are one, as lines are broken anywhere. Rejects with `UnreadableDocument`. */
export async function readPdfText(bytes: Uint8Array): Promise<string> {
  const engine = await pdfium()
  const document = await engine.loadDocument(bytes).catch((cause: unknown) => {
    throw new UnreadableDocument(`Le document PDF ne s’ouvre pas : ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
  })
  try {
    const pages = Array.from({ length: Math.min(document.getPageCount(), MAX_PAGES) }, (_, index) => document.getPage(index).getText())
    return pages.join(' ').normalize('NFC').replaceAll(/[’‘]/g, "'").replaceAll(/\s+/g, ' ')
  } finally {
    document.destroy()
  }
}

const searchDocument = async ({ typeMedia, bytes }: PrintedDocument): Promise<string[]> =>
  typeMedia === 'application/pdf' ? searchPdf(bytes) : search(readPng(bytes))

/** Several checks look at the same document: a page takes a second to search, its digest nothing. */
const searched = new Map<string, Promise<string[]>>()
const REMEMBERED = 200

/** The text of the first QR Code found in a document; null when there is none. Rejects with `UnreadableDocument`. */
export const readQr = async (document: PrintedDocument): Promise<string | null> => (await readQrs(document))[0] ?? null

/** The texts of the QR Codes of a document, on all its pages, each once. Rejects with `UnreadableDocument`. */
export function readQrs(document: PrintedDocument): Promise<string[]> {
  const digest = `${document.typeMedia} ${createHash('sha256').update(document.bytes).digest('hex')}`
  const known = searched.get(digest)
  if (known) return known
  const [oldest] = searched.keys()
  if (searched.size >= REMEMBERED && oldest !== undefined) searched.delete(oldest)
  const search2d = searchDocument(document).then((texts) => [...new Set(texts)])
  searched.set(digest, search2d)
  return search2d
}
