import { isMessageId } from '../core/identifiers.js'
import { problem } from './problem.js'
import { shown } from './refusals.js'
import type { FrameCheck } from './situation.js'

const ACTION = '/soap:Envelope/soap:Header/wsa:Action'
const MESSAGE_ID = '/soap:Envelope/soap:Header/wsa:MessageID'

export const adressageAction: FrameCheck = {
  name: 'adressageAction',
  expectation: 'L’en-tête porte wsa:Action, égale au paramètre action du type de contenu quand il est donné',
  check({ action, httpAction }) {
    if (!action) return problem({ code: 'SIM-TLSI-20', detail: 'absent', at: ACTION, expected: 'l’action de l’opération', received: shown(action) })
    // SOAP 1.2 part 2, 6.5.3 and WS-Addressing SOAP binding 4.4: two actions that differ leave a doubt about the operation.
    if (!httpAction || httpAction === action) return undefined
    return problem({
      code: 'SIM-TLSI-20',
      detail: 'divergent',
      at: ACTION,
      expected: `l’action du type de contenu, ${shown(httpAction)}`,
      received: shown(action),
    })
  },
}

export const adressageMessageId: FrameCheck = {
  name: 'adressageMessageId',
  expectation: 'L’en-tête porte wsa:MessageID, de la forme uuid:<uuid> ou urn:uuid:<uuid>',
  check({ messageId }) {
    if (messageId && isMessageId(messageId)) return undefined
    const detail = messageId ? 'forme' : 'absent'
    return problem({ code: 'SIM-TLSI-21', detail, at: MESSAGE_ID, expected: 'uuid:<uuid> ou urn:uuid:<uuid>', received: shown(messageId) })
  },
}

/** `urn:uuid:X` and `uuid:X` name the same message. */
export const messageIdKey = (messageId: string): string => messageId.toLowerCase().replace(/^urn:/, '')

export const rejeu: FrameCheck = {
  name: 'rejeu',
  expectation: 'Chaque message porte un wsa:MessageID neuf',
  check({ messageId }, { seenIds }) {
    if (!messageId || !seenIds.has(messageIdKey(messageId))) return undefined
    return problem({
      code: 'SIM-TLSI-22',
      detail: 'deja-vu',
      at: MESSAGE_ID,
      expected: 'un identifiant jamais employé',
      received: `${shown(messageId)}, déjà reçu`,
    })
  },
}
