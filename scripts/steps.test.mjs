import { spawnSync } from 'node:child_process'
import { expect, test, vi } from 'vitest'
import { budget, countMutants, countReadiness, countVitest, honest, NOTHING, runNode, totalLine } from './steps.mjs'

test('a program that ends badly without a failed check has failed once', () => {
  expect(honest({ ...NOTHING, passed: 3 }, false)).toEqual({ passed: 3, failed: 1, skipped: 0 })
  expect(honest({ passed: 3, failed: 2, skipped: 0 }, false)).toEqual({ passed: 3, failed: 2, skipped: 0 })
  expect(honest({ ...NOTHING, passed: 3 }, true)).toEqual({ passed: 3, failed: 0, skipped: 0 })
})

test('a test file that could not be loaded counts as a failure', () => {
  const report = {
    numPassedTests: 4,
    numFailedTests: 1,
    numPendingTests: 2,
    numTodoTests: 0,
    testResults: [
      { status: 'failed', assertionResults: [] },
      { status: 'failed', assertionResults: [{ status: 'failed' }] },
      { status: 'passed', assertionResults: [] },
    ],
  }
  expect(countVitest(report)).toEqual({ passed: 4, failed: 2, skipped: 2 })
})

test('every scenario that is neither conforming nor omitted counts as a failure', () => {
  const scenarios = ['pass', 'pass', 'omit', 'fail', 'skip', 'wait', 'error', 'untested'].map((outcome) => ({ outcome }))
  expect(countReadiness({ scenarios })).toEqual({ passed: 2, failed: 5, skipped: 1 })
})

test('the kill matrix counts defects and clean runs', () => {
  const sentence = '16/17 défauts attrapés pour la raison voulue ; logiciel sans défaut prêt : 2/2'
  expect(countMutants(`  ✓ V3 …\n\n${sentence}\n  out/matrice.md\n`)).toEqual({ passed: 18, failed: 1, skipped: 0 })
  expect(countMutants('3/4 défauts attrapés pour la raison voulue\n  out/1/2.md\n')).toEqual({ passed: 3, failed: 1, skipped: 0 })
  expect(countMutants('')).toBeUndefined()
})

test('no report is no count, and never a pass', () => {
  expect(countVitest(undefined)).toBeUndefined()
  expect(countReadiness(undefined)).toBeUndefined()
})

test('a program that takes too long is stopped with what it started', async () => {
  const program = `
    const { spawn } = require('node:child_process')
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
    console.log(child.pid)
    setInterval(() => {}, 1000)`
  const { stdout, timedOut } = await runNode(['-e', program], { cwd: process.cwd(), minutes: 0.02, echo: 'none' })
  expect(timedOut).toBe(true)
  // gone, or a zombie that nobody has buried yet (containers without an init)
  await vi.waitFor(() => expect(spawnSync('ps', ['-o', 'stat=', '-p', stdout.trim()]).stdout.toString()).toMatch(/^(Z|$)/))
})

test('a step has its own limit, and never more than what the steps before it left', () => {
  let now = 0
  const left = budget(10, () => now)
  expect(left(8)).toBe(8)
  now = 7 * 60_000
  expect(left(8)).toBe(3)
  now = 11 * 60_000
  expect(left(8)).toBeGreaterThan(0)
  expect(left(8)).toBeLessThan(0.1)
})

test('the last line is the one CI reads', () => {
  expect(totalLine({ passed: 412, failed: 0 })).toBe('412 passed, 0 failed')
})
