import { b2Command } from './b2.js'
import type { CommandModule } from './command.js'
import { judgeCommand } from './judge.js'
import { mutantsCommand } from './mutants.js'
import { noemieCommand } from './noemie.js'
import { reportCommand } from './report.js'
import { runCommand } from './run.js'
import { serveCommand } from './serve.js'

/** The commands, in the order of the help. */
export const COMMANDS = {
  run: runCommand,
  serve: serveCommand,
  judge: judgeCommand,
  report: reportCommand,
  mutants: mutantsCommand,
  b2: b2Command,
  noemie: noemieCommand,
} as const satisfies Record<string, CommandModule>
