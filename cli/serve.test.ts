import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, statSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { PROJECT_ROOT } from '../core/project.js'

/** The compiled command line as its users call it; `npm test` compiles first. */
const MAIN = join(PROJECT_ROOT, 'dist/cli/main.js')

interface Described {
  page: string
  autorite: string
  sessions: { profil: string; cle: string; ouverture: string }[]
  exemples: { operation: string; commande: string }[]
}

test('--json is one object, its commands work, and Ctrl-C ends it cleanly', { timeout: 90_000 }, async () => {
  const folder = join(mkdtempSync(join(tmpdir(), 'serve-')), 'bac')
  const child = spawn(process.execPath, [MAIN, 'serve', '--json', '--out', folder], { stdio: ['ignore', 'pipe', 'pipe'] })
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
  await expect.poll(() => stdout.trimEnd().endsWith('\n}'), { timeout: 60_000 }).toBe(true)
  const { page, sessions, exemples, autorite } = JSON.parse(stdout) as Described
  expect(page).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
  expect(sessions.map(({ profil }) => profil)).toEqual(['prescripteur', 'officine'])
  expect(existsSync(autorite)).toBe(true)
  if (process.platform !== 'win32') for (const { cle, ouverture } of sessions) expect([cle, ouverture].map((file) => statSync(file).mode & 0o077)).toEqual([0, 0])
  const { operation, commande } = exemples[0]!
  expect(execFileSync('bash', ['-c', commande], { encoding: 'utf8' })).toContain('Envelope')
  expect(execFileSync('sh', [join(folder, 'exemples', `${operation}.sh`)], { encoding: 'utf8' })).toContain('Envelope')
  // curl, openssl and gzip are on every machine of a developer; where one is missing, the script is only read.
  const script = join(folder, 'exemples', 'COURRIER.sh')
  const tools = ['curl --version', 'openssl version', 'gzip --version'].every((command) => spawnSync('sh', ['-c', command]).status === 0)
  if (tools) expect(execFileSync('sh', [script], { encoding: 'utf8' })).toContain('Content-Description: ARL')
  else expect(readFileSync(script, 'utf8')).toContain('openssl cms -encrypt')
  child.kill('SIGINT')
  const [code] = (await once(child, 'exit')) as [number]
  expect({ code, stderr }).toMatchObject({ code: 0, stderr: expect.not.stringMatching(/\n\s+at /) })
  expect(() => JSON.parse(stdout) as unknown).not.toThrow()
})

test('a port that is taken, a folder that refuses, a port that is none: in French, without a stack', { timeout: 90_000 }, async () => {
  const taken = createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
  const { port } = taken.address() as AddressInfo
  const serve = (...args: string[]): { status: number | null; stderr: string } => spawnSync(process.execPath, [MAIN, 'serve', ...args], { encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } })
  const out = mkdtempSync(join(tmpdir(), 'serve-'))
  for (const [args, status, words] of [
    [['--page', String(port), '--out', join(out, 'a')], 3, ['déjà pris', '--page']],
    [['--out', join(PROJECT_ROOT, 'package.json', 'x')], 3, ['dossier du journal', '--out']],
    [['--page', '99999'], 64, ['65535']],
  ] as const) {
    const result = serve(...args)
    expect({ args, status: result.status }).toEqual({ args, status })
    for (const word of words) expect(result.stderr).toContain(word)
    expect(result.stderr).not.toMatch(/\n\s+at /)
  }
  taken.close()
})
