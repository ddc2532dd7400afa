import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openBackend, openSimulated } from '../campaign/backend.js'
import { openingFor, withoutKey } from '../campaign/opening.js'
import type { SessionFile } from '../campaign/session.js'
import { buildCode2d } from '../core/code2d.js'
import { Incident, messageOf } from '../core/errors.js'
import type { JournalRecord, PlannedScenario, Scope } from '../core/exchange.js'
import { bodyReader, createJournal, type JournalWriter } from '../core/journal.js'
import type { Ordonnance } from '../core/ordonnance.js'
import { OPENING_FIXTURE, type ReadBody } from '../judge/evidence.js'
import type { Suite } from '../judge/suite.js'
import type { ApcvPresentee } from '../simulators/apcv.js'
import { printCode2d } from '../simulators/code2d.js'
import { SIMULATORS } from '../simulators/index.js'
import type { AnySimulator } from '../simulators/sessions.js'
import type { Deposit } from '../simulators/simulator.js'
import { liveJudge, type LiveFinding, type LiveJudge } from './live.js'
import { mailAccess, type MailAccess } from './courrier.js'
import { pscAccess, type PscAccess } from './psc.js'
import { sampleEntries, type SampleEntry, type SandboxSession } from './samples.js'

/** Something that the sandbox holds from its start. */
export interface Deposited {
  simulator: string
  title: string
  /** What the fixture prepared. */
  value: unknown
  /** PNG of the code that a user reads: an ordonnance’s code 2D, a phone’s code ApCV. */
  code?: string
}

export interface Sandbox {
  folder: string
  suite: Suite
  scope: Scope
  /** PEM of the test authority, as a file. */
  authority: string
  sessions: SandboxSession[]
  /** Pro Santé Connect of the first session that has one. */
  psc?: PscAccess & { profil: string; script: string }
  /** Mail of the officine; the script is written once the page is known. */
  courrier?: MailAccess & { profil: string; script: string }
  simulators: Readonly<Record<string, AnySimulator>>
  entries: SampleEntry[]
  deposited: Deposited[]
  records: readonly JournalRecord[]
  readBody: ReadBody
  findingsOf(seq: number): readonly LiveFinding[] | undefined
  /** Calls back after each line of the journal, and again once an exchange is judged. */
  onChange(listener: (record: JournalRecord) => void): void
  deposit(simulator: string, index: number): Promise<Deposited>
  /** Every service as it was at the start. */
  reset(): Promise<void>
  close(): Promise<void>
}

const isOrdonnance = (simulator: string, value: unknown): value is Ordonnance => simulator === SIMULATORS.ordonnances.name && typeof value === 'object' && value !== null && 'lignes' in value

function pscOf(sessions: readonly SandboxSession[], authority: string, folder: string): Sandbox['psc'] {
  for (const session of sessions) {
    const access = pscAccess(session, authority)
    const usage = '# Pro Santé Connect simulé, du document de découverte à l’identité. Usage : sh PSC.sh, tant que « preserie serve » tourne.'
    // It holds the secret of the software.
    if (access) return { ...access, profil: session.opening.profil, script: write(join(folder, 'exemples', 'PSC.sh'), `#!/bin/sh\n${usage}\n${access.commands}\n`, 0o700) }
  }
  return undefined
}

function mailOf(sessions: readonly SandboxSession[], authority: string, folder: string): Sandbox['courrier'] {
  for (const session of sessions) {
    const access = mailAccess(session, { folder, authority, write })
    if (access) return { ...access, profil: session.opening.profil, script: join(folder, 'exemples', 'COURRIER.sh') }
  }
  return undefined
}

/** What the code of a deposit says, when a user would read one. */
function textOf(simulator: string, value: unknown): string | undefined {
  if (simulator === SIMULATORS.apcv.name) return (value as ApcvPresentee).donnees
  if (!isOrdonnance(simulator, value)) return undefined
  const { identifiant, patient, prescripteur } = value
  const { rpps, identifiantFacturation } = prescripteur
  return buildCode2d({ identifiant, patient, prescripteur: { rpps, ...(identifiantFacturation === undefined ? {} : { numeroAm: identifiantFacturation }) } })
}

/** A journal that tells of each line once it is written. */
function heard(folder: string, listener: (record: JournalRecord) => void): JournalWriter {
  const journal = createJournal(folder)
  const append = journal.append.bind(journal)
  journal.append = (entry) => {
    const record = append(entry)
    listener(record)
    return record
  }
  return journal
}

/** Writes what a developer needs; a folder that refuses is theirs to change. */
function write(path: string, content: string | Uint8Array, mode = 0o644): string {
  try {
    writeFileSync(path, content, { mode })
    return path
  } catch (cause) {
    throw new Incident('configuration', { what: 'Un fichier du bac à sable ne peut pas être écrit.', where: path, received: messageOf(cause), next: 'donner un autre dossier avec --out, où ce compte peut écrire' })
  }
}

