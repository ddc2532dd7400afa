import { spawnSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { PROJECT_ROOT } from '../core/project.js'

/** The compiled command line as its users call it; `npm test` compiles first. */
const preserie = (...args: string[]): { status: number | null; stdout: string; stderr: string } =>
  spawnSync(process.execPath, [join(PROJECT_ROOT, 'dist/cli/main.js'), ...args], { encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } })

test('help is in French, names every command, the exit codes and an example', () => {
  const { status, stdout } = preserie('--help')
  expect(status).toBe(0)
  for (const word of ['Usage :', 'Commandes :', 'run', 'serve', 'judge', 'report', 'mutants', 'Codes de sortie', 'Exemple :', 'pas un produit officiel']) expect(stdout).toContain(word)
})

test.each(['run', 'serve', 'judge', 'report', 'mutants'])('%s --help gives an example', (command) => {
  const { status, stdout } = preserie(command, '--help')
  expect(status).toBe(0)
  expect(stdout).toContain(`preserie ${command}`)
  expect(stdout).toContain('Exemple :')
})

test('a mistake of usage is 64, in French, without a stack', { timeout: 90_000 }, () => {
  const cases: [string[], string][] = [
    [['jouer'], 'commande inconnue'],
    [['run', '--vite'], 'option inconnue'],
    [['judge'], 'argument manquant'],
    [['run', '--jobs', 'beaucoup'], 'un entier de 1 à 32'],
    [['run', '--tags', '@a and ('], 'n’est pas valable'],
    [['run', '--tags', '@jamais-vu'], 'Aucun scénario ne correspond'],
    [['report', '.', '--format', 'docx'], 'docx'],
  ]
  for (const [args, message] of cases) {
    const { status, stderr } = preserie(...args)
    expect({ args, status }).toEqual({ args, status: 64 })
    expect(stderr).toContain(message)
    expect(stderr).not.toMatch(/\n\s+at /)
  }
})

test('no command at all shows the help and is a mistake of usage', () => {
  expect(preserie()).toMatchObject({ status: 64 })
})

test('a session that does not read is 3, with file, line, expected and next', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'cli-')), 'preserie.yaml')
  writeFileSync(file, 'editeur: x\npaquet: V9\n')
  const { status, stderr } = preserie('run', '--session', file)
  expect(status).toBe(3)
  for (const word of [file, 'ligne', 'attendu', 'que faire']) expect(stderr).toContain(word)
})

test('judging what is not a campaign is 3 and says what is expected', () => {
  const { status, stderr } = preserie('judge', tmpdir())
  expect(status).toBe(3)
  expect(stderr).toContain('journal')
  expect(stderr).not.toMatch(/\n\s+at /)
})
