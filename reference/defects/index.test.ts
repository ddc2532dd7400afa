import { PDFiumLibrary } from '@hyzyla/pdfium'
import { PNG } from 'pngjs'
import qrcode from 'qrcode'
import { afterAll, expect, it } from 'vitest'
import { classifyCode, readCode2d } from '../code2d.js'
import type { LigneDemandee } from '../model.js'
import { startBench, type TestBench } from '../testing/bench.js'
import { demande, IDENTIFIANT } from '../testing/identities.js'
import { OBSERVED_PRESCRIPTEUR } from '../testing/prescripteur.js'
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

/** How many things the printed code says of the patient. */
async function printedSize(bench: TestBench): Promise<number> {
  const text = await printedText(bench)
  return Object.keys((JSON.parse(text) as { D: { P: object } }).D.P).length
}

async function printedNumber(bench: TestBench): Promise<boolean> {
  let read: string | undefined
  const text = await printedText(bench, (identifiant) => (read = identifiant))
  const { contract } = bench.service
  return classifyCode(text, contract.identifiant.motif).identifiant === read
}

async function printedText(bench: TestBench, told: (identifiant: string) => void = () => undefined): Promise<string> {
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
  told(identifiant)
  let decoded = ''
  readCode2d(Buffer.from(data), (text) => {
    decoded = text
    return { nature: 'inconnu', messages: [] }
  })
  return decoded
}

const LONG = 'LONGUEMENT-FICTIVE DE LA TRES LONGUE INVENTION'
const longDemande = () => {
  const { patient, lignes, ...rest } = demande()
  return { ...rest, patient: { ...patient, nomFamille: LONG }, lignes: lignes.map((ligne) => ({ ...ligne, posologie: 'x'.repeat(300) })) }
}

async function createdLong(bench: TestBench) {
  await bench.play(await bench.open('prescripteur'), 'creerOrdonnance', { demande: longDemande() })
  return bench.service.of('WS_EP4')[0]!.request.ordonnance
}

/** The codes printed, as sizes of the images of the form. */
async function printedImages(bench: TestBench): Promise<number> {
  const session = await bench.open('prescripteur')
  const { identifiant } = await bench.play(session, 'creerOrdonnance', { demande: demande() })
  const { document } = await bench.play(session, 'imprimerOrdonnance', { identifiant })
  return Buffer.from(document!.contenu, 'base64').toString('latin1').split('/Subtype /Image').length - 1
}

async function strangerMade(bench: TestBench) {
  bench.service.strangers.length = 0
  const { statut } = await bench.play(await bench.open('prescripteur'), 'creerOrdonnance', { demande: demande() })
  return { statut, media: bench.service.strangers.map(({ contentType }) => contentType) }
}

/** Refuses the first call of an operation as an unavailable service does. */
function failFirst(bench: TestBench, failing: 'WS_EP1' | 'WS_EP3' | 'WS_EP4'): void {
  let failed = false
  bench.service.answer = ({ operation, messageId }) => {
    if (failed || operation !== failing) return undefined
    failed = true
    return fault(messageId, { side: 'Receiver' })
  }
}

async function billed(bench: TestBench, session: string, execution: string, sens?: 'positif' | 'negatif') {
  const { numeroFacture } = await bench.play(session, 'facturer', { execution, mode: 'sesamVitale' })
  const { numeroLot } = await bench.play(session, 'teletransmettre', { factures: [numeroFacture] })
  if (sens) await bench.play(session, 'releverRetours', { retours: [{ nature: 'ARL', numeroLot, sens }] })
  return { numeroFacture, numeroLot }
}

/** A lot rejected, then its invoice made again and accepted. */
async function billedAgain(bench: TestBench) {
  const session = await consulted(bench, SIMULTANEOUS)
  const { execution } = await deliver(bench, session, box(1))
  const [first, second] = [await billed(bench, session, execution, 'negatif'), await billed(bench, session, execution, 'positif')]
  return { executions: bench.service.of('WS_EP1').length, newInvoice: first.numeroFacture !== second.numeroFacture, newLot: first.numeroLot !== second.numeroLot }
}

const HALF_HOUR = 30 * 60_000
const later = (bench: TestBench, session: string, maintenant: string) => bench.request('PUT', `/sessions/${session}/horloge`, { maintenant })
const NEXT_DAY = '2026-11-23T09:30:00.000Z'

