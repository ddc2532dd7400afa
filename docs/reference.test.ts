import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { PROJECT_ROOT } from '../core/project.js'
import { loadCatalogue } from '../requirements/index.js'
import { SERVICE_CODES } from '../simulators/answering.js'
import { SIMULATORS } from '../simulators/index.js'
import type { AnySimulator } from '../simulators/sessions.js'
import { DOCUMENTED, FRAME_CODES } from '../tlsi/refusals.js'
import { referencePages } from './reference.js'
import { pack } from './wire.js'

const folder = join(PROJECT_ROOT, 'docs/reference')
const pages = referencePages()
const written = Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]))
const all = Object.values(written).join('\n')
const simulators: readonly AnySimulator[] = Object.values(SIMULATORS)

test('the reference is up to date (otherwise: npm run docs)', () => {
  expect(Object.keys(written).sort()).toEqual(Object.keys(pages).sort())
  for (const [name, text] of Object.entries(pages)) expect(written[name], `docs/reference/${name} : npm run docs`).toBe(text)
})

test('every operation, every canonical field of it, and every route is there', () => {
  for (const { name, action } of Object.values(pack.operations)) {
    expect(all).toContain(`## ${name} — `)
    expect(all).toContain(`\`${action}\``)
    const { requete, reponse } = pack.mappingOf(name)
    for (const { canonical, path } of [...requete, ...reponse]) expect(all, name).toContain(`| \`${canonical}\` | \`${path}\` |`)
  }
  for (const { operation } of simulators.flatMap(({ routes = [] }) => routes)) expect(all).toContain(`\`${operation}\``)
})

test('every code is there; what is ours is said to be assumed, what is published is not', () => {
  for (const code of [...Object.keys(FRAME_CODES), ...Object.keys(SERVICE_CODES), ...Object.values(DOCUMENTED).map((one) => one.code)]) expect(all).toContain(`\`${code}\``)
  for (const [code, { documented = false }] of simulators.flatMap(({ refusals = {} }) => Object.entries(refusals))) {
    const row = all.split('\n').find((line) => line.startsWith(`| \`${code}\` |`))
    expect(row, code).toMatch(documented ? /\| documenté \|$/ : /\| \*\*supposé\*\* \|$/)
    expect(documented, `${code} : un code du banc commence par SIM-`).toBe(!code.startsWith('SIM-'))
  }
})

test('every requirement is there, with its confidence and its source', () => {
  for (const { id, source } of loadCatalogue()) {
    const row = written['exigences.md']!.split('\n').find((line) => line.startsWith(`| \`${id}\` |`))
    expect(row, id).toContain(source.confidence === 'documente' ? '| documenté |' : '| **supposé** |')
  }
})

test('nothing of ours passes for published', () => {
  for (const line of all.split('\n')) if (/urn:preserie:|`SIM-/.test(line) && /\| documenté \|$/.test(line)) expect(line).toMatch(/supposé/)
})
