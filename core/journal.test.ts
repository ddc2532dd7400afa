import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { bodyReader, BODIES_FOLDER, createJournal, JOURNAL_FILE, readJournal, setTornLineAside } from './journal.js'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'journal-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

const step = (text: string) => ({ type: 'step' as const, scenario: 'a:1', keyword: 'Action', text })

function writeThree(): void {
  const journal = createJournal(folder)
  for (const text of ['un', 'deux', 'trois']) journal.append(step(text))
  journal.close()
}

test('what was appended is read back in order, each line chained to the one before', () => {
  writeThree()
  const { records, torn } = readJournal(folder)
  expect(records.map((record) => record.type === 'step' && record.text)).toEqual(['un', 'deux', 'trois'])
  expect(new Set(records.map((record) => record.prev)).size).toBe(3)
  expect(torn).toBeUndefined()
})

test('a body is stored once and read back by its digest', () => {
  const journal = createJournal(folder)
  const first = journal.store('<a/>')
  expect(journal.store('<a/>')).toEqual(first)
  journal.close()
  expect(bodyReader(folder)(first).toString()).toBe('<a/>')
})

test('a line changed after the fact breaks the chain, and the line is named', () => {
  writeThree()
  const path = join(folder, JOURNAL_FILE)
  writeFileSync(path, readFileSync(path, 'utf8').replace('"un"', '"UN"'))
  expect(() => readJournal(folder)).toThrow('La chaîne du journal est rompue.')
})

test('a line taken out is seen', () => {
  writeThree()
  const path = join(folder, JOURNAL_FILE)
  writeFileSync(path, readFileSync(path, 'utf8').split('\n').toSpliced(1, 1).join('\n'))
  expect(() => readJournal(folder)).toThrow('La chaîne du journal est rompue.')
})

test('a body changed after the fact is refused', () => {
  const journal = createJournal(folder)
  const ref = journal.store('<a/>')
  journal.close()
  writeFileSync(join(folder, BODIES_FOLDER, ref.sha256), '<b/>')
  expect(() => bodyReader(folder)(ref)).toThrow('Un corps ne correspond plus à son empreinte.')
})

test('a last line cut by a crash is said, not judged, and can be set aside', () => {
  writeThree()
  appendFileSync(join(folder, JOURNAL_FILE), '{"seq":3,"type":"st')
  const reading = readJournal(folder)
  expect(reading.records).toHaveLength(3)
  expect(reading.torn).toBe('{"seq":3,"type":"st')
  expect(setTornLineAside(folder)).toBe(19)
  expect(readJournal(folder).torn).toBeUndefined()
  expect(readFileSync(join(folder, 'journal.torn'), 'utf8')).toContain('"seq":3')
})

test('an older journal is never written over', () => {
  writeThree()
  expect(() => createJournal(folder)).toThrow('Ce dossier contient déjà un journal de campagne.')
})
