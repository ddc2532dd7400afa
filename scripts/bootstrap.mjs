#!/usr/bin/env node
/**
 * Makes a fresh clone ready, then runs one of the project's commands in this very process: no child to orphan, exit codes and
 * signals are the command's own. Nothing may import this module: it waits for the command it imports.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { checkNode, ensureBuilt, ensureChromium, ensureInstalled, EXIT, ROOT, say, Stop } from './prepare.mjs'

/** Name → what to run once the project is installed and compiled. `dev`: needs the development packages too. */
const COMMANDS = {
  start: { module: 'dist/cli/main.js', args: ['run'] },
  cli: { module: 'dist/cli/main.js', args: [] },
  mutants: { module: 'scripts/mutants.mjs', args: [] },
  bench: { module: 'dist/bench/main.js', args: [] },
  docs: { module: 'dist/docs/generate.js', args: [] },
  test: { module: 'scripts/test.mjs', args: [], dev: true, chromium: true, builds: true },
  unit: { module: 'node_modules/vitest/vitest.mjs', args: ['run'], dev: true, chromium: true },
  build: {},
}

async function main([name = '', ...args]) {
  const command = COMMANDS[name]
  if (!command) throw new Stop(EXIT.usage, `Commande inconnue : ${name || '(aucune)'}\n  attendu : une commande parmi ${Object.keys(COMMANDS).join(', ')}`)
  checkNode()
  process.env.PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD ??= '1'
  await ensureInstalled(command.dev ?? false)
  // `npm test` compiles as one of its own steps, so that a failure is counted there.
  if (!command.builds) await ensureBuilt()
  if (command.chromium) await ensureChromium()
  if (!command.module) return
  const module = join(ROOT, command.module)
  if (!existsSync(module)) throw new Stop(EXIT.bench, `Le module à lancer n'existe pas : ${command.module}\n  que faire : supprimer dist/ et relancer`)
  process.argv = [process.argv[0], module, ...command.args, ...args]
  await import(pathToFileURL(module).href)
}

try {
  await main(process.argv.slice(2))
} catch (cause) {
  if (!(cause instanceof Stop)) throw cause
  say(cause.message)
  process.exitCode = cause.code
}
