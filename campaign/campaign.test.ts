import { spawn, spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readJournal } from '../core/journal.js'
import { CAPABILITIES } from '../core/pilotage.js'
import { PROJECT_ROOT } from '../core/project.js'
import type { Readiness } from '../core/readiness.js'
import { startSoftware, type SoftwareProcess } from '../drivers/process.js'
import { judge } from '../judge/judge.js'
import { loadSuite, type Suite } from '../judge/suite.js'
import { FORMATS, RENDERERS, type Format } from '../reports/index.js'
import { runCampaign, type CampaignResult } from './campaign.js'
import { keptPlayer, type Player } from './player.js'
import { readSession, type SessionFile } from './session.js'

/** These tests play real campaigns: compiled reference software and steps, real sockets. `npm test` compiles first. */
const REFERENCE = join(PROJECT_ROOT, 'dist/reference/main.js')
const FEW = '@PRE-LEC-03 or @PRE-LEC-04'
const MINUTE = 60_000

let out: string
let suite: Suite
let session: SessionFile
/** The reference software, started once: most of these tests look at the campaign, not at how it starts what it plays. */
let software: SoftwareProcess
let running: SessionFile['driver']
beforeAll(async () => {
  out = mkdtempSync(join(tmpdir(), 'campagne-'))
  session = readSession(join(PROJECT_ROOT, 'reference/preserie.yaml'))
  suite = loadSuite(session.packFolder)
  const { command, ...driver } = session.driver
  software = startSoftware(command!, driver.folder, driver.startTimeout)
  running = { ...driver, url: await software.announced }
})
afterAll(async () => {
  await software.stop()
  rmSync(out, { recursive: true, force: true })
})

const SILENT = { started: () => undefined, answered: () => undefined, ended: () => undefined }
const LIVING = new AbortController().signal

interface RunOptions {
  tags?: string
  jobs?: number
  signal?: AbortSignal
  player?: Player
  onEnded?: () => void
  formats?: readonly Format[]
}

const run = (changes: Partial<SessionFile> = {}, options: RunOptions = {}): Promise<CampaignResult> =>
  runCampaign({
    session: { ...session, driver: running, ...changes },
    suite,
    tags: options.tags ?? FEW,
    jobs: options.jobs ?? 1,
    out,
    compiledSteps: true,
    signal: options.signal ?? LIVING,
    progress: { ...SILENT, ended: () => options.onEnded?.() },
    formats: options.formats ?? ['json'],
    ...(options.player ? { player: options.player } : {}),
  })

const officine = (changes: Partial<SessionFile['driver']>): Partial<SessionFile> => ({ profiles: ['officine'], driver: { ...session.driver, ...changes } })

const verdicts = ({ requirements }: Readiness): Record<string, string> => Object.fromEntries(requirements.map(({ id, outcome, attribution }) => [id, `${outcome} ${attribution ?? ''}`]))
const owners = ({ requirements, scenarios }: Readiness): Set<string | undefined> =>
  new Set([...requirements, ...scenarios].filter(({ outcome }) => outcome === 'skip' || outcome === 'error').map(({ attribution }) => attribution))

/** Processes still running the given marker in their command line. */
const leftovers = (marker: string): string => spawnSync('pgrep', ['-f', marker], { encoding: 'utf8' }).stdout

test('one job and four give the same verdicts, and judging again gives the same bytes apart from the time stamp', { timeout: 3 * MINUTE }, async () => {
  const tags = '@officine and (@PRE-LEC-01 or @PRE-EP1-01 or @PRE-TLSI-05)'
  const [alone, together] = [await run({}, { tags, jobs: 1 }), await run({}, { tags, jobs: 4 })]
  expect(alone.readiness.scenarios.length).toBeGreaterThan(5)
  expect(verdicts(together.readiness)).toEqual(verdicts(alone.readiness))
  expect(alone.readiness.requirements.some((requirement) => requirement.outcome === 'pass')).toBe(true)
  const again = await judge(readJournal(alone.folder), suite, new Date(alone.readiness.generatedAt))
  expect(RENDERERS.json.render(again)).toBe(readFileSync(join(alone.folder, 'readiness.json'), 'utf8'))
})

test('a journal that was moved elsewhere is judged the same', { timeout: MINUTE }, async () => {
  const { folder, readiness } = await run()
  const moved = join(out, 'ailleurs')
  cpSync(folder, moved, { recursive: true })
  rmSync(folder, { recursive: true })
  expect(await judge(readJournal(moved), suite, new Date(readiness.generatedAt))).toEqual(readiness)
})

test('two campaigns run at the same time on one machine', { timeout: MINUTE }, async () => {
  const [first, second] = await Promise.all([run(), run()])
  expect(first.folder).not.toBe(second.folder)
  expect(verdicts(first.readiness)).toEqual(verdicts(second.readiness))
  expect([...first.readiness.anomalies, ...second.readiness.anomalies]).toEqual([])
})

