import type { Defect } from './defect.js'

const sendingTime = (envelope: string): string => /<ctxlps:Temps>([^<]+)/.exec(envelope)![1]!

export default {
  name: 'date-d-envoi',
  title: 'Date l’exécution du moment de son envoi, et non de la délivrance',
  profile: 'officine',
  teleservice: 'ordonnance-numerique',
  versions: ['V2'],
  expected: [{ requirement: 'PRE-EP1-25', code: 'executionDate/ecart' }],
  behaviour: () => ({
    wire: (message) => ({ ...message, envelope: message.envelope.replace(/(<ep:DateHeureExecution>)[^<]+/, `$1${sendingTime(message.envelope)}`) }),
  }),
} satisfies Defect
