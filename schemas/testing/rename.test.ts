import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { PROJECT_ROOT } from '../../core/project.js'
import { loadPack } from '../pack.js'
import { renameVolet } from './rename.js'

const PUBLIC = join(PROJECT_ROOT, 'schemas/packs/public')
const OTHER = join(PROJECT_ROOT, 'schemas/testing/autre')
const read = (name: string): string => readFileSync(join(PUBLIC, name), 'utf8')

const publicPack = loadPack(PUBLIC)
const volets = /^volets: \[(.*)\]$/m.exec(read('pack.yaml'))?.[1]?.split(',').map((name) => name.trim()) ?? []

/** Schemas of a volet: the one it names and those it imports. */
function schemasOf(file: string, found: Record<string, string> = {}): Record<string, string> {
  if (file in found) return found
  const text = read(file)
  found[file] = text
  for (const [, location] of text.matchAll(/schemaLocation="([^"]+)"/g)) schemasOf(location!, found)
  return found
}

// Update with `npx vitest run schemas/testing -u` after a change of the public contract.
for (const name of volets) {
  test(`the second contract keeps step with ${name}`, async () => {
    const yaml = read(name)
    const other = renameVolet(name.replace('.yaml', ''), yaml, schemasOf(/^schema: (.*)$/m.exec(yaml)![1]!))
    await expect(other.yaml).toMatchFileSnapshot(join(OTHER, name))
    for (const [file, text] of Object.entries(other.schemas)) await expect(text).toMatchFileSnapshot(join(OTHER, file))
  })
}

test('the second contract describes the same operations under other names', () => {
  const other = loadPack(OTHER)
  expect(Object.keys(other.operations).sort()).toEqual(Object.keys(publicPack.operations).sort())
  for (const { name, action } of Object.values(publicPack.operations)) {
    expect(other.operations[name]!.action).not.toBe(action)
    expect(other.elementsOf(name)).not.toEqual(publicPack.elementsOf(name))
  }
})

test('a renamed contract has no wire name of the first one', () => {
  const yaml = readFileSync(join(PUBLIC, 'pack.yaml'), 'utf8').replace(/^volets: .*$/m, '')
  const { yaml: other, schemas } = renameVolet('ep', yaml, { 'ep.xsd': read('ep.xsd') })
  const folder = mkdtempSync(join(tmpdir(), 'preserie-renomme-'))
  writeFileSync(join(folder, 'pack.yaml'), other)
  for (const [file, text] of Object.entries(schemas)) writeFileSync(join(folder, file), text)
  const pack = loadPack(folder)
  const text = pack.writeRequest('WS_EP3', { version: 'V3', identifiant: 'A'.repeat(18), finess: '990000001' })
  expect(text).toBe(`<ep:ZConsulterEPrescriptionReq xmlns:ep="urn:preserie:essai:ep:1" Zversion="V3"><ep:ZIdentifiant>${'A'.repeat(18)}</ep:ZIdentifiant><ep:ZNumeroPS><ep:ZFINESS>990000001</ep:ZFINESS></ep:ZNumeroPS></ep:ZConsulterEPrescriptionReq>`)
  expect(readdirSync(folder).sort()).toEqual(['ep.xsd', 'pack.yaml'])
})
