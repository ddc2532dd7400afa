import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PROJECT_ROOT } from '../core/project.js'
import { loadPack } from '../schemas/pack.js'
import { pilotageIssues } from '../schemas/pilotage.js'
import { readReply } from '../tlsi/answer.js'
import { firstProblem } from '../tlsi/checks.js'
import { readEnvelope } from '../tlsi/envelope.js'

const guide = join(PROJECT_ROOT, 'docs/editeur')
const xml = [...readFileSync(join(guide, 'teleservices.md'), 'utf8').matchAll(/^```xml\n([\s\S]*?)^```/gm)].map((match) => Buffer.from(match[1]!))
const pack = loadPack(join(PROJECT_ROOT, 'schemas/packs/public'))

describe('the messages printed in the guide are right', () => {
  test('the request is read, frame and body, and only lacks its signature', () => {
    const envelope = readEnvelope(xml[0]!, 'application/soap+xml; charset=utf-8; action="urn:preserie:ep:1:consulterEPrescription"')
    const situation = { now: new Date('2026-11-22T09:00:01Z'), mode: 'CPS' as const, authorities: [], knownIdams: ['SIM0PRESERIE'], seenIds: new Set<string>(), contexteBamExpected: true }
    expect(firstProblem(envelope, situation)?.at).toContain('ds:Signature')
    const operation = pack.operationByAction(envelope.action!)!
    expect(pack.readRequest(operation.name, envelope.body)).toEqual({ version: 'V3', identifiant: '01S2TBPZ2JCNZZYGHZ', identifiantFacturation: '991000696' })
    envelope.dispose()
  })

  test('the reply follows the contract', () => {
    const reply = readReply(xml[1]!)
    if (reply.kind !== 'reply') throw new Error('the second message of the guide is not a reply')
    expect(reply.action).toBe(`${pack.operations['WS_EP4']!.action}Response`)
    expect(pack.readReply('WS_EP4', reply.body)).toMatchObject({ identifiant: '01S2TBPZ2JCNZZYGHZ' })
    reply.dispose()
  })

  test('the fault is one', () => {
    const fault = readReply(xml[2]!)
    expect(fault).toMatchObject({ kind: 'fault', side: 'Sender', subcode: 'siram_100', code: 'desir_550', severity: 'fatale' })
    fault.dispose()
  })

  test('the payload of the 2D code has names of 90 characters', () => {
    const page = readFileSync(join(guide, 'ordonnance-numerique.md'), 'utf8')
    const { S, D } = JSON.parse(/^```json\n(\{"S".*\})\n```/m.exec(page)![1]!) as { S: { V: number }; D: { ID: string; P: { N: string; P: string } } }
    expect([S.V, D.ID.length, D.P.N.length, D.P.P.length]).toEqual([2, 18, 90, 90])
  })
})

describe('the adapter skeleton of the guide', () => {
  let adapter: ChildProcess
  let base = ''
  beforeAll(async () => {
    adapter = spawn(process.execPath, [join(guide, 'adaptateur.exemple.mjs')], { env: { ...process.env, PORT: '0' }, stdio: ['ignore', 'pipe', 'inherit'] })
    const [line] = (await once(adapter.stdout!, 'data')) as [Buffer]
    base = /^PILOTAGE (\S+)/.exec(line.toString())![1]!
  })
  afterAll(() => void adapter.kill())

  const call = async (method: string, path: string, body?: object): Promise<{ status: number; value: unknown }> => {
    const response = await fetch(`${base}${path}`, { method, ...(body ? { body: JSON.stringify(body) } : {}) })
    const text = await response.text()
    return { status: response.status, value: text === '' ? undefined : JSON.parse(text) }
  }

  test('follows the pilotage contract', async () => {
    const state = await call('GET', '/etat')
    expect(pilotageIssues('Etat', state.value)).toEqual([])
    const opened = await call('POST', '/sessions', { maintenant: '2026-11-22T09:00:00Z', endpoints: { ordonnanceNumerique: 'http://banc' }, professionnel: { idNat: '899900000009' } })
    expect(opened.status).toBe(201)
    const { session } = opened.value as { session: string }
    const answer = await call('POST', `/sessions/${session}/verbes/consulterOrdonnance`, { identifiant: '01S2TBPZ2JCNZZYGHZ' })
    expect(pilotageIssues('ConsulterOrdonnanceReponse', answer.value)).toEqual([])
    const declined = await call('POST', `/sessions/${session}/verbes/delivrer`, {})
    expect(pilotageIssues('NonPrisEnCharge', declined.value)).toEqual([])
    expect((await call('PUT', `/sessions/${session}/horloge`, { maintenant: '2026-11-23T09:00:00Z' })).status).toBe(204)
    expect((await call('DELETE', `/sessions/${session}`)).status).toBe(204)
    expect((await call('DELETE', `/sessions/${session}`)).status).toBe(404)
  })
})
