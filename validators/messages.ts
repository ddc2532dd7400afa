import type { Check } from './check.js'
import { Inconclusive } from './check.js'
import { difference } from './comparison.js'
import { expectAllRead, observedExchanges, schemaFindings } from './observed.js'

/** The body obeys the schema and the code tables of the pack. */
export const conforming = (requirement: string, operation: string): Check => ({
  requirement,
  expectation: `Chaque message ${operation} est conforme à son contrat`,
  standing: [operation],
  check(evidence) {
    const exchanges = observedExchanges(evidence, operation)
    const opened = exchanges.filter(({ unreadable, bodyOf }) => unreadable === undefined && bodyOf === undefined)
    if (opened.length === 0) throw new Inconclusive('logiciel', `aucune enveloppe ${operation} lisible`, exchanges.at(-1)!.seq)
    return opened.flatMap(schemaFindings)
  },
})

export const creationConforme = conforming('PRE-EP4-01', 'WS_EP4')
export const consultationConforme = conforming('PRE-EP3-01', 'WS_EP3')
export const executionConforme = conforming('PRE-EP1-01', 'WS_EP1')

const OPERATIONS = ['WS_EP1', 'WS_EP2', 'WS_EP3', 'WS_EP4', 'WS_EP6'] as const

export const versionPaquet: Check = {
  requirement: 'PRE-VER-01',
  expectation: 'Chaque message porte la version du paquet ordonnance numérique de la session',
  standing: OPERATIONS,
  check: (evidence) => {
    const observed = OPERATIONS.filter((operation) => evidence.exchanges(operation).length > 0)
    return (observed.length > 0 ? observed : [OPERATIONS[0]]).flatMap((operation) =>
      expectAllRead(evidence, operation).flatMap(({ request, seq }) => {
        const { version } = request as { version?: string }
        return version === evidence.opening.versionPaquet ? [] : [difference('version', evidence.opening.versionPaquet, version, seq)]
      }),
    )
  },
}