/** What an observer outside the software sees of each fault: another value than with the honest software. */
const OBSERVED = {
  ...OBSERVED_PRESCRIPTEUR,
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
  'nom-tronque': async (bench) => (await createdLong(bench)).patient.nomFamille,
  'posologie-tronquee': async (bench) => (await createdLong(bench)).lignes.map(({ posologie }) => posologie?.length),
  'code-avec-matricule': printedSize,
  'deux-codes-differents': printedImages,
  'soap-1-1': strangerMade,
  'action-inconnue': strangerMade,
  'emetteur-bam-autre': async (bench) => (await created(bench)).header('ctxbam:ContexteBAM/ctxbam:Emetteur'),
  'reenregistrement-automatique': async (bench) => {
    failFirst(bench, 'WS_EP4')
    await bench.play(await bench.open('prescripteur'), 'creerOrdonnance', { demande: demande() })
    return bench.service.of('WS_EP4').length
  },
  'bam-patient-precedent': async (bench) => {
    await delivered(bench, box(1))
    return bench.service.of('WS_EP1')[0]!.header('ctxbam:ContexteBAM/ctxbam:COUVERTURE/ctxbam:BENEFICIAIRE/ctxbam:Nir/ctxbam:Num')
  },
  'installation-changeante': async (bench) => {
    await delivered(bench, box(1))
    return new Set(bench.service.calls.map((call) => call.header('ctxlps:ContexteLPS/ctxlps:LPS/ctxlps:Instance'))).size
  },
  'raison-sociale-figee': async (bench) => (await delivered(bench, box(1))).requests.map(({ executant }) => executant.structure?.raisonSociale),
  'libelle-du-prescrit': async (bench) => {
    const { requests } = await delivered(bench, { ...box(1), produit: OTHER_PRODUCT, substitution: '2' })
    return requests.map(({ lignes }) => lignes[0]!.produit?.libelle)
  },
  'commentaire-repete': async (bench) => {
    const { requests } = await delivered(bench, { ...box(1), commentaire: 'à surveiller' }, notDelivered)
    return requests.map(({ lignes }) => lignes.map(({ commentaire }) => commentaire ?? 'aucun'))
  },
  'execution-renommee': async (bench) => {
    const session = await consulted(bench)
    failFirst(bench, 'WS_EP1')
    await deliver(bench, session, box(1))
    await deliver(bench, session, box(1))
    return new Set(bench.service.of('WS_EP1').map(({ request }) => request.identifiant)).size
  },
  'date-de-consultation': async (bench) => {
    const session = await consulted(bench)
    await later(bench, session, NEXT_DAY)
    await deliver(bench, session, box(1))
    return bench.service.of('WS_EP1').map(({ request }) => request.dateHeure.slice(0, 10))
  },
  'date-d-envoi': async (bench) => {
    const session = await consulted(bench, SIMULTANEOUS)
    const { execution } = await deliver(bench, session, box(1))
    await later(bench, session, NEXT_DAY)
    await billed(bench, session, execution, 'positif')
    return bench.service.of('WS_EP1').map(({ request }) => Math.abs(Date.parse(request.dateHeure) - Date.parse(NEXT_DAY)) < HALF_HOUR)
  },
  'ecran-precedent': async (bench) => {
    const session = await consulted(bench)
    bench.service.answer = ({ messageId }) => fault(messageId)
    return (await bench.play(session, 'consulterOrdonnance', { identifiant: '01S2TBPZ2JCNZZYGH0' })).ordonnance?.identifiant ?? 'aucune'
  },
  'arl-negatif-sans-suite': billedAgain,
  'lot-toujours-001': billedAgain,
  'facture-reprise': billedAgain,
  'execution-repart-a-la-facturation': async (bench) => {
    const session = await consulted(bench)
    const { execution } = await deliver(bench, session, box(1))
    await billed(bench, session, execution)
    return bench.service.of('WS_EP1').length
  },
  'numero-saisi-brut': async (bench) => (await bench.play(await bench.open('officine'), 'consulterOrdonnance', { identifiant: IDENTIFIANT.toLowerCase() })).statut,
  'non-delivrance-tue': async (bench) => (await delivered(bench, notDelivered)).statut,
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
