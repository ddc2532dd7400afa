import type { Verb } from '../core/pilotage.js'
import type { Finding } from '../core/readiness.js'
import type { Check, Evidence, ObservedCall, ObservedExchange } from './check.js'
import { Inconclusive } from './check.js'
import { difference } from './comparison.js'
import { executionOf, sameUuid } from './execution.js'
import { callAround, codeFindings, doneCalls, exchangesDuring, isAccepted, isFailed, isRefused, isRegistered, observationOf, observedExchanges, warningFindings } from './observed.js'

/** A téléservice seen by the user: the operation, the verb that calls it and the status that claims success. */
export interface Service {
  /** Operation of the pack. */
  operation: string
  verb: Verb
  success: string
}
const CREATION: Service = { operation: 'WS_EP4', verb: 'creerOrdonnance', success: 'transmise' }
const CONSULTATION: Service = { operation: 'WS_EP3', verb: 'consulterOrdonnance', success: 'affichee' }
const EXECUTION: Service = { operation: 'WS_EP1', verb: 'delivrer', success: 'transmise' }

interface Setback {
  exchange: ObservedExchange
  call: ObservedCall
}

/** Last answers of calls that did not end well: a retry that succeeded leaves nothing to tell. */
function setbacksOf(evidence: Evidence, operation: string, kind: (exchange: ObservedExchange) => boolean): Setback[] {
  const exchanges = observedExchanges(evidence, operation)
  if (!exchanges.some(kind)) {
    // Accepted although another answer was prepared: the bench's own fault. Otherwise the call did not deserve the one the scenario asked for.
    const injected = evidence.injections.some((injection) => injection.operation === operation)
    const owner = injected && exchanges.some(isAccepted) ? 'banc' : 'logiciel'
    throw new Inconclusive(owner, `aucune réponse ${operation} de la nature attendue n’a été donnée au logiciel`, exchanges.at(-1)!.seq)
  }
  return evidence.calls().flatMap((call) => {
    const last = exchangesDuring(evidence, call, operation).at(-1)
    return last && kind(last) ? [{ exchange: last, call }] : []
  })
}

/** What the user must have seen: the right status when the verb has one, and words. */
function toldFindings({ call, exchange }: Setback, verb: Verb, statuses: readonly string[]): Finding[] {
  const status = observationOf(call)['statut']
  const wrongStatus = call.verb === verb && !statuses.includes(String(status))
  return [
    ...(wrongStatus ? [difference('observation.statut', statuses.join(' ou '), status, call.seq, 'statut')] : []),
    ...warningFindings(call, `L’utilisateur n’a pas été averti. Attendu : un message après ${exchange.fault?.code ?? 'la panne du téléservice'} ; reçu : rien.`),
  ]
}

export const refusalTold = (requirement: string, expectation: string, { operation, verb }: Service): Check => ({
  requirement,
  expectation,
  check: (evidence) => setbacksOf(evidence, operation, isRefused).flatMap((setback) => toldFindings(setback, verb, ['refusee'])),
})

/** An unavailable service answers with a fault: the software may call that a refusal or a failure. */
export const failureTold = (requirement: string, expectation: string, { operation, verb }: Service): Check => ({
  requirement,
  expectation,
  check: (evidence) =>
    setbacksOf(evidence, operation, isFailed).flatMap((setback) => toldFindings(setback, verb, setback.exchange.fault ? ['enEchec', 'refusee'] : ['enEchec'])),
})

/** Sent again after an answer that was lost: the service refuses the second, because it has the first. */
function isAlreadyRegistered(evidence: Evidence, exchange: ObservedExchange): boolean {
  const { operation, request, seq } = exchange
  if (operation !== 'WS_EP1' || request === undefined) return false
  return evidence.exchanges(operation).some(
    (other) => other.seq < seq && other.request !== undefined && isRegistered(other) && !isAccepted(other) && sameUuid(executionOf(other).identifiant, executionOf(exchange).identifiant),
  )
}

export const successEarned = (requirement: string, expectation: string, { operation, verb, success }: Service): Check => ({
  requirement,
  expectation,
  standing: [operation],
  check(evidence) {
    const calls = doneCalls(evidence, verb)
    if (calls.length === 0) throw new Inconclusive('logiciel', `le logiciel n’a pas mené l’action « ${verb} »`)
    const unearned = calls.filter((call) => !exchangesDuring(evidence, call, operation).some((exchange) => isRegistered(exchange) || isAlreadyRegistered(evidence, exchange)))
    return unearned
      .filter((call) => call.observation['statut'] === success)
      .map((call) => difference('observation.statut', `un autre statut que « ${success} », ${operation} n’ayant pas abouti`, success, call.seq, 'usurpe'))
  },
})

export const codeShown = (requirement: string, expectation: string, { operation }: Service): Check => ({
  requirement,
  expectation,
  check: (evidence) =>
    setbacksOf(evidence, operation, (exchange) => exchange.fault !== undefined).flatMap(({ call, exchange }) => codeFindings(call, exchange.fault!.code, 'absent')),
})

