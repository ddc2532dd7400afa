import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { PlannedScenario } from '../core/exchange.js'
import { PROJECT_ROOT } from '../core/project.js'
import type { Control } from './control.js'

const require = createRequire(import.meta.url)
const CUCUMBER = join(dirname(require.resolve('@cucumber/cucumber/package.json')), 'bin/cucumber.js')
const KEPT_OUTPUT = 8000

export interface PlayOptions {
  jobs: number
  /** File that receives cucumber's own messages, kept beside the journal. */
  messages: string
  /** Milliseconds that one step may take. */
  stepTimeout: number
  compiledSteps: boolean
  signal: AbortSignal
}

export interface Played {
  /** Cucumber's exit code: 0 and 1 are runs that went to their end. */
  code: number | null
  /** Killed because the campaign was asked to stop. */
  aborted: boolean
  /** End of what it printed, for a diagnosis. */
  output: string
}

/** Plays the scenarios with cucumber-js in a process of its own, which talks to the campaign through the control channel. */
export function playScenarios(plan: readonly PlannedScenario[], control: Control, options: PlayOptions): Promise<Played> {
  const child = spawn(process.execPath, ['--no-warnings', CUCUMBER, '--config', 'cucumber.js'], {
    cwd: PROJECT_ROOT,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      PRESERIE_CONTROLE: control.url,
      PRESERIE_JETON: control.token,
      PRESERIE_SCENARIOS: JSON.stringify(plan.map((scenario) => scenario.id)),
      PRESERIE_PARALLELES: String(options.jobs > 1 ? options.jobs : 0),
      PRESERIE_MESSAGES: options.messages,
      PRESERIE_ATTENTE: String(options.stepTimeout),
      ...(options.compiledSteps ? { PRESERIE_ETAPES: 'compilees' } : {}),
      CUCUMBER_PUBLISH_QUIET: 'true',
      CUCUMBER_PUBLISH_ENABLED: 'false',
    },
  })
  let output = ''
  const keep = (chunk: Buffer): void => {
    output = (output + chunk.toString('utf8')).slice(-KEPT_OUTPUT)
  }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  const kill = (): void => {
    if (child.pid === undefined || child.exitCode !== null) return
    try {
      // The group: parallel workers are children of cucumber's coordinator.
      process.kill(-child.pid, 'SIGKILL')
    } catch {
      child.kill('SIGKILL')
    }
  }
  options.signal.addEventListener('abort', kill, { once: true })
  process.once('exit', kill)
  return new Promise((resolve) => {
    const finish = (code: number | null): void => {
      options.signal.removeEventListener('abort', kill)
      process.removeListener('exit', kill)
      resolve({ code, aborted: options.signal.aborted, output })
    }
    child.once('close', finish)
    child.once('error', (cause) => {
      output += cause.message
      finish(null)
    })
  })
}
