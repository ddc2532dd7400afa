import { resolve } from 'node:path'
import type { Command } from 'commander'
import { PROJECT_ROOT } from '../core/project.js'

/** Exit codes by cause; the first five are those of a readiness. */
export const EXIT = { ready: 0, notReady: 1, indeterminate: 2, configuration: 3, bench: 4, usage: 64 } as const

/** Where a command prints; nothing else in `cli/` writes to the process's streams. */
export interface Output {
  line(text?: string): void
  error(text: string): void
}

export interface CommandContext {
  output: Output
  /** Aborted by Ctrl-C. */
  signal: AbortSignal
  setExitCode(code: number): void
}

/** One command of the CLI: it declares itself on a program; its work is loaded only when it runs, so that `--help` is fast. */
export interface CommandModule {
  register(program: Command, context: CommandContext): void
}

/** Session of the reference software, used when no other is named. */
export const REFERENCE_SESSION = resolve(PROJECT_ROOT, 'reference/preserie.yaml')
