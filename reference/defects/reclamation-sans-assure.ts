import type { Defect } from './defect.js'
import { facturation } from './screen-facturation.js'

export default {
  name: 'reclamation-sans-assure',
  title: 'Envoie la réclamation sans nommer l’assuré',
  profile: 'officine',
  teleservice: 'scor',
  expected: [{ requirement: 'PRE-SCOR-13', code: 'reclamationNommee/absent' }],
  behaviour: facturation(() => ({ indexScor: ({ assure: _lost, ...index }) => index })),
} satisfies Defect
