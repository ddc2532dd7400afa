import { PNG } from 'pngjs'
import qrcode from 'qrcode'
import type { Demande, Ligne, LigneDemandee } from '../model.js'
import type { OrdonnanceAffichee } from '../officine.js'
import type { Observation, TestBench } from './bench.js'
import { consultee, demande, IDENTIFIANT } from './identities.js'
import { envelope, fault } from './service.js'
import { billed, box, consulted, created, deliver, later, NEXT_DAY, OTHER_PRODUCT, printed, printedText, SIMULTANEOUS, textOf } from './acts.js'

type Seen = (bench: TestBench) => Promise<unknown>

const LOCUM = '99900000025'
const UNKNOWN = '01S2TBPZ2JCNZZYGH0'

const create = async (bench: TestBench, parts: Partial<Demande> = {}): Promise<Observation> =>
  bench.play(await bench.open('prescripteur'), 'creerOrdonnance', { demande: { ...demande(), ...parts } })

const sentLines =
  (look: (ligne: Ligne) => unknown): Seen =>
  async (bench) => {
    await create(bench, { lignes: demande().lignes.map((ligne) => ({ ...ligne, quantite: 2 })) })
    return bench.service.of('WS_EP4')[0]!.request.ordonnance.lignes.map(look)
  }

/** The screen of an ordonnance of which another officine delivered a part. */
const screen =
  (look: (ordonnance: OrdonnanceAffichee) => unknown): Seen =>
  async (bench) => {
    const restes = [{ numero: 1, delivre: 3, reste: 1 }, { numero: 2, delivre: 1, reste: 0 }, { numero: 3, delivre: 0, reste: 1 }]
    answers(bench, consultee({ statut: 'partiellementExecutee', restes }))
    const { ordonnance } = await bench.play(await bench.open('officine'), 'consulterOrdonnance', { identifiant: IDENTIFIANT })
    return ordonnance ? look(ordonnance) : 'écran vide'
  }

function answers(bench: TestBench, value: object): void {
  bench.service.answer = ({ operation, messageId }) =>
    operation === 'WS_EP3' ? { status: 200, body: envelope(messageId, bench.service.contract.writeReply('WS_EP3', value)) } : undefined
}

async function readImage(bench: TestBench, png: Buffer): Promise<Observation> {
  return bench.play(await bench.open('officine'), 'lireCode2d', { image: { typeMedia: 'image/png', contenu: png.toString('base64') } })
}

const readText = async (bench: TestBench, text: string): Promise<Observation> => readImage(bench, await qrcode.toBuffer(text))
const codeText = (people: object): string => JSON.stringify({ S: { V: 2 }, D: { ID: IDENTIFIANT, ...people } })

/** What the counter answers to an act that has to stop there, and what left all the same. */
const stopped =
  (value: object, ligne: LigneDemandee): Seen =>
  async (bench) => {
    answers(bench, value)
    const { statut } = await deliver(bench, await consulted(bench), ligne)
    return { statut, executions: bench.service.of('WS_EP1').length }
  }

/** What the prescriber sees when the service refuses, or fails. */
const setback =
  (side: 'Sender' | 'Receiver'): Seen =>
  async (bench) => {
    bench.service.answer = ({ messageId }) => fault(messageId, { side })
    const { statut, suitePapier, messages } = await create(bench)
    return { statut, suitePapier, codes: messages.map(({ code }) => code ?? 'aucun') }
  }

const printedCode = async (bench: TestBench): Promise<{ M: object; P: object }> => (JSON.parse(await printedText(bench)) as { D: { M: object; P: object } }).D

/** Two creations on two days, in one session. */
async function createdTwice(bench: TestBench): Promise<void> {
  const session = await bench.open('prescripteur')
  await bench.play(session, 'creerOrdonnance', { demande: demande() })
  await later(bench, session, NEXT_DAY)
  await bench.play(session, 'creerOrdonnance', { demande: demande() })
}

async function consultedTwice(bench: TestBench): Promise<void> {
  const session = await consulted(bench)
  await later(bench, session, NEXT_DAY)
  await bench.play(session, 'consulterOrdonnance', { identifiant: UNKNOWN })
}

