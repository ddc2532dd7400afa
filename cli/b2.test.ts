import { spawnSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { PROJECT_ROOT } from '../core/project.js'
import { soundB2 } from '../schemas/testing/b2.js'

/** The compiled command line as its users call it; `npm test` compiles first. */
const preserie = (...args: string[]): { status: number | null; stdout: string; stderr: string } =>
  spawnSync(process.execPath, [join(PROJECT_ROOT, 'dist/cli/main.js'), ...args], { encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } })

const folder = mkdtempSync(join(tmpdir(), 'b2-'))
function file(name: string, content: string | Uint8Array): string {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}

test('b2 lint: 0 and a tree for a sound file, also packed', () => {
  const text = soundB2().join('')
  const { status, stdout } = preserie('b2', 'lint', file('lot.b2', text), '--arbre')
  expect(status).toBe(0)
  expect(stdout).toContain('4P détail pharmacie (supposé)')
  expect(stdout).toContain('date soins : 20/11/2026')
  expect(stdout).toContain('honoraires : 10,80 €')
  expect(stdout).toContain('12 enregistrement(s), 0 erreur(s), 0 avertissement(s)')
})

test('a day that is none is refused, in French', () => {
  const { status, stderr } = preserie('b2', 'lint', 'lot.b2', '--date', '2026-02-30')
  expect(status).toBe(64)
  expect(stderr).toContain('une date AAAA-MM-JJ du calendrier est attendue')
})

test('the standard input, packed or not', () => {
  const run = (input: string | Buffer): { status: number | null; stdout: string } => spawnSync(process.execPath, [join(PROJECT_ROOT, 'dist/cli/main.js'), 'b2', 'lint', '-'], { input, encoding: 'utf8' })
  for (const input of [soundB2().join(''), gzipSync(Buffer.from(soundB2().join('')))]) expect(run(input)).toMatchObject({ status: 0, stdout: '12 enregistrement(s), 0 erreur(s), 0 avertissement(s)\n' })
})

test('a reader that leaves early is no failure', () => {
  const command = `"${process.execPath}" "${join(PROJECT_ROOT, 'dist/cli/main.js')}" b2 lint "${file('long.b2', soundB2(900).join(''))}" --arbre | head -1`
  const { status, stderr } = spawnSync('sh', ['-c', command], { encoding: 'utf8' })
  expect([status, stderr]).toEqual([0, ''])
})

test('a file that cannot be read is 3, without a stack', () => {
  const { status, stderr } = preserie('b2', 'lint', join(folder, 'absent.b2'), folder, file('coupe.b2.gz', gzipSync(Buffer.from('x'.repeat(5000))).subarray(0, 20)))
  expect(status).toBe(3)
  expect(stderr.match(/ne peut pas être lu/g)).toHaveLength(3)
  expect(stderr).not.toMatch(/\n\s+at /)
})
