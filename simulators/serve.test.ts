import { spawn, spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request as httpRequest } from 'node:http'
import { Agent, request as httpsRequest, type RequestOptions } from 'node:https'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect as tlsConnect } from 'node:tls'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Incident, Refusal } from '../core/errors.js'
import type { ExchangeRecord, IncidentRecord, JournalRecord } from '../core/exchange.js'
import { idNatFromRpps, withLuhnKey } from '../core/identifiers.js'
import { createJournal, readJournal, type JournalWriter } from '../core/journal.js'
import type { Creation, Ordonnance, ReponseCreation } from '../core/ordonnance.js'
import { PROJECT_ROOT } from '../core/project.js'
import { digestOf } from '../core/secrets.js'
import { seedFrom } from '../core/seed.js'
import { loadPack } from '../schemas/pack.js'
import { compileXsd } from '../schemas/xml.js'
import { readReply } from '../tlsi/answer.js'
import { firstProblem, idsOf } from '../tlsi/checks.js'
import { buildRequest, type BuiltRequest, type Knobs } from '../tlsi/client.js'
import { readEnvelope } from '../tlsi/envelope.js'
import { maskRealData } from './guard.js'
import { createPki, type IssuedCertificate, type Pki } from './pki.js'
import { TEST_MATRICULES } from './population.js'
import { serve, type Injection, type ServeOptions, type SimulatedBackend, type SimulatedSession } from './serve.js'
import { defineSimulator } from './simulator.js'

const pack = loadPack(join(PROJECT_ROOT, 'schemas/packs/public'))
const siram = compileXsd(join(PROJECT_ROOT, 'schemas/tlsi/siram.xsd'))
const { action } = pack.operations['WS_EP4']!
const IDAM = 'SIM0PRESERIE'
const RPPS = withLuhnKey('9990000010')
const ID_NAT = idNatFromRpps(RPPS)

const ordonnance = (identifiant: string, matricule = { matricule: '2770763220829', cle: '10' }): Ordonnance => ({
  identifiant,
  dateHeure: '2026-03-02T10:00:00Z',
  patient: { ins: { ...matricule, oid: '1.2.250.1.213.1.4.10' }, nomFamille: 'NESSI', prenom: 'RUTH', dateNaissance: '1977-07-14', sexe: 'F' },
  prescripteur: { rpps: RPPS, nom: 'GARNIER', prenom: 'Élodie', profession: '10' },
  opposition: false,
  lignes: [{ numero: 1, type: 'medicament', produit: { cip13: '3400930000120', libelle: 'DOLIPRANE' } }],
})

/** Keeps what it is sent; an identifier says what it does instead. */
const base = defineSimulator({
  name: 'ordonnances',
  title: 'Base d’essai',
  createState: () => new Map<string, string | undefined>(),
  operations: {
    WS_EP4: ({ ordonnance: { identifiant } }: Creation, enregistrees, { now, sender }): ReponseCreation => {
      if (identifiant.startsWith('PANNE')) throw new TypeError('essai de panne')
      if (identifiant.startsWith('FAUSSE')) return { dateEnregistrement: now.toISOString() } as ReponseCreation
      if (enregistrees.has(identifiant)) {
        throw new Refusal({
          side: 'Sender',
          subcode: 'SIM-ESSAI',
          code: 'SIM-ESSAI-01',
          severity: 'erreur',
          message: 'Déjà enregistrée',
        })
      }
      enregistrees.set(identifiant, sender.idNat ?? sender.commonName)
      return { identifiant, dateEnregistrement: now.toISOString() }
    },
  },
  fixtures: {
    deposer: (value: { identifiant?: string }, enregistrees, { seed }) => {
      const identifiant = value.identifiant ?? seed.uuid()
      enregistrees.set(identifiant, undefined)
      return { identifiant }
    },
    vider: (_value: unknown, enregistrees) => enregistrees.clear(),
  },
})

interface HttpAnswer {
  status: number
  headers: Record<string, unknown>
  text: string
}

const authorities: { bench: Pki; foreign: Pki } = {} as never
const certificates: Record<'doctor' | 'manual' | 'batch' | 'misnamed' | 'foreign', IssuedCertificate> = {} as never
const folder = mkdtempSync(join(tmpdir(), 'preserie-serve-'))
const incidents: Omit<IncidentRecord, 'type'>[] = []
let journal: JournalWriter
let backend: SimulatedBackend

