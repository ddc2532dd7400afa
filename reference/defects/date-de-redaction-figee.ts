import type { Defect } from './defect.js'

export default {
  name: 'date-de-redaction-figee',
  title: 'Date toutes les ordonnances de la première de la session',
  profile: 'prescripteur',
  teleservice: 'ordonnance-numerique',
  expected: [{ requirement: 'PRE-EP4-16', code: 'dateRedaction/ecart' }],
  behaviour() {
    let first: string | undefined
    return { ordonnanceToSend: (ordonnance) => ({ ...ordonnance, dateHeure: (first ??= ordonnance.dateHeure) }) }
  },
} satisfies Defect
