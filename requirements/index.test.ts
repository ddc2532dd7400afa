import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadCatalogue } from './index.js'

const entry = (id: string, rest = ''): string => `  - id: ${id}
    section: '1.10'
    confidence: documente
    strength: obligatoire
    profiles: [officine]
    versions: [V3]
    statement: Le logiciel fait ce qui est demandé.
${rest}`
const REASON = '    reason: la source ne numérote pas ce fait\n'

function folderOf(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'preserie-catalogue-'))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  return folder
}
const document = (entries: string): string => `document: Doc\nversion: '1'\nexigences:\n${entries}`

test('the catalogue of the project loads and cites a document, a section and a confidence for every requirement', () => {
  const catalogue = loadCatalogue()
  expect(catalogue.length).toBeGreaterThanOrEqual(100)
  expect(catalogue.find(({ id }) => id === 'EF_EP3_E303_03')).toMatchObject(
    { profiles: ['officine'], versions: ['V2', 'V3'], source: { confidence: 'documente' } },
  )
  for (const { source } of catalogue) expect(source.document.length * source.section.length).toBeGreaterThan(0)
})

test('an entry keeps its id, its quoted section and its document', () => {
  expect(loadCatalogue(folderOf({ 'doc.yaml': document(entry('EF_X1.1')) }))).toEqual([
    {
      id: 'EF_X1.1',
      statement: 'Le logiciel fait ce qui est demandé.',
      strength: 'obligatoire',
      profiles: ['officine'],
      versions: ['V3'],
      source: { document: 'Doc (1)', section: '1.10', confidence: 'documente' },
    },
  ])
})

test('the same id in two documents is refused, with both places', () => {
  const folder = folderOf({ 'a.yaml': document(entry('EF_X1')), 'b.yaml': document(entry('EF_Y1') + entry('EF_X1')) })
  expect(() => loadCatalogue(folder)).toThrow(
    expect.objectContaining(
      { diagnosis: expect.objectContaining({ where: join(folder, 'b.yaml') + ', ligne 11', received: `déjà décrit dans ${join(folder, 'a.yaml')}, ligne 4` }) },
    ),
  )
})

test.each([
  ['a requirement of ours without a reason', document(entry('PRE-X-01')), /reason/],
  ['a reason on a printed id', document(entry('EF_X1', REASON)), /ligne/],
  ['a not_tested without date', document(entry('EF_X1', '    not_tested: { reason: rien de public sur ce point }\n')), /date/],
  ['a not_tested whose date is not one', document(entry('EF_X1', "    not_tested: { reason: rien de public sur ce point, date: 'hier' }\n")), /date/],
  ['an unknown profile', document(entry('EF_X1').replace('officine', 'dentiste')), /prescripteur, officine/],
  ['an unknown key', document(entry('EF_X1', '    couvert_par: x\n')), /couvert_par/],
  ['an empty document', document('').replace('exigences:\n', 'exigences: []\n'), /exigences/],
])('%s is refused with file and line', (_title, text, detail) => {
  const folder = folderOf({ 'doc.yaml': text })
  const failure = (): unknown => loadCatalogue(folder)
  expect(failure).toThrow(detail)
  expect(failure).toThrow(expect.objectContaining({ diagnosis: expect.objectContaining({ where: expect.stringMatching(/doc\.yaml, ligne \d+$/) }) }))
})

test('a folder without documents is not an empty catalogue', () => {
  expect(() => loadCatalogue(folderOf({}))).toThrow(/Aucun document/)
})
