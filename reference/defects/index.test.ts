import qrcode from 'qrcode'
import { afterAll, expect, it } from 'vitest'
import { OBSERVED_APCV } from '../testing/apcv.js'
import { startBench, type TestBench } from '../testing/bench.js'
import { demande, IDENTIFIANT } from '../testing/identities.js'
import { OBSERVED_CADRE } from '../testing/cadre.js'
import { OBSERVED_DROITS } from '../testing/droits.js'
import { OBSERVED_INSI } from '../testing/insi.js'
import { closeMail, OBSERVED_LOTS } from '../testing/lots.js'
import { OBSERVED_OFFICINE } from '../testing/officine.js'
import { OBSERVED_PRESCRIPTEUR } from '../testing/prescripteur.js'
import { OBSERVED_PSC } from '../testing/proSanteConnect.js'
import { OBSERVED_RETOURS } from '../testing/retours.js'
import { fault } from '../testing/service.js'
import { DEFECTS, isDefectName, type DefectName } from './index.js'
import {
  HALF_HOUR,
  INS_CODE,
  NEXT_DAY,
  OTHER_PRODUCT,
  SIMULTANEOUS,
  billed,
  billedAgain,
  box,
  consulted,
  created,
  createdLong,
  deliver,
  delivered,
  failFirst,
  later,
  notDelivered,
  printedImages,
  printedNumber,
  printedSize,
  strangerMade,
} from '../testing/acts.js'
import { OBSERVED_ORDONNANCE } from '../testing/ordonnance.js'

/** What an observer outside the software sees of each fault: another value than with the honest software. */
const OBSERVED = {
  ...OBSERVED_CADRE,
  ...OBSERVED_DROITS,
  ...OBSERVED_OFFICINE,
  ...OBSERVED_PRESCRIPTEUR,
  ...OBSERVED_PSC,
  ...OBSERVED_INSI,
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
  ...OBSERVED_ORDONNANCE,
  'non-delivrance-tue': async (bench) => (await delivered(bench, notDelivered)).statut,
  ...OBSERVED_APCV,
  ...OBSERVED_RETOURS,
  ...OBSERVED_LOTS,
} as const satisfies Record<DefectName, (bench: TestBench) => Promise<unknown>>

const honest = await startBench()
afterAll(async () => {
  await honest.close()
  await closeMail()
})

/** What the honest software shows under each observation: several faults are seen from the same place. */
const seenOfHonest = new Map<(bench: TestBench) => Promise<unknown>, unknown>()
async function observeHonest(observe: (bench: TestBench) => Promise<unknown>): Promise<unknown> {
  if (!seenOfHonest.has(observe)) {
    honest.service.calls.length = 0
    honest.service.answer = () => undefined
    seenOfHonest.set(observe, await observe(honest))
  }
  return seenOfHonest.get(observe)
}

it.each(Object.keys(DEFECTS).filter(isDefectName))('%s shows from outside', async (name) => {
  const faulty = await startBench({ defect: DEFECTS[name] })
  try {
    const [right, wrong] = [await observeHonest(OBSERVED[name]), await OBSERVED[name](faulty)]
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
