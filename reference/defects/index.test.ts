import { PDFiumLibrary } from '@hyzyla/pdfium'
import { PNG } from 'pngjs'
import qrcode from 'qrcode'
import { afterAll, expect, it } from 'vitest'
import { classifyCode, readCode2d } from '../code2d.js'
import type { LigneDemandee } from '../model.js'
import { startBench, type TestBench } from '../testing/bench.js'
import { demande, IDENTIFIANT } from '../testing/identities.js'
import { fault } from '../testing/service.js'
import { DEFECTS, isDefectName, type DefectName } from './index.js'

const SIMULTANEOUS = { versionPaquet: 'V2', modeTransmission: 'simultane' } as const
const OTHER_PRODUCT = { cis: '61234567', libelle: 'AUTRE' }
const INS_CODE = `IS01${'0'.repeat(22)}S1285059999902111S4TESTARD`

async function created(bench: TestBench) {
  const session = await bench.open('prescripteur')
  await bench.play(session, 'creerOrdonnance', { demande: demande() })
  return bench.service.of('WS_EP4')[0]!
}

async function consulted(bench: TestBench, parts = {}): Promise<string> {
  const session = await bench.open('officine', parts)
  await bench.play(session, 'consulterOrdonnance', { identifiant: IDENTIFIANT })
  return session
}

const deliver = (bench: TestBench, session: string, ...lignes: LigneDemandee[]) => bench.play(session, 'delivrer', { identifiant: IDENTIFIANT, lignes })

async function delivered(bench: TestBench, ...lignes: LigneDemandee[]) {
  const { statut } = await deliver(bench, await consulted(bench), ...lignes)
  return { statut, requests: bench.service.of('WS_EP1').map(({ request }) => request) }
}

const box = (quantite: number): LigneDemandee => ({ numero: 1, action: 'delivrer', quantite })
const notDelivered: LigneDemandee = { numero: 3, action: 'nePasDelivrer', motifNonDelivrance: 'SIM-MND-01' }

async function printedNumber(bench: TestBench): Promise<boolean> {
  const session = await bench.open('prescripteur')
  const { identifiant } = await bench.play(session, 'creerOrdonnance', { demande: demande() })
  const { document } = await bench.play(session, 'imprimerOrdonnance', { identifiant })
  const library = await PDFiumLibrary.init()
  const pdf = await library.loadDocument(Buffer.from(document!.contenu, 'base64'))
  const toPng = async ({ data, width, height }: { data: Uint8Array; width: number; height: number }) =>
    PNG.sync.write(Object.assign(new PNG({ width, height }), { data: Buffer.from(data) }))
  const { data } = await pdf.getPage(0).render({ scale: 2, render: toPng })
  pdf.destroy()
  library.destroy()
  const { contract } = bench.service
  return readCode2d(Buffer.from(data), (text) => classifyCode(text, contract.identifiant.motif)).identifiant === identifiant
}

