import { describe, expect, test } from 'vitest'
import type { Check } from './check.js'
import * as checks from './ecran.js'
import {
  asked,
  codesOf,
  consultation,
  consulted,
  creation,
  delivered,
  displayed,
  EXECUTION,
  executed,
  REFUSAL,
  sent,
  tell,
  UNAVAILABLE,
  WARNING,
  type Event,
} from './testing.js'

interface Service {
  refused: Check
  failed: Check
  earned: Check
  code: Check
  /** The exchange, with what the service answered. */
  exchange: (answer: { reply?: unknown; fault?: typeof REFUSAL }) => Event
  /** What the user saw. */
  screen: (observation: Record<string, unknown>) => Event
  success: string
}

const SERVICES: Record<string, Service> = {
  WS_EP4: {
    refused: checks.creationRefusAnnonce,
    failed: checks.creationEchecAnnonce,
    earned: checks.creationSuccesFonde,
    code: checks.creationCodeMontre,
    exchange: (answer) => sent(creation(), { reply: undefined, ...answer }),
    screen: (observation) => asked(observation),
    success: 'transmise',
  },
  WS_EP3: {
    refused: checks.consultationRefusAnnonce,
    failed: checks.consultationEchecAnnonce,
    earned: checks.consultationSuccesFonde,
    code: checks.consultationCodeMontre,
    exchange: (answer) => consulted(consultation(), { reply: undefined, ...answer }),
    screen: (observation) => displayed(undefined, { ordonnance: undefined, ...observation }),
    success: 'affichee',
  },
  WS_EP1: {
    refused: checks.executionRefusAnnonce,
    failed: checks.executionEchecAnnonce,
    earned: checks.executionSuccesFonde,
    code: checks.executionCodeMontre,
    exchange: (answer) => executed(EXECUTION, { reply: undefined, ...answer }),
    screen: (observation) => delivered(observation),
    success: 'transmise',
  },
}

describe.each(Object.entries(SERVICES))('%s', (operation, { refused, failed, earned, code, exchange, screen, success }) => {
  const told = (statut: string) => screen({ statut, messages: [WARNING] })

  test('a refusal is told with its status and with words', async () => {
    const refusal = exchange({ fault: REFUSAL })
    expect(await codesOf(refused, tell([refusal, told('refusee')]))).toEqual([])
    expect(await codesOf(refused, tell([refusal, screen({ statut: 'refusee', messages: [] })]))).toEqual(['muet'])
    expect(await codesOf(refused, tell([refusal, screen({ statut: 'refusee', messages: [{ niveau: 'information', texte: 'Terminé.' }] })]))).toEqual(['muet'])
    expect(await codesOf(refused, tell([refusal, told('enEchec')]))).toEqual(['statut'])
    expect(await codesOf(refused, tell([refusal, screen({ statut: success, messages: [] })]))).toEqual(['statut', 'muet'])
  })

  test('a failure is told with its status and with words', async () => {
    const closed = exchange({})
    expect(await codesOf(failed, tell([closed, told('enEchec')]))).toEqual([])
    expect(await codesOf(failed, tell([closed, told('refusee')]))).toEqual(['statut'])
    expect(await codesOf(failed, tell([closed, screen({ statut: 'enEchec', messages: [] })]))).toEqual(['muet'])
  })

  test('an unavailable service may be called a refusal or a failure, never a success', async () => {
    const unavailable = exchange({ fault: UNAVAILABLE })
    for (const statut of ['enEchec', 'refusee']) expect(await codesOf(failed, tell([unavailable, told(statut)]))).toEqual([])
    expect(await codesOf(failed, tell([unavailable, told(success)]))).toEqual(['statut'])
  })

  test('a retry that succeeded leaves nothing to tell', async () => {
    expect(await codesOf(failed, tell([exchange({}), exchange({ reply: {} }), screen({ statut: success, messages: [] })]))).toEqual([])
  })

  test('without the answer the scenario asked for, the question has no answer', async () => {
    const done = [exchange({ reply: {} }), screen({ statut: success })]
    expect(await codesOf(refused, tell(done))).toEqual(['skip:logiciel'])
    expect(await codesOf(refused, tell([{ injected: operation }, ...done]))).toEqual(['skip:banc'])
    expect(await codesOf(refused, tell([told('refusee')]))).toEqual(['skip:logiciel'])
  })

  test('a message that earned another answer than the one prepared is not the bench’s fault', async () => {
    expect(await codesOf(failed, tell([{ injected: operation }, exchange({ fault: REFUSAL }), told('refusee')]))).toEqual(['skip:logiciel'])
  })

  test('success is announced only when the service did the job', async () => {
    expect(await codesOf(earned, tell([exchange({ reply: {} }), screen({ statut: success })]))).toEqual([])
    expect(await codesOf(earned, tell([exchange({ fault: REFUSAL }), screen({ statut: success })]))).toEqual(['usurpe'])
    expect(await codesOf(earned, tell([screen({ statut: success })]))).toEqual(['usurpe'])
    expect(await codesOf(earned, tell([exchange({ fault: REFUSAL }), told('refusee')]))).toEqual([])
    expect(await codesOf(earned, tell([exchange({ reply: {} })]))).toEqual(['skip:logiciel'])
  })

  test('the code of the service is shown, beside the text or in it', async () => {
    const refusal = exchange({ fault: REFUSAL })
    const saying = (message: object) => tell([refusal, screen({ statut: 'refusee', messages: [message] })])
    expect(await codesOf(code, saying({ niveau: 'erreur', texte: 'Refusé', code: 'SIM-EP-91' }))).toEqual([])
    expect(await codesOf(code, saying({ niveau: 'erreur', texte: 'Refusé (SIM-EP-91)' }))).toEqual([])
    expect(await codesOf(code, saying({ niveau: 'erreur', texte: 'Refusé' }))).toEqual(['absent'])
  })
})