const options = (changes: Partial<ServeOptions> = {}): ServeOptions => ({
  simulators: [base],
  pack,
  pki: authorities.bench,
  journal,
  host: '127.0.0.1',
  ports: { cps: 0, logiciel: 0 },
  tls: true,
  guard: (text) => maskRealData(text, TEST_MATRICULES),
  onIncident: (incident) => incidents.push(incident),
  ...changes,
})

beforeAll(async () => {
  journal = createJournal(folder)
  const [bench, foreign] = await Promise.all([createPki(), createPki({ name: 'AC ETRANGERE' })])
  Object.assign(authorities, { bench, foreign })
  const [doctor, manual, batch, misnamed, stranger] = await Promise.all([
    bench.issueCps({ idNat: ID_NAT, nom: 'GARNIER', prenom: 'Élodie', profession: '10' }),
    bench.issueSoftware('INSI-MANU'),
    bench.issueSoftware('INSI-AUTO'),
    bench.issueSoftware('MON-LOGICIEL'),
    foreign.issueSoftware('INSI-MANU'),
  ])
  Object.assign(certificates, { doctor, manual, batch, misnamed, foreign: stranger })
  backend = await serve(options())
})

afterAll(async () => {
  await backend.close()
  journal.close()
  rmSync(folder, { recursive: true, force: true })
})

let scenarios = 0
const open = (changes: Partial<Parameters<SimulatedBackend['openSession']>[0]> = {}, from = backend): SimulatedSession & { scenario: string } => {
  const scenario = `essai.feature:${++scenarios}`
  const session = from.openSession({
    scenario,
    virtualStart: new Date('2026-03-02T10:00:00Z'),
    packageVersion: 'V3',
    modeTransmission: 'sequentiel',
    authentication: 'CPS',
    idam: IDAM,
    seed: seedFrom(scenario),
    ...changes,
  })
  return { ...session, scenario }
}

let identifiers = 0
const newIdentifier = (prefix = 'ESSAI'): string => prefix + String(++identifiers).padStart(18 - prefix.length, '0')

const creation = (session: SimulatedSession, knobs: Knobs = {}, identifiant = newIdentifier(), body?: string, called = action): BuiltRequest =>
  buildRequest(
    {
      action: called,
      body: body ?? pack.writeRequest('WS_EP4', { version: 'V3', ordonnance: ordonnance(identifiant) }),
      now: session.clock.now(),
      idam: IDAM,
      professional: { idNat: ID_NAT, signer: certificates.doctor, identifiantFacturation: '991000696', secteurActivite: 'SA07', codeSpecialite: 'SM26' },
    },
    knobs,
  )

const creationBySoftware = (session: SimulatedSession): BuiltRequest =>
  buildRequest({
    action,
    body: pack.writeRequest('WS_EP4', { version: 'V3', ordonnance: ordonnance(newIdentifier()) }),
    now: session.clock.now(),
    idam: IDAM,
    emetteur: '10B0152872',
  })

function call(url: string, { text, contentType, ...rest }: { text: string | Buffer; contentType?: string } & RequestOptions): Promise<HttpAnswer> {
  const secure = url.startsWith('https:')
  return new Promise((resolve, reject) => {
    const request = (secure ? httpsRequest : httpRequest)(
      url,
      {
        method: 'POST',
        agent: false,
        ...(secure ? { ca: authorities.bench.authority } : {}),
        ...rest,
        headers: { ...(contentType ? { 'content-type': contentType } : {}), ...rest.headers },
      },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () => resolve({ status: response.statusCode!, headers: response.headers, text: Buffer.concat(chunks).toString('utf8') }))
        response.on('error', reject)
      },
    )
    request.on('error', reject)
    request.end(text)
  })
}

/** Status and fault code of an answer; the fault's Erreur has to follow its schema. */
function outcome({ status, text }: HttpAnswer): [number, string] {
  const read = readReply(Buffer.from(text))
  try {
    if (read.kind === 'reply') return [status, 'accepted']
    expect(siram.validate(read.erreur!)).toEqual([])
    return [status, read.code]
  } finally {
    read.dispose()
  }
}

const send = async (session: SimulatedSession, knobs: Knobs = {}, identifiant?: string): Promise<[number, string]> => outcome(await call(
  session.endpoint,
  creation(session, knobs, identifiant),
))

