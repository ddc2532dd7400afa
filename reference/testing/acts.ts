import { PDFiumLibrary } from '@hyzyla/pdfium'
import { PNG } from 'pngjs'
import { classifyCode, readCode2d } from '../code2d.js'
import type { Demande, LigneDemandee } from '../model.js'
import type { TestBench } from './bench.js'
import { demande, IDENTIFIANT } from './identities.js'
import { fault } from './service.js'

/** What a test asks of the software, whatever the fault. */
export const SIMULTANEOUS = { versionPaquet: 'V2', modeTransmission: 'simultane' } as const
export const OTHER_PRODUCT = { cis: '61234567', libelle: 'AUTRE' }
export const INS_CODE = `IS01${'0'.repeat(22)}S1285059999902111S4TESTARD`

export async function created(bench: TestBench) {
  const session = await bench.open('prescripteur')
  await bench.play(session, 'creerOrdonnance', { demande: demande() })
  return bench.service.of('WS_EP4')[0]!
}

export async function consulted(bench: TestBench, parts = {}): Promise<string> {
  const session = await bench.open('officine', parts)
  await bench.play(session, 'consulterOrdonnance', { identifiant: IDENTIFIANT })
  return session
}

export const deliver = (bench: TestBench, session: string, ...lignes: LigneDemandee[]) => bench.play(session, 'delivrer', { identifiant: IDENTIFIANT, lignes })

export async function delivered(bench: TestBench, ...lignes: LigneDemandee[]) {
  const { statut } = await deliver(bench, await consulted(bench), ...lignes)
  return { statut, requests: bench.service.of('WS_EP1').map(({ request }) => request) }
}

export const box = (quantite: number): LigneDemandee => ({ numero: 1, action: 'delivrer', quantite })
export const notDelivered: LigneDemandee = { numero: 3, action: 'nePasDelivrer', motifNonDelivrance: 'SIM-MND-01' }

/** How many things the printed code says of the patient. */
export async function printedSize(bench: TestBench): Promise<number> {
  const text = await printedText(bench)
  return Object.keys((JSON.parse(text) as { D: { P: object } }).D.P).length
}

export async function printedNumber(bench: TestBench): Promise<boolean> {
  let read: string | undefined
  const text = await printedText(bench, (identifiant) => (read = identifiant))
  const { contract } = bench.service
  return classifyCode(text, contract.identifiant.motif).identifiant === read
}

/** Creates an ordonnance and prints its form. */
export async function printed(bench: TestBench, parts: Partial<Demande> = {}, opened?: string): Promise<{ identifiant: string; pdf: Buffer }> {
  const session = opened ?? (await bench.open('prescripteur'))
  const { identifiant } = await bench.play(session, 'creerOrdonnance', { demande: { ...demande(), ...parts } })
  const { document } = await bench.play(session, 'imprimerOrdonnance', { identifiant })
  return { identifiant, pdf: Buffer.from(document!.contenu, 'base64') }
}

export async function printedText(bench: TestBench, told: (identifiant: string) => void = () => undefined, parts: Partial<Demande> = {}): Promise<string> {
  const { identifiant, pdf } = await printed(bench, parts)
  told(identifiant)
  return textOf(pdf)
}

/** Text of the code of a form; empty without any. */
export async function textOf(form: Buffer): Promise<string> {
  const library = await PDFiumLibrary.init()
  const pdf = await library.loadDocument(form)
  const toPng = async ({ data, width, height }: { data: Uint8Array; width: number; height: number }) =>
    PNG.sync.write(Object.assign(new PNG({ width, height }), { data: Buffer.from(data) }))
  const { data } = await pdf.getPage(0).render({ scale: 2, render: toPng })
  pdf.destroy()
  library.destroy()
  let decoded = ''
  readCode2d(Buffer.from(data), (text) => {
    decoded = text
    return { nature: 'inconnu', messages: [] }
  })
  return decoded
}

export const LONG = 'LONGUEMENT-FICTIVE DE LA TRES LONGUE INVENTION'
export const longDemande = () => {
  const { patient, lignes, ...rest } = demande()
  return { ...rest, patient: { ...patient, nomFamille: LONG }, lignes: lignes.map((ligne) => ({ ...ligne, posologie: 'x'.repeat(300) })) }
}

export async function createdLong(bench: TestBench) {
  await bench.play(await bench.open('prescripteur'), 'creerOrdonnance', { demande: longDemande() })
  return bench.service.of('WS_EP4')[0]!.request.ordonnance
}

/** The codes printed, as sizes of the images of the form. */
export async function printedImages(bench: TestBench): Promise<number> {
  const session = await bench.open('prescripteur')
  const { identifiant } = await bench.play(session, 'creerOrdonnance', { demande: demande() })
  const { document } = await bench.play(session, 'imprimerOrdonnance', { identifiant })
  return Buffer.from(document!.contenu, 'base64').toString('latin1').split('/Subtype /Image').length - 1
}

export async function strangerMade(bench: TestBench) {
  bench.service.strangers.length = 0
  const { statut } = await bench.play(await bench.open('prescripteur'), 'creerOrdonnance', { demande: demande() })
  return { statut, media: bench.service.strangers.map(({ contentType }) => contentType) }
}

/** Refuses the first call of an operation as an unavailable service does. */
export function failFirst(bench: TestBench, failing: 'WS_EP1' | 'WS_EP3' | 'WS_EP4'): void {
  let failed = false
  bench.service.answer = ({ operation, messageId }) => {
    if (failed || operation !== failing) return undefined
    failed = true
    return fault(messageId, { side: 'Receiver' })
  }
}

export async function billed(bench: TestBench, session: string, execution: string, sens?: 'positif' | 'negatif', mode = 'sesamVitale') {
  const { numeroFacture } = await bench.play(session, 'facturer', { execution, mode })
  const { numeroLot } = await bench.play(session, 'teletransmettre', { factures: [numeroFacture] })
  if (sens) await bench.play(session, 'releverRetours', { retours: [{ nature: 'ARL', numeroLot, sens }] })
  return { numeroFacture, numeroLot }
}

/** A lot rejected, then its invoice made again and accepted. */
export async function billedAgain(bench: TestBench) {
  const session = await consulted(bench, SIMULTANEOUS)
  const { execution } = await deliver(bench, session, box(1))
  const [first, second] = [await billed(bench, session, execution, 'negatif'), await billed(bench, session, execution, 'positif')]
  return { executions: bench.service.of('WS_EP1').length, newInvoice: first.numeroFacture !== second.numeroFacture, newLot: first.numeroLot !== second.numeroLot }
}

export const HALF_HOUR = 30 * 60_000
export const later = (bench: TestBench, session: string, maintenant: string) => bench.request('PUT', `/sessions/${session}/horloge`, { maintenant })
export const NEXT_DAY = '2026-11-23T09:30:00.000Z'
