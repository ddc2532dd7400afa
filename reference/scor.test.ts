import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { PDFDocument } from 'pdf-lib'
import { PNG } from 'pngjs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { leaves } from './mime.js'
import { problemesOf } from './pieces.js'
import { startBench, type TestBench } from './testing/bench.js'
import { MAINTENANT, PHARMACIE, startCourrier, vente, type BancDeCourrier } from './testing/courrier.js'

let bench: TestBench
let courrier: BancDeCourrier
beforeAll(async () => {
  courrier = await startCourrier()
  bench = await startBench({ timeout: 5000 })
}, 60_000)
afterAll(async () => {
  await bench.close()
  await courrier.close()
})

/** A PNG that says its resolution. */
function png(dotsPerInch: number | undefined): Buffer {
  const plain = PNG.sync.write(new PNG({ width: 20, height: 20 }))
  if (dotsPerInch === undefined) return plain
  const chunk = Buffer.alloc(21)
  chunk.writeUInt32BE(9, 0)
  chunk.write('pHYs', 4, 'latin1')
  chunk.writeUInt32BE(Math.round(dotsPerInch / 0.0254), 8)
  chunk.writeUInt32BE(Math.round(dotsPerInch / 0.0254), 12)
  chunk[16] = 1
  chunk.writeUInt32BE(crc32(chunk.subarray(4, 17)), 17)
  const at = 33
  return Buffer.concat([plain.subarray(0, at), chunk, plain.subarray(at)])
}

const piece = (contenu: Buffer, nom = 'ordonnance.png', type = 'image/png') => ({ nom, type, contenu: contenu.toString('base64') })

it('controls type, resolution and size', async () => {
  const pdf = Buffer.from(await (await PDFDocument.create()).save())
  const jpeg = (density: number) => Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]), Buffer.from('JFIF\0\x01\x01\x01', 'latin1'), Buffer.from([density >> 8, density & 255, density >> 8, density & 255, 0, 0, 0xff, 0xda, 0, 2, 0xff, 0xd9])])
  const cases = [
    [png(150), 'image/png', undefined],
    [png(96), 'image/png', /96 points/],
    [png(undefined), 'image/png', /n’est pas dite/],
    [jpeg(200), 'image/jpeg', undefined],
    [jpeg(72), 'image/jpeg', /72 points/],
    [png(200), 'image/jpeg', /annoncé image\/jpeg/],
    [pdf, 'application/pdf', undefined],
    [Buffer.from('bonjour'), 'image/png', /ni un JPEG/],
    [png(200).subarray(0, 80), 'image/png', /illisible/],
    [jpeg(200).subarray(0, -2), 'image/jpeg', /illisible/],
    [Buffer.concat([png(200), Buffer.alloc(250_000)]), 'image/png', /250 au plus/],
  ] as const
  for (const [contenu, type, expected] of cases) {
    const [problem] = await problemesOf({ nom: 'p', type, contenu })
    if (expected) expect(problem?.texte).toMatch(expected)
    else expect(problem).toBeUndefined()
  }
})

it('sends the documents of a degraded lot with their index, after the lot', async () => {
  const poste = await courrier.open()
  const { messagerie, autorite } = poste
  const session = await bench.open('officine', { maintenant: MAINTENANT, messagerie, professionnel: PHARMACIE, authentification: { mode: 'CPS', ...bench.certificate, autorite } })
  const { numeroFacture: facture } = await bench.play(session, 'facturer', { mode: 'degrade', vente: vente() })
  const { numeroFacture: secured } = await bench.play(session, 'facturer', { mode: 'sesamVitale', vente: vente() })
  expect((await bench.play(session, 'consulterFactures', {})).factures.map(({ scor }) => scor)).toEqual(['due', 'nonDue'])
  expect((await bench.play(session, 'numeriserPieces', { facture: secured, pieces: [piece(png(200))] })).messages[0]!.texte).toMatch(/Aucune pièce/)
  expect(await bench.play(session, 'numeriserPieces', { facture, pieces: [piece(png(200)), piece(png(96))] })).toMatchObject({ acceptees: 0 })
  expect((await bench.play(session, 'envoyerPieces', { lot: '001' })).statut).toBe('refusees')
  await bench.play(session, 'teletransmettre', { factures: [facture] })
  expect((await bench.play(session, 'envoyerPieces', { lot: '001' })).messages[0]!.texte).toMatch(/joignez/)
  expect(await bench.play(session, 'numeriserPieces', { facture, pieces: [piece(png(200))] })).toMatchObject({ acceptees: 1 })
  expect(await bench.play(session, 'envoyerPieces', { lot: '001' })).toMatchObject({ statut: 'envoyees' })
  const [exchange] = poste.exchanges('SCOR_LOT')
  expect(exchange!.mail).toMatchObject({ to: ['01.631@01.scor.rss.fr'], recipients: ['01.631@01.scor.rss.fr'], description: 'IRIS/SCOR/Z' })
  expect(exchange!.mail!.problem).toBeUndefined()
  const [index, document] = leaves(poste.fileOf(exchange!))
  expect(index!.headers.get('content-description')).toBe('SIM-SCOR-INDEX')
  expect(JSON.parse(index!.contenu.toString())).toMatchObject({
    format: 'SIM-SCOR-INDEX/1',
    nature: 'PIECES',
    emetteur: PHARMACIE.structure.finess,
    organisme: { regime: '01', caisse: '631' },
    lot: '001',
    factures: [facture],
    pieces: [{ facture, fichier: `${facture}-01.png`, type: 'image/png', empreinte: createHash('sha256').update(png(200)).digest('hex') }],
  })
  expect(document!.contenu).toEqual(png(200))
  expect((await bench.play(session, 'consulterFactures', {})).factures[0]).toMatchObject({ scor: 'envoyee' })
  expect((await bench.play(session, 'envoyerPieces', { lot: '001' })).statut).toBe('refusees')
})
