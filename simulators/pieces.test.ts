import { PDFiumLibrary } from '@hyzyla/pdfium'
import { PNG } from 'pngjs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { seedFrom } from '../core/seed.js'
import { lirePiece, TAILLE_MAXIMALE, TYPES_PIECE } from '../facturation/piece.js'
import { feuille, type Feuille } from './pieces.js'

/* ---- Drawn by other programs ---- */

let pdfium: Awaited<ReturnType<typeof PDFiumLibrary.init>>
beforeAll(async () => {
  pdfium = await PDFiumLibrary.init()
})
afterAll(() => pdfium.destroy())

interface Drawn {
  width: number
  height: number
  /** Red of a point: the sheet is grey. */
  at(x: number, y: number): number
}

const drawnBy = ({ data, width, height }: { data: Uint8Array; width: number; height: number }): Drawn => ({ width, height, at: (x, y) => data[(Math.floor(y) * width + Math.floor(x)) * 4]! })

async function printed(sheet: Feuille): Promise<Drawn> {
  const document = await pdfium.loadDocument(feuille(sheet))
  try {
    return drawnBy(await document.getPage(0).render({ scale: 2, render: 'bitmap' }))
  } finally {
    document.destroy()
  }
}

/** Share of dark points along a line from the top of the sheet to its bottom. */
function darkness({ width, height, at }: Drawn, x: number): number {
  const column = Array.from({ length: height }, (_, y) => at(x * width, y))
  return column.filter((grey) => grey < 0x80).length / height
}

const SHEETS: [string, Feuille][] = [
  ['a PNG', { type: 'image/png', resolution: 150 }],
  ['the JPEG within a PDF', { type: 'application/pdf', resolution: 150 }],
]

test.each(SHEETS)('%s shows lines in its middle and nothing in its margins', async (_title, sheet) => {
  const drawn = sheet.type === 'image/png' ? drawnBy(PNG.sync.read(Buffer.from(feuille(sheet)))) : await printed(sheet)
  expect(darkness(drawn, 0.05)).toBe(0)
  expect(darkness(drawn, 0.95)).toBe(0)
  // Lines are a quarter of the height that they occupy, half of the sheet.
  expect(darkness(drawn, 0.5)).toBeGreaterThan(0.08)
  expect(darkness(drawn, 0.5)).toBeLessThan(0.2)
})

test('a PDF of text says that it is invented', async () => {
  const document = await pdfium.loadDocument(feuille({ type: 'application/pdf', resolution: 200, texte: true }))
  expect(document.getPage(0).getText()).toContain('Ordonnance fictive, document de test')
  document.destroy()
})

/* ---- What the bytes say ---- */

test.each(TYPES_PIECE)('%s is the same each time, A5 and light', (type) => {
  for (const resolution of [72, 149, 200]) {
    const bytes = feuille({ type, resolution })
    expect(Buffer.from(bytes).equals(feuille({ type, resolution }))).toBe(true)
    expect(lirePiece(bytes)).toMatchObject({ type, resolution, pages: 1 })
    expect(bytes.length).toBeLessThan(TAILLE_MAXIMALE)
  }
})

test('grain follows its seed, and weighs', () => {
  const grainy = (seed: string): Buffer => Buffer.from(feuille({ type: 'image/png', resolution: 150, grain: seedFrom(seed) }))
  const one = grainy('a')
  expect(one.equals(grainy('a'))).toBe(true)
  expect(one.equals(grainy('b'))).toBe(false)
  expect(one.length).toBeGreaterThan(TAILLE_MAXIMALE)
  const { width, height } = PNG.sync.read(one)
  expect([width, height]).toEqual([875, 1241])
})

test('silent, an image keeps its size and loses its density', () => {
  for (const type of ['image/jpeg', 'image/png'] as const) {
    expect(lirePiece(feuille({ type, resolution: 200, muette: true })).resolution).toBeUndefined()
  }
  const { width, height } = PNG.sync.read(Buffer.from(feuille({ type: 'image/png', resolution: 200, muette: true })))
  expect([width, height]).toEqual([1166, 1654])
})