const exchangesOf = (scenario: string): (ExchangeRecord & { seq: number; at: string })[] =>
  journal.records.filter((record): record is Extract<JournalRecord, { type: 'exchange' }> => record.type === 'exchange' && record.scenario === scenario)

const eventually = async (what: () => boolean): Promise<void> => {
  for (let turn = 0; turn < 100 && !what(); turn++) await new Promise((resolve) => setTimeout(resolve, 20))
  expect(what()).toBe(true)
}

describe('a call in CPS mode, over HTTPS', () => {
  it('is answered and written down before the answer leaves', async () => {
    const session = open()
    const request = creation(session, { messageId: `urn:uuid:${randomUUID()}` })
    const answer = await call(session.endpoint, request)
    expect(answer.status).toBe(200)
    expect(answer.headers['content-type']).toBe(`application/soap+xml; charset=utf-8; action="${action}Response"`)
    const read = readReply(Buffer.from(answer.text))
    expect(read).toMatchObject({ kind: 'reply', action: `${action}Response`, messageId: request.messageId })
    if (read.kind === 'reply') expect(pack.readReply('WS_EP4', read.body)).toMatchObject({ dateEnregistrement: expect.stringMatching(/^2026-03-02T10:00:/) })
    read.dispose()
    const [record] = exchangesOf(session.scenario)
    expect(record).toMatchObject({ operation: 'WS_EP4', simulator: 'ordonnances', result: { kind: 'accepted' }, reply: { status: 200 } })
    const reading = readJournal(folder)
    expect(reading.readBody(record!.request.body).toString('utf8')).toBe(request.text)
    expect(reading.readBody(record!.reply.body).toString('utf8')).toBe(answer.text)
  })

  it('keeps the connection for the next one', async () => {
    const session = open()
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    const sockets = new Set<string>()
    for (let turn = 0; turn < 3; turn++) {
      const answer = await call(session.endpoint, { ...creation(session), agent })
      expect(answer.headers['connection']).toBe('keep-alive')
      sockets.add(Object.values(agent.freeSockets).flat().map((socket) => String(socket?.localPort)).join())
    }
    agent.destroy()
    expect(exchangesOf(session.scenario)).toHaveLength(3)
    expect(sockets.size).toBeLessThanOrEqual(2)
  })

  it('never knows the states of another session', async () => {
    const [one, other] = [open(), open()]
    const identifiant = newIdentifier()
    expect(await send(one, {}, identifiant)).toEqual([200, 'accepted'])
    expect(await send(other, {}, identifiant)).toEqual([200, 'accepted'])
    expect(await send(one, {}, identifiant)).toEqual([500, 'SIM-ESSAI-01'])
  })

  it('is refused when it is played again, even after a refusal', async () => {
    const session = open()
    const request = creation(session)
    expect(outcome(await call(session.endpoint, request))).toEqual([200, 'accepted'])
    expect(outcome(await call(session.endpoint, request))).toEqual([500, 'SIM-TLSI-22'])
    const refused = creation(session, { contexteLps: { idam: 'FAUX00000000' } })
    expect(outcome(await call(session.endpoint, refused))).toEqual([500, 'desir_550'])
    expect(outcome(await call(session.endpoint, refused))).toEqual([500, 'SIM-TLSI-22'])
  })

  it('follows the virtual clock when it moves', async () => {
    const session = open()
    const late = creation(session)
    session.advance(6 * 60_000)
    expect(outcome(await call(session.endpoint, late))).toEqual([500, 'SIM-TLSI-42'])
    expect(await send(session)).toEqual([200, 'accepted'])
    expect(journal.records.findLast((record) => record.type === 'clock')).toMatchObject({ scenario: session.scenario, advancedBy: 360_000 })
  })

  it('says which action it could have been', async () => {
    const session = open()
    const answer = await call(session.endpoint, creation(session, {}, '', '<x/>', `${action}s`))
    expect(outcome(answer)).toEqual([500, 'SIM-ACTION'])
    expect(answer.text).toContain(`la plus proche : ${action} ;`)
    expect(exchangesOf(session.scenario)[0]).toMatchObject({ operation: 'inconnue', simulator: 'inconnu' })
  })

  it('names what its body has against its schema', async () => {
    const session = open()
    const body = pack.writeRequest('WS_EP4', { version: 'V3', ordonnance: ordonnance(newIdentifier()) }).replace(/<([\w:]*)Sexe>.*?<\/\1Sexe>/, '')
    const answer = await call(session.endpoint, creation(session, {}, '', body))
    expect(outcome(answer)).toEqual([500, 'SIM-SCHEMA'])
    expect(answer.text).toContain('Sexe')
    expect(exchangesOf(session.scenario)[0]?.result).toEqual({ kind: 'refused', code: 'SIM-SCHEMA', injected: false })
  })

  it.each([
    ['GET ?wsdl', { method: 'GET', text: '' }, '?wsdl', 405, 'SIM-TLSI-11'],
    ['gzip', { headers: { 'content-encoding': 'gzip' }, text: 'x' }, '', 415, 'SIM-TLSI-10'],
    ['another path', {}, '/autre', 404, 'SIM-CHEMIN'],
  ] as const)('%s is refused', async (_what, changes, suffix, status, code) => {
    const session = open()
    expect(outcome(await call(session.endpoint + suffix, { ...creation(session), ...changes }))).toEqual([status, code])
    expect(exchangesOf(session.scenario)).toHaveLength(1)
  })

  it('answers HEAD without a body', async () => {
    expect(await call(open().endpoint, { method: 'HEAD', text: '' })).toMatchObject({ status: 405, text: '', headers: { allow: 'POST' } })
  })
})

