import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readSession } from '../campaign/session.js'
import { PROJECT_ROOT } from '../core/project.js'
import { loadSuite } from '../judge/suite.js'
import { SIMULATORS } from '../simulators/index.js'
import type { AnySimulator } from '../simulators/sessions.js'
import { startPage, type SandboxPage } from './page.js'
import { buildSample, curlCommand } from './samples.js'
import { openSandbox, type Sandbox } from './sandbox.js'

const run = promisify(execFile)
const session = readSession(join(PROJECT_ROOT, 'reference/preserie.yaml'))
const suite = loadSuite(session.packFolder)
/** Under the second contract no name, path nor action is the same. */
const SUITES = { public: suite, autre: loadSuite(join(PROJECT_ROOT, 'schemas/testing/autre')) }

test.each(Object.values(suite.pack.operations).map(({ name, service }) => [name, service]))('%s has a sample (simulators/simulator.ts, « samples »; example: simulators/samples/ordonnances.ts)', (name, service) => {
  const simulator = Object.values(SIMULATORS as Record<string, AnySimulator>).find((one) => one.name === service)
  expect(Object.keys(simulator?.samples ?? {}), `${service} : ajouter ${name} à « samples », et l’état à « describe »`).toContain(name)
})

describe.each([
  ['V3', 'CPS', 'public'],
  ['V2', 'CPS', 'autre'],
  ['V3', 'CERTIFICAT_LOGICIEL', 'public'],
] as const)('the commands of a sandbox %s, %s, contract %s', (packageVersion, authentication, contract) => {
  const suite = SUITES[contract]
  let folder: string
  let sandbox: Sandbox
  let page: SandboxPage
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "bac à l'essai "))
    sandbox = await openSandbox({ ...session, packageVersion, authentication }, suite, folder)
    page = await startPage(sandbox, 0)
  })
  afterAll(async () => {
    await page.close()
    await sandbox.close()
    rmSync(folder, { recursive: true, force: true })
  })

  test('work in a shell exactly as they are printed, in their order, twice, and nothing is held against them', { timeout: 180_000 }, async () => {
    expect(sandbox.entries.length).toBeGreaterThan(2)
    for (const entry of [...sandbox.entries, ...sandbox.entries]) {
      const command = curlCommand(entry, { pack: suite.pack, page: page.url, authority: sandbox.authority })
      const { stdout } = await run('bash', ['-c', command])
      const record = sandbox.records.findLast((one) => one.type === 'exchange')
      expect({ command, ...record, body: stdout }).toMatchObject({ operation: entry.operation, reply: { status: 200 }, result: { kind: 'accepted' }, body: expect.stringContaining('Envelope') })
      // What the ApCV refuses is said by an ordinary answer.
      expect(stdout).not.toMatch(/SIM-APCV-\d/)
      await expect.poll(() => sandbox.findingsOf(record!.seq)).toBeDefined()
      expect({ operation: entry.operation, findings: sandbox.findingsOf(record!.seq) }).toEqual({ operation: entry.operation, findings: [] })
    }
  })

  test('a field of a sample can be replaced; an unknown one is refused with those that exist', () => {
    const entry = sandbox.entries.find(({ operation }) => operation === 'WS_EP3')!
    expect(buildSample(entry, suite.pack, { identifiant: 'AAAAAAAAAAAAAAAAAA' }).text).toContain('AAAAAAAAAAAAAAAAAA')
    expect(() => buildSample(entry, suite.pack, { inconnu: 'x' })).toThrow(/identifiant/)
    expect(() => buildSample(entry, suite.pack, { __proto__x: 'x', 'constructor.name': 'x' })).toThrow(/n’a pas de champ/)
  })
})
