import { fork, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { PlannedScenario } from '../core/exchange.js'
import { PROJECT_ROOT } from '../core/project.js'
import type { Control } from './control.js'
import type { Performance, Performed } from './keptPlayer.js'

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

/** What plays the scenarios of a campaign. */
export type Player = (plan: readonly PlannedScenario[], control: Pick<Control, 'url' | 'token'>, options: PlayOptions) => Promise<Played>

/** What every cucumber of ours is started with. */
const ENVIRONMENT = { CUCUMBER_PUBLISH_QUIET: 'true', CUCUMBER_PUBLISH_ENABLED: 'false' }

/** Plays the scenarios with cucumber-js in a process of its own, which talks to the campaign through the control channel. */
export function playScenarios(plan: readonly PlannedScenario[], control: Pick<Control, 'url' | 'token'>, options: PlayOptions): Promise<Played> {
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
      ...ENVIRONMENT,
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

const KEPT_PLAYER = join(PROJECT_ROOT, 'dist/campaign/keptPlayer.js')

export interface KeptPlayer {
  play: Player
  close(): Promise<void>
}

/**
 * A player that keeps its process from one campaign to the next, with the compiled steps loaded once: for campaigns that are many
 * and short. One at a time, one scenario at a time. A process that died, or may still act, is replaced by a new one.
 */
export function keptPlayer(): KeptPlayer {
  let company: { child: ChildProcess; output(): string } | undefined
  const kill = (): void => {
    company?.child.kill('SIGKILL')
  }
  process.once('exit', kill)

  async function start(stepTimeout: number): Promise<NonNullable<typeof company>> {
    const child = fork(KEPT_PLAYER, {
      cwd: PROJECT_ROOT,
      execArgv: ['--no-warnings'],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: { ...process.env, ...ENVIRONMENT, PRESERIE_ETAPES: 'compilees', PRESERIE_SCENARIOS: '[]', PRESERIE_ATTENTE: String(stepTimeout) },
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (output = (output + chunk.toString('utf8')).slice(-KEPT_OUTPUT)))
    const started = { child, output: () => output }
    child.once('exit', () => {
      if (company === started) company = undefined
    })
    company = started
    await Promise.race([once(child, 'message'), once(child, 'exit')])
    return started
  }

  async function stop(): Promise<void> {
    if (!company) return
    const { child } = company
    company = undefined
    const exited = once(child, 'exit')
    child.kill('SIGKILL')
    await exited
  }

  return {
    async play(plan, { url, token }, { messages, stepTimeout, signal }) {
      const { child, output } = company ?? (await start(stepTimeout))
      const asked: Performance = { scenarios: plan.map((scenario) => scenario.id), control: url, token, messages }
      signal.addEventListener('abort', kill, { once: true })
      const performed = await new Promise<Performed | undefined>((resolve) => {
        const leave = (): void => {
          resolve(undefined)
        }
        child.once('message', (answer) => {
          child.off('exit', leave)
          resolve(answer as Performed)
        })
        child.once('exit', leave)
        if (child.connected && !signal.aborted) child.send(asked)
        else kill()
        if (child.exitCode !== null || child.signalCode !== null) leave()
      })
      signal.removeEventListener('abort', kill)
      if (!performed) return { code: null, aborted: signal.aborted, output: output() }
      if (performed.worn) await stop()
      return { code: performed.code, aborted: signal.aborted, output: performed.output }
    },
    async close() {
      process.removeListener('exit', kill)
      await stop()
    },
  }
}