/** What an observer outside the software sees of the faults of the ordonnance numérique. */
export const OBSERVED_ORDONNANCE = {
  'message-id-sans-schema': async (bench) => (await created(bench)).messageId.slice(0, 5) === 'uuid:',
  'assertion-gardee': async (bench) => {
    await consultedTwice(bench)
    return new Set(bench.service.calls.map((call) => call.header('wsse:Security/saml:Assertion/@ID'))).size
  },
  'horloge-de-l-ouverture': async (bench) => {
    await createdTwice(bench)
    return bench.service.calls.map((call) => call.header('ctxlps:ContexteLPS/ctxlps:Temps')!.slice(0, 10))
  },
  'contexte-id-fige': async (bench) => {
    await createdTwice(bench)
    return new Set(bench.service.calls.map((call) => call.header('ctxlps:ContexteLPS/ctxlps:Id'))).size
  },
  'consultation-sans-numero': async (bench) => {
    await consulted(bench)
    return bench.service.of('WS_EP3').map(({ request }) => Object.keys(request).sort())
  },
  'premiere-ordonnance-rouverte': async (bench) => {
    await consultedTwice(bench)
    return bench.service.of('WS_EP3').map(({ request }) => request.identifiant)
  },
  'ordonnance-non-montree': screen(({ lignes }) => lignes.length),
  'lignes-sans-posologie-cachees': screen(({ lignes }) => lignes.map(({ numero }) => numero)),
  'quantite-totale-affichee': screen(({ lignes }) => lignes.map(({ quantite }) => quantite)),
  'restes-de-la-prescription': screen(({ lignes }) => lignes.map(({ reste }) => reste)),
  'etat-toujours-active': screen(({ etat }) => etat),
  'substitution-non-affichee': screen(({ lignes }) => lignes.map(({ substitution }) => substitution ?? 'rien')),
  'identite-melangee': screen(({ patient }) => patient),
  'prescripteur-du-poste': screen(({ prescripteur }) => prescripteur),
  'ordonnance-close-delivree': stopped(consultee({ statut: 'executee' }), box(1)),
  'quantite-non-controlee': stopped(consultee(), box(5)),
  'substitution-interdite-permise': stopped(consultee(), { numero: 2, action: 'delivrer', quantite: 1, produit: OTHER_PRODUCT, substitution: '2' }),
  'noms-lus-avec-complement': async (bench) => (await readText(bench, codeText({ P: { N: 'ESSAI'.padEnd(90) }, M: {} }))).patient,
  'remplacant-lu-comme-prescripteur': async (bench) => (await readText(bench, codeText({ P: {}, M: { RPPS: '99900000009', RPPS2: LOCUM } }))).prescripteur,
  'code-froisse-dit-inconnu': async (bench) => (await readImage(bench, PNG.sync.write(new PNG({ width: 120, height: 120 })))).nature,
  'numero-seul-pris-pour-code': async (bench) => (await readText(bench, IDENTIFIANT)).nature,
  'degrade-attend-l-arl': async (bench) => {
    const session = await consulted(bench, SIMULTANEOUS)
    const { execution } = await deliver(bench, session, box(1))
    await billed(bench, session, execution, undefined, 'degrade')
    return bench.service.of('WS_EP1').length
  },
  'execution-repart-a-l-arl': async (bench) => {
    const session = await consulted(bench, SIMULTANEOUS)
    const { execution } = await deliver(bench, session, box(1))
    const { numeroLot } = await billed(bench, session, execution, undefined, 'degrade')
    await bench.play(session, 'releverRetours', { retours: [{ nature: 'ARL', numeroLot, sens: 'positif' }] })
    return bench.service.of('WS_EP1').length
  },
  'finess-cle-fausse': async (bench) => (await created(bench)).request.ordonnance.prescripteur.structure?.finess,
  'rpps-cle-fausse': async (bench) => (await created(bench)).request.ordonnance.prescripteur.rpps,
  'cip13-cle-fausse': sentLines(({ produit }) => produit.cip13 ?? 'aucun'),
  'code-date-de-naissance-du-jour': async (bench) => (await printedCode(bench)).P,
  'refus-rejoue': async (bench) => {
    await setback('Sender')(bench)
    return bench.service.of('WS_EP4').length
  },
  'refus-dit-transmis': setback('Sender'),
  'echec-dit-transmis': setback('Receiver'),
  'code-du-service-cache': setback('Sender'),
  'suite-papier-non-proposee': setback('Sender'),
  'motif-non-substituable-perdu': sentLines(({ motifNonSubstituable }) => motifNonSubstituable ?? 'aucun'),
  'premiere-mention-seule': sentLines(({ mentions }) => mentions ?? []),
  'quantite-dm-perdue': sentLines(({ quantite }) => quantite ?? 'aucune'),
  'premier-genre-seul': async (bench) => {
    await create(bench, { genres: ['MED-1094', 'MED-1098'] })
    return bench.service.of('WS_EP4')[0]!.request.ordonnance.genres
  },
  'remplacant-perdu': async (bench) => {
    await create(bench, { rppsRemplacant: LOCUM })
    return bench.service.of('WS_EP4')[0]!.request.ordonnance.rppsRemplacant ?? 'aucun'
  },
  'remplacant-toujours-present': async (bench) => (await created(bench)).request.ordonnance.rppsRemplacant ?? 'aucun',
  'date-de-redaction-figee': async (bench) => {
    await createdTwice(bench)
    return bench.service.of('WS_EP4').map(({ request }) => request.ordonnance.dateHeure.slice(0, 10))
  },
  'code-sans-numero-am': async (bench) => Object.keys((await printedCode(bench)).M),
  'code-rpps-inverses': async (bench) => (JSON.parse(await printedText(bench, undefined, { rppsRemplacant: LOCUM })) as { D: { M: object } }).D.M,
  'code-du-premier-patient': async (bench) => {
    const { patient } = demande()
    const session = await bench.open('prescripteur')
    await printed(bench, {}, session)
    const { pdf } = await printed(bench, { patient: { ...patient, prenom: 'ELOI' } }, session)
    return (JSON.parse(await textOf(pdf)) as { D: { P: { P: string } } }).D.P.P.trim()
  },
  'code-sans-enregistrement': async (bench) => {
    bench.service.answer = ({ messageId }) => fault(messageId)
    return (await printedText(bench)) !== ''
  },
} as const satisfies Record<string, Seen>