describe('hostile messages', () => {
  const lol = Array.from({ length: 9 }, (_, index) => `<!ENTITY l${index + 1} "${`&l${index};`.repeat(10)}">`).join('')
  it.each([
    ['an entity bomb', `<!DOCTYPE l [<!ENTITY l0 "lol">${lol}]><e>&l9;</e>`, 500, 'SIM-TLSI-04'],
    ['300 000 nested elements', '<a>'.repeat(300_000), 500, 'SIM-TLSI-03'],
    ['3 MB', ' '.repeat(3 * 1024 * 1024), 413, 'SIM-TLSI-02'],
    ['random bytes', Buffer.from([0, 255, 254, 1, 2, 3]), 500, 'SIM-TLSI-05'],
    ['nothing', '', 500, 'SIM-TLSI-05'],
  ])('%s is answered, and the next call too', async (_what, text, status, code) => {
    const session = open()
    expect(outcome(await call(session.endpoint, { text, contentType: 'application/soap+xml' }))).toEqual([status, code])
    expect(await send(session)).toEqual([200, 'accepted'])
  })
})

describe('mutual TLS', () => {
  const mutual = async (certificate?: IssuedCertificate): Promise<[number, string]> => {
    const session = open({ authentication: 'CERTIFICAT_LOGICIEL' })
    return outcome(await call(
      session.endpoint,
      { ...creationBySoftware(session), ...(certificate ? { cert: certificate.certificate, key: certificate.key } : {}) },
    ))
  }

  it('accepts both names of software certificates', async () => {
    expect(await mutual(certificates.manual)).toEqual([200, 'accepted'])
    expect(await mutual(certificates.batch)).toEqual([200, 'accepted'])
    expect(journal.records.findLast((record) => record.type === 'exchange')).toMatchObject({
      request: { clientCertificate: { commonName: 'INSI-AUTO', issuer: 'AC TEST PRESERIE', authorised: true } },
    })
  })

  it('refuses another name, another authority and no certificate', async () => {
    expect(await mutual(certificates.misnamed)).toEqual([500, 'desir_560'])
    expect(await mutual(certificates.foreign)).toEqual([500, 'desir_620'])
    expect(await mutual()).toEqual([500, 'desir_620'])
  })

  it('still sees the certificate when the TLS session is resumed', async () => {
    const session = open({ authentication: 'CERTIFICAT_LOGICIEL' })
    const agent = new Agent({ keepAlive: false, maxCachedSessions: 10 })
    const { certificate, key } = certificates.manual
    for (let turn = 0; turn < 3; turn++) {
      expect(outcome(await call(session.endpoint, { ...creationBySoftware(session), cert: certificate, key, agent }))).toEqual([200, 'accepted'])
    }
  })

  it('refuses a session on the address of the other mode', async () => {
    const cps = open()
    const swapped = cps.endpoint.replace(backend.endpoints.cps, backend.endpoints.logiciel!)
    expect(outcome(await call(swapped, creation(cps)))).toEqual([500, 'desir_620'])
  })
})

