import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { PROJECT_ROOT } from '../core/project.js'
import { B2_CODES } from '../facturation/constats.js'
import { CONTROLES } from '../facturation/controles.js'
import { loadCatalogue } from '../requirements/index.js'
import { B2_LAYOUTS } from '../schemas/b2/b2.js'
import { NOEMIE_ENTITIES } from '../schemas/noemie/noemie.js'
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

test('every layout is there with all its fields: eighteen documented records, the pharmacy detail assumed', () => {
  const b2 = written['b2.md']!
  expect(b2).toContain('18 documentés ; supposé : 4P (détail pharmacie)')
  expect(written['noemie.md']).toContain('supposé : 930')
  for (const [page, layouts] of [[b2, B2_LAYOUTS], [written['noemie.md']!, NOEMIE_ENTITIES]] as const) {
    const sections = page.split('\n## ')
    for (const { name, title, fields, confidence } of Object.values(layouts)) {
      const section = sections.find((text) => text.startsWith(`${name} : ${title}\n`))!
      expect(section.match(/^\| \d/gm), name).toHaveLength(fields.length)
      for (const field of fields) expect(section, `${name} ${field.name}`).toContain(` | \`${field.name}\` | `)
      if (confidence === 'suppose') expect(section).not.toMatch(/\| documenté \|$/m)
    }
  }
  for (const finding of [...Object.keys(B2_CODES), ...Object.keys(CONTROLES)]) expect(b2).toContain(`| \`${finding}\` |`)
})

test('nothing of ours passes for published', () => {
  for (const line of all.split('\n')) if (/urn:preserie:|`SIM-/.test(line) && /\| documenté \|$/.test(line)) expect(line).toMatch(/supposé/)
})