/** What an observer outside the software sees of each fault: another value than with the honest software. */
const OBSERVED = {
  'ordre-execution-sans-consultation': async (bench) => {
    const { statut } = await deliver(bench, await bench.open('officine'), { ...box(1), produit: OTHER_PRODUCT })
    return { statut, consultations: bench.service.of('WS_EP3').length, executions: bench.service.of('WS_EP1').length }
  },
  'ligne-sans-posologie': async (bench) => (await created(bench)).request.ordonnance.lignes.map(({ posologie }) => posologie),
  'cle-ins-fausse': async (bench) => (await created(bench)).request.ordonnance.patient.ins.cle,
  'opposition-perdue': async (bench) => (await created(bench)).request.ordonnance.opposition,
  'assertion-non-signee': async (bench) => (await created(bench)).text.includes('SignatureValue'),
  'prescripteur-executant-inverses': async (bench) => {
    const { requests } = await delivered(bench, box(1))
    return requests.map(({ rppsPrescripteur, executant }) => [rppsPrescripteur, executant.rpps])
  },
  'substitution-sans-motif': async (bench) => {
    const { requests } = await delivered(bench, { ...box(1), produit: OTHER_PRODUCT, substitution: '2' })
    return requests.map(({ lignes }) => lignes[0]!.substitution ?? 'aucun')
  },
  'non-delivrance-sans-motif': async (bench) => {
    const { requests } = await delivered(bench, notDelivered)
    return requests.map(({ lignes }) => lignes[0]!.motifNonDelivrance ?? 'aucun')
  },
  'quantite-delivree-fausse': async (bench) => (await delivered(bench, box(1))).requests.map(({ lignes }) => lignes[0]!.quantite),
  'execution-declaree-deux-fois': async (bench) => {
    const { requests } = await delivered(bench, box(1))
    return { sent: requests.length, identifiers: new Set(requests.map(({ identifiant }) => identifiant)).size }
  },
  'sequentiel-avec-facturation': async (bench) => (await delivered(bench, box(1))).requests.map(({ facturation }) => facturation !== undefined),
  'message-id-rejoue': async (bench) => {
    await delivered(bench, box(1))
    return new Set(bench.service.calls.map(({ messageId }) => messageId)).size
  },
  'horloge-figee': async (bench) => {
    await consulted(bench)
    return bench.service.calls[0]!.header('ctxlps:ContexteLPS/ctxlps:Temps')!.slice(0, 10)
  },
  'refus-ignore': async (bench) => {
    bench.service.answer = ({ messageId }) => fault(messageId)
    const [counter, prescriber] = [await bench.open('officine'), await bench.open('prescripteur')]
    const consultation = await bench.play(counter, 'consulterOrdonnance', { identifiant: IDENTIFIANT })
    const creation = await bench.play(prescriber, 'creerOrdonnance', { demande: demande() })
    bench.service.answer = ({ operation, messageId }) => (operation === 'WS_EP1' ? fault(messageId) : undefined)
    return [consultation.statut, creation.statut, (await delivered(bench, box(1))).statut]
  },
  'ins-pris-pour-ordonnance': async (bench) => {
    const contenu = (await qrcode.toBuffer(INS_CODE)).toString('base64')
    const { nature, identifiant } = await bench.play(await bench.open('officine'), 'lireCode2d', { image: { typeMedia: 'image/png', contenu } })
    return { nature, wellFormed: /^[0-9A-Z]{18}$/.test(identifiant) }
  },
  'qr-sans-identifiant-imprime-different': printedNumber,
  'simultane-sans-attendre-arl': async (bench) => {
    const session = await consulted(bench, SIMULTANEOUS)
    const { execution } = await deliver(bench, session, box(1))
    const { numeroFacture } = await bench.play(session, 'facturer', { execution, mode: 'sesamVitale' })
    await bench.play(session, 'teletransmettre', { factures: [numeroFacture] })
    return bench.service.of('WS_EP1').map(({ request }) => request.facturation !== undefined)
  },
} as const satisfies Record<DefectName, (bench: TestBench) => Promise<unknown>>

const honest = await startBench()
afterAll(() => honest.close())

it.each(Object.keys(DEFECTS).filter(isDefectName))('%s shows from outside', async (name) => {
  const faulty = await startBench({ defect: DEFECTS[name] })
  try {
    honest.service.calls.length = 0
    honest.service.answer = () => undefined
    const [right, wrong] = [await OBSERVED[name](honest), await OBSERVED[name](faulty)]
    expect(wrong).not.toEqual(right)
    expect({ right, wrong }).toMatchSnapshot()
  } finally {
    await faulty.close()
  }
})

it('names each fault as its file does, with a French title', () => {
  for (const [name, defect] of Object.entries(DEFECTS)) {
    expect(defect.name).toBe(name)
    expect(defect.title).toMatch(/^\p{Lu}/u)
    expect(defect.expected.length).toBeGreaterThan(0)
  }
})

it('gives each session its own memory of the fault', async () => {
  const faulty = await startBench({ defect: DEFECTS['message-id-rejoue'] })
  await consulted(faulty)
  await consulted(faulty)
  expect(new Set(faulty.service.calls.map(({ messageId }) => messageId)).size).toBe(2)
  await faulty.close()
})