describe('injections', () => {
  const unavailable: Injection = { kind: 'refusal', subcode: 'siram_40', code: 'insi_102', message: 'Service momentanément indisponible', severity: 'fatal' }

  it('serve as many times as they were asked for, in order', async () => {
    const session = open()
    session.inject({ operation: 'WS_EP4', injection: unavailable, count: 2 })
    session.inject({ operation: 'WS_EP4', injection: { kind: 'http', status: 503 }, count: 1 })
    const answer = await call(session.endpoint, creation(session))
    const read = readReply(Buffer.from(answer.text))
    expect(read).toMatchObject({ kind: 'fault', side: 'Receiver', subcode: 'siram_40', code: 'insi_102', severity: 'fatal' })
    read.dispose()
    expect(await send(session)).toEqual([500, 'insi_102'])
    expect(await call(session.endpoint, creation(session))).toMatchObject({ status: 503, headers: { 'content-type': 'text/html; charset=utf-8' } })
    expect(await send(session)).toEqual([200, 'accepted'])
    expect(exchangesOf(session.scenario).map(({ result }) => result)).toEqual([
      { kind: 'refused', code: 'insi_102', injected: true },
      { kind: 'refused', code: 'insi_102', injected: true },
      { kind: 'refused', code: 'SIM-HTTP-503', injected: true },
      { kind: 'accepted' },
    ])
    expect(journal.records.find((record) => record.type === 'injection' && record.scenario === session.scenario)).toMatchObject({
      operation: 'WS_EP4',
      code: 'insi_102',
      count: 2,
    })
  })

  it('wait for a call whose frame and body hold', async () => {
    const session = open()
    session.inject({ operation: 'WS_EP4', injection: unavailable, count: 1 })
    expect(await send(session, { contexteLps: null })).toEqual([500, 'SIM-TLSI-40'])
    expect(await send(session)).toEqual([500, 'insi_102'])
  })

  it('cut the connection before or after the job is done', async () => {
    const session = open()
    const identifiant = newIdentifier()
    session.inject({ operation: 'WS_EP4', injection: { kind: 'close' }, count: 1 })
    session.inject({ operation: 'WS_EP4', injection: { kind: 'close', processed: true }, count: 1 })
    await expect(send(session, {}, identifiant)).rejects.toThrow(/hang up|ECONNRESET/)
    await expect(send(session, {}, identifiant)).rejects.toThrow(/hang up|ECONNRESET/)
    expect(await send(session, {}, identifiant)).toEqual([500, 'SIM-ESSAI-01'])
    expect(exchangesOf(session.scenario)[0]).toMatchObject({ reply: { status: 0 }, result: { kind: 'refused', code: 'SIM-COUPURE', injected: true } })
  })

  it('delay a true answer', async () => {
    const session = open()
    session.inject({ operation: 'WS_EP4', injection: { kind: 'delay', milliseconds: 300 }, count: 1 })
    const started = performance.now()
    expect(await send(session)).toEqual([200, 'accepted'])
    expect(performance.now() - started).toBeGreaterThan(290)
  })

  it('answer something that is not well-formed', async () => {
    const session = open()
    session.inject({ operation: 'WS_EP4', injection: { kind: 'malformed' }, count: 1 })
    const answer = await call(session.endpoint, creation(session))
    expect(answer.status).toBe(200)
    expect(() => readReply(Buffer.from(answer.text))).toThrow()
  })

  it('refuse an operation that does not exist', () => {
    expect(() => open().inject({ operation: 'WS_EP9', injection: { kind: 'close' }, count: 1 })).toThrow(Incident)
  })
})

describe('fixtures', () => {
  it('prepare the state of their session and leave evidence of what was there', async () => {
    const session = open()
    const first = session.applyFixture('ordonnances', 'deposer', {}) as { identifiant: string }
    const second = session.applyFixture('ordonnances', 'deposer', {}) as { identifiant: string }
    expect(first).not.toEqual(second)
    const identifiant = newIdentifier()
    session.applyFixture('ordonnances', 'deposer', { identifiant })
    expect(await send(session, {}, identifiant)).toEqual([500, 'SIM-ESSAI-01'])
    const records = journal.records.filter((record) => record.type === 'fixture' && record.scenario === session.scenario)
    const { readBody } = readJournal(folder)
    const values = records.map((record) => JSON.parse(readBody((record as Extract<JournalRecord, { type: 'fixture' }>).value).toString('utf8')) as unknown)
    expect(values).toEqual([first, second, { identifiant }])
  })

  it('keep the value they were given when they return nothing', () => {
    const session = open()
    expect(session.applyFixture('ordonnances', 'vider', 'tout')).toBeUndefined()
    const record = journal.records.findLast((each) => each.type === 'fixture')!
    expect(readJournal(folder).readBody((record).value).toString('utf8')).toBe('"tout"')
  })

  it.each([['inconnu', 'deposer'], ['ordonnances', 'inconnue']])('%s/%s is a fault of the bench', (simulator, fixture) => {
    expect(() => open().applyFixture(simulator, fixture, {})).toThrow(expect.objectContaining({ attribution: 'banc' }))
  })
})