test('an execution refused while returns are read is told there, without a status', async () => {
  const refusal = executed(EXECUTION, { reply: undefined, fault: REFUSAL })
  const reading = (messages: object[]): Event => ({ call: 'releverRetours', params: { retours: [] }, observation: { traites: 1, messages } })
  expect(await codesOf(checks.executionRefusAnnonce, tell([delivered({ statut: 'enAttente' }), refusal, reading([WARNING])]))).toEqual([])
  expect(await codesOf(checks.executionRefusAnnonce, tell([delivered({ statut: 'enAttente' }), refusal, reading([])]))).toEqual(['muet'])
})

test('plain paper is offered when the creation does not end well', async () => {
  const failed = sent(creation(), { reply: undefined })
  expect(await codesOf(checks.suitePapierProposee, tell([failed, asked({ statut: 'enEchec', suitePapier: true })]))).toEqual([])
  expect(await codesOf(checks.suitePapierProposee, tell([failed, asked({ statut: 'enEchec', suitePapier: false })]))).toEqual(['absente'])
  expect(await codesOf(checks.suitePapierProposee, tell([failed, asked({ statut: 'enEchec' })]))).toEqual(['absente'])
})

test.each([
  ['delivranceSansConsultation', checks.delivranceSansConsultation],
  ['delivranceOrdonnanceClose', checks.delivranceOrdonnanceClose],
  ['delivranceAuDelaDuReste', checks.delivranceAuDelaDuReste],
  ['delivranceSubstitutionInterdite', checks.delivranceSubstitutionInterdite],
])('%s: an impossible act sends nothing and says why', async (_name, check) => {
  expect(await codesOf(check, tell([delivered({ statut: 'refusee', messages: [WARNING] })]))).toEqual([])
  expect(await codesOf(check, tell([executed(), delivered()]))).toEqual(['transmise', 'statut', 'muet'])
  expect(await codesOf(check, tell([delivered({ statut: 'refusee' })]))).toEqual(['muet'])
  expect(await codesOf(check, tell([delivered({ statut: 'enAttente', messages: [WARNING] })]))).toEqual(['statut'])
  expect(await codesOf(check, tell([consulted()]))).toEqual(['skip:logiciel'])
})

test('what stays on the screen is taken for what was asked', async () => {
  const refused = consulted(consultation(), { reply: undefined, fault: REFUSAL })
  const stale = displayed({ identifiant: 'X' }, { statut: 'refusee' })
  expect(await codesOf(checks.consultationSuccesFonde, tell([refused, stale], { profil: 'officine' }))).toEqual(['rescapee'])
})
