import type { JournalRecord, PlannedScenario, Scope } from '../core/exchange.js'
import { readingOf, type PlayReading, type ReadBody } from '../judge/evidence.js'
import { evaluate } from '../judge/judge.js'
import type { Suite } from '../judge/suite.js'
import { Inconclusive, type Evidence } from '../validators/check.js'

/** What a standing check holds against one exchange. */
export interface LiveFinding {
  code: string
  requirement: string
  statement: string
  message: string
  at?: string
}

/** Judges the exchanges of one session as they come. */
export interface LiveJudge {
  /** Takes a line of the journal in; resolves once an exchange is judged. */
  take(record: JournalRecord): Promise<void>
  /** Undefined while an exchange is not judged yet, or is too old to be remembered. */
  findingsOf(seq: number): readonly LiveFinding[] | undefined
}

/** Older findings are forgotten: a sandbox may stay open for days. */
const REMEMBERED = 1000
/** A check looks at all that came before: a longer memory would slow every exchange down. */
const LOOKED_AT = 300

const ofPast = (record: JournalRecord): boolean => record.type === 'exchange'

/** Nobody tells the sandbox what the user saw: what depends on it is not judged. */
function withoutScreen(evidence: Evidence): Evidence {
  return Object.create(evidence, {
    calls: {
      value: () => {
        throw new Inconclusive('configuration', 'le bac à sable ne voit pas l’écran du logiciel')
      },
    },
  }) as Evidence
}

export function liveJudge(planned: PlannedScenario, scope: Scope, suite: Suite, readBody: ReadBody): LiveJudge {
  const statements = new Map(suite.catalogue.map(({ id, statement }) => [id, statement]))
  const found = new Map<number, LiveFinding[]>()
  let records: JournalRecord[] = []
  let reading: PlayReading | undefined
  let queue = Promise.resolve()

  const forget = (): void => {
    const past = records.filter(ofPast)
    if (past.length <= 2 * LOOKED_AT) return
    const from = past.at(-LOOKED_AT)!.seq
    records = records.filter((record) => !ofPast(record) || record.seq >= from)
    reading = undefined
  }

  const judge = async (seq: number): Promise<void> => {
    forget()
    reading ??= readingOf({ planned, attempt: 1, records }, scope, suite.pack, readBody)
    const evidence = withoutScreen(reading.evidence(seq + 1))
    const own = [...evidence.exchanges(), ...evidence.httpExchanges(), ...evidence.mailExchanges()].find((exchange) => exchange.seq === seq)
    const findings: LiveFinding[] = []
    for (const [name, check] of Object.entries(suite.checks)) {
      const concerned = check.standing === '*' ? own?.http === undefined && own?.mail === undefined : own !== undefined && check.standing?.includes(own.operation)
      if (check.standing === undefined || !concerned) continue
      const { requirement, findings: all, outcome } = await evaluate(name, check, evidence, {})
      if (outcome !== 'fail') continue
      for (const { code, message, at, seq: about } of all) {
        if (about === seq) findings.push({ code, requirement, statement: statements.get(requirement) ?? check.expectation, message, ...(at === undefined ? {} : { at }) })
      }
    }
    found.set(seq, findings)
    for (const old of found.keys()) {
      if (found.size <= REMEMBERED) break
      found.delete(old)
    }
  }

  return {
    take(record) {
      records.push(record)
      if (record.type !== 'exchange') return Promise.resolve()
      // One after the other: a check may wait for a picture to be read.
      queue = queue.then(() => judge(record.seq)).catch(() => undefined)
      return queue
    },
    findingsOf: (seq) => found.get(seq),
  }
}
