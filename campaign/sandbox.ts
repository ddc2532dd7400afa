import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createJournal } from '../core/journal.js'
import type { JournalRecord, PlannedScenario } from '../core/exchange.js'
import type { SessionOpening } from '../core/pilotage.js'
import type { Suite } from '../judge/suite.js'
import { openBackend, openSimulated } from './backend.js'
import { openingFor } from './opening.js'
import type { SessionFile } from './session.js'

export interface Sandbox {
  folder: string
  openings: { opening: SessionOpening; file: string }[]
  close(): Promise<void>
}

/** The simulators alone: one lasting session per profile, everything a developer needs written in a folder. */
export async function openSandbox(session: SessionFile, suite: Suite, folder: string, onRecord: (record: JournalRecord) => void): Promise<Sandbox> {
  const journal = createJournal(folder)
  const append = journal.append.bind(journal)
  journal.append = (entry) => {
    const record = append(entry)
    onRecord(record)
    return record
  }
  const { simulated, pki } = await openBackend(session, suite.pack, journal, () => [])
  const openings = []
  for (const profile of session.profiles) {
    const planned: PlannedScenario = { id: `bac-a-sable-${profile}`, uri: '', line: 0, name: `Bac à sable ${profile}`, feature: '', tags: [], profile }
    const { simulatedSession, seed } = openSimulated(simulated, session, planned)
    const opening = await openingFor(planned, { session, pki, seed, endpoint: simulatedSession.endpoint, now: simulatedSession.clock.now() })
    const file = join(folder, `${profile}.json`)
    writeFileSync(file, `${JSON.stringify(opening, null, 2)}\n`, { mode: 0o600 })
    writeFileSync(join(folder, `${profile}.cle.pem`), opening.authentification.clePrivee, { mode: 0o600 })
    writeFileSync(join(folder, `${profile}.certificat.pem`), opening.authentification.certificat)
    openings.push({ opening, file })
  }
  writeFileSync(join(folder, 'autorite.pem'), pki.authority)
  return {
    folder,
    openings,
    async close() {
      await simulated.close()
      journal.close()
    },
  }
}
