import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** A holder shows that it lives by touching its lock; this long without a sign and the lock belongs to nobody. */
const HEARTBEAT = 2_000
const SILENCE = 30_000

const isAlive = (pid) => {
  try {
    process.kill(pid, 0)
    return true
  } catch (cause) {
    return cause.code === 'EPERM'
  }
}

const parse = (text) => {
  try {
    return JSON.parse(text)
  } catch {
    return {}
  }
}

/** Undefined when there is no lock any more. */
function look(path) {
  try {
    const text = readFileSync(path, 'utf8')
    const silent = Date.now() - statSync(path).mtimeMs > SILENCE
    const { pid, host } = parse(text)
    // A process id only means something on its own machine: elsewhere (a container on the same folder) only silence counts.
    return { text, stale: silent || (host === hostname() && !isAlive(pid)) }
  } catch (cause) {
    if (cause.code === 'ENOENT') return undefined
    throw cause
  }
}

/** The lock may have been taken over while this process slept (a laptop's lid): then there is nothing to touch. */
const touch = (path) => {
  try {
    utimesSync(path, new Date(), new Date())
  } catch {
    // nothing to keep alive any more
  }
}

/** Written aside then linked: the lock appears at once and whole, and only one process can make it appear. */
function take(path, mine) {
  const draft = `${path}.${process.pid}`
  writeFileSync(draft, mine)
  try {
    linkSync(draft, path)
    return true
  } catch (cause) {
    if (cause.code === 'EEXIST') return false
    throw cause
  } finally {
    rmSync(draft, { force: true })
  }
}

/** Two processes may find the same dead lock: what was moved away is checked, and put back if it was a living one. */
function clear(path, text) {
  const aside = `${path}.${process.pid}.mort`
  try {
    renameSync(path, aside)
    if (readFileSync(aside, 'utf8') !== text) linkSync(aside, path)
  } catch (cause) {
    if (cause.code !== 'ENOENT' && cause.code !== 'EEXIST') throw cause
  } finally {
    rmSync(aside, { force: true })
  }
}

/**
 * Runs `work` while holding the lock file; waits for another holder, and takes the lock of a dead one over.
 * @param {string} path
 * @param {() => Promise<T>} work
 * @param {() => void} [onWait] called once when somebody else holds the lock
 * @template T
 * @returns {Promise<T>}
 */
export async function withLock(path, work, onWait = () => {}) {
  mkdirSync(dirname(path), { recursive: true })
  const mine = JSON.stringify({ pid: process.pid, host: hostname(), since: new Date().toISOString(), key: Math.random() })
  let waiting = false
  while (!take(path, mine)) {
    const holder = look(path)
    if (holder?.stale) clear(path, holder.text)
    else if (holder) {
      if (!waiting) onWait()
      waiting = true
      await sleep(200)
    }
  }
  const release = () => {
    if (look(path)?.text === mine) rmSync(path, { force: true })
  }
  const beat = setInterval(() => touch(path), HEARTBEAT).unref()
  process.once('exit', release)
  try {
    return await work()
  } finally {
    clearInterval(beat)
    process.off('exit', release)
    release()
  }
}
