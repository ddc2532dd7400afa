import { NAMESPACES } from '../envelope.js'

export const envelope = (messageId: string, body: string): string =>
  `<soap:Envelope xmlns:soap="${NAMESPACES.soap}" xmlns:wsa="${NAMESPACES.wsa}"><soap:Header><wsa:MessageID>${messageId}</wsa:MessageID></soap:Header>` +
  `<soap:Body>${body}</soap:Body></soap:Envelope>`

export const fault = (messageId: string, { side = 'Sender', code = 'SIM-EP3-01', texte = 'Ordonnance inconnue.' } = {}): { status: number; body: string } => ({
  status: 500,
  body: envelope(
    messageId,
    `<soap:Fault><soap:Code><soap:Value>soap:${side}</soap:Value><soap:Subcode><soap:Value>soap:SIM-40</soap:Value></soap:Subcode></soap:Code>` +
      `<soap:Reason><soap:Text xml:lang="fr">Refus</soap:Text></soap:Reason>` +
      `<soap:Detail><Erreur xmlns="urn:siram" severite="erreur" code="${code}">${texte}</Erreur></soap:Detail></soap:Fault>`,
  ),
})
