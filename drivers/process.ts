import { spawn, type ChildProcess } from 'node:child_process'
import { Incident, messageOf } from '../core/errors.js'

/** The software under test as a process of ours: started with the campaign, stopped with it, whatever happens in between. */
export interface SoftwareProcess {
  /** Address announced on standard output, when the session file asks for it. */
  announced: Promise<string>
  /** How it ended, in French words for a report; undefined when it still runs after a short grace. */
  ended(): Promise<string | undefined>
  stop(): Promise<void>
}

const ANNOUNCEMENT = /^PILOTAGE (https?:\/\/\S+)\s*$/m
const KEPT_OUTPUT = 4000
/** A connection breaks a little before the end of the process is known. */
const END_GRACE = 500

/** Kills the whole group: a command may have started others. */
function killGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return
  try {
    process.kill(-child.pid, signal)
  } catch {
    child.kill(signal)
  }
}

/** Name under which the command finds the folder of the wire contract in its environment. */
const CONTRACT_VARIABLE = 'PRESERIE_CONTRAT'

/** @param timeout milliseconds left to announce an address. */
export function startSoftware(command: readonly string[], folder: string, timeout: number, contract?: string): SoftwareProcess {
  const [program, ...args] = command
  // A group of its own, so that everything it started can be stopped; its input is ours, so that it can end with us.
  const child = spawn(program!, args, { cwd: folder, env: { ...process.env, ...(contract === undefined ? {} : { [CONTRACT_VARIABLE]: contract }) }, detached: true, stdio: ['pipe', 'pipe', 'pipe'] })
  let output = ''
  let end: string | undefined
  const keep = (chunk: Buffer): void => {
    output = (output + chunk.toString('utf8')).slice(-KEPT_OUTPUT)
  }
  const exited = new Promise<void>((resolve) => {
    child.once('exit', (code, signal) => {
      end = signal ? `arrêté par le signal ${signal}` : `terminé avec le code ${String(code)}`
      resolve()
    })
    child.once('error', (cause) => {
      end = `non démarré : ${messageOf(cause)}`
      resolve()
    })
  })
  child.stdin.on('error', () => undefined)
  child.stderr.on('data', keep)
  const failure = (what: string): Incident =>
    new Incident('configuration', {
      what,
      expected: 'une ligne « PILOTAGE http://… » sur sa sortie standard',
      received: output.trim().slice(-600) || 'rien',
      where: `pilote.commande : ${command.join(' ')}`,
      next: 'lancer cette commande à la main depuis le même dossier et corriger ce qu’elle affiche',
    })
  const announced = new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(failure(`Le logiciel n’a pas annoncé son adresse en ${timeout / 1000} s.`))
    }, timeout)
    child.stdout.on('data', (chunk: Buffer) => {
      keep(chunk)
      const address = ANNOUNCEMENT.exec(output)?.[1]
      if (address === undefined) return
      clearTimeout(timer)
      resolve(address)
    })
    void exited.then(() => {
      clearTimeout(timer)
      reject(failure(`Le logiciel s’est arrêté au démarrage (${end ?? ''}).`))
    })
  })
  announced.catch(() => undefined)
  const lastResort = (): void => {
    if (end === undefined) killGroup(child, 'SIGKILL')
  }
  process.once('exit', lastResort)
  return {
    announced,
    async ended() {
      await Promise.race([exited, new Promise((resolve) => setTimeout(resolve, END_GRACE).unref())])
      return end
    },
    async stop() {
      if (end === undefined) {
        killGroup(child, 'SIGTERM')
        const timer = setTimeout(() => {
          killGroup(child, 'SIGKILL')
        }, 3000)
        await exited
        clearTimeout(timer)
      }
      process.removeListener('exit', lastResort)
    },
  }
}
