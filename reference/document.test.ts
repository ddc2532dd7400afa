import { PDFiumLibrary } from '@hyzyla/pdfium'
import { PNG } from 'pngjs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { buildPayload2d, classifyCode, readCode2d } from './code2d.js'
import { printOrdonnance } from './document.js'
import type { Ligne, Ordonnance } from './model.js'
import { IDENTIFIANT, ordonnance } from './testing/identities.js'

let pdfium: Awaited<ReturnType<typeof PDFiumLibrary.init>>
beforeAll(async () => {
  pdfium = await PDFiumLibrary.init()
})
afterAll(() => pdfium.destroy())

const NOW = new Date('2026-11-22T09:30:00Z')
const classify = (text: string) => classifyCode(text, /^[0-9A-Z]{18}$/)

interface ReadPage {
  text: string
  png: Buffer
}

async function pagesOf(pdf: Buffer): Promise<ReadPage[]> {
  const document = await pdfium.loadDocument(pdf)
  const pages: ReadPage[] = []
  for (const page of document.pages()) {
    // rendering closes the page: its text is read before
    const text = page.getText().replace(/\s+/g, ' ')
    const image = await page.render({ scale: 2, render: async ({ data, width, height }) => toPng(data, width, height) })
    pages.push({ text, png: Buffer.from(image.data) })
  }
  document.destroy()
  return pages
}

function toPng(rgba: Uint8Array, width: number, height: number): Uint8Array {
  const png = new PNG({ width, height })
  png.data = Buffer.from(rgba)
  return PNG.sync.write(png)
}

const digital = (printed: Ordonnance) => printOrdonnance({ ordonnance: printed, codes2d: [buildPayload2d(printed)], now: NOW })

it('prints every block of the form, and a code that a scanner reads', async () => {
  const [page, ...others] = await pagesOf(await digital(ordonnance()))
  expect(others).toHaveLength(0)
  for (const text of [
    'LOU BANCEL',
    'RPPS 99900000009',
    'Le 22/11/2026',
    "D'ARTAGNAN DE L'HÉRAULT ALMA",
    '12/05/1985',
    'DOLIPRANE 1000 mg, comprimé',
    '1 comprimé 3 fois par jour pendant 5 jours',
    'Durée : 5 jours',
    'à renouveler 1 fois',
    'NON SUBSTITUABLE (marge thérapeutique étroite)',
    'en rapport avec une ALD',
    'Signature : LOU BANCEL',
    'e-prescription',
    `N°${IDENTIFIANT}`,
    'R. 4072-1',
    'Transmission électronique',
    'ameli.fr',
    'Page 1/1',
  ]) {
    expect(page!.text).toContain(text)
  }
  expect(readCode2d(page!.png, classify)).toMatchObject({ nature: 'ordonnance', identifiant: IDENTIFIANT, patient: { nomFamille: "D'ARTAGNAN DE L'HÉRAULT" } })
})

it('prints a paper form without code nor number, and says so', async () => {
  const [page] = await pagesOf(await printOrdonnance({ ordonnance: ordonnance(), now: NOW }))
  expect(page!.text).toContain('ORDONNANCE PAPIER')
  expect(page!.text).not.toContain(IDENTIFIANT)
  expect(page!.text).not.toContain('e-prescription')
  expect(page!.text).not.toContain('Transmission électronique')
  expect(page!.text).not.toContain('R. 4072-1')
  expect(readCode2d(page!.png, classify).nature).toBe('illisible')
})

it('goes on to other pages, each with its patient, its code and its number', async () => {
  const [model] = ordonnance().lignes as [Ligne]
  const lignes = Array.from({ length: 20 }, (_, index) => ({ ...model, numero: index + 1, posologie: `${model.posologie!} `.repeat(4) }))
  const pages = await pagesOf(await digital({ ...ordonnance(), lignes }))
  expect(pages.length).toBeGreaterThan(2)
  pages.forEach((page, index) => {
    expect(page.text).toContain(`Page ${index + 1}/${pages.length}`)
    expect(page.text).toContain('ALMA')
    expect(readCode2d(page.png, classify).identifiant).toBe(IDENTIFIANT)
  })
  const all = pages.map(({ text }) => text).join(' ')
  for (const { numero } of lignes) expect(all).toContain(`${numero}. DOLIPRANE`)
})

it('parts a bizone ordonnance', async () => {
  const [page] = await pagesOf(await digital({ ...ordonnance(), genres: ['MED-1096'] }))
  const { text } = page!
  expect(text.indexOf('affection de longue durée reconnue')).toBeLessThan(text.indexOf('DOLIPRANE'))
  expect(text.indexOf('SANS RAPPORT')).toBeLessThan(text.indexOf('AMOXICILLINE'))
  expect(text.indexOf('SANS RAPPORT')).toBeGreaterThan(text.indexOf('DOLIPRANE'))
})

it('prints names that the standard fonts cannot write, and texts without any space', async () => {
  const patient = { ...ordonnance().patient, nomFamille: 'ŁUKASIEWICZ ŞAHİN 😀', prenom: 'X'.repeat(100) }
  const [page] = await pagesOf(await digital({ ...ordonnance(), patient }))
  expect(page!.text).toContain('SAHIN')
  expect(readCode2d(page!.png, classify).patient?.nomFamille).toBe('ŁUKASIEWICZ ŞAHİN 😀')
})