describe('traffic that no session claims', () => {
  it.each([
    ['the bare path', () => `${backend.endpoints.cps}/lps`, 'no-session'],
    ['a session that never was', () => `${backend.endpoints.cps}/s/jamais/lps`, 'unknown-session'],
  ])('%s', async (_what, url, reason) => {
    expect(outcome(await call(url(), creation(open())))).toEqual([404, 'SIM-SESSION'])
    expect(journal.records.at(-1)).toMatchObject({ type: 'unclaimed', reason, reply: { status: 404 } })
  })

  it('a session that was closed', async () => {
    const session = open()
    session.close()
    expect(await send(session)).toEqual([404, 'SIM-SESSION'])
    expect(journal.records.at(-1)).toMatchObject({ type: 'unclaimed', reason: 'closed-session', scenario: session.scenario })
  })
})

describe('a fault of the bench', () => {
  it.each(['PANNE', 'FAUSSE'])('%s is told as such, to the software and to the run', async (prefix) => {
    const session = open()
    incidents.length = 0
    const answer = await call(session.endpoint, creation(session, {}, newIdentifier(prefix)))
    expect(outcome(answer)).toEqual([500, 'SIM-BANC'])
    expect(answer.text).toContain('soap:Receiver')
    expect(exchangesOf(session.scenario)[0]?.result.kind).toBe('bench-fault')
    expect(incidents).toMatchObject([{ attribution: 'banc', code: 'simulateur', scenario: session.scenario }])
    expect(await send(session)).toEqual([200, 'accepted'])
  })

  it('an operation of the pack that no simulator does', async () => {
    const session = open()
    const { action: other } = pack.operations['WS_EP3']!
    const body = pack.writeRequest('WS_EP3', { version: 'V3', identifiant: newIdentifier() })
    const answer = await call(session.endpoint, creation(session, {}, '', body, other))
    expect(outcome(answer)).toEqual([500, 'SIM-BANC'])
  })
})

describe('what is written down', () => {
  it('holds neither secrets nor real identities', async () => {
    const session = open()
    const real = { matricule: '1850578006084', cle: '91' }
    const body = pack.writeRequest('WS_EP4', { version: 'V3', ordonnance: ordonnance(newIdentifier(), real) })
    await call(
      `${session.endpoint}?nir=${real.matricule}${real.cle}`,
      { ...creation(session, {}, '', body), headers: { authorization: 'Bearer secret', 'x-patient': `${real.matricule}${real.cle}` } },
    )
    const [record] = exchangesOf(session.scenario)
    const stored = readJournal(folder).readBody(record!.request.body).toString('utf8')
    expect(`${stored}${JSON.stringify(record)}`).not.toContain(real.matricule)
    expect(record!.request.body.masked).toBeGreaterThan(0)
    expect(record!.request.headers['authorization']).toBe(`Bearer ${digestOf('secret')}`)
  })
})