test('a kept player judges as a new one does, campaign after campaign, and after one that was stopped', { timeout: 2 * MINUTE }, async () => {
  const player = keptPlayer()
  try {
    const [fresh, first, second] = [await run(), await run({}, { player: player.play }), await run({}, { player: player.play })]
    expect(verdicts(fresh.readiness)).toEqual(verdicts(first.readiness))
    expect(verdicts(second.readiness)).toEqual(verdicts(first.readiness))
    const abort = new AbortController()
    const stopped = await run({}, { tags: '@officine', player: player.play, signal: abort.signal, onEnded: () => { abort.abort() } })
    expect(stopped.readiness).toMatchObject({ decision: 'indeterminee', exitCode: 2, campaign: { complete: false } })
    expect(verdicts((await run({}, { player: player.play })).readiness)).toEqual(verdicts(first.readiness))
  } finally {
    await player.close()
  }
})

test('a software that is not reachable is the network: a whole report, exit code 3, nothing held against the software', { timeout: MINUTE }, async () => {
  const { readiness, files } = await run({ profiles: ['officine'], driver: { ...running, url: 'http://127.0.0.1:9/pilotage/v1' } }, { formats: FORMATS })
  expect(readiness).toMatchObject({ decision: 'indeterminee', exitCode: 3 })
  expect(readiness.requirements.every((requirement) => requirement.outcome !== 'fail' && requirement.outcome !== 'pass')).toBe(true)
  expect(readiness.anomalies[0]).toMatchObject({ attribution: 'reseau', message: expect.stringContaining('pilote.url') as string })
  expect(files.some((file) => file.endsWith('index.html'))).toBe(true)
})

test('a port already taken is configuration and says which one', { timeout: MINUTE }, async () => {
  const holder = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => holder.once('listening', resolve))
  const { port } = holder.address() as { port: number }
  const { readiness } = await run({ listen: { ...session.listen, port } })
  holder.close()
  expect(readiness.exitCode).toBe(3)
  expect(readiness.anomalies[0]).toMatchObject({ attribution: 'configuration', message: expect.stringContaining(String(port)) as string })
})

test('a software of another profile or version is stopped before its first scenario', { timeout: MINUTE }, async () => {
  const adapter = `require('node:http').createServer((q, r) => r.setHeader('content-type','application/json').end(JSON.stringify({logiciel:{nom:'x',version:'1'},profils:['prescripteur'],versions:['V3'],verbes:[],horlogeVirtuelle:true}))).listen(0,'127.0.0.1',function(){console.log('PILOTAGE http://127.0.0.1:'+this.address().port)})`
  const { readiness } = await run(officine({ command: [process.execPath, '-e', adapter] }))
  expect(readiness).toMatchObject({ exitCode: 3, anomalies: [{ attribution: 'configuration', message: expect.stringContaining('officine') as string }, {}] })
})

/** The reference software, cut down at its nth request. */
const dying = (nth: number): string[] => [
  process.execPath,
  '-e',
  `const http=require('node:http');const emit=http.Server.prototype.emit;let n=0;http.Server.prototype.emit=function(type,...rest){if(type==='request'&&++n===${nth})process.kill(process.pid,'SIGKILL');return emit.call(this,type,...rest)};import(${JSON.stringify(REFERENCE)})`,
  '--',
  '--port',
  '0',
  '--lie',
]

test('a software killed in mid-run keeps what was judged, and the rest is not evaluated, by its own fault', { timeout: MINUTE }, async () => {
  const { readiness } = await run(officine({ command: dying(6) }), { tags: '@officine and @PRE-LEC-01 or @PRE-LEC-03 or @PRE-LEC-04' })
  expect(readiness).toMatchObject({ decision: 'indeterminee', exitCode: 2 })
  expect(owners(readiness)).toEqual(new Set(['logiciel']))
  expect(readiness.scenarios.some((scenario) => scenario.outcome === 'pass')).toBe(true)
  expect(readiness.requirements.some((requirement) => requirement.outcome === 'fail')).toBe(false)
})

/** An adapter that speaks the contract but whose téléservice calls do not trust the bench, or never end. */
/** It has the oldest verbs only: every capability is declined. */
const bare = (changes: Partial<SessionFile['driver']>): Partial<SessionFile> => ({
  ...officine(changes),
  declined: Object.fromEntries(Object.keys(CAPABILITIES).filter((name) => name !== 'horlogeVirtuelle').map((name) => [name, 'adaptateur d’essai'])),
})

const adapterThat = (behaviour: string): string[] => [
  process.execPath,
  '-e',
  `const { createServer } = require('node:http')
  let opening
  createServer((q, r) => { let t=''; q.on('data', (c) => t += c).on('end', async () => {
    const reply = (status, body) => r.writeHead(status, { 'content-type': 'application/json' }).end(body === undefined ? '' : JSON.stringify(body))
    if (q.url === '/etat') return reply(200, { logiciel: { nom: 'x', version: '1' }, profils: ['officine'], versions: ['V3'], verbes: ['lireCode2d','consulterOrdonnance','delivrer','facturer','teletransmettre','releverRetours'], horlogeVirtuelle: true })
    if (q.url === '/sessions') { opening = JSON.parse(t); return reply(201, { session: 's' }) }
    if (q.method === 'DELETE' || q.method === 'PUT') return reply(204)
    if (q.url.endsWith('/lireCode2d')) return reply(200, { reponse: 'fait', observation: { nature: 'ordonnance', identifiant: 'X', messages: [] } })
    ${behaviour}
  }) }).listen(0, '127.0.0.1', function () { console.log('PILOTAGE http://127.0.0.1:' + this.address().port) })`,
]

