import type { Defect } from './defect.js'

/** The first letter of the operation in capitals, wherever the action stands. */
const misspelt = (text: string): string => text.replace(/(:)(c)(reerEPrescription)\b/g, '$1C$3')

export default {
  name: 'action-inconnue',
  title: 'Nomme l’opération de création d’une action qui n’existe pas',
  profile: 'prescripteur',
  teleservice: 'ordonnance-numerique',
  versions: ['V3'],
  expected: [{ requirement: 'PRE-TLSI-03', code: 'adressageAction/inconnue' }],
  behaviour: () => ({ wire: ({ contentType, envelope }) => ({ contentType: misspelt(contentType), envelope: misspelt(envelope) }) }),
} satisfies Defect
