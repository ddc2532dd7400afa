import { NAMESPACES } from '../envelope.js'
import type { Defect } from './defect.js'

export default {
  name: 'soap-1-1',
  title: 'Envoie ses messages dans une enveloppe SOAP 1.1',
  profile: 'prescripteur',
  teleservice: 'ordonnance-numerique',
  versions: ['V3'],
  expected: [{ requirement: 'PRE-TLSI-00', code: 'enveloppeLisible/illisible' }],
  behaviour: () => ({
    wire: ({ envelope }) => ({ contentType: 'text/xml; charset=utf-8', envelope: envelope.replace(NAMESPACES.soap, 'http://schemas.xmlsoap.org/soap/envelope/') }),
  }),
} satisfies Defect