/** The simulators alone: one lasting session per profile on one shared base, everything a developer needs written in a folder. */
export async function openSandbox(session: SessionFile, suite: Suite, folder: string): Promise<Sandbox> {
  const listeners: ((record: JournalRecord) => void)[] = []
  const judges = new Map<string, LiveJudge>()
  const tell = (record: JournalRecord): void => listeners.forEach((listener) => listener(record))
  const journal = heard(folder, (record) => {
    tell(record)
    const judge = 'scenario' in record && record.scenario !== undefined ? judges.get(record.scenario) : undefined
    // The answer leaves first: judging must not make the service slower.
    setImmediate(() => void judge?.take(record).then(() => record.type === 'exchange' && tell(record)))
  })
  const { simulated, pki } = await openBackend(session, suite.pack, journal, () => [])
  try {
    const scope: Scope = {
      profiles: [...session.profiles],
      packageVersion: session.packageVersion,
      pack: `${suite.pack.name} ${suite.pack.version}`,
      declined: {},
      authentication: session.authentication,
      tls: session.listen.tls,
    }
    const readBody = bodyReader(folder)
    const sessions: SandboxSession[] = []
    // Software with one fixed address has one session: its first profile.
    for (const profile of session.listen.fixed ? session.profiles.slice(0, 1) : session.profiles) {
      const planned: PlannedScenario = { id: `bac-a-sable-${profile}`, uri: '', line: 0, name: `Bac à sable ${profile}`, feature: '', tags: profile === 'officine' ? ['session:messagerie'] : [], profile }
      judges.set(planned.id, liveJudge(planned, scope, suite, readBody))
      const { simulatedSession, seed } = openSimulated(simulated, session, planned, { sharing: sessions[0]?.simulated, attended: true })
      const now = simulatedSession.clock.now()
      journal.append({ type: 'scenario', scenario: planned.id, attempt: 1, session: simulatedSession.id, virtualTime: now.toISOString() })
      const opening = await openingFor(planned, { session, pki, seed, simulated: simulatedSession, now })
      journal.append({ type: 'fixture', scenario: planned.id, simulator: 'banc', name: OPENING_FIXTURE, value: journal.store(JSON.stringify(withoutKey(opening))) })
      sessions.push({
        simulated: simulatedSession,
        opening,
        file: write(join(folder, `${profile}.json`), `${JSON.stringify(opening, null, 2)}\n`, 0o600),
        keyFile: write(join(folder, `${profile}.cle.pem`), opening.authentification.clePrivee, 0o600),
        certificateFile: write(join(folder, `${profile}.certificat.pem`), opening.authentification.certificat),
      })
    }
    const simulators: Readonly<Record<string, AnySimulator>> = Object.fromEntries(Object.values(SIMULATORS).map((simulator) => [simulator.name, simulator]))
    const authority = write(join(folder, 'autorite.pem'), pki.authority)
    const [first] = sessions
    const deposited: Deposited[] = []

    const put = async (simulator: AnySimulator, { title, fixture, value }: Deposit): Promise<Deposited> => {
      const prepared = first!.simulated.applyFixture(simulator.name, fixture, value({ now: first!.simulated.clock.now() }))
      const done: Deposited = { simulator: simulator.name, title, value: prepared, ...(await printed(simulator.name, prepared, deposited.length + 1)) }
      deposited.push(done)
      return done
    }
    const printed = async (simulator: string, value: unknown, rank: number): Promise<Pick<Deposited, 'code'>> => {
      const text = textOf(simulator, value)
      return text === undefined ? {} : { code: write(join(folder, `${isOrdonnance(simulator, value) ? 'ordonnance' : simulator}-${rank}.png`), await printCode2d(text)) }
    }
    const fill = async (): Promise<void> => {
      deposited.length = 0
      for (const simulator of Object.values(simulators)) for (const deposit of simulator.deposits ?? []) await put(simulator, deposit)
    }
    await fill()
    mkdirSync(join(folder, 'exemples'), { recursive: true })
    const psc = pscOf(sessions, authority, folder)
    const courrier = mailOf(sessions, authority, folder)
    return {
      folder,
      suite,
      scope,
      authority,
      sessions,
      ...(psc ? { psc } : {}),
      ...(courrier ? { courrier } : {}),
      simulators,
      entries: sampleEntries(suite.pack, simulators, sessions),
      deposited,
      records: journal.records,
      readBody,
      findingsOf: (seq) => {
        for (const judge of judges.values()) {
          const findings = judge.findingsOf(seq)
          if (findings) return findings
        }
        return undefined
      },
      onChange: (listener) => void listeners.push(listener),
      deposit: (name, index) => put(simulators[name]!, simulators[name]!.deposits![index]!),
      async reset() {
        for (const { simulated: one } of sessions) one.reset()
        await fill()
      },
      async close() {
        await simulated.close()
        journal.close()
      },
    }
  } catch (cause) {
    await simulated.close()
    journal.close()
    throw cause
  }
}