export const creationRefusAnnonce = refusalTold('PRE-EP4-17', 'Le refus d’une création est annoncé au prescripteur', CREATION)
export const creationEchecAnnonce = failureTold('PRE-EP4-18', 'L’échec technique d’une création est annoncé au prescripteur', CREATION)
export const creationSuccesFonde = successEarned('PRE-EP4-19', 'Une ordonnance n’est dite transmise que si le téléservice l’a enregistrée', CREATION)
export const creationCodeMontre = codeShown('PRE-EP4-20', 'Le code donné par le téléservice est montré au prescripteur', CREATION)

export const consultationRefusAnnonce = refusalTold('PRE-EP3-13', 'Le refus d’une consultation est annoncé au pharmacien', CONSULTATION)
export const consultationEchecAnnonce = failureTold('PRE-EP3-14', 'L’échec technique d’une consultation est annoncé au pharmacien', CONSULTATION)
const consultationEarned = successEarned('PRE-EP3-15', 'Une ordonnance n’est affichée que si le téléservice l’a donnée', CONSULTATION)

/** Whatever the status says, what is on the screen is taken for the ordonnance that was asked. */
export const consultationSuccesFonde: Check = {
  ...consultationEarned,
  async check(evidence, args) {
    const stale = doneCalls(evidence, CONSULTATION.verb).filter(
      (call) =>
        call.observation['statut'] !== CONSULTATION.success &&
        call.observation['ordonnance'] !== undefined &&
        !exchangesDuring(evidence, call, CONSULTATION.operation).some(isAccepted),
    )
    return [
      ...(await consultationEarned.check(evidence, args)),
      ...stale.map((call) => difference('observation.ordonnance', undefined, 'une ordonnance', call.seq, 'rescapee')),
    ]
  },
}
export const consultationCodeMontre = codeShown('PRE-EP3-16', 'Le code donné par le téléservice à la consultation est montré au pharmacien', CONSULTATION)

export const executionRefusAnnonce = refusalTold('PRE-EP1-20', 'Le refus d’une exécution est annoncé au pharmacien', EXECUTION)
export const executionEchecAnnonce = failureTold('PRE-EP1-21', 'L’échec technique d’une exécution est annoncé au pharmacien', EXECUTION)
export const executionSuccesFonde = successEarned('PRE-EP1-22', 'Une exécution n’est dite transmise que si le téléservice l’a enregistrée', EXECUTION)
export const executionCodeMontre = codeShown('PRE-EP1-23', 'Le code donné par le téléservice à l’exécution est montré au pharmacien', EXECUTION)

/** The software offers to go on with a plain paper ordonnance (docs/sources.md, weda). */
export const suitePapierProposee: Check = {
  requirement: 'PRE-DEC-02',
  expectation: 'Quand la création n’aboutit pas, le logiciel propose de continuer sur papier',
  check: (evidence) =>
    setbacksOf(evidence, CREATION.operation, (exchange) => !isAccepted(exchange))
      .filter(({ call }) => call.verb === CREATION.verb && observationOf(call)['suitePapier'] !== true)
      .map(({ call }) => difference('observation.suitePapier', true, observationOf(call)['suitePapier'], call.seq, 'absente')),
}

/** What stopped an act before any call: nothing is sent, the answer is `refusee`, and the pharmacist reads why. */
export const stoppedLocally = (requirement: string, expectation: string): Check => ({
  requirement,
  expectation,
  check(evidence) {
    const call = evidence.calls('delivrer').at(-1)
    if (call?.answer.reponse !== 'fait') throw new Inconclusive('logiciel', 'le logiciel n’a pas mené l’action « delivrer »', call?.seq)
    const sent = evidence.exchanges('WS_EP1').filter((exchange) => callAround(evidence, exchange)!.seq === call.seq)
    const status = observationOf(call)['statut']
    return [
      ...sent.map(
        ({ seq }) => (
          { code: 'transmise', message: 'Une exécution a été transmise pour un acte impossible. Attendu : aucun appel WS_EP1 ; reçu : un appel.', seq }
        ),
      ),
      ...(status === 'refusee' ? [] : [difference('observation.statut', 'refusee', status, call.seq, 'statut')]),
      ...(
        warningFindings(call, 'Le pharmacien n’a vu ni avertissement ni erreur. Attendu : la raison du refus ; reçu : rien.')
      ),
    ]
  },
})

export const delivranceSansConsultation = stoppedLocally('PRE-EP1-16', 'Une ordonnance qui n’a pas été consultée ne peut pas être délivrée')
export const delivranceOrdonnanceClose = stoppedLocally('PRE-EP1-17', 'Une ordonnance exécutée, annulée ou expirée ne peut pas être délivrée')
export const delivranceAuDelaDuReste = stoppedLocally('PRE-EP1-18', 'Une quantité supérieure au reste ne peut pas être délivrée')
export const delivranceSubstitutionInterdite = stoppedLocally('PRE-EP1-19', 'Un produit non substituable ne peut pas être remplacé')