describe('listening', () => {
  it('says which port is taken and what to do', async () => {
    const taken = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => taken.once('listening', resolve))
    const { port } = taken.address() as { port: number }
    await expect(serve(options({ ports: { cps: 0, logiciel: port } }))).rejects.toMatchObject({
      attribution: 'configuration',
      diagnosis: { what: 'Le port d’écoute du banc est déjà pris.', where: `127.0.0.1:${port}`, next: expect.stringContaining('ecoute.port_certificat') },
    })
    taken.close()
  })

  it('speaks plain HTTP when asked to, without the certificate mode', async () => {
    const plain = await serve(options({ tls: false, name: 'localhost', host: '127.0.0.1' }))
    const session = open({}, plain)
    expect(session.endpoint).toMatch(/^http:\/\/localhost:\d+\/s\/[\w-]{16}\/lps$/)
    expect(outcome(await call(session.endpoint, creation(session)))).toEqual([200, 'accepted'])
    expect(() => open({ authentication: 'CERTIFICAT_LOGICIEL' }, plain)).toThrow(expect.objectContaining({ attribution: 'configuration' }))
    await plain.close()
  })

  it('gives the bare path to the only session when the address is fixed', async () => {
    const fixed = await serve(options({ fixed: true }))
    const session = open({}, fixed)
    expect(session.endpoint).toBe(`${fixed.endpoints.cps}/lps`)
    expect(outcome(await call(session.endpoint, creation(session)))).toEqual([200, 'accepted'])
    expect(() => open({}, fixed)).toThrow(expect.objectContaining({ attribution: 'configuration' }))
    session.close()
    expect(outcome(await call(session.endpoint, creation(session)))).toEqual([404, 'SIM-SESSION'])
    await fixed.close()
  })

  it('closes at once, whatever its clients do', async () => {
    const closing = await serve(options())
    const session = open({}, closing)
    const port = Number(new URL(closing.endpoints.cps).port)
    const idle = connect(port, '127.0.0.1')
    const agent = new Agent({ keepAlive: true })
    await call(session.endpoint, { ...creation(session), agent })
    session.inject({ operation: 'WS_EP4', injection: { kind: 'delay', milliseconds: 60_000 }, count: 1 })
    const pending = call(session.endpoint, creation(session)).catch((cause: unknown) => cause)
    idle.on('error', () => undefined)
    await eventually(() => exchangesOf(session.scenario).length === 2)
    const started = performance.now()
    await closing.close()
    expect(performance.now() - started).toBeLessThan(2000)
    expect(await pending).toBeInstanceOf(Error)
    agent.destroy()
  })
})

describe('connections that fail', () => {
  const port = (): number => Number(new URL(backend.endpoints.cps).port)

  it('plain HTTP on a TLS address says so', async () => {
    incidents.length = 0
    await call(backend.endpoints.cps.replace('https:', 'http:'), { text: 'x' }).catch(() => undefined)
    await eventually(() => incidents.length > 0)
    expect(incidents[0]).toMatchObject({ attribution: 'configuration', code: 'tls-refuse', message: expect.stringContaining('HTTP en clair') })
  })

  it('TLS 1.1 says so', async () => {
    incidents.length = 0
    const old = tlsConnect({
      port: port(),
      host: '127.0.0.1',
      minVersion: 'TLSv1',
      maxVersion: 'TLSv1.1',
      ciphers: 'ALL:@SECLEVEL=0',
      rejectUnauthorized: false,
    })
    old.on('error', () => undefined)
    await eventually(() => incidents.length > 0)
    expect(incidents[0]).toMatchObject({ attribution: 'configuration', code: 'tls-refuse', message: expect.stringContaining('TLS 1.2') })
  })

  it('TLS on a plain address says so', async () => {
    incidents.length = 0
    const plain = await serve(options({ tls: false }))
    const client = tlsConnect({ port: Number(new URL(plain.endpoints.cps).port), host: '127.0.0.1', rejectUnauthorized: false })
    client.on('error', () => undefined)
    await eventually(() => incidents.length > 0)
    expect(incidents[0]).toMatchObject({ attribution: 'configuration', code: 'tls-inattendu' })
    await plain.close()
  })

  it('a Node client that trusts another authority leaves without an alert, and we hear of it', async () => {
    incidents.length = 0
    const client = tlsConnect({ port: port(), host: '127.0.0.1', ca: authorities.foreign.authority })
    client.on('error', () => undefined)
    await eventually(() => incidents.length > 0)
    expect(incidents[0]).toMatchObject({ attribution: 'configuration', code: 'tls-abandonne', message: expect.stringContaining('autorité de test du banc') })
  })

  it('probes are no incident; a request that its client leaves half-way is told', async () => {
    incidents.length = 0
    const probe = connect(port(), '127.0.0.1', () => probe.end())
    const rude = connect(port(), '127.0.0.1', () => rude.resetAndDestroy())
    const halfway = tlsConnect({ port: port(), host: '127.0.0.1', ca: authorities.bench.authority }, () => {
      halfway.write('POST /s/x/lps HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\nabc')
      setTimeout(() => halfway.destroy(), 50)
    })
    for (const socket of [probe, rude, halfway]) socket.on('error', () => undefined)
    await new Promise((resolve) => setTimeout(resolve, 400))
    expect(incidents.map(({ code }) => code)).toEqual(['http-inacheve'])
    expect(await send(open())).toEqual([200, 'accepted'])
  })

  it('tells the same thing once for the same open scenarios', async () => {
    incidents.length = 0
    open()
    for (let turn = 0; turn < 3; turn++) await call(backend.endpoints.cps.replace('https:', 'http:'), { text: 'x' }).catch(() => undefined)
    await eventually(() => incidents.length > 0)
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(incidents).toHaveLength(1)
    expect(incidents[0]!.open!.length).toBeGreaterThan(0)
  })
})

