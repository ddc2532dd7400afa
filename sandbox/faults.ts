import { UsageError } from '../core/errors.js'
import type { Injection } from '../simulators/serve.js'
import type { ReasonOfRefusal } from '../simulators/simulator.js'
import { DOCUMENTED } from '../tlsi/refusals.js'
import type { Sandbox } from './sandbox.js'

/** A fault that a developer can ask of the next calls of an operation. */
export interface Fault {
  /** What a form sends. */
  key: string
  label: string
  injection: Injection
}

const LATE_MS = 10_000

/** Faults of the way between the software and the service, whatever the operation. */
const NETWORK: readonly Fault[] = [
  { key: 'coupure', label: 'coupe la connexion sans répondre', injection: { kind: 'close' } },
  { key: 'reponse-perdue', label: 'fait le travail, puis coupe la connexion', injection: { kind: 'close', processed: true } },
  { key: 'retard', label: `répond après ${LATE_MS / 1000} secondes`, injection: { kind: 'delay', milliseconds: LATE_MS } },
  { key: 'http-503', label: 'répond une erreur HTTP 503', injection: { kind: 'http', status: 503 } },
  { key: 'mal-forme', label: 'répond un message coupé au milieu', injection: { kind: 'malformed' } },
]

const IDAM: Fault = {
  key: 'desir_550',
  label: 'desir_550 : ne reconnaît pas le numéro d’autorisation (documenté)',
  injection: { kind: 'refusal', ...DOCUMENTED.idamInconnu, message: 'Le numéro d’autorisation du logiciel est inconnu.' },
}

const refusal = (code: string, { message, documented = false, subcode }: ReasonOfRefusal): Fault => ({
  key: `refus-${code}`,
  label: `${code} : ${message} (${documented ? 'documenté' : 'supposé'})`,
  injection: { kind: 'refusal', subcode: subcode ?? (code.startsWith('SIM-') ? code.split('-').slice(0, 2).join('-') : 'SIM-TLSI'), code, message, severity: 'erreur' },
})

/** Every fault of an operation: the network's, then each reason of refusal of its simulator. */
export function faultsOf({ suite, simulators }: Pick<Sandbox, 'suite' | 'simulators'>, operation: string): Fault[] {
  const service = suite.pack.operations[operation]?.service
  const refusals = service === undefined ? {} : (simulators[service]?.refusals ?? {})
  return [
    ...NETWORK,
    ...(service === undefined ? [] : [IDAM]),
    ...Object.entries(refusals).flatMap(([code, reason]) => (reason.answered ? [] : [refusal(code, reason)])),
  ]
}

export function faultNamed(sandbox: Sandbox, operation: string, key: string): Fault {
  const found = faultsOf(sandbox, operation).find((fault) => fault.key === key)
  if (found) return found
  throw new UsageError(`La panne « ${key} » n’existe pas pour ${operation}.`)
}
