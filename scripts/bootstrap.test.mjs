import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { checkNode } from './prepare.mjs'

const ROOT = resolve(import.meta.dirname, '..')

test.each(['18.20.0', '20.18.9'])('Node %s is refused in French', (version) => {
  expect(() => checkNode(version)).toThrow(`preserie demande Node 20.19 ou plus récent.\n  reçu : Node ${version}`)
})

test.each(['20.19.0', '22.1.0', '24.0.0'])('Node %s is accepted', (version) => {
  expect(() => checkNode(version)).not.toThrow()
})

/** A small project with the real scripts, the real packages and two modules of its own. */
describe('a fresh clone', () => {
  let folder
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'preserie-bootstrap-'))
    for (const name of ['scripts', 'package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json', '.ci']) cpSync(join(ROOT, name), join(folder, name), { recursive: true })
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
    mkdirSync(join(folder, 'cli'))
    mkdirSync(join(folder, 'steps'))
    writeFileSync(join(folder, 'steps/old.ts'), 'export const old = 1\n')
    writeFileSync(
      join(folder, 'cli/main.ts'),
      `process.exitCode = 2
       if (process.argv.includes('--attend')) {
         process.on('SIGTERM', () => process.exit(7))
         setInterval(() => undefined, 1000)
       }
       console.log(JSON.stringify(process.argv.slice(2)))\n`,
    )
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const bootstrap = (...args) => spawnSync(process.execPath, ['scripts/bootstrap.mjs', ...args], { cwd: folder, encoding: 'utf8' })
  const launch = (...args) => spawn(process.execPath, ['scripts/bootstrap.mjs', ...args], { cwd: folder })
  const ended = (child) => new Promise((done) => child.once('exit', done))

  test('compiles once for two terminals, and passes arguments and exit code on', async () => {
    const children = ['un', 'deux'].map((name) => launch('start', name))
    let output = ''
    for (const child of children) for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
    expect(await Promise.all(children.map(ended))).toEqual([2, 2])
    await vi.waitFor(() => {
      expect(output).toMatch(/^\["run".*"un"\]$/m)
      expect(output).toMatch(/^\["run".*"deux"\]$/m)
    })
    expect(output.match(/Compilation…/g)).toHaveLength(1)
  })

  test('a second run adds less than a second', () => {
    const started = performance.now()
    expect(bootstrap('start').stderr).toBe('')
    expect(performance.now() - started).toBeLessThan(1000)
  })

  test('a compiled module goes with its source', () => {
    rmSync(join(folder, 'steps/old.ts'))
    bootstrap('build')
    expect(existsSync(join(folder, 'dist/steps/old.js'))).toBe(false)
    expect(existsSync(join(folder, 'dist/cli/main.js'))).toBe(true)
  })

  test('a signal reaches the command itself', async () => {
    const child = launch('start', '--attend')
    await new Promise((done) => child.stdout.once('data', done))
    child.kill('SIGTERM')
    expect(await ended(child)).toBe(7)
  })

  test('an unknown command is a usage error', () => {
    expect(bootstrap('zzz')).toMatchObject({ status: 64 })
  })

  test('a project that does not compile says where', () => {
    writeFileSync(join(folder, 'cli/wrong.ts'), "export const wrong: number = 'a'\n")
    const { status, stderr } = bootstrap('start')
    rmSync(join(folder, 'cli/wrong.ts'))
    expect(status).toBe(4)
    expect(stderr).toContain('cli/wrong.ts(1,14)')
  })

  /** `.ci/run` with an npm of ours. */
  const ci = (script) => {
    const bin = join(folder, 'bin')
    mkdirSync(bin, { recursive: true })
    writeFileSync(join(bin, 'npm'), `#!/bin/sh\n${script}\n`)
    chmodSync(join(bin, 'npm'), 0o755)
    const { status, stdout } = spawnSync('.ci/run', [], { cwd: folder, encoding: 'utf8', env: { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}` } })
    return { status, last: stdout.trim().split('\n').at(-1) }
  }

  test('CI adds the totals of both commands', () => {
    expect(ci('if [ "$1" = test ]; then echo "400 passed, 0 failed"; else echo "19 passed, 0 failed"; fi')).toEqual({ status: 0, last: '419 passed, 0 failed' })
  })

  test('CI fails with a failed check, and with a command that ends badly or says nothing', () => {
    expect(ci('echo "400 passed, 2 failed"; exit 1')).toEqual({ status: 1, last: '800 passed, 4 failed' })
    expect(ci('echo "400 passed, 0 failed"; exit 3')).toEqual({ status: 1, last: '800 passed, 2 failed' })
    expect(ci('exit 0')).toEqual({ status: 1, last: '0 passed, 2 failed' })
  })
})