// curl is a client we did not write, with a TLS of its own; a machine without it loses nothing else.
const curl = spawnSync('curl', ['--version'])
describe.skipIf(curl.error !== undefined)('curl (skipped when this machine has none)', () => {
  const files = mkdtempSync(join(tmpdir(), 'preserie-curl-'))
  afterAll(() => rmSync(files, { recursive: true, force: true }))

  const run = async (...args: string[]): Promise<{ status: number | null; output: string }> =>
    new Promise((resolve) => {
      const child = spawn('curl', ['--silent', '--show-error', '--noproxy', '*', ...args])
      const chunks: Buffer[] = []
      child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
      child.on('close', (status) => resolve({ status, output: Buffer.concat(chunks).toString('utf8') }))
    })

  const file = (name: string, text: string): string => {
    writeFileSync(join(files, name), text)
    return join(files, name)
  }

  it('is answered over HTTPS', async () => {
    const session = open()
    const { text, contentType } = creation(session)
    const { status, output } = await run(
      '--cacert',
      file('ca.pem', authorities.bench.authority),
      '-H',
      `content-type: ${contentType}`,
      '--data-binary',
      `@${file('requete.xml', text)}`,
      session.endpoint,
    )
    expect(status).toBe(0)
    expect(outcome({ status: 200, headers: {}, text: output })).toEqual([200, 'accepted'])
  })

  it('is answered in mutual TLS', async () => {
    const session = open({ authentication: 'CERTIFICAT_LOGICIEL' })
    const { text, contentType } = creationBySoftware(session)
    const { certificate, key } = certificates.manual
    const identity = ['--cert', file('client.pem', certificate), '--key', file('client.key', key)]
    const { output } = await run(
      '--cacert',
      file('ca.pem', authorities.bench.authority),
      ...identity,
      '-H',
      `content-type: ${contentType}`,
      '--data-binary',
      `@${file('requete.xml', text)}`,
      session.endpoint,
    )
    expect(outcome({ status: 200, headers: {}, text: output })).toEqual([200, 'accepted'])
  })

  it('does not know another authority, and we hear of it', async () => {
    incidents.length = 0
    const session = open()
    const { status } = await run('--cacert', file('autre.pem', authorities.foreign.authority), '--data-binary', 'x', session.endpoint)
    expect(status).toBe(60)
    await eventually(() => incidents.length > 0)
    expect(incidents[0]).toMatchObject({ attribution: 'configuration', code: 'tls-refuse', message: expect.stringContaining('autorité de test du banc') })
    expect(incidents[0]!.open).toContain(session.scenario)
  })
})

describe('the judge', () => {
  it('finds the same frame problems from the journal alone', async () => {
    const session = open()
    const twice = creation(session)
    const calls = [twice, twice, creation(session, { contexteBam: null }), creation(session, { assertion: { version: '1.1' } }), creation(session)]
    for (const each of calls) await call(session.endpoint, each)
    const seenIds = new Set<string>()
    const again = exchangesOf(session.scenario).map((record) => {
      const envelope = readEnvelope(readJournal(folder).readBody(record.request.body), record.request.headers['content-type'])
      const problem = firstProblem(envelope, {
        now: new Date(record.virtualTime),
        receivedAt: new Date(record.at),
        mode: 'CPS',
        authorities: [authorities.bench.authority],
        knownIdams: [IDAM],
        seenIds,
        contexteBamExpected: true,
      })
      idsOf(envelope).forEach((id) => seenIds.add(id))
      envelope.dispose()
      return problem?.refusal.code ?? 'accepted'
    })
    expect(again).toEqual(['accepted', 'SIM-TLSI-22', 'SIM-TLSI-50', 'SIM-TLSI-30', 'accepted'])
    expect(exchangesOf(session.scenario).map(({ result }) => (result.kind === 'refused' ? result.code : result.kind))).toEqual(again)
  })
})
