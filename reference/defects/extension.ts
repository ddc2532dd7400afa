import type { Behaviour } from '../behaviour.js'

/** An element of the vendor at the end of the message, where the contract has none. */
export const withExtension: Behaviour['wire'] = (message) => ({
  ...message,
  envelope: message.envelope.replace(/(<\/[^<>]+><\/soap:Body>)/, '<ed:Extension xmlns:ed="urn:editeur:extension">1</ed:Extension>$1'),
})
