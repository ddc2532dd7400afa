import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const ROOT = resolve(import.meta.dirname, '..')
const { forbidden } = createRequire(import.meta.url)('../.dependency-cruiser.cjs')

/** A small house in which every rule is broken once: rule → [importing module, imported module]. */
const BREACHES = {
  'core-imports-only': ['core/a.ts', '../tlsi/frame.js'],
  'tlsi-imports-only': ['tlsi/a.ts', '../simulators/service.js'],
  'schemas-imports-only': ['schemas/a.ts', '../validators/check.js'],
  'facturation-imports-only': ['facturation/a.ts', '../validators/check.js'],
  'judge-imports-only': ['judge/a.ts', '../drivers/driver.js'],
  'reports-imports-only': ['reports/a.ts', '../judge/judge.js'],
  'reference-imports-only': ['reference/a.ts', '../core/word.js'],
  'validators-see-no-driver': ['validators/a.ts', '../drivers/driver.js'],
  'simulators-see-no-check': ['simulators/a.ts', '../validators/check.js'],
  'nobody-imports-cli': ['campaign/a.ts', '../cli/main.js'],
  'nobody-imports-reference': ['drivers/a.ts', '../reference/main.js'],
  'resolved-and-declared': ['campaign/b.ts', 'not-declared'],
  'no-dev-package-in-production': ['campaign/c.ts', 'for-tests-only'],
  'no-import-of-tests': ['campaign/d.ts', './plan.test.js'],
}

const SOUND = {
  'core/word.ts': 'export const word = 1\n',
  'tlsi/frame.ts': "export { word } from '../core/word.js'\n",
  'schemas/pack.ts': "export { word } from '../core/word.js'\n",
  'validators/check.ts': "export { word } from '../tlsi/frame.js'\n",
  'simulators/service.ts': "export { word } from '../schemas/pack.js'\n",
  'judge/judge.ts': "export { word } from '../validators/check.js'\n",
  'drivers/driver.ts': "export { word } from '../core/word.js'\n",
  'campaign/run.ts': "export { word } from '../drivers/driver.js'\nexport { word as other } from '../judge/judge.js'\nexport { word as third } from '../simulators/service.js'\n",
  'campaign/plan.test.ts': "export { word } from './run.js'\nexport * from 'for-tests-only'\n",
  'cli/main.ts': "export { word } from '../campaign/run.js'\n",
  'reference/main.ts': "export { own } from './own.js'\n",
  'reference/own.ts': 'export const own = 1\n',
}

let folder
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'preserie-rules-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function cruise(name, files) {
  const root = join(folder, name)
  const write = (path, text) => {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  for (const [path, text] of Object.entries({ ...SOUND, ...files })) write(path, text)
  write('package.json', JSON.stringify({ name: 'house', type: 'module', devDependencies: { 'for-tests-only': '1.0.0' } }))
  write('tsconfig.json', JSON.stringify({ compilerOptions: { module: 'nodenext', moduleResolution: 'nodenext' } }))
  write('node_modules/for-tests-only/package.json', JSON.stringify({ name: 'for-tests-only', version: '1.0.0', main: 'index.js' }))
  write('node_modules/for-tests-only/index.js', 'module.exports = {}\n')
  symlinkSync(join(ROOT, 'node_modules/typescript'), join(root, 'node_modules/typescript'))
  cpSync(join(ROOT, '.dependency-cruiser.cjs'), join(root, '.dependency-cruiser.cjs'))
  const bin = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs')
  const { stdout, stderr } = spawnSync(process.execPath, [bin, '--config', '.dependency-cruiser.cjs', '--output-type', 'json', '.'], { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 26 })
  if (!stdout) throw new Error(stderr)
  return JSON.parse(stdout).summary.violations.map(({ rule, from }) => `${rule.name} ${from}`)
}

test('a sound house breaks no rule', () => {
  expect(cruise('sound', {})).toEqual([])
})

describe('a house in which every rule is broken', () => {
  let violations
  beforeAll(() => {
    const modules = Object.values(BREACHES).map(([from, to]) => [from, `export * from '${to}'\n`])
    const imports = Object.values(BREACHES).map(([from]) => `import '../${from.replace('.ts', '.js')}'\n`)
    violations = cruise('broken', {
      ...Object.fromEntries(modules),
      'campaign/ring.ts': "export { b } from './ring2.js'\n",
      'campaign/ring2.ts': "export { a } from './ring.js'\n",
      'judge/alone.ts': 'export const alone = 1\n',
      'judge/tested.ts': "export { word } from '../core/word.js'\n",
      'judge/tested.test.ts': "import './tested.js'\n",
      'cli/all.ts': imports.join(''),
    })
  })

  test.each(Object.entries(BREACHES).map(([rule, [from]]) => [rule, from]))('%s is caught', (rule, from) => {
    expect(violations).toContain(`${rule} ${from}`)
  })

  test('a cycle is caught', () => {
    expect(violations).toContain('no-cycle campaign/ring.ts')
  })

  test('a module with no import either way is caught', () => {
    expect(violations).toContain('no-orphan judge/alone.ts')
  })

  test('a module that only its test imports is caught', () => {
    expect(violations).toContain('no-unreached judge/tested.ts')
  })

  test('every rule of the configuration is proved here', () => {
    expect(new Set(violations.map((violation) => violation.split(' ')[0]))).toEqual(new Set(forbidden.map(({ name }) => name)))
  })
})
