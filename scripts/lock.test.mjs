import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { withLock } from './lock.mjs'

let folder
let lock
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'preserie-lock-'))
  lock = join(folder, 'sub', 'bootstrap.lock')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const deadPid = () => spawnSync(process.execPath, ['-e', '0']).pid

const abandoned = async (content) => {
  await withLock(lock, async () => {})
  writeFileSync(lock, content)
}

test('two holders never work at the same time', async () => {
  let inside = 0
  let most = 0
  const work = async () => {
    inside += 1
    most = Math.max(most, inside)
    await sleep(50)
    inside -= 1
  }
  let waits = 0
  await Promise.all([withLock(lock, work, () => (waits += 1)), withLock(lock, work, () => (waits += 1))])
  expect(most).toBe(1)
  expect(waits).toBe(1)
})

test('the lock of a dead process is taken over', async () => {
  await abandoned(JSON.stringify({ pid: deadPid(), host: hostname() }))
  expect(await withLock(lock, async () => 'done')).toBe('done')
})

test('the lock of another machine is taken over only after a long silence', async () => {
  await abandoned(JSON.stringify({ pid: 1, host: 'ailleurs' }))
  const result = withLock(lock, async () => 'done')
  expect(await Promise.race([result, sleep(400).then(() => 'waiting')])).toBe('waiting')
  const before = new Date(Date.now() - 60_000)
  utimesSync(lock, before, before)
  expect(await result).toBe('done')
})

test('an unreadable lock does not block for ever', async () => {
  await abandoned('{"pid":')
  const before = new Date(Date.now() - 60_000)
  utimesSync(lock, before, before)
  expect(await withLock(lock, async () => 'done')).toBe('done')
})

test('the lock is gone after the work, even when the work throws', async () => {
  await expect(withLock(lock, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(existsSync(lock)).toBe(false)
  expect(readdirSync(join(folder, 'sub'))).toEqual([])
})
