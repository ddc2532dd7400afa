import type { Behaviour } from '../behaviour.js'
import type { BehaviourFacturation } from '../behaviour-facturation.js'
import type { Message } from '../model.js'
import type { RetourMontre } from '../releve.js'
import type { Defect } from './defect.js'

/** The honest billing with some of its functions replaced. */
export const facturation =
  (change: (honest: BehaviourFacturation) => Partial<BehaviourFacturation>): Defect['behaviour'] =>
  (honest) => ({ facturation: { ...honest.facturation, ...change(honest.facturation) } })

/** A screen that keeps some messages for itself. */
export const withoutMessages =
  (isHidden: (message: Message) => boolean): Behaviour['show'] =>
  (_verbe, observation) => {
    const { messages } = observation as { messages?: Message[] }
    return messages === undefined ? observation : { ...observation, messages: messages.filter((message) => !isHidden(message)) }
  }

/** A list of returns that says otherwise than what came. */
export const shownReturns =
  (change: (retour: RetourMontre) => RetourMontre[]): Behaviour['show'] =>
  (_verbe, observation) => {
    const { retours } = observation as { retours?: RetourMontre[] }
    return retours === undefined ? observation : { ...observation, retours: retours.flatMap(change) }
  }
