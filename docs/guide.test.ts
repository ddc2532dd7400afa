import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { AstBuilder, compile, GherkinClassicTokenMatcher, Parser } from '@cucumber/gherkin'
import { IdGenerator } from '@cucumber/messages'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PROJECT_ROOT } from '../core/project.js'
import { loadPack } from '../schemas/pack.js'
import { pilotageIssues } from '../schemas/pilotage.js'
import { readReply } from '../tlsi/answer.js'
import { firstProblem } from '../tlsi/checks.js'
import { readEnvelope } from '../tlsi/envelope.js'
import { DOCUMENTED, FRAME_CODES } from '../tlsi/refusals.js'
import { SERVICE_CODES } from '../simulators/answering.js'
import { codeOf } from '../simulators/injection.js'
import { REFUS_ORDONNANCES } from '../simulators/ordonnances.js'

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
    expect(fault).toMatchObject({ kind: 'fault', side: 'Sender', subcode: 'siram_100', code: 'desir_550', severity: 'fatale', messageId: 'uuid:6f1c2f6e-5d0a-4d2e-9c53-3f0f1c8a7b21' })
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

/** `[failure, operation]` of every scenario, its examples filled in. */
function failuresPlayed(): Set<string> {
  const operations: Readonly<Record<string, string>> = { création: 'WS_EP4', consultation: 'WS_EP3', exécution: 'WS_EP1' }
  const folder = join(PROJECT_ROOT, 'features')
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.feature'))
  const steps = files.flatMap((name) => {
    const newId = IdGenerator.uuid()
    const document = new Parser(new AstBuilder(newId), new GherkinClassicTokenMatcher('fr')).parse(readFileSync(join(folder, name), 'utf8'))
    return compile(document, name, newId).flatMap((pickle) => pickle.steps.map(({ text }) => text))
  })
  return new Set(
    steps.flatMap((text) => {
      const [, failure, word] = /^(?:que )?le téléservice (.+) à (?:chaque|la prochaine) (création|consultation|exécution)$/.exec(text) ?? []
      return failure && word ? [`${failure} : ${operations[word]!}`] : []
    }),
  )
}

describe('what a téléservice may answer is in the guide', () => {
  const pages = ['teleservices.md', 'ordonnance-numerique.md'].map((name) => readFileSync(join(guide, name), 'utf8')).join('\n')
  const rows = pages
    .split('<!-- table: pannes -->\n')[1]!
    .split('\n\n')[0]!
    .split('\n')
    .slice(2)
    .map((row) => row.split('|').slice(1, -1).map((cell) => cell.trim()))

  test('the failures are those of the scenarios, operation by operation', () => {
    const written = rows.flatMap(([failure, , , operations]) => operations!.split(', ').map((operation) => `${failure!} : ${operation.replaceAll('`', '')}`))
    expect(new Set(written)).toEqual(failuresPlayed())
  })

  test('every code is printed', () => {
    const steps = readFileSync(join(PROJECT_ROOT, 'steps/parametres.ts'), 'utf8')
    const injected = [...steps.matchAll(/code: '([^']+)'/g)].map((match) => match[1]!)
    const network = [codeOf({ kind: 'close' }), codeOf({ kind: 'close', processed: true }), codeOf({ kind: 'delay', milliseconds: 1 }), codeOf({ kind: 'http', status: 503 }), codeOf({ kind: 'malformed' })]
    const documented = Object.values(DOCUMENTED).map(({ code }) => code)
    const all = [...Object.keys(SERVICE_CODES), ...Object.keys(FRAME_CODES), ...documented, ...Object.keys(REFUS_ORDONNANCES), ...injected, ...network]
    expect(injected.length).toBeGreaterThan(0)
    expect(all.filter((code) => !pages.includes(`\`${code}\``))).toEqual([])
  })
})