test('a software that refuses our certificate is configuration, never a failure of the software', { timeout: MINUTE }, async () => {
  const behaviour = `const said = await fetch(opening.endpoints.ordonnanceNumerique, { method: 'POST', body: 'x' }).then(() => 'ok', (e) => String(e.cause?.code)); reply(200, { reponse: 'fait', observation: { statut: 'enEchec', messages: [{ niveau: 'erreur', texte: said }] } })`
  const { readiness } = await run(bare({ command: adapterThat(behaviour) }), { tags: '@officine and @EF_EP3_E303_03' })
  expect(readiness.anomalies.map((anomaly) => anomaly.kind)).toContain('tls-abandonne')
  const consulted = readiness.requirements.find((requirement) => requirement.id === 'EF_EP3_E303_03')!
  expect(consulted).toMatchObject({ outcome: 'skip', attribution: 'configuration' })
  // The only failure is this adapter's own lie about the code it read.
  expect(readiness.requirements.filter((requirement) => requirement.outcome === 'fail').map((requirement) => requirement.id)).toEqual(['PRE-LEC-01'])
})

test('a step that never gets its answer ends, is not a failure, and the campaign goes on', { timeout: MINUTE }, async () => {
  const { readiness } = await run(bare({ command: adapterThat(''), verbTimeout: 300 }), { tags: '@officine and @EF_EP3_E303_03' })
  expect(readiness.requirements.find((requirement) => requirement.id === 'EF_EP3_E303_03')).toMatchObject({ outcome: 'skip', attribution: 'logiciel' })
  expect(readiness).toMatchObject({ decision: 'indeterminee', exitCode: 2, campaign: { complete: true } })
})

test('a software that says it did and never called has failed', { timeout: MINUTE }, async () => {
  const behaviour = `reply(200, { reponse: 'fait', observation: { statut: 'affichee', messages: [] } })`
  const { readiness } = await run(bare({ command: adapterThat(behaviour) }), { tags: '@officine and (@EF_EP3_E303_03 or @PRE-EP3-04)' })
  // The check that owns the absence fails; those with nothing to look at are not evaluated.
  expect(readiness.requirements.find((requirement) => requirement.id === 'PRE-EP3-04')).toMatchObject({ outcome: 'fail', attribution: 'logiciel' })
  expect(readiness.requirements.find((requirement) => requirement.id === 'EF_EP3_E303_03')).toMatchObject({ outcome: 'skip', attribution: 'logiciel' })
  expect(readiness.exitCode).toBe(1)
})

test('a campaign that is stopped writes the report of what was played', { timeout: MINUTE }, async () => {
  const abort = new AbortController()
  const { readiness, files } = await run({}, { tags: '@officine', signal: abort.signal, formats: FORMATS, onEnded: () => { abort.abort() } })
  expect(readiness).toMatchObject({ decision: 'indeterminee', exitCode: 2, campaign: { complete: false } })
  expect(readiness.scenarios.some((scenario) => scenario.outcome === 'untested')).toBe(true)
  expect(readiness.anomalies.map((anomaly) => anomaly.kind)).toContain('campagne-interrompue')
  expect(files.length).toBeGreaterThan(2)
})

test('Ctrl-C on the command line ends with a report, the right exit code and no orphan', { timeout: MINUTE }, async () => {
  const marker = `marque-${process.pid}-${Date.now()}`
  const file = join(out, 'interrompue.yaml')
  writeFileSync(file, readFileSync(join(PROJECT_ROOT, 'reference/preserie.yaml'), 'utf8').replace(/commande: .*/, `commande: [node, ${JSON.stringify(REFERENCE)}, --port, '0', --lie, --delai, '10000']\n  dossier: ${JSON.stringify(out)}`).replace('graine: temoin', `graine: ${marker}`))
  const folder = join(out, marker)
  const child = spawn(process.execPath, [join(PROJECT_ROOT, 'dist/cli/main.js'), 'run', '--session', file, '--out', folder, '--etapes-compilees'], { stdio: ['ignore', 'pipe', 'pipe'] })
  let printed = ''
  child.stdout.on('data', (chunk: Buffer) => {
    const before = printed.includes('✓')
    printed += chunk.toString()
    if (!before && printed.includes('✓')) child.kill('SIGINT')
  })
  const ending = await new Promise((resolve) => child.once('close', (code, signal) => resolve({ code, signal })))
  expect(ending).toEqual({ code: 2, signal: null })
  expect(printed).toContain('index.html')
  expect(leftovers(folder)).toBe('')
})
