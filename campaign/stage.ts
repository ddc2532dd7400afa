import { Incident } from '../core/errors.js'
import type { BodyRef, DriverAnswer, JournalEntry, PlannedScenario, QuestionRecord, Scope } from '../core/exchange.js'
import type { JournalWriter } from '../core/journal.js'
import type { RecordedOpening, Verb } from '../core/pilotage.js'
import type { Driver, DriverSession } from '../drivers/driver.js'
import { OPENING_FIXTURE, readingOf, type PlayReading } from '../judge/evidence.js'
import { answerQuestion, type CheckResult } from '../judge/judge.js'
import { concerns } from '../judge/plays.js'
import type { Suite } from '../judge/suite.js'
import { paramsIssues } from '../schemas/pilotage.js'
import type { Injection, SimulatedBackend, SimulatedSession } from '../simulators/serve.js'
import type { Pki } from '../simulators/pki.js'
import { openSimulated } from './backend.js'
import { openingFor, withoutKey } from './opening.js'
import type { SessionFile } from './session.js'

/** What every scenario of a campaign shares. */
export interface CampaignContext {
  session: SessionFile
  scope: Scope
  suite: Suite
  pki: Pki
  journal: JournalWriter
  readBody: (ref: Pick<BodyRef, 'sha256'>) => Buffer
  simulated: SimulatedBackend
  driver: Driver
  /** Whether a question is answered as soon as it is asked. */
  answering: boolean
}

/** One scenario being played: its simulated Assurance Maladie, its session of the software, its slice of the journal. */
export class Stage {
  #software: DriverSession | undefined
  /** Its slice of the journal so far, and how far the journal was looked at. */
  readonly #reading: PlayReading
  #read: number

  private constructor(
    private readonly context: CampaignContext,
    readonly planned: PlannedScenario,
    private readonly attempt: number,
    private readonly simulated: SimulatedSession,
    readonly opening: RecordedOpening,
  ) {
    const { journal, scope, suite, readBody } = context
    this.#reading = readingOf({ planned, attempt, records: [] }, scope, suite.pack, readBody)
    this.#read = journal.records.findLastIndex((record) => record.type === 'scenario' && record.scenario === planned.id)
  }

  /** Opens the simulated side, then the software's session. A software that cannot be opened is an incident of the scenario. */
  static async open(context: CampaignContext, planned: PlannedScenario, attempt: number): Promise<Stage> {
    const { session, pki, journal, driver } = context
    const { simulatedSession, seed } = openSimulated(context.simulated, session, planned)
    const now = simulatedSession.clock.now()
    journal.append({ type: 'scenario', scenario: planned.id, attempt, session: simulatedSession.id, virtualTime: now.toISOString() })
    const opening = await openingFor(planned, { session, pki, seed, simulated: simulatedSession, now })
    const kept = withoutKey(opening)
    journal.append({ type: 'fixture', scenario: planned.id, simulator: 'banc', name: OPENING_FIXTURE, value: journal.store(JSON.stringify(kept)) })
    const stage = new Stage(context, planned, attempt, simulatedSession, kept)
    await stage.#guarded(async () => {
      stage.#software = await driver.open(opening)
    })
    return stage
  }

  #append(entry: JournalEntry): void {
    this.context.journal.append(entry)
  }

  /** An incident belongs to the scenario in which it happens, and stops it. */
  async #guarded<T>(action: () => Promise<T>): Promise<T> {
    try {
      return await action()
    } catch (cause) {
      if (cause instanceof Incident) this.incident(cause)
      throw cause
    }
  }

  incident({ attribution, diagnosis }: Incident, code = 'incident'): void {
    const details = [diagnosis.expected && `attendu : ${diagnosis.expected}`, diagnosis.received && `reçu : ${diagnosis.received}`].filter(Boolean).join(' ; ')
    this.#append({ type: 'incident', scenario: this.planned.id, attribution, code, message: details ? `${diagnosis.what} ${details}` : diagnosis.what })
  }

  step(keyword: string, text: string): void {
    this.#append({ type: 'step', scenario: this.planned.id, keyword, text })
  }

  async perform(verb: Verb, params: Record<string, unknown>): Promise<DriverAnswer> {
    const issues = paramsIssues(verb, params)
    if (issues.length > 0) {
      const fault = new Incident('banc', { what: `Le scénario demande « ${verb} » avec des paramètres hors contrat.`, received: issues.join(' ; ') })
      this.incident(fault, 'parametres')
      throw fault
    }
    const { journal } = this.context
    const started = performance.now()
    const answer = await this.#guarded(() => this.#software!.perform(verb, params))
    this.#append({
      type: 'driver',
      scenario: this.planned.id,
      verb,
      params: journal.store(JSON.stringify(params)),
      answer: journal.store(JSON.stringify(answer)),
      reponse: answer.reponse,
      milliseconds: Math.round(performance.now() - started),
    })
    return answer
  }

  /** Writes the question down, then computes its answer the way `judge` will; undefined when nobody waits for it. */
  async ask(check: string, args: Record<string, unknown>): Promise<CheckResult | undefined> {
    const { journal, suite, answering } = this.context
    const question = journal.append({ type: 'question', scenario: this.planned.id, check, args }) as QuestionRecord & { seq: number }
    if (!answering) return undefined
    this.#reading.play.records.push(...journal.records.slice(this.#read).filter((record) => concerns(record, this.planned.id)))
    this.#read = journal.records.length
    return answerQuestion(this.#reading, question, suite)
  }

  prepare(simulator: string, fixture: string, value: unknown): unknown {
    return this.simulated.applyFixture(simulator, fixture, value)
  }

  inject(operation: string, injection: Injection, count: number): void {
    this.simulated.inject({ operation, injection, count })
  }

  get now(): Date {
    return this.simulated.clock.now()
  }

  /** Moves the scenario's clock and tells the software, which has to follow unless the session declines it. */
  async advance(milliseconds: number): Promise<void> {
    this.simulated.advance(milliseconds)
    const followed = await this.#guarded(() => this.#software!.setClock(this.now))
    if (followed) return
    const fault = new Incident('configuration', {
      what: 'Le logiciel ne suit pas l’horloge virtuelle du scénario.',
      expected: 'HTTP 204 à PUT …/horloge',
      received: 'HTTP 501',
      next: 'suivre l’horloge, ou décliner la capacité horlogeVirtuelle dans preserie.yaml avec la raison',
    })
    this.incident(fault, 'horloge')
    throw fault
  }

  async close(status: 'complete' | 'stopped'): Promise<void> {
    try {
      await this.#software?.close()
    } catch (cause) {
      // What could still be judged was; a session that does not close is told, not held against the scenario.
      if (cause instanceof Incident && status === 'complete') this.#append({ type: 'incident', attribution: cause.attribution, code: 'fermeture', message: cause.diagnosis.what })
    } finally {
      this.#append({ type: 'scenario-end', scenario: this.planned.id, attempt: this.attempt, status })
      this.simulated.close()
    }
  }

  /** Leaves a scenario that nobody will end: without an end in the journal, it is judged as not reached. */
  async abandon(): Promise<void> {
    await this.#software?.close().catch(() => undefined)
    this.simulated.close()
  }
}
