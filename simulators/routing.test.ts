import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ExchangeRecord } from '../core/exchange.js'
import { createJournal, readJournal, type JournalWriter } from '../core/journal.js'
import { PROJECT_ROOT } from '../core/project.js'
import { digestOf } from '../core/secrets.js'
import { seedFrom } from '../core/seed.js'
import { loadPack } from '../schemas/pack.js'
import { createPki } from './pki.js'
import { serve, type SimulatedBackend, type SimulatedSession } from './serve.js'
import { defineSimulator } from './simulator.js'

/** A counter of tokens: enough to see a route live. */
const compteur = defineSimulator({
  name: 'compteur',
  title: 'Compteur d’essai',
  createState: () => ({ jetons: 0 }),
  operations: {},
  routes: [
    {
      operation: 'ESSAI_JETON',
      methods: ['POST'],
      path: '/jeton',
      answer: ({ bytes }, state) => {
        const form = new URLSearchParams(Buffer.from(bytes).toString('utf8'))
        if (form.get('grant_type') === 'panne') throw new TypeError('essai de panne')
        if (form.get('grant_type') !== 'essai') return { status: 400, body: JSON.stringify({ error: 'unsupported_grant_type' }) }
        state.jetons += 1
        return { status: 200, headers: { 'content-type': 'application/json', 'set-cookie': ['a=1', 'b=2'] }, body: JSON.stringify({ access_token: `jeton-${state.jetons}` }) }
      },
    },
    { operation: 'ESSAI_SOUS', methods: '*', path: '/sous/*', answer: async ({ path }, _state, { address }) => ({ status: 200, body: `${path} sous ${address.plain.length > 0 ? 'une adresse' : ''}` }) },
  ],
  fixtures: {},
})

const folder = mkdtempSync(join(tmpdir(), 'preserie-routes-'))
let journal: JournalWriter
let backend: SimulatedBackend
let session: SimulatedSession
const incidents: string[] = []

beforeAll(async () => {
  journal = createJournal(folder)
  backend = await serve({
    simulators: [compteur],
    pack: loadPack(join(PROJECT_ROOT, 'schemas/packs/public')),
    pki: await createPki(),
    journal,
    host: '127.0.0.1',
    ports: { cps: 0, logiciel: 0 },
    tls: false,
    onIncident: ({ message }) => incidents.push(message),
  })
  session = backend.openSession({
    scenario: 'essai.feature:1',
    virtualStart: new Date('2026-03-02T10:00:00Z'),
    packageVersion: 'V3',
    modeTransmission: 'sequentiel',
    authentication: 'CPS',
    idam: 'SIM0PRESERIE',
    seed: seedFrom('essai'),
  })
})

afterAll(async () => {
  await backend.close()
  journal.close()
  rmSync(folder, { recursive: true, force: true })
})

const last = (): ExchangeRecord => journal.records.filter((record) => record.type === 'exchange').at(-1)!
const post = (form: Record<string, string>): Promise<Response> => fetch(`${session.address.plain}/jeton`, { method: 'POST', body: new URLSearchParams(form) })
const stored = (ref: { sha256: string; bytes: number }): string => readJournal(folder).readBody(ref).toString('utf8')

test('a route is served under the session’s address and journaled without its secrets', async () => {
  const response = await post({ grant_type: 'essai', client_secret: 'tresor', scope: 'openid' })
  expect(response.status).toBe(200)
  expect(await response.json()).toEqual({ access_token: 'jeton-1' })
  expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
  const record = last()
  expect(record).toMatchObject({ simulator: 'compteur', operation: 'ESSAI_JETON', protocol: 'http', virtualTime: expect.stringMatching(/^2026-03-02/), result: { kind: 'accepted' } })
  expect(stored(record.request.body)).toBe(`grant_type=essai&client_secret=${digestOf('tresor')}&scope=openid`)
  expect(stored(record.reply.body)).toBe(JSON.stringify({ access_token: digestOf('jeton-1') }))
  expect(record.reply.headers['set-cookie']).toBe(`a=${digestOf('1')}, b=${digestOf('2')}`)
})

test('what a route refuses is a refusal with the code of its answer', async () => {
  expect((await post({ grant_type: 'autre' })).status).toBe(400)
  expect(last().result).toEqual({ kind: 'refused', code: 'unsupported_grant_type', injected: false })
})

test('another method is refused with those that are served', async () => {
  const response = await fetch(`${session.address.plain}/jeton`)
  expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST'])
  expect(last()).toMatchObject({ operation: 'ESSAI_JETON', result: { kind: 'refused', code: 'HTTP-405' } })
})

test('a path ending with /* serves everything under it', async () => {
  expect(await (await fetch(`${session.address.plain}/sous/un/deux`)).text()).toBe('/sous/un/deux sous une adresse')
  expect((await fetch(`${session.address.plain}/sous`)).status).not.toBe(200)
})

test('a fault can be injected on a route', async () => {
  session.inject({ operation: 'ESSAI_JETON', injection: { kind: 'http', status: 503 }, count: 1 })
  expect((await post({ grant_type: 'essai' })).status).toBe(503)
  expect(last().result).toEqual({ kind: 'refused', code: 'SIM-HTTP-503', injected: true })
  expect((await post({ grant_type: 'essai' })).status).toBe(200)
  session.inject({ operation: 'ESSAI_JETON', injection: { kind: 'close' }, count: 1 })
  await expect(post({ grant_type: 'essai' })).rejects.toThrow()
})

test('a route that breaks is a fault of the bench, said so', async () => {
  expect((await post({ grant_type: 'panne' })).status).toBe(500)
  expect(last().result).toEqual({ kind: 'bench-fault', message: 'essai de panne' })
  expect(incidents.at(-1)).toContain('ESSAI_JETON')
})
