import { spawn } from 'node:child_process'

/** Counts of one step of the checks. */
export const NOTHING = { passed: 0, failed: 0, skipped: 0 }

/** Groups of processes still running; the signals this process receives are theirs too. */
const groups = new Set()

const signalAll = (signal) => {
  for (const pid of groups) {
    try {
      process.kill(-pid, signal)
    } catch {
      // ended in between
    }
  }
}

for (const [signal, code] of [['SIGINT', 130], ['SIGTERM', 143], ['SIGHUP', 129]]) {
  process.once(signal, () => {
    signalAll(signal)
    setTimeout(() => {
      signalAll('SIGKILL')
      process.exit(code)
    }, groups.size > 0 ? 3_000 : 0)
  })
}

/**
 * Runs a Node program in a process group of its own, so that it can be stopped with everything it started: on a signal, and
 * when it takes longer than it may.
 * `echo` names what is shown as it comes: `all`, `stderr` (stdout is data) or `none`.
 * @returns {Promise<{ code: number, stdout: string, timedOut: boolean }>}
 */
export function runNode(args, { cwd, minutes, env = {}, echo = 'all' }) {
  return new Promise((done) => {
    const child = spawn(process.execPath, args, { cwd, detached: true, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } })
    if (child.pid) groups.add(child.pid)
    let stdout = ''
    let timedOut = false
    child.stdout.on('data', (chunk) => {
      stdout += chunk
      if (echo === 'all') process.stdout.write(chunk)
    })
    child.stderr.on('data', (chunk) => {
      if (echo !== 'none') process.stderr.write(chunk)
    })
    const limit = setTimeout(() => {
      timedOut = true
      process.stderr.write(`\nArrêté : plus de ${Number(minutes.toFixed(2))} min.\n`)
      process.kill(-child.pid, 'SIGKILL')
    }, minutes * 60_000)
    const end = (code) => {
      clearTimeout(limit)
      signalGroup(child.pid)
      groups.delete(child.pid)
      done({ code, stdout, timedOut })
    }
    child.on('error', (cause) => {
      process.stderr.write(`${cause.message}\n`)
      end(127)
    })
    child.on('close', (code, signal) => end(code ?? (signal ? 137 : 0)))
  })
}

/** A program that ended must leave nobody of its group behind. */
function signalGroup(pid) {
  try {
    if (pid) process.kill(-pid, 'SIGKILL')
  } catch {
    // nobody left
  }
}

/** On a busy machine everything may take longer: `PRESERIE_PATIENCE=3` multiplies every limit. */
const patience = Number(process.env.PRESERIE_PATIENCE) || 1

/**
 * Time that the steps of a command share: each has its own limit, and never more than what the others left.
 * @returns {(limit: number) => number} minutes a step may take
 */
export function budget(minutes, now = Date.now) {
  const end = now() + minutes * patience * 60_000
  return (limit) => Math.max(0.01, Math.min(limit * patience, (end - now()) / 60_000))
}

/** Time since an instant, as the reports of the checks write it. */
export const elapsed = (since) => `${((Date.now() - since) / 1000).toFixed(1).replace('.', ',')} s`

/** What a step without counts of its own says: one check, held or not. */
export const single = (ok) => (ok ? { ...NOTHING, passed: 1 } : { ...NOTHING, failed: 1 })

/** A program that reports no failed check and still ends badly has failed once. */
export const honest = (counts, ok) => (ok || counts.failed > 0 ? counts : { ...counts, failed: 1 })

export const add = (left, right) => ({
  passed: left.passed + right.passed,
  failed: left.failed + right.failed,
  skipped: left.skipped + right.skipped,
})

/** Counts of vitest's JSON report; undefined when there is none. */
export function countVitest(report) {
  if (!report) return undefined
  const suites = report.testResults ?? []
  const brokenFiles = suites.filter((suite) => suite.status === 'failed' && suite.assertionResults.every((test) => test.status !== 'failed')).length
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + brokenFiles,
    skipped: report.numPendingTests + report.numTodoTests,
  }
}

/** Counts of a campaign, by scenario: conforming or not applicable, against everything else. */
export function countReadiness(readiness) {
  if (!readiness) return undefined
  const good = readiness.scenarios.filter(({ outcome }) => outcome === 'pass').length
  const omitted = readiness.scenarios.filter(({ outcome }) => outcome === 'omit').length
  return { passed: good, failed: readiness.scenarios.length - good - omitted, skipped: omitted }
}

/** Counts of the kill matrix, from its last sentence: defects caught for the intended reason, and clean runs found ready. */
export function countMutants(output) {
  const found = /(\d+)\/(\d+) défauts attrapés[^\n;]*(?:;[^\n]*?(\d+)\/(\d+))?/.exec(output)
  if (!found) return undefined
  const [killed, defects, ready, clean] = found.slice(1).map((count = '0') => Number(count))
  return { passed: killed + ready, failed: defects - killed + (clean - ready), skipped: 0 }
}

/** The line that ends every check of the project, for people and for CI. */
export const totalLine = ({ passed, failed }) => `${passed} passed, ${failed} failed`
