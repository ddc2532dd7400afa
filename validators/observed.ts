import type { Verb } from '../core/pilotage.js'
import type { Finding } from '../core/readiness.js'
import type { Evidence, ObservedCall, ObservedExchange } from './check.js'
import { Inconclusive } from './check.js'

/** Raised when the evidence itself is the finding: the exchange that had to be there is not. */
export class NotObserved extends Error {
  override readonly name = 'NotObserved'
  constructor(readonly finding: Finding) {
    super(finding.message)
  }
}

/** Something around the software explains why an exchange is missing: then nothing can be held against it. */
function excuse(evidence: Evidence): void {
  const incident = evidence.incidents.at(-1)
  if (incident) throw new Inconclusive(incident.attribution, incident.message, incident.seq)
  const fault = evidence.exchanges().find((exchange) => exchange.record.result.kind === 'bench-fault')
  if (fault) throw new Inconclusive('banc', 'le banc a échoué en répondant à un échange', fault.seq)
}

/** The exchanges of an operation; none captured is a finding, unless an incident explains it. */
export function expectExchanges(evidence: Evidence, operation: string): readonly ObservedExchange[] {
  const exchanges = evidence.exchanges(operation)
  if (exchanges.length > 0) return exchanges
  excuse(evidence)
  throw new NotObserved({ code: 'aucun-echange', message: `Aucun appel ${operation} reçu du logiciel ; un appel était attendu.` })
}

/** The last exchange of an operation whose message could be read; an unreadable one is the business of the schema checks. */
export function expectRead(evidence: Evidence, operation: string): ObservedExchange {
  const exchanges = expectExchanges(evidence, operation)
  const read = exchanges.filter((exchange) => exchange.request !== undefined).at(-1)
  if (read) return read
  throw new Inconclusive('logiciel', `le message ${operation} reçu n'est pas lisible selon son contrat`, exchanges.at(-1)!.seq)
}

/** The last answer `fait` to a verb, with what the user saw. */
export function expectDone(evidence: Evidence, verb: Verb): ObservedCall & { observation: Record<string, unknown> } {
  const call = evidence.calls(verb).at(-1)
  if (call?.answer.reponse === 'fait') return { ...call, observation: call.answer.observation }
  excuse(evidence)
  throw new Inconclusive('logiciel', `le logiciel n'a pas mené l'action « ${verb} »`, call?.seq)
}
