import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { BODIES_FOLDER, createJournal, readJournal } from '../core/journal.js'
import { journalEvidence } from './evidence.js'

test('reads lines and bodies of a journal, and tells an altered body apart from a sound one', () => {
  const folder = mkdtempSync(join(tmpdir(), 'preserie-preuves-'))
  const journal = createJournal(folder)
  const sound = journal.store('<a>é</a>')
  const altered = journal.store('<b/>')
  journal.append({ type: 'step', scenario: 's', keyword: 'Quand', text: 'il délivre' })
  journal.close()
  writeFileSync(join(folder, BODIES_FOLDER, altered.sha256), '<c/>')
  const evidence = journalEvidence(readJournal(folder))
  expect(evidence.record(0)).toMatchObject({ type: 'step', seq: 0 })
  expect(evidence.record(1)).toBeUndefined()
  expect(evidence.body(sound)).toBe('<a>é</a>')
  expect(evidence.body(altered)).toBeUndefined()
  rmSync(folder, { recursive: true })
})
